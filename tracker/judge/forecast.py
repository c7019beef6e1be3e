"""A case comes in, the same that is judged; where it is heading goes out, for what has a due date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.judge.case import Case, by_publication, figure_of, figure_order, measured, meets
from tracker.judge.quantity import is_full_year_level
from tracker.judge.stage import is_schedule, reaches
from tracker.model import Evidence, Figure, Goal
from tracker.pace import (
    Announcement,
    Forecast,
    Line,
    compound,
    growth_of_period,
    needed_growth,
    outlook,
    straight_line,
)

MONTH_DAYS = Decimal("30.436875")  # a twelfth of the mean Gregorian year


def forecast(case: Case) -> Forecast | None:
    """None for a commitment and for whatever has no due date."""
    goal, due = case.target.goal, case.target.due
    if due is None:
        return None
    left = (due - case.as_of).days
    if goal is None:
        return _milestone(case, Forecast(method="date", due=due, days_left=left)) if case.target.stage else None
    blank = Forecast(method="line", due=due, days_left=left, unit=goal.unit, goal=goal.value)
    if goal.basis == "yoy":
        return _growth(case, goal, replace(blank, method="growth"))
    return _yearly(case, goal, replace(blank, method="yearly")) if goal.basis == "level" else _count(case, goal, blank)


def _count(case: Case, goal: Goal, blank: Forecast) -> Forecast:
    """The straight line through the dated counts, from the baseline of the statement where it has one."""
    days = _by_day(case, (row for row in measured(case.evidence) if _bounds(figure_of(row), goal)))
    if not days:
        return blank
    on, row = max(days.items())
    value = figure_of(row).value
    told = replace(blank, value=value, on=on, points=len(days), from_one_point=len(days) == 1)
    known = {day: figure_of(row).value for day, row in days.items()}
    if goal.baseline is not None and case.since < min(known):
        known[case.since] = goal.baseline
    if meets(figure_of(row), goal.value, goal.comparator):
        return replace(told, outlook="sure")
    rest = (blank.due - on).days
    if blank.days_left < 0 or rest <= 0:
        return told
    told = replace(told, required=(goal.value - value) / rest * MONTH_DAYS)
    if len(known) < 2:
        return told
    moments = [(Decimal(day.toordinal()), one) for day, one in sorted(known.items())]
    line = straight_line(moments, Decimal(blank.due.toordinal()))
    if goal.comparator == ">=":  # what adds up does not become less
        line = replace(line, low=max(line.low, value))
    return _on_line(replace(told, actual=line.slope * MONTH_DAYS), line, goal)


def _growth(case: Case, goal: Goal, blank: Forecast) -> Forecast:
    """The growth of the whole period, from the growth known from its first day on."""
    over = goal.over
    assert over is not None  # so says its basis
    days = _by_day(case, (row for row in measured(case.evidence) if _grows_from(figure_of(row), over[0])))
    if not days:
        return blank
    on, row = max(days.items())
    value = figure_of(row).value
    told = replace(blank, value=value, on=on, points=len(days), from_one_point=len(days) == 1)
    found = growth_of_period([(day, figure_of(one).value) for day, one in sorted(days.items())], over, goal.value)
    if found is None or blank.days_left < 0:
        return told
    return _on_line(replace(told, required=found.required, actual=value), found.line, goal)


def _yearly(case: Case, goal: Goal, blank: Forecast) -> Forecast:
    """A level years away: the growth a year that is needed, and the levels or else the latest growth drawn on."""
    assert goal.over is not None  # so says its basis
    pool = measured(sorted((*case.evidence, *case.shared), key=by_publication))
    days = _by_day(case, (row for row in pool if is_full_year_level(row)))
    if not days:
        return blank
    on, row = max(days.items())
    level, years = figure_of(row).value, goal.over[1].year - on.year
    told = replace(blank, value=level, on=on, points=len(days), from_one_point=len(days) == 1)
    if meets(figure_of(row), goal.value, goal.comparator):
        return replace(told, outlook="sure")
    if years <= 0 or blank.days_left < 0 or level <= 0:
        return told
    told = replace(told, required=needed_growth(level, goal.value, years))
    growths = [row for row in pool if figure_of(row).basis == "yoy"]
    growth = figure_of(max(growths, key=figure_order)).value if growths else None
    line = compound({day.year: figure_of(one).value for day, one in days.items()}, goal.over[1].year, growth)
    return _on_line(replace(told, actual=line.slope), line, goal) if line else told


def _on_line(told: Forecast, line: Line, goal: Goal) -> Forecast:
    return replace(
        told,
        expected=line.expected,
        low=line.low,
        high=line.high,
        outlook=outlook(line, goal.value, goal.comparator),
    )


def _milestone(case: Case, blank: Forecast) -> Forecast:
    """How far the latest announced day, or the day on which it was done, is from the due date."""
    stage, rows = case.target.stage, case.evidence
    found: list[Announcement] = []
    for row in rows:
        known = found[-1].expected if found else None
        if is_schedule(row, stage) and row.expected and row.published and row.expected != known:
            found.append(Announcement(published=row.published, expected=row.expected, evidence=row.id))
    done = next((row for row in rows if reaches(row, stage)), None)
    reached = (done.day or done.published) if done else None
    day = reached or (found[-1].expected if found else None)
    slip = (day - blank.due).days if day else None
    return replace(blank, announced=tuple(found), reached=reached, slip_days=slip)


def _by_day(case: Case, rows: Iterable[Evidence]) -> dict[date, Evidence]:
    """The figure to believe of each day up to the one that is judged."""
    ordered = sorted(rows, key=figure_order)
    dated = ((figure_of(row).end, row) for row in ordered)
    return {day: row for day, row in dated if day is not None and day <= case.as_of}


def _grows_from(figure: Figure, first: date) -> bool:
    return figure.basis == "yoy" and figure.start == first


def _bounds(figure: Figure, goal: Goal) -> bool:
    """Whether the figure says how much is there at least, or for a goal of at most how much at most."""
    return figure.comparator not in (("<", "<=") if goal.comparator == ">=" else (">", ">="))
