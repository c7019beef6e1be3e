"""Readings made again come in and wait in a file beside the store; with what they change they go into it at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from tracker.model import Config, Evidence, Reading, Reason, Story, Trace
from tracker.store import editions, goals, runs, settled
from tracker.store.connecting import told, transaction
from tracker.store.editions import Definition, EditionPages
from tracker.store.rows import TRACE_COLUMNS, Edition, Validators, article_row, trace_from

BATCH = 256
KIND = "replay"  # of a run

# All that a reading says; when a version was seen, and what its server gave to ask again with, stays.
_READ = (
    *("canonical_url", "title", "published", "publisher", "source", "tier", "encoding", "spam", "disposition"),
    *("targets_hash", "reader_version", "text_sha256", "figures", "sketch", "candidates", "text", "captions"),
)
# What a reading takes the place of; where the article has become another since, it was made in vain.
_STAMP = "sha256 || ' ' || fetched || ' ' || coalesce(added, '') || ' ' || targets_hash || ' ' || reader_version"
_MERGED = ", ".join(
    f"iif(r.url IS NULL, a.{name}, r.{name})" if name in _READ else f"a.{name}" for name in TRACE_COLUMNS.split(", ")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page to be read again. day: of the archive's file in which it should lie. added: when by hand, '' for not."""

    url: str
    sha256: str
    day: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What is kept of a replay that is applied. definitions: of the targets now. rules: those of settling.

    cause: why, `reader_upgraded`, `targets_edited` or `read_again`. note and outcome are those of its run.
    """

    config: Config
    definitions: tuple[Definition, ...]
    rules: str
    cause: Reason
    note: str
    outcome: str
    started: datetime
    finished: datetime


class Rereading:
    """The readings of a store, and those that are to take their place. One at a time, by who holds the lock of runs.

    Nothing in the store changes before `apply`, which changes all in one transaction. What was read waits in a file
    beside the store, so that it can be looked at, left, and taken up again.
    """

    def __init__(self, path: Path, database: Database, edition: Edition) -> None:
        self.path = path
        self.beside = path.with_name(path.name + ".replay")
        self._database = database
        self._edition = edition
        self._settled = False

    def note(self, definitions: Sequence[Definition]) -> None:
        """Keep what the edition is, so that it can be told later which pages a changed target concerns."""
        with told(self.path):
            if not editions.is_known(self._database, self._edition):
                with transaction(self._database):
                    editions.save(self._database, self._edition, definitions)

    def last(self) -> Reason | None:
        """Why pages were read again the last time, with the number of its `run`; None where they never were."""
        with told(self.path):
            return editions.last_replay(self._database)

    @contextmanager
    def beginning(self) -> Iterator[None]:
        """Open the file beside the store; what waits in it at the end stays for the next time."""
        with told(self.path):
            _attach(self._database, self.beside)
            self._database.execute("CREATE TEMP TABLE wanted (url TEXT PRIMARY KEY, stamp TEXT) WITHOUT ROWID")
        try:
            yield
        finally:
            with told(self.path):
                settled.drop_stage(self._database)
                self._database.execute("DROP TABLE temp.wanted")
                waiting = self._waiting()
                self._database.execute("DETACH again")
            if not waiting:
                self.beside.unlink(missing_ok=True)

    # ---- what is to be read again ----

    def groups(self) -> tuple[EditionPages, ...]:
        """All pages by the edition that they were read with."""
        with told(self.path):
            return tuple(editions.groups(self._database))

    def stale_versions(self) -> frozenset[tuple[str, str]]:
        """Address and hash of the pages that were read with another edition."""
        select = "SELECT url, sha256 FROM articles WHERE (targets_hash, reader_version) != (?, ?)"
        mine = [self._edition.targets_hash, self._edition.reader_version]
        with told(self.path):
            return frozenset(map(tuple, self._database.execute(select, mine)))

    def want(self, group: EditionPages, concerned: Callable[[str], bool] | None = None) -> None:
        """Have the pages of a group read again; given `concerned`, those only whose whole text it admits."""
        with told(self.path):
            for urls in _urls(self._database, group.edition, concerned):
                with self._database.atomic():
                    insert = f"INSERT INTO temp.wanted SELECT url, {_STAMP} FROM main.articles WHERE url = ?"
                    self._database.conn.executemany(insert, [(url,) for url in urls])

    def take_up(self) -> int:
        """How many of the wanted pages were read by a replay before; drops what else waits."""
        with told(self.beside), self._database.atomic():
            fits = "SELECT 1 FROM temp.wanted w WHERE w.url = readings.url AND w.stamp = readings.stamp"
            made_otherwise = f"(targets_hash, reader_version) != (?, ?) OR NOT EXISTS ({fits})"
            mine = [self._edition.targets_hash, self._edition.reader_version]
            self._database.execute(f"DELETE FROM again.readings WHERE {made_otherwise}", mine)
            return self._waiting()

    def left(self) -> tuple[Wanted, ...]:
        """The pages that are still to be read, in order of address."""
        select = (
            "SELECT a.url, a.sha256, substr(a.first_seen, 1, 10), coalesce(a.added, '') FROM temp.wanted w"
            " JOIN main.articles a ON a.url = w.url WHERE w.url NOT IN (SELECT url FROM again.readings) ORDER BY a.url"
        )
        with told(self.path):
            rows = self._database.execute(select).fetchall()
        return tuple(Wanted(url=url, sha256=sha, day=added[:10] or day, added=added) for url, sha, day, added in rows)

    # ---- what they become ----

    def keep(self, readings: Sequence[Reading]) -> None:
        """Let readings wait."""
        rows = [article_row(reading, self._edition, Validators()) for reading in readings]
        values = ", ".join("?" * (len(_READ) + 1))
        insert = (
            f"INSERT OR REPLACE INTO again.readings (stamp, url, {', '.join(_READ)})"
            f" VALUES ((SELECT stamp FROM temp.wanted WHERE url = ?), {values})"
        )
        with told(self.beside), self._database.atomic():
            self._database.conn.executemany(
                insert, [[row["url"], row["url"], *(row[name] for name in _READ)] for row in rows]
            )

    def traces(self) -> Iterator[Trace]:
        """The traces of all pages as they would be, in order of address."""
        select = (
            f"SELECT {_MERGED} FROM main.articles a LEFT JOIN again.readings r ON r.url = a.url"
            f" WHERE a.url > ? ORDER BY a.url LIMIT {BATCH}"
        )
        last = ""
        with told(self.path):
            while rows := self._database.execute(select, (last,)).fetchall():
                yield from map(trace_from, rows)
                last = rows[-1][0]

    def settle(self, stories: Iterable[Story], evidence: Iterable[Evidence]) -> None:
        """Note what the traces settle to; may be streams made of them."""
        with told(self.path):
            settled.stage_settlement(self._database, stories, evidence)
        self._settled = True

    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence as it would be, in the order of the store."""
        with told(self.path):
            return tuple(settled.staged_evidence(self._database))

    def apply(self, done: Replayed) -> None:
        """Have all of it stand: readings, stories, evidence, and a run that tells of it."""
        with told(self.path), transaction(self._database):
            _replace(self._database, self._edition)
            editions.save(self._database, self._edition, done.definitions)
            editions.forget_unused(self._database)
            goals.save_targets(self._database, done.config)
            if self._settled:
                settled.apply_settlement(self._database)
                settled.set_mark(self._database, done.rules)
            run = runs.start(self._database, KIND, done.started)
            runs.finish(self._database, run, (done.finished, done.outcome, done.note))
            facts = (("run", str(run)), *done.cause.facts)
            editions.set_replay(self._database, Reason(code=done.cause.code, facts=facts))
        with told(self.beside), self._database.atomic():
            self._database.execute("DELETE FROM again.readings")

    def _waiting(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM again.readings").fetchone()[0])


def _attach(db: Database, beside: Path) -> None:
    """Open the file, or begin a new one where it is damaged or of another schema."""
    create = f"CREATE TABLE readings ({', '.join(('url TEXT PRIMARY KEY', 'stamp TEXT', *_READ))})"
    if beside.exists() and not _is_sound(beside, create):
        beside.unlink()
    db.execute("ATTACH DATABASE ? AS again", [str(beside)])
    if db.execute("SELECT 1 FROM again.sqlite_master").fetchone() is None:
        db.execute(create.replace("readings", "again.readings", 1))


def _is_sound(beside: Path, create: str) -> bool:
    with closing(sqlite3.connect(beside)) as waiting:
        try:
            tables = waiting.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
            return tables == [(create,)] and waiting.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False


def _urls(db: Database, edition: Edition, concerned: Callable[[str], bool] | None) -> Iterator[list[str]]:
    """So many pages at a time; of those whose captions nobody has kept, it is not known what they hold."""
    columns = "url" if concerned is None else "url, title, text, captions"
    select = (
        f"SELECT {columns} FROM main.articles WHERE targets_hash = ? AND reader_version = ? AND url > ?"
        f" ORDER BY url LIMIT {BATCH}"
    )
    last = ""
    while rows := db.execute(select, [edition.targets_hash, edition.reader_version, last]).fetchall():
        yield [row[0] for row in rows if concerned is None or None in row or concerned("\n".join(row[1:]))]
        last = rows[-1][0]


def _replace(db: Database, edition: Edition) -> None:
    """Put in the readings that wait; the pages that no change concerns are of the edition as they are."""
    listed = ", ".join(f"{name} = r.{name}" for name in _READ)
    db.execute(f"UPDATE main.articles SET {listed} FROM again.readings AS r WHERE r.url = articles.url")
    adopt = "UPDATE main.articles SET targets_hash = ?1 WHERE reader_version = ?2 AND targets_hash != ?1"
    unconcerned = "url NOT IN (SELECT url FROM temp.wanted)"
    db.execute(f"{adopt} AND {unconcerned}", [edition.targets_hash, edition.reader_version])
