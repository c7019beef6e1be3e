"""A parsed list page in, its anchors out, each with its words, its row, the day beside it and its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from tracker.discover.days import day_of_text, has_day

_CLIMB = 7  # levels between an anchor and the row it stands in
_ROW_TAGS = frozenset({"li", "tr", "article", "dl"})
_ROW_TEXT = 1500
_VARYING = re.compile(r"odd|even|first|last|active|curr?|^on$|hover|\d", re.I)
_CLICKABLE = "a, area[href], [data-href], [data-url], [data-link], [onclick]"
_OWN_NAMES = ("href", "data-href", "data-url", "data-link")
# What a click does: location.href='/a.html', window.open("/a.html"), goto('a.html').
_CLICK = re.compile(
    r"""(?:location(?:\.href)?\s{0,3}=\s{0,3}|(?:open|\w{0,20}(?:go|jump|link|detail|view|show)\w{0,20})\s{0,3}\(\s{0,3})"""
    r"""['"]([^'"\s]{2,500})['"]""",
    re.I,
)
_LEADS = re.compile(r"https?://|[./?]|[\w-]{1,80}(?:/|\.s?html?)", re.I)
_NOT_OF_A_DATE = re.compile(r"[^\d\s年月日:：/.\[\]()-]")
_DATE_AT_END = re.compile(
    r"^[\[(]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?\s*|\s*[\[(]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?$"
)
_NOT_CLICKED = frozenset({"body", "html", "form", "input", "select", "button", "img", "script"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """place: the tags and classes above it, equal for the rows of one list. day: the full date beside it."""

    url: str
    text: str
    picture: bool
    day: date | None
    beside_day: bool
    place: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """An element that leads somewhere, and the row that it stands in."""

    node: Any
    url: str
    row: Any


def anchors_of(tree: Any, base: str, limit: int) -> list[Anchor]:
    """The anchors of a page in reading order, at most `limit`; addresses are absolute, without fragment."""
    nodes = [(node, address_of(node.attributes, base)) for node in tree.css(_CLICKABLE)[:limit]]
    leading = [(node, url) for node, url in nodes if url and (node.tag == "a" or node.tag not in _NOT_CLICKED)]
    targets: defaultdict[int, set[str]] = defaultdict(set)
    for node, url in leading:
        for above in _climb(node):
            targets[above.mem_id].add(url)
    # An element around links leads to where they do, or is no link of its own.
    leading = [(node, url) for node, url in leading if not _holds(targets[node.mem_id], url)]
    spots = [_Spot(node, url, _row(node, targets)) for node, url in leading]
    shared: defaultdict[int, list[_Spot]] = defaultdict(list)
    for spot in spots:
        shared[spot.row.mem_id].append(spot)
    besides = {id(spot): words for row in shared.values() for spot, words in _besides(row)}
    return [_anchor(spot, besides.get(id(spot), "")) for spot in spots]


def _holds(inside: set[str], url: str) -> bool:
    return url in inside or len(inside) > 3


def address_of(attributes: Any, base: str) -> str:
    """Where an element leads: its address, or what a click on it would open; '' for nowhere."""
    stated = [str(attributes.get(name) or "").strip() for name in _OWN_NAMES]
    usable = [one for one in stated if one and not one.startswith("#") and not one.lower().startswith("javascript:")]
    clicks = (f"{attributes.get('onclick') or ''} {stated[0] if stated[0].lower().startswith('javascript:') else ''}")[
        :2000
    ]
    clicked = _CLICK.search(clicks)
    if not usable and clicked is not None and _LEADS.match(clicked[1]):
        usable = [clicked[1]]
    href = (usable or [stated[0] if not stated[0].startswith("#") else ""])[0]
    if not href or (href != stated[0] and not _LEADS.match(href)):
        return ""
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""


def _anchor(spot: _Spot, beside: str) -> Anchor:
    text, picture = _words(spot.node)
    return Anchor(
        url=spot.url,
        text=text,
        picture=picture,
        day=day_of_text(beside),
        beside_day=has_day(beside),
        place=_place(spot.node),
    )


def _words(node: Any) -> tuple[str, bool]:
    """The headline: the text, or the title attribute when the text was cut short for the list; pictures have `alt`."""
    heading = node.css_first("h1, h2, h3, h4, h5, .title, .tit") if node.css_first("p, span, div, i, em") else None
    text = " ".join((heading or node).text().split()) or " ".join(node.text().split())
    if node.tag != "a" or node.css_first("*") is not None:
        text = _DATE_AT_END.sub("", text)
    title = " ".join((node.attributes.get("title") or "").split())
    inner = node.css_first("[title]") if not title else None
    title = title or (" ".join((inner.attributes.get("title") or "").split()) if inner is not None else "")
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
        if count == 1 or (above.tag in _ROW_TAGS and count <= 4):
            row = above
    return row


def _besides(row: list[_Spot]) -> Iterator[tuple[_Spot, str]]:
    """Each anchor of one row with the words beside it: in a row of several links each has the date next to it."""
    if len({spot.url for spot in row}) == 1:
        words, after = str(row[0].row.text(separator=" "))[:_ROW_TEXT], _after(row[0].row)
        for spot in row:
            yield spot, f"{words.replace(spot.node.text(), ' ', 1)} {_dates_inside(spot.node)} {after}"
        return
    spots = {spot.node.mem_id: spot for spot in row}
    found: list[_Spot | str] = []
    for node in row[0].row.traverse(include_text=True):
        if node.mem_id in spots:
            found.append(spots[node.mem_id])
        elif node.tag == "-text" and not any(above.mem_id in spots for above in _climb(node)):
            found.append(node.text())
    after = _after(row[0].row)
    said = [piece for piece in (*found, after) if isinstance(piece, _Spot) or piece.strip()]
    first = next((piece for piece in said if isinstance(piece, _Spot) or has_day(piece)), None)
    ordered = said if isinstance(first, _Spot) else said[::-1]
    for number, piece in enumerate(ordered):
        if isinstance(piece, _Spot):
            yield piece, next((one for one in ordered[number:] if isinstance(one, str) and has_day(one)), "")


def _dates_inside(node: Any) -> str:
    """The dates inside a link that are elements of their own: a card is one large link."""
    parts = [str(part.text())[:60] for part in node.css("*")[:30]]
    return " ".join(part for part in parts if len(_NOT_OF_A_DATE.findall(part)) < 4)


def _after(row: Any) -> str:
    after = row.next
    while after is not None and after.tag == "-text" and not after.text(deep=False).strip():
        after = after.next
    if after is not None and after.tag != "a" and (after.tag == "-text" or after.css_first("a") is None):
        return str(after.text())[:60]
    return ""


def _place(node: Any) -> str:
    steps = []
    for above in [node, *_climb(node)][:6]:
        names = (above.attributes.get("class") or "").split()
        stable = next((name for name in names if not _VARYING.search(name)), "")
        steps.append(f"{above.tag}.{stable}")
    return ">".join(steps)
