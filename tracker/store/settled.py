"""Stories, evidence and assessments come in and replace what differs; evidence and earlier assessments go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from sqlite_utils import Database

from tracker.model import Assessment, Evidence, Story
from tracker.store.batches import batches
from tracker.store.goals import list_target, list_unknown
from tracker.store.rows import EVIDENCE_COLUMNS, Row, assessment_from, assessment_row, evidence_from, evidence_row

ROWS_A_STEP = 512
USABLE = "(counts OR set_aside_from IS NOT NULL)"  # word for word the condition of the index `usable_evidence`

_TOLD = "CREATE TEMP TABLE IF NOT EXISTS told_by (url TEXT PRIMARY KEY, story TEXT) WITHOUT ROWID"


def stage_settlement(db: Database, stories: Iterable[Story], evidence: Iterable[Evidence]) -> None:
    """Note what is given in temporary tables, so that neither memory grows nor a lock is held while it comes about."""
    with _all_or_nothing(db):
        db.execute(_TOLD)
        db.execute("DELETE FROM temp.told_by")
        for name in ("stories", "evidence"):
            columns = ", ".join(f"{one} PRIMARY KEY" if one == "id" else one for one in _columns(db, name))
            db.execute(f"DROP TABLE IF EXISTS temp.fresh_{name}")
            db.execute(f"CREATE TEMP TABLE fresh_{name} ({columns})")
    for some in batches(stories, ROWS_A_STEP):
        with _all_or_nothing(db):
            _stage(db, "stories", ({"id": one.id, "spokesman": one.spokesman} for one in some))
            members = ((url, one.id) for one in some for url in one.urls)
            db.conn.executemany("INSERT INTO temp.told_by VALUES (?, ?)", members)
    for rows in batches(map(evidence_row, evidence), ROWS_A_STEP):
        with _all_or_nothing(db):
            _stage(db, "evidence", rows)


def apply_settlement(db: Database) -> None:
    """Bring stories and evidence to what was staged, touching only the rows that differ."""
    list_unknown(db, "temp.fresh_evidence")
    _write(db, "stories")
    story = "(SELECT t.story FROM temp.told_by t WHERE t.url = articles.url)"
    db.execute(f"UPDATE articles SET story = {story} WHERE story IS NOT {story}")
    _write(db, "evidence")
    # Stories last, because articles and evidence may have named one until now.
    for name in ("evidence", "stories"):
        db.execute(f"DELETE FROM {name} WHERE NOT EXISTS (SELECT 1 FROM temp.fresh_{name} f WHERE f.id = {name}.id)")


def drop_stage(db: Database) -> None:
    for name in ("fresh_stories", "fresh_evidence", "told_by"):
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")


@contextmanager
def _all_or_nothing(db: Database) -> Iterator[None]:
    """A transaction that touches temporary tables alone, so that it locks nothing; the rows come from outside of it."""
    if db.conn.in_transaction:
        yield
        return
    with db.atomic():
        yield


def _columns(db: Database, name: str) -> list[str]:
    return [column.name for column in db.table(name).columns]


def _stage(db: Database, name: str, rows: Iterable[Row]) -> None:
    columns = _columns(db, name)
    insert = f"INSERT INTO temp.fresh_{name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    db.conn.executemany(insert, ([row[column] for column in columns] for row in rows))


def _write(db: Database, name: str) -> None:
    """Upsert those of the staged rows that differ from what is stored."""
    columns = _columns(db, name)
    listed = ", ".join(columns)
    mine, theirs = (", ".join(f"{table}.{column}" for column in columns) for table in ("f", "old"))
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "id")
    same = f"SELECT 1 FROM {name} AS old WHERE old.id = f.id AND ({theirs}) IS ({mine})"
    rows = f"SELECT {mine} FROM temp.fresh_{name} AS f WHERE NOT EXISTS ({same})"
    db.execute(f"INSERT INTO {name} ({listed}) {rows} ON CONFLICT (id) DO UPDATE SET {updates}")


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


def evidence(db: Database, target: str | None, *, usable: bool) -> Iterator[Evidence]:
    conditions = ["target = ?"] if target is not None else []
    conditions += [USABLE] if usable else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = db.execute(
        f"SELECT {EVIDENCE_COLUMNS} FROM evidence {where} ORDER BY target, published, url, id",
        [target] if target else [],
    )
    for some in batches(rows, ROWS_A_STEP):
        yield from evidence_from(some)


def staged_evidence(db: Database) -> Iterator[Evidence]:
    """The evidence that was staged, in the same order."""
    rows = db.execute(f"SELECT {EVIDENCE_COLUMNS} FROM temp.fresh_evidence ORDER BY target, published, url, id")
    for some in batches(rows, ROWS_A_STEP):
        yield from evidence_from(some)


def last_counting(db: Database, day: date) -> Iterator[tuple[str, date]]:
    """For each target that has any, the last day up to `day` on which evidence that counts was published."""
    last = f"SELECT max(published) FROM evidence WHERE target = targets.id AND {USABLE} AND counts AND published <= ?"
    for target, published in db.execute(f"SELECT id, ({last}) FROM targets", [day.isoformat()]):
        if published:
            yield target, date.fromisoformat(published)


def save_assessments(db: Database, assessments: Iterable[Assessment]) -> None:
    rows = [assessment_row(one) for one in assessments]
    if rows:
        for row in rows:
            list_target(db, row["target"])
        db.table("assessments").upsert_all(rows, pk=("target", "as_of"))


def assessments_before(db: Database, day: date) -> Iterator[Assessment]:
    where = "as_of = (SELECT max(as_of) FROM assessments WHERE as_of < ?)"
    for row in db.table("assessments").rows_where(where, [day.isoformat()], order_by="target"):
        yield assessment_from(row)
