"""Readings, evidence, assessments and runs come in and are kept in one SQLite file; the same values go out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from tracker.model import Assessment, Evidence, Reading, Story, Trace
from tracker.store import pages, runs, settled
from tracker.store.opening import open_database, told, transaction
from tracker.store.rows import Edition, LinkOutcome, SourceHealth, StoredArticle, Validators

__all__ = ["Edition", "LinkOutcome", "SourceHealth", "Store", "StoredArticle", "Validators", "open_store"]


def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store at `path`, making the file where `create` allows it; StoreError says what is wrong."""
    return Store(path, open_database(path, create=create))


class Store:
    """One open SQLite file. Use it from the thread that opened it; every method raises StoreError for a bad file."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def damage(self) -> str:
        """What SQLite finds wrong with the file, '' for a sound one."""
        with told(self.path):
            found = self._database.execute("PRAGMA quick_check(1)").fetchone()[0]
        return "" if found == "ok" else str(found)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything saved inside is kept together or not at all."""
        with told(self.path), transaction(self._database):
            yield

    # ---- readings ----

    def save_reading(self, reading: Reading, edition: Edition, validators: Validators | None = None) -> None:
        """Keep one reading in a transaction of its own; see save_readings."""
        with self.transaction():
            pages.save(self._database, [reading], edition, validators or Validators())
            settled.drop_mark(self._database)

    def save_readings(self, readings: Sequence[Reading], edition: Edition) -> None:
        """Keep readings in one transaction. Of two versions of an address the one fetched later is kept."""
        with self.transaction():
            pages.save(self._database, readings, edition, Validators())
            if readings:
                settled.drop_mark(self._database)

    def has_page(self, url: str, sha256: str, fetched: datetime, edition: Edition) -> bool:
        """Whether reading this page again could change nothing."""
        with told(self.path):
            return pages.has(self._database, url, (sha256, fetched), edition)

    def knows(self, url: str) -> bool:
        """Whether any version of the address has been read."""
        with told(self.path):
            return pages.knows(self._database, url)

    def validators(self, url: str) -> Validators | None:
        """The validators of an article or of a source's address, None for an address never fetched."""
        with told(self.path):
            return pages.validators(self._database, url) or runs.validators(self._database, url)

    def traces(self) -> Iterator[Trace]:
        """The traces of all pages in order of address, one at a time."""
        with told(self.path):
            yield from pages.traces(self._database)

    def articles(self, *, text: bool = False) -> Iterator[StoredArticle]:
        """All pages in order of publication and address; with their text where asked for."""
        with told(self.path):
            yield from pages.articles(self._database, text=text)

    def stale_pages(self, edition: Edition) -> int:
        """How many pages were read with other targets or by another reader."""
        with told(self.path):
            return pages.count_stale(self._database, edition)

    # ---- evidence and assessments ----

    def is_settled(self, rules: str) -> bool:
        """Whether a settlement by these rules was kept and no page came since."""
        with told(self.path):
            return settled.mark(self._database) == rules

    def save_settlement(self, stories: Iterable[Story], evidence: Iterable[Evidence], rules: str = "") -> None:
        """Replace what differs from the settlement, in one transaction; both may be streams made of `traces`."""
        with self.transaction():
            settled.save_settlement(self._database, stories, evidence)
            settled.set_mark(self._database, rules)

    def counting_evidence(self) -> int:
        """How much evidence counts."""
        with told(self.path):
            return settled.count_counting(self._database)

    def evidence(self, target: str | None = None) -> tuple[Evidence, ...]:
        """The evidence of one target or of all, in order of target, publication, address and id."""
        with told(self.path):
            return tuple(settled.evidence(self._database, target))

    def save_assessments(self, assessments: Iterable[Assessment]) -> None:
        """Keep what was said of a day; said again, the later words stand."""
        with self.transaction():
            settled.save_assessments(self._database, assessments)

    def assessments_before(self, day: date) -> tuple[Assessment, ...]:
        """What was said of the last day before `day`, empty where nothing was."""
        with told(self.path):
            return tuple(settled.assessments_before(self._database, day))

    # ---- runs and sources ----

    def start_run(self, kind: str, now: datetime) -> int:
        """Note that a pass over the sources or an ingest begins; returns its number."""
        with self.transaction():
            return runs.start(self._database, kind, now)

    def finish_run(self, run: int, now: datetime, outcome: str, note: str = "") -> None:
        """Note how a run ended: `ok`, `failures` or `failed`."""
        with self.transaction():
            runs.finish(self._database, run, (now, outcome, note))

    def record_links(self, run: int, outcomes: Iterable[LinkOutcome]) -> None:
        """Keep how links of a run ended, each address once a run (the last outcome stands)."""
        with self.transaction():
            runs.record_links(self._database, run, outcomes)

    def link_outcomes(self, run: int) -> tuple[LinkOutcome, ...]:
        """How the links of a run ended, in order of address."""
        with told(self.path):
            return tuple(runs.link_outcomes(self._database, run))

    def last_outcomes(self) -> dict[str, LinkOutcome]:
        """The last outcome of every link that a pass over the sources met, by address; ingests aside."""
        with told(self.path):
            return runs.last_outcomes(self._database)

    def record_health(self, health: SourceHealth, validators: Validators | None = None) -> None:
        """Keep how a source's address answered; validators only where its links were dealt with as well."""
        with self.transaction():
            runs.record_health(self._database, health, validators)

    def sources_health(self) -> tuple[SourceHealth, ...]:
        """The state of every source's address, in order of source."""
        with told(self.path):
            return tuple(runs.sources_health(self._database))
