"""Stretches of days come in; how many days of an interval they cover, and what they leave open, go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Stretch = tuple[date, date]  # first and last day, both included

_DAY = timedelta(days=1)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days as few stretches, in order; those that touch become one."""
    found: list[Stretch] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def within(stretches: Iterable[Stretch], interval: Stretch) -> list[Stretch]:
    """The stretches cut to an interval."""
    first, last = interval
    cut = ((max(one, first), min(other, last)) for one, other in stretches)
    return [pair for pair in cut if pair[0] <= pair[1]]


def without(stretches: Iterable[Stretch], days: Iterable[date]) -> list[Stretch]:
    """The stretches without some single days."""
    left = joined(stretches)
    for day in sorted(set(days)):
        pieces: list[Stretch] = []
        for first, last in left:
            if first <= day <= last:
                pieces += [pair for pair in ((first, day - _DAY), (day + _DAY, last)) if pair[0] <= pair[1]]
            else:
                pieces.append((first, last))
        left = pieces
    return left


def count(stretches: Iterable[Stretch]) -> int:
    """Number of days, each once."""
    return sum((last - first).days + 1 for first, last in joined(stretches))
