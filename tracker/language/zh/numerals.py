"""In comes a Chinese or Arabic numeral as written; out comes its Decimal value."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
# Words that may stand between a number and its unit; `百分点` and the like are units of their own.
MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# No number has more letters; an endless run of them would be tried in all ways to part it.
CHINESE = r"[〇零一二三四五六七八九十百千万亿两]{1,24}(?:点[〇零一二三四五六七八九]+)?"


def magnitude(text: str) -> int:
    """The factor of `万`, `百万`, `万亿`, ...; 1 for an empty text."""
    factor = 1
    for char in text:
        factor *= MAGNITUDES[char]
    return factor


def parse_number(text: str) -> Decimal | None:
    """The value of `1,026`, `3.5`, `一千二百`, `两万三`, `十二点五`, `二〇二五`; None for anything else."""
    if text[:1].isdecimal():
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    value = _parse_chinese(whole)
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))


def _parse_chinese(text: str) -> Decimal | None:
    if not text or any(c not in DIGITS and c not in SMALL and c not in LARGE for c in text):  # 几十, 数百
        return None
    if all(c in DIGITS for c in text):
        # 二〇二五 is read digit by digit; 三四 (three or four) is no exact number.
        if len(text) > 1 and not set(text) & {"〇", "零", "○"} and len(text) < 4:
            return None
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return _parse_places(text)


def _parse_places(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 1
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in SMALL:
            section += (1 if digit is None else digit) * SMALL[char]
            digit, last = None, SMALL[char]
        else:
            section += digit or 0
            if char == "亿":
                total = (total + section or 1) * LARGE[char]
            else:
                total += (section or 1) * LARGE[char]
            section, digit, last = 0, None, LARGE[char]
    # 两万三 leaves out the last place: 23000.
    tail = digit or 0
    if digit and last >= 100 and "零" not in text and "〇" not in text:
        tail = digit * last // 10
    return Decimal(total + section + tail)
