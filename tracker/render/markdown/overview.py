"""How all targets stand comes in; README.md goes out: at a glance what is, what has changed and what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.render.changes import Change
from tracker.render.escape import escape
from tracker.render.look import CLOSED, changed, is_due_soon, lagging
from tracker.render.markdown.sheet import (
    Sheet,
    attention,
    cited,
    finished,
    linked,
    moved,
    section,
    table,
    themed,
    to_quote,
    told,
    value_and_goal,
    why,
)
from tracker.render.markdown.weekly import week_path
from tracker.render.numbers import date_text
from tracker.render.sources import gaps_text, sources_section
from tracker.render.standing import Overview, Standing
from tracker.render.way import outlook_text
from tracker.render.words import pace_text, status_counts, status_name


def overview_text(sheet: Sheet, view: Overview) -> str:
    """The same input gives the same text. Whatever comes from the web is escaped."""
    labels = sheet.labels
    title = labels["report"].format(title=escape(view.config.title), day=date_text(view.as_of, sheet.language))
    moves = changed(view)
    told_of = {one.target.id for one in moves}
    blocks = [*([labels["sample"]] if view.sample else []), f"# {title}", _lead(sheet, view, len(moves))]
    blocks += section(sheet, labels["attention"], attention(sheet, view.standings), always=True)
    for theme in dict.fromkeys(one.target.theme for one in view.standings):
        rows = (_row(sheet, one, one.target.id in told_of) for one in view.standings if one.target.theme == theme)
        blocks += [f"## {themed(sheet, theme)}", table(labels["table"], rows)]
    blocks += section(sheet, labels["changes"], [_change(sheet, one) for one in moves])
    blocks += section(sheet, labels["behind"], [told(sheet, one) for one in lagging(view.standings)])
    blocks += section(sheet, labels["due_soon"], list(_due_soon(sheet, view)))
    blocks += section(sheet, labels["silent"], list(_silent(sheet, view)))
    blocks += sources_section(view.config, view.sources, view.as_of)
    return finished(sheet, blocks)


def _lead(sheet: Sheet, view: Overview, moves: int) -> str:
    """Three sentences: how things stand, what is new, what to look at."""
    labels = sheet.labels
    counts = labels["separator"].join(status_counts([one.now for one in view.standings], sheet.language))
    if view.since is None:
        since = labels["since_never"]
    else:
        day = date_text(view.since, sheet.language)
        since = labels["since_changed" if moves else "since_same"].format(day=day, count=moves)
    flagged = sum(bool(one.now.flags) for one in view.standings)
    week = view.as_of.isocalendar().week
    lines = [
        labels["counts"].format(total=len(view.standings), counts=counts),
        f"{since}{labels['space']}{labels['look_at'].format(count=flagged)}",
        f"[{labels['week_report'].format(week=week)}]({week_path(view.as_of)})",
    ]
    return "  \n".join(lines)


def _row(sheet: Sheet, standing: Standing, has_moved: bool) -> tuple[str, ...]:
    one, newest = standing.now, standing.newest or standing.deciding
    ahead = standing.forecast is not None and standing.forecast.days_left >= 0 and one.status not in CLOSED
    return (
        linked(sheet, standing.target),
        status_name(one, sheet.language),
        value_and_goal(sheet, standing),
        pace_text(one),
        outlook_text(standing.forecast, sheet.language) if ahead else "",
        standing.target.due.isoformat() if standing.target.due else "",
        to_quote(sheet, newest.published.isoformat(), newest) if newest and newest.published else "",
        moved(sheet, _change_of(standing)) if has_moved else "",
    )


def _change_of(standing: Standing) -> Change:
    return Change(before=standing.before, now=standing.now, evidence=standing.deciding)


def _change(sheet: Sheet, standing: Standing) -> str:
    labels = sheet.labels
    text = moved(sheet, _change_of(standing)) + labels["stop"] + labels["space"] + why(sheet, standing)
    return f"- **{linked(sheet, standing.target)}**{labels['colon']}{text}{cited(sheet, standing.deciding)}"


def _due_soon(sheet: Sheet, view: Overview) -> Iterator[str]:
    for one in view.standings:
        if is_due_soon(one.target, one.now, view.as_of):
            yield f"{told(sheet, one)} — {one.target.due}"


def _silent(sheet: Sheet, view: Overview) -> Iterator[str]:
    """Targets without news, with what was not looked at, so that silence is not taken for standstill."""
    for one in view.standings:
        if one.now.status == "no_news":
            unseen = gaps_text(view.config, one.now, one.watched, view.sources)
            yield "  \n  ".join([told(sheet, one), *([escape(unseen)] if unseen else [])])
