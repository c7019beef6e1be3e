"""Sentences labelled by other authors: figures found, and their comparator, period, basis and modality, over floors."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tracker.language import language
from tracker.language.rows import parse_row

CORPUS = Path(__file__).parent / "corpus"
FIELDS = ("comparator", "period", "basis", "modality")
FLOOR = 0.98


def measure(rows):
    """Shares found, and right among the found, of the labelled quantities."""
    count = Counter()
    for row in rows:
        left = parse_row(row["text"], date.fromisoformat(row["published"]), language("zh"))["quantities"]
        for wanted in row["quantities"]:
            count["gold"] += 1
            near = 1e-3 * max(1, abs(wanted["value"])) ** 0.5
            same = [q for q in left if q["unit"] == wanted["unit"] and abs(q["value"] - wanted["value"]) < near]
            if same:
                best = max(same, key=lambda q: sum(q[field] == wanted[field] for field in FIELDS))
                left.remove(best)
                count["found"] += 1
                count.update(field for field in FIELDS if best[field] == wanted[field])
    return {name: count[name] / count["gold" if name == "found" else "found"] for name in ("found", *FIELDS)}


@pytest.mark.parametrize("name", ["sentences-b.jsonl", "sentences-c.jsonl"])
def test_no_share_falls_under_the_floor(name):
    rows = [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]
    shares = measure(rows)
    assert {key: share for key, share in shares.items() if share < FLOOR} == {}


def test_a_missed_figure_lowers_the_share():
    right = {"value": 5, "unit": "%", "comparator": "=", "period": None, "basis": "yoy", "modality": "actual"}
    rows = [{"text": "收入增长5%。", "published": "2025-05-01", "quantities": [right, right | {"value": 6}]}]
    assert measure(rows)["found"] == 0.5
