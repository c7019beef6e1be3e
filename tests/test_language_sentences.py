"""Sentences of many kinds of news (bulletins, notices, headlines, Hong Kong papers), each with its full reading.

The lines of tests/corpus/sentences.jsonl were read by a person; a change of one is a decision, not an accident.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.language import language
from tracker.language.rows import parse_row
from tracker.language.zh.plan_words import plan_pattern
from tracker.language.zh.stage_phrases import stage_pattern

CORPUS = Path(__file__).parent / "corpus" / "sentences.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
ZH = language("zh")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:20])
def test_sentence(row: dict[str, Any]) -> None:
    assert parse_row(row["text"], date.fromisoformat(row["published"]), ZH) == row


def test_there_are_enough() -> None:
    assert len(ROWS) >= 450


@pytest.mark.parametrize("pattern", [plan_pattern(), stage_pattern()], ids=["plans", "stages"])
def test_looking_only_where_a_word_may_begin_loses_none(pattern: re.Pattern[str]) -> None:
    anywhere = re.compile(pattern.pattern[pattern.pattern.index(")(?:") + 1 :])
    for text in (ZH.normalise(row["text"]) for row in ROWS):
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in anywhere.finditer(text)]
