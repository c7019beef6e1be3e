"""A decision, or a target and a quote with its page, come in; the id goes out, a hash of all that it names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC

from tracker.decisions.fields import fields_of
from tracker.model import Decision, Quoted


def named(decision: Decision) -> Decision:
    """The decision with its id: the same words of the same person in the same second are one decision."""
    return replace(decision, id=hashlib.sha256(_content(decision).encode()).hexdigest()[:16])


def evidence_id(target: str, url: str, sentence: str) -> str:
    """The stable id of an evidence: target, address and quote."""
    return hashlib.sha256(f"{target}\n{url}\n{sentence}".encode()).hexdigest()[:16]


def _content(one: Decision) -> str:
    said = {
        **{"verb": one.verb, "made": one.made.astimezone(UTC).isoformat(), "day": one.day.isoformat()},
        **{"author": one.author, "why": one.why, "target": one.target, "evidence": one.evidence},
        **{"quoted": _quoted(one.quoted) if one.quoted else None, "changes": dict(one.changes)},
        **{"status": one.status, "undoes": one.undoes},
        **{"until": one.until.isoformat() if one.until else ""},
    }
    return json.dumps(said, sort_keys=True)


def _quoted(one: Quoted) -> dict[str, object]:
    page = {"url": one.url, "sha256": one.page_sha256, "seen": one.seen.astimezone(UTC).isoformat()}
    why_not = one.claim.why_not
    aside = {"set_aside": why_not.code, **dict(why_not.facts)} if why_not else None
    said = {"quote": one.claim.sentence, "number": one.claim.page_number}
    return {**page, **said, "read": fields_of(one.claim), "aside": aside}
