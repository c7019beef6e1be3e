"""A change and the snapshots before and after it come in; why it came about, told from facts, goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tracker.model import Evidence, Reason, Snapshot
from tracker.render.changes import Change

LATE = timedelta(days=7)  # a page seen later than this after its publication was found late
EVERYTHING = ""  # in Snapshot.targets: the hash of what all targets share (place, statements, publishers)
_CORRECTED = ("retracted", "contradicted")


def find_causes(change: Change, rows: Sequence[Evidence], before: Snapshot, now: Snapshot) -> tuple[Reason, ...]:
    """Why the target stands otherwise than in the snapshot before; never empty.

    rows: the evidence of the target and of those that share its measure, as of the day.
    """
    known = frozenset(before.known)
    codes = []
    set_aside = {row.why_not.code for row in rows if row.why_not and not row.counts and row.id in known}
    redecided = _redecided(rows, change, before, now)
    if change.now.why.code == "decided" or "rejected" in set_aside or _decides(change.evidence, redecided):
        codes.append(Reason(code="by_person"))
    elif change.before is not None and change.before.why.code == "decided":
        codes.append(Reason(code="decision_ended"))
    if set_aside & set(_CORRECTED):
        codes.append(Reason(code="corrected"))
    if edited := _edited(change.now.target, before, now):
        codes.append(edited)
    codes += _news(change, rows, known, before)
    if not codes and redecided:
        codes.append(Reason(code="by_person"))
    return tuple(codes) or (_otherwise(change, rows, known, (before, now)),)


def fresh(rows: Sequence[Evidence], known: frozenset[str]) -> list[Evidence]:
    """What counts now and did not then."""
    return [row for row in rows if row.counts and row.id not in known]


def _redecided(rows: Sequence[Evidence], change: Change, before: Snapshot, now: Snapshot) -> frozenset[str]:
    """The decisions on the target, or on one whose figures it shares, that were made or taken back since."""
    then, later = dict(before.decided), dict(now.decided)
    targets = {change.now.target, *(row.target for row in rows)}
    return frozenset(one for target in targets for one in set(then.get(target, ())) ^ set(later.get(target, ())))


def _decides(row: Evidence | None, redecided: frozenset[str]) -> bool:
    """Whether the deciding row is as a person left it since."""
    return row is not None and row.decided is not None and row.decided.fact("decision") in redecided


def _edited(target: str, before: Snapshot, now: Snapshot) -> Reason | None:
    then, later = dict(before.targets), dict(now.targets)
    if target not in then:
        return Reason(code="target_added")
    same = then[target] == later.get(target) and then.get(EVERYTHING) == later.get(EVERYTHING)
    return None if same else Reason(code="targets_edited")


def _news(change: Change, rows: Sequence[Evidence], known: frozenset[str], before: Snapshot) -> list[Reason]:
    """That a page came: the one that decides, or else any that counts.

    A digest that was made some days after its day left out what was published between.
    """
    came = [
        row
        for row in fresh(rows, known)
        if row.first_seen > before.made or (row.published and row.published > before.day)
    ]
    deciding = [row for row in came if change.evidence and row.id == change.evidence.id]
    for row in sorted(deciding or came, key=lambda row: row.first_seen, reverse=True)[:1]:
        return [_late(row, before) or Reason(code="news")]
    return []


def _late(row: Evidence, before: Snapshot) -> Reason | None:
    seen = row.first_seen.date()
    if row.published is None or row.published > before.day or seen - row.published <= LATE:
        return None
    return Reason(code="found_late", facts=(("published", row.published.isoformat()), ("seen", seen.isoformat())))


def _otherwise(
    change: Change, rows: Sequence[Evidence], known: frozenset[str], snapshots: tuple[Snapshot, Snapshot]
) -> Reason:
    """Nothing came and nobody acted: another program, pages read again, another text of a page, or the calendar."""
    before, now = snapshots
    if before.program != now.program:
        return Reason(code="reader_upgraded")
    urls = {row.url for row in rows if row.counts}
    gone = change.before is not None and bool(set(change.before.evidence) - urls)
    if not gone and not fresh(rows, known):
        return Reason(code="time_passed")
    if now.replay and now.replay != before.replay:
        return _read_again(change.now.target, now.replay)
    return Reason(code="page_revised")


def _read_again(target: str, replay: Reason) -> Reason:
    """What was edited or upgraded before the last digest comes into force when pages are read again, after it."""
    edited = {value for name, value in replay.facts if name == "target"}
    other = replay.code == "targets_edited" and not replay.fact("shared") and target not in edited
    return Reason(code="read_again" if other else replay.code)
