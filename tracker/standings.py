"""A store and a day come in; how every target stands goes out, one target with its evidence at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.assess import judge_stored, watched_targets
from tracker.judge.turns import Past, turns
from tracker.render.changes import deciding, newest_first, seen_on
from tracker.render.standing import Dossier, Standing

if TYPE_CHECKING:
    from tracker.model import Assessment, Config, Evidence, Target
    from tracker.store import Store
    from tracker.watch import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What was judged of a day. Evidence is loaded target by target, so memory holds that of one target at a time."""

    store: Store
    config: Config
    as_of: date
    known: date | None
    judged: tuple[Assessment, ...]
    before: dict[str, Assessment]
    watched: dict[str, Watched]

    def dossiers(self) -> Iterator[Dossier]:
        """Every target in the order of the file."""
        now = {one.target: one for one in self.judged}
        for target in self.config.targets:
            yield self._dossier(target, now[target.id])

    def _dossier(self, target: Target, now: Assessment) -> Dossier:
        rows = self.store.evidence(target.id)
        shared = self._shared(target)

        def said(one: Assessment) -> Evidence | None:
            return deciding(one, seen_on(rows, one.as_of)) or deciding(one, seen_on(shared, one.as_of))

        seen = sorted(seen_on(rows, self.as_of), key=newest_first)
        watched = self.watched.get(target.id)
        past = Past(target=target, evidence=rows, shared=shared, observed=now.observed, known=self.known)
        turned = turns(past, self.config, self.as_of)
        standing = Standing(
            target=target,
            now=now,
            before=self.before.get(target.id),
            turns=turned,
            behind=tuple(map(said, turned)),
            deciding=said(now),
            newest=next((row for row in seen if row.counts), None),
            counting=sum(row.counts for row in seen),
            aside=sum(not row.counts for row in seen),
            watched=watched,
        )
        return Dossier(standing=standing, evidence=tuple(seen))

    def _shared(self, target: Target) -> Sequence[Evidence]:
        """The evidence of the targets that have the same measure."""
        others = [one for one in self.config.targets if one.measure and one.measure == target.measure]
        return [row for one in others if one.id != target.id for row in self.store.evidence(one.id)]


def standings(store: Store, config: Config, as_of: date, known: date | None = None) -> Standings:
    """Judge every target as of a day, beside what the report before said."""
    found = store.evidence(usable=True)
    return Standings(
        store=store,
        config=config,
        as_of=as_of,
        known=known,
        judged=judge_stored(store, config, found, as_of, known),
        before={one.target: one for one in store.assessments_before(as_of)},
        watched=watched_targets(store, config, found, as_of, known),
    )
