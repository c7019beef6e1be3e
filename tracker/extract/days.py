"""Stamps, lines of text and addresses in; the days that are written in them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=8))  # the clock of the pages read here
_FIRST_YEAR = 1995
_HINT_DAYS = 62

_ISO = re.compile(
    r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?\s*$")
_EPOCH = re.compile(r"^\s*(1\d{9})(?:\d{3})?\s*$")
_ENGLISH = re.compile(
    r"\b(?:(\d{1,2})\s+)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(?:(\d{1,2}),?\s+)?((?:19|"
    r"20)\d\d)\b"
)
# A first look that spares the patterns for most lines.
MAYBE_DAY = re.compile(
    r"[\d０-９]\s*[-/.．－／年月]|[二一].{3}年|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_CLOCK = r"\d{1,2}\s*[:：时時]\s*\d{2}"
# Date and clock of two elements can stand without a blank between them, as in 2025-08-1909:30.
_DAY = rf"(?:(\d{{2}})(?={_CLOCK})|(\d{{1,2}})(?!\d))"
_WEEKDAY = r"(?:[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?"
_FULL = re.compile(
    rf"((?:19|20)\d\d)\s*[-/.．年]\s*(\d{{1,2}})\s*[-/.．月]\s*{_DAY}\s*[日号]?\s*{_WEEKDAY}[T\s,，]*"
    rf"((?:上午|下午|凌晨|晚上)?\s*{_CLOCK})?"
)
_SPLIT_YEAR = re.compile(rf"((?:19|20)\d\d)\s*(\d{{2}})\s*[/-]\s*{_DAY}\s*({_CLOCK})")
_SHORT_YEAR = re.compile(rf"(?<![\d.])([012]\d)[-/.](\d{{1,2}})[-/.]{_DAY}\s*({_CLOCK})?")
_YEARLESS = re.compile(rf"(?<![\d年/.\-])(\d{{1,2}})\s*[-/月]\s*{_DAY}日?\s*({_CLOCK})")
_YEARLESS_BARE = re.compile(r"(?<![\d年/.\-])(\d{1,2})(?:-|/|月)(\d{1,2})日?(?![\d%．.\-/])")
_HAN = re.compile(r"[二一][〇○零ＯO一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0}
_WIDE = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
_EXPLICIT = (
    r"(?:发布|發布|發佈|发表|發表|发稿|刊发|公布|答复|回复|办理|公开|发文|发帖|上网|出版|刊登|刊出|创建|上传|撰写|录入)"
    r"\s*(?:时间|時間|日期|于|於|时)|posted(?: on)?|published(?: on)?"
)
_LABELS = rf"(?:{_EXPLICIT}|日期|时间|時間|发布|發布|發佈)"
_LABELLED = re.compile(_LABELS, re.I)
LABEL_BEFORE = re.compile(_LABELS + r"[\s:：|｜\]】]*$", re.I)
EXPLICIT_BEFORE = re.compile(rf"(?:{_EXPLICIT})[\s:：|｜\]】]*$", re.I)

_URL_DAY = (
    re.compile(r"[t_/](20\d\d)([01]\d)([0-3]\d)_\d"),
    re.compile(r"/(20\d\d|19\d\d)[-_/.]?([01]?\d)[-_/]([0-3]?\d)(?=[/_.\-?]|$)"),
    re.compile(r"/(20\d\d|19\d\d)/([01]\d)([0-3]\d)(?=[/_.\-?]|$)"),
    re.compile(r"/(20\d\d|19\d\d)([01]\d)[/_]([0-3]\d)(?=[/_.\-?]|$)"),
    re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)"),
    re.compile(r"[/_=](20\d\d)([01]\d)([0-3]\d)(?=[0-9A-Z]{4,12}(?:[./_-]|$))"),
    re.compile(r"/(\d\d)/([01]\d)([0-3]\d)(?=/)"),
    re.compile(r"/([012]\d)([01]\d)([0-3]\d)_"),
)
_URL_MONTH = re.compile(r"/(20\d\d)[-/]?([01]\d)(?=/)")


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to read a day without a year: the last possible day, a day near the one meant (or None), and a
    function that gives the last day that the page itself shows to have come."""

    last: date
    near: date | None
    latest: Callable[[], date]

    def allows(self, day: date | None) -> bool:
        return day is not None and day.year >= _FIRST_YEAR and day <= self.last


@dataclass(frozen=True, slots=True)
class Found:
    """A day in a text, its place, and whether a time of day follows."""

    day: date
    start: int
    end: int
    timed: bool


