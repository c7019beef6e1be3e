"""A path comes in; a connection to the SQLite file goes out, or a StoreError that says what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from tracker.errors import StoreError
from tracker.store.schema import MIGRATIONS

BUSY_TIMEOUT_S = 60  # settling a hundred thousand pages for the first time takes a tenth of this
TEMP_CACHE_KIB = 256

# (a part of SQLite's message, what it means, what to do); the first that fits is told.
_TROUBLE: tuple[tuple[str, str, str], ...] = (
    ("is full", "the disk is full", "free some space and run again; what was stored is kept"),
    ("readonly", "the store cannot be written", "make the file and its folder writable, or name another with --db"),
    ("not a database", "this file is no tracker store", "name another file with --db"),
    ("malformed", "the store is damaged", "`tracker restore` a backup, or move it away and ingest the archive again"),
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


def open_to_read(path: Path) -> Database:
    """A connection that cannot write, whatever the schema; also on media that cannot be written."""
    address = path.absolute().as_uri() + "?mode=ro"
    try:
        return Database(connect(address))
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
        if _holds_something(path, "-journal"):
            _roll_back(path)
            return Database(connect(address))
        if os.access(path.parent, os.W_OK) or _holds_something(path, "-wal"):
            raise
    # In WAL mode even a reader writes beside the store; where nobody can write, it may do without.
    return Database(connect(address + "&immutable=1"))


def _holds_something(path: Path, suffix: str) -> bool:
    beside = path.with_name(path.name + suffix)
    return beside.exists() and beside.stat().st_size > 0


def _roll_back(path: Path) -> None:
    """Put right what a crash left half written; opening for writing does it."""
    try:
        connect(str(path.absolute())).close()
    except sqlite3.OperationalError as error:
        fix = "run any command once where the file and its folder can be written"
        raise StoreError("a crash left the store in the middle of a write", where=str(path), fix=fix) from error


def connect(address: str) -> sqlite3.Connection:
    """A connection to a path or, for options, to a file: address, which has looked into the file."""
    connection = sqlite3.connect(address, timeout=BUSY_TIMEOUT_S, uri=address.startswith("file:"))
    connection.execute("PRAGMA foreign_keys = ON")
    # Of temporary tables, which are written once and read once, little needs to stay in memory.
    try:
        connection.execute(f"PRAGMA temp.cache_size = -{TEMP_CACHE_KIB}")
        connection.execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def schema_version(database: Database, path: Path) -> int:
    """The number of migrations that the file has seen; StoreError for what is not ours or is newer than we are."""
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version == 0 and database.table_names():
        raise StoreError("this database belongs to another program", where=str(path), fix="name another file with --db")
    if version > len(MIGRATIONS):
        message = f"the store has schema {version}, this program knows {len(MIGRATIONS)}"
        raise StoreError(message, where=str(path), fix="install the newer tracker that wrote it")
    return version


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
