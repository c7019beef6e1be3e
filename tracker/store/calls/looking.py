"""What was looked at and what is wrong comes into an open store; how well each source was watched goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.store import watching
from tracker.store.connecting import told
from tracker.store.rows import Walked
from tracker.watch import Alert, Check, Looked

if TYPE_CHECKING:
    from tracker.store import Store


def save_check(store: Store, run: int, check: Check) -> None:
    """Keep what a run has seen of a source."""
    with store.transaction():
        watching.save_check(store._database, run, check)


def checks(store: Store, source: str) -> tuple[Check, ...]:
    """The latest visits of a source, at most 60, oldest first."""
    with told(store.path):
        return tuple(watching.checks(store._database, source))


def has_checks(store: Store) -> bool:
    """Whether any run has visited a source."""
    with told(store.path):
        return watching.has_checks(store._database)


def alerts(store: Store) -> dict[str, Alert]:
    """The alerts that stand, by source."""
    with told(store.path):
        return watching.alerts(store._database)


def save_alert(store: Store, source: str, alert: Alert | None, now: datetime) -> None:
    """Let an alert stand for a source, or none; one that stood before ends."""
    with store.transaction():
        watching.save_alert(store._database, source, alert, now)


def save_looked(store: Store, looked: Iterable[Looked]) -> None:
    """Keep days that were looked at."""
    with store.transaction():
        watching.save_looked(store._database, looked)


def looked(store: Store) -> tuple[Looked, ...]:
    """All days that were looked at, in order of source, start and day."""
    with told(store.path):
        return tuple(watching.looked(store._database))


def looked_to(store: Store, source: str, start: str) -> date | None:
    """The last day that a start address was looked at."""
    with told(store.path):
        return watching.looked_to(store._database, source, start)


def save_walk(store: Store, walked: Walked) -> None:
    """Keep how far a start address has been walked."""
    with store.transaction():
        watching.save_walk(store._database, walked)


def walked(store: Store, source: str, start: str) -> Walked | None:
    """How far a start address has been walked; None where it never was."""
    with told(store.path):
        return watching.walked(store._database, source, start)


def waiting_days(store: Store) -> dict[str, dict[str, int]]:
    """How many links wait to be read, by source and day (YYYY-MM-DD, '' where it is not known)."""
    with told(store.path):
        return watching.waiting_days(store._database)
