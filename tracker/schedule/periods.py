"""What was done for which period and the moment come in; the one period that is due now goes out, or none.

Clocks are not trusted: they jump with summer time, are set back, run ahead until the network corrects them, and stand
still while the machine sleeps. So it is never asked whether it is Monday at eight, only which period was begun last and
whether the ledger holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from tracker.store import DonePeriod

# A mark made this much later than now was made while the clock ran ahead.
_TRUST = timedelta(days=2)
# Of periods slept through so many are marked; more would say nothing new.
_COVERED_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Once a week. weekday: 0 is Monday. hour: of the local clock."""

    weekday: int = 0
    hour: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Nightly:
    """Once a day at an hour of the local clock."""

    hour: int = 3


Rhythm = Weekly | Nightly


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of the calendar that gets one piece of work: `name` is its key, `day` the day of the work."""

    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The period to work for, and the earlier ones that nobody was awake for: its work covers them."""

    period: Period
    covered: tuple[Period, ...] = ()


def due(rhythm: Rhythm, ledger: Sequence[DonePeriod], now: datetime, zone: ZoneInfo) -> Due | None:
    """What is to be done at `now` (aware), given what was done.

    Only the newest period can be due, and only once. Nothing is due by an empty ledger (see `opening`), nor for a
    period before its first. A period covered by a later one counts as done, unless that was noted by a clock that ran
    ahead: then its turn is still to come.
    """
    settled = {one.period for one in ledger if not one.covered_by or one.done <= now + _TRUST}
    newest = opening(rhythm, now, zone)
    if not ledger or newest.name in settled or newest.day < min(one.day for one in ledger):
        return None
    return Due(period=newest, covered=tuple(_missed(rhythm, ledger, newest)))


def opening(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> Period:
    """The newest period that has begun: what a new ledger starts with, as it is too late for its work."""
    return next(
        period for period in _backwards(rhythm, now.astimezone(zone).date()) if _begin(period, rhythm, zone) <= now
    )


def _missed(rhythm: Rhythm, ledger: Sequence[DonePeriod], newest: Period) -> Iterator[Period]:
    known = {one.period for one in ledger}
    first = min(one.day for one in ledger)
    for period in islice(_backwards(rhythm, newest.day - timedelta(days=1)), _COVERED_MAX):
        if period.name in known or period.day < first:
            return
        yield period


def _begin(period: Period, rhythm: Rhythm, zone: ZoneInfo) -> datetime:
    """The moment in UTC: of an hour that summer time leaves out its end, of one that comes twice the first."""
    return datetime.combine(period.day, time(rhythm.hour), tzinfo=zone).astimezone(UTC)


def _backwards(rhythm: Rhythm, day: date) -> Iterator[Period]:
    """The periods whose work is on `day` or before, newest first."""
    step: Callable[[date], Period] = _week if isinstance(rhythm, Weekly) else _day
    if isinstance(rhythm, Weekly):
        day -= timedelta(days=(day.weekday() - rhythm.weekday) % 7)
    days = 7 if isinstance(rhythm, Weekly) else 1
    while True:
        yield step(day)
        day -= timedelta(days=days)


def _week(day: date) -> Period:
    """Named by its week, so that another weekday in targets.yaml makes no second digest in one week."""
    year, week, _ = day.isocalendar()
    return Period(name=f"{year}-W{week:02}", day=day)


def _day(day: date) -> Period:
    return Period(name=day.isoformat(), day=day)
