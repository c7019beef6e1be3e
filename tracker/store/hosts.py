"""What is known of hosts comes in after a run and goes out before the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from tracker.model import HostNote
from tracker.store.rows import moment

_MOMENTS = ("robots_fetched", "robots_failing", "rest_until")


def save(db: Database, notes: Iterable[HostNote]) -> None:
    """Replace all that was known: a run gives back what it was given, as far as it still matters."""
    db.execute("DELETE FROM hosts")
    db.table("hosts").insert_all([_row(note) for note in notes], pk="site")


def _row(note: HostNote) -> dict[str, Any]:
    values = asdict(note)
    return values | {name: moment(values[name]) if values[name] else None for name in _MOMENTS}


def notes(db: Database) -> Iterator[HostNote]:
    for row in db.table("hosts").rows_where(order_by="site"):
        times = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in _MOMENTS}
        yield HostNote(**{**row, **times})
