"""The page of a source in, its links out: those to follow, those dropped with a reason, and further pages."""

from __future__ import annotations

from datetime import date, tzinfo

from tracker.discover.addresses import canonical, identity, same_site
from tracker.discover.feed import from_feed
from tracker.discover.found import Discovery, Dropped, Finder, Query
from tracker.discover.listing import from_listing
from tracker.discover.search import start_addresses
from tracker.discover.sitemap import from_sitemap
from tracker.model import Page, Source

__all__ = ["Discovery", "Dropped", "canonical", "discover", "identity", "same_site", "start_addresses"]

_FINDERS: dict[str, Finder] = {
    "feed": from_feed,
    "search": from_feed,
    "sitemap": from_sitemap,
    "listing": from_listing,
}


def discover(page: Page, source: Source, since: date | None, zone: tzinfo, documents: bool = False) -> Discovery:
    """Links that a page of a source offers; those known to be older than `since` are dropped as before_statement.

    documents: whether links to PDF and DOCX files are followed.
    """
    query = Query(page=page, source=source, since=since, zone=zone, documents=documents)
    return _FINDERS[source.kind](query)
