"""Digests with their snapshots and parcels on their way come in; the same values go out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from tracker.model import Parcel, Snapshot
from tracker.store.rows import Row, from_json, moment, to_json

# A parcel that was refused told nobody anything; one still on its way will.
_TOLD = "topic = '' AND state != 'failed'"


def has_digest(db: Database, period: str) -> bool:
    return bool(db.table("digests").count_where("period = ?", [period]))


def digests(db: Database) -> Iterator[tuple[str, datetime]]:
    for period, made in db.execute("SELECT period, made FROM digests ORDER BY period"):
        yield period, datetime.fromisoformat(made)


def save_digest(db: Database, period: str, subject: str, snapshot: Snapshot) -> None:
    row = {
        "period": period,
        "day": snapshot.day.isoformat(),
        "made": moment(snapshot.made),
        "subject": subject,
        "snapshot": to_json(snapshot),
    }
    db.table("digests").insert(row, ignore=True)


def last_snapshot(db: Database, period: str, recipient: str) -> Snapshot | None:
    earlier = "SELECT snapshot FROM digests AS one WHERE period < ?"
    own = f"EXISTS (SELECT 1 FROM outbox WHERE period = one.period AND recipient = ? AND {_TOLD})"
    any_of = f"EXISTS (SELECT 1 FROM outbox WHERE period = one.period AND {_TOLD})"
    none = "NOT EXISTS (SELECT 1 FROM outbox WHERE period = one.period AND topic = '')"  # written to a file only
    latest = "ORDER BY period DESC LIMIT 1"
    row = db.execute(f"{earlier} AND {own} {latest}", (period, recipient)).fetchone()
    row = row or db.execute(f"{earlier} AND ({any_of} OR {none}) {latest}", (period,)).fetchone()
    return from_json(row[0], Snapshot) if row else None


def add(db: Database, parcel: Parcel, now: datetime) -> int:
    """Insert the parcel unless it is there already; returns how many were inserted."""
    row = _row(parcel) | {"changed": moment(now)}
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    return db.execute(f"INSERT OR IGNORE INTO outbox ({names}) VALUES ({marks})", tuple(row.values())).rowcount


def update(db: Database, parcel: Parcel, now: datetime) -> None:
    changed = ("state", "attempts", "doubts", "next_try", "answer")
    row = {key: value for key, value in _row(parcel).items() if key in changed} | {"changed": moment(now)}
    db.table("outbox").update((parcel.period, parcel.recipient, parcel.topic), row)


def parcels(db: Database, period: str) -> Iterator[Parcel]:
    where = "period = ?" if period else None
    values = [period] if period else None
    for row in db.table("outbox").rows_where(where, values, order_by="period, recipient, topic"):
        yield _parcel(row)


def open_parcels(db: Database) -> Iterator[Parcel]:
    waiting = "state IN ('pending', 'sending') OR (state = 'uncertain' AND next_try IS NOT NULL)"
    for row in db.table("outbox").rows_where(waiting, order_by="period, recipient, topic"):
        yield _parcel(row)


def _row(parcel: Parcel) -> Row:
    return {
        "period": parcel.period,
        "recipient": parcel.recipient,
        "topic": parcel.topic,
        "state": parcel.state,
        "subject": parcel.subject,
        "message_id": parcel.message_id,
        "message": parcel.message,
        "attempts": parcel.attempts,
        "doubts": parcel.doubts,
        "next_try": moment(parcel.next_try) if parcel.next_try else None,
        "answer": parcel.answer,
    }


def _parcel(row: Mapping[str, Any]) -> Parcel:
    state: Literal["pending", "sending", "sent", "uncertain", "failed", "skipped"] = row["state"]
    return Parcel(
        period=row["period"],
        recipient=row["recipient"],
        topic=row["topic"],
        state=state,
        subject=row["subject"],
        message_id=row["message_id"],
        message=row["message"],
        attempts=row["attempts"],
        doubts=row["doubts"],
        next_try=datetime.fromisoformat(row["next_try"]) if row["next_try"] else None,
        answer=row["answer"] or "",
    )
