"""One pass over the sources: a configuration and a store in, the store with all that was found out, and a summary."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.archive import append_page
from tracker.discover import identity, starts
from tracker.edition import edition
from tracker.errors import StoreError
from tracker.fetch import Fetched, Fetcher, Unchanged, Validators
from tracker.ingest import refuse, settle_store
from tracker.match import Index, compile_targets
from tracker.model import Config, Link, Page, Reading, Reason
from tracker.read import read
from tracker.run.plan import Memory, failure, plan, remember
from tracker.run.settings import RunSettings, RunSummary, Trouble, user_agent
from tracker.run.visit import Visit, visits
from tracker.run.walk import Tour, Walk, walk
from tracker.store import Edition, LinkOutcome, SourceHealth, Store
from tracker.store import Validators as StoredValidators

__all__ = ["RunSettings", "RunSummary", "Trouble", "run_once", "user_agent"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """What all steps of one run share."""

    config: Config
    store: Store
    settings: RunSettings
    fetcher: Fetcher
    index: Index
    edition: Edition
    number: int
    now: datetime


def run_once(config: Config, store: Store, settings: RunSettings, now: datetime) -> RunSummary:
    """Discover, fetch, read and settle once; `now` (aware) dates the run and the answers of the sources.

    Every link ends in one disposition kept in the store; a source or page that fails is told in the summary and stops
    nothing. StoreError ends the run, because then nothing could be kept.
    """
    number = store.start_run("run", now)
    try:
        summary = _run(
            _Pass(
                config=config,
                store=store,
                settings=settings,
                fetcher=Fetcher(settings.clock),
                index=compile_targets(config),
                edition=edition(config),
                number=number,
                now=now,
            )
        )
    except BaseException as error:
        with suppress(StoreError):  # a full disk ends the run and cannot be told to the store
            store.finish_run(number, settings.clock(), "failed", f"{type(error).__name__}: {error}")
        raise
    store.finish_run(number, summary.finished, "failures" if summary.failed else "ok")
    return summary


def _run(this: _Pass) -> RunSummary:
    before = this.store.last_outcomes()
    memory = remember(before.values(), this.settings.attempts_max)
    walks = _walk_sources(this, memory)
    memory = _with_stored(this.store, memory, walks)
    chosen = plan((link for one in walks for link in one.links), memory, this.settings.pages_max)
    unfollowed = [one for one in _unfollowed(walks, chosen.postponed) if one.url not in before]
    this.store.record_links(this.number, unfollowed)
    outcomes = Counter(one.disposition.code for one in unfollowed)
    outcomes.update(_visit_all(this, chosen.follow, memory))
    _record_health(this, walks)
    return RunSummary(
        run=this.number,
        started=this.now,
        finished=this.settings.clock(),
        sources=len(walks),
        pages=len(chosen.follow),
        known=chosen.known,
        outcomes=tuple(outcomes.most_common()),
        troubles=tuple(trouble for one in walks for trouble in one.troubles),
        evidence=_settle(this),
    )


# ---- sources --------------------------------------------------------------------------------------------------------


def _walk_sources(this: _Pass, memory: Memory) -> list[Walk]:
    """Walk all sources side by side; the order of the result is that of the configuration."""
    wanted = [source for source in this.config.sources if source.id in this.settings.only or not this.settings.only]
    since = min((statement.date for statement in this.config.statements), default=None)
    begun = [(source, starts(source, this.config, since)) for source in wanted]
    tour = Tour(
        fetch=this.fetcher.fetch,
        policy=this.settings.policy,
        known=memory.done | memory.attempts.keys(),
        validators=_validators(this.store, (request.key for _, requests in begun for request in requests)),
        since=since,
        zone=ZoneInfo(this.config.timezone),
        pages_max=this.settings.list_pages_max,
        stop=this.settings.stop,
    )
    with ThreadPoolExecutor(max_workers=this.settings.workers) as pool:
        return list(pool.map(lambda pair: walk(pair[0], pair[1], tour), begun))


def _validators(store: Store, urls: Iterable[str]) -> dict[str, Validators]:
    stored = ((url, store.validators(url)) for url in urls)
    return {url: Validators(etag=one.etag, last_modified=one.last_modified) for url, one in stored if one is not None}


def _with_stored(store: Store, memory: Memory, walks: list[Walk]) -> Memory:
    """Pages that came another way, as from an archive, need no fetching either."""
    found = {link.url for one in walks for link in one.links}
    stored = {identity(url) for url in found if store.knows(url)}
    return replace(memory, done=memory.done | stored)


def _unfollowed(walks: list[Walk], postponed: tuple[Link, ...]) -> list[LinkOutcome]:
    """The links that this run does not follow, each address once, with the reason."""
    outcomes = [
        LinkOutcome(url=one.url, source=walked.source.id, disposition=one.reason, title=one.title)
        for walked in walks
        for one in walked.dropped
    ]
    followed = {link.url for one in walks for link in one.links}
    outcomes = [one for one in outcomes if one.url not in followed]
    outcomes += [_outcome(link, Reason(code="postponed")) for link in postponed]
    return list({one.url: one for one in outcomes}.values())


def _record_health(this: _Pass, walks: list[Walk]) -> None:
    """Last of all, so that a run that breaks off asks the sources again as if it had never been."""
    for walked in walks:
        wrong = {trouble.url: trouble.reason.code for trouble in walked.troubles}
        for start in walked.starts:
            health = SourceHealth(
                source=walked.source.id,
                url=start.url,
                checked=this.now,
                answered=this.now if start.answered else None,
                trouble=wrong.get(start.url, ""),
            )
            kept = start.validators
            stored = StoredValidators(etag=kept.etag, last_modified=kept.last_modified) if kept else None
            this.store.record_health(health, stored)


# ---- pages ----------------------------------------------------------------------------------------------------------


def _visit_all(this: _Pass, links: tuple[Link, ...], memory: Memory) -> Counter[str]:
    """Fetch and read links until they are all done or the run is told to stop; how many ended in which way."""
    outcomes: Counter[str] = Counter()
    left = {link.url: link for link in links}
    with closing(visits(links, _getter(this), this.settings.workers)) as stream:
        for visit in _shown(stream, len(links)) if this.settings.progress else stream:
            outcomes[_take(this, visit, memory).code] += 1
            del left[visit.link.url]
            if this.settings.stop():
                break
    rest = [_outcome(link, Reason(code="postponed")) for link in left.values()]
    this.store.record_links(this.number, rest)
    outcomes.update(one.disposition.code for one in rest)
    return outcomes


def _shown(stream: Iterator[Visit], total: int) -> Iterator[Visit]:
    """The same, with a progress bar on stderr where that is a terminal."""
    from tqdm import tqdm

    yield from tqdm(stream, total=total, unit="page", file=sys.stderr, disable=None, leave=False)


def _getter(this: _Pass) -> Callable[[Link], Fetched | Unchanged]:
    private = {source.id for source in this.config.sources if source.allow_private}

    def get(link: Link) -> Fetched | Unchanged:
        policy = this.settings.policy
        if link.source in private:
            policy = replace(policy, allow_private=True)
        return this.fetcher.fetch(link.url, policy, None)

    return get


def _take(this: _Pass, visit: Visit, memory: Memory) -> Reason:
    """Read a page that came, keep everything, and say how its link ended."""
    link = visit.link
    if visit.fetched is None:
        disposition = _refusal(visit, memory)
        this.store.record_links(this.number, [_outcome(link, disposition)])
        return disposition
    page = replace(visit.fetched.page, url=link.url, source=link.source)
    if this.settings.archive is not None:
        append_page(this.settings.archive, page)
    reading, disposition = _read(page, this.index)
    validators = visit.fetched.validators
    with this.store.transaction():
        if reading is not None:
            stored = StoredValidators(etag=validators.etag, last_modified=validators.last_modified)
            this.store.save_reading(reading, this.edition, stored)
        this.store.record_links(this.number, [_outcome(link, disposition)])
    return disposition


def _read(page: Page, index: Index) -> tuple[Reading | None, Reason]:
    refusal = refuse(page)
    if refusal is not None:
        return None, refusal
    try:
        reading = read(page, index)
    except Exception as error:
        # A page that shows a bug must not cost the others; the page is archived, so that it can be read again.
        _LOG.exception("reading %s failed", page.url)
        return None, Reason(code="reader_failed", facts=(("error", type(error).__name__),))
    return reading, reading.trace.disposition


def _refusal(visit: Visit, memory: Memory) -> Reason:
    """The disposition of a page that did not come; waiting for a host that rests is no attempt."""
    error = visit.error
    if error is None:
        raise ValueError("a visit has either a page or an error")
    tried = memory.attempts.get(identity(visit.link.url), 0)
    return failure(error.code, error.message, tried + (error.code != "resting"))


def _outcome(link: Link, disposition: Reason) -> LinkOutcome:
    return LinkOutcome(
        url=link.url, source=link.source, disposition=disposition, title=link.title, published=link.published
    )


def _settle(this: _Pass) -> int:
    """Settle all traces and keep the outcome; the number of evidence that counts."""
    settle_store(this.store, this.config)
    return this.store.counting_evidence()
