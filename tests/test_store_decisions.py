"""Decisions in a real SQLite file: only ever added, each once, and everything is settled anew where one came."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from deciding import about, status, undo
from test_judge import config, target
from test_settle import grown, opened, trace
from test_store_pages import EDITION, reading

from tracker.edition import settling_rules
from tracker.store import Store, open_store

PAGE = trace("https://a.example/1", candidates=(grown("6.7", expected=date(2025, 9, 30), page_number=3), opened()))
MADE = (
    about(PAGE, "reject"),
    about(PAGE, "correct", 1, value="7.10", unit="%", stage=""),
    about(PAGE, "add", 2, PAGE.candidates[1]),
    status("t", "achieved", date(2025, 12, 31), 3),
    status("gone", "cancelled", minute=4),
    undo(about(PAGE, "reject"), 5),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "tracker.db")


def test_decisions_come_out_as_they_went_in(store: Store) -> None:
    assert store.add_decisions(reversed(MADE)) == len(MADE)
    assert store.decisions() == MADE
    assert store.add_decisions(MADE) == 0 and store.decisions() == MADE


def test_a_decision_unsettles_whenever_it_comes() -> None:
    """Also one that comes between the reading and the writing of a settlement."""
    few, many = config(target()), config(target(), target(id="t2"))
    rules = [settling_rules(few, ()), settling_rules(few, MADE[:1]), settling_rules(few, MADE)]
    assert len({*rules, settling_rules(many, MADE)}) == 4
    assert settling_rules(few, tuple(reversed(MADE))) == rules[2]
    assert settling_rules(many, ()) == rules[0], "without decisions other targets change nothing here"


@pytest.mark.parametrize("change", ["UPDATE decisions SET note = 'x'", "DELETE FROM decisions"])
def test_nothing_changes_a_decision(store: Store, change: str) -> None:
    store.add_decisions(MADE)
    with sqlite3.connect(store.path) as other, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        other.execute(change)
    assert store.decisions() == MADE


def test_what_people_quote_stays_in_the_archive(store: Store) -> None:
    store.save_reading(reading("https://a.example/1"), EDITION)
    store.add_decisions([about(replace(PAGE, page_sha256="old"), "accept")])
    assert ("https://a.example/1", "old") in store.pointed_at()


def test_others_may_read_it(store: Store) -> None:
    store.add_decisions(MADE)
    select = "SELECT verb, target, quote, changes FROM decisions WHERE undoes IS NULL ORDER BY made"
    assert store._database.execute(select).fetchall()[1] == (
        *("correct", "t", PAGE.candidates[0].sentence, '{"stage":"","unit":"%","value":"7.10"}'),
    )
