"""In comes nothing; out comes the word for a number as written in a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Comparator, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A number as written: value in a canonical unit, `raw_unit` with magnitude; `item` is its place in a list.

    end_of_range: the second of the two numbers of a range, whose span is that of the whole range.
    """

    span: Span
    number: Decimal
    raw_unit: str
    value: Decimal
    unit: str
    comparator: Comparator
    bare: bool = False  # written without a unit
    share: bool = False  # 六成, 三分之二
    signed: bool = False  # written with + or -
    multiple: str = ""  # 番 for 翻番
    range_end: bool = False
    label: int = 0  # length of the label right before it that gives its unit: (亿元)
    head: int = 0  # index of the first token of its list
    item: tuple[int, int] | None = None
