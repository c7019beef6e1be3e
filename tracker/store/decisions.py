"""Decisions come in and are added to the store, each once; all of them go out in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from tracker.model import Candidate, Decision, Quoted, Verb
from tracker.store.goals import list_target
from tracker.store.rows import Row, from_json, moment, to_json


def add(db: Database, decisions: Iterable[Decision]) -> int:
    """Insert the decisions that are not there; returns how many those were."""
    added = 0
    for one in decisions:
        if one.target:
            list_target(db, one.target)
        row = _row(one)
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        added += db.execute(f"INSERT OR IGNORE INTO decisions ({names}) VALUES ({marks})", tuple(row.values())).rowcount
    return added


def decisions(db: Database) -> Iterator[Decision]:
    for row in db.table("decisions").rows_where(order_by="made, id"):
        yield _decision(row)


def _row(one: Decision) -> Row:
    quoted = one.quoted
    return {
        "id": one.id,
        "made": moment(one.made),
        "day": one.day.isoformat(),
        "verb": one.verb,
        "author": one.author,
        "note": one.why,
        "target": one.target or None,
        "evidence_id": one.evidence or None,
        "url": quoted.url if quoted else None,
        "quote": quoted.claim.sentence if quoted else None,
        "changes": to_json(dict(one.changes)) if one.changes else None,
        "status": one.status or None,
        "until": one.until.isoformat() if one.until else None,
        "undoes": one.undoes or None,
        "claim": to_json(quoted.claim) if quoted else None,
        "page_sha256": quoted.page_sha256 if quoted else None,
        "seen": moment(quoted.seen) if quoted else None,
    }


def _decision(row: Mapping[str, Any]) -> Decision:
    verb: Verb = row["verb"]
    return Decision(
        id=row["id"],
        verb=verb,
        made=datetime.fromisoformat(row["made"]),
        day=date.fromisoformat(row["day"]),
        author=row["author"],
        why=row["note"] or "",
        target=row["target"] or "",
        evidence=row["evidence_id"] or "",
        quoted=_quoted(row) if row["claim"] else None,
        changes=tuple(from_json(row["changes"], dict[str, str]).items()) if row["changes"] else (),
        status=row["status"] or "",
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        undoes=row["undoes"] or "",
    )


def _quoted(row: Mapping[str, Any]) -> Quoted:
    return Quoted(
        url=row["url"],
        page_sha256=row["page_sha256"],
        seen=datetime.fromisoformat(row["seen"]),
        claim=from_json(row["claim"], Candidate),
    )
