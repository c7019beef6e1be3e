"""A piece of a list, of a feed or of an address in, the day that it names out, or None."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})(?!\d)")
# Badges: the day large, year and month small below it.
_BADGE = re.compile(r"(?<![\d./-])(\d{1,2})日?\s{1,3}((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})月?(?![\d./-])")
_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?(?:0?[1-9]|1[0-2])月?(?!\d)")
_PARTIAL = re.compile(
    r"(?<![\d.])(?:0?[1-9]|1[0-2])\s?[-/月]\s?(?:0?[1-9]|[12]\d|3[01])(?![\d%])|(?<![\d.])(?:0[1-9]|1[0-2])\.[0-3]\d(?![\d%.])"
    r"|\d{1,3}\s?(?:小时|分钟|天)前|昨天|今天"
    r"|刚刚"
)
# A directory, or the mark t…_ of a widespread publishing system. A bare number of eight digits may be just a number.
_ADDRESS = re.compile(r"(?:/|/t|_t)((?:19|20)\d\d)[-/_]?(\d\d)[-/_]?(\d\d)(?=/|_)")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_YEARS = range(1990, 2100)


def day_of_text(text: str) -> date | None:
    """The first full date (year, month, day) of a text."""
    for found in _FULL.finditer(text):
        day = _day(*found.groups())
        if day is not None:
            return day
    badge = _BADGE.search(text)
    return _day(badge[2], badge[3], badge[1]) if badge else None


def has_day(text: str) -> bool:
    """Whether a text names a day, be it without the year."""
    return day_of_text(text) is not None or bool(_PARTIAL.search(text) or _MONTH.search(text))


def day_of_address(url: str) -> date | None:
    """The day that an address is filed under, such as /202508/t20250819_1.html or /2025-08/19/."""
    for found in _ADDRESS.finditer(url):
        day = _day(*found.groups())
        if day is not None:
            return day
    return None


def moment_of(text: str) -> datetime | date | None:
    """A date of a feed, sitemap or JSON: ISO 8601, RFC 2822, seconds of the epoch, or a full date within the text."""
    text = text.strip()[:100]
    if _SECONDS.fullmatch(text):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10]))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return day_of_text(text)
    return moment if moment.year in _YEARS else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
