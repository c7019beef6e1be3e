"""Periods for which something was done come in; what the ledger holds goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlite_utils import Database

from tracker.store.rows import DonePeriod, moment


def save(db: Database, kind: str, periods: Iterable[DonePeriod]) -> None:
    """Keep what was done; a period done again keeps the later mark."""
    rows = [
        {
            **{"kind": kind, "period": one.period, "day": one.day.isoformat()},
            **{"done": moment(one.done), "covered_by": one.covered_by},
        }
        for one in periods
    ]
    db.table("periods").upsert_all(rows, pk=("kind", "period"))


def load(db: Database, kind: str) -> Iterator[DonePeriod]:
    for row in db.table("periods").rows_where("kind = ?", [kind], order_by="day"):
        yield DonePeriod(
            period=row["period"],
            day=date.fromisoformat(row["day"]),
            done=datetime.fromisoformat(row["done"]),
            covered_by=row["covered_by"],
        )


def last_visits(db: Database) -> dict[str, datetime]:
    """When each source was last visited, by the clock of its latest run."""
    # SQLite takes bare columns from the row that holds the maximum.
    query = "SELECT source, checked, max(run) FROM source_checks GROUP BY source"
    return {source: datetime.fromisoformat(checked) for source, checked, _ in db.execute(query)}


def reported(db: Database) -> str:
    row = db.execute("SELECT value FROM marks WHERE name = 'reported'").fetchone()
    return str(row[0]) if row else ""


def save_reported(db: Database, fingerprint: str) -> None:
    db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('reported', ?)", (fingerprint,))
