"""A parsed list page in, its anchors out, each with its words, its row, the day beside it and its place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from tracker.discover.days import day_of_text, has_day

_CLIMB = 7  # levels between an anchor and the row it stands in
_ROW_TAGS = frozenset({"li", "tr", "article"})
_ROW_TEXT = 1500
_VARYING = re.compile(r"odd|even|first|last|active|curr?|^on$|hover|\d", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """place: the tags and classes above it, equal for the rows of one list. day: the full date beside it."""

    node: Any
    row: Any
    url: str
    text: str
    picture: bool
    day: date | None
    beside_day: bool
    place: str


def anchors_of(tree: Any, base: str, limit: int) -> list[Anchor]:
    """The anchors of a page in reading order, at most `limit`; addresses are absolute, without fragment."""
    nodes = [(node, _address(node, base)) for node in tree.css("a[href]")[:limit]]
    targets: defaultdict[int, set[str]] = defaultdict(set)
    for node, url in nodes:
        for above in _climb(node):
            targets[above.mem_id].add(url)
    return [_anchor(node, url, _row(node, targets)) for node, url in nodes if url]


def _address(node: Any, base: str) -> str:
    href: str = (node.attributes.get("href") or "").strip()
    if not href or href.startswith("#"):
        return ""
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""


def _anchor(node: Any, url: str, row: Any) -> Anchor:
    text, picture = _words(node)
    beside = _beside(row, node.text())
    return Anchor(
        node=node,
        row=row,
        url=url,
        text=text,
        picture=picture,
        day=day_of_text(beside),
        beside_day=has_day(beside),
        place=_place(node),
    )


def _words(node: Any) -> tuple[str, bool]:
    """The headline: the text, or the title attribute when the text was cut short for the list; pictures have `alt`."""
    text = " ".join(node.text().split())
    title = " ".join((node.attributes.get("title") or "").split())
    if text and not title.startswith(text.rstrip("….")):
        return text, False
    image = node.css_first("img[alt]")
    alt = " ".join((image.attributes.get("alt") or "").split()) if image is not None else ""
    return title or text or alt, not text


def _climb(node: Any) -> list[Any]:
    found: list[Any] = []
    above = node.parent
    while above is not None and len(found) < _CLIMB and above.tag not in ("body", "html"):
        found.append(above)
        above = above.parent
    return found


def _row(node: Any, targets: dict[int, set[str]]) -> Any:
    """The largest element around the anchor that leads nowhere else, or its list item when that has few links."""
    row = node
    for above in _climb(node):
        count = len(targets[above.mem_id])
        if count == 1 or (above.tag in _ROW_TAGS and count <= 3):
            row = above
    return row


def _beside(row: Any, headline: str) -> str:
    """The words of the row without the headline, and those just after it up to the next link."""
    words: str = row.text(separator=" ")[:_ROW_TEXT].replace(headline, " ", 1)
    after = row.next
    while after is not None and after.tag == "-text" and not after.text(deep=False).strip():
        after = after.next
    if after is not None and after.tag != "a" and (after.tag == "-text" or after.css_first("a") is None):
        words += " " + after.text()[:60]
    return words


def _place(node: Any) -> str:
    steps = []
    for above in [node, *_climb(node)][:6]:
        names = (above.attributes.get("class") or "").split()
        stable = next((name for name in names if not _VARYING.search(name)), "")
        steps.append(f"{above.tag}.{stable}")
    return ">".join(steps)
