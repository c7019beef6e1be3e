"""A quantity with the sentences that count comes in; its chart with the table of the same figures goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from tracker.model import TIERS, Evidence, Goal
from tracker.render.layout import cut
from tracker.render.numbers import figure_text, period_text
from tracker.render.site.chart import Look, Plot, Point, chart
from tracker.render.site.evidence import anchor
from tracker.render.site.fan import fan_of
from tracker.render.site.paper import Paper
from tracker.render.site.telling import title
from tracker.render.standing import Standing, stated_in
from tracker.render.words import goal_text

_SENTENCE_COLUMNS = 160
_STEPS = 12  # pieces of the bent line of yearly growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture with its legend (class, name) and the table that says the same: its head, and rows of cells."""

    picture: Markup
    caption: str
    legend: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]  # (text, link or '')


def drawn_figures(standing: Standing, rows: Iterable[Evidence], paper: Paper) -> Drawn | None:
    """The figures in the unit of the goal, of the kind that it is compared with; None where there is none yet."""
    target, goal, w = standing.target, standing.target.goal, paper.words.site
    if goal is None:
        return None
    known = sorted((row for row in rows if _comparable(row, goal)), key=_order)
    if not known:
        return None
    value = _way([row for row in known if row.counts and row.modality == "actual"])
    stated = stated_in(paper.config, target).date
    pace = _pace(goal, target.due, stated, value)
    summary = w["chart_summary"].format(goal=goal_text(target, paper.language), count=len(known))
    plot = Plot(
        name=w["chart_name"].format(title=title(target, paper)),
        summary=summary,
        points=tuple(_point(row, paper) for row in known),
        value=value,
        pace=pace,
        fan=fan_of(standing.forecast),
        goal=(goal.value, f"{paper.words.labels['goal']} {goal_text(target, paper.language)}"),
        as_of=(paper.as_of, paper.as_of.isoformat()),
        days=tuple(day for day in (stated, target.due) if day),
        unit=_unit(goal, paper),
        language=paper.language,
    )
    looks = {point.look for point in plot.points}
    lines = [("value", w["line_value"]), ("goal", w["line_goal"]), *([("pace", w["line_pace"])] if pace else [])]
    lines += [("forecast", w["line_forecast"])] if plot.fan else []
    dots = [(look, w[f"point_{look}"]) for look in ("actual", "planned", "aside") if look in looks]
    return Drawn(
        picture=chart(plot),
        caption=summary,
        legend=(*lines[0 if len(value) > 1 else 1 :], *dots),
        head=(w["of_period"], w["value"], w["published"], w["publisher"]),
        rows=tuple(_cells(row, paper) for row in reversed(known)),
    )


def _comparable(row: Evidence, goal: Goal) -> bool:
    figure = row.figure
    if figure is None or figure.unit != goal.unit or row.published is None:
        return False
    return figure.basis == "yoy" if goal.basis == "yoy" else figure.basis != "yoy"


def day_of(row: Evidence) -> date:
    """The day that a figure is of: the end of its period, or of its publication where that is not known."""
    end = row.figure.end if row.figure else None
    return end or row.published or date.min


def _order(row: Evidence) -> tuple[date, int, date, str]:
    return (day_of(row), -TIERS.index(row.tier), row.published or date.min, row.id)


def _way(rows: Sequence[Evidence]) -> tuple[tuple[date, Decimal], ...]:
    """One value a day, that of the most authoritative page."""
    return tuple({day_of(row): row.figure.value for row in rows if row.figure}.items())


def _pace(
    goal: Goal, due: date | None, stated: date, value: Sequence[tuple[date, Decimal]]
) -> tuple[tuple[date, Decimal], ...]:
    """The expected way (docs/site.md): straight from the statement on for counts, by equal growth for levels."""
    if goal.basis == "cumulative" and due and due > stated:
        return ((stated, goal.baseline or Decimal(0)), (due, goal.value))
    if goal.basis != "level" or not value or not goal.over:
        return ()
    (first, start), last = value[-1], goal.over[1]
    if last <= first or start <= 0 or goal.value <= 0:
        return ()
    steps = [Decimal(step) / _STEPS for step in range(_STEPS + 1)]
    return tuple((first + (last - first) * float(share), start * (goal.value / start) ** share) for share in steps)


def _point(row: Evidence, paper: Paper) -> Point:
    assert row.figure is not None  # comparable
    w = paper.words.site
    said = w["point"].format(
        value=figure_text(row.figure, paper.language),
        period=period_text(row.figure.start, row.figure.end, paper.language) or paper.day(day_of(row)),
        sentence=cut(" ".join(row.sentence.split()), _SENTENCE_COLUMNS),
        source=row.source,
        published=row.published.isoformat() if row.published else "",
    )
    look: Look = "aside" if not row.counts else "planned" if row.modality == "planned" else "actual"
    return Point(day=day_of(row), value=row.figure.value, href=f"#{anchor(row)}", text=said, look=look)


def _cells(row: Evidence, paper: Paper) -> tuple[tuple[str, str], ...]:
    assert row.figure is not None  # comparable
    period = period_text(row.figure.start, row.figure.end, paper.language)
    told = figure_text(row.figure, paper.language)
    if not row.counts:
        told += f" ({paper.words.labels['set_aside']})"
    elif row.modality == "planned":
        told += f" ({paper.words.labels['planned']})"
    return (
        (period, ""),
        (told, f"#{anchor(row)}"),
        (row.published.isoformat() if row.published else "", ""),
        (row.source, ""),
    )


def _unit(goal: Goal, paper: Paper) -> str:
    """The unit of the axis, as the goal has it: the numbers on the axis are in it."""
    if paper.language == "zh" or goal.unit == "%":
        return goal.unit
    return w if (w := paper.words.site.get(f"unit_{goal.unit}", "")) else goal.unit
