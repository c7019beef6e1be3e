"""Values at moments and cases come in; lines, ranges and classes agree with the formulas worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.judge.case import Case
from tracker.judge.forecast import forecast
from tracker.model import Evidence, Figure, Goal, Target
from tracker.pace import Line, compound, growth_of_period, needed_growth, outlook, straight_line

STATED, DUE = date(2025, 1, 1), date(2025, 12, 31)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def numbers(*pairs: tuple[float, float]) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(str(at)), Decimal(str(value))) for at, value in pairs]


def test_two_values_give_the_secant_and_half_of_the_rest_to_either_side():
    line = straight_line(numbers((0, 100), (10, 120)), Decimal(30))
    assert (line.slope, line.expected, line.low, line.high) == (2, 160, 140, 180)
    falling = straight_line(numbers((0, 100), (10, 80)), Decimal(20))
    assert (falling.expected, falling.low, falling.high) == (60, 50, 70)


def test_three_values_give_the_interval_of_the_drift_method():
    # slope 2; both steps are 5 off over 10 days: 2.5 + 2.5, one degree of freedom; at 20 days: 5 * 20 * (1 + 20 / 20)
    line = straight_line(numbers((0, 0), (10, 25), (20, 40)), Decimal(40))
    assert (line.slope, line.expected) == (2, 80)
    assert line.high - line.expected == pytest.approx(Decimal("3.078") * Decimal(200).sqrt())
    assert line.low + line.high == pytest.approx(2 * line.expected)


def test_an_even_rise_leaves_no_doubt_however_far_apart_the_days_are():
    line = straight_line(numbers((0, 0), (1, 3), (31, 93), (40, 120)), Decimal(50))
    assert line.low == line.expected == line.high == 150


def test_thirds_that_add_up_reach_a_whole_goal():
    line = straight_line(numbers((0, 0), (3, 1), (6, 2)), Decimal(9))
    assert line.expected == 3 and outlook(line, Decimal(3), ">=") == "sure"


@pytest.mark.parametrize(
    ("goal", "comparator", "name"),
    [
        *((10, ">=", "sure"), (11, ">=", "likely"), (15, ">=", "likely"), (16, ">=", "unlikely")),
        *((20, ">=", "unlikely"), (21, ">=", "out_of_reach"), (20, "<=", "sure"), (15, "<=", "likely")),
        *((14, "<=", "unlikely"), (9, "<=", "out_of_reach")),
    ],
)
def test_the_class_is_the_part_of_the_range_that_reaches_the_goal(goal, comparator, name):
    line = Line(slope=Decimal(1), expected=Decimal(15), low=Decimal(10), high=Decimal(20))
    assert outlook(line, Decimal(goal), comparator) == name


_STEPS = st.lists(st.tuples(st.integers(1, 400), st.integers(-900, 900)), min_size=1, max_size=12)


@given(_STEPS, st.integers(0, 3000), st.integers(-500, 500))
def test_a_line_lies_within_its_range_and_moves_with_its_values(steps, rest, up):
    points, at, value = numbers((0, 0)), Decimal(0), Decimal(0)
    for took, rise in steps:
        at, value = at + took, value + rise
        points.append((at, value))
    line = straight_line(points, at + rest)
    assert line.low <= line.expected <= line.high
    moved = straight_line([(moment, one + up) for moment, one in points], at + rest)
    assert float(moved.high - line.high) == pytest.approx(up, abs=1e-6)
    if rest == 0:
        assert line.low == line.high == value


def test_growth_of_the_rest_makes_up_for_the_part_that_is_over():
    half = (date(2025, 7, 2), Decimal(4))  # 183 of 365 days
    found = growth_of_period([half], YEAR, Decimal(6))
    assert found is not None
    share = Decimal(183) / Decimal(365)
    assert share * 4 + (1 - share) * found.required == pytest.approx(Decimal(6))
    assert found.line.expected == pytest.approx(Decimal(4))
    assert growth_of_period([(YEAR[1], Decimal(4))], YEAR, Decimal(6)) is None


def test_years_of_growth_are_compounded():
    assert needed_growth(Decimal(100), Decimal(121), 2) == pytest.approx(Decimal(10))
    assert needed_growth(Decimal(0), Decimal(121), 2) == Decimal("Infinity")
    two = compound({2023: Decimal(100), 2024: Decimal(110)}, 2026, None)
    assert (
        two is not None and two.expected == pytest.approx(Decimal("133.1")) and two.slope == pytest.approx(Decimal(10))
    )
    one = compound({2024: Decimal(100)}, 2026, Decimal(-10))
    assert one is not None and (one.low, one.expected, one.high) == (Decimal("72.25"), 81, Decimal("90.25"))
    assert compound({2024: Decimal(100)}, 2026, None) is None
    assert compound({}, 2026, Decimal(3)) is None


# ---- cases ----------------------------------------------------------------------------------------------------------

COUNT = Goal(comparator=">=", value=Decimal(200), unit="个", raw="200个", basis="cumulative", baseline=Decimal(100))
GROWTH = Goal(comparator=">=", value=Decimal(6), unit="%", raw="6%", basis="yoy", over=YEAR)
LEVEL = Goal(
    comparator=">=", value=Decimal(121), unit="亿元", raw="121亿元", basis="level",
    over=(date(2026, 1, 1), date(2026, 12, 31)),
)  # fmt: skip


def target(**more: Any) -> Target:
    words: dict[str, Any] = {"id": "t", "kind": "quantity", "title_zh": "题", "title_en": "t", "about": (), "due": DUE}
    return Target(**words | more)


def row(published: str, **more: Any) -> Evidence:
    words: dict[str, Any] = {
        "id": published, "target": "t", "url": f"https://a.example/{published}", "title": "题", "source": "某报",
        "tier": "press", "published": date.fromisoformat(published), "first_seen": datetime(2026, 1, 1, tzinfo=UTC),
        "story": "s", "page_sha256": "ab", "sentence": "句", "modality": "actual", "stage": None, "expected": None,
        "day": None, "figure": None, "part": False, "counts": True, "why_not": None,
    }  # fmt: skip
    return Evidence(**words | more)


def counted(day: str, value: int, **more: Any) -> Evidence:
    on = date.fromisoformat(day)
    figure = Figure(value=Decimal(value), unit="个", comparator="=", start=on, end=on, basis="cumulative")
    return row(day, figure=replace(figure, **more))


def figure(end: str, value: str, basis: str, start: str = "2025-01-01") -> Evidence:
    told = Figure(
        value=Decimal(value), unit="%", comparator="=", basis=basis,
        start=date.fromisoformat(start), end=date.fromisoformat(end),
    )  # fmt: skip
    return row(end, figure=told)


def case(of: Target, *rows: Evidence, as_of: date = date(2025, 7, 1), shared: tuple[Evidence, ...] = ()) -> Case:
    ordered = tuple(sorted(rows, key=lambda one: one.published or date.min))
    return Case(target=of, since=STATED, as_of=as_of, evidence=ordered, shared=shared, observed="full")


def test_one_count_is_drawn_on_from_the_baseline_and_says_so():
    found = forecast(case(target(goal=COUNT), counted("2025-07-01", 150)))
    assert found is not None and found.from_one_point and found.points == 1 and found.days_left == 183
    assert found.expected == pytest.approx(150 + Decimal(50) * 183 / 181) and found.outlook == "likely"
    assert found.required is not None and found.actual is not None
    assert found.required == pytest.approx(Decimal(50) / 183 * Decimal("30.436875"))
    assert found.low is not None and found.low >= 150


def test_one_count_without_a_baseline_has_a_needed_pace_and_no_line():
    found = forecast(case(target(goal=replace(COUNT, baseline=None)), counted("2025-07-01", 150)))
    assert found is not None and found.from_one_point and found.required is not None
    assert (found.actual, found.expected, found.outlook) == (None, None, None)


def test_of_one_day_the_higher_authority_and_of_a_bound_the_right_side_is_taken():
    rows = (
        *(counted("2025-03-01", 120), counted("2025-07-01", 150), counted("2025-06-01", 999, comparator="<")),
        replace(counted("2025-07-01", 160), id="x", tier="official"),
    )
    found = forecast(case(target(goal=COUNT), *rows))
    assert found is not None and (found.value, found.points, found.from_one_point) == (160, 2, False)


def test_what_is_published_or_dated_later_is_no_point():
    found = forecast(case(target(goal=COUNT), counted("2025-07-01", 150), counted("2025-12-31", 210)))
    assert found is not None and found.value == 150


def test_a_reached_goal_is_sure_and_a_past_one_has_no_forecast():
    assert (found := forecast(case(target(goal=COUNT), counted("2025-07-01", 200)))) and found.outlook == "sure"
    past = forecast(case(target(goal=COUNT), counted("2025-07-01", 150), as_of=DUE + timedelta(days=1)))
    assert past is not None and past.days_left == -1 and past.value == 150
    assert (past.required, past.expected, past.outlook) == (None, None, None)


def test_growth_is_read_from_the_periods_first_day_alone():
    rows = (figure("2025-06-30", "7", "yoy"), figure("2025-06-30", "12", "yoy", start="2025-06-01"))
    found = forecast(case(target(goal=GROWTH), *rows))
    assert found is not None and found.method == "growth" and found.value == 7 and found.from_one_point
    assert found.expected == pytest.approx(Decimal(7)) and found.outlook == "likely"


def test_a_distant_level_takes_its_growth_from_levels_or_else_from_what_is_reported():
    of = target(goal=LEVEL, due=date(2026, 12, 31))
    level = figure("2024-12-31", "100", "level", start="2024-01-01")
    one = forecast(case(of, level, shared=(figure("2025-06-30", "12", "yoy"),)))
    assert one is not None and one.from_one_point and one.actual == 12 and one.required == pytest.approx(Decimal(10))
    two = forecast(case(of, level, figure("2023-12-31", "80", "level", start="2023-01-01")))
    assert two is not None and not two.from_one_point and two.actual == pytest.approx(Decimal(25))
    none = forecast(case(of, level))
    assert none is not None and none.required is not None and none.expected is None


def test_a_milestone_tells_its_announced_days_and_how_far_they_slip():
    of = target(kind="milestone", stage="opened")
    plan = {"modality": "planned", "stage": "opened"}
    rows = (
        row("2025-02-01", expected=date(2025, 9, 30), **plan),
        row("2025-03-01", expected=date(2025, 9, 30), **plan),
        row("2025-06-01", expected=date(2026, 1, 15), stage="delayed"),
    )
    found = forecast(case(of, *rows))
    assert found is not None and found.slip_days == 15 and found.reached is None
    assert [one.expected for one in found.announced] == [date(2025, 9, 30), date(2026, 1, 15)]
    done = forecast(case(of, *rows, row("2025-06-30", stage="opened", day=date(2025, 6, 28))))
    assert done is not None and done.reached == date(2025, 6, 28) and done.slip_days == -186


def test_nothing_is_forecast_of_a_commitment():
    assert forecast(case(target(kind="commitment", due=None))) is None
    assert forecast(case(target(kind="commitment"))) is None
