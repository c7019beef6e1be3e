"""A path comes in; an open, checked and migrated SQLite database goes out, or a StoreError that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from tracker.errors import StoreError
from tracker.store.schema import MIGRATIONS

BUSY_TIMEOUT_S = 30
TEMP_CACHE_KIB = 256

# (a part of SQLite's message, what it means, what to do); the first that fits is told.
_TROUBLE: tuple[tuple[str, str, str], ...] = (
    ("is full", "the disk is full", "free some space and run again; what was stored is kept"),
    ("readonly", "the store cannot be written", "make the file and its folder writable, or name another with --db"),
    ("not a database", "this file is no tracker store", "name another file with --db"),
    ("malformed", "the store is damaged", "restore a backup, or move the file away and ingest the archive again"),
    ("unable to open", "the store cannot be opened", "check that its folder exists and may be read and written"),
    ("locked", "another program is writing to the store", "wait until it has finished and run again"),
    ("disk i/o", "the disk cannot be read or written", "check the disk; what was committed is kept"),
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into a StoreError; errors of our own SQL stay bugs."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        text = str(error).lower()
        for part, meaning, fix in _TROUBLE:
            if part in text:
                raise StoreError(meaning, where=str(path), fix=fix) from error
        raise


def open_database(path: Path, *, create: bool) -> Database:
    """Open the store at `path`, bring it to the current schema and return it; `create` allows a new file."""
    if not create and not path.exists():
        fix = "collect pages first with `tracker run` or `tracker ingest`, or name the file with --db"
        raise StoreError("there is no store yet", where=str(path), fix=fix)
    if path.is_dir():
        raise StoreError("this is a folder, not a store", where=str(path), fix="name a file with --db")
    with told(path):
        database = Database(_connect(path))
        try:
            _migrate(database, path)
        except BaseException:
            database.close()
            raise
    return database


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # Of temporary tables, which are written once and read once, little needs to stay in memory.
    connection.execute(f"PRAGMA temp.cache_size = -{TEMP_CACHE_KIB}")
    return connection


def _migrate(database: Database, path: Path) -> None:
    """Apply the migrations that the file has not seen, each in a transaction with its number."""
    if _version(database) == 0 and database.table_names():
        raise StoreError("this database belongs to another program", where=str(path), fix="name another file with --db")
    if _version(database) > len(MIGRATIONS):
        message = f"the store has schema {_version(database)}, this program knows {len(MIGRATIONS)}"
        raise StoreError(message, where=str(path), fix="install the newer tracker that wrote it")
    if _version(database) < len(MIGRATIONS):
        database.execute("PRAGMA journal_mode = DELETE")
    while _version(database) < len(MIGRATIONS):
        with transaction(database):
            # Read again under the write lock: another process may have migrated meanwhile.
            number = _version(database)
            if number < len(MIGRATIONS):
                MIGRATIONS[number](database)
                database.execute(f"PRAGMA user_version = {number + 1}")


def _version(database: Database) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """All or nothing; inside an open transaction it joins that one.

    The write lock is taken at once: a transaction that first reads and then writes could otherwise fail as `locked`
    without waiting.
    """
    connection = database.conn
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk can end the transaction by itself; rollback is then a no-op.
        connection.rollback()
        raise
