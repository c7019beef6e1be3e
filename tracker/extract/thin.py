"""Pieces of a page in; the same without the inside of long stretches that hold links but no sentence out."""

from __future__ import annotations

_MIN_PIECES = 240  # a shorter stretch without a sentence can stand between a headline and its text
_MARGIN = 80  # pieces at either end of a stretch that are kept as they are
_FOOT = 200  # pieces at the end of a page that are kept: whose it is stands there
_LINK_SHARE = 0.04  # of the pieces; a data table has none
_LONG_CHARS = 40
# Tags that are kept, with the text behind them: blocks, headings, tables, times, and what the head holds. Items and
# paragraphs go, as a page may leave their end tags out.
_NAMES = (
    "div section article main aside nav header footer form table tbody thead tr td th h1 h2 h3 pre textarea select "
    "button time title meta link"
)
_KEPT = frozenset(
    opening[:3] for name in (_NAMES + " " + _NAMES.upper()).split() for opening in (f"{name} ", f"{name}>", f"/{name}")
) - {"/li", "/LI"}  # the end of an item, not of a link


def thin(pieces: list[str]) -> list[str]:
    """Drop short texts, links and their like from stretches of a page far from any sentence; its blocks remain.

    Menus and lists of other articles make up most of a portal's page, and are neither title, day nor text.
    """
    if len(pieces) < _MIN_PIECES:
        return pieces
    marks = [
        at
        for at, piece in enumerate(pieces)
        if not piece.isascii() and ("，" in piece or "。" in piece) and _is_prose(piece)
    ]
    if not marks:
        return pieces
    kept: list[str] = []
    done = 0
    for before, after in zip([-1, *marks], [*marks, len(pieces)], strict=True):
        start, end = before + _MARGIN, min(after - _MARGIN, len(pieces) - _FOOT)
        if after - before < _MIN_PIECES or start >= end or not _is_dull(pieces[start:end]):
            continue
        kept += pieces[done:start]
        kept += [
            piece
            for piece in pieces[start:end]
            if piece[:3] in _KEPT
            or (len(piece) > _LONG_CHARS and ">" not in (end_of := piece[-_LONG_CHARS:]) and not end_of.isspace())
        ]
        done = end
    return kept + pieces[done:] if done else pieces


def _is_prose(piece: str) -> bool:
    """True when the mark stands in a text, not in an attribute of the tag or in a linked headline."""
    return piece[:2] != "a " and max(piece.rfind("，"), piece.rfind("。")) > piece.find(">")


def _is_dull(pieces: list[str]) -> bool:
    links = len([piece for piece in pieces if piece[:2] == "a "])
    return links > len(pieces) * _LINK_SHARE
