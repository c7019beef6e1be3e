"""Pages come in and readings go out in the same order, from this process or from several.

Documents are taken apart in a process of their own, which a hostile file may fill or kill.
"""

from __future__ import annotations

import pickle
import tempfile
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tracker.documents import document_kind
from tracker.errors import TrackerError
from tracker.extract import extract
from tracker.match import Index, compile_targets
from tracker.model import Config, Page, Reading
from tracker.read import read
from tracker.reading.confined import extract_confined

PAGES_A_TASK = 16
TASKS_A_WORKER = 2  # in flight, so that no worker waits and memory stays bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A page that the reader could not digest: a bug, kept with its traceback."""

    url: str
    trace: str


def read_all(pages: Iterable[Page], config: Config, workers: int) -> Iterator[Reading | Crash]:
    """Read each page; the order is that of the pages, whatever the number of worker processes."""
    if workers <= 1:
        index = compile_targets(config)
        return (_read_one(page, index) for page in pages)
    return _read_in_processes(pages, config, workers)


def read_page(page: Page, index: Index) -> Reading:
    """Read a page of any kind; for a bad page the disposition of the trace says what is wrong with it."""
    return read(page, index, extract_confined if document_kind(page) else extract)


def _read_one(page: Page, index: Index) -> Reading | Crash:
    try:
        return read_page(page, index)
    except Exception:  # one page that shows a bug must not cost the others
        return Crash(url=page.url, trace=traceback.format_exc())


def _read_in_processes(pages: Iterable[Page], config: Config, workers: int) -> Iterator[Reading | Crash]:
    iterator = iter(pages)
    waiting: deque[Future[list[Reading | Crash]]] = deque()
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        shared = Path(folder) / "config"
        shared.write_bytes(pickle.dumps(config))
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                while batch := list(islice(iterator, PAGES_A_TASK)):
                    waiting.append(pool.submit(_read_task, str(shared), batch))
                    if len(waiting) >= workers * TASKS_A_WORKER:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            except BrokenProcessPool as error:
                fix = "run again: what was read is kept; with --workers 1 if it happens again"
                raise TrackerError("a worker process died", fix=fix) from error
            finally:
                pool.shutdown(cancel_futures=True)


def _read_task(shared: str, batch: list[Page]) -> list[Reading | Crash]:
    index = _index(shared)
    return [_read_one(page, index) for page in batch]


@cache
def _index(shared: str) -> Index:
    """Compiled once in each worker; the configuration comes through a file, as it may be too large for every task."""
    config: Config = pickle.loads(Path(shared).read_bytes())
    return compile_targets(config)
