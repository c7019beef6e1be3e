"""Readings, evidence, assessments and runs come in and are kept in one SQLite file; the same values go out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from tracker.model import Assessment, Config, Decision, Evidence, HostNote, Parcel, Reading, Snapshot, Story, Trace
from tracker.store import decisions, exporting, goals, hosts, outbox, pages, periods, runs, searching, settled, watching
from tracker.store.connecting import told, transaction
from tracker.store.opening import open_database
from tracker.store.rows import Ahead, DonePeriod, Edition, LinkOutcome, SourceHealth, StoredArticle, Validators, Walked
from tracker.watch import Alert, Check, Looked

__all__ = [
    "Ahead",
    "DonePeriod",
    "Edition",
    "LinkOutcome",
    "SourceHealth",
    "Store",
    "StoredArticle",
    "Validators",
    "Walked",
    "open_store",
]


def open_store(path: Path, *, create: bool = True, read_only: bool = False) -> Store:
    """Open the store at `path`, making the file where `create` allows it; StoreError says what is wrong.

    With `read_only` it may be looked at while a run writes, and where nothing can be written.
    """
    return Store(path, open_database(path, create=create, read_only=read_only))


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

    def first_seen(self, url: str, sha256: str) -> datetime | None:
        """When this version of an address was first fetched, None for one never read."""
        with told(self.path):
            return pages.first_seen(self._database, url, sha256)

    def pointed_at(self) -> frozenset[tuple[str, str]]:
        """Address and hash of the versions that must be kept: evidence, set aside or not, quotes them or its stories
        are told by them, or a person added them."""
        with told(self.path):
            return frozenset(pages.pointed_at(self._database))

    def knows(self, url: str) -> bool:
        """Whether any version of the address has been read."""
        with told(self.path):
            return pages.knows(self._database, url)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """The address of every stored page, and the one by which it names itself."""
        with told(self.path):
            yield from pages.addresses(self._database)

    def validators(self, url: str) -> Validators | None:
        """The validators of an article or of a source's address, None for an address never fetched."""
        with told(self.path):
            return pages.validators(self._database, url) or runs.validators(self._database, url)

    def traces(self) -> Iterator[Trace]:
        """The traces of all pages in order of address, one at a time."""
        with told(self.path):
            yield from pages.traces(self._database)

    def articles(self, *, text: bool = False, search: str = "") -> Iterator[StoredArticle]:
        """The pages that hold all words of `search`, in order of publication and address; with text where asked for."""
        with told(self.path):
            yield from pages.articles(self._database, text=text, search=search)

    def index_texts(self) -> None:
        """Bring the full-text index up to the stored pages; a search finds the others too, only slower."""
        with told(self.path):
            indexed = searching.is_indexed(self._database)
        while not indexed:
            with self.transaction():
                indexed = not searching.add_to_index(self._database)

    def stale_pages(self, edition: Edition) -> int:
        """How many pages were read with other targets or by another reader."""
        with told(self.path):
            return pages.count_stale(self._database, edition)

    def columns(self, table: str, *, text: bool = False) -> list[str]:
        """The columns of a table that `export` gives."""
        with told(self.path):
            return exporting.columns(self._database, table, text=text)

    def export(self, table: str, *, text: bool = False) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, as they came."""
        with told(self.path):
            yield from exporting.rows(self._database, table, text=text)

    # ---- evidence and assessments ----

    def is_settled(self, rules: str) -> bool:
        """Whether a settlement by these rules was kept and no page came since."""
        with told(self.path):
            return settled.mark(self._database) == rules

    def save_settlement(self, stories: Iterable[Story], evidence: Iterable[Evidence], rules: str = "") -> None:
        """Replace what differs from the settlement, in one transaction; both may be streams made of `traces`.

        Nothing is locked while they come.
        """
        with told(self.path):
            settled.stage_settlement(self._database, stories, evidence)
        with self.transaction():
            settled.apply_settlement(self._database)
            settled.set_mark(self._database, rules)
        with told(self.path):
            settled.drop_stage(self._database)

    def counting_evidence(self) -> int:
        """How much evidence counts."""
        with told(self.path):
            return settled.count_counting(self._database)

    def evidence(self, target: str | None = None, *, usable: bool = False) -> tuple[Evidence, ...]:
        """The evidence of one target or of all, in order of target, publication, address and id.

        usable: only what counts, or counted until something later set it aside, which is all that judging asks for.
        """
        with told(self.path):
            return tuple(settled.evidence(self._database, target, usable=usable))

    def add_decisions(self, made: Iterable[Decision]) -> int:
        """Keep what people decided; returns how much of it was new, and needs settling."""
        with self.transaction():
            added = decisions.add(self._database, made)
            if added:
                settled.drop_mark(self._database)
            return added

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order in which they were made."""
        with told(self.path):
            return tuple(decisions.decisions(self._database))

    def last_counting(self, day: date) -> dict[str, date]:
        """The last day up to `day` on which evidence that counts was published, by target."""
        with told(self.path):
            return dict(settled.last_counting(self._database, day))

    def save_targets(self, config: Config) -> None:
        """List the targets with their titles, for those who read the store alone."""
        with self.transaction():
            goals.save_targets(self._database, config)

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

    # ---- watching ----

    def save_check(self, run: int, check: Check) -> None:
        """Keep what a run has seen of a source."""
        with self.transaction():
            watching.save_check(self._database, run, check)

    def checks(self, source: str) -> tuple[Check, ...]:
        """The latest visits of a source, at most 60, oldest first."""
        with told(self.path):
            return tuple(watching.checks(self._database, source))

    def has_checks(self) -> bool:
        """Whether any run has visited a source."""
        with told(self.path):
            return watching.has_checks(self._database)

    def alerts(self) -> dict[str, Alert]:
        """The alerts that stand, by source."""
        with told(self.path):
            return watching.alerts(self._database)

    def save_alert(self, source: str, alert: Alert | None, now: datetime) -> None:
        """Let an alert stand for a source, or none; one that stood before ends."""
        with self.transaction():
            watching.save_alert(self._database, source, alert, now)

    def save_looked(self, looked: Iterable[Looked]) -> None:
        """Keep days that were looked at."""
        with self.transaction():
            watching.save_looked(self._database, looked)

    def looked(self) -> tuple[Looked, ...]:
        """All days that were looked at, in order of source, start and day."""
        with told(self.path):
            return tuple(watching.looked(self._database))

    def looked_to(self, source: str, start: str) -> date | None:
        """The last day that a start address was looked at."""
        with told(self.path):
            return watching.looked_to(self._database, source, start)

    def save_walk(self, walked: Walked) -> None:
        """Keep how far a start address has been walked."""
        with self.transaction():
            watching.save_walk(self._database, walked)

    def walked(self, source: str, start: str) -> Walked | None:
        """How far a start address has been walked; None where it never was."""
        with told(self.path):
            return watching.walked(self._database, source, start)

    def waiting_days(self) -> dict[str, dict[str, int]]:
        """How many links wait to be read, by source and day (YYYY-MM-DD, '' where it is not known)."""
        with told(self.path):
            return watching.waiting_days(self._database)

    # ---- hosts ----

    def save_host_notes(self, notes: Iterable[HostNote]) -> None:
        """Keep what is known of hosts, in place of what was."""
        with self.transaction():
            hosts.save(self._database, notes)

    def host_notes(self) -> tuple[HostNote, ...]:
        """What the last run knew of hosts, in order of site."""
        with told(self.path):
            return tuple(hosts.notes(self._database))

    # ---- digests ----

    def has_digest(self, period: str) -> bool:
        """Whether the digest of a period has been prepared."""
        with told(self.path):
            return outbox.has_digest(self._database, period)

    def digests(self) -> dict[str, datetime]:
        """When the digest of each period was prepared, the last one last."""
        with told(self.path):
            return dict(outbox.digests(self._database))

    def last_snapshot(self, period: str, recipient: str = "") -> Snapshot | None:
        """What the last digest before a period could tell; for a recipient, the last that was not refused.

        Who has got none yet is told what the others are. None where there was none.
        """
        with told(self.path):
            return outbox.last_snapshot(self._database, period, recipient)

    def save_digest(self, period: str, subject: str, snapshot: Snapshot, parcels: Iterable[Parcel]) -> int:
        """Keep a digest with what goes to whom, in one transaction; returns how many parcels were new.

        A digest and a parcel that are known already stay as they are.
        """
        with self.transaction():
            outbox.save_digest(self._database, period, subject, snapshot)
            return sum(outbox.add(self._database, parcel, snapshot.made) for parcel in parcels)

    def parcels(self, period: str = "") -> tuple[Parcel, ...]:
        """All parcels, or those of a period, in order of period and recipient."""
        with told(self.path):
            return tuple(outbox.parcels(self._database, period))

    def open_parcels(self) -> tuple[Parcel, ...]:
        """Parcels that are to be sent, now or later, the oldest first."""
        with told(self.path):
            return tuple(outbox.open_parcels(self._database))

    def save_parcel(self, parcel: Parcel, now: datetime, *more: Parcel) -> None:
        """Keep the new state of a parcel, and new parcels that follow from it."""
        with self.transaction():
            outbox.update(self._database, parcel, now)
            for one in more:
                outbox.add(self._database, one, now)

    # ---- schedule ----

    def save_periods(self, kind: str, done: Iterable[DonePeriod]) -> None:
        """Keep for which periods work of a kind (`digest`, `backup`) was done."""
        with self.transaction():
            periods.save(self._database, kind, done)

    def periods(self, kind: str) -> tuple[DonePeriod, ...]:
        """The periods of a kind, in order of day."""
        with told(self.path):
            return tuple(periods.load(self._database, kind))

    def last_visits(self) -> dict[str, datetime]:
        """When each source was last visited, by the clock of its latest run."""
        with told(self.path):
            return periods.last_visits(self._database)

    def reported(self) -> str:
        """The fingerprint of what the last scheduled report was made of, '' before the first."""
        with told(self.path):
            return periods.reported(self._database)

    def save_reported(self, fingerprint: str) -> None:
        """Keep the fingerprint of what a scheduled report was made of."""
        with self.transaction():
            periods.save_reported(self._database, fingerprint)
