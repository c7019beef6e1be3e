"""Work done for a period comes into an open store; what was done when goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.store import periods as done_periods
from tracker.store.connecting import told
from tracker.store.rows import DonePeriod

if TYPE_CHECKING:
    from tracker.store import Store


def save_periods(store: Store, kind: str, done: Iterable[DonePeriod]) -> None:
    """Keep for which periods work of a kind (`digest`, `backup`) was done."""
    with store.transaction():
        done_periods.save(store._database, kind, done)


def periods(store: Store, kind: str) -> tuple[DonePeriod, ...]:
    """The periods of a kind, in order of day."""
    with told(store.path):
        return tuple(done_periods.load(store._database, kind))


def last_visits(store: Store) -> dict[str, datetime]:
    """When each source was last visited, by the clock of its latest run."""
    with told(store.path):
        return done_periods.last_visits(store._database)


def reported(store: Store) -> str:
    """The fingerprint of what the last scheduled report was made of, '' before the first."""
    with told(store.path):
        return done_periods.reported(store._database)


def save_reported(store: Store, fingerprint: str) -> None:
    """Keep the fingerprint of what a scheduled report was made of."""
    with store.transaction():
        done_periods.save_reported(store._database, fingerprint)
