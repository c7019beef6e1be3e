"""Archived pages come in; they are read, stored and settled, and what became of each is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tracker.archive import Problem, pages
from tracker.edition import edition
from tracker.errors import StoreError
from tracker.model import Config, Page, Reading, Reason
from tracker.reading import Crash, read_all
from tracker.settle import settle
from tracker.store import Edition, LinkOutcome, Store

# A transaction costs a wait for the disk; what a crash takes back is ingested again.
PAGES_A_TRANSACTION = 64

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_VAGUE_TYPES = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml")
_SNIFF_BYTES = 1024

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """What became of the pages: counts by disposition, the pages already known, and what failed and why."""

    dispositions: Counter[str] = field(default_factory=Counter)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)

    @property
    def failures(self) -> int:
        return len(self.problems) + len(self.crashes)


def ingest(
    paths: tuple[Path, ...],
    config: Config,
    store: Store,
    workers: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> Tally:
    """Read every page of the paths into the store and settle; `progress` is told of each number of pages done.

    Pages that the store has in this edition are passed over, so that an interrupted ingest is resumed by repeating it.
    The outcome does not depend on `workers` or on the order of the pages.
    """
    incoming = pages(paths)
    run = store.start_run("ingest", datetime.now(UTC))
    tally = Tally()
    try:
        _read_into(incoming, config, (store, run, tally), workers, progress)
        store.save_settlement(settle(store.traces(), config))
    except BaseException as error:
        with suppress(StoreError):
            store.finish_run(run, datetime.now(UTC), "failed", type(error).__name__)
        raise
    store.finish_run(run, datetime.now(UTC), "failures" if tally.failures else "ok")
    return tally


def _read_into(
    incoming: Iterable[Page | Problem],
    config: Config,
    into: tuple[Store, int, Tally],
    workers: int,
    progress: Callable[[int], None],
) -> None:
    store, run, tally = into
    current = edition(config)
    fresh = _fresh(incoming, into, current)
    for batch in _batches(read_all(fresh, config, workers), PAGES_A_TRANSACTION):
        readings = [one for one in batch if isinstance(one, Reading)]
        crashes = [one for one in batch if isinstance(one, Crash)]
        with store.transaction():
            store.save_readings(readings, current)
            store.record_links(run, [LinkOutcome(url=one.url, source="", disposition=_CRASHED) for one in crashes])
        tally.dispositions.update(one.trace.disposition.code for one in readings)
        tally.crashes += crashes
        progress(len(batch))


_CRASHED = Reason(code="reader_failed")


def _fresh(incoming: Iterable[Page | Problem], into: tuple[Store, int, Tally], current: Edition) -> Iterator[Page]:
    """The pages that are worth reading; of the others it is kept how they ended."""
    store, run, tally = into
    for one in incoming:
        if isinstance(one, Problem):
            tally.problems.append(one)
            reason, url = one.reason, one.url or one.where
        elif (refusal := refuse(one)) is None:
            if store.has_page(one.url, one.sha256, one.fetched, current):
                tally.known += 1
            else:
                yield one
            continue
        else:
            reason, url = refusal, one.url
        tally.dispositions[reason.code] += 1
        store.record_links(run, [LinkOutcome(url=url, source="", disposition=reason)])


def refuse(page: Page) -> Reason | None:
    """Why a page is not worth reading: its status or its type; None for a text page."""
    if not 200 <= page.status < 300:
        return Reason(code="http_status", facts=(("status", str(page.status)),))
    declared = page.content_type.split(";")[0].strip().lower()
    if declared in _HTML_TYPES or (declared in _VAGUE_TYPES and _looks_like_html(page.body)):
        return None
    return Reason(code="not_html", facts=(("type", declared),))


def _looks_like_html(body: bytes) -> bool:
    head = body[:_SNIFF_BYTES].lower()
    return b"<html" in head or b"<!doctype html" in head


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
