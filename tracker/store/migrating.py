"""An open store of an older schema comes in; it is copied beside itself and brought up to date, or left as it was."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from tracker.errors import StoreError
from tracker.store.connecting import schema_version, transaction
from tracker.store.copying import copy_store, newest_first
from tracker.store.schema import MIGRATIONS

COPIES_KEPT = 3

_LOG = logging.getLogger(__name__)


def migrate(database: Database, path: Path) -> None:
    """Apply the migrations that the file has not seen, all of them in one transaction."""
    # Tables that are made anew would drag along what refers to them; the references are checked at the end instead.
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA legacy_alter_table = ON")
    try:
        with transaction(database):
            # Read again under the write lock: another process may have migrated meanwhile.
            version = schema_version(database, path)
            if 0 < version < len(MIGRATIONS):
                _keep_copy(path, version)
            for step in MIGRATIONS[version:]:
                step(database)
            _check_references(database, path)
            database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    finally:
        database.execute("PRAGMA legacy_alter_table = OFF")
        database.execute("PRAGMA foreign_keys = ON")


def _keep_copy(path: Path, version: int) -> None:
    """Copy the store as committed; a reader may do so while the migration holds the write lock."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.schema{version}-{stamp}.bak")
    copy_store(path, copy)
    _LOG.warning("%s: the store is brought from schema %d to %d; the old one is kept", copy, version, len(MIGRATIONS))
    for old in newest_first(path.parent, f"{path.name}.schema*.bak")[COPIES_KEPT:]:
        old.unlink(missing_ok=True)


def _check_references(database: Database, path: Path) -> None:
    wrong = database.execute("PRAGMA foreign_key_check").fetchone()
    if wrong is not None:
        message = f"the store cannot be brought up to date: a row of {wrong[0]} refers to a row of {wrong[2]} not there"
        raise StoreError(message, where=str(path), fix="restore a backup, or move it away and ingest the archive again")
