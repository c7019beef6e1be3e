"""An RSS or Atom feed in, its links out."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from tracker.discover.addresses import unwrapped
from tracker.discover.days import moment_of
from tracker.discover.found import Discovery, Offer, Query, local_day, sorted_out
from tracker.model import Reason

_MAX_ENTRIES = 5000


def from_feed(query: Query) -> Discovery:
    """Links of a feed, with title and day where the feed gives them; a page that is no feed is trouble."""
    import feedparser

    page = query.page
    if b"<!ENTITY" in page.body[:4096]:
        return Discovery(trouble=Reason(code="unsafe_xml"))
    headers = {"content-type": page.content_type or "application/xml", "content-location": page.final_url}
    # A stream, since feedparser would take a text for an address and fetch it.
    parsed = feedparser.parse(io.BytesIO(page.body), response_headers=headers, sanitize_html=False)
    if not parsed.get("version"):
        return Discovery(trouble=Reason(code="not_a_feed"))
    offers = [_offer(entry, query) for entry in parsed.entries[:_MAX_ENTRIES] if entry.get("link")]
    links, dropped = sorted_out(offers, query)
    return Discovery(links=links, dropped=dropped)


def _offer(entry: Any, query: Query) -> Offer:
    link = str(entry.link)
    return Offer(
        url=unwrapped(link) if query.source.kind == "search" else link,
        title=" ".join(str(entry.get("title", "")).split()),
        published=_day(str(entry.get("published", "")), query),
        latest=_day(str(dict.get(entry, "updated", "")), query),  # feedparser's own get() takes it for `published` too
    )


def _day(text: str, query: Query) -> date | None:
    moment = moment_of(text) if text else None
    return local_day(moment, query.zone) if isinstance(moment, datetime) else moment
