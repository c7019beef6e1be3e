"""How well targets were watched: days looked at, days of unread links, leading outlets and searches."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import parse_config
from tracker.model import Config
from tracker.watch import Looked, Watched, Watching, watched
from tracker.watch.days import Stretch, count, joined, within, without

NOW = datetime(2026, 4, 1, tzinfo=UTC)
STATED = date(2025, 1, 10)
SOURCES = {
    "gov": "{id: gov, name: 区政府, tier: official, listing: 'http://gov.example/news/'}",
    "gov-feed": "{id: gov-feed, name: 区政府, tier: official, feed: 'http://gov.example/feed'}",
    "paper": "{id: paper, name: 日报, tier: press, listing: 'http://paper.example/'}",
    "forum": "{id: forum, name: 论坛, tier: community, listing: 'http://forum.example/'}",
    "find": "{id: find, name: 搜索, tier: community, search: 'http://find.example/?q={query}'}",
}


def config_of(*sources: str) -> Config:
    lines = "".join(f"  - {SOURCES[name]}\n" for name in sources)
    return parse_config(
        "version: 1\ntitle: 任务\nplace: {name: 滨江区}\nstatement: {title: 发布会, date: 2025-01-10}\n"
        "targets:\n  - {id: park, title: 滨江公园二期开放, stage: opened, due: 2025-12-31}\n"
        "  - {id: bridge, title: 滨江大桥通车, stage: opened, due: 2025-12-31}\nsources:\n" + lines,
        "targets.yaml",
    )


def looked(source: str, first: date, last: date, start: str = "") -> Looked:
    return Looked(source=source, start=start or source, first=first, last=last, seen=NOW)


def park(config: Config, as_of: date, *days: Looked, waiting: dict[str, frozenset[date]] | None = None) -> Watched:
    watching = Watching(looked=days, waiting=waiting or {}, asks={"find?park": frozenset({"park"})})
    return watched(config, watching, {}, as_of)["park"]


def test_a_goal_of_last_year_read_for_the_first_time_today_is_not_observed() -> None:
    config = config_of("gov")
    only_now = looked("gov", date(2026, 3, 20), date(2026, 4, 1))
    assert park(config, date(2026, 4, 1), only_now).observed == "none"
    assert park(config, date(2026, 4, 1)).observed == "none"


def test_a_list_followed_back_to_the_statement_is_full() -> None:
    assert park(config_of("gov"), date(2026, 4, 1), looked("gov", STATED, date(2026, 4, 1))).observed == "full"


def test_the_lists_of_one_outlet_complete_each_other() -> None:
    config = config_of("gov", "gov-feed")
    days = (looked("gov", STATED, date(2025, 6, 30)), looked("gov-feed", date(2025, 7, 1), date(2026, 4, 1)))
    assert park(config, date(2026, 4, 1), *days).observed == "full"


def test_a_leading_outlet_that_was_not_seen_leaves_it_partial_and_is_named() -> None:
    config = config_of("gov", "paper", "forum")
    days = (looked("gov", STATED, date(2026, 4, 1)), looked("paper", date(2026, 1, 1), date(2026, 4, 1)))
    found = park(config, date(2026, 4, 1), *days)
    assert found.observed == "partial"
    assert [name for name, _ in found.gaps] == ["paper.example"]
    assert found.gaps[0][1] == pytest.approx(0.2, abs=0.05)


def test_a_search_counts_for_the_targets_it_asks_for() -> None:
    config = config_of("find")
    watching = Watching(
        looked=(looked("find", STATED, date(2026, 4, 1), "find?park"),),
        waiting={},
        asks={"find?park": frozenset({"park"})},
    )
    found = watched(config, watching, {}, date(2026, 4, 1))
    assert (found["park"].observed, found["bridge"].observed) == ("full", "none")


def test_days_whose_articles_wait_to_be_read_were_not_looked_at() -> None:
    config = config_of("gov")
    days = looked("gov", STATED, date(2026, 4, 1))
    unread = frozenset(STATED + timedelta(days=number) for number in range(0, 400, 2))
    assert park(config, date(2026, 4, 1), days, waiting={"gov": frozenset({date(2025, 5, 1)})}).observed == "full"
    # Every other day: the leeway of two days must not hide them.
    assert park(config, date(2026, 4, 1), days, waiting={"gov": unread}).observed == "partial"


def test_the_days_since_the_last_visit_are_no_gap() -> None:
    assert park(config_of("gov"), date(2025, 1, 14), looked("gov", STATED, date(2025, 1, 12))).observed == "full"


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8).map(
    lambda pairs: [(STATED + timedelta(days=a), STATED + timedelta(days=a + b)) for a, b in pairs]
)


def days_of(stretches: list[Stretch]) -> set[date]:
    return {first + timedelta(days=n) for first, last in stretches for n in range((last - first).days + 1)}


@given(spans, spans, st.sets(st.integers(0, 80)))
def test_stretches_are_sets_of_days(some: list[Stretch], others: list[Stretch], holes: set[int]) -> None:
    gone = {STATED + timedelta(days=number) for number in holes}
    interval = (STATED + timedelta(days=10), STATED + timedelta(days=40))
    assert days_of(joined([*some, *others])) == days_of(some) | days_of(others)
    assert count(some) == len(days_of(some))
    assert days_of(without(some, gone)) == days_of(some) - gone
    assert days_of(within(some, interval)) == days_of(some) & days_of([interval])
