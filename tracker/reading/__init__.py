"""Pages come in and readings go out in the same order, from this process, from several, or from a cluster.

Documents are taken apart in a process of their own, which a hostile file may fill or kill.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tracker.errors import TrackerError
from tracker.match import Index, compile_targets
from tracker.model import Config, Page, Reading
from tracker.reading.one import Crash, read_one, read_page

__all__ = ["Crash", "read_all", "read_page"]

PAGES_A_TASK = 16
TASKS_A_WORKER = 2  # in flight, so that no worker waits and memory stays bounded


def read_all(pages: Iterable[Page], config: Config, workers: int | str) -> Iterator[Reading | Crash]:
    """Read each page; the order is that of the pages, whoever reads.

    workers: so many processes of this machine, or the address of a Dask scheduler.
    """
    if isinstance(workers, str):
        from tracker.reading.cluster import read_on_cluster

        return read_on_cluster(pages, config, workers)
    if workers <= 1:
        index = compile_targets(config)
        return (read_one(page, index) for page in pages)
    return _read_in_processes(pages, config, workers)


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
    return [read_one(page, index) for page in batch]


@cache
def _index(shared: str) -> Index:
    """Compiled once in each worker; the configuration comes through a file, as it may be too large for every task."""
    config: Config = pickle.loads(Path(shared).read_bytes())
    return compile_targets(config)
