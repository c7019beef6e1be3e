"""Sources with their start addresses come in; the steps of all walks, side by side, go out one at a time."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import Queue
from threading import Event

from tracker.model import Request, Source
from tracker.run.walk import Past, Step, Tour, walk

_STEPS_WAITING = 64  # a page holds thousands of links at most, so this bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One source: its start addresses, each with its past, and how it is walked."""

    source: Source
    starts: tuple[tuple[Request, Past], ...]
    tour: Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step with the source and the start address whose walk it belongs to."""

    source: Source
    start: Request
    step: Step


def stages(jobs: Sequence[Job], workers: int) -> Generator[Stage, None, None]:
    """Walk all sources, each in a thread of its own, at most `workers` at once.

    Leaving the generator early lets the walks end after their present page. A bug in a walk is raised here.
    """
    told: Queue[Stage | BaseException | None] = Queue(_STEPS_WAITING)
    left = Event()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for job in jobs:
            pool.submit(_walk_job, _ended_by(left, job), told)
        running = len(jobs)
        try:
            while running:
                one = told.get()
                if one is None:
                    running -= 1
                elif isinstance(one, Stage):
                    yield one
                else:
                    raise one
        finally:
            left.set()
            while running:  # a thread that waits for room in the queue must be let go
                running -= told.get() is None


def _ended_by(left: Event, job: Job) -> Job:
    stop = job.tour.stop
    return replace(job, tour=replace(job.tour, stop=lambda: left.is_set() or stop()))


def _walk_job(job: Job, told: Queue[Stage | BaseException | None]) -> None:
    try:
        for start, past in job.starts:
            for step in walk(job.source, start, job.tour, past):
                told.put(Stage(source=job.source, start=start, step=step))
            if job.tour.stop():
                return
    except BaseException as error:
        told.put(error)
    finally:
        told.put(None)
