"""The text of a feed in, the little of it that tells of links out, well-formed as far as can be; linear in its length.

A feed parser builds everything a feed holds, and takes long over feeds that were made to hurt: entities, deep nesting,
thousands of attributes. Links, titles and days are a small part, so the rest is taken out before.
"""

from __future__ import annotations

import re
from itertools import islice

# Anything but tags and texts; each is cut out up to its end, or to the end of the feed.
_ASIDE = re.compile(r"<(?:!\[CDATA\[|!--|\?|!)")
_ASIDE_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>", "<!": ">"}
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]{0,80})([^<>]{0,4000})>([^<]{0,100000})")
_CLOSING = re.compile(r"</([A-Za-z_][\w.:-]{0,80})")
_FRAMES = frozenset({"rss", "rdf:rdf", "channel", "feed", "entry", "item"})
_LEAVES = frozenset({
    "title", "link", "guid", "id", "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "dcterms:modified",
    "published", "updated", "issued", "created", "modified", "date", "lastbuilddate", "atom:link", "atom:updated",
    "atom:published", "a10:updated", "a10:link",
})  # fmt: skip
_DEPTH_MAX = 8
_ITEMS_MAX = 3000
_TAGS_MAX = 300_000
_TITLE_MAX = 2000
_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
# XML allows no control characters but these three.
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def declares_entities(text: str) -> bool:
    """Whether a document type with declarations of its own stands before the first element."""
    start = text.find("<!DOCTYPE")
    if start < 0:
        return "<!ENTITY" in text[:100_000]
    head = text[start : start + 100_000]
    return "[" in head.partition(">")[0] or "<!ENTITY" in head


def slim(text: str) -> str:
    """The frames, titles, links and days of a feed with their attributes; texts of any length are cut."""
    plain = _without_asides(text).translate(_CONTROL)
    closed = {found[1]: found.start() for found in islice(_CLOSING.finditer(plain), _TAGS_MAX)}  # the last ones
    kept = ['<?xml version="1.0" encoding="utf-8"?>']
    skipped = ""
    depth = items = 0
    for tag in islice(_TAG.finditer(plain), _TAGS_MAX):
        slash, name, attributes, words = tag.groups()
        low = name.lower()
        if skipped:
            skipped = "" if slash and name == skipped else skipped
        elif low in _FRAMES or low in _LEAVES:
            ends = attributes.endswith("/")
            items += not slash and low in ("item", "entry")
            depth += -1 if slash else 0 if ends else 1
            if items > _ITEMS_MAX:
                break
            if 0 <= depth <= _DEPTH_MAX:
                kept.append(_piece(slash, name, attributes, words if low in _LEAVES else ""))
            depth = max(depth, 0)
        elif not slash and not attributes.endswith("/") and closed.get(name, 0) > tag.start():
            skipped = name
    return "".join(kept)


def _piece(slash: str, name: str, attributes: str, words: str) -> str:
    words = "" if slash else _AMPERSAND.sub("&amp;", words[:_TITLE_MAX])
    return f"<{slash}{name}{_AMPERSAND.sub('&amp;', attributes)}>{words}"


def _without_asides(text: str) -> str:
    """CDATA as escaped text, the rest of what is no tag left out."""
    pieces = []
    position = 0
    while (found := _ASIDE.search(text, position)) is not None:
        closing = _ASIDE_ENDS[found[0]]
        end = text.find(closing, found.end())
        end = end if end >= 0 else len(text)
        pieces.append(text[position : found.start()])
        if found[0] == "<![CDATA[":
            inner = text[found.end() : end]
            pieces.append(inner.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        position = end + len(closing)
    return "".join((*pieces, text[position:]))
