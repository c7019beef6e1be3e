"""The labelled sentences of tests/corpus/quantities-dev.json: how much of them the grammar reads; floors are pinned."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tracker.language import language
from tracker.model import Period, Quantity, StageMention, Understanding

CORPUS = Path(__file__).parent / "corpus" / "quantities-dev.json"
ZH = language("zh")

ROLES = {"pp_change": "change", "pp_gap": "gap", "multiple_by": "growth", "multiple_to": "growth"}
COMPARATORS = {"~+": ">", "~-": "~"}
POSITIVE = {"started", "ongoing", "topped_out", "completed", "opened", "adopted", "held"}
FLOORS = {
    "quantity": 0.99,
    "comparator": 0.99,
    "role": 0.99,
    "modality": 0.99,
    "period": 0.99,
    "event": 0.97,
}


def expected_value(want: dict[str, Any], side: int | None) -> tuple[Decimal, str]:
    """The value and canonical unit that a label stands for; growth by a multiple is a percentage."""
    signed = want["signed"] if want["signed"] is not None else want["value"]
    number = Decimal(str(signed if side is None else signed[side]))
    if want["role"] == "multiple_by":
        return number * 100, "%"
    if want["role"] == "multiple_to":
        return (number - 1) * 100, "%"
    converted = ZH.convert(number, want["unit"], canonical(want["unit"]))
    return (number if converted is None else converted), canonical(want["unit"])


def canonical(unit: str) -> str:
    known = {
        "元": "亿元",
        "平方米": "万平方米",
        "平方公里": "万平方米",
        "公顷": "万平方米",
        "亩": "万平方米",
        "米": "公里",
    }
    counted = "家所户张台套单处座辆"
    return known.get(unit) or ("个" if unit in counted else unit)


def same(quantity: Quantity, value: Decimal, unit: str) -> bool:
    return quantity.unit == unit and abs(quantity.value - value) <= Decimal("1e-9") * max(Decimal(1), abs(value))


def score_quantities(sentence: dict[str, Any], found: Understanding, score: Counter[str], lost: list[str]) -> None:
    for want in sentence["quantities"]:
        if want["optional"]:
            continue
        sides: list[int | None] = [0, 1] if isinstance(want["value"], list) else [None]
        for side in sides:
            score["quantity of"] += 1
            value, unit = expected_value(want, side)
            fitting = [q for q in found.quantities if same(q, value, unit)]
            if not fitting:
                lost.append(f"quantity {want['raw']} in {sentence['text']}")
                continue
            score["quantity"] += 1
            score_fields(want, side, fitting[0], score, lost)


def score_fields(want: dict[str, Any], side: int | None, got: Quantity, score: Counter[str], lost: list[str]) -> None:
    comparator = COMPARATORS.get(want["cmp"], want["cmp"]) if side is None else (">=", "<=")[side]
    fields = {
        "comparator": (got.comparator, comparator),
        "role": (got.role, ROLES.get(want["role"], want["role"])),
        "modality": (got.modality, {"plan": "planned"}.get(want["mod"], want["mod"])),
    }
    for field, (is_now, should) in fields.items():
        score[field + " of"] += 1
        score[field] += is_now == should
        if is_now != should:
            lost.append(f"{field} of {want['raw']}: {is_now}, not {should}")


def score_periods(sentence: dict[str, Any], found: Understanding, score: Counter[str], lost: list[str]) -> None:
    def key(period: Period) -> tuple[str | None, str | None, str]:
        return (
            period.start.isoformat() if period.start else None,
            period.end.isoformat() if period.end else None,
            period.role,
        )

    for want in sentence["periods"]:
        if not want["scored"]:
            continue
        score["period of"] += 1
        hit = any(
            p.span[0] < want["span"][1] and want["span"][0] < p.span[1]
            and key(p) == (want["start"], want["end"], want["role"]) and p.vague == want["vague"]
            for p in found.periods
        )  # fmt: skip
        score["period"] += hit
        if not hit:
            lost.append(f"period {want}: {[key(p) for p in found.periods]}")


def event_fits(status: str, span: list[int], stage: StageMention) -> bool:
    if status in ("delayed", "suspended", "cancelled"):
        return stage.stage == status
    overlaps = stage.span[0] < span[1] and span[0] < stage.span[1]
    if status == "not_done":
        return overlaps and stage.stage == "not_done"
    if status == "ongoing":
        return overlaps and stage.stage == "ongoing"
    return overlaps and stage.stage in POSITIVE and (stage.modality == "planned") == (status == "planned")


def score_events(sentence: dict[str, Any], found: Understanding, score: Counter[str], lost: list[str]) -> None:
    for want in sentence["events"]:
        score["event of"] += 1
        hit = any(event_fits(want["status"], want["span"], stage) for stage in found.stages)
        score["event"] += hit
        if not hit:
            lost.append(f"event {want}: {found.stages}")


@pytest.fixture(scope="module")
def scores() -> tuple[Counter[str], list[str]]:
    score: Counter[str] = Counter()
    lost: list[str] = []
    for sentence in json.loads(CORPUS.read_text("utf-8")):
        text = ZH.normalise(sentence["text"])
        found = ZH.understand(text, date.fromisoformat(sentence["pub"]), None)
        score_quantities(sentence, found, score, lost)
        score_periods(sentence, found, score, lost)
        score_events(sentence, found, score, lost)
    return score, lost


@pytest.mark.parametrize("field", FLOORS)
def test_floor(scores: tuple[Counter[str], list[str]], field: str) -> None:
    score, lost = scores
    assert score[field + " of"] > 20
    assert score[field] / score[field + " of"] >= FLOORS[field], "\n".join(lost)
