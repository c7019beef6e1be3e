"""Read growth rates and yearly levels: a passage with a quantity target in, its figure or why there is none out."""

from __future__ import annotations

import re
from datetime import date

from tracker.measure.owner import owner_of
from tracker.measure.scene import Finding, Scene, nothing
from tracker.model import Figure, Goal, Period, Quantity
from tracker.passage import Passage

_FORECAST = re.compile(r"预计|有望|预测|研判|估计|预期(?!目标)|或将")


def read_figure(scene: Scene, passage: Passage) -> Finding:
    """The figure of a growth goal or of a yearly level in a sentence.

    Of several figures that fit, the one with the longest period speaks (the cumulative one), then the exact one.
    """
    goal = passage.known.target.goal
    assert goal is not None  # only quantity targets come here
    found = [finding for _, finding in weigh_figures(scene, passage, goal) if finding is not None]
    fitting = [one for one in found if one.why_not is None]
    if fitting:
        return max(fitting, key=_weight)
    return found[-1] if found else nothing("no_figure")


def weigh_figures(scene: Scene, passage: Passage, goal: Goal) -> list[tuple[Quantity, Finding | None]]:
    """Every figure of a sentence, with the reason where it is not one of the goal."""
    text = scene.page[passage.line].text
    forecast = _FORECAST.search(text) is not None
    weighed: list[tuple[Quantity, Finding | None]] = []
    understood = scene.understood(passage.line)
    for quantity in understood.quantities:
        found: Finding | None = None
        if _has_right_form(quantity, goal):
            owner = owner_of(text, quantity, passage, understood)
            if owner.code == "own":
                found = judge_period(scene, quantity, goal, forecast)
            else:
                found = nothing(owner.code, name=owner.name, value=quantity.raw)
        weighed.append((quantity, found))
    return weighed


def judge_period(scene: Scene, quantity: Quantity, goal: Goal, forecast: bool = False) -> Finding:
    """Whether a figure covers the period that the goal speaks of; growth from the year's start counts as interim.

    forecast: the sentence expects a result and does not restate the goal, even if the number is the same.
    """
    value = scene.language.convert(quantity.value, quantity.unit, goal.unit)
    if value is None:
        return nothing("other_unit", unit=quantity.unit)
    if quantity.basis == "average":
        return nothing("average_growth", value=quantity.raw)
    if quantity.basis == "mom":
        return nothing("month_on_month", value=quantity.raw)
    span = _closed(quantity.period, quantity.modality)
    if span is None:
        return nothing("no_period", value=quantity.raw)
    refusal = _period_refusal(goal, span)
    if refusal:
        return nothing(refusal, period=f"{span[0]}/{span[1]}", value=quantity.raw)
    if quantity.modality == "planned" and value == goal.value and span == goal.over and not forecast:
        return nothing("goal_repeated", value=quantity.raw)
    figure = Figure(
        value=value,
        unit=goal.unit,
        comparator=quantity.comparator,
        start=span[0],
        end=span[1],
        basis="yoy" if goal.basis == "yoy" else "level",
    )
    return Finding(modality=quantity.modality, figure=figure)


def _has_right_form(quantity: Quantity, goal: Goal) -> bool:
    if goal.basis == "yoy":
        return quantity.role == "growth" and quantity.unit == "%"
    return quantity.role in ("level", "to", "share") and (quantity.unit == "%") == (goal.unit == "%")


def _closed(period: Period | None, modality: str) -> tuple[date, date] | None:
    """The days a figure covers; a deadline (到2030年) means that year."""
    if period is None or period.end is None:
        return None
    if period.start is None:
        return (date(period.end.year, 1, 1), period.end) if modality == "planned" else None
    return (period.start, period.end)


def _period_refusal(goal: Goal, span: tuple[date, date]) -> str:
    """Why a period does not fit, empty if it does."""
    start, end = span
    full_year = (start, end) == (date(end.year, 1, 1), date(end.year, 12, 31))
    if goal.basis == "level":
        return "" if full_year else "partial_year"
    if goal.over and not (goal.over[0] <= start and end <= goal.over[1]):
        return "other_period"
    if goal.over and start != goal.over[0]:
        return "not_cumulative"
    return ""


def _weight(found: Finding) -> tuple[bool, int, bool]:
    """Results before plans, the longest period, the exact figure before a round one (突破千亿元，达到1061.4亿元)."""
    figure = found.figure
    if figure is None or figure.start is None or figure.end is None:
        return (found.modality == "actual", 0, False)
    return (found.modality == "actual", (figure.end - figure.start).days, figure.comparator == "=")
