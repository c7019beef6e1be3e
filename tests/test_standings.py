"""The labelled pages come in; how the targets stand, and how they came to, agrees with judging each day by itself."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from accuracy import corpus_pages
from many_targets import make

from tracker.assess import judge_stored
from tracker.config import load_config
from tracker.edition import edition
from tracker.ingest import settle_store
from tracker.judge.turns import at, weeks
from tracker.publish import FAMILIES, documents
from tracker.reading import read_all
from tracker.standings import standings
from tracker.store import open_store

HERE = Path(__file__).parent
CORPUS = HERE / "corpus" / "changping-dev"
DAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    config = load_config(HERE.parent / "targets.yaml")
    with open_store(tmp_path_factory.mktemp("store") / "tracker.db") as store:
        store.save_readings(list(read_all(corpus_pages(CORPUS), config, 1)), edition(config))
        settle_store(store, config)
        yield store, config


def test_the_turns_say_what_judging_a_day_says(told):
    store, config = told
    dossiers = list(standings(store, config, DAY).dossiers())
    stated = config.statements[0].date
    for day in (DAY - timedelta(days=7 * week) for week in range(50)):
        sunday = min(DAY, day + timedelta(days=6 - day.weekday()))
        if sunday < stated:
            break
        judged = {one.target: one for one in judge_stored(store, config, store.evidence(usable=True), sunday)}
        for dossier in dossiers:
            turn, now = at(dossier.standing.turns, sunday), judged[dossier.standing.target.id]
            assert turn is not None
            assert (turn.status, turn.late, turn.value) == (now.status, now.late, now.value), (now.target, sunday)


def test_only_days_on_which_something_changed_are_turns(told):
    for dossier in standings(*told, DAY).dossiers():
        found = dossier.standing.turns
        assert [one.as_of for one in found] == sorted({one.as_of for one in found})
        pairs = list(pairwise(found))
        assert all((old.status, old.late, old.value) != (new.status, new.late, new.value) for old, new in pairs)
        assert found[-1].status == dossier.standing.now.status


def test_every_turn_has_the_sentence_that_it_rests_on(told):
    seen = 0
    for dossier in standings(*told, DAY).dossiers():
        for turn, row in zip(dossier.standing.turns, dossier.standing.behind, strict=True):
            assert (row.url if row else None) == next(iter(turn.evidence), None)
            assert row is None or row.published <= turn.as_of
            seen += row is not None
    assert seen > 10


def test_a_dossier_holds_the_sentence_behind_the_status_and_nothing_later(told):
    store, config = told
    day = date(2025, 9, 30)
    found = list(standings(store, config, day, whole=True).dossiers())
    assert [one.standing.target for one in found] == list(config.targets)
    for dossier in found:
        assert all(row.published and row.published <= day for row in dossier.evidence)
        deciding = dossier.standing.deciding
        assert (deciding.url if deciding else None) == next(iter(dossier.standing.now.evidence), None)
        assert dossier.standing.counting + dossier.standing.aside == len(dossier.evidence)
    assert sum(one.standing.counting for one in found) > 10


def test_weeks_end_on_sundays_and_on_the_last_day():
    days = list(weeks(date(2025, 1, 17), date(2025, 2, 4)))
    assert days == [date(2025, 1, 19), date(2025, 1, 26), date(2025, 2, 2), date(2025, 2, 4)]


def test_what_was_seen_only_later_is_on_no_page(told, tmp_path):
    """As if every page had been seen here on the day of its publication."""
    store, config = told
    known, copy = date(2025, 9, 30), tmp_path / "tracker.db"
    shutil.copy(store.path, copy)
    with sqlite3.connect(copy) as other:
        other.execute("UPDATE evidence SET first_seen = published || 'T04:00:00+00:00' WHERE published IS NOT NULL")
    other.close()
    shown = 0
    with open_store(copy) as then:
        late = [row for row in then.evidence() if row.published and row.published > known]
        for one in standings(then, config, DAY, known).dossiers():
            rows = (*one.evidence, *one.standing.behind, one.standing.newest)
            assert all(row is None or row.published <= known for row in rows)
            shown += len(one.evidence)
            pages = [page for family in FAMILIES for page in family.of_target(config, DAY, one)]
            assert not [row.url for row in late for page in pages if row.sentence in page.text], one.standing.target.id
    assert shown and late


@pytest.mark.parametrize("day", [DAY, date(2025, 6, 30)])
def test_reports_say_the_same_when_only_what_they_show_is_loaded(tmp_path, day: date) -> None:
    config = make(tmp_path, 5, 2400)
    with open_store(tmp_path / "tracker.db") as store:
        some, whole = (standings(store, config, day, whole=whole) for whole in (False, True))
        assert list(documents(some, FAMILIES)) == list(documents(whole, FAMILIES))
        loaded = [[len(one.evidence) for one in found.dossiers()] for found in (some, whole)]
    assert all(less < more for less, more in zip(*loaded, strict=True))
