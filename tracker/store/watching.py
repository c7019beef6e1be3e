"""Visits of sources, alerts, days looked at and unfinished walks come in; the same values go out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime

from sqlite_utils import Database

from tracker.store.rows import Ahead, Walked, from_json, moment, to_json
from tracker.watch import Alert, Check, Looked

RECENT_CHECKS = 60
# Ends of links that may be read yet.
WAITING = ("waiting", "blocked", "moved", "unreachable", "timeout", "server_error", "resting")


def save_check(db: Database, run: int, check: Check) -> None:
    row = asdict(check) | {"run": run, "checked": moment(check.checked)}
    db.table("source_checks").upsert(row, pk=("source", "run"))


def checks(db: Database, source: str) -> list[Check]:
    """The latest visits of a source, oldest first."""
    rows = db.table("source_checks").rows_where("source = ?", [source], order_by="run desc", limit=RECENT_CHECKS)
    found = [
        Check(**{**{key: row[key] for key in row if key != "run"}, "checked": datetime.fromisoformat(row["checked"])})
        for row in rows
    ]
    return found[::-1]


def has_checks(db: Database) -> bool:
    return db.execute("SELECT 1 FROM source_checks LIMIT 1").fetchone() is not None


def alerts(db: Database) -> dict[str, Alert]:
    """The alerts that stand, by source."""
    return {row["source"]: _alert(row) for row in db.table("alerts").rows_where("ended IS NULL", order_by="id")}


def save_alert(db: Database, source: str, alert: Alert | None, now: datetime) -> None:
    """Let `alert` stand for the source from now on; another one that stood ends."""
    standing = "source = ? AND ended IS NULL"
    same = f"{standing} AND word = ? AND since = ?" if alert else ""
    if alert and db.table("alerts").count_where(same, [source, alert.word, moment(alert.since)]):
        return
    db.execute(f"UPDATE alerts SET ended = ? WHERE {standing}", (moment(now), source))
    if alert:
        good = moment(alert.last_good) if alert.last_good else None
        row = asdict(alert) | {"since": moment(alert.since), "last_good": good, "told": moment(now)}
        db.table("alerts").insert(row)


def _alert(row: dict[str, str]) -> Alert:
    return Alert(
        source=row["source"],
        word=row["word"],
        since=datetime.fromisoformat(row["since"]),
        last_good=datetime.fromisoformat(row["last_good"]) if row["last_good"] else None,
        detail=row["detail"] or "",
    )


def save_looked(db: Database, looked: Iterable[Looked]) -> None:
    """Keep the days looked at; days known already keep the moment at which they were first looked at."""
    for one in looked:
        row = (one.source, one.start, one.first.isoformat(), one.last.isoformat(), moment(one.seen))
        db.execute("INSERT OR IGNORE INTO looked VALUES (?, ?, ?, ?, ?)", row)


def looked(db: Database) -> Iterator[Looked]:
    for row in db.table("looked").rows_where(order_by="source, start, first_day, last_day"):
        yield Looked(
            source=row["source"],
            start=row["start"],
            first=date.fromisoformat(row["first_day"]),
            last=date.fromisoformat(row["last_day"]),
            seen=datetime.fromisoformat(row["seen"]),
        )


def save_walk(db: Database, walked: Walked) -> None:
    row = {
        "source": walked.source,
        "start": walked.start,
        "since": walked.since.isoformat() if walked.since else None,
        "pending": to_json(walked.pending),
    }
    db.table("walks").upsert(row, pk=("source", "start"))


def walked(db: Database, source: str, start: str) -> Walked | None:
    for row in db.table("walks").rows_where("source = ? AND start = ?", [source, start]):
        return Walked(
            source=source,
            start=start,
            since=date.fromisoformat(row["since"]) if row["since"] else None,
            pending=from_json(row["pending"], tuple[Ahead, ...]),
        )
    return None


def looked_to(db: Database, source: str, start: str) -> date | None:
    query = "SELECT max(last_day) FROM looked WHERE source = ? AND start = ?"
    last = db.execute(query, (source, start)).fetchone()[0]
    return date.fromisoformat(last) if last else None


def waiting_days(db: Database) -> dict[str, dict[str, int]]:
    query = f"""
        SELECT source, ifnull(published, ''), count(*) FROM links AS one
        WHERE code IN ({", ".join("?" * len(WAITING))}) AND run =
            (SELECT max(run) FROM links WHERE url = one.url
             AND run IN (SELECT id FROM runs WHERE kind NOT IN ('ingest', 'add')))
        GROUP BY source, published
    """
    found: dict[str, dict[str, int]] = {}
    for source, day, number in db.execute(query, WAITING):
        found.setdefault(source, {})[day] = number
    return found
