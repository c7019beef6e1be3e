"""A store and a configuration come in; the assessments of a day go out, with how the sources do and were watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.judge import EvidenceOf
    from tracker.model import Assessment, Config, Evidence
    from tracker.store import Store
    from tracker.watch import SourceState, Watched

# Ends of links whose pages were read.
_READ = frozenset({"read", "no_target", "spam", "before_statement", "statement"})


def judge_stored(
    store: Store, config: Config, found: Iterable[Evidence], day: date, known: date | None = None
) -> tuple[Assessment, ...]:
    """The assessments of all targets as of a day, from evidence that is at hand."""
    from tracker.judge import by_target

    return judge_targets(store, config, by_target(found), day, known)


def kept_evidence(store: Store, config: Config, known: date | None = None, *, usable: bool = False) -> EvidenceOf:
    """The evidence of a target as it stands, or without what people decided after `known`: then all is settled anew.

    usable: as in Store.evidence.
    """
    from tracker.judge import by_target

    rows = settled_anew(store, config, known)
    if rows is None:
        return lambda target: store.evidence(target, usable=usable)
    return by_target(row for row in rows if not usable or row.counts or row.set_aside_from)


def settled_anew(store: Store, config: Config, known: date | None) -> Iterator[Evidence] | None:
    """All evidence without what people decided after `known`; None where the store holds just that."""
    decisions = store.decisions()
    made = tuple(one for one in decisions if known is None or one.day <= known)
    if made == decisions:
        return None
    from tracker.settle import settle_streamed

    return settle_streamed(store.traces, config, made).evidence


def judge_targets(
    store: Store, config: Config, evidence_of: EvidenceOf, day: date, known: date | None = None
) -> tuple[Assessment, ...]:
    """The same from evidence that is asked for target by target; only that of one measure is held at a time.

    A status that a person gave stands in place of the judged one.
    """
    from tracker.decisions import held_statuses
    from tracker.judge import held, judge_each

    observed = {target: one.observed for target, one in watched_targets(store, config, day, known).items()}
    judged = judge_each(config, evidence_of, day, known, observed)
    return held(judged, held_statuses(store.decisions(), day, known))


def watched_targets(store: Store, config: Config, day: date, known: date | None = None) -> dict[str, Watched]:
    """How well each target was watched up to a day; empty where no run has asked any source yet.

    Then the pages were chosen by a person (`tracker ingest`), who is taken to have chosen all there are.
    """
    from tracker.discover.starts import queries
    from tracker.watch import Watching, watched

    looked = tuple(one for one in store.looked() if known is None or one.seen.date() <= known)
    if not looked and not store.has_checks():
        return {}
    waiting = {source: _days(days) for source, days in store.waiting_days().items()}
    since = min(statement.date for statement in config.statements)
    searches = [source for source in config.sources if source.kind == "search"]
    asks = {start: ids for source in searches for start, ids in queries(source, config, since).items()}
    watching = Watching(looked=looked, waiting=waiting, asks=asks)
    return watched(config, watching, store.last_counting(day), day)


def source_states(store: Store, config: Config) -> tuple[SourceState, ...]:
    """How every source does, in the order of the configuration; empty where no run has asked any yet."""
    from tracker.watch import state_of

    if not store.has_checks():
        return ()
    alerts, looked = store.alerts(), store.looked()
    read = Counter(one.source for one in store.last_outcomes().values() if one.disposition.code in _READ)
    return tuple(
        state_of(source.id, store.checks(source.id), alerts.get(source.id), looked, read[source.id])
        for source in config.sources
    )


def _days(days: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days if day)
