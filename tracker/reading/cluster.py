"""Pages come in and readings go out in the same order, read by the workers of a Dask cluster."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tracker.edition import reader_version
from tracker.errors import TrackerError
from tracker.match import Index, compile_targets
from tracker.model import Config, Page, Reading
from tracker.reading.one import Crash, read_one

if TYPE_CHECKING:
    from distributed import Client, Future

PAGES_A_TASK = 16
TASKS_A_THREAD = 3  # in flight: one more than for processes, as the way to the worker is longer
ANSWER_S = 15
RETRIES = 2  # of a batch whose worker went away


def read_on_cluster(pages: Iterable[Page], config: Config, address: str) -> Iterator[Reading | Crash]:
    """Read each page; the order is that of the pages, whatever the workers.

    TrackerError: no scheduler answers, it has no workers, a worker has another version of the reader, or the cluster
    goes away.
    """
    iterator = iter(pages)
    with _client(address) as client:
        told = client.scatter(pickle.dumps(config), broadcast=True)
        version = reader_version()
        waiting: deque[Future] = deque()
        while batch := list(islice(iterator, PAGES_A_TASK)):
            waiting.append(client.submit(read_batch, version, told, batch, pure=False, retries=RETRIES))
            if len(waiting) >= TASKS_A_THREAD * max(1, sum(client.nthreads().values())):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        import distributed
    except ImportError as error:
        raise TrackerError("Dask is not installed", fix="pip install 'tracker[dask]'") from error
    try:
        client = distributed.Client(address, timeout=ANSWER_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise TrackerError("no Dask scheduler answers", where=address, fix="start one: dask scheduler") from error
    with client:
        if not client.nthreads():
            raise TrackerError("the scheduler has no workers", where=address, fix=f"start some: dask worker {address}")
        try:
            yield client
        except (distributed.KilledWorker, distributed.CancelledError, distributed.comm.CommClosedError) as error:
            fix = "run again: what was read is kept"
            raise TrackerError(f"the cluster went away: {error}", where=address, fix=fix) from error


def read_batch(version: str, told: bytes, batch: list[Page]) -> list[Reading | Crash]:
    """What a worker does. TrackerError: its reader is not that of `version`, so it might read otherwise."""
    if version != _own_version():
        raise TrackerError(
            "a Dask worker has another version of tracker", fix="install the same one on every worker, and restart them"
        )
    index = _index(told)
    return [read_one(page, index) for page in batch]


@cache
def _own_version() -> str:
    return reader_version()


@cache
def _index(told: bytes) -> Index:
    """Compiled once in each worker."""
    config: Config = pickle.loads(told)
    return compile_targets(config)
