"""What can be said of the way that is left to a goal; the values that reports show and none that they compute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Outlook = Literal["sure", "likely", "unlikely", "out_of_reach"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A date that was announced for a milestone: when it was published, which day, and in which evidence."""

    published: date
    expected: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where a target is heading as of a day. None: that cannot be said; the formulas are in docs/pace.md.

    method: `line` for a count, `growth` of one period, `yearly` growth towards a level years away, `date` of a
    milestone. value: the latest figure, on: the last day that it covers. required and actual are the pace of the rest
    and the pace so far, in `unit` a month for a line, in % of the rest of the period for growth, in % a year for
    yearly. expected, low, high: the value at the due date. points: how many days (for yearly: years) a figure is known
    of; from_one_point: the line rests on one figure, and on the statement's baseline or a reported rate of growth.
    days_left and slip_days are negative after and before the due date. reached: the day of a milestone that is done.
    """

    method: Literal["line", "growth", "yearly", "date"]
    due: date
    days_left: int
    unit: str = ""
    goal: Decimal | None = None
    value: Decimal | None = None
    on: date | None = None
    required: Decimal | None = None
    actual: Decimal | None = None
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    points: int = 0
    from_one_point: bool = False
    outlook: Outlook | None = None
    announced: tuple[Announcement, ...] = ()
    slip_days: int | None = None
    reached: date | None = None
