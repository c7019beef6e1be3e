"""Stories, evidence and assessments come in and replace what differs; evidence and earlier assessments go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from sqlite_utils import Database

from tracker.model import Assessment, Evidence, Story
from tracker.store.rows import Row, assessment_from, assessment_row, evidence_from, evidence_row

STORIES_A_STEP = 512

_KEPT = "CREATE TEMP TABLE IF NOT EXISTS kept_{} (id TEXT PRIMARY KEY) WITHOUT ROWID"
_TOLD = "CREATE TEMP TABLE IF NOT EXISTS told_by (url TEXT PRIMARY KEY, story TEXT) WITHOUT ROWID"


def save_settlement(db: Database, stories: Iterable[Story], evidence: Iterable[Evidence]) -> None:
    """Bring stories and evidence to what is given, touching only the rows that differ.

    What was given is noted in temporary tables, so that memory does not grow.
    """
    for statement in (_TOLD, _KEPT.format("stories"), _KEPT.format("evidence")):
        db.execute(statement)
    given = iter(stories)
    while some := list(islice(given, STORIES_A_STEP)):
        _write(db, "stories", ({"id": one.id, "spokesman": one.spokesman} for one in some))
        members = ((url, one.id) for one in some for url in one.urls)
        db.conn.executemany("INSERT INTO temp.told_by VALUES (?, ?)", members)
    story = "(SELECT t.story FROM temp.told_by t WHERE t.url = articles.url)"
    db.execute(f"UPDATE articles SET story = {story} WHERE story IS NOT {story}")
    _write(db, "evidence", map(evidence_row, evidence))
    # Stories last, because articles and evidence may have named one until now.
    for name in ("evidence", "stories"):
        db.execute(f"DELETE FROM {name} WHERE NOT EXISTS (SELECT 1 FROM temp.kept_{name} k WHERE k.id = {name}.id)")
        db.execute(f"DELETE FROM temp.kept_{name}")
    db.execute("DELETE FROM temp.told_by")


def _write(db: Database, name: str, rows: Iterable[Row]) -> None:
    """Upsert those of the rows that differ from what is stored, and note all as kept."""
    names = [column.name for column in db.table(name).columns]
    listed, marks = ", ".join(names), ", ".join("?" * len(names))
    updates = ", ".join(f"{column} = excluded.{column}" for column in names if column != "id")
    find = f"SELECT {listed} FROM {name} WHERE id = ?"
    upsert = f"INSERT INTO {name} ({listed}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}"
    cursor = db.conn.cursor()
    for row in rows:
        values = tuple(row[column] for column in names)
        cursor.execute(f"INSERT INTO temp.kept_{name} VALUES (?)", (row["id"],))
        if cursor.execute(find, (row["id"],)).fetchone() != values:
            cursor.execute(upsert, values)


def mark(db: Database) -> str:
    """By which rules everything stored is settled, '' where something came since."""
    row = db.execute("SELECT value FROM marks WHERE name = 'settled'").fetchone()
    return str(row[0]) if row else ""


def set_mark(db: Database, rules: str) -> None:
    if mark(db) != rules:
        db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('settled', ?)", (rules,))


def drop_mark(db: Database) -> None:
    db.execute("DELETE FROM marks WHERE name = 'settled'")


def count_counting(db: Database) -> int:
    return int(db.table("evidence").count_where("counts"))


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
