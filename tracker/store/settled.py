"""A settlement and assessments come in and replace what differs; evidence and earlier assessments go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlite_utils import Database

from tracker.model import Assessment, Evidence, Settlement
from tracker.store.rows import assessment_from, assessment_row, evidence_from, evidence_row


def save_settlement(db: Database, settlement: Settlement) -> None:
    """Bring stories and evidence to what the settlement says, touching only the rows that differ."""
    _replace(db, "stories", ({"id": one.id, "spokesman": one.spokesman} for one in settlement.stories))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS told_by (url TEXT PRIMARY KEY, story TEXT)")
    db.execute("DELETE FROM temp.told_by")
    members = ((url, one.id) for one in settlement.stories for url in one.urls)
    db.conn.executemany("INSERT INTO temp.told_by VALUES (?, ?)", members)
    db.execute(
        "UPDATE articles SET story = (SELECT t.story FROM temp.told_by t WHERE t.url = articles.url)"
        " WHERE story IS NOT (SELECT t.story FROM temp.told_by t WHERE t.url = articles.url)"
    )
    _replace(db, "evidence", map(evidence_row, settlement.evidence))
    # Last, because articles and evidence may have named a story until now.
    db.execute("DELETE FROM stories WHERE id NOT IN (SELECT id FROM temp.fresh_stories)")
    db.execute("DELETE FROM temp.told_by")
    for name in ("stories", "evidence"):
        db.execute(f"DELETE FROM temp.fresh_{name}")


def _replace(db: Database, name: str, rows: Iterable[dict[str, object]]) -> None:
    """Upsert rows that differ, and, for evidence, drop those that are no longer said.

    The fresh rows go through a temporary table, so that SQLite finds the differences and memory does not grow.
    """
    columns = [column.name for column in db.table(name).columns]
    listed = ", ".join(columns)
    db.execute(f"CREATE TEMP TABLE IF NOT EXISTS fresh_{name} AS SELECT {listed} FROM {name} WHERE 0")
    db.execute(f"DELETE FROM temp.fresh_{name}")
    marks = ", ".join("?" * len(columns))
    values = (tuple(row[column] for column in columns) for row in rows)
    db.conn.executemany(f"INSERT INTO temp.fresh_{name} ({listed}) VALUES ({marks})", values)
    if name == "evidence":
        db.execute("DELETE FROM evidence WHERE id NOT IN (SELECT id FROM temp.fresh_evidence)")
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "id")
    db.execute(
        f"INSERT INTO {name} ({listed}) SELECT * FROM (SELECT {listed} FROM temp.fresh_{name}"
        f" EXCEPT SELECT {listed} FROM {name}) WHERE true ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def evidence(db: Database, target: str | None) -> Iterator[Evidence]:
    where = "target = ?" if target is not None else None
    values = [target] if target is not None else None
    for row in db.table("evidence").rows_where(where, values, order_by="target, published, url, id"):
        yield evidence_from(row)


def save_assessments(db: Database, assessments: Iterable[Assessment]) -> None:
    rows = [assessment_row(one) for one in assessments]
    if rows:
        db.table("assessments").upsert_all(rows, pk=("target", "as_of"))


def assessments_before(db: Database, day: date) -> Iterator[Assessment]:
    where = "as_of = (SELECT max(as_of) FROM assessments WHERE as_of < ?)"
    for row in db.table("assessments").rows_where(where, [day.isoformat()], order_by="target"):
        yield assessment_from(row)
