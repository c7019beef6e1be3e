"""Pieces and tags from a table's start in; the data table they form, or none for a table that only lays out, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.entities import unescape
from tracker.extract.markup import is_parted, mend
from tracker.model import Table

_ROW_PARTS = ("tr", "td", "th", "caption", "tbody", "thead", "tfoot")
_ENDS = frozenset((*_ROW_PARTS, *("/" + name for name in _ROW_PARTS), "/table"))
_BREAKS = frozenset(("br", "br/", "p", "/p", "div", "/div", "li", "/li"))
_SPAN = re.compile(r"""\b(col|row)span\s*=\s*["']?(\d{1,4})""", re.I)
_NUMBER = re.compile(r"[-+−－—–]?[\d,，.．０-９]+(?:\.\d+)?\s*[%％‰]?|[-—–…./]{1,3}|…+")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_UNIT = re.compile(r"(?:计量|計量)?(?:单位|單位)\s*[:：]\s*([^\s,，;；）)】\]]{1,20})")
# A table of what a document is (index number, issuing office), or of a letter and its answer, lays out a page.
_ABOUT = re.compile(
    r"索\s*引\s*号|发文机[关构]|发布机构|主题分类|公开方式|公开日期|成文日期|发文字号|文\s*号|信息分类|有效性|发布日期|生成日期|"
    r"(?:来信|信件|写信|咨询|留言|提问|投诉|诉求|答复|回复|办理|受理|反映)(?:标题|主题|内容|时间|日期|单位|部门|人|编号|类型|状态|结果|情况)"
)
_MAX_CELLS = 40_000
_LONG_CELL = 200  # characters; a cell longer than that and holding most of the text is a page's text column


@dataclass(slots=True)
class _Cell:
    text: str
    head: bool
    columns: int
    rows: int


@dataclass(slots=True)
class _Raw:
    caption: str
    rows: list[list[_Cell]]
    heads: int  # rows within <thead>
    links: int  # characters in links
    end: int  # index of the closing tag


def read_table(tokens: list[str], start: int) -> tuple[Table | None, int]:
    """The data table that opens at `tokens[start]`, and the index of its closing tag; None for a layout table."""
    raw = _collect(tokens, start)
    if raw is None or not _holds_data(raw):
        return None, start
    width = min(60, max(sum(cell.columns for cell in row) for row in raw.rows))
    caption, unit, skipped = _above(raw, width)
    rows = _grid(raw.rows[skipped:], width)
    heads = _header_rows(raw, skipped)
    table = Table(caption=caption, unit=unit, header=tuple(rows[:heads]), rows=tuple(rows[heads:]))
    return table, raw.end


def unit_in(text: str) -> str:
    """The unit that a line such as 计量单位：万元 states, else an empty text."""
    found = _UNIT.search(text)
    return found.group(1) if found else ""


def _collect(tokens: list[str], start: int) -> _Raw | None:
    """Rows of cells as written, end tags left out or not; None when tables are nested or the table never closes."""
    raw = _Raw("", [], 0, 0, start)
    open_cell: str = ""
    pieces: list[str] = []
    link = in_head = False
    for index in range(start + 1, len(tokens)):
        name, tag, text = _token(tokens, index)
        if name == "table":
            return None
        if name in _ENDS and open_cell:
            _end_cell(raw, open_cell, _text(pieces))
            open_cell = ""
        if name == "/table":
            raw.end = index
            raw.rows = [row for row in raw.rows if any(cell.text for cell in row)]
            return raw
        if name == "tr":
            raw.rows.append([])
        elif name in ("td", "th", "caption"):
            open_cell, pieces = name, []
            if name != "caption":
                raw.rows = raw.rows or [[]]
                raw.rows[-1].append(_cell(tag, name == "th" or in_head))
        elif name in ("thead", "/thead"):
            in_head = name == "thead"
            raw.heads = raw.heads if in_head else len(raw.rows)
        elif name in ("a", "/a"):
            link = name == "a"
        elif pieces and name in _BREAKS:
            pieces.append(" ")
        if open_cell and text:
            pieces.append(text)
            raw.links += len(text.strip()) if link else 0
    return None


