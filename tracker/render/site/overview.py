"""How all targets stand comes in; the overview goes out: counts, what changed, what to look at, and the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.render.changes import Change
from tracker.render.look import LAGGING, changed, flagged, is_due_soon, lagging
from tracker.render.site.paper import FOLDER, Leaf, Paper, leaves, page
from tracker.render.site.rows_script import rows_script
from tracker.render.site.telling import lead, moved, own_wording, rank, status, title, why
from tracker.render.standing import Document, Overview, Standing
from tracker.render.words import counted, pace_text, status_word, theme_name, value_of_goal

PAGE_ROWS = 200
_SHOWN = 8  # of each list beside the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A target in the table. Filtered by: status[0], theme[0], owner, flags; sorted by: `lead`, `rank`."""

    id: str
    title: str
    wording: str
    status: tuple[str, str]
    rank: int
    theme: tuple[str, str]
    owner: str
    flags: tuple[str, ...]
    value: str
    pace: str
    lead: str
    due: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line beside the table: a target and what is to be said of it, or what is to be said of several targets.

    left: how many more targets there are; more: where they are.
    """

    text: str
    id: str = ""
    title: str = ""
    status: str = ""
    links: tuple[tuple[str, str], ...] = ()
    left: int = 0
    more: str = ""


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
    flags: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    leaf: Leaf[Row]
    rows_file: str


def overview_pages(paper: Paper, overview: Overview) -> Iterator[Document]:
    """index.html, index-2.html, ..., and where there are several, the rows of all of them as a script."""
    rows = [_row(one, paper) for one in overview.standings]
    found = leaves(rows, PAGE_ROWS, "index")
    several = len(found) > 1
    counts = counted(one.now for one in overview.standings)
    themes = dict.fromkeys(row.theme for row in rows if row.theme[0])
    carried = {flag for row in rows for flag in row.flags}
    panels = tuple(panel for panel in _panels(paper, overview) if panel.notes)
    for leaf in found:
        view = OverviewPage(
            total=len(rows),
            counts=tuple((one, status_word(one, paper.language), count) for one, count in counts),
            themes=tuple(themes),
            owners=tuple(sorted({row.owner for row in rows if row.owner})),
            flags=tuple((flag, words) for flag, words in paper.words.flags.items() if flag in carried),
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
        flags=one.now.flags,
        value=value_of_goal(target, one.now, paper.language),
        pace=pace_text(one.now),
        lead=lead(one.now),
        due=target.due.isoformat() if target.due else "",
        last=newest.published.isoformat() if newest and newest.published else "",
    )


def _panels(paper: Paper, overview: Overview) -> Iterator[Panel]:
    labels = paper.words.labels
    yield _panel(labels["changes"], [_changed(one, paper) for one in changed(overview)], "changes.html")
    yield _panel(labels["attention"], list(_flagged(paper, overview.standings)), "")
    notes = [_note(one, paper, why(one.now, paper)) for one in lagging(overview.standings)]
    yield _panel(labels["behind"], notes, "#status=" + ",".join(LAGGING))
    soon = [one for one in overview.standings if is_due_soon(one.target, one.now, overview.as_of)]
    yield _panel(labels["due_soon"], [_note(one, paper, str(one.target.due)) for one in soon], "#sort=due")


def _panel(name: str, notes: Sequence[Note], more: str) -> Panel:
    return Panel(name=name, notes=tuple(notes[:_SHOWN]), left=max(0, len(notes) - _SHOWN), more=more)


def _changed(one: Standing, paper: Paper) -> Note:
    return _note(one, paper, moved(Change(before=one.before, now=one.now, evidence=one.deciding), paper))


def _flagged(paper: Paper, standings: Sequence[Standing]) -> Iterator[Note]:
    """A line for each flag, the more urgent first."""
    for one in flagged(standings, paper.words.flags):
        links = tuple((target.id, title(target, paper)) for target in one.named)
        yield Note(text=one.words, links=links, left=one.left, more=f"#flag={one.flag}")


def _note(one: Standing, paper: Paper, text: str) -> Note:
    return Note(id=one.target.id, title=title(one.target, paper), status=status(one.now, paper)[0], text=text)
