"""A language code comes in, all words of the reports in that language go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Words by code. In `reasons` a part in square brackets is left out when one of its facts is not known."""

    language: str
    statuses: Mapping[str, str]
    stages: Mapping[str, str]
    flags: Mapping[str, str]
    tiers: Mapping[str, str]
    themes: Mapping[str, str]
    labels: Mapping[str, str]
    alerts: Mapping[str, str]
    site: Mapping[str, str]
    reasons: Mapping[str, str]


@cache
def phrases(language: str) -> Phrases:
    """The words of `zh` or `en`; Chinese for anything else, for that is what the pages are in."""
    if language == "en":
        from tracker.render.english import english

        return english()
    from tracker.render.chinese import chinese

    return chinese()
