"""A source in; one polite look at it out: its list, the links found and its first article, with nothing stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.discover import Discovery, Query, discover, starts
from tracker.discover.symptoms import Visit, symptoms
from tracker.errors import ExtractError, FetchError
from tracker.extract import decode
from tracker.fetch import Fetched, Fetcher, Policy
from tracker.match import compile_targets
from tracker.model import Config, Link, Page, Reading, Reason, Request, Source
from tracker.read import read
from tracker.run.course import policy_of

Fetch = Callable[[str | Request], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visit with what people want to know besides. took_s: for the list, with robots.txt and pauses."""

    visit: Visit
    asked: str
    took_s: float
    wrong: tuple[Reason, ...]
    encoding: str = ""
    reading: Reading | None = None


def look_at(source: Source, config: Config, policy: Policy) -> Seen:
    """Fetch a source's first address and the first article it offers, and read both. Nothing is stored."""
    fetcher = Fetcher()
    own = policy_of(source, policy)
    since = min((statement.date for statement in config.statements), default=None)
    request = next(iter(starts(source, config, since)), Request(url=source.address))
    asked = request.url
    started = time.monotonic()
    try:
        page = fetched(fetcher, request, own)
    except FetchError as error:
        visit = Visit(source=source, trouble=_reason(error))
        return Seen(visit=visit, asked=asked, took_s=time.monotonic() - started, wrong=symptoms(visit))
    took_s = time.monotonic() - started
    found = discover(_query(page, source, config, request))
    found = _one_further(found, page, source, config, lambda url: fetched(fetcher, url, own))
    decoded = decode(page.body, page.content_type)
    visit = Visit(source=source, page=page, guessed=decoded.guessed, found=found)
    visit, reading = _first_article(visit, config, lambda url: fetched(fetcher, url, own))
    wrong = symptoms(visit)
    return Seen(visit=visit, asked=asked, took_s=took_s, wrong=wrong, encoding=decoded.encoding, reading=reading)


def fetched(fetcher: Fetcher, url: str | Request, policy: Policy) -> Page:
    """The page at an address; FetchError when there is none."""
    answer = fetcher.fetch(url, policy)
    if not isinstance(answer, Fetched):
        raise FetchError("the server says 'unchanged' although nothing was asked before", code="refused")
    return answer.page


def _query(page: Page, source: Source, config: Config, request: Request) -> Query:
    since = min((statement.date for statement in config.statements), default=None)
    return Query(page=page, source=source, since=since, zone=ZoneInfo(config.timezone), request=request)


def site_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _one_further(found: Discovery, page: Page, source: Source, config: Config, fetch: Fetch) -> Discovery:
    """For an index of sitemaps, what its first sitemap offers."""
    if source.kind != "sitemap" or found.links or not found.more:
        return found
    first = found.more[0]
    try:
        below = discover(_query(fetch(first), source, config, first))
    except FetchError as error:
        return replace(found, trouble=_reason(error))
    return replace(below, more=(*found.more, *below.more))


def _first_article(visit: Visit, config: Config, fetch: Fetch) -> tuple[Visit, Reading | None]:
    """The first link that has a title, or the first: the page behind it as it is read."""
    link = _first(visit.found.links)
    if link is None:
        return visit, None
    try:
        page = replace(fetch(link.url), source=visit.source.id)
        reading = read(page, compile_targets(config))
    except FetchError as error:
        return replace(visit, article_trouble=_reason(error)), None
    except ExtractError as error:  # a selector that is none
        return replace(visit, article_trouble=Reason(code="unreadable", facts=(("why", str(error)),))), None
    if reading.trace.disposition.code == "unreadable":
        return replace(visit, article_trouble=reading.trace.disposition), reading
    return replace(visit, article=reading.article), reading


def _first(links: tuple[Link, ...]) -> Link | None:
    return next((link for link in links if link.title), links[0] if links else None)


def _reason(error: FetchError) -> Reason:
    return Reason(code=error.code, facts=(("message", error.message),))
