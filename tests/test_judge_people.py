"""Judging with people: what they pinned outranks the rest, and a status that they gave stands for its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from deciding import MADE, status, undo
from test_judge import ALL, H1, config, figure, growth, target, told

from tracker.decisions import held_statuses
from tracker.judge import held, judge_all
from tracker.model import Assessment, Decision, Evidence, Reason
from tracker.render.words import reason, shown_status

DAY = MADE.date()


def pinned(one: Evidence, day: str) -> Evidence:
    return replace(one, decided=Reason(code="pinned", facts=(("day", day),)))


def judged(of, rows, as_of: str) -> Assessment:  # type: ignore[no-untyped-def]
    return judge_all(config(of), rows, date.fromisoformat(as_of))[0]


def test_a_pinned_figure_outranks_newer_and_more_authoritative_ones_of_that_time() -> None:
    first = figure("2025-07-20", "9.9", *H1, tier="press")
    later = figure("2025-07-29", "7", *H1, tier="official")
    assert judged(growth(), [first, later], "2025-08-01").status == "ahead"
    rows = [pinned(figure("2025-07-20", "5", *H1, tier="press"), "2025-08-01"), later]
    assert judged(growth(), rows, "2025-08-01").status == "behind"


def test_what_is_published_after_the_pin_is_news_but_for_the_pinned_period() -> None:
    pin = pinned(figure("2025-07-20", "5", *H1), "2025-08-01")
    again = figure("2025-08-20", "9", *H1)
    assert judged(growth(), [pin, again], "2025-09-01").status == "behind"
    final = figure("2026-01-25", "6.5", *ALL)
    assert judged(growth(), [pin, again, final], "2026-02-01").status == "achieved"


def test_a_pinned_announcement_outranks_an_opening_that_was_told_before() -> None:
    plan = pinned(told("2025-06-01", "opened", "planned", expected=date(2026, 5, 1)), "2025-08-01")
    assert judged(target(), [told("2025-07-01", "opened"), plan], "2025-09-01").status == "behind"
    assert judged(target(), [told("2025-08-20", "opened"), plan], "2025-09-01").status == "achieved"


def test_without_pins_all_rows_are_judged_by() -> None:
    accepted = replace(told("2025-07-01", "opened"), decided=Reason(code="accepted", facts=(("day", "2025-08-01"),)))
    assert judged(target(), [accepted], "2025-09-01").status == "achieved"


# ---- statuses -------------------------------------------------------------------------------------------------------


def standing(*decisions: Decision, day: date = DAY, known: date | None = None) -> str:
    (one,) = held(judge_all(config(target()), [], day), held_statuses(decisions, day, known))
    return one.status


GIVEN = status("t", "achieved", DAY + timedelta(days=10))


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "no_news"), (0, "achieved"), (10, "achieved"), (11, "no_news"), (400, "no_news")]
)
def test_a_status_stands_from_its_day_to_its_end(days: int, expected: str) -> None:
    assert standing(GIVEN, day=DAY + timedelta(days=days)) == expected


def test_a_status_without_an_end_stands_until_it_is_taken_back() -> None:
    given = status("t", "cancelled")
    assert standing(given, day=DAY + timedelta(days=4000)) == "cancelled"
    assert standing(given, undo(given)) == "no_news"
    assert standing(given, status("t", "behind", minute=1)) == "behind", "the last word"
    assert standing(given, status("other", "behind", minute=1)) == "cancelled"


def test_what_was_decided_later_was_not_known() -> None:
    assert standing(GIVEN, day=DAY, known=DAY - timedelta(days=1)) == "no_news"
    assert standing(GIVEN, day=DAY, known=DAY) == "achieved"
    taken_back = replace(undo(GIVEN), day=DAY + timedelta(days=3))
    assert standing(GIVEN, taken_back, day=DAY, known=DAY + timedelta(days=2)) == "achieved"
    assert standing(GIVEN, taken_back, day=DAY) == "no_news"


def test_the_reason_says_who_why_until_when_and_what_was_judged() -> None:
    (plain,) = judge_all(config(target()), [], DAY)
    (one,) = held([replace(plain, observed="none")], held_statuses([replace(GIVEN, why="主任来电")], DAY))
    assert reason(one.why, "zh") == (
        "人工认定：主任来电（李记者，2026年4月2日），有效至2026年4月12日，程序判定为暂无消息"
    )
    assert "decided by a person: 主任来电 (李记者, 2 Apr 2026), until 12 Apr 2026" in reason(one.why, "en")
    assert shown_status(replace(one, status="no_news")) == "no_news", "people saw what the sources did not"
