"""The sources and their states come in; the list of them and a page for each go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from tracker.model import Source
from tracker.render.escape import address
from tracker.render.site.paper import Paper, page
from tracker.render.site.scale import Days
from tracker.render.site.strip import days_strip
from tracker.render.sources import name_of_source, state_in_words, trouble_text
from tracker.render.standing import Document, Overview
from tracker.watch import SourceState

_STRETCHES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """state: well, once, alert or unseen, and what to call it."""

    id: str
    name: str
    tier: str
    state: tuple[str, str]
    visit: str
    good: str
    offered: str
    read: str
    looked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """stretches: the days looked at, the newest first; left: how many stretches more."""

    row: SourceRow
    kind: str
    link: str
    address: str
    every: str
    alert: str
    picture: Markup
    span: tuple[str, str]
    stretches: tuple[tuple[str, str, int], ...]
    left: int


def source_pages(paper: Paper, overview: Overview) -> Iterator[Document]:
    """sources.html and sources/ID.html; a source that no run has asked yet has a page that says so."""
    states = {state.source: state for state in overview.sources}
    rows = []
    for source in overview.config.sources:
        state = states.get(source.id, SourceState(source=source.id))
        row = _row(source, state, paper)
        rows.append(row)
        yield page(paper, f"sources/{source.id}.html", row.name, _source(source, state, row, paper))
    yield page(paper, "sources.html", paper.words.site["sources"], SourcesPage(rows=tuple(rows)))


def _row(source: Source, state: SourceState, paper: Paper) -> SourceRow:
    return SourceRow(
        id=source.id,
        name=name_of_source(paper.config, source.id),
        tier=paper.words.tiers.get(source.tier, source.tier),
        state=state_in_words(paper.config, state),
        visit=_moment(state.last_visit, paper),
        good=_moment(state.last_good, paper),
        offered="" if state.items is None else str(state.items),
        read=str(state.read),
        looked=str(sum((last - first).days + 1 for first, last in state.looked)) if state.looked else "",
    )


def _source(source: Source, state: SourceState, row: SourceRow, paper: Paper) -> SourcePage:
    first = min(statement.date for statement in paper.config.statements)
    first = min((first, *(one for one, _ in state.looked)))
    last = max((paper.as_of, first + timedelta(days=1), *(one for _, one in state.looked)))
    span = Days(first=first, last=last)
    newest = state.looked[::-1]
    text = paper.words.site["looked_name"].format(days=row.looked or 0, first=paper.day(first), last=paper.day(last))
    return SourcePage(
        row=row,
        kind=source.kind,
        link=address(source.address.partition("{")[0]),
        address=source.address,
        every=source.every or source.cron,
        alert=trouble_text(paper.config, state.alert, _today(state, paper)) if state.alert else "",
        picture=days_strip(state.looked, span, text),
        span=(paper.day(first), paper.day(last)),
        stretches=tuple((one.isoformat(), end.isoformat(), (end - one).days + 1) for one, end in newest[:_STRETCHES]),
        left=max(0, len(newest) - _STRETCHES),
    )


def _today(state: SourceState, paper: Paper) -> date:
    """A source may have been visited after the day of the report."""
    visit = state.last_visit.astimezone(ZoneInfo(paper.config.timezone)).date() if state.last_visit else paper.as_of
    return max(paper.as_of, visit)


def _moment(moment: datetime | None, paper: Paper) -> str:
    return moment.astimezone(ZoneInfo(paper.config.timezone)).strftime("%Y-%m-%d %H:%M") if moment else ""
