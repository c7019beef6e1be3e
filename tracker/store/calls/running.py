"""How runs went and how sources and hosts answered comes into an open store; the same goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.model import HostNote
from tracker.store import hosts, runs
from tracker.store.connecting import told
from tracker.store.rows import LinkOutcome, SourceHealth, Validators

if TYPE_CHECKING:
    from tracker.store import Store


def start_run(store: Store, kind: str, now: datetime) -> int:
    """Note that a pass over the sources or an ingest begins; returns its number."""
    with store.transaction():
        return runs.start(store._database, kind, now)


def finish_run(store: Store, run: int, now: datetime, outcome: str, note: str = "") -> None:
    """Note how a run ended: `ok`, `failures` or `failed`."""
    with store.transaction():
        runs.finish(store._database, run, (now, outcome, note))


def record_links(store: Store, run: int, outcomes: Iterable[LinkOutcome]) -> None:
    """Keep how links of a run ended, each address once a run (the last outcome stands)."""
    with store.transaction():
        runs.record_links(store._database, run, outcomes)


def link_outcomes(store: Store, run: int) -> tuple[LinkOutcome, ...]:
    """How the links of a run ended, in order of address."""
    with told(store.path):
        return tuple(runs.link_outcomes(store._database, run))


def last_outcomes(store: Store) -> dict[str, LinkOutcome]:
    """The last outcome of every link that a pass over the sources met, by address; ingests aside."""
    with told(store.path):
        return runs.last_outcomes(store._database)


def record_health(store: Store, health: SourceHealth, validators: Validators | None = None) -> None:
    """Keep how a source's address answered; validators only where its links were dealt with as well."""
    with store.transaction():
        runs.record_health(store._database, health, validators)


def sources_health(store: Store) -> tuple[SourceHealth, ...]:
    """The state of every source's address, in order of source."""
    with told(store.path):
        return tuple(runs.sources_health(store._database))


def save_host_notes(store: Store, notes: Iterable[HostNote]) -> None:
    """Keep what is known of hosts, in place of what was."""
    with store.transaction():
        hosts.save(store._database, notes)


def host_notes(store: Store) -> tuple[HostNote, ...]:
    """What the last run knew of hosts, in order of site."""
    with told(store.path):
        return tuple(hosts.notes(store._database))
