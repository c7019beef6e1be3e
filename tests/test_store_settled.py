"""Evidence, stories and assessments in a real SQLite file: only what differs is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store_pages import EDITION, NOW, reading

from tracker.model import Assessment, Evidence, Figure, Reason, Story
from tracker.store import Store, open_store

URLS = ("https://a.example/1", "https://a.example/2", "https://b.example/1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "tracker.db")
    store.save_readings([reading(url) for url in URLS], EDITION)
    return store


def evidence(number: int, **changes: object) -> Evidence:
    one = Evidence(
        id=f"e{number}",
        target="health",
        url=URLS[number % len(URLS)],
        title="标题",
        source="district",
        tier="press",
        published=date(2025, 10, 28),
        first_seen=NOW,
        page_sha256="a" * 64,
        story="s1",
        sentence="医药健康产业收入增长9.7%。",
        modality="planned",
        stage=None,
        expected=date(2025, 12, 31),
        day=None,
        figure=Figure(value=Decimal("9.7"), unit="%", comparator=">=", start=None, end=date(2025, 9, 30), basis=None),
        part=True,
        counts=False,
        why_not=Reason(code="retracted", facts=(("by", URLS[0]),)),
        set_aside_from=date(2025, 11, 2),
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def settlement(rows: tuple[Evidence, ...], *stories: tuple[str, ...]) -> tuple[list[Story], tuple[Evidence, ...]]:
    return [Story(id=f"s{number}", spokesman=urls[0], urls=urls) for number, urls in enumerate(stories, 1)], rows


def test_evidence_comes_out_as_it_went_in(store: Store) -> None:
    rows = (evidence(0), evidence(1, figure=None, stage="opened", why_not=None, counts=True, set_aside_from=None))
    store.save_settlement(*settlement(rows, URLS))
    assert store.evidence() == rows
    assert store.evidence("health") == rows
    assert store.evidence("other") == ()
    assert {row.story for row in store.articles()} == {"s1"}


def test_evidence_of_a_page_without_a_story_is_kept(store: Store) -> None:
    row = evidence(0, story="")
    store.save_settlement(*settlement((row,)))
    assert store.evidence() == (row,)
    assert {one.story for one in store.articles()} == {None}


def test_a_later_settlement_replaces_the_earlier(store: Store) -> None:
    store.save_settlement(*settlement((evidence(0), evidence(1)), URLS))
    later = (evidence(1, counts=True, why_not=None), evidence(2, story="s2"))
    store.save_settlement(*settlement(later, URLS[:2], URLS[2:]))
    assert store.evidence() == later
    assert {row.url: row.story for row in store.articles()} == {URLS[0]: "s1", URLS[1]: "s1", URLS[2]: "s2"}
    store.save_settlement(*settlement((), URLS))
    assert store.evidence() == ()
    assert store._database.table("stories").count == 1


def test_the_same_settlement_again_writes_nothing(store: Store) -> None:
    same = settlement((evidence(0), evidence(1)), URLS[:2], URLS[2:])
    store.save_settlement(*same)
    rowids = store._database.execute("SELECT rowid, * FROM evidence").fetchall()
    before = store.path.read_bytes()
    store.save_settlement(*same)
    assert store._database.execute("SELECT rowid, * FROM evidence").fetchall() == rowids
    # The file's change counter (bytes 24 to 28, and 92 to 96) stays too, where no page of the file was written.
    assert store.path.read_bytes() == before


def test_a_page_that_comes_unsettles(store: Store) -> None:
    assert not store.is_settled("rules")
    store.save_settlement(*settlement((), URLS), "rules")
    assert store.is_settled("rules") and not store.is_settled("other rules")
    store.save_readings([], EDITION)
    assert store.is_settled("rules")
    store.save_reading(reading("https://c.example/1"), EDITION)
    assert not store.is_settled("rules")


def test_counting_evidence_is_counted(store: Store) -> None:
    assert store.counting_evidence() == 0
    store.save_settlement(*settlement((evidence(0), evidence(1, counts=True), evidence(2, counts=True)), URLS))
    assert store.counting_evidence() == 2


def test_the_last_evidence_that_counts_is_told_by_target(store: Store) -> None:
    days = [date(2025, 11, number) for number in (1, 2, 3)]
    rows = [evidence(number, published=day, counts=True, why_not=None) for number, day in enumerate(days)]
    rows += [evidence(3, published=None, counts=True), evidence(4, published=days[2], counts=False, target="other")]
    store.save_settlement(*settlement(tuple(rows), URLS))
    assert store.last_counting(days[2]) == {"health": days[2]}
    assert store.last_counting(date(2025, 11, 2)) == {"health": days[1]}
    assert store.last_counting(date(2025, 10, 31)) == {}


def test_what_judging_asks_for_is_found_by_its_index(store: Store) -> None:
    asked: list[str] = []
    store._database.conn.set_trace_callback(asked.append)
    store.evidence("health", usable=True)
    store.last_counting(date(2025, 11, 3))
    store._database.conn.set_trace_callback(None)
    for sql in asked:
        plan = " ".join(row[3] for row in store._database.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "USING INDEX usable_evidence" in plan, sql


def assessment(day: date, **changes: object) -> Assessment:
    one = Assessment(
        target="health",
        as_of=day,
        status="ahead",
        late=False,
        value=Decimal("9.7"),
        unit="%",
        progress=None,
        expected_progress=Decimal("0.5"),
        observed="partial",
        flags=("stale", "single_source"),
        why=Reason(code="growth_so_far", facts=(("value", "9.7"),)),
        evidence=URLS[:2],
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def test_what_was_said_before_a_day_is_found(store: Store) -> None:
    monday, later = date(2025, 11, 3), date(2025, 11, 10)
    store.save_assessments([assessment(monday), assessment(later)])
    store.save_assessments([assessment(monday, status="behind")])
    assert store.assessments_before(monday) == ()
    assert store.assessments_before(later) == (assessment(monday, status="behind"),)
    assert store.assessments_before(date(2026, 1, 1)) == (assessment(later),)
    store.save_assessments([])


decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=decimals,
    sentence=st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    seen=st.datetimes(timezones=st.just(UTC)),
    day=st.none() | st.dates(),
)
def test_any_evidence_survives(store: Store, value: Decimal, sentence: str, seen: datetime, day: date | None) -> None:
    figure = Figure(value=value, unit="亿元", comparator="=", start=day, end=day, basis="level")
    row = evidence(0, figure=figure, sentence=sentence, first_seen=seen, published=day, day=day)
    store.save_settlement(*settlement((row,), URLS))
    (kept,) = store.evidence()
    assert kept == row
    assert str(kept.figure and kept.figure.value) == str(value), "the digits stay, not only the value"
