"""A piece of a list, of a feed or of an address in, the day that it names out, or None."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,2}[-/.年]\s{0,2}(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})(?!\d)")
_PARTIAL = re.compile(
    r"(?<![\d.])(?:0?[1-9]|1[0-2])\s?[-/月]\s?(?:[0-2]?\d|3[01])(?![\d%])|\d{1,3}\s?(?:小时|分钟|天)前|昨天|今天"
)
# A directory, or the mark t…_ of a widespread publishing system. A bare number of eight digits may be just a number.
_ADDRESS = re.compile(r"(?:/|/t|_t)((?:19|20)\d\d)[-/_]?(\d\d)[-/_]?(\d\d)(?=/|_)")


def day_of_text(text: str) -> date | None:
    """The first full date (year, month, day) of a text."""
    for found in _FULL.finditer(text):
        day = _day(found)
        if day is not None:
            return day
    return None


def has_day(text: str) -> bool:
    """Whether a text names a day, be it without the year."""
    return day_of_text(text) is not None or bool(_PARTIAL.search(text))


def day_of_address(url: str) -> date | None:
    """The day that an address is filed under, such as /202508/t20250819_1.html or /2025-08/19/."""
    for found in _ADDRESS.finditer(url):
        day = _day(found)
        if day is not None:
            return day
    return None


def moment_of(text: str) -> datetime | date | None:
    """A date of a feed or sitemap: RFC 2822, ISO 8601, or at least a full date somewhere in the text."""
    text = text.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass  # not ISO 8601: the next form
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return day_of_text(text)


def _day(found: re.Match[str]) -> date | None:
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
