"""Decisions for tests: about a sentence of a trace, about a status, or about another decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tracker.decisions import evidence_id, named
from tracker.model import Candidate, Decision, Quoted, Trace, Verb

MADE = datetime(2026, 4, 2, 9, tzinfo=UTC)


def about(trace: Trace, verb: Verb, minute: int = 0, claim: Candidate | None = None, **changes: str) -> Decision:
    """A decision about the first sentence of a trace, or another of its claims, so many minutes after the others."""
    claim = claim or trace.candidates[0]
    quoted = Quoted(url=trace.url, page_sha256=trace.page_sha256, seen=trace.first_seen, claim=claim)
    return _named(
        verb,
        minute,
        target=claim.target,
        evidence=evidence_id(claim.target, trace.url, claim.sentence),
        quoted=quoted,
        changes=tuple(sorted(changes.items())),
    )


def undo(decision: Decision, minute: int = 30) -> Decision:
    return _named("undo", minute, target=decision.target, undoes=decision.id)


def status(target: str, word: str, until: date | None = None, minute: int = 0) -> Decision:
    return _named("status", minute, target=target, status=word, until=until)


def _named(verb: Verb, minute: int, **more: object) -> Decision:
    made = MADE + timedelta(minutes=minute)
    plain = {"id": "", "verb": verb, "made": made, "day": made.date(), "author": "李记者", "why": f"{verb}的理由"}
    return named(Decision(**(plain | more)))  # type: ignore[arg-type]