def _token(tokens: list[str], index: int) -> tuple[str, str, str]:
    """Name in lower case, tag and text of a token."""
    tag, _, text = tokens[index].partition(">")
    name = tag.partition(" ")[0]
    if len(name) < len(tag) and is_parted(tag):
        mend(tokens, index)
        tag, _, text = tokens[index].partition(">")
    return name if name.isalnum() and name.islower() else (name.lower().split() or [""])[0], tag, text


def _cell(tag: str, head: bool) -> _Cell:
    spans = {key: max(1, int(value)) for key, value in _SPAN.findall(tag.lower())}
    return _Cell("", head, min(50, spans.get("col", 1)), spans.get("row", 1))


def _end_cell(raw: _Raw, name: str, text: str) -> None:
    if name == "caption":
        raw.caption = text
    else:
        raw.rows[-1][-1].text = text


def _text(pieces: list[str]) -> str:
    return " ".join(unescape("".join(pieces)).split())


def _holds_data(raw: _Raw) -> bool:
    cells = [cell for row in raw.rows for cell in row if cell.text]
    size = sum(len(cell.text) for cell in cells)
    wide = sum(1 for row in raw.rows if len(row) >= 2)
    if wide < 2 or not size or raw.links * 2 > size or sum(map(len, raw.rows)) > _MAX_CELLS:
        return False
    longest = max(len(cell.text) for cell in cells)
    if longest > _LONG_CELL and longest * 10 > size * 6:
        return False
    if sum(1 for cell in cells if len(cell.text) < 20 and _ABOUT.match(cell.text)) >= 2:
        return False
    return not _is_calendar(raw)


def _is_calendar(raw: _Raw) -> bool:
    """Weeks of seven days: a date picker."""
    weeks = [row for row in raw.rows if len(row) == 7]
    days = [cell.text for row in weeks for cell in row if cell.text]
    return len(weeks) >= 4 and sum(1 for day in days if day.isdigit() and int(day) <= 31) * 10 > len(days) * 6


def _above(raw: _Raw, width: int) -> tuple[str, str, int]:
    """Caption, unit and the number of leading rows that are but a title or a unit across the whole table."""
    caption, unit, skipped = raw.caption, unit_in(raw.caption), 0
    for row in raw.rows[:3]:
        texts = [cell.text for cell in row if cell.text]
        if len(texts) != 1 or (row[0].columns < width and len(row) < width and not unit_in(texts[0])):
            break
        unit = unit or unit_in(texts[0])
        if not unit_in(texts[0]) or len(texts[0]) > 30:
            caption = caption or texts[0]
        skipped += 1
    return caption, unit, skipped if skipped < len(raw.rows) else 0


def _grid(rows: list[list[_Cell]], width: int) -> list[tuple[str, ...]]:
    """Cells with their spans filled in; a title across a row stands once."""
    filled: dict[tuple[int, int], str] = {}
    grid: list[tuple[str, ...]] = []
    for y, row in enumerate(rows):
        x = 0
        alone = len(row) == 1 and row[0].columns >= width
        for cell in row:
            while (y, x) in filled:
                x += 1
            if x >= width:
                break
            roomy = len(filled) < _MAX_CELLS  # spans of a broken table could fill any memory
            for down in range(min(cell.rows, len(rows) - y) if roomy else 1):
                for right in range(cell.columns):
                    if x + right < width:
                        filled.setdefault((y + down, x + right), "" if alone and right else cell.text)
            x += cell.columns
        grid.append(tuple(filled.get((y, at), "") for at in range(width)))
    return grid


def _header_rows(raw: _Raw, skipped: int) -> int:
    """How many rows of the table, after those skipped, are labels of columns."""
    rows = raw.rows[skipped:]
    heads = max(0, raw.heads - skipped)
    while heads < len(rows) and rows[heads] and all(cell.head for cell in rows[heads]):
        heads += 1
    if heads:
        return min(heads, len(rows) - 1)
    for index, row in enumerate(rows[:4]):
        numbers = [cell.text for cell in row if _NUMBER.fullmatch(cell.text)]
        if numbers and not all(_YEAR.fullmatch(number) for number in numbers):
            return index
    return 1 if len(rows) > 1 else 0
