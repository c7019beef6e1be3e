"""Two sentences come in, as letters without marks; out comes whether one is taken from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED_LETTERS = 16  # so many letters in common are no chance
QUOTED_SHARE = 0.75  # of the shorter sentence; the rest is the one who quotes: `晨报登的：`

_DATE = re.compile(r"(?:\d+年)?(?:\d+月)?(?:\d+日)?(?:上午|下午|晚)?")


def quotes(clauses: Sequence[str], short: str, long: str) -> bool:
    """Whether the clauses of the shorter sentence stand word for word in the longer.

    A clause of the shorter that is missing in the longer may name the source or the day; with another figure it is
    other news.
    """
    if len(short) < QUOTED_LETTERS:
        return False
    if _stands(short, long):
        return True
    own = [clause for clause in clauses if not _stands(clause, long)]
    kept = len(short) - sum(map(len, own))
    if kept < QUOTED_LETTERS or kept < QUOTED_SHARE * len(short):
        return False
    return not any(_has_figure(clause) for clause in own)


def _stands(words: str, text: str) -> bool:
    """Whether the words stand in the text, without beginning or ending within a number of it."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        begins = at > 0 and text[at - 1 : at + 1].isdecimal()
        ends = end < len(text) and text[end - 1 : end + 1].isdecimal()
        if not (begins or ends):
            return True
        at = text.find(words, at + 1)
    return False


def _has_figure(clause: str) -> bool:
    return any(char.isdecimal() for char in _DATE.sub("", clause, count=1))


def overlap(one: str, other: str) -> float:
    """Share of the shorter sentence's character pairs that stand in the other too."""
    mine, theirs = (_character_pairs(text) for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _character_pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
