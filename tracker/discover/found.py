"""What the page of a source offers: the values that every kind of source gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from tracker.discover.addresses import canonical, is_document, is_media, is_web
from tracker.discover.days import day_of_address
from tracker.model import Link, Page, Reason, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A link that will not be followed, and why."""

    url: str
    reason: Reason
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Links to follow, links dropped, further pages of the same source, and what was wrong with the page (or None)."""

    links: tuple[Link, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    more: tuple[str, ...] = ()
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
    """What a page of a source is asked for: links since a day (None: all), with days told in a time zone.

    documents: whether links to PDF and DOCX files are followed.
    """

    page: Page
    source: Source
    since: date | None
    zone: tzinfo
    documents: bool = False


Finder = Callable[[Query], Discovery]


def sorted_out(offers: Iterable[Offer], query: Query) -> tuple[tuple[Link, ...], tuple[Dropped, ...]]:
    """Offers in their order, each address once: those to follow, and those dropped with the reason."""
    links: list[Link] = []
    dropped: list[Dropped] = []
    met: set[str] = set()
    for offer in offers:
        key = canonical(offer.url)
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


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The day of a moment where the reader lives; a moment without offset is taken as local."""
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


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
