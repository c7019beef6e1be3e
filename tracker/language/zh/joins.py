"""In come the numbers of a text one by one; out come sums of parts, ranges and lists joined."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.language.zh.numerals import magnitude
from tracker.language.zh.token import Token
from tracker.language.zh.units import MAG, to_canonical

JOIN = r"[-—–~至到]{1,2}"
_SEPARATOR = re.compile(r"\s*(?:[、,，]\s*|以及|和|及|与|或)\s*")
_RANGE = re.compile(rf"\s*(?:{JOIN})\s*")


def join(text: str, tokens: list[Token]) -> list[Token]:
    """The numbers of a text with 1亿2千万元 as one, 3至5万元 as two that share a span, and lists with their units."""
    if len(tokens) == 1:
        return [] if tokens[0].bare else tokens
    return _lists(text, _ranges(text, _sums(tokens)))


def _sums(tokens: list[Token]) -> list[Token]:
    """1亿2千万元 and 3万5千人 are one number."""
    summed: list[Token] = []
    for token in tokens:
        before = summed[-1] if summed else None
        if before is not None and _is_rest(before, token):
            number = before.number * magnitude(before.raw_unit) + token.number * _factor(token.raw_unit)
            value, name = to_canonical(number, _plain(token.raw_unit))
            span = (before.span[0], token.span[1])
            comparator = before.comparator if token.comparator == "=" else token.comparator
            token = replace(
                token, span=span, number=number, value=value, unit=name, raw_unit=_plain(token.raw_unit),
                comparator=comparator, signed=before.signed,
            )  # fmt: skip
            summed.pop()
        summed.append(token)
    return summed


def _is_rest(first: Token, rest: Token) -> bool:
    """Whether a number continues one of a larger magnitude that has no unit yet."""
    if first.span[1] != rest.span[0] or rest.bare or rest.signed or not re.fullmatch(MAG, first.raw_unit):
        return False
    return rest.number * _factor(rest.raw_unit) < magnitude(first.raw_unit)


def _ranges(text: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is not None and _is_range(text, token, after):
            joined += _range(token, after)
            index += 2
        else:
            joined.append(token)
            index += 1
    return joined


def _is_range(text: str, first: Token, last: Token) -> bool:
    gap = text[first.span[1] : last.span[0]]
    if not _RANGE.fullmatch(gap) or last.bare or not (first.bare or first.unit == last.unit):
        return False
    # 由3.2%到4.1% is from and to.
    return gap.strip() not in ("至", "到") or re.search(r"[由从][^，。；]{0,10}$", text[: first.span[0]]) is None


def _range(first: Token, last: Token) -> list[Token]:
    span = (first.span[0], last.span[1])
    low = first
    if first.bare:
        # 3至5万元: the magnitude belongs to both, unless the first number is the larger one (800至1.2万).
        mag = re.match(MAG, last.raw_unit)
        unit = last.raw_unit
        if mag and (first.raw_unit or first.number >= last.number):
            unit = first.raw_unit + unit[mag.end() :]
        factor = 10 if last.share else _factor(unit)  # 五到六成
        value, name = to_canonical(first.number * factor, _plain(unit))
        low = replace(first, value=value, unit=name, raw_unit=unit)
    return [
        replace(low, span=span, comparator=">=", bare=False),
        replace(last, span=span, comparator="<=", range_end=True),
    ]


def _factor(unit: str) -> int:
    mag = re.match(MAG, unit)
    return magnitude(mag[0]) if mag else 1


def _plain(unit: str) -> str:
    mag = re.match(MAG, unit)
    return unit[mag.end() :] if mag else unit


def _lists(text: str, tokens: list[Token]) -> list[Token]:
    """Mark runs of figures that only 、 and 和 part; a figure without a unit takes that of the next one."""
    out = _shared_points(text, tokens)
    for index in range(len(out) - 2, -1, -1):
        token, after = out[index], out[index + 1]
        if token.bare and not after.bare and not after.range_end and _near(text, token, after):
            mag = re.match(MAG, token.raw_unit)
            unit = (mag[0] if mag else _own(after)) + _plain(after.raw_unit)
            value, name = to_canonical(token.number * _factor(unit), _plain(unit))
            out[index] = replace(token, raw_unit=unit, value=value, unit=name, bare=False)
    kept = [t for t in out if not t.bare]
    if len(kept) < 2:
        return kept
    heads: list[int] = []
    for index, token in enumerate(kept):
        joined = index > 0 and (
            token.range_end or (token.unit == kept[index - 1].unit and _near(text, kept[index - 1], token))
        )
        heads.append(heads[-1] if joined else index)
    return [replace(t, head=h) if h else t for t, h in zip(kept, heads, strict=True)]


def _shared_points(text: str, tokens: list[Token]) -> list[Token]:
    """0.3个和0.1个百分点: the 个 of the first belongs to 个百分点."""
    out = list(tokens)
    for index in range(len(out) - 2, -1, -1):
        token, after = out[index], out[index + 1]
        if token.raw_unit == "个" and after.unit == "百分点" and _near(text, token, after):
            out[index] = replace(token, raw_unit=after.raw_unit, unit="百分点")
    return out


def _own(after: Token) -> str:
    mag = re.match(MAG, after.raw_unit)
    return mag[0] if mag else ""


def _near(text: str, first: Token, last: Token) -> bool:
    return _SEPARATOR.fullmatch(text[first.span[1] : last.span[0]]) is not None
