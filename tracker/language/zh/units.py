"""In come units and amounts as written; out come their canonical units, factors and values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tracker.language.zh.numerals import ARABIC, CHINESE, magnitude, parse_number
from tracker.language.zh.words import load, pattern_of

MAG = "(?:万亿|[十百千]?亿|[十百千]?万|百|千)"


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit and the factor that leads to it; `kind` is the same for units that convert into each other."""

    name: str
    factor: Decimal
    kind: str


@cache
def known_units() -> dict[str, Unit]:
    """Every unit that the grammar knows, without magnitudes."""
    words = load("units.json")
    units = {u: Unit(u, Decimal(1), u) for u in [*words["plain"], "‰"]}
    units |= {u: Unit("个", Decimal(1), "个") for u in words["counted"]}
    for unit, (name, factor) in words["canonical"].items():
        top, _, bottom = factor.partition("/")
        units[unit] = Unit(name, Decimal(top) / Decimal(bottom or 1), name)
    units |= {u: Unit("人", Decimal(1), "人") for u in words["people"]}
    return units | {u: Unit("亿" + u, Decimal(1) / 10**8, u) for u in words["foreign_money"]}


@cache
def unit_pattern() -> str:
    """A pattern for one unit, with `/foot` where it has one, that refuses words which only begin like a unit."""
    words = load("units.json")
    refused = "".join(f"(?!(?<={unit})[{after}])" for unit, after in words["not_before"].items() if after)
    return f"{pattern_of(known_units())}(?:(?:/|每){pattern_of(words['foot'])})?{refused}(?!级)"


@cache
def canonical(unit: str) -> Unit | None:
    """The canonical form of a unit as written, with magnitudes (`万亿元`, `万人`); None for an unknown one."""
    units = known_units()
    head, slash, _ = unit.partition("/")
    if slash:
        return Unit(unit, Decimal(1), unit)
    if head in units:
        return units[head]
    found = re.match(MAG, head)
    rest = units.get(head[found.end() :]) if found else None
    if found is None or rest is None:
        return None
    return Unit(rest.name, rest.factor * magnitude(found[0]), rest.kind)


def convert(value: Decimal, unit_from: str, unit_to: str) -> Decimal | None:
    """The value in another unit of the same kind (亿元 to 万元, 台 to 个); None where the kinds differ."""
    if unit_from == unit_to:
        return value
    first, last = canonical(unit_from), canonical(unit_to)
    if first is None or last is None or first.kind != last.kind:
        return None
    if first.factor == last.factor:
        return value
    return _tidy(value * first.factor / last.factor)


def _tidy(value: Decimal) -> Decimal:
    """Drop the dust of a division such as 1/15: 26 digits hold every figure of a newspaper."""
    if not value:
        return value
    short = value.quantize(Decimal(1).scaleb(value.adjusted() - 25)).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def to_canonical(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in a known unit as a value in its canonical unit."""
    known = canonical(unit)
    if known is None:
        return value, unit
    return (value if known.factor == 1 else _tidy(value * known.factor)), known.name


_AMOUNT = re.compile(rf"\s*(?P<n>{ARABIC}|{CHINESE})\s*[余多]?(?P<mag>{MAG}?)[余多]?(?P<unit>[^\d\s].*?)?\s*")
_ENGLISH = re.compile(
    rf"\s*(?P<n>{ARABIC})\s*(?P<mag>thousand|million|billion|trillion)\s+(?P<unit>[A-Za-z ]+?)\s*", re.I
)
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def read_amount(raw: str) -> tuple[Decimal, str] | None:
    """`1800亿元` -> (1800, `亿元`), `三个` -> (3, `个`), `1.5 million homes` -> (1500000, `homes`); None if no amount.

    The unit stays as written, with its magnitude; `百分之三` and `六成` become `%`.
    """
    from tracker.language.zh.normalise import normalise

    text = normalise(raw).strip()
    if found := _ENGLISH.fullmatch(text):
        number = parse_number(found["n"])
        return None if number is None else (number * _SCALE[found["mag"].lower()], found["unit"])
    if (share := read_share(text)) is not None:
        return share, "%"
    found = _AMOUNT.fullmatch(text)
    if found is None or not found["unit"]:
        return None
    return _split_amount(found["n"], found["mag"] + found["unit"])


def _split_amount(numeral: str, unit: str) -> tuple[Decimal, str] | None:
    # A Chinese numeral takes the magnitude into itself: 三万人 is 3 万人.
    if not numeral[0].isdecimal() and (tail := re.search(r"(?<=.)[万亿]+$", numeral)):
        numeral, unit = numeral[: tail.start()], tail[0] + unit
    number = parse_number(numeral)
    return None if number is None else (number, unit)


_SHARE = re.compile(
    rf"百分之(?P<percent>{ARABIC}|{CHINESE})|(?P<below>[〇零一二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)"
    r"|(?P<tenth>[一二三四五六七八九两]|\d(?:\.\d)?)成(?P<half>半|[一二三四五六七八九])?"
)


def read_share(text: str) -> Decimal | None:
    """`百分之三`, `三分之二`, `六成`, `三成五` as per cent; None for anything else."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    if found["percent"]:
        return parse_number(found["percent"])
    if found["tenth"]:
        tenths = parse_number(found["tenth"])
        half = {"半": Decimal(5)}.get(found["half"] or "") or parse_number(found["half"] or "零")
        return None if tenths is None or half is None else tenths * 10 + half
    below, above = parse_number(found["below"]), parse_number(found["above"])
    return None if not below or above is None else above * 100 / below
