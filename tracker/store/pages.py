"""Readings come in and become rows of articles and of their versions; traces and articles go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from tracker.model import Reading, Trace
from tracker.store.batches import batches
from tracker.store.rows import (
    TRACE_COLUMNS,
    Edition,
    Row,
    StoredArticle,
    Validators,
    article_from,
    article_row,
    moment,
    trace_from,
)
from tracker.store.searching import found

BATCH = 256
ADDRESSES = 10_000  # they are short

_SEEN = """
    INSERT INTO versions (url, sha256, first_seen) VALUES (?, ?, ?)
    ON CONFLICT (url, sha256) DO UPDATE SET first_seen = min(first_seen, excluded.first_seen)
    RETURNING first_seen
"""

# Versions that evidence or people quote, that were added by hand, and those of pages that speak for a story with
# evidence.
_POINTED_AT = """
    SELECT url, page_sha256 FROM evidence
    UNION SELECT url, page_sha256 FROM decisions WHERE url IS NOT NULL
    UNION SELECT url, sha256 FROM articles WHERE added != ''
    UNION SELECT a.url, a.sha256 FROM articles a JOIN stories s ON s.spokesman = a.url
        WHERE EXISTS (SELECT 1 FROM evidence e WHERE e.story = s.id)
"""


def save(db: Database, readings: Sequence[Reading], edition: Edition, validators: Validators) -> None:
    """Keep the readings whose version stands for its address; note every version."""
    newest: dict[str, Row] = {}
    for reading in readings:
        row = _dated(db, article_row(reading, edition, validators), newest)
        if row is not None:
            newest[row["url"]] = row
    db.table("articles").upsert_all(newest.values(), pk="url")


def _dated(db: Database, row: Row, pending: dict[str, Row]) -> Row | None:
    """The row with the first and last day this version was seen; None where another version stands.

    What a person added last stands, else what was fetched last; so the outcome does not depend on the order in which
    versions of a page come in.
    """
    url, sha256 = row["url"], row["sha256"]
    row["first_seen"] = db.execute(_SEEN, (url, sha256, row["first_seen"])).fetchone()[0]
    if url in pending:
        known = tuple(pending[url][name] or "" for name in ("added", "fetched", "sha256"))
    else:
        found = db.execute("SELECT coalesce(added, ''), fetched, sha256 FROM articles WHERE url = ?", (url,)).fetchone()
        known = tuple(found) if found else ("", "", sha256)
    if known[2] != sha256:
        return row if (row["added"], row["fetched"], sha256) > known else None
    row["fetched"] = max(known[1], row["fetched"])
    if row["added"] >= known[0]:
        return row
    _seen_too(db, row, pending)
    return None


def _seen_too(db: Database, row: Row, pending: dict[str, Row]) -> None:
    """Note when a version was seen that stands as a person added it."""
    if row["url"] in pending:
        pending[row["url"]] |= {"first_seen": row["first_seen"], "fetched": row["fetched"]}
    else:
        seen = (row["first_seen"], row["fetched"], row["url"])
        db.execute("UPDATE articles SET first_seen = ?, fetched = ? WHERE url = ?", seen)


def has(db: Database, url: str, version: tuple[str, datetime], edition: Edition) -> bool:
    sha256, fetched = version
    row = db.execute(
        "SELECT a.sha256, a.fetched, v.first_seen, a.targets_hash, a.reader_version, a.added FROM articles a"
        " JOIN versions v ON v.url = a.url AND v.sha256 = ? WHERE a.url = ?",
        (sha256, url),
    ).fetchone()
    if row is None:
        return False
    known, last, first, targets_hash, reader_version, added = row
    superseded = known != sha256 or bool(added)
    current = (targets_hash, reader_version) == (edition.targets_hash, edition.reader_version)
    return bool(first <= moment(fetched) <= last and (superseded or current))


def first_seen(db: Database, url: str, sha256: str) -> datetime | None:
    found = db.execute("SELECT first_seen FROM versions WHERE url = ? AND sha256 = ?", (url, sha256)).fetchone()
    return datetime.fromisoformat(found[0]) if found else None


def pointed_at(db: Database) -> Iterator[tuple[str, str]]:
    yield from map(tuple, db.execute(_POINTED_AT))


def knows(db: Database, url: str) -> bool:
    return db.execute("SELECT 1 FROM articles WHERE url = ?", (url,)).fetchone() is not None


def addresses(db: Database) -> Iterator[tuple[str, str]]:
    select = f"SELECT url, canonical_url FROM articles WHERE url > ? ORDER BY url LIMIT {ADDRESSES}"
    for url, canonical_url in _by_address(db, select):
        yield url, canonical_url or url


def validators(db: Database, url: str) -> Validators | None:
    row = db.execute("SELECT etag, last_modified FROM articles WHERE url = ?", (url,)).fetchone()
    return Validators(etag=row[0] or "", last_modified=row[1] or "") if row else None


def traces(db: Database) -> Iterator[Trace]:
    select = f"SELECT {TRACE_COLUMNS} FROM articles WHERE url > ? ORDER BY url LIMIT {BATCH}"
    return map(trace_from, _by_address(db, select))


def _by_address(db: Database, select: str) -> Iterator[tuple[Any, ...]]:
    """So many rows at a time: little memory, and no lock is held while the caller works with them."""
    last = ""
    while rows := db.execute(select, (last,)).fetchall():
        yield from rows
        last = rows[-1][0]


def articles(db: Database, *, text: bool, search: str) -> Iterator[StoredArticle]:
    """In batches too: a slow reader of the output must not keep a run from writing."""
    columns = "url, title, published, publisher, source, tier, story, spam, disposition, first_seen"
    columns += ", text" if text else ""
    for batch in batches(found(db, search), BATCH):
        where = f"id IN ({', '.join('?' * len(batch))})"
        rows = list(db.table("articles").rows_where(where, batch, order_by="published, url", select=columns))
        yield from map(article_from, rows)


def article(db: Database, url: str) -> StoredArticle | None:
    return next(map(article_from, db.table("articles").rows_where("url = ?", [url])), None)


def count_stale(db: Database, edition: Edition) -> int:
    where = "targets_hash != ? or reader_version != ?"
    return int(db.table("articles").count_where(where, [edition.targets_hash, edition.reader_version]))
