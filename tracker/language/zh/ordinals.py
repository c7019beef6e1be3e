"""In come a scene and its stages; out come the counts hidden in ordinals: 第二个…投用 is a count of 2 on that day."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from tracker.language.zh.numerals import parse_number
from tracker.language.zh.stages import Scene
from tracker.language.zh.units import known_units
from tracker.language.zh.words import load, pattern_of
from tracker.model import Period, Quantity, StageMention

_DONE = ("completed", "opened", "topped_out", "started")


@cache
def ordinal_pattern() -> re.Pattern[str]:
    """Ordinals of counted things; 全国首个 is the first of its kind anywhere, no count."""
    unit = pattern_of(load("units.json")["counted"])
    return re.compile(
        rf"第(?P<n>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<u>{unit})(?!五年|阶段|季度)"
        r"|(?<!全国)(?<!全球)(?<!国内)(?<!我国)(?<!中国)(?<!国际)(?<!世界)(?<!亚洲)(?<!业内)(?<!行业)(?<!全市)(?<!全省)"
        r"首(?P<fu>[个座家所处栋条项幢])(?!批)"
    )


def read_ordinals(scene: Scene, stages: tuple[StageMention, ...]) -> list[Quantity]:
    """A quantity for each ordinal whose sentence says later on that the thing was completed or opened."""
    quantities = []
    for found in ordinal_pattern().finditer(scene.text):
        _, last = scene.sentence(found.start())
        stage = next((s for s in stages if found.end() <= s.span[0] < last and s.stage in _DONE), None)
        value = Decimal(1) if found["fu"] else parse_number(found["n"])
        if stage is not None and value is not None and (found["fu"] or found["u"]) in known_units():
            quantities.append(_count(scene, found, value, stage))
    return quantities


def _count(scene: Scene, found: re.Match[str], value: Decimal, stage: StageMention) -> Quantity:
    day = stage.day or stage.expected
    period = Period(start=day, end=day, raw=found[0], span=found.span()) if day else None
    return Quantity(
        raw=found[0], span=found.span(), value=value, unit="个", comparator="=", role="level", period=period,
        basis="cumulative", modality=stage.modality,
    )  # fmt: skip
