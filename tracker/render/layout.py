"""Text comes in, text aligned and wrapped by the width it has on a screen goes out; Chinese characters are two wide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

# A line does not begin with these, nor end with those (kinsoku, GB/T 15834 section 5.1).
_NO_START = "，。、；：！？）》」』”’…—%％)],.;:!?"
_NO_END = "（《「『“‘([$￥"
_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")  # stays with what it counts: 31日, 200个
_PIECE = re.compile(r"\s+|[!-~\u00a1-\u024f]+|.")


def width(text: str) -> int:
    """Columns that a text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_width_of, text))


def pad(text: str, columns: int) -> str:
    """The text filled with blanks on the right."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text, shortened with an ellipsis where it is wider."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for char in text:
        used += _width_of(char)
        if used > columns:
            break
        kept += char
    return kept + "…"


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Lines of at most `columns`, the later ones indented; words and addresses are never broken."""
    lines: list[str] = []
    line, used, room = "", 0, columns
    for piece in _unbreakable(text):
        if line and used + width(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line, used, room = "", 0, columns - width(indent)
        added = piece if line else piece.lstrip()
        line += added
        used += width(added)
    lines.append(line.rstrip())
    return [lines[0], *(indent + one for one in lines[1:])]


def wrap_items(items: Iterable[str], separator: str, columns: int) -> list[str]:
    """Items in a row, wrapped between two of them only."""
    lines = [""]
    for item in items:
        joined = f"{lines[-1]}{separator}{item}" if lines[-1] else item
        if lines[-1] and width(joined + separator.rstrip()) > columns:
            lines[-1] += separator.rstrip()
            lines.append(item)
        else:
            lines[-1] = joined
    return lines


def _unbreakable(text: str) -> list[str]:
    """Pieces between which a line may break."""
    pieces: list[str] = []
    last = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        counted = _NUMBER.fullmatch(last) and not piece.isspace()
        if pieces and (piece[0] in _NO_START or pieces[-1][-1] in _NO_END or counted):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        last = piece
    return pieces


def _width_of(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
