"""A target with its evidence comes in; its page goes out: status, chart, timeline, quotes, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import Evidence
from tracker.render.changes import Change, turned
from tracker.render.escape import address
from tracker.render.feeds.naming import feed_of_target
from tracker.render.site.evidence import Quote, quote_of
from tracker.render.site.figures import Drawn, drawn_figures
from tracker.render.site.milestone import drawn_milestone
from tracker.render.site.paper import Paper, page
from tracker.render.site.telling import moved, own_wording, status, title, why
from tracker.render.sources import gaps_text
from tracker.render.standing import CONTESTED, SHOWN_ASIDE, Document, Dossier, Standing, stated_in
from tracker.render.way import way_facts
from tracker.render.words import goal_text, pace_text, theme_name, value_of_goal

SHOWN = 150  # sentences that count; a page with thousands is no longer read
_TURNS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    name: str
    text: str
    link: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the timeline: a change of the status, or a sentence."""

    day: str
    status: str = ""
    text: str = ""
    why: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPage:
    """left and left_aside: how many sentences more there are."""

    id: str
    feed: str
    title: str
    wording: str
    status: tuple[str, str]
    why: str
    since: str
    unseen: str
    flags: tuple[str, ...]
    facts: tuple[Fact, ...]
    drawn: Drawn | None
    events: tuple[Event, ...]
    aside: tuple[Quote, ...]
    left: int
    left_aside: int


def target_page(paper: Paper, dossier: Dossier) -> Document:
    standing = dossier.standing
    counting = _counting(dossier)
    aside = sorted((row for row in dossier.evidence if not row.counts), key=_worth_showing)
    view = TargetPage(
        id=standing.target.id,
        feed=feed_of_target(standing.target.id),
        title=title(standing.target, paper),
        wording=own_wording(standing.target, paper),
        status=status(standing.now, paper),
        why=why(standing.now, paper),
        since=paper.day(standing.turns[-1].as_of) if standing.turns else "",
        unseen=gaps_text(paper.config, standing.now, standing.watched, ()),
        flags=tuple(paper.words.flags.get(flag, flag) for flag in standing.now.flags),
        facts=_facts(standing, paper),
        drawn=_drawn(standing, counting, aside, paper),
        events=_events(standing, counting, paper),
        aside=tuple(quote_of(row, False, paper) for row in aside[:SHOWN_ASIDE]),
        left=max(0, standing.counting - len(counting)),
        left_aside=max(0, standing.aside - SHOWN_ASIDE),
    )
    return page(paper, f"targets/{standing.target.id}.html", view.title, view)


def _counting(dossier: Dossier) -> list[Evidence]:
    """The newest sentences that count, and the deciding one, which may be old or belong to another target."""
    rows = [row for row in dossier.evidence if row.counts][:SHOWN]
    deciding = dossier.standing.deciding
    if deciding is not None and all(row.id != deciding.id for row in rows):
        rows.append(deciding)
    return rows


def _worth_showing(row: Evidence) -> bool:
    return row.why_not is None or row.why_not.code not in CONTESTED


def _drawn(standing: Standing, counting: Sequence[Evidence], aside: Sequence[Evidence], paper: Paper) -> Drawn | None:
    contested = [row for row in aside if not _worth_showing(row)][:SHOWN_ASIDE]
    if standing.target.goal is not None:
        return drawn_figures(standing, (*counting, *contested), paper)
    return drawn_milestone(standing, counting, paper)


def _facts(standing: Standing, paper: Paper) -> tuple[Fact, ...]:
    target, labels, w = standing.target, paper.words.labels, paper.words.site
    stated = stated_in(paper.config, target)
    told = ", ".join(part for part in (stated.publisher, paper.day(stated.date)) if part)
    facts = [
        Fact(name=labels["goal"], text=goal_text(target, paper.language)),
        Fact(name=w["value_goal"], text=value_of_goal(target, standing.now, paper.language) if target.goal else ""),
        Fact(name=w["pace"], text=pace_text(standing.now)),
        Fact(name=w["due"], text=paper.day(target.due) if target.due else ""),
        *(Fact(name=name, text=text) for name, text in way_facts(standing, paper.language)),
        Fact(name=w["theme"], text=theme_name(target.theme, paper.language) if target.theme else ""),
        Fact(name=labels["owner"], text=target.owner, tag=paper.file_tag),
        Fact(name=labels["quote"], text=target.quote, tag=paper.file_tag),
        Fact(name=w["stated"], text=f"{stated.title} ({told})", link=address(stated.url), tag=paper.file_tag),
    ]
    return tuple(fact for fact in facts if fact.text)


def _events(standing: Standing, counting: Sequence[Evidence], paper: Paper) -> tuple[Event, ...]:
    """Sentences and changes, the newest first; a change stands over the news that it followed from."""
    deciding = standing.deciding.id if standing.deciding else ""
    quotes = [
        Event(day=row.published.isoformat() if row.published else "", quote=quote_of(row, row.id == deciding, paper))
        for row in counting
    ]
    changes = [_changed(change, paper) for change in turned(standing)][-_TURNS:]
    return tuple(sorted([*reversed(changes), *quotes], key=lambda event: event.day, reverse=True))


def _changed(change: Change, paper: Paper) -> Event:
    now = change.now
    return Event(
        day=now.as_of.isoformat(), status=status(now, paper)[0], text=moved(change, paper), why=why(now, paper)
    )
