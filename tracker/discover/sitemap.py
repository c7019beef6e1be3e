"""A sitemap or sitemap index in, its links or further sitemaps out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from xml.parsers import expat

from tracker.discover.days import moment_of
from tracker.discover.feed import from_feed_text, looks_like_feed
from tracker.discover.found import Discovery, Offer, Query, local_day, sorted_out
from tracker.model import Reason, Request

_BYTES_MAX = 10 * 1024 * 1024
_ENTRIES_MAX = 50_000  # as many as a sitemap may hold (sitemaps.org)
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title"})
_ITEMS = frozenset({"url", "sitemap"})
_FIELD_LENGTH_MAX = 4000
_DEPTH_MAX = 100
_DECLARATION = re.compile(r"<\?xml[^<>]{0,300}\?>")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))

_Item = tuple[str, dict[str, str]]


class _Refused(Exception):
    """The document declares a type or entities, which a sitemap never needs, or is nested as none is."""


class _Enough(Exception):
    """More entries than a sitemap may hold."""


def from_sitemap(query: Query) -> Discovery:
    """Links of a urlset or of a text with an address a line; or the sitemaps of an index, the youngest first.

    Sitemaps and entries last changed before `since`, or known already, are left out. A day of change says no more than
    that the article is not younger.
    """
    from tracker.extract.decode import decode

    body = _unpacked(query.page.body)
    if body is None:
        return Discovery(trouble=Reason(code="too_large"))
    text = decode(body, query.page.content_type).text.lstrip("\ufeff \t\r\n")
    if looks_like_feed(text):
        return from_feed_text(text, query)
    lines = text[:_BYTES_MAX].split()
    if lines and lines[0].startswith(("http://", "https://")):
        links, dropped = sorted_out((Offer(url=line) for line in lines[:_ENTRIES_MAX]), query)
        return Discovery(links=links, dropped=dropped, entries=len(lines))
    return _from_xml(text, query)


def _from_xml(text: str, query: Query) -> Discovery:
    items: list[_Item] = []
    trouble = None
    plain = _AMPERSAND.sub("&amp;", _DECLARATION.sub("", text, count=1).translate(_CONTROL))
    try:
        if not _collect(plain, items):
            trouble = Reason(code="not_a_sitemap")
    except _Refused:
        return Discovery(trouble=Reason(code="unsafe_xml"))
    except _Enough:
        trouble = Reason(code="list_limit")
    except expat.ExpatError:
        trouble = Reason(code="malformed" if items else "not_a_sitemap")
    links, dropped = sorted_out(_offers(items, query), query)
    more = _children(items, query)
    return Discovery(links=links, dropped=dropped, more=more, entries=len(items), trouble=trouble)


def _collect(text: str, items: list[_Item]) -> bool:
    """Fill `items` with (url or sitemap, its fields), so that what was read before a fault is kept.

    Whether the root is that of a sitemap.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[str] = []
    above: list[str] = []
    roots: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        texts.clear()
        local = name.rpartition(" ")[2]
        above.append(local)
        if len(above) == 1:
            roots.append(local)
        if len(above) > _DEPTH_MAX:
            raise _Refused
        if local in _ITEMS:
            if len(items) >= _ENTRIES_MAX:
                raise _Enough
            items.append((local, {}))

    def end(name: str) -> None:
        local = above.pop()
        if local in _FIELDS and items:
            items[-1][1].setdefault(local, "".join(texts).strip()[:_FIELD_LENGTH_MAX])
        texts.clear()

    def refuse(*_: object) -> None:
        raise _Refused

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(text.encode("utf-8", "replace"), True)
    return roots[0] in ("urlset", "sitemapindex")


def _offers(items: list[_Item], query: Query) -> Iterator[Offer]:
    for kind, fields in items:
        changed = _day(fields.get("lastmod", ""), query)
        if kind == "url" and fields.get("loc") and not _is_known(changed, query):
            yield Offer(
                url=fields["loc"],
                title=" ".join(fields.get("title", "").split()),
                published=_day(fields.get("publication_date", ""), query),
                latest=changed,
            )


def _children(items: list[_Item], query: Query) -> tuple[Request, ...]:
    dated = [
        (_day(fields.get("lastmod", ""), query) or date.max, fields["loc"])
        for kind, fields in items
        if kind == "sitemap" and fields.get("loc")
    ]
    young = [
        pair for pair in dated if not _is_known(pair[0], query) and (query.since is None or pair[0] >= query.since)
    ]
    ordered = dict.fromkeys(loc for _, loc in sorted(young, key=lambda pair: pair[0], reverse=True))
    return tuple(Request(url=url, headers=query.source.headers) for url in ordered)


def _is_known(changed: date | None, query: Query) -> bool:
    return changed is not None and query.known_until is not None and changed < query.known_until


def _day(text: str, query: Query) -> date | None:
    return local_day(moment_of(text), query.zone) if text else None


def _unpacked(body: bytes) -> bytes | None:
    """The body, gunzipped where it is a .gz file; None when it is too large. A broken archive gives nothing."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = inflater.decompress(body, _BYTES_MAX)
    except zlib.error:
        return b""
    return None if inflater.unconsumed_tail else text
