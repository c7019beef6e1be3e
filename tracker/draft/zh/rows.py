"""A paragraph of a list of tasks comes in; its own words, who answers for them and by when go out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_BRACKET = re.compile(r"[（(][^（）()]{1,120}[）)]")
_OWNER = re.compile(r"(?:责任|牵头|主责|实施|负责|承办)(?:单位|部门|领导)?\s*[：:]\s*(?P<names>[^；;）)]+)")
_LIMIT = re.compile(r"(?:完成|办结)?(?:时限|时间|期限)\s*[：:]\s*(?P<day>[^；;）)]+)")
_GAP = re.compile(r"[ \t\u3000]+")
_OFFICE = re.compile(
    r"^[一-龥（）()、，,·\d]{1,60}(?:局|委|办|办公室|中心|公司|集团|镇|乡|街道|单位|院|部门?|会|署|队|分局|园区|联|行|社|馆|所|各区|各县)$"
)
_WHEN = re.compile(
    r"^(?:20\d\d[年.-])?(?:全年|年底|年内|[上下]半年|[一二三四]季度|(?:1[0-2]|[1-9])月?(?:底|[上中下]旬|\d+日)?)?前?"
    r"[一-龥]{0,6}$"
)
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,3})[ \t\u3000]+(?=[一-龥“《①-⑳])(?![个家所条座处项万亿月年日])")

Days = Callable[[str], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """start, end: of the words that tell the task. owner, limit: who answers for it and by when, where it says so."""

    start: int = 0
    end: int
    owner: str = ""
    limit: date | None = None


def read_row(text: str, days: Days) -> Row:
    """What brackets (责任单位：某局) or the last cells of a row (某局 各镇 2026年12月) say. days: the day of a time."""
    number = _NUMBERED.match(text)
    start = number.end() if number else 0
    cells = _cells(text) if number else ()
    end = cells[0][0] if cells else len(text)
    owner, limit = _in_brackets(text[:end], days)
    for _, cell in cells:
        if _OFFICE.match(cell):
            owner = owner or re.split(r"[，,、]", cell)[0]
        else:
            limit = days(cell) or limit
    return Row(start=start, end=end, owner=owner, limit=limit)


def _cells(text: str) -> tuple[tuple[int, str], ...]:
    """The cells behind the task, each with where it begins: offices, and last of all a time."""
    cells: list[tuple[int, str]] = []
    end = len(text.rstrip())
    gaps = [found.span() for found in _GAP.finditer(text, 0, end)]
    for before, start in reversed(gaps):
        cell = text[start:end]
        if not (_OFFICE.match(cell) or (not cells and re.search(r"[年月季底]", cell) and _WHEN.match(cell))):
            break
        cells.insert(0, (start, cell))
        end = before
    return tuple(cells) if any(_OFFICE.match(cell) for _, cell in cells) else ()


def _in_brackets(text: str, days: Days) -> tuple[str, date | None]:
    owner, limit = "", None
    for found in _BRACKET.finditer(text):
        if named := _OWNER.search(found[0]):
            owner = owner or re.split(r"[，,、]", named["names"])[0].strip()
        if day := _LIMIT.search(found[0]):
            limit = limit or days(day["day"])
    return owner, limit
