"""A sheet's rules and pieces come in; the ruled tables they form go out, each cell with the text that lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.documents.sheets import Piece, Rule, joined
from tracker.extract.tables import unit_in
from tracker.model import Table

Span = tuple[float, float]

_NEAR = 3.0  # points within which two rules are one
_MAX_LINES = 200
_MAX_GROUPS = 200
_COVER = 0.6  # share of a cell's side that a rule must cover to part two cells
_NUMBER = re.compile(r"(?=.*\d)[-+−－—–]?[\d,，.．]+\s*[%％‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table, the height at which it begins, and the pieces that it took up."""

    table: Table
    top: float
    taken: frozenset[int]


def ruled_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Ruled]:
    """The tables of a sheet, from top to bottom. One without at least two rows and columns is but a frame."""
    found = [_ruled(pieces, group) for group in _connected(rules)]
    return sorted((one for one in found if one is not None), key=lambda one: -one.top)


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or over others."""
    groups: list[tuple[list[float], list[Rule]]] = []
    for rule in sorted(rules, key=lambda one: -one.top):
        box = [rule.left - _NEAR, rule.bottom - _NEAR, rule.right + _NEAR, rule.top + _NEAR]
        touched = [one for one in groups if _meet(one[0], box)]
        members = [rule, *(member for _, some in touched for member in some)]
        for other, _ in touched:
            box = [min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])]
        groups = [one for one in groups if one not in touched] + [(box, members)]
        if len(groups) > _MAX_GROUPS:
            return []
    return [members for _, members in groups]


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _ruled(pieces: Sequence[Piece], rules: list[Rule]) -> Ruled | None:
    across = _merged([(one.bottom + one.top) / 2 for one in rules if one.level])[::-1]
    upright = _merged([(one.left + one.right) / 2 for one in rules if not one.level])
    if not (3 <= len(across) <= _MAX_LINES and 3 <= len(upright) <= _MAX_LINES):
        return None
    cells: dict[tuple[int, int], list[Piece]] = {}
    taken: set[int] = set()
    for number, piece in enumerate(pieces):
        place = _place(piece, across, upright)
        if place is not None:
            taken.add(number)
            cells.setdefault(place, []).append(piece)
    rows = _texts(cells, _owners(rules, across, upright), (len(across) - 1, len(upright) - 1))
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or not any(len(set(filter(None, row))) > 1 for row in rows):
        return None
    return Ruled(as_table(rows), across[0], frozenset(taken))


def _merged(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _place(piece: Piece, across: list[float], upright: list[float]) -> tuple[int, int] | None:
    """The row and column in which the middle of a piece lies."""
    x, y = (piece.left + piece.right) / 2, piece.y + 0.3 * piece.size
    if not (upright[0] < x < upright[-1] and across[-1] < y < across[0]):
        return None
    row = sum(1 for line in across[1:] if line >= y)
    column = sum(1 for line in upright[1:] if line <= x)
    return min(row, len(across) - 2), min(column, len(upright) - 2)


def _owners(rules: list[Rule], across: list[float], upright: list[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each small cell the first one of the merged cell that it is part of."""
    beside = _spans(((one.left + one.right) / 2, (one.bottom, one.top)) for one in rules if not one.level)
    above = _spans(((one.bottom + one.top) / 2, (one.left, one.right)) for one in rules if one.level)
    walls = [_near(beside, x) for x in upright]
    roofs = [_near(above, y) for y in across]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(across) - 1):
        top, bottom = across[row], across[row + 1]
        for column in range(len(upright) - 1):
            left, right = upright[column], upright[column + 1]
            if column and not _parted(walls[column], (bottom, top)):
                owner[row, column] = owner[row, column - 1]
            elif row and not _parted(roofs[row], (left, right)):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = row, column
    return owner


def _spans(placed: Iterable[tuple[float, Span]]) -> list[tuple[float, Span]]:
    """Places of rules with the stretches that they cover, each once."""
    return sorted({(round(place, 1), (round(span[0], 1), round(span[1], 1))) for place, span in placed})


def _near(spans: list[tuple[float, Span]], at: float) -> list[Span]:
    return [span for place, span in spans if abs(place - at) <= _NEAR]


def _parted(spans: list[Span], cell: Span) -> bool:
    """Whether rules cover most of a cell's side."""
    covered = sum(max(0.0, min(end, cell[1]) - max(start, cell[0])) for start, end in spans)
    return covered >= _COVER * (cell[1] - cell[0])


def _texts(
    cells: dict[tuple[int, int], list[Piece]], owner: dict[tuple[int, int], tuple[int, int]], size: tuple[int, int]
) -> list[tuple[str, ...]]:
    """The text of every small cell; that of a merged one stands in all of its own."""
    merged: dict[tuple[int, int], list[Piece]] = {}
    for place, some in cells.items():
        merged.setdefault(owner[place], []).extend(some)
    said = {place: joined(one.text for one in _in_order(some)) for place, some in merged.items()}
    return [tuple(said.get(owner[row, column], "") for column in range(size[1])) for row in range(size[0])]


def _in_order(pieces: list[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda one: (-round(one.y / (0.5 * one.size or 1)), one.left))


def as_table(rows: Sequence[tuple[str, ...]]) -> Table:
    """A table of rows of texts: a title or unit across all of it, labels of columns, then what they label."""
    rest = list(rows)
    caption = unit = ""
    while len(rest) > 2 and len(set(filter(None, rest[0]))) == 1:
        text = next(filter(None, rest.pop(0)))
        unit = unit or unit_in(text)
        caption = caption or ("" if unit_in(text) and len(text) < 30 else text)
    heads = next((at for at, row in enumerate(rest[:4]) if any(map(_is_value, row))), 1)
    return Table(caption=caption, unit=unit, header=tuple(rest[:heads]), rows=tuple(rest[heads:]))


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)
