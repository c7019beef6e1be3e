"""Judge quantities: a case with a growth goal, a distant level or a count in, a verdict with its formula out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.judge.case import (
    Case,
    Verdict,
    by_publication,
    elapsed,
    figure_of,
    figure_order,
    is_over,
    last,
    measured,
    meets,
    percent,
    period_of,
    share_done,
    told,
)
from tracker.model import Evidence, Goal, Reason
from tracker.pace import needed_growth

GROWTH_AHEAD = Decimal(1)  # percentage points above the goal
SHARE_BAND = Decimal("0.10")  # of the way, against the time elapsed


def quantity(case: Case) -> Verdict:
    goal = case.target.goal
    assert goal is not None  # the kind says so
    return {"yoy": _growth, "level": _distant_level, "cumulative": _count}[goal.basis](case, goal)


def _growth(case: Case, goal: Goal) -> Verdict:
    """Growth goals: the latest cumulative year-on-year growth against the goal.

    ahead from goal + 1 point, behind below the goal; a figure for the whole period decides (achieved, missed).
    """
    rows = [row for row in measured(case.evidence) if row.figure and row.figure.basis == "yoy"]
    if not rows:
        return _without_figure(case)
    latest = max(rows, key=figure_order)
    figure = figure_of(latest)
    facts = (("value", str(figure.value)), ("unit", figure.unit), ("goal", goal.raw), ("period", period_of(figure)))
    if goal.over and (figure.start, figure.end) == goal.over:
        reached = meets(figure, goal.value, goal.comparator)
        status = "achieved" if reached else "missed"
        return Verdict(status=status, why=Reason(code=f"growth_{status}", facts=facts), value=figure, used=(latest,))
    if is_over(case):
        return Verdict(
            status="awaiting_result", why=Reason(code="growth_interim", facts=facts), value=figure, used=(latest,)
        )
    status = _growth_band(figure.value, goal.value, goal.comparator)
    return Verdict(status=status, why=Reason(code="growth_so_far", facts=facts), value=figure, used=(latest,))


def _growth_band(value: Decimal, goal: Decimal, comparator: str) -> str:
    """ahead: one point or more better than the goal; behind: worse than the goal; on_track between."""
    lead = value - goal if comparator == ">=" else goal - value
    if lead < 0:
        return "behind"
    return "ahead" if lead >= GROWTH_AHEAD else "on_track"


def _distant_level(case: Case, goal: Goal) -> Verdict:
    """Levels years away: the growth needed a year against the latest growth of the same measure.

    Years are counted from the level's year to the goal's year; `tracker.pace.needed_growth` has the formula.
    """
    pool = measured(sorted((*case.evidence, *case.shared), key=by_publication))
    levels = [row for row in pool if is_full_year_level(row)]
    if not levels:
        return Verdict(status="no_news", why=Reason(code="no_level"))
    level = max(levels, key=figure_order)
    figure = figure_of(level)
    assert goal.over is not None and figure.end is not None  # so says its basis
    years, progress = goal.over[1].year - figure.end.year, share_done(figure.value, goal)
    facts = [("value", str(figure.value)), ("unit", figure.unit), ("year", str(figure.end.year)), ("goal", goal.raw)]

    def verdict(status: str, code: str, *used: Evidence) -> Verdict:
        why = Reason(code=code, facts=tuple(facts))
        return Verdict(status=status, why=why, value=figure, progress=progress, used=(level, *used))

    if meets(figure, goal.value, goal.comparator):
        return verdict("achieved", "level_reached")
    if years <= 0:
        return verdict("missed", "level_missed")
    if is_over(case):
        return verdict("awaiting_result", "level_interim")
    growths = [row for row in pool if figure_of(row).basis == "yoy"]
    if not growths:
        return verdict("in_progress", "level_without_growth")
    growth = max(growths, key=figure_order)
    needed, actual = needed_growth(figure.value, goal.value, years), figure_of(growth).value
    facts += [("needed", f"{needed:.1f}"), ("growth", str(actual)), ("period", period_of(figure_of(growth)))]
    return verdict(_growth_band(actual, needed, goal.comparator), "level_pace", growth)


def _count(case: Case, goal: Goal) -> Verdict:
    """Counts within a span: share of the way done against the share of time elapsed since the statement.

    progress = (value - baseline) / (goal - baseline), expected = days since the statement / days of the span;
    ahead from expected + 0.10, behind from expected - 0.10.
    """
    rows = [row for row in measured(case.evidence) if row.figure is not None]
    if not rows:
        return _without_figure(case)
    latest = max(rows, key=figure_order)
    figure, due = figure_of(latest), case.target.due
    if meets(figure, goal.value, goal.comparator):
        first = min((row for row in rows if meets(figure_of(row), goal.value, goal.comparator)), key=figure_order)
        late = bool(due and (figure_of(first).end or date.min) > due)
        return replace(_counted(case, goal, latest, ("achieved", "count_reached")), late=late)
    if is_over(case):
        postponed = last(case.evidence, lambda row: row.expected is not None and bool(due and row.expected > due))
        dated_after = postponed is not None or bool(due and figure.end and figure.end >= due)
        told = ("missed", "count_missed") if dated_after else ("awaiting_result", "count_interim")
        return _counted(case, goal, latest, told)
    expected = elapsed(case)
    if expected is None:
        return _counted(case, goal, latest, ("in_progress", "count_so_far"))
    lead = share_done(figure.value, goal) - expected
    status = "ahead" if lead >= SHARE_BAND else "behind" if lead <= -SHARE_BAND else "on_track"
    return _counted(case, goal, latest, (status, "count_pace"))


def _counted(case: Case, goal: Goal, latest: Evidence, told: tuple[str, str]) -> Verdict:
    """The verdict on a count, told: its status and the code of its reason."""
    figure = figure_of(latest)
    progress, expected = share_done(figure.value, goal), elapsed(case)
    facts = (
        ("value", str(figure.value)),
        ("unit", figure.unit),
        ("goal", goal.raw),
        ("day", figure.end.isoformat() if figure.end else ""),
        ("progress", percent(progress)),
        ("expected", percent(expected)),
    )
    return Verdict(
        status=told[0],
        why=Reason(code=told[1], facts=facts),
        value=figure,
        progress=progress,
        expected_progress=expected,
        used=(latest,),
    )


def _without_figure(case: Case) -> Verdict:
    """A quantity of which nothing was measured: works seen are in_progress, an announced end of it is final."""
    ended = last(case.evidence, lambda row: row.modality == "actual" and row.stage == "cancelled")
    if ended:
        return Verdict(status="cancelled", why=told("cancelled", ended), used=(ended,))
    deed = last(case.evidence, lambda row: row.modality == "actual")
    if deed is None:
        return Verdict(status="no_news", why=Reason(code="planned_only" if case.evidence else "no_evidence"))
    if is_over(case):
        return Verdict(status="overdue", why=told("nothing_measured", deed), used=(deed,))
    return Verdict(status="in_progress", why=told("activity", deed), used=(deed,))


def is_full_year_level(row: Evidence) -> bool:
    figure = row.figure
    if figure is None or figure.basis != "level" or not figure.start or not figure.end:
        return False
    return (figure.start, figure.end) == (date(figure.end.year, 1, 1), date(figure.end.year, 12, 31))