def parse_stamp(value: str) -> date | None:
    """The day of a machine-written time, on the clock of +08:00 where it names its own; None when it is none."""
    found = _ISO.search(value)
    if found:
        year, month, day, hour, minute, _, zone = found.groups()
        try:
            moment = datetime(int(year), int(month), int(day), min(int(hour or 0), 23), min(int(minute or 0), 59))
        except ValueError:
            return None
        return (moment - _offset(zone)).replace(tzinfo=UTC).astimezone(LOCAL).date() if zone else moment.date()
    compact = _COMPACT.match(value)
    if compact:
        return _date(*map(int, compact.groups()))
    epoch = _EPOCH.match(value)
    if epoch:
        return datetime.fromtimestamp(int(epoch.group(1)), LOCAL).date()
    return _english(value)


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _english(text: str) -> date | None:
    found = _ENGLISH.search(text)
    if not found or not (found.group(1) or found.group(3)):
        return None
    return _date(int(found.group(4)), _MONTHS.index(found.group(2)) + 1, int(found.group(1) or found.group(3)))


def days_in(text: str, known: Known) -> list[Found]:
    """Days written in a line: full dates, else those that leave the year out, in Chinese numerals, or in English."""
    text = text.translate(_WIDE)
    found = [_found(match, match.group(1)) for match in _FULL.finditer(text)]
    found = found or [_found(match, match.group(1)) for match in _SPLIT_YEAR.finditer(text)]
    if not found and _LABELLED.search(text[:12]):
        found = [_found(match, "20" + match.group(1)) for match in _SHORT_YEAR.finditer(text)]
    if not found:
        found = [_yearless(match, known) for match in _YEARLESS.finditer(text)]
    if not found and len(text) < 30 and _LABELLED.search(text):
        found = [_yearless(match, known) for match in _YEARLESS_BARE.finditer(text)]
    found = found or [_in_numerals(match) for match in _HAN.finditer(text)]
    if not found and len(text) < 60:
        day = _english(text)
        found = [Found(day, 0, len(text), False)] if day else []
    return [one for one in found if one and known.allows(one.day)]


def _found(match: re.Match[str], year: str) -> Found | None:
    _, month, two, one, clock = match.groups()
    day = _date(int(year), int(month), int(two or one))
    return Found(day, match.start(), match.end(), bool(clock)) if day else None


def _yearless(match: re.Match[str], known: Known) -> Found | None:
    month, *days = match.groups()
    number = next(value for value in days if value)
    day = _with_year(int(month), int(number), known)
    return Found(day, match.start(), match.end(), len(days) > 1) if day else None


def _with_year(month: int, day: int, known: Known) -> date | None:
    """The year that brings the day near the one known, else the last one in which it had come."""
    if known.near is not None:
        near = known.near
        years = [_date(near.year + step, month, day) for step in (0, -1, 1)]
        return next((one for one in years if one and abs((one - near).days) <= _HINT_DAYS), None)
    latest = known.latest()
    years = [_date(latest.year - back, month, day) for back in (0, 1)]
    return next((one for one in years if one and one <= latest), None)


def _in_numerals(match: re.Match[str]) -> Found | None:
    year, rest = match.group().split("年")
    month, day = rest.rstrip("日").split("月")
    number = int("".join(str(_HAN_DIGITS[char]) for char in year))
    found = _date(number, _small_number(month), _small_number(day))
    return Found(found, match.start(), match.end(), False) if found else None


def _small_number(text: str) -> int:
    """Value of 一 to 三十一."""
    if "十" not in text:
        return _HAN_DIGITS.get(text, 0)
    tens, ones = text.split("十", 1)
    return _HAN_DIGITS.get(tens, 1) * 10 + _HAN_DIGITS.get(ones, 0)


def day_in_address(address: str, last: date) -> date | None:
    """The day that an address carries (t20250819_13702, /2025-06/11/, /20250518/), else None."""
    path = "/" + address.split("://", 1)[-1].partition("/")[2].split("#")[0]
    for pattern in _URL_DAY:
        for year, month, day in pattern.findall(path):
            found = _date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
            if found and found.year >= _FIRST_YEAR and found <= last:
                return found
    return None


def month_in_address(address: str) -> date | None:
    """The middle of the month that an address carries (/202602/), else None."""
    found = _URL_MONTH.search(address)
    return _date(int(found.group(1)), int(found.group(2)), 15) if found else None
