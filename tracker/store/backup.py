"""A store comes in and a backup with its manifest goes out; a backup comes in, is checked, and becomes the store."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlite_utils import Database

from tracker import __version__
from tracker.errors import StoreError
from tracker.files import replacing, write_whole
from tracker.store.connecting import connect, open_to_read, schema_version, told
from tracker.store.copying import copy_store, newest_first

BACKUPS_KEPT = 14
_ANOTHER = "name another backup; `tracker backup` makes them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds, kept beside it. rows: the number of rows by table. latest: the last moment of any run."""

    made: datetime
    tracker: str
    schema: int
    sha256: str
    bytes: int
    latest: str
    rows: dict[str, int]


def backup_store(db: Path, folder: Path, now: datetime, keep: int = BACKUPS_KEPT) -> Path:
    """Copy the store, also while a run writes, to FOLDER/NAME-TIME.db with a manifest; the `keep` youngest are kept.

    What was committed when the copy began is in it. It only has its name when it is whole. StoreError where it cannot
    be made; then the older ones stay.
    """
    if not db.is_file():
        raise StoreError("there is no store to back up", where=str(db), fix="name the file with --db")
    path = folder / f"{db.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    with replacing(path, db.stat().st_mode & 0o777) as fresh:
        copy_store(db, fresh)
        write_whole(_manifest_path(path), msgspec.json.format(msgspec.json.encode(_survey(fresh, now))).decode() + "\n")
    for old in newest_first(folder, f"{db.stem}-*T*Z.db")[max(1, keep) :]:
        old.unlink(missing_ok=True)
        _manifest_path(old).unlink(missing_ok=True)
    return path


def restore_store(backup: Path, db: Path, now: datetime, *, force: bool = False) -> Path | None:
    """Put a backup in the place of the store, once it has been found whole; returns where the replaced one is kept.

    The caller holds the lock of the runs. A store that knows more than the backup is replaced only with `force`.
    """
    manifest = _read_manifest(backup)
    _verify(backup, manifest)
    if not db.exists():
        with replacing(db, backup.stat().st_mode & 0o777) as fresh:
            shutil.copyfile(backup, fresh)
        return None
    kept = db.with_name(f"{db.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    try:
        with told(db), closing(open_to_read(db)) as old:
            sound = old.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            more = _more(old, manifest) if sound else ""
    except StoreError:
        sound, more = False, ""
    if more and not force:
        message = f"the store knows more than the backup: {more}"
        raise StoreError(message, where=str(db), fix="with --force it is replaced, and kept under another name")
    if sound:
        copy_store(db, kept)
        _overwrite(backup, db)
    else:
        _swap(backup, db, kept)
    return kept


def _manifest_path(backup: Path) -> Path:
    return backup.with_name(backup.name + ".json")


def _survey(path: Path, now: datetime) -> Manifest:
    sha256 = _sha256(path)
    with told(path), closing(open_to_read(path)) as database:
        return Manifest(
            made=now,
            tracker=__version__,
            schema=int(database.execute("PRAGMA user_version").fetchone()[0]),
            sha256=sha256,
            bytes=path.stat().st_size,
            latest=_latest(database),
            rows=_rows(database),
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _rows(database: Database) -> dict[str, int]:
    """The number of rows of every table, without those that SQLite keeps for the full-text index."""
    select = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    names = sorted(name for (name,) in database.execute(f"{select} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _latest(database: Database) -> str:
    select = "SELECT ifnull(max(max(started, ifnull(finished, ''))), '') FROM runs"
    return str(database.execute(select).fetchone()[0])


def _read_manifest(backup: Path) -> Manifest:
    try:
        return msgspec.json.decode(_manifest_path(backup).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        if backup.name.endswith(".db.json"):
            fix = f"name {backup.name.removesuffix('.json')}, which it belongs to"
            raise StoreError("this is the manifest of a backup", where=str(backup), fix=fix) from error
        message = "the backup's manifest cannot be read, so that nobody knows whether it is whole"
        raise StoreError(message, where=str(_manifest_path(backup)), fix=_ANOTHER) from error


def _verify(backup: Path, manifest: Manifest) -> None:
    """Whether the backup is what was once written: hash, SQLite's own checks, and the rows of every table."""
    try:
        found = _sha256(backup)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(backup), fix=_ANOTHER) from error
    if found != manifest.sha256:
        raise StoreError("the backup has changed since it was made (SHA-256)", where=str(backup), fix=_ANOTHER)
    with told(backup), closing(open_to_read(backup)) as database:
        schema_version(database, backup)
        damage = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        astray = database.execute("PRAGMA foreign_key_check").fetchone()
        rows = _rows(database)
    if damage != "ok" or astray is not None or rows != manifest.rows:
        raise StoreError("the backup is damaged", where=str(backup), fix=_ANOTHER)


def _more(database: Database, manifest: Manifest) -> str:
    """What the store knows beyond the backup, '' for nothing."""
    if _latest(database) > manifest.latest:
        return f"its last run was at {_latest(database)}, that of the backup at {manifest.latest or 'no time'}"
    return ", ".join(
        f"{rows} {name}, not {manifest.rows.get(name, 0)}"
        for name, rows in _rows(database).items()
        if rows > manifest.rows.get(name, 0)
    )


def _overwrite(backup: Path, db: Path) -> None:
    """Within one transaction of SQLite: whoever reads the store sees the old one or the new one."""
    with told(db), closing(sqlite3.connect(backup)) as source, closing(connect(str(db.absolute()))) as target:
        target.execute("PRAGMA synchronous = EXTRA")
        source.backup(target)


def _swap(backup: Path, db: Path, kept: Path) -> None:
    """Where SQLite cannot use the store any more: set it aside with the journals that belong to it."""
    for suffix in ("-journal", "-wal", "-shm"):
        beside = db.with_name(db.name + suffix)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + suffix))
    with replacing(db, backup.stat().st_mode & 0o777) as fresh:
        shutil.copyfile(backup, fresh)
        db.replace(kept)
