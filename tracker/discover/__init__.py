"""The page of a source in, its links out: those to follow, those dropped with a reason, and further pages."""

from __future__ import annotations

from tracker.discover.addresses import canonical, identity, same_site
from tracker.discover.feed import from_feed
from tracker.discover.found import Discovery, Dropped, Finder, Query
from tracker.discover.listing import from_listing
from tracker.discover.sitemap import from_sitemap
from tracker.discover.starts import queries, starts

__all__ = ["Discovery", "Dropped", "Query", "canonical", "discover", "identity", "queries", "same_site", "starts"]

_FINDERS: dict[str, Finder] = {
    "feed": from_feed,
    "search": from_listing,  # which takes feeds too
    "sitemap": from_sitemap,
    "listing": from_listing,
}


def discover(query: Query) -> Discovery:
    """Links that a page of a source offers; those known to be older than `since` are dropped as before_statement."""
    return _FINDERS[query.source.kind](query)
