"""In come years, months, plans and holidays; out come closed intervals of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from tracker.language.zh.words import load

Days = tuple[date | None, date | None]


def month_days(year: int, first: int, last: int | None = None) -> tuple[date, date]:
    """From the first day of month `first` to the last day of month `last`."""
    end = last or first
    return date(year, first, 1), date(year, end, monthrange(year, end)[1])


def year_days(year: int, last: int | None = None) -> tuple[date, date]:
    """From the first day of `year` to the last day of `last`, or of the same year."""
    return date(year, 1, 1), date(last or year, 12, 31)


def next_month(year: int, month: int, step: int) -> tuple[int, int]:
    """The year and month `step` months later (earlier where negative)."""
    index = year * 12 + month - 1 + step
    return index // 12, index % 12 + 1


def later(day: date, size: int, unit: str) -> date | None:
    """The day moved on by days, weeks (周, 星期), months or years; a month's last day stays one. None after 9000."""
    if day.year > 9000:
        return None
    if unit not in ("月", "年"):
        return day + timedelta(days=size * (1 if unit in ("天", "日") else 7))
    year, month = next_month(day.year, day.month, size * (12 if unit == "年" else 1))
    last = monthrange(year, month)[1]
    return date(year, month, last if day.day == monthrange(day.year, day.month)[1] else min(day.day, last))


def season_days(year: int, season: str) -> tuple[date, date]:
    """The months that a season takes in: 春 from March, 冬 from December to the end of February."""
    first = date(year, {"春": 3, "夏": 6, "秋": 9, "冬": 12}[season], 1)
    return first, month_days(*next_month(first.year, first.month, 2))[1]


def year_before(day: date | None, years: int = 1) -> date | None:
    """The same day of an earlier year; 29 February becomes 28 February."""
    if day is None:
        return None
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def week_day(published: date, weekday: int, weeks: int) -> date:
    """The weekday (0 = Monday) of the week `weeks` after the one of `published`."""
    return published + timedelta(days=weekday - published.weekday() + 7 * weeks)


@cache
def plan_years() -> dict[str, tuple[int, int]]:
    """First and last year of each five-year plan."""
    return {name: (first, last) for name, (first, last) in load("calendar.json")["plans"].items()}


_FESTIVALS = {"春节": "spring", "端午": "dragon_boat", "中秋": "mid_autumn"}


@cache
def holiday(name: str, year: int) -> tuple[date, date] | None:
    """The official holiday of a year, or the usual one where the official is not known; None outside the tables."""
    known = load("calendar.json")
    span = known["spans"].get(name, {}).get(str(year))
    if span is None and name in known["usual"]:
        span = [f"{year}-{day}" for day in known["usual"][name]]
    if span is not None:
        return date.fromisoformat(span[0]), date.fromisoformat(span[1])
    for text in known.get(_FESTIVALS.get(name, ""), []):
        if text.startswith(str(year)):
            day = date.fromisoformat(text)
            return (day, day + timedelta(days=6)) if name == "春节" else (day, day)
    return None
