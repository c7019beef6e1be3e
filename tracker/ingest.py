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
from tracker.documents import document_kind, readable
from tracker.edition import defined, edition, settling_rules
from tracker.errors import StoreError
from tracker.model import Config, Page, Reading, Reason
from tracker.reading import Crash, read_all
from tracker.settle import settle_streamed
from tracker.store import Edition, LinkOutcome, Store

# A transaction costs a wait for the disk; what a crash takes back is ingested again.
PAGES_A_TRANSACTION = 64
OUTCOMES_A_TRANSACTION = 1000

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


@dataclass(frozen=True, slots=True)
class _Course:
    """What the steps of one ingest share; `outcomes` waits to be stored together."""

    store: Store
    run: int
    edition: Edition
    tally: Tally
    outcomes: list[LinkOutcome]

    def refused(self, url: str, reason: Reason) -> None:
        self.tally.dispositions[reason.code] += 1
        self.outcomes.append(LinkOutcome(url=url, source="", disposition=reason))
        if len(self.outcomes) >= OUTCOMES_A_TRANSACTION:
            self.keep([])

    def keep(self, readings: list[Reading]) -> None:
        """Store readings and waiting outcomes in one transaction."""
        with self.store.transaction():
            self.store.save_readings(readings, self.edition)
            self.store.record_links(self.run, self.outcomes)
        self.outcomes.clear()


def ingest(
    paths: tuple[Path, ...],
    config: Config,
    store: Store,
    workers: int | str = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> Tally:
    """Read every page of the paths into the store and settle; `progress` is told of each number of pages done.

    Pages that the store has in this edition are passed over, so that an interrupted ingest is resumed by repeating it.
    workers: so many processes, or the address of a Dask scheduler. The outcome does not depend on them or on the order
    of the pages.
    """
    incoming = pages(paths)
    run = store.start_run("ingest", datetime.now(UTC))
    course = _Course(store, run, edition(config), Tally(), [])
    try:
        _read_into(course, read_all(_fresh(incoming, course), config, workers), progress)
        settle_store(store, config)
    except BaseException as error:
        with suppress(StoreError):
            store.finish_run(run, datetime.now(UTC), "failed", type(error).__name__)
        raise
    store.finish_run(run, datetime.now(UTC), "failures" if course.tally.failures else "ok")
    return course.tally


def settle_store(store: Store, config: Config) -> None:
    """Bring stories and evidence up to the stored readings and decisions; does nothing where none came since."""
    decisions = store.decisions()
    rules = settling_rules(config, decisions)
    store.save_targets(config)
    store.rereading(edition(config)).note(defined(config))
    if not store.is_settled(rules):
        settling = settle_streamed(store.traces, config, decisions)
        store.save_settlement(settling.stories, settling.evidence, rules)
    store.index_texts()


def _read_into(course: _Course, results: Iterable[Reading | Crash], progress: Callable[[int], None]) -> None:
    for batch in _batches(results, PAGES_A_TRANSACTION):
        readings = [one for one in batch if isinstance(one, Reading)]
        for crash in batch:
            if isinstance(crash, Crash):
                course.tally.crashes.append(crash)
                course.refused(crash.url, Reason(code="reader_failed"))
        course.keep(readings)
        course.tally.dispositions.update(one.trace.disposition.code for one in readings)
        progress(len(batch))
    course.keep([])


def _fresh(incoming: Iterable[Page | Problem], course: _Course) -> Iterator[Page]:
    """The pages that are worth reading; of the others it is kept how they ended."""
    for one in incoming:
        if isinstance(one, Problem):
            course.tally.problems.append(one)
            course.refused(one.url or one.where, one.reason)
        elif refusal := refuse(one):
            course.refused(one.url, refusal)
        elif one.told is None and course.store.has_page(one.url, one.sha256, one.fetched, course.edition):
            course.tally.known += 1
        else:
            yield one


def refuse(page: Page) -> Reason | None:
    """Why a page is not worth reading: its status or its type; None for a text page, and a document where it can be.

    What a person added as a text is read as one.
    """
    if not 200 <= page.status < 300:
        return Reason(code="http_status", facts=(("status", str(page.status)),))
    if document_kind(page):
        return None if readable() else Reason(code="document")
    declared = page.content_type.split(";")[0].strip().lower()
    if page.told is not None and declared == "text/plain":
        return None
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
