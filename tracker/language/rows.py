"""In comes a text with its publication date; out comes the JSON-ready row that `tracker parse --json` prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tracker.language import Language
from tracker.model import Period, Quantity, StageMention


def parse_row(text: str, published: date | None, lang: Language) -> dict[str, Any]:
    """What is understood in a text: `text, published, quantities, periods, stages`; raw words are verbatim."""
    found = lang.understand(lang.normalise(text), published, None)
    return {
        "text": text,
        "published": _iso(published),
        "quantities": [_quantity_row(text, quantity) for quantity in found.quantities],
        "periods": [_period_row(text, period) for period in found.periods],
        "stages": [_stage_row(text, stage) for stage in found.stages],
    }


def plain_number(value: Decimal) -> int | float:
    """A whole number as int, any other as float."""
    return int(value) if value == value.to_integral_value() else float(value)


def interval(period: Period | None) -> str | None:
    """`start/end`; an open end is the other end's day; None where neither is known."""
    if period is None:
        return None
    start, end = period.start or period.end, period.end or period.start
    return f"{start}/{end}" if start is not None else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _quantity_row(text: str, quantity: Quantity) -> dict[str, Any]:
    start, end = quantity.span
    return {
        "raw": text[start:end],
        "value": plain_number(quantity.value),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "role": quantity.role,
        "period": interval(quantity.period),
        "basis": quantity.basis,
        "modality": quantity.modality,
    }


def _period_row(text: str, period: Period) -> dict[str, Any]:
    start, end = period.span
    return {"raw": text[start:end], "start": _iso(period.start), "end": _iso(period.end), "role": period.role}


def _stage_row(text: str, stage: StageMention) -> dict[str, Any]:
    start, end = stage.span
    return {
        "raw": text[start:end],
        "stage": stage.stage,
        "modality": stage.modality,
        "expected": _iso(stage.expected),
    }
