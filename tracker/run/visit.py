"""Links in, fetched pages or failures out, hosts side by side and each host one request at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from tracker.errors import FetchError
from tracker.fetch import Fetched, Unchanged
from tracker.model import Link
from tracker.run.plan import by_host

Get = Callable[[Link], Fetched | Unchanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A link with its page, or with what kept it from being fetched."""

    link: Link
    fetched: Fetched | None = None
    error: FetchError | None = None


def visits(links: Sequence[Link], get: Get, workers: int) -> Generator[Visit, None, None]:
    """Fetch links in worker threads and give them as they come; at most one page of each host is held in memory.

    Leaving the iterator early waits for the requests that are under way and starts no other.
    """
    queues = by_host(links)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        running: dict[Future[Visit], str] = {}
        for host, queue in queues.items():
            _start_next(pool, host, queue, get, running)
        try:
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    host = running.pop(future)
                    _start_next(pool, host, queues[host], get, running)
                    yield future.result()
        finally:
            for future in running:
                future.cancel()


def _start_next(
    pool: ThreadPoolExecutor, host: str, queue: deque[Link], get: Get, running: dict[Future[Visit], str]
) -> None:
    if queue:
        running[pool.submit(_visit, queue.popleft(), get)] = host


def _visit(link: Link, get: Get) -> Visit:
    try:
        answer = get(link)
    except FetchError as error:
        return Visit(link=link, error=error)
    if isinstance(answer, Unchanged):  # nothing was asked conditionally, so this server does not keep to the rules
        return Visit(link=link, error=FetchError("the server says `unchanged` unasked", code="refused", where=link.url))
    return Visit(link=link, fetched=answer)
