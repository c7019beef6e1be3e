"""The rhythm of the sources in; runs, reports and weekly digests at their times out, until a signal ends it."""

from __future__ import annotations

import logging
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from tracker.config import load_config
from tracker.errors import TrackerError
from tracker.lock import only_run
from tracker.model import Config, Source
from tracker.run import RunSettings, RunSummary, run_once
from tracker.store import Store, open_store

_LOG = logging.getLogger(__name__)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")  # as cron counts them


@dataclass(frozen=True, slots=True, kw_only=True)
class Chores:
    """What follows the runs, each called with the open store, the configuration and the day where the goals are.

    report: after every run. digest: on Mondays at eight. told: the summary of each run, for the person who watches.
    """

    report: Callable[[Store, Config, date], object]
    digest: Callable[[Store, Config, date], object]
    told: Callable[[RunSummary], object] = lambda summary: None


def serve(targets: Path, db: Path, settings: RunSettings, chores: Chores) -> None:
    """Visit all sources at once, then each by its own `every` or `cron`, until SIGTERM or SIGINT.

    One job works at a time; a job that comes due several times while another works is done once. The targets file is
    read again for every job, so that changed goals count at once; changed sources or times need a restart. A job that
    fails is logged, and the next one comes at its time. ConfigError at once for a targets file that is wrong.
    """
    config = load_config(targets)
    stop = threading.Event()
    settings = replace(settings, stop=stop.is_set)

    def guarded(work: Callable[[], None]) -> None:
        if not stop.is_set():  # a job that waited for another to end, while the daemon was told to
            _guarded(work)

    def visit(*sources: str) -> None:
        guarded(lambda: _run(targets, db, replace(settings, only=sources), chores))

    def tell_week() -> None:
        guarded(lambda: _with_store(targets, db, chores.digest))

    with _ended_by_signals(stop):
        scheduler = _scheduler(config)
        scheduler.add_job(visit, id="all sources")
        for source in config.sources:
            scheduler.add_job(visit, trigger_of(source, config.timezone), args=(source.id,), id=source.id)
        scheduler.add_job(tell_week, "cron", day_of_week="mon", hour=8, id="weekly digest")
        scheduler.start()
        stop.wait()
        # The job at work sees `stop` after its present page; the others are given up.
        scheduler.shutdown(wait=True)


def trigger_of(source: Source, timezone: str) -> Any:
    """The times of a source: `cron` as five fields in the given time zone, else `every` such as 30m, 2h, 1d."""
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    zone = ZoneInfo(timezone)
    if not source.cron:
        return IntervalTrigger(timezone=zone, jitter=None, **_interval(source.every))
    minute, hour, day, month, weekday = source.cron.lower().split()
    return CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=weekdays(weekday), timezone=zone)


def weekdays(field: str) -> str:
    """A weekday field of cron (0 and 7 are Sunday) in names, since the scheduler's own numbers begin with Monday."""
    if field == "*":
        return field
    chosen: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, last = (0, 6) if span == "*" else _weekday_span(span)
        chosen |= {number % 7 for number in range(first, last + 1, int(step or 1))}
    return ",".join(_WEEKDAYS[number] for number in sorted(chosen))


def _weekday_span(span: str) -> tuple[int, int]:
    first, _, last = span.partition("-")
    begin = _weekday(first)
    end = _weekday(last) if last else begin
    return begin, end if end >= begin else end + 7


def _weekday(text: str) -> int:
    return int(text) if text.isdigit() else _WEEKDAYS.index(text[:3])


def _interval(every: str) -> dict[str, int]:
    found = re.fullmatch(r"(\d+)([smhdw])", every)
    if found is None:
        raise ValueError(f"no interval: {every!r}")  # the configuration admits no other form
    return {_UNITS[found[2]]: int(found[1])}


def _scheduler(config: Config) -> Any:
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    return BackgroundScheduler(
        timezone=ZoneInfo(config.timezone),
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )


def _run(targets: Path, db: Path, settings: RunSettings, chores: Chores) -> None:
    def work(store: Store, config: Config, today: date) -> None:
        chores.told(run_once(config, store, settings, datetime.now(UTC)))
        chores.report(store, config, today)

    _with_store(targets, db, work)


def _with_store(targets: Path, db: Path, work: Callable[[Store, Config, date], object]) -> None:
    config = load_config(targets)
    today = datetime.now(ZoneInfo(config.timezone)).date()
    with only_run(db), open_store(db) as store:
        work(store, config, today)


def _guarded(work: Callable[[], None]) -> None:
    """The border of a job: what is expected is one line, a bug is a traceback, and neither ends the daemon."""
    try:
        work()
    except TrackerError as error:
        _LOG.error("%s", error)
    except Exception:
        _LOG.exception("a scheduled job failed")


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT set `stop`, and put the former answers to them back at the end."""

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    former = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, answer in former.items():
            signal.signal(number, answer)
