"""How all targets stand comes in; the overview goes out: counts, what changed, what to look at, and the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.model import STATUSES
from tracker.render.site.paper import FOLDER, Leaf, Paper, leaves, page
from tracker.render.site.rows_script import rows_script
from tracker.render.site.telling import lead, moved, own_wording, pace, rank, status, title, value_of_goal, why
from tracker.render.standing import Document, Overview, Standing
from tracker.render.words import shown_status, status_word, theme_name

PAGE_ROWS = 200
_SHOWN = 8  # of each list beside the table
_NAMED = 5  # targets of one flag
_DUE_SOON = timedelta(days=30)
_LATE = ("behind", "overdue", "missed")
_CLOSED = ("achieved", "missed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A target in the table. What it is filtered by: status[0], theme[0], owner. `lead` and `rank` are to sort by."""

    id: str
    title: str
    wording: str
    status: tuple[str, str]
    rank: int
    theme: tuple[str, str]
    owner: str
    value: str
    pace: str
    lead: str
    due: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line beside the table: a target and what is to be said of it, or what is to be said of several targets."""

    text: str
    id: str = ""
    title: str = ""
    status: str = ""
    links: tuple[tuple[str, str], ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A short list; `left` entries are not shown, `more` is where they are."""

    name: str
    notes: tuple[Note, ...]
    left: int
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """rows_file: the script with the rows of all pages, where there are more than one."""

    total: int
    counts: tuple[tuple[str, str, int], ...]
    themes: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    panels: tuple[Panel, ...]
    leaf: Leaf[Row]
    rows_file: str


def overview_pages(paper: Paper, overview: Overview) -> Iterator[Document]:
    """index.html, index-2.html, ..., and where there are several, the rows of all of them as a script."""
    rows = [_row(one, paper) for one in overview.standings]
    found = leaves(rows, PAGE_ROWS, "index")
    several = len(found) > 1
    counted = Counter(shown_status(one.now) for one in overview.standings)
    themes = dict.fromkeys(row.theme for row in rows if row.theme[0])
    panels = tuple(panel for panel in _panels(paper, overview) if panel.notes)
    for leaf in found:
        view = OverviewPage(
            total=len(rows),
            counts=tuple((one, status_word(one, paper.language), counted[one]) for one in STATUSES if counted[one]),
            themes=tuple(themes),
            owners=tuple(sorted({row.owner for row in rows if row.owner})),
            panels=panels if leaf.number == 1 else (),
            leaf=leaf,
            rows_file="rows.js" if several else "",
        )
        yield page(paper, leaf.name, paper.config.title, view)
    if several:
        yield Document(path=f"{FOLDER}/{paper.folder}rows.js", text=rows_script(rows, paper))


def _row(one: Standing, paper: Paper) -> Row:
    target, newest = one.target, one.newest or one.deciding
    return Row(
        id=target.id,
        title=title(target, paper),
        wording=own_wording(target, paper),
        status=status(one.now, paper),
        rank=rank(one.now),
        theme=(target.theme, theme_name(target.theme, paper.language) if target.theme else ""),
        owner=target.owner,
        value=value_of_goal(target, one.now, paper),
        pace=pace(one.now),
        lead=lead(one.now),
        due=target.due.isoformat() if target.due else "",
        last=newest.published.isoformat() if newest and newest.published else "",
    )


def _panels(paper: Paper, overview: Overview) -> Iterator[Panel]:
    labels = paper.words.labels
    yield _panel(labels["changes"], [_changed(one, paper) for one in overview.standings if _moved(one)], "changes.html")
    yield _panel(labels["attention"], list(_flagged(paper, overview.standings)), "")
    late = [one for one in overview.standings if shown_status(one.now) in _LATE]
    notes = [_note(one, paper, why(one.now, paper)) for one in late]
    yield _panel(labels["behind"], notes, "#status=" + ",".join(_LATE))
    soon = [one for one in overview.standings if _due_soon(one, overview)]
    yield _panel(labels["due_soon"], [_note(one, paper, str(one.target.due)) for one in soon], "#sort=due")


def _panel(name: str, notes: Sequence[Note], more: str) -> Panel:
    return Panel(name=name, notes=tuple(notes[:_SHOWN]), left=max(0, len(notes) - _SHOWN), more=more)


def _moved(one: Standing) -> bool:
    if one.before is None:
        return False
    before, now = one.before, one.now
    return (before.status, before.late, before.value, before.unit) != (now.status, now.late, now.value, now.unit)


def _changed(one: Standing, paper: Paper) -> Note:
    return _note(one, paper, moved(one.before, one.now, paper))


def _flagged(paper: Paper, standings: Sequence[Standing]) -> Iterator[Note]:
    """A line for each flag, the more urgent first."""
    for flag, words in paper.words.flags.items():
        named = [(one.target.id, title(one.target, paper)) for one in standings if flag in one.now.flags]
        if named:
            yield Note(text=words, links=tuple(named[:_NAMED]), left=max(0, len(named) - _NAMED))


def _due_soon(one: Standing, overview: Overview) -> bool:
    due = one.target.due
    return bool(due and overview.as_of <= due <= overview.as_of + _DUE_SOON and one.now.status not in _CLOSED)


def _note(one: Standing, paper: Paper, text: str) -> Note:
    return Note(id=one.target.id, title=title(one.target, paper), status=status(one.now, paper)[0], text=text)
