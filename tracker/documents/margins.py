"""What stands on the sheets of a document comes in; the same without page numbers and running heads goes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tracker.documents.sheets import Row, Sheet

_MARGIN = 0.13  # share of a sheet's height at its top and bottom where running heads stand
_DEEP = 3  # rows from the edge that can be running heads
_FULL = 0.85  # of the widest row of the document
_SHARE = 0.4  # of the sheets that must carry the same text
_NUMBER = re.compile(
    r"[\s—–\-－·•~～.]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[\s—–\-－·•~～.]*|"
    r"(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.I,
)
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=页)")

Item = TypeVar("Item")


def without_margins(items: Sequence[list[Item]], sheets: Sequence[Sheet]) -> Iterator[list[Item]]:
    """The items of each sheet, those at its edges left out that number the page or are the same on many sheets."""
    rows = [item for some in items for item in some if isinstance(item, Row)]
    width = max((row.right - row.left for row in rows), default=0.0)
    edges = [_at_edges(some, sheet, width) for some, sheet in zip(items, sheets, strict=True)]
    repeated = Counter(text for edge in edges for text in {_shape(row) for row in edge})
    enough = max(2, round(_SHARE * len(sheets)))
    for some, edge in zip(items, edges, strict=True):
        dropped = [row for row in edge if _NUMBER.fullmatch(row.text) or repeated[_shape(row)] >= enough]
        yield [item for item in some if not any(item is row for row in dropped)]


def _at_edges(items: Sequence[object], sheet: Sheet, width: float) -> list[Row]:
    """The rows within the upper and the lower margin, at most _DEEP of each; a full line is one of the text."""
    rows = sorted((item for item in items if isinstance(item, Row)), key=lambda row: -row.y)
    rows = [row for row in rows if len(row.pieces) > 1 or row.right - row.left < _FULL * width]
    top = [row for row in rows[:_DEEP] if row.y > (1 - _MARGIN) * sheet.height]
    return top + [row for row in rows[-_DEEP:] if row.y < _MARGIN * sheet.height and row not in top]


def _shape(row: Row) -> str:
    """The text with its figures made alike, so that numbered heads are one."""
    return _DIGITS.sub("0", "".join(row.text.split()))
