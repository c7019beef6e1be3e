"""A path comes in; an open, checked and migrated SQLite database goes out, or a StoreError that says what to do."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from tracker.errors import StoreError
from tracker.store.connecting import connect, open_to_read, schema_version, told
from tracker.store.migrating import migrate
from tracker.store.schema import MIGRATIONS

# In these versions a commit in WAL mode can be lost when two connections are at work (the WAL-reset bug).
WAL_UNSAFE = ((3, 7, 0), (3, 51, 2))

_LOG = logging.getLogger(__name__)


def open_database(path: Path, *, create: bool, read_only: bool = False) -> Database:
    """Open the store at `path`, bring it to the current schema and return it; `create` allows a new file.

    With `read_only` nothing is written, but for a store of an older schema, or one that a crash left in the middle of a
    write: these are put right first.
    """
    if not path.exists() and (read_only or not create):
        fix = "collect pages first with `tracker run` or `tracker ingest`, or name the file with --db"
        raise StoreError("there is no store yet", where=str(path), fix=fix)
    if path.is_dir():
        raise StoreError("this is a folder, not a store", where=str(path), fix="name a file with --db")
    with told(path):
        if not read_only:
            return _checked(Database(connect(str(path.absolute()))), path)
        database = open_to_read(path)
        if schema_version(database, path) == len(MIGRATIONS):
            return database
        database.close()
        _checked(Database(connect(str(path.absolute()))), path).close()
        return open_to_read(path)


def _checked(database: Database, path: Path) -> Database:
    try:
        version = schema_version(database, path)
        _choose_journal(database, path)
        if version < len(MIGRATIONS):
            migrate(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _choose_journal(database: Database, path: Path) -> None:
    """What is committed outlasts a power cut: see docs/store.md for what was measured.

    EXTRA also waits until the removal of the journal, which is the commit, is on the disk.
    """
    if database.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        database.execute("PRAGMA synchronous = EXTRA")
        return
    database.execute("PRAGMA synchronous = FULL")
    if not wal_is_safe(sqlite3.sqlite_version_info):
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        _LOG.warning("%s: taken out of WAL mode, which can lose data with SQLite %s", path, sqlite3.sqlite_version)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite keeps every commit in WAL mode with synchronous = FULL."""
    first, last = WAL_UNSAFE
    return not first <= tuple(version) <= last
