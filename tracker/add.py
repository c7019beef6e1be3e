"""Addresses and files that a person names come in; they are archived, read and settled, and what was found goes out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tracker.archive import Problem, saved_page
from tracker.edition import edition
from tracker.errors import FetchError, StoreError
from tracker.fetch import Fetched, Fetcher, Policy
from tracker.ingest import refuse, settle_store
from tracker.keep import keep_page
from tracker.match import Index, compile_targets
from tracker.model import Config, Page, Reading, Reason, Source, Told, Trace
from tracker.reading import read_page
from tracker.run import RunSettings
from tracker.run.course import policy_of
from tracker.store import LinkOutcome, Store

_LOG = logging.getLogger(__name__)
# A page with one of these was not read, and a person should know.
UNREAD = frozenset({"encrypted", "damaged_document", "no_text", "over_limit", "scanned", "unreadable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person says of the pages to add; empty where the page is to tell. source: one of the targets file."""

    source: Source | None = None
    url: str = ""
    published: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one address or file: how it ended, and what was read where it was read."""

    name: str
    url: str
    disposition: Reason
    trace: Trace | None = None

    @property
    def failed(self) -> bool:
        return self.trace is None or self.disposition.code in UNREAD


def is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def add(names: Sequence[str], wish: Wish, config: Config, store: Store, settings: RunSettings) -> list[Added]:
    """Take each address through the gate and each file from the disk, keep it, read it, and settle at the end.

    Whatever is wrong with one is told of that one and stops no other.
    """
    run = store.start_run("add", settings.clock())
    index = compile_targets(config)
    done: list[Added] = []
    try:
        for name, found in _found(names, wish, settings):
            one = _take(name, found, index, store, settings)
            store.record_links(run, [LinkOutcome(url=one.url, source="", disposition=one.disposition)])
            done.append(one)
        settle_store(store, config)
    except BaseException as error:
        with suppress(StoreError):
            store.finish_run(run, settings.clock(), "failed", type(error).__name__)
        raise
    store.finish_run(run, settings.clock(), "failures" if any(one.failed for one in done) else "ok")
    return done


def _found(names: Sequence[str], wish: Wish, settings: RunSettings) -> Iterator[tuple[str, Page | Problem]]:
    """Each page as the person describes it, or what kept it from coming."""
    policy = policy_of(wish.source, settings.policy) if wish.source else settings.policy
    fetcher = Fetcher(settings.clock)
    for name in names:
        found: Page | Problem
        if is_address(name):
            found = _fetched(name, fetcher, policy)
        else:
            (found,) = saved_page(Path(name))
        yield name, _described(found, wish, settings) if isinstance(found, Page) else found


def _fetched(url: str, fetcher: Fetcher, policy: Policy) -> Page | Problem:
    try:
        answer = fetcher.fetch(url, policy)
    except FetchError as error:
        return Problem(where=url, url=url, reason=Reason(code=error.code, facts=(("message", error.message),)))
    if isinstance(answer, Fetched):
        return answer.page
    # Nothing was asked conditionally, so this server does not keep to the rules.
    return Problem(where=url, url=url, reason=Reason(code="refused", facts=(("message", "`unchanged` unasked"),)))


def _described(page: Page, wish: Wish, settings: RunSettings) -> Page:
    """The page under the address and with the facts that the person gave; it came here now, whenever it was saved."""
    return replace(
        page,
        url=wish.url or page.url,
        final_url=wish.url or page.final_url,
        source=wish.source.id if wish.source else "",
        fetched=settings.clock(),
        told=Told(published=wish.published, publisher=wish.publisher),
    )


def _take(name: str, found: Page | Problem, index: Index, store: Store, settings: RunSettings) -> Added:
    if isinstance(found, Problem):
        return Added(name=name, url=found.url or found.where, disposition=found.reason)
    refusal = refuse(found)
    if settings.archive is not None and (refusal is None or refusal.code == "document"):
        keep_page(settings.archive, store, found)  # a document may be read later, when that has been installed
    if refusal is not None:
        return Added(name=name, url=found.url, disposition=refusal)
    reading = _read(found, index)
    if isinstance(reading, Reason):
        return Added(name=name, url=found.url, disposition=reading)
    store.save_reading(reading, edition(index.config))
    trace = reading.trace
    return Added(name=name, url=found.url, disposition=trace.disposition, trace=trace)


def _read(page: Page, index: Index) -> Reading | Reason:
    try:
        return read_page(page, index)
    except Exception as error:  # the page is archived, and can be read again when the bug is mended
        _LOG.exception("reading %s failed", page.url)
        return Reason(code="reader_failed", facts=(("error", type(error).__name__),))
