"""Sheets of a document come in; its paragraphs, headings and tables with the numbers of their pages go out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.documents.grid import as_table, ruled_tables
from tracker.documents.margins import without_margins
from tracker.documents.sheets import Row, Sheet, joined, rows_of
from tracker.extract.tables import unit_in
from tracker.model import Table

HEADING_CHARS = 40
_UNIT_CHARS = 30
_LARGER = 1.12  # times the usual size of letters, from which on a short line is a heading
_SAME = 0.12  # share by which the sizes of one paragraph's lines may differ
_WIDE_GAP = 1.8  # letters between two pieces of a row that are cells of a table
_LOOSE = 1.45  # times the usual distance of lines: a new paragraph
_TOKEN = re.compile(r"[\w.,%/+-]*[A-Za-z0-9.,%/+-]+|.[，。、；：？！）》”’]?", re.DOTALL)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|·{4,})\s*\d{1,4}$")  # a line of a table of contents
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]")
_NEVER_FIRST = frozenset("，。、；：？！）》”’%％,.;:)")
_LONG = 0.7  # of the width of the text; a shorter line may end anywhere
_CLOSED = re.compile(r"[。；！？;!?：:，,]$")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body. turns: offsets in the text at which the next page begins; first is its first line."""

    kind: Literal["paragraph", "heading", "table"]
    text: str
    sheet: int | None
    size: float = 0.0
    turns: tuple[int, ...] = ()
    table: Table | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in the document: size of letters, left and right edge of the text, distance of lines."""

    size: float
    left: float
    right: float
    pitch: float


Item = Row | Part


def parts_of(sheets: Sequence[Sheet]) -> list[Part]:
    """The body in reading order, without what stands in the margins of its pages."""
    items = [item for rows in without_margins([_items(sheet) for sheet in sheets], sheets) for item in rows]
    items = [one for one in _with_open_tables(items) if not (isinstance(one, Row) and _LEADERS.search(one.text))]
    rows = [item for item in items if isinstance(item, Row)]
    return list(_paragraphs(items, _measure(rows))) if rows else [item for item in items if isinstance(item, Part)]


def _items(sheet: Sheet) -> list[Item]:
    """Rows of text and ruled tables of a sheet, each table where it begins."""
    tables = ruled_tables(sheet.pieces, sheet.rules)
    taken = {number for one in tables for number in one.taken}
    rows = rows_of(sheet.number, (piece for number, piece in enumerate(sheet.pieces) if number not in taken))
    items: list[Item] = list(rows)
    for one in tables:
        at = next((n for n, item in enumerate(items) if isinstance(item, Row) and item.y < one.top), len(items))
        items.insert(at, Part("table", "", sheet.number, table=one.table))
    return items


def _with_open_tables(items: list[Item]) -> list[Item]:
    """Rows of as many cells each are a table without rules: three cells or more, or two, the last with figures."""
    found: list[Item] = []
    run: list[tuple[str, ...]] = []
    held: list[Row] = []
    for item in [*items, None]:
        cells = _cells(item) if isinstance(item, Row) else ()
        if len(cells) >= 2 and (not run or len(cells) == len(run[0])):
            run.append(cells)
            held.append(item)  # type: ignore[arg-type]  # only a row has cells
            continue
        found += _closed(run, held)
        run, held = ([cells], [item]) if len(cells) >= 2 else ([], [])  # type: ignore[list-item]
        found += [item] if item is not None and not held else []
    return found


def _closed(run: list[tuple[str, ...]], held: list[Row]) -> list[Item]:
    figures = sum(any(char.isdigit() for char in row[-1]) and len(row[-1]) <= 12 for row in run)
    if len(run) >= 2 and (len(run[0]) >= 3 or figures * 2 >= len(run)):
        return [Part("table", "", held[0].sheet, table=as_table(run))]
    return list(held)


def _cells(row: Row) -> tuple[str, ...]:
    """The texts of a row between its wide gaps."""
    cells: list[list[str]] = [[row.pieces[0].text]]
    for before, piece in zip(row.pieces, row.pieces[1:], strict=False):
        if piece.left - before.right > _WIDE_GAP * row.size:
            cells.append([])
        cells[-1].append(piece.text)
    return tuple(joined(cell) for cell in cells)


# ---- paragraphs -----------------------------------------------------------------------------------------------------


def _measure(rows: list[Row]) -> _Measure:
    sizes = Counter[float]()
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [row for row in rows if abs(row.size - size) <= _SAME * size and len(row.text) > 3] or rows
    rights = sorted(row.right for row in body)
    gaps = Counter(
        round(one.y - other.y)
        for one, other in itertools.pairwise(body)
        if one.sheet == other.sheet and 0 < one.y - other.y < 4 * size
    )
    return _Measure(
        size=size,
        left=_edge([row.left for row in body], size),
        right=rights[int(len(rights) * 0.95)] if len(rights) > 20 else rights[-1],
        pitch=float(gaps.most_common(1)[0][0]) if gaps else 1.5 * size,
    )


def _edge(lefts: list[float], size: float) -> float:
    """The leftmost place at which more than a few rows begin."""
    usual = Counter(round(left / size * 2) for left in lefts)
    enough = [place for place, count in usual.items() if count >= max(1, len(lefts) // 12)]
    return min(enough, default=min(usual)) * size / 2


def _paragraphs(items: list[Item], usual: _Measure) -> Iterator[Part]:
    held: list[Row] = []
    for item in items:
        if isinstance(item, Row) and held and _continues(held[-1], item, usual):
            held.append(item)
            continue
        if held:
            yield _part(held, usual)
            held = []
        if isinstance(item, Row):
            held = [item]
        else:
            yield item
    if held:
        yield _part(held, usual)


def _continues(before: Row, row: Row, usual: _Measure) -> bool:
    """Whether a row goes on with the paragraph: the one before is full, and this one starts where lines go on."""
    if abs(before.size - row.size) > _SAME * max(before.size, row.size):
        return False
    if _is_centred(before, usual) and _is_centred(row, usual):
        return before.sheet == row.sheet and before.size > _LARGER * usual.size and not _CLOSED.search(before.text)
    if row.left - usual.left > 1.2 * row.size:
        return False
    if before.sheet == row.sheet and before.y - row.y > _LOOSE * max(usual.pitch, row.size):
        return False
    return row.text[0] in _NEVER_FIRST or _is_full(before, row, usual)


def _is_full(before: Row, row: Row, usual: _Measure) -> bool:
    """Whether what follows had no room on the row, or the row is long and ends in the middle of a sentence."""
    token = _TOKEN.match(row.text)
    needed = row.size * sum(0.5 if char.isascii() else 1.0 for char in (token.group() if token else ""))
    if usual.right - before.right < needed + 0.9 * row.size:
        return True
    unfinished = not _CLOSED.search(before.text) and not _NUMBERED.match(row.text) and not _NUMBERED.match(before.text)
    return unfinished and before.right - usual.left > _LONG * (usual.right - usual.left)


def _is_centred(row: Row, usual: _Measure) -> bool:
    left, right = row.left - usual.left, usual.right - row.right
    if row.size > _LARGER * usual.size:  # a headline may be as wide as the text
        return abs(left - right) < 1.5 * usual.size
    return left > 2.5 * usual.size and abs(left - right) < 2.5 * usual.size


def _part(rows: list[Row], usual: _Measure) -> Part:
    text, turns = rows[0].text, []
    for before, row in itertools.pairwise(rows):
        whole = joined((text, row.text))
        if row.sheet != before.sheet:
            turns.append(len(whole) - len(row.text))
        text = whole
    centred = all(_is_centred(row, usual) for row in rows)
    size = max(row.size for row in rows)
    heading = _is_heading(text, centred or size > _LARGER * usual.size)
    return Part("heading" if heading else "paragraph", text, rows[0].sheet, size, tuple(turns), centred=centred)


def _is_heading(text: str, stands_out: bool) -> bool:
    if len(text) > HEADING_CHARS or _CLOSED.search(text) or unit_in(text):
        return False
    return stands_out or bool(_NUMBERED.match(text))
