"""Yearly levels come in; the growth a year that the goal needs, and the line of compound growth, go out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tracker.pace.line import Line, straight_line

_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)


def needed_growth(level: Decimal, goal: Decimal, years: int) -> Decimal:
    """Percent a year that turns `level` into `goal` in `years` years: (goal / level) ** (1 / years) - 1."""
    if level <= 0:
        return Decimal("Infinity")
    return ((goal / level) ** (Decimal(1) / Decimal(years)) - 1) * _HUNDRED


def compound(levels: Mapping[int, Decimal], year: int, growth: Decimal | None) -> Line | None:
    """The level of a later year; the slope is the growth in % a year. None where there is nothing to draw a line from.

    Two levels and more, all above 0: the straight line of their logarithms. One level: the reported growth (%) goes on,
    and the range is half to one and a half times of it.
    """
    known = sorted((when, level) for when, level in levels.items() if level > 0)
    if len(known) > 1:
        line = straight_line([(Decimal(when), level.ln()) for when, level in known], Decimal(year))
        expected, low, high = (one.exp() for one in (line.expected, line.low, line.high))
        return Line(slope=(line.slope.exp() - 1) * _HUNDRED, expected=expected, low=low, high=high)
    if not known or growth is None:
        return None
    last, level = known[0]
    half = abs(growth) * _HALF
    rates = (max(rate, -_HUNDRED) for rate in (growth, growth - half, growth + half))
    expected, low, high = (level * (1 + rate / _HUNDRED) ** (year - last) for rate in rates)
    return Line(slope=growth, expected=expected, low=low, high=high)
