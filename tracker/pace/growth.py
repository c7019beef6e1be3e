"""Year-on-year growth to several days of one period comes in; that of the whole period, if it goes on so, goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.pace.line import Line, straight_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """required: the growth in % that the rest of the period needs. line: of the growth of the whole period."""

    required: Decimal
    line: Line


def growth_of_period(known: Sequence[tuple[date, Decimal]], over: tuple[date, date], goal: Decimal) -> Growth | None:
    """known: (last day, growth in % from the period's first day to it), days rising; None when the period is over.

    With last year's value spread evenly over its days, growth g to a share w of the period brings w * g of the
    period's growth: a sum that begins at 0, so it has a straight line, and the rest needs (goal - w * g) / (1 - w).
    """
    days = Decimal((over[1] - over[0]).days + 1)
    shares = [(Decimal((day - over[0]).days + 1) / days, growth) for day, growth in known]
    share, growth = shares[-1]
    if share >= 1:
        return None
    brought = [(Decimal(0), Decimal(0)), *((part, part * rate) for part, rate in shares)]
    return Growth(required=(goal - share * growth) / (1 - share), line=straight_line(brought, Decimal(1)))
