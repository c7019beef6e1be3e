"""Evidence and assessments before and after a replay come in; what differs goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.model import Assessment, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChange:
    """One sentence of one page; `before` is None where it comes, `now` where it goes."""

    before: Evidence | None
    now: Evidence | None

    @property
    def counted(self) -> bool:
        return self.before is not None and self.before.counts

    @property
    def counts(self) -> bool:
        return self.now is not None and self.now.counts

    @property
    def row(self) -> Evidence:
        row = self.now or self.before
        assert row is not None, "there is no change without a row"
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    before: Assessment
    now: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a replay changes, in order of target and address."""

    evidence: tuple[EvidenceChange, ...] = ()
    statuses: tuple[StatusChange, ...] = ()

    @property
    def came(self) -> list[EvidenceChange]:
        return [one for one in self.evidence if one.before is None]

    @property
    def went(self) -> list[EvidenceChange]:
        return [one for one in self.evidence if one.now is None]

    @property
    def altered(self) -> list[EvidenceChange]:
        return [one for one in self.evidence if one.before and one.now]

    @property
    def flipped(self) -> list[EvidenceChange]:
        """What begins to count or ceases to, coming and going aside."""
        return [one for one in self.altered if one.counted != one.counts]


def evidence_changes(before: Sequence[Evidence], now: Sequence[Evidence]) -> tuple[EvidenceChange, ...]:
    """The rows that come, go or say something else; that a story has another name says nothing."""
    was, become = ({row.id: replace(row, story="") for row in rows} for rows in (before, now))
    changes = (EvidenceChange(before=was.get(name), now=become.get(name)) for name in was | become)
    return tuple(sorted((one for one in changes if one.before != one.now), key=_order))


def status_changes(before: Sequence[Assessment], now: Sequence[Assessment]) -> tuple[StatusChange, ...]:
    """The targets that stand otherwise, in the order of `now`."""
    was = {one.target: one for one in before}
    pairs = [StatusChange(before=was[one.target], now=one) for one in now if one.target in was]
    return tuple(one for one in pairs if _standing(one.before) != _standing(one.now))


def _order(one: EvidenceChange) -> tuple[str, str, str]:
    return one.row.target, one.row.url, one.row.id


def _standing(one: Assessment) -> tuple[object, ...]:
    return one.status, one.late, one.value, one.unit
