"""A store and a day come in; how every target stands goes out, one target with its evidence at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.assess import judge_targets, kept_evidence, source_states, watched_targets
from tracker.judge.forecast import forecast
from tracker.judge.turns import Past, case_on, turns
from tracker.render.changes import deciding, newest_first, seen_on
from tracker.render.standing import FRESH, Dossier, Standing

if TYPE_CHECKING:
    from tracker.judge import EvidenceOf
    from tracker.model import Assessment, Config, Decision, Evidence, Target
    from tracker.store import Store
    from tracker.watch import SourceState, Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What was judged of a day. Evidence is loaded target by target, so memory holds that of one target at a time.

    sample: the pages were made up for a demo.
    """

    config: Config
    as_of: date
    known: date | None
    evidence_of: EvidenceOf
    decisions: tuple[Decision, ...]
    judged: tuple[Assessment, ...]
    before: dict[str, Assessment]
    watched: dict[str, Watched]
    sources: tuple[SourceState, ...]
    sample: bool = False

    def dossiers(self) -> Iterator[Dossier]:
        """Every target in the order of the file."""
        now = {one.target: one for one in self.judged}
        for target in self.config.targets:
            yield self._dossier(target, now[target.id])

    def _dossier(self, target: Target, now: Assessment) -> Dossier:
        past = self._past(target, now)
        seen = sorted(seen_on(past.evidence, self.as_of), key=newest_first)
        said = _speaker((*past.evidence, *past.shared))
        found = turns(past, self.config, self.as_of)
        standing = Standing(
            target=target,
            now=now,
            before=self.before.get(target.id),
            turns=found,
            behind=tuple(map(said, found)),
            deciding=said(now),
            newest=next((row for row in seen if row.counts), None),
            counting=sum(row.counts for row in seen),
            aside=sum(not row.counts for row in seen),
            watched=self.watched.get(target.id),
            forecast=forecast(case_on(past, self.config, self.as_of)),
            fresh=self._fresh(seen),
        )
        return Dossier(standing=standing, evidence=tuple(seen), sample=self.sample)

    def _past(self, target: Target, now: Assessment) -> Past:
        return Past(
            target=target,
            evidence=tuple(self._seen_by_then(target.id)),
            shared=self._shared(target),
            observed=now.observed,
            known=self.known,
            decisions=tuple(one for one in self.decisions if one.target == target.id or one.verb == "undo"),
        )

    def _seen_by_then(self, target: str) -> Iterator[Evidence]:
        """The evidence that was here on the day that `known` names."""
        rows = self.evidence_of(target)
        return (row for row in rows if self.known is None or row.first_seen.date() <= self.known)

    def _fresh(self, seen: Sequence[Evidence]) -> tuple[Evidence, ...]:
        monday = self.as_of - timedelta(days=self.as_of.weekday())
        return tuple(row for row in seen if row.counts and row.published and row.published >= monday)[:FRESH]

    def _shared(self, target: Target) -> Sequence[Evidence]:
        """The evidence of the targets that have the same measure."""
        others = [one for one in self.config.targets if one.measure and one.measure == target.measure]
        return [row for one in others if one.id != target.id for row in self._seen_by_then(one.id)]


def _speaker(rows: Iterable[Evidence]) -> Callable[[Assessment], Evidence | None]:
    """Gives the sentence behind an assessment, as it counted on that day."""
    by_url: dict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        by_url[row.url].append(row)

    def said(one: Assessment) -> Evidence | None:
        return deciding(one, seen_on(by_url[one.evidence[0]], one.as_of)) if one.evidence else None

    return said


def standings(store: Store, config: Config, as_of: date, known: date | None = None) -> Standings:
    """Judge every target as of a day, beside what the report before said."""
    return Standings(
        config=config,
        as_of=as_of,
        known=known,
        evidence_of=kept_evidence(store, config, known),
        decisions=store.decisions(),
        judged=judge_targets(store, config, kept_evidence(store, config, known, usable=True), as_of, known),
        before={one.target: one for one in store.assessments_before(as_of)},
        watched=watched_targets(store, config, as_of, known),
        sources=source_states(store, config),
    )
