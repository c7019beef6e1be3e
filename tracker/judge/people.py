"""What people pinned and which statuses they gave come in; rows and assessments go out as these outrank all else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.model import Assessment, Decision, Evidence, Figure, Reason


def outranked(rows: Sequence[Evidence]) -> Sequence[Evidence]:
    """The rows of a target that it may be judged by, where people pinned some.

    A pin outranks all that was published up to the day on which it was made, and every figure of its own period; what
    is published later is news that the person could not know.
    """
    pinned = [row for row in rows if row.decided is not None and row.decided.code == "pinned"]
    if not pinned:
        return rows
    since = max(row.decided.fact("day") for row in pinned if row.decided)
    periods = {_period(row.figure) for row in pinned if row.figure}
    ids = {row.id for row in pinned}
    later = [row for row in rows if row.id not in ids and row.published and row.published.isoformat() > since]
    return [*pinned, *(row for row in later if row.figure is None or _period(row.figure) not in periods)]


def held(judged: Iterable[Assessment], statuses: Mapping[str, Decision]) -> tuple[Assessment, ...]:
    """The assessments, with the statuses that people gave in place of those that were judged, which are told."""
    return tuple(_held(one, statuses[one.target]) if one.target in statuses else one for one in judged)


def _held(one: Assessment, decision: Decision) -> Assessment:
    facts = (
        ("note", decision.why),
        ("author", decision.author),
        ("day", decision.day.isoformat()),
        ("until", decision.until.isoformat() if decision.until else ""),
        ("judged", one.status),
    )
    late = one.late and one.status == decision.status
    return replace(one, status=decision.status, late=late, why=Reason(code="decided", facts=facts))


def _period(figure: Figure) -> tuple[date | None, date | None, str | None]:
    return (figure.start, figure.end, figure.basis)
