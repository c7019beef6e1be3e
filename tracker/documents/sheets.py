"""What a sheet of a document holds: pieces of text with their places, and the rules drawn between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Text set in one go. y is the baseline; all lengths are in points, y grows upwards."""

    text: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line, upright or level, with its ends in ascending order."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def level(self) -> bool:
        return self.top - self.bottom < self.right - self.left


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a document: its number from 1, its height, and what is on it in the order of the file."""

    number: int
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one baseline, from left to right."""

    sheet: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return joined(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)


def joined(texts: Iterable[str]) -> str:
    """Texts put together, with a blank only where two Latin words or numbers would run into each other."""
    whole = ""
    for text in texts:
        meet = whole[-1:].isascii() and whole[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
        whole += f" {text}" if meet else text
    return whole


def rows_of(number: int, pieces: Iterable[Piece]) -> list[Row]:
    """Pieces that follow each other on one baseline form a row: cells of a table do, columns of text do not."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        before = rows[-1][-1] if rows else None
        level = before is not None and abs(before.y - piece.y) < 0.4 * min(before.size, piece.size)
        if before is not None and level and piece.left > before.right - 0.5 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(number, tuple(row)) for row in rows]
