"""A store and a day come in; how every target stands goes out, one target with its evidence at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.assess import settled_anew, source_states, watched_targets
from tracker.decisions import held_statuses
from tracker.judge import by_target, held, judge
from tracker.judge.forecast import forecast
from tracker.judge.turns import Past, case_on, turns
from tracker.render.changes import deciding, newest_first, seen_on
from tracker.render.standing import CONTESTED, FRESH, SHOWN_ASIDE, Dossier, Standing
from tracker.store.aside import Wanted

if TYPE_CHECKING:
    from tracker.model import Assessment, Config, Decision, Evidence, Target
    from tracker.store import Store
    from tracker.watch import SourceState, Watched

_WANTED = Wanted(newest=SHOWN_ASIDE, codes=CONTESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The evidence of a target. usable: what may be judged by. aside: what never counted, but for the `left` that no
    report shows."""

    usable: Sequence[Evidence]
    aside: Sequence[Evidence]
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What is known on a day. Evidence is loaded once, and only that of one target and of those with the same measure
    is held at a time.

    sample: the pages were made up for a demo.
    """

    config: Config
    as_of: date
    known: date | None
    evidence_of: Callable[[str], Known]
    decisions: tuple[Decision, ...]
    before: dict[str, Assessment]
    watched: dict[str, Watched]
    sources: tuple[SourceState, ...]
    sample: bool = False

    def dossiers(self) -> Iterator[Dossier]:
        """Every target in the order of the file."""
        measuring: dict[str | None, list[str]] = defaultdict(list)
        for target in self.config.targets:
            measuring[target.measure].append(target.id)
        loaded: dict[str, Known] = {}
        for target in self.config.targets:
            needed = measuring[target.measure] if target.measure else [target.id]
            loaded = {name: loaded.get(name) or self.evidence_of(name) for name in needed}
            yield self._dossier(target, loaded)

    def _dossier(self, target: Target, loaded: dict[str, Known]) -> Dossier:
        own, past = loaded[target.id], self._past(target, loaded)
        case = case_on(past, self.config, self.as_of)
        (now,) = held((judge(case),), held_statuses(past.decisions, self.as_of, self.known))
        found = turns(past, self.config, self.as_of)
        said = _speaker((*past.evidence, *past.shared), (*found, now))
        seen = sorted(seen_on((*own.usable, *own.aside), self.as_of), key=newest_first)
        counting = [row for row in seen if row.counts]
        standing = Standing(
            target=target,
            now=now,
            before=self.before.get(target.id),
            turns=found,
            behind=tuple(map(said, found)),
            deciding=said(now),
            newest=next(iter(counting), None),
            counting=len(counting),
            aside=len(seen) - len(counting) + own.left,
            watched=self.watched.get(target.id),
            forecast=forecast(case),
            fresh=self._fresh(counting),
        )
        return Dossier(standing=standing, evidence=tuple(seen), sample=self.sample)

    def _past(self, target: Target, loaded: dict[str, Known]) -> Past:
        watched = self.watched.get(target.id)
        return Past(
            target=target,
            evidence=loaded[target.id].usable,
            shared=[row for name, some in loaded.items() if name != target.id for row in some.usable],
            observed=watched.observed if watched else "full",
            known=self.known,
            decisions=tuple(one for one in self.decisions if one.target == target.id or one.verb == "undo"),
        )

    def _fresh(self, counting: Iterable[Evidence]) -> tuple[Evidence, ...]:
        monday = self.as_of - timedelta(days=self.as_of.weekday())
        return tuple(row for row in counting if row.published and row.published >= monday)[:FRESH]


def _speaker(rows: Iterable[Evidence], told: Iterable[Assessment]) -> Callable[[Assessment], Evidence | None]:
    """Gives the sentence behind an assessment of those that are told, as it counted on that day."""
    urls = {one.evidence[0] for one in told if one.evidence}
    by_url: dict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        if row.url in urls:
            by_url[row.url].append(row)

    def said(one: Assessment) -> Evidence | None:
        return deciding(one, seen_on(by_url[one.evidence[0]], one.as_of)) if one.evidence else None

    return said


def standings(
    store: Store, config: Config, as_of: date, known: date | None = None, *, whole: bool = False
) -> Standings:
    """What is known of every target as of a day, beside what the report before said.

    whole: the dossiers hold all that was set aside, and not only what a report shows of it.
    """
    return Standings(
        config=config,
        as_of=as_of,
        known=known,
        evidence_of=_evidence(store, config, (as_of, known), whole=whole),
        decisions=store.decisions(),
        before={one.target: one for one in store.assessments_before(as_of)},
        watched=watched_targets(store, config, as_of, known),
        sources=source_states(store, config),
    )


def _evidence(store: Store, config: Config, days: tuple[date, date | None], *, whole: bool) -> Callable[[str], Known]:
    as_of, known = days
    if known is not None or whole:
        anew = settled_anew(store, config, known)
        rows_of = store.evidence if anew is None else by_target(anew)
        return lambda target: _parted(row for row in rows_of(target) if known is None or row.first_seen.date() <= known)

    def shown(target: str) -> Known:
        aside, left = store.set_aside(target, as_of, _WANTED)
        return Known(usable=store.evidence(target, usable=True), aside=aside, left=left)

    return shown


def _parted(rows: Iterable[Evidence]) -> Known:
    some = tuple(rows)
    usable = tuple(row for row in some if row.counts or row.set_aside_from)
    return Known(usable=usable, aside=tuple(row for row in some if not row.counts and not row.set_aside_from))
