"""A store and its archive come in; pages that are stale are read again, and what that changes is told and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tracker.archive import Problem, pages_of_days
from tracker.assess import judge_stored
from tracker.edition import defined, edition, settling_rules
from tracker.ingest import PAGES_A_TRANSACTION, refuse
from tracker.model import Config, Page, Reading, Reason
from tracker.reading import Crash, read_all
from tracker.replay.concern import SHARED, changed, ideas_of, sieve
from tracker.replay.effect import Effect, EvidenceChange, StatusChange, evidence_changes, status_changes
from tracker.settle import settle_streamed
from tracker.store import Store
from tracker.store.batches import batches
from tracker.store.editions import EditionPages
from tracker.store.rereading import Replayed, Rereading, Wanted

__all__ = ["Effect", "EvidenceChange", "Replay", "StatusChange", "Terms", "is_wanted", "replay"]

_EDITED = Reason(code="targets_edited")
_NOTHING = Effect()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How to read again. archive: WARC files and folders of them. day: as of which statuses are told.

    everything: also what is not stale. clock: for the record. sure: whether what is told may be applied.
    """

    archive: tuple[Path, ...]
    day: date
    clock: Callable[[], datetime]
    sure: Callable[[Replay], bool]
    workers: int = 1
    everything: bool = False
    progress: Callable[[int, int], None] = lambda done, total: None


@dataclass(slots=True, kw_only=True)
class Replay:
    """What a replay found out. cause: why pages were read again, with each `target` that changed,
    and `shared` where the place, the statements or the publishers did.

    stale: pages read with other targets or by another reader. wanted: those of them that had to be read; taken_up: how
    many of these were left by a replay that was interrupted or not applied. missing: those that the archive has not.
    unread: those that it has and that cannot be read now, with the reason. These two stay as they are.
    """

    stale: int = 0
    wanted: int = 0
    taken_up: int = 0
    read: int = 0
    cause: Reason = _EDITED
    missing: tuple[str, ...] = ()
    unread: list[tuple[str, Reason]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)
    effect: Effect = _NOTHING
    applied: bool = False

    @property
    def failed(self) -> bool:
        return bool(self.missing or self.unread or self.crashes)


def replay(config: Config, store: Store, terms: Terms) -> Replay:
    """Read what is stale again and, where `terms.sure` agrees, have it stand; the caller holds the lock of runs.

    The same end as if all pages had been read again: those are left out that no changed target can concern. Interrupted
    at any moment, the store is as it was, and the next replay goes on. StoreError where it cannot be kept.
    """
    started, found = terms.clock(), Replay()
    again = store.rereading(edition(config))
    with again.beginning():
        _plan(again, config, terms, found)
        if not found.stale and not terms.everything:
            return found
        found.taken_up = again.take_up()
        _read(again, config, terms, found)
        rules = settling_rules(config, store.decisions())
        if found.taken_up or found.read or not store.is_settled(rules):
            found.effect = _effect(again, store, config, terms.day)
        if terms.sure(found):
            again.apply(_kept(found, config, rules, (started, terms.clock())))
            found.applied = True
    if found.applied:
        store.index_texts()
    return found


def _plan(again: Rereading, config: Config, terms: Terms, found: Replay) -> None:
    """Choose what is read again, and why."""
    present = edition(config)
    edited: set[str] = set()
    upgraded = False
    for group in again.groups():
        if group.edition == present and not terms.everything:
            continue
        found.stale += group.pages if group.edition != present else 0
        names = _edited(group, config)
        edited |= set(names or ())
        other_reader = group.edition.reader_version != present.reader_version
        upgraded = upgraded or other_reader
        if terms.everything or other_reader or names is None or SHARED in names:
            again.want(group)
        else:
            again.want(group, sieve(config, ideas_of(names, group.definitions or (), defined(config))))
    code = "reader_upgraded" if upgraded else "targets_edited" if found.stale else "read_again"
    facts = [("target", name) for name in sorted(edited - {SHARED})] + [("shared", "yes")] * (SHARED in edited)
    found.cause = Reason(code=code, facts=tuple(facts))


def _edited(group: EditionPages, config: Config) -> tuple[str, ...] | None:
    """Which targets changed since pages were read, None where nobody knows."""
    return None if group.definitions is None else changed(group.definitions, defined(config))


def _read(again: Rereading, config: Config, terms: Terms, found: Replay) -> None:
    """Read the wanted pages that do not wait yet, and let them wait."""
    left = {one.url: one for one in again.left()}
    found.wanted = len(left) + found.taken_up
    terms.progress(found.taken_up, found.wanted)
    results = read_all(_pages(left, terms, found), config, terms.workers) if left else iter(())
    for batch in batches(results, PAGES_A_TRANSACTION):
        readings = [one for one in batch if isinstance(one, Reading)]
        found.crashes += [one for one in batch if isinstance(one, Crash)]
        again.keep(readings)
        found.read += len(readings)
        terms.progress(len(batch), found.wanted)
    found.missing = tuple(sorted(left))


def _pages(left: dict[str, Wanted], terms: Terms, found: Replay) -> Iterator[Page]:
    """The wanted pages as the archive has them; what is found is taken out of `left`."""
    for one in pages_of_days(terms.archive, frozenset(row.day for row in left.values())):
        if isinstance(one, Problem):
            found.problems.append(one)
        elif is_wanted(one, left.get(one.url)):
            del left[one.url]
            if refusal := refuse(one):
                found.unread.append((one.url, refusal))
            else:
                yield one
        if not left:
            return


def is_wanted(page: Page, wanted: Wanted | None) -> bool:
    """Whether a record holds the version that stands in the store, told of as it was then."""
    if wanted is None or page.sha256 != wanted.sha256:
        return False
    if not wanted.added:
        return page.told is None
    return page.told is not None and page.fetched == datetime.fromisoformat(wanted.added)


def _effect(again: Rereading, store: Store, config: Config, day: date) -> Effect:
    """What changes by the reading alone: both sides are judged by the targets as they are now."""
    settling = settle_streamed(again.traces, config, store.decisions())
    again.settle(settling.stories, settling.evidence)
    before, now = store.evidence(), again.evidence()
    return Effect(
        evidence=evidence_changes(before, now),
        statuses=status_changes(judge_stored(store, config, before, day), judge_stored(store, config, now, day)),
    )


def _kept(found: Replay, config: Config, rules: str, times: tuple[datetime, datetime]) -> Replayed:
    started, finished = times
    return Replayed(
        config=config,
        definitions=defined(config),
        rules=rules,
        cause=found.cause,
        note=_note(found),
        outcome="failures" if found.failed else "ok",
        started=started,
        finished=finished,
    )


def _note(found: Replay) -> str:
    """What the table of runs says of it."""
    effect = found.effect
    targets = ", ".join(value for name, value in found.cause.facts if name == "target")
    counts = (
        f"{found.wanted - len(found.missing)} of {found.stale} stale pages read again"
        f"; evidence: {len(effect.came)} came, {len(effect.went)} went, {len(effect.altered)} changed"
        f"; {len(effect.statuses)} statuses changed"
    )
    return f"{found.cause.code}{f' ({targets})' if targets else ''}: {counts}"
