"""What was read from a sentence comes in and goes out as texts by field, and texts as what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast, get_args

from tracker.model import STAGES, Candidate, Comparator, Figure, Modality

_FIGURE = ("value", "unit", "comparator", "period", "basis")
_READ = ("target", "modality", "stage", "expected", "day", "part", *_FIGURE)
# What a person may read otherwise: of the sentence, and the day on which its page was published.
FIELDS = (*_READ, "published")
BASES = ("yoy", "mom", "average", "cumulative", "level")


def fields_of(claim: Candidate) -> dict[str, str]:
    """What was read, by field, '' for what was not; the texts are those that `with_fields` takes."""
    figure = claim.figure
    return {
        "target": claim.target,
        "modality": claim.modality,
        "stage": claim.stage or "",
        "expected": _text(claim.expected),
        "day": _text(claim.day),
        "part": "yes" if claim.part else "no",
        "value": str(figure.value) if figure else "",
        "unit": figure.unit if figure else "",
        "comparator": figure.comparator if figure else "",
        "period": f"{_text(figure.start)}/{_text(figure.end)}" if figure and (figure.start or figure.end) else "",
        "basis": (figure.basis or "") if figure else "",
    }


def with_fields(claim: Candidate, changes: Mapping[str, str]) -> Candidate:
    """The claim with some fields changed; it is no longer set aside. ValueError names the field that is wrong."""
    texts = fields_of(claim) | {name: text for name, text in changes.items() if name != "published"}
    if unknown := set(texts) - set(_READ):
        raise ValueError(f"there is no field {min(unknown)!r}; the fields are {', '.join(FIELDS)}")
    if not texts["target"]:
        raise ValueError("target: a sentence bears on one target")
    return replace(
        claim,
        target=texts["target"],
        modality=cast(Modality, _one_of("modality", texts["modality"], get_args(Modality))),
        stage=_one_of("stage", texts["stage"], STAGES) if texts["stage"] else None,
        expected=day_of("expected", texts["expected"]),
        day=day_of("day", texts["day"]),
        part=_one_of("part", texts["part"], ("yes", "no")) == "yes",
        figure=_figure(texts),
        why_not=None,
    )


def day_of(name: str, text: str) -> date | None:
    """A day written YYYY-MM-DD, None for ''."""
    try:
        if text and len(text) == len("2025-12-31"):
            return date.fromisoformat(text)
    except ValueError:
        text = text or "?"
    if text:
        raise ValueError(f"{name}: {text!r} is no day; write it like 2025-12-31")
    return None


def _figure(texts: Mapping[str, str]) -> Figure | None:
    if not texts["value"]:
        return None
    try:
        value = Decimal(texts["value"])
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or len(texts["value"]) > 40:
        raise ValueError(f"value: {texts['value']!r} is no number; write it like 9.7, and its unit with --unit")
    if not texts["unit"]:
        raise ValueError("unit: a value needs the unit that the target writes")
    start, end = _period(texts["period"])
    comparators = get_args(Comparator)
    return Figure(
        value=value,
        unit=texts["unit"],
        comparator=cast(Comparator, _one_of("comparator", texts["comparator"] or "=", comparators)),
        start=start,
        end=end,
        basis=_one_of("basis", texts["basis"], BASES) if texts["basis"] else None,
    )


def _period(text: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    first, slash, last = text.partition("/")
    if not slash:
        raise ValueError(f"period: {text!r} is no period; write it like 2025-01-01/2025-09-30")
    start, end = day_of("period", first), day_of("period", last)
    if start and end and end < start:
        raise ValueError(f"period: {text!r} ends before it begins")
    return start, end


def _one_of(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(f"{name}: {text!r} is none of {', '.join(choices)}")
    return text


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
