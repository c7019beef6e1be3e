"""The address of a page or a span of days comes in; what the store holds of single pages goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.address import host_of
from tracker.model import Story
from tracker.store.connecting import told
from tracker.store.rereading import Wanted
from tracker.store.rows import Edition

if TYPE_CHECKING:
    from tracker.store import Store

BATCH = 256
COMPARED = 20_000  # addresses that an unknown one is compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The version of a page that stands in the store. wanted: how the archive knows it. edition: what read it."""

    wanted: Wanted
    first_seen: datetime
    fetched: datetime
    story: str
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    url: str
    title: str
    published: date | None
    text: str


class Details:
    """Looks at single pages of an open store; every method raises StoreError for a bad file."""

    def __init__(self, store: Store) -> None:
        self.path = store.path
        self._database = store._database

    def kept(self, url: str) -> Kept | None:
        """The page of an address, or the one that names itself by it."""
        columns = "url, sha256, first_seen, fetched, coalesce(added, ''), story, targets_hash, reader_version"
        select = f"SELECT {columns} FROM articles WHERE url = ?1 OR canonical_url = ?1 ORDER BY url != ?1 LIMIT 1"
        with told(self.path):
            row = self._database.execute(select, [url]).fetchone()
        if row is None:
            return None
        address, sha256, first, last, added, story, targets_hash, reader_version = row
        return Kept(
            wanted=Wanted(url=address, sha256=sha256, day=(added or first)[:10], added=added),
            first_seen=datetime.fromisoformat(first),
            fetched=datetime.fromisoformat(last),
            story=story or "",
            edition=Edition(targets_hash=targets_hash, reader_version=reader_version),
        )

    def like(self, url: str) -> list[str]:
        """Up to three stored addresses that are like one that is not, of the same host where there are any."""
        select = "SELECT url FROM articles WHERE url LIKE ? ESCAPE '\\' LIMIT ?"
        host = host_of(url).replace("_", "\\_")
        with told(self.path):
            for pattern in (f"%//{host}/%", "%") if host else ("%",):
                known = [row[0] for row in self._database.execute(select, [pattern, COMPARED])]
                if near := get_close_matches(url, known, 3):
                    return near
        return []

    def story(self, story: str) -> Story | None:
        """A story with the pages that tell it."""
        with told(self.path):
            row = self._database.execute("SELECT spokesman FROM stories WHERE id = ?", [story]).fetchone()
            urls = self._database.execute("SELECT url FROM articles WHERE story = ? ORDER BY url", [story]).fetchall()
        return Story(id=story, spokesman=row[0], urls=tuple(url for (url,) in urls)) if row else None

    def dispositions(self) -> Counter[str]:
        """How many pages ended how."""
        with told(self.path):
            return Counter(dict(self._database.execute("SELECT code, count(*) FROM articles GROUP BY code").fetchall()))

    def texts(self, since: date, until: date) -> Iterator[StoredText]:
        """The pages published in a span of days, some at a time, with their texts."""
        last: tuple[str, str] = (since.isoformat(), "")
        select = (
            "SELECT url, title, published, text FROM articles WHERE published BETWEEN ?1 AND ?2"
            f" AND (published, url) > (?1, ?3) ORDER BY published, url LIMIT {BATCH}"
        )
        with told(self.path):
            while rows := self._database.execute(select, [last[0], until.isoformat(), last[1]]).fetchall():
                for url, title, published, text in rows:
                    yield StoredText(url=url, title=title, published=date.fromisoformat(published), text=text)
                last = rows[-1][2], rows[-1][0]
