"""The names of places that set a scope: a configuration's place in, where a text names it or its neighbours out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language import Language
from tracker.model import Place

_RELATIVE_PLACE = re.compile(r"^[全我本][区市县省镇]$")
_COMPARED = re.compile(r"(?:高于|低于|快于|慢于|好于|优于|高出|超过|超|比|较|占|居|领跑|领先|名列)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    pattern: re.Pattern[str]
    own: frozenset[str]
    beside: frozenset[str]
    within: frozenset[str]


def place_names(place: Place, tongue: Language) -> PlaceNames:
    def short(names: Sequence[str]) -> frozenset[str]:
        full = [tongue.normalise(name) for name in names]
        return frozenset(full) | {name[:-1] for name in full if len(name) > 2 and name[-1] in "区市县"}

    own, beside, within = short((place.name, *place.aliases)), short(place.beside), short(place.within)
    relative = {"全区", "我区", "本区"}
    names = sorted(own | beside | within | relative, key=lambda name: (-len(name), name))
    return PlaceNames(pattern=re.compile("|".join(map(re.escape, names))), own=own, beside=beside, within=within)


def places_in(names: PlaceNames, text: str) -> list[tuple[str, int]]:
    """Place names that set a scope, with offsets; those that a figure is only compared with are left out."""
    return [
        (found.group(), found.start())
        for found in names.pattern.finditer(text)
        if not _COMPARED.search(text[max(0, found.start() - 3) : found.start()])
    ]


def is_relative(names: PlaceNames, name: str) -> bool:
    """全区, 我区: the place that the page is about."""
    return _RELATIVE_PLACE.match(name) is not None and name not in names.within
