"""A source in; the links of its pages, its state and what to remember of it out. Runs in a worker thread."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from typing import Any

from tracker.discover import Dropped, Query, discover, identity
from tracker.errors import FetchError
from tracker.fetch import Fetched, Policy, Unchanged, Validators
from tracker.model import Link, Reason, Request, Source
from tracker.run.settings import Trouble

Fetch = Callable[[Any, Policy, Validators | None], Fetched | Unchanged]  # an address, or a Request with more to it
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """How to walk a source. known: identities of links that need no second look, which end a list."""

    fetch: Fetch
    policy: Policy
    known: frozenset[str]
    validators: Mapping[str, Validators]
    since: date | None
    zone: tzinfo
    pages_max: int
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start address as it answered. validators: kept only when nothing of the list was left unseen, else None."""

    url: str
    answered: bool
    validators: Validators | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    source: Source
    starts: tuple[Start, ...]
    links: tuple[Link, ...]
    dropped: tuple[Dropped, ...]
    troubles: tuple[Trouble, ...]


@dataclass(slots=True)
class _Progress:
    """What a walk has gathered so far from one start address."""

    links: list[Link] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def walk(source: Source, starts: tuple[Request, ...], tour: Tour) -> Walk:
    """Follow the pages of a source from its start addresses; whatever goes wrong is told, never raised."""
    progress = _Progress()
    policy = replace(
        tour.policy,
        allow_private=tour.policy.allow_private or source.allow_private,
        delay_s=max(tour.policy.delay_s, source.delay_s),
    )
    tour = replace(tour, policy=policy, pages_max=source.pages or tour.pages_max)
    return Walk(
        source=source,
        starts=tuple(_walk_from(start, source, tour, progress) for start in starts),
        links=tuple(progress.links),
        dropped=tuple(progress.dropped),
        troubles=tuple(progress.troubles),
    )


def _walk_from(start: Request, source: Source, tour: Tour, progress: _Progress) -> Start:
    """Walk one start address, page after page, until the list brings nothing new or the limit is reached.

    Validators are kept only when every page answered; else the next run must see the list again. For the same reason
    known links end a list only where an earlier walk has seen the whole of it.
    """
    tour = tour if start.key in tour.validators else replace(tour, known=frozenset())
    queue = deque([start])
    queued = {start.key}
    before = len(progress.troubles)
    first: Fetched | Unchanged | None = None
    for number in range(tour.pages_max):
        if not queue or tour.stop():
            break
        request = queue.popleft()
        answer = _ask(request, source, tour, progress, optional=number > 0)
        first = answer if number == 0 else first
        if isinstance(answer, Fetched):
            more = _take(answer, request, source, tour, progress)
            if source.kind != "sitemap" and not more:
                queue.clear()
            queue.extend(one for one in more if one.key not in queued)
            queued |= {one.key for one in more}
    whole = len(progress.troubles) == before and not tour.stop()
    if queue and not tour.stop() and not source.pages:
        progress.troubles.append(Trouble(source=source.id, url=start.key, reason=Reason(code="list_limit")))
    kept = first.validators if isinstance(first, Fetched) and whole else None
    return Start(url=start.key, answered=first is not None, validators=kept)


def _ask(
    request: Request, source: Source, tour: Tour, progress: _Progress, *, optional: bool
) -> Fetched | Unchanged | None:
    """The answer, or None with the trouble noted; a further page that does not exist is only the end of the list."""
    try:
        asked = request if request.form or request.headers else request.url
        return tour.fetch(asked, tour.policy, tour.validators.get(request.key))
    except FetchError as error:
        if not (optional and error.code == "gone"):
            reason = Reason(code=error.code, facts=(("message", error.message),))
            progress.troubles.append(Trouble(source=source.id, url=request.key, reason=reason))
        return None


def _take(answer: Fetched, request: Request, source: Source, tour: Tour, progress: _Progress) -> tuple[Request, ...]:
    """Note what a page of the source offers; the further pages worth asking for.

    A page of a list that brings nothing new ends it: lists are in order of time. A sitemap has no such order.
    """
    try:
        found = discover(Query(page=answer.page, source=source, since=tour.since, zone=tour.zone, request=request))
    except Exception as error:
        # A page that breaks the finder must not end the other sources; the traceback is for the one who mends it.
        _LOG.exception("reading the links of %s failed", answer.page.url)
        reason = Reason(code="reader_failed", facts=(("message", f"{type(error).__name__}: {error}"),))
        progress.troubles.append(Trouble(source=source.id, url=answer.page.url, reason=reason))
        return ()
    if found.trouble is not None:
        progress.troubles.append(Trouble(source=source.id, url=answer.page.url, reason=found.trouble))
    met = {identity(link.url) for link in progress.links} | tour.known
    fresh = [link for link in found.links if identity(link.url) not in met]
    progress.links.extend(found.links)
    progress.dropped.extend(found.dropped)
    ended = source.kind != "sitemap" and not fresh
    return () if ended else found.more
