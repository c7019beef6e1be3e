"""A target, its evidence and what was looked at come in; how it is understood and why it stands as it does goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.discover.starts import DEFAULT_WORDS, query_of
from tracker.match import compile_targets
from tracker.model import TIERS, Assessment, Config, Evidence, Place, Source, Statement, Target, Tier
from tracker.render.changes import deciding, seen_on
from tracker.watch import SourceState, Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source that may bring news of the target. query: what a search is asked. looked: to which day, from which."""

    source: str
    name: str
    tier: Tier
    kind: str
    when: str
    query: str
    last_visit: datetime | None
    trouble: str
    looked: tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One piece of evidence. role: decides, used (the status rests on it too), counts, or aside."""

    role: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTold:
    """subject: the number of the idea that names the thing. measured: a figure of the whole place.

    observed: None where no source was ever asked. evidence: in order of weight. pages: how all stored pages ended.
    """

    target: Target
    subject: int
    measured: bool
    phases: tuple[str, ...]
    place: Place
    statement: Statement
    asked: tuple[Asked, ...]
    observed: Watched | None
    pages: tuple[tuple[str, int], ...]
    stale: int
    assessment: Assessment
    evidence: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What was looked at: the state of the sources, how well the target was watched, how pages ended and are stale."""

    states: Sequence[SourceState]
    observed: Watched | None
    pages: Counter[str]
    stale: int


def explain_target(config: Config, assessment: Assessment, rows: Sequence[Evidence], watch: Watch) -> TargetTold:
    """rows: the evidence of the target, and of those that share its measure."""
    target = next(one for one in config.targets if one.id == assessment.target)
    known = next(one for one in compile_targets(config).known if one.target is target)
    stated = {one.id: one for one in config.statements}
    return TargetTold(
        target=target,
        subject=known.subject,
        measured=known.measured,
        phases=tuple(sorted("".join(one) for one in known.phases)),
        place=config.place,
        statement=stated.get(target.statement, config.statements[0]),
        asked=tuple(_asked(source, target, config, watch.states) for source in config.sources),
        observed=watch.observed,
        pages=tuple(watch.pages.most_common()),
        stale=watch.stale,
        assessment=assessment,
        evidence=_weighed(assessment, seen_on(rows, assessment.as_of)),
    )


def _asked(source: Source, target: Target, config: Config, states: Sequence[SourceState]) -> Asked:
    state = next((one for one in states if one.source == source.id), None)
    days = state.looked if state else ()
    return Asked(
        source=source.id,
        name=source.name,
        tier=source.tier,
        kind=source.kind,
        when=source.every or source.cron,
        query=query_of(target, config, source.words or DEFAULT_WORDS) if source.kind == "search" else "",
        last_visit=state.last_visit if state else None,
        trouble=state.trouble if state else "",
        looked=(days[0][0], days[-1][1]) if days else None,
    )


def _weighed(one: Assessment, rows: Sequence[Evidence]) -> tuple[Weighed, ...]:
    """What decides first, then what is used, then what counts by tier and day, then what was set aside."""
    decides = deciding(one, rows)

    def role(row: Evidence) -> str:
        if row is decides:
            return "decides"
        if not row.counts:
            return "aside"
        return "used" if row.url in one.evidence else "counts"

    def weight(row: Evidence) -> tuple[int, int, int, str]:
        order = ("decides", "used", "counts", "aside").index(role(row))
        tier = TIERS.index(row.tier) if row.counts else 0
        return order, tier, -(row.published or date.min).toordinal(), row.id

    mine = [row for row in rows if row.target == one.target or row is decides]
    return tuple(Weighed(role=role(row), evidence=row) for row in sorted(mine, key=weight))
