"""A sitemap or sitemap index in, its links or further sitemaps out."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.parsers import expat

from tracker.discover.days import moment_of
from tracker.discover.found import Discovery, Offer, Query, local_day, sorted_out
from tracker.model import Reason

_MAX_BYTES = 10 * 1024 * 1024
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title"})
_ITEMS = frozenset({"url", "sitemap"})


class _Refused(Exception):
    """The document declares a type or entities, which a sitemap never needs."""


def from_sitemap(query: Query) -> Discovery:
    """Links of a urlset, or the sitemaps of an index (youngest first; those last changed before `since` left out)."""
    body = _unpacked(query.page.body)
    if body is None:
        return Discovery(trouble=Reason(code="too_large"))
    items: list[tuple[str, dict[str, str]]] = []
    trouble = None
    try:
        _collect(body, items)
    except _Refused:
        return Discovery(trouble=Reason(code="unsafe_xml"))
    except expat.ExpatError:
        trouble = Reason(code="malformed" if items else "not_a_sitemap")
    links, dropped = sorted_out(_offers(items, query), query)
    return Discovery(links=links, dropped=dropped, more=_children(items, query), trouble=trouble)


def _collect(body: bytes, items: list[tuple[str, dict[str, str]]]) -> None:
    """Fill `items` with (url or sitemap, its fields), so that what was read before a fault is kept."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        texts.clear()
        if name.rpartition(" ")[2] in _ITEMS:
            items.append((name.rpartition(" ")[2], {}))

    def end(name: str) -> None:
        field = name.rpartition(" ")[2]
        if field in _FIELDS and items:
            items[-1][1].setdefault(field, "".join(texts).strip())
        texts.clear()

    def refuse(*_: object) -> None:
        raise _Refused

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(body, True)


def _offers(items: list[tuple[str, dict[str, str]]], query: Query) -> Iterator[Offer]:
    for kind, fields in items:
        if kind == "url" and fields.get("loc"):
            yield Offer(
                url=fields["loc"],
                title=fields.get("title", ""),
                published=_day(fields.get("publication_date", ""), query),
                latest=_day(fields.get("lastmod", ""), query),
            )


def _children(items: list[tuple[str, dict[str, str]]], query: Query) -> tuple[str, ...]:
    dated = [
        (_day(fields.get("lastmod", ""), query) or date.max, fields["loc"])
        for kind, fields in items
        if kind == "sitemap" and fields.get("loc")
    ]
    young = [pair for pair in dated if query.since is None or pair[0] >= query.since]
    return tuple(dict.fromkeys(loc for _, loc in sorted(young, key=lambda pair: pair[0], reverse=True)))


def _day(text: str, query: Query) -> date | None:
    moment = moment_of(text) if text else None
    return local_day(moment, query.zone) if isinstance(moment, datetime) else moment


def _unpacked(body: bytes) -> bytes | None:
    """The body, gunzipped where it is a .gz file; None when it is too large. A broken archive gives nothing."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        text = inflater.decompress(body, _MAX_BYTES)
    except zlib.error:
        return b""
    return None if inflater.unconsumed_tail else text
