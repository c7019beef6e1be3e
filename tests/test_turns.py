"""Made-up evidence of every kind comes in; the days found to change a state are those that judging every day finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pace import COUNT, GROWTH, LEVEL, row, target
from test_render_reports import CONFIG

from tracker.judge import judge
from tracker.judge.turns import Past, at, case_on, turns
from tracker.model import TIERS, Evidence, Figure, Statement, Target

FIRST, DUE, LAST = date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 20)
TARGETS = {
    "growth": target(goal=replace(GROWTH, over=(FIRST, DUE)), due=DUE),
    "count": target(goal=COUNT, due=DUE, measure="m"),
    "level": target(goal=LEVEL, due=DUE, measure="m"),
    "milestone": target(kind="milestone", stage="opened", due=DUE),
    "race": target(kind="milestone", stage="held", due=DUE),
    "commitment": target(kind="commitment", due=None),
}
STAGES = (None, "announced", "started", "ongoing", "completed", "opened", "held", "delayed", "cancelled")
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def figures(draw) -> Figure:
    basis = draw(st.sampled_from(("yoy", "level", "cumulative")))
    start, end = {
        "yoy": (FIRST, draw(st.sampled_from((date(2025, 1, 10), date(2025, 1, 20), DUE)))),
        "level": (date(2024, 1, 1), date(2024, 12, 31)) if draw(st.booleans()) else (FIRST, date(2025, 12, 31)),
        "cumulative": (day := draw(DAYS), day),
    }[basis]
    value, comparator = draw(st.sampled_from((5, 6, 7, 90, 150, 200, 210))), draw(st.sampled_from(("=", ">", "<", "~")))
    return Figure(value=Decimal(value), unit="个", comparator=comparator, start=start, end=end, basis=basis)


@st.composite
def evidence(draw) -> Evidence:
    published = draw(DAYS)
    passing = draw(st.integers(0, 9)) == 0
    return row(
        published.isoformat(),
        id=str(draw(st.integers(0, 10**6))),
        tier=draw(st.sampled_from(TIERS)),
        modality=draw(st.sampled_from(("actual", "actual", "planned"))),
        stage=draw(st.sampled_from(STAGES)),
        expected=draw(st.none() | DAYS),
        part=draw(st.booleans()),
        figure=draw(st.none() | figures()),
        counts=not passing,
        set_aside_from=draw(DAYS) if passing else None,
    )


ROWS = st.lists(evidence(), max_size=25, unique_by=lambda one: one.id)


def config_of(one: Target):
    stated = Statement(id="s", title="", publisher="", date=FIRST, url="")
    return replace(CONFIG, statements=(stated,), targets=(replace(one, statement="s"),))


@pytest.mark.parametrize("kind", TARGETS)
@settings(max_examples=60, deadline=None)
@given(rows=ROWS, shared=ROWS)
def test_every_change_is_found_on_its_day(kind: str, rows: list[Evidence], shared: list[Evidence]) -> None:
    config = config_of(TARGETS[kind])
    past = Past(target=config.targets[0], evidence=rows, shared=shared if kind == "level" else ())
    found = turns(past, config, LAST)
    for day in (FIRST + timedelta(days=days) for days in range((LAST - FIRST).days + 1)):
        if kind == "count" and day.weekday() != 6 and day != LAST:
            continue  # the calendar alone may change it; found at the end of the week
        turn, now = at(found, day), judge(case_on(past, config, day))
        assert turn is not None
        assert (turn.status, turn.late, turn.value, turn.unit) == (now.status, now.late, now.value, now.unit), day
    assert all((one.status, one.late, one.value) != (two.status, two.late, two.value) for one, two in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_a_turn_names_the_evidence_that_judging_its_day_names(rows: list[Evidence]) -> None:
    config = config_of(TARGETS["milestone"])
    past = Past(target=config.targets[0], evidence=[one for one in rows if one.counts])
    for turn in turns(past, config, LAST):
        now = judge(case_on(past, config, turn.as_of))
        assert turn == replace(now, flags=())
