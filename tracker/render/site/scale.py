"""Values and days come in; round axes with their ticks, and places between 0 and 1 on them, go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)
_LIMIT = Decimal("1e30")  # no goal is larger; whatever a page claims stays within the frame
# The caller's context may round or trap differently, and the same bytes must come out.
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From low to high, which are round and differ, with ticks at equal steps that include both."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def place(self, value: Decimal) -> float:
        """Where a value lies between low (0) and high (1); beyond them at the end."""
        with localcontext(_EXACT):
            share = (_bounded(value) - self.low) / (self.high - self.low)
        return float(max(Decimal(0), min(Decimal(1), share)))


def axis(values: Iterable[Decimal], wanted: int = 4) -> Axis:
    """An axis that covers all values with about `wanted` steps of 1, 2 or 5 times a power of ten.

    Values that are no numbers are left out; without any, or with equal ones, there is room around them.
    """
    with localcontext(_EXACT):
        known = [_bounded(value) for value in values if not value.is_nan()] or [Decimal(0)]
        low, high = min(known), max(known)
        if high - low <= abs(high) * Decimal("1e-20"):
            room = abs(high) / 10 or Decimal(1)
            low, high = low - room, high + room
        step = _step((high - low) / wanted)
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        ticks = tuple(step * count for count in range(int(first), int(last) + 1))
        return Axis(low=ticks[0], high=ticks[-1], ticks=ticks)


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in _STEPS if step * power >= least)


def _bounded(value: Decimal) -> Decimal:
    if value.is_nan():
        return Decimal(0)
    return max(-_LIMIT, min(_LIMIT, value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From a day to a later one."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day lies between the first (0) and the last (1); beyond them at the end."""
        return max(0.0, min(1.0, (day - self.first).days / (self.last - self.first).days))


def days(told: Iterable[date]) -> Days:
    """The days from the earliest to the latest; at least one apart."""
    known = sorted(told)
    first, last = known[0], known[-1]
    if first < last:
        return Days(first=first, last=last)
    one = date.resolution
    return Days(first=first, last=last + one) if last < date.max else Days(first=first - one, last=last)


def month_ticks(span: Days, wanted: int = 5) -> tuple[date, ...]:
    """First days of months at equal steps within the days, at most `wanted` + 1; none in a span of few weeks."""
    first, last = _month(span.first), _month(span.last)
    step = next((one for one in _MONTH_STEPS if (last - first) / one <= wanted), _MONTH_STEPS[-1])
    start = -(-first // step) * step
    months = (date(count // 12, count % 12 + 1, 1) for count in range(max(start, 12), last + 1, step))
    return tuple(day for day in months if span.first <= day <= span.last)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
