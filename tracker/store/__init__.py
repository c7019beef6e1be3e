"""Readings, evidence, assessments and runs come in and are kept in one SQLite file; the same values go out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from tracker.store.calls import looking, mailing, readings, running, schedule, settlement
from tracker.store.connecting import told, transaction
from tracker.store.opening import open_database
from tracker.store.rows import Ahead, DonePeriod, Edition, LinkOutcome, SourceHealth, StoredArticle, Validators, Walked

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

    save_reading = readings.save_reading
    save_readings = readings.save_readings
    has_page = readings.has_page
    first_seen = readings.first_seen
    pointed_at = readings.pointed_at
    knows = readings.knows
    addresses = readings.addresses
    validators = readings.validators
    traces = readings.traces
    article = readings.article
    articles = readings.articles
    index_texts = readings.index_texts
    stale_pages = readings.stale_pages
    rereading = readings.rereading
    columns = readings.columns
    export = readings.export

    is_settled = settlement.is_settled
    save_settlement = settlement.save_settlement
    counting_evidence = settlement.counting_evidence
    evidence = settlement.evidence
    set_aside = settlement.set_aside
    add_decisions = settlement.add_decisions
    decisions = settlement.decisions
    last_counting = settlement.last_counting
    save_targets = settlement.save_targets
    save_assessments = settlement.save_assessments
    assessments_before = settlement.assessments_before

    start_run = running.start_run
    finish_run = running.finish_run
    record_links = running.record_links
    link_outcomes = running.link_outcomes
    last_outcomes = running.last_outcomes
    record_health = running.record_health
    sources_health = running.sources_health
    save_host_notes = running.save_host_notes
    host_notes = running.host_notes

    save_check = looking.save_check
    checks = looking.checks
    has_checks = looking.has_checks
    alerts = looking.alerts
    save_alert = looking.save_alert
    save_looked = looking.save_looked
    looked = looking.looked
    looked_to = looking.looked_to
    save_walk = looking.save_walk
    walked = looking.walked
    waiting_days = looking.waiting_days

    has_digest = mailing.has_digest
    digests = mailing.digests
    last_snapshot = mailing.last_snapshot
    save_digest = mailing.save_digest
    parcels = mailing.parcels
    open_parcels = mailing.open_parcels
    save_parcel = mailing.save_parcel

    save_periods = schedule.save_periods
    periods = schedule.periods
    last_visits = schedule.last_visits
    reported = schedule.reported
    save_reported = schedule.save_reported
