"""What pages were read with comes in; which of them are stale, and what the last replay was for, goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from tracker.model import Reason
from tracker.store.rows import Edition, from_json, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What one target was in an edition: the hash of all of it, and its ideas. The target '' is what all share."""

    target: str
    hash: str
    about: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPages:
    """How many pages were read with one edition. definitions: what it was, None where that is not known."""

    edition: Edition
    pages: int
    definitions: tuple[Definition, ...] | None


def save(db: Database, edition: Edition, definitions: Sequence[Definition]) -> None:
    insert = "INSERT INTO editions (targets_hash, definitions) VALUES (?, ?) ON CONFLICT DO NOTHING"
    db.execute(insert, [edition.targets_hash, to_json(tuple(definitions))])


def is_known(db: Database, edition: Edition) -> bool:
    return db.execute("SELECT 1 FROM editions WHERE targets_hash = ?", [edition.targets_hash]).fetchone() is not None


def groups(db: Database) -> Iterator[EditionPages]:
    """All pages, in groups of one edition each."""
    select = "SELECT targets_hash, reader_version, count(*) FROM main.articles GROUP BY 1, 2 ORDER BY 1, 2"
    for targets_hash, reader_version, pages in db.execute(select).fetchall():
        edition = Edition(targets_hash=targets_hash, reader_version=reader_version)
        found = db.execute("SELECT definitions FROM editions WHERE targets_hash = ?", [targets_hash]).fetchone()
        definitions = from_json(found[0], tuple[Definition, ...]) if found else None
        yield EditionPages(edition=edition, pages=pages, definitions=definitions)


def forget_unused(db: Database) -> None:
    db.execute("DELETE FROM editions WHERE targets_hash NOT IN (SELECT targets_hash FROM main.articles)")


def set_replay(db: Database, cause: Reason) -> None:
    db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('replayed', ?)", [to_json(cause)])


def last_replay(db: Database) -> Reason | None:
    row = db.execute("SELECT value FROM marks WHERE name = 'replayed'").fetchone()
    return from_json(row[0], Reason) if row else None
