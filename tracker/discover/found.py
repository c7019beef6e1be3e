"""What the page of a source offers: the values that every kind of source gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from urllib.parse import urljoin

from tracker.discover.addresses import identity, is_document, is_media, is_web
from tracker.discover.days import day_of_address
from tracker.model import Link, Page, Reason, Request, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A link that will not be followed, and why."""

    url: str
    reason: Reason
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Links to follow, links dropped, what to ask for the rest of the list, and what was wrong with the page (or None).

    more: further pages of the list, the next one first; sitemaps of an index, the youngest first. entries: of a sitemap
    or index all that it lists, those known already included.
    """

    links: tuple[Link, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    more: tuple[Request, ...] = ()
    entries: int = 0
    trouble: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An address as a source writes it. latest: the page is not younger than this day, where that much is known."""

    url: str
    title: str = ""
    published: date | None = None
    latest: date | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The answer of a source and what is wanted of it: links since a day (None: all), with days told in a time zone.

    request: what was asked, a plain GET unless given. known_until: a sitemap's entries last changed before this day
    are known already and not offered again. documents: whether links to PDF and DOCX files are followed.
    """

    page: Page
    source: Source
    since: date | None
    zone: tzinfo
    request: Request | None = None
    known_until: date | None = None
    documents: bool = False


Finder = Callable[[Query], Discovery]


def sorted_out(offers: Iterable[Offer], query: Query) -> tuple[tuple[Link, ...], tuple[Dropped, ...]]:
    """Offers in their order, each address once: those to follow, and those dropped with the reason."""
    links: list[Link] = []
    dropped: list[Dropped] = []
    met: set[str] = set()
    for offer in map(_clean, offers):
        key = identity(offer.url)
        if key in met:
            continue
        met.add(key)
        reason = _why_not(offer, query)
        if reason is not None:
            dropped.append(Dropped(url=offer.url, reason=reason, title=offer.title))
        else:
            day = offer.published or day_of_address(offer.url)
            links.append(Link(url=offer.url, source=query.source.id, title=offer.title, published=day))
    return tuple(links), tuple(dropped)


def further(query: Query, urls: Iterable[str]) -> tuple[Request, ...]:
    """Requests for further pages of a list, with the headers that its first page was asked with; each page once."""
    own = {url.partition("#")[0] for url in (query.page.url, query.page.final_url)}
    unique = dict.fromkeys(_whole(query.page.final_url, url).partition("#")[0] for url in urls if url)
    return tuple(Request(url=url, headers=query.source.headers) for url in unique if url not in own and is_web(url))


def _whole(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def with_rest(found: Discovery, more: tuple[Request, ...]) -> Discovery:
    """The same with further pages, unless the page offered nothing: then the list is at its end."""
    return replace(found, more=more) if found.links or found.dropped else found


def local_day(moment: datetime | date | None, zone: tzinfo) -> date | None:
    """The day of a moment where the reader lives; a moment without offset is taken as local."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    except OverflowError:  # at the very ends of the calendar
        return moment.date()


def _clean(offer: Offer) -> Offer:
    """The offer in characters that can be written: halves of pairs, which JSON may hold, are lost."""
    url, title = (text.encode("utf-8", "replace").decode("utf-8") for text in (offer.url, offer.title))
    return offer if (url, title) == (offer.url, offer.title) else replace(offer, url=url, title=title)


def _why_not(offer: Offer, query: Query) -> Reason | None:
    if not is_web(offer.url):
        return Reason(code="not_web")
    if is_media(offer.url):
        return Reason(code="media")
    if is_document(offer.url) and not query.documents:
        return Reason(code="document")
    if offer.why_not:
        return Reason(code=offer.why_not)
    latest = offer.published or offer.latest or day_of_address(offer.url)
    if query.since is not None and latest is not None and latest < query.since:
        return Reason(code="before_statement", facts=(("day", latest.isoformat()),))
    return None
