"""A feed in (RSS, Atom or JSON Feed), its links out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from tracker.discover.days import moment_of
from tracker.discover.found import Discovery, Offer, Query, further, local_day, sorted_out, with_rest
from tracker.discover.items import json_of, own_offers
from tracker.discover.slim import declares_entities, slim
from tracker.discover.unwrap import HIDDEN, unwrapped
from tracker.model import Reason

_ALTERNATE = re.compile(r"<link\b[^<>]{0,500}>", re.I)
_FEED_TYPE = re.compile(r"""\btype\s*=\s*["']?application/(?:(?:rss|atom)\+xml|feed\+json)""", re.I)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s<>]{1,500})""", re.I)


def from_feed(query: Query) -> Discovery:
    """Links of a feed, with title and day where the feed gives them; a page that is no feed is trouble."""
    from tracker.extract.decode import decode

    text = decode(query.page.body, query.page.content_type).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return from_json_feed(json_of(text), query)
    return from_feed_text(text, query)


def from_feed_text(text: str, query: Query) -> Discovery:
    """The same for a decoded feed in XML."""
    import feedparser

    if declares_entities(text):
        return Discovery(trouble=Reason(code="unsafe_xml"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": query.page.final_url}
    # A stream, since feedparser would take a text for an address and fetch it.
    stream = io.BytesIO(_REFERENCE.sub(_possible, slim(text)).encode("utf-8", "replace"))
    parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        return Discovery(trouble=_no_feed(text, query))
    links, dropped = sorted_out(_offers(parsed.entries, query), query)
    more = further(query, (str(link.get("href", "")) for link in parsed.feed.get("links", ()) if _is_next(link)))
    return with_rest(Discovery(links=links, dropped=dropped), more)


def _possible(reference: re.Match[str]) -> str:
    """A reference to a character that there is, as it stands; feedparser breaks on the others."""
    hexadecimal, decimal = reference.groups()
    number = int((hexadecimal or decimal)[:9], 16 if hexadecimal else 10)
    return reference[0] if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def looks_like_feed(text: str) -> bool:
    """Whether a text begins as feeds in XML do."""
    return bool(
        re.match(r"(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,1000}-->\s*)?<(?:rss|feed|rdf:RDF)\b", text, re.I)
    )


def unhidden(offer: Offer) -> Offer:
    """The offer with the address that a search service wraps, or with the reason that it keeps it to itself."""
    url = unwrapped(offer.url)
    return Offer(
        url=offer.url if url == HIDDEN else url,
        title=offer.title,
        published=offer.published,
        latest=offer.latest,
        why_not="wrapped" if url == HIDDEN else offer.why_not,
    )


def _offers(entries: Any, query: Query) -> Iterator[Offer]:
    for entry in entries:
        if entry.get("link"):
            yield unhidden(
                Offer(
                    url=str(entry.link),
                    title=" ".join(str(entry.get("title", "")).split()),
                    published=local_day(moment_of(str(entry.get("published", ""))), query.zone),
                    # feedparser's own get() takes it for `published` too
                    latest=local_day(moment_of(str(dict.get(entry, "updated", ""))), query.zone),
                )
            )


def _is_next(link: Any) -> bool:
    """RFC 5005 section 3: paged feeds; section 4: archived ones, which go on with the older pages."""
    return link.get("rel") in ("next", "prev-archive")


def from_json_feed(document: Any, query: Query) -> Discovery:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org): `items` with `url`, `title` and `date_published`."""
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return Discovery(trouble=Reason(code="not_a_feed"))
    names = {"url": "url", "title": "title", "date": "date_published", "latest": "date_modified"}
    outside = [
        item if not isinstance(item, dict) or item.get("url") else {**item, "url": item.get("external_url")}
        for item in document["items"]
    ]
    links, dropped = sorted_out((unhidden(offer) for offer in own_offers(outside, names, query)), query)
    following = document.get("next_url")
    more = further(query, [following] if isinstance(following, str) else [])
    return with_rest(Discovery(links=links, dropped=dropped), more)


def _no_feed(text: str, query: Query) -> Reason:
    """A page instead of a feed often names the feed that was meant."""
    from tracker.address import joined

    for found in _ALTERNATE.finditer(text[:200_000]):
        href = _HREF.search(found[0])
        if href is not None and _FEED_TYPE.search(found[0]):
            return Reason(code="not_a_feed", facts=(("feed", joined(query.page.final_url, href[1])),))
    return Reason(code="not_a_feed")
