"""The accuracy gate: what is measured on the labelled corpora may not fall under its pinned floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from accuracy import FLOORS, score, under_floor

HERE = Path(__file__).parent
CORPORA = json.loads(FLOORS.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_no_measure_falls_under_its_floor(name: str) -> None:
    result = score(HERE / "corpus" / name, HERE.parent / "targets.yaml")
    assert not under_floor(result.measures, CORPORA[name])
    assert set(CORPORA[name]) <= set(result.measures)


def test_the_gate_refuses_a_drop() -> None:
    floors = {"title": {"at_least": 0.9}, "spam_counted": {"at_most": 0}, "date": {"at_least": 0.9}}
    assert under_floor({"title": 0.9, "spam_counted": 0, "date": 1.0}, floors) == []
    fallen = under_floor({"title": 0.89, "spam_counted": 1}, floors)
    assert [fault.split(":")[0] for fault in fallen] == ["title", "spam_counted", "date"]
