"""Digests and what goes to whom come into an open store; what was told before and is still to be sent goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.model import Parcel, Snapshot
from tracker.store import outbox
from tracker.store.connecting import told

if TYPE_CHECKING:
    from tracker.store import Store


def has_digest(store: Store, period: str) -> bool:
    """Whether the digest of a period has been prepared."""
    with told(store.path):
        return outbox.has_digest(store._database, period)


def digests(store: Store) -> dict[str, datetime]:
    """When the digest of each period was prepared, the last one last."""
    with told(store.path):
        return dict(outbox.digests(store._database))


def last_snapshot(store: Store, period: str, recipient: str = "") -> Snapshot | None:
    """What the last digest before a period could tell; for a recipient, the last that was not refused.

    Who has got none yet is told what the others are. None where there was none.
    """
    with told(store.path):
        return outbox.last_snapshot(store._database, period, recipient)


def save_digest(store: Store, period: str, subject: str, snapshot: Snapshot, parcels: Iterable[Parcel]) -> int:
    """Keep a digest with what goes to whom, in one transaction; returns how many parcels were new.

    A digest and a parcel that are known already stay as they are.
    """
    with store.transaction():
        outbox.save_digest(store._database, period, subject, snapshot)
        return sum(outbox.add(store._database, parcel, snapshot.made) for parcel in parcels)


def parcels(store: Store, period: str = "") -> tuple[Parcel, ...]:
    """All parcels, or those of a period, in order of period and recipient."""
    with told(store.path):
        return tuple(outbox.parcels(store._database, period))


def open_parcels(store: Store) -> tuple[Parcel, ...]:
    """Parcels that are to be sent, now or later, the oldest first."""
    with told(store.path):
        return tuple(outbox.open_parcels(store._database))


def save_parcel(store: Store, parcel: Parcel, now: datetime, *more: Parcel) -> None:
    """Keep the new state of a parcel, and new parcels that follow from it."""
    with store.transaction():
        outbox.update(store._database, parcel, now)
        for one in more:
            outbox.add(store._database, one, now)
