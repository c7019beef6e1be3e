"""How all targets stand comes in; the report of the week of that day goes out, in the order of a supervision office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.render.changes import turned
from tracker.render.escape import escape
from tracker.render.look import CLOSED, lagging
from tracker.render.markdown.quotes import quoted
from tracker.render.markdown.sheet import (
    OVERVIEW,
    Sheet,
    attention,
    cited,
    finished,
    linked,
    moved,
    section,
    table,
    titled,
    why,
)
from tracker.render.numbers import date_text
from tracker.render.standing import FRESH, Overview, Standing
from tracker.render.words import reason, shown_status, status_counts, status_name, status_word

WEEKLY = "weekly/"
AHEAD = timedelta(days=60)
SHOWN = 3  # sentences of the week by target
_NAMED = ("achieved", "ahead", "on_track", "behind")


def week_path(day: date) -> str:
    """weekly/2025-W40.md: the ISO week of a day, whose year may be another one than the day's."""
    year, week, _ = day.isocalendar()
    return f"{WEEKLY}{year:04}-W{week:02}.md"


def weekly_text(sheet: Sheet, view: Overview) -> str:
    """Counts, what to look at, changes, laggards, dates ahead, and the evidence of the week up to the day."""
    labels = sheet.labels
    year, week, _ = view.as_of.isocalendar()
    monday = view.as_of - timedelta(days=view.as_of.weekday())
    first, last = (date_text(day, sheet.language) for day in (monday, view.as_of))
    title = labels["weekly"].format(title=escape(view.config.title), year=year, week=week, first=first, last=last)
    blocks = [*([labels["sample"]] if view.sample else []), f"[{labels['back']}]({sheet.up}{OVERVIEW})", f"# {title}"]
    blocks += [f"## {labels['overall']}", *_counts(sheet, view)]
    blocks += section(sheet, labels["attention"], attention(sheet, view.standings), always=True)
    blocks += section(sheet, labels["week_changes"], list(_changes(sheet, view, monday)), always=True)
    late = [_lagging(sheet, one) for one in lagging(view.standings)]
    blocks += [f"## {labels['laggards']}", table(labels["laggards_table"], late) if late else labels["nothing"]]
    dates = sorted(_dates(sheet, view))
    heading = f"## {labels['dates'].format(days=AHEAD.days)}"
    blocks += [heading, table(labels["dates_table"], dates) if dates else labels["nothing"]]
    evidence = list(_evidence(sheet, view))
    return finished(sheet, [*blocks, f"## {labels['week_evidence']}", *(evidence or [labels["nothing"]])])


def _counts(sheet: Sheet, view: Overview) -> list[str]:
    """The four words of a supervision office, all others as one, and which these are."""
    language, labels = sheet.language, sheet.labels
    now = [one.now for one in view.standings]
    counts = Counter(shown_status(one) for one in now)
    rest = [one for one in now if shown_status(one) not in _NAMED]
    names = [*(status_word(name, language) for name in _NAMED), labels["others"], labels["total"]]
    row = [*(str(counts[name]) for name in _NAMED), str(len(rest)), str(len(now))]
    others = labels["separator"].join(status_counts(rest, language))
    return [
        table("| " + " | ".join(names) + " |", [row]),
        *([labels["others_are"].format(counts=others)] if rest else []),
    ]


def _changes(sheet: Sheet, view: Overview, monday: date) -> Iterator[str]:
    """Each turn of the week with its day."""
    labels = sheet.labels
    for standing in view.standings:
        for change in turned(standing):
            if change.now.as_of >= monday:
                text = f"{moved(sheet, change)}{labels['stop']}{labels['space']}"
                told = f"{text}{escape(reason(change.now.why, sheet.language))}{cited(sheet, change.evidence)}"
                yield f"- {change.now.as_of} **{linked(sheet, standing.target)}**{labels['colon']}{told}"


def _lagging(sheet: Sheet, standing: Standing) -> tuple[str, ...]:
    return (
        linked(sheet, standing.target),
        escape(standing.target.owner),
        status_name(standing.now, sheet.language),
        why(sheet, standing) + cited(sheet, standing.deciding),
        standing.target.due.isoformat() if standing.target.due else "",
    )


def _dates(sheet: Sheet, view: Overview) -> Iterator[tuple[str, ...]]:
    """Due and announced days that are to come, of what is still open."""
    for one in view.standings:
        if one.now.status in CLOSED:
            continue
        announced = one.forecast.announced[-1].expected if one.forecast and one.forecast.announced else None
        for day, name in ((one.target.due, "due"), (announced, "announced_day")):
            if day and view.as_of < day <= view.as_of + AHEAD:
                yield day.isoformat(), linked(sheet, one.target), sheet.labels[name]


def _evidence(sheet: Sheet, view: Overview) -> Iterator[str]:
    for one in view.standings:
        if not one.fresh:
            continue
        yield f"### {titled(sheet, one.target)}"
        yield from (quoted(sheet, row, decides=row == one.deciding) for row in one.fresh[:SHOWN])
        more = len(one.fresh) - SHOWN
        if more > 0:
            count = f"{more}+" if len(one.fresh) == FRESH else str(more)
            yield sheet.labels["more_rows"].format(count=count)
