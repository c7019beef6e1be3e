"""A source and its last visit come in; the times of its visits go out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tracker.model import Source

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")  # as cron counts them


def next_visit(source: Source, visited: datetime | None, now: datetime, timezone: str) -> datetime | None:
    """When to visit a source next, in UTC: `now` where it was never visited or missed its time; None for never again.

    A visit later than now was noted by a clock that ran ahead, and says nothing.
    """
    if visited is None or visited > now:
        return now
    planned: datetime | None = trigger_of(source, timezone, visited).get_next_fire_time(visited, visited)
    return max(now, planned.astimezone(UTC)) if planned else None


def trigger_of(source: Source, timezone: str, start: datetime | None = None) -> Any:
    """The times of a source: `cron` as five fields in the time zone, else `every` such as 30m, counted from `start`."""
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    if not source.cron:
        return IntervalTrigger(timezone=UTC, start_date=start, **_interval(source.every))
    minute, hour, day, month, weekday = source.cron.lower().split()
    zone = ZoneInfo(timezone)
    return CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=weekdays(weekday), timezone=zone)


def weekdays(field: str) -> str:
    """A weekday field of cron (0 and 7 are Sunday) in names, since the scheduler's own numbers begin with Monday."""
    if field == "*":
        return field
    chosen: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, last = (0, 6) if span == "*" else _weekday_span(span)
        chosen |= {number % 7 for number in range(first, last + 1, int(step or 1))}
    return ",".join(_WEEKDAYS[number] for number in sorted(chosen))


def _weekday_span(span: str) -> tuple[int, int]:
    first, _, last = span.partition("-")
    begin = _weekday(first)
    end = _weekday(last) if last else begin
    return begin, end if end >= begin else end + 7


def _weekday(text: str) -> int:
    return int(text) if text.isdigit() else _WEEKDAYS.index(text[:3])


def _interval(every: str) -> dict[str, int]:
    found = re.fullmatch(r"(\d+)([smhdw])", every)
    if found is None:
        raise ValueError(f"no interval: {every!r}")  # the configuration admits no other form
    return {_UNITS[found[2]]: int(found[1])}
