"""Values, days and periods come in; they go out as people of the report's language write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import overload

from tracker.model import Figure

_BEFORE = {"zh": {">": "超", "~": "约", "<": "不足"}, "en": {">": "over ", "~": "about ", "<": "under "}}
_AFTER = {"zh": {">=": "以上", "<=": "以内"}, "en": {">=": " or more", "<=": " or less"}}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FOLDS = ((8, "亿"), (4, "万"))
_DECIMALS = 2
_SIZES = ("十", "百", "千", "万", "亿")
# Chinese counts in ten thousands and hundred millions, English in thousands, millions and billions.
_ENGLISH_UNITS = {
    "亿元": (Decimal(100_000_000), "yuan"),
    "万元": (Decimal(10_000), "yuan"),
    "元": (Decimal(1), "yuan"),
    "万平方米": (Decimal(10_000), "m²"),
    "平方米": (Decimal(1), "m²"),
    "公里": (Decimal(1), "km"),
    "公顷": (Decimal(1), "ha"),
    "万人": (Decimal(10_000), "people"),
    "人": (Decimal(1), "people"),
    "万人次": (Decimal(10_000), "visits"),
    "人次": (Decimal(1), "visits"),
    "百分点": (Decimal(1), "points"),
    "个": (Decimal(1), ""),
}


def value_text(value: Decimal, unit: str, language: str) -> str:
    """9.7%, 1040亿元, 62万平方米, 12万个, 12345个; in English 9.7%, 104 billion yuan, 620,000 m²."""
    if language == "zh":
        return f"{_folded(value, unit)}{unit}"
    if unit == "%":
        return f"{_grouped(value)}%"
    factor, name = _ENGLISH_UNITS.get(unit, (Decimal(1), unit))
    whole = value * factor
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if factor > 1 and abs(whole) >= size:
            return f"{_grouped(whole / size)} {word} {name}".rstrip()
    return f"{_grouped(whole)} {name}".rstrip()


def figure_text(figure: Figure, language: str) -> str:
    """A figure with its comparator: 超200个, 约5%, 1800亿元以上."""
    before = _BEFORE.get(language, _BEFORE["en"]).get(figure.comparator, "")
    after = _AFTER.get(language, _AFTER["en"]).get(figure.comparator, "")
    return f"{before}{value_text(figure.value, figure.unit, language)}{after}"


@overload
def number(value: Decimal) -> int | float: ...
@overload
def number(value: None) -> None: ...
@overload
def number(value: Decimal | None) -> int | float | None: ...
def number(value: Decimal | None) -> int | float | None:
    """A whole number as int, others as float: JSON has no decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def share_text(share: Decimal) -> str:
    """0.875 as 88%."""
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def date_text(day: date, language: str) -> str:
    """2025年9月26日, 26 Sep 2025."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_text(start: date | None, end: date | None, language: str) -> str:
    """2025年, 2025年上半年, 2025年1—9月, 2025年9月, 2025年9月26日; from and to days otherwise."""
    if start is None or end is None:
        return " – ".join(date_text(day, language) for day in (start, end) if day)
    months = (start.day, end.day) == (1, monthrange(end.year, end.month)[1])
    if start == end:
        return date_text(end, language)
    if start.year != end.year or not months:
        return f"{date_text(start, language)}{'至' if language == 'zh' else ' to '}{date_text(end, language)}"
    return _months(start, end, language)


def _months(start: date, end: date, language: str) -> str:
    span = (start.month, end.month)
    year = str(end.year)
    if language == "zh":
        named = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年", (1, 3): "一季度", (1, 9): "前三季度"}
        plain = f"{span[0]}月" if span[0] == span[1] else f"{span[0]}—{span[1]}月"
        return f"{year}年{named.get(span, plain)}"
    halves = {(1, 12): year, (1, 6): f"the first half of {year}", (7, 12): f"the second half of {year}"}
    first, last = _MONTHS[span[0] - 1], _MONTHS[span[1] - 1]
    return halves.get(span, f"{first} {year}" if first == last else f"{first}–{last} {year}")


def _folded(value: Decimal, unit: str) -> str:
    """In 万 or 亿 what is written so without loss in two decimals at most; a unit that has a size already, as it is."""
    text = _plain(value)
    if "." in text or unit == "%" or unit.startswith(_SIZES):
        return text
    for places, word in _FOLDS:
        if len(text.lstrip("-")) > places and text.endswith("0" * (places - _DECIMALS)):
            return f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".") + word
    return text


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
