"""Values at moments come in; the straight line through them, with a range at a later moment, goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

from tracker.pace.forecast import Outlook

_HALF = Decimal("0.5")
_SHOWN = Context(prec=20)  # thirds that add up are whole again: the last digits of 28 are rounding
# The 90 % quantiles of Student's t, so 80 % lie between; NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
_T_90 = {
    **{1: "3.078", 2: "1.886", 3: "1.638", 4: "1.533", 5: "1.476", 6: "1.440", 7: "1.415", 8: "1.397", 9: "1.383"},
    **{10: "1.372", 12: "1.356", 15: "1.341", 20: "1.325", 30: "1.310", 60: "1.296", 120: "1.289"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """slope: change in one unit of time. expected, low, high: the value at the moment that was asked for."""

    slope: Decimal
    expected: Decimal
    low: Decimal
    high: Decimal


def straight_line(points: Sequence[tuple[Decimal, Decimal]], at: Decimal) -> Line:
    """The line from the first to the last of two or more (moment, value), moments rising; drawn on to `at`.

    It is the drift method for a random walk (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.2 and
    5.5), for moments that are not evenly spaced. Three values and more give an 80 % prediction interval from how
    unevenly they rose; two give none, so the rest is taken at half to one and a half times the pace so far.
    """
    (first, start), (last, value) = points[0], points[-1]
    span, rest = last - first, at - last
    slope = (value - start) / span
    expected = value + slope * rest
    free = len(points) - 2  # degrees of freedom: the steps, less one for the slope
    if free:
        uneven = sum((_uneven(one, two, slope) for one, two in pairwise(points)), Decimal(0)) / free
        reach = _t(free) * (uneven * rest * (1 + rest / span)).sqrt()
    else:
        reach = abs(slope * rest) * _HALF
    return Line(
        slope=_SHOWN.plus(slope),
        expected=_SHOWN.plus(expected),
        low=_SHOWN.plus(expected - reach),
        high=_SHOWN.plus(expected + reach),
    )


def outlook(line: Line, goal: Decimal, comparator: str) -> Outlook:
    """sure: the whole range reaches the goal; likely: the line does; unlikely: the best of the range does."""
    best, worst = (line.high, line.low) if comparator == ">=" else (line.low, line.high)
    classes: tuple[tuple[Decimal, Outlook], ...] = ((worst, "sure"), (line.expected, "likely"), (best, "unlikely"))
    for value, name in classes:
        if value >= goal if comparator == ">=" else value <= goal:
            return name
    return "out_of_reach"


def _uneven(one: tuple[Decimal, Decimal], two: tuple[Decimal, Decimal], slope: Decimal) -> Decimal:
    """How far a step is off the line, squared, over the time that it took: the variance of a walk grows with time."""
    took = two[0] - one[0]
    off = two[1] - one[1] - slope * took
    return off * off / took


def _t(free: int) -> Decimal:
    """The quantile for so many degrees of freedom, between two of the table the wider one."""
    return Decimal(_T_90[max(known for known in _T_90 if known <= free)])
