"""A store comes in, perhaps one at work; a copy of what was committed goes out as one file, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.files import replacing
from tracker.store.connecting import open_to_read, told


def copy_store(store: Path, copy: Path) -> None:
    """Copy by SQLite's backup: a committed state, however much is written meanwhile.

    It is read in one step. In several, every commit of a writer would make it begin again, and it might never end.
    """
    mode = store.stat().st_mode & 0o777
    with (
        replacing(copy, mode) as fresh,
        told(store),
        closing(open_to_read(store)) as source,
        told(copy),
        closing(sqlite3.connect(fresh)) as target,
    ):
        source.conn.backup(target)
        # A copy of a store in WAL mode would need a second file beside it.
        target.execute("PRAGMA journal_mode = DELETE")


def newest_first(folder: Path, pattern: str) -> list[Path]:
    """Files whose names end in a time, the youngest first."""
    return sorted(folder.glob(pattern), key=lambda path: path.name.rpartition("-")[2], reverse=True)
