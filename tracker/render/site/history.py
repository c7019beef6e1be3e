"""The turns of all targets come in; the pages of what changed, by week, and of the statuses over time go out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from tracker.model import STATUSES, Assessment
from tracker.render.changes import turned
from tracker.render.site.paper import Leaf, Paper, leaves, page
from tracker.render.site.scale import Days
from tracker.render.site.strip import Spell, counts_area, status_strip
from tracker.render.site.telling import moved, status, title, why
from tracker.render.standing import Document, Overview, Standing
from tracker.render.words import shown_status, status_word

CHANGES = 300  # on a page
STRIPS = 200
_TABLE_ROWS = 26  # of counts; more weeks are thinned out
_WEEK = timedelta(days=7)
_SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    id: str
    title: str
    day: str
    status: str
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The turns of one week, the newest first."""

    name: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    weeks: tuple[Week, ...]
    leaf: Leaf[tuple[date, Turn]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    id: str
    title: str
    status: tuple[str, str]
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """area: the picture of the counts, on the first page; head and counts: the table of the same."""

    area: Markup | None
    head: tuple[str, ...]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    leaf: Leaf[Strip]
    legend: tuple[tuple[str, str], ...]
    first: str
    last: str


def changes_pages(paper: Paper, overview: Overview) -> Iterator[Document]:
    turns = sorted(_turns(paper, overview.standings), key=lambda pair: pair[0], reverse=True)
    for leaf in leaves(turns, CHANGES, "changes"):
        weeks = tuple(
            Week(name=_week_name(monday, paper), turns=tuple(turn for _, turn in told))
            for monday, told in groupby(leaf.rows, lambda pair: pair[0] - timedelta(days=pair[0].weekday()))
        )
        yield page(paper, leaf.name, paper.words.site["changes"], ChangesPage(weeks=weeks, leaf=leaf))


def _turns(paper: Paper, standings: Sequence[Standing]) -> Iterator[tuple[date, Turn]]:
    for one in standings:
        name = title(one.target, paper)
        for change in turned(one):
            now = change.now
            turn = Turn(
                id=one.target.id,
                title=name,
                day=now.as_of.isoformat(),
                status=status(now, paper)[0],
                text=moved(change, paper),
                why=why(now, paper),
            )
            yield now.as_of, turn


def _week_name(monday: date, paper: Paper) -> str:
    year, week, _ = monday.isocalendar()
    last = min(monday + _WEEK - timedelta(days=1), paper.as_of)
    told = {"year": year, "week": week, "first": paper.day(monday), "last": paper.day(last)}
    return paper.words.site["week"].format(**told)


def history_pages(paper: Paper, overview: Overview) -> Iterator[Document]:
    first = min(statement.date for statement in overview.config.statements)
    span = Days(first=first, last=max(paper.as_of, first + timedelta(days=1)))
    weeks = _counts(overview, span)
    shown = [one for one in STATUSES if any(counts.get(one) for _, counts in weeks)]
    legend = tuple((one, status_word(one, paper.language)) for one in shown)
    strips = [_strip(one, span, paper) for one in overview.standings]
    area = counts_area(weeks, paper.language, paper.words.site["area_name"])
    for leaf in leaves(strips, STRIPS, "history"):
        start = leaf.number == 1
        view = HistoryPage(
            area=area if start and overview.standings else None,
            head=tuple(name for _, name in legend),
            counts=_table(weeks, shown) if start else (),
            leaf=leaf,
            legend=legend,
            first=paper.day(span.first),
            last=paper.day(span.last),
        )
        yield page(paper, leaf.name, paper.words.site["history"], view)


def _strip(one: Standing, span: Days, paper: Paper) -> Strip:
    spells = _spells(one.turns, span)
    told = [f"{paper.day(spell.first)} {status_word(spell.status, paper.language)}" for spell in spells]
    text = paper.words.labels["semicolon"].join(told)
    name = title(one.target, paper)
    return Strip(id=one.target.id, title=name, status=status(one.now, paper), picture=status_strip(spells, span, text))


def _spells(turns: Sequence[Assessment], span: Days) -> list[Spell]:
    """Turns of the same status are one spell."""
    starts = [(turn.as_of, shown_status(turn)) for turn in turns]
    starts = [pair for place, pair in enumerate(starts) if place == 0 or starts[place - 1][1] != pair[1]]
    ends = [day for day, _ in starts[1:]] + [span.last]
    return [Spell(status=name, first=day, end=end) for (day, name), end in zip(starts, ends, strict=True)]


def _counts(overview: Overview, span: Days) -> list[tuple[date, Mapping[str, int]]]:
    """How many targets had which status at the end of each week, and on the last day."""
    days = [span.first, *_sundays(span), span.last]
    counts: list[Counter[str]] = [Counter() for _ in days]
    for one in overview.standings:
        starts = [turn.as_of for turn in one.turns]
        for count, day in zip(counts, days, strict=True):
            place = bisect_right(starts, day)
            if place:
                count[shown_status(one.turns[place - 1])] += 1
    return list(zip(days, counts, strict=True))


def _sundays(span: Days) -> Iterator[date]:
    sunday = span.first + timedelta(days=_SUNDAY - span.first.weekday())
    while sunday < span.last:
        if sunday > span.first:
            yield sunday
        sunday += _WEEK


def _table(
    weeks: Sequence[tuple[date, Mapping[str, int]]], shown: Sequence[str]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The counts of the last day and of weeks before it, the newest first."""
    step = -(-len(weeks) // _TABLE_ROWS)
    told = weeks[::-1][::step]
    return tuple((day.isoformat(), tuple(counts.get(one, 0) for one in shown)) for day, counts in told)
