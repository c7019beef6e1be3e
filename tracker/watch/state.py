"""All that is kept of a source comes in, its state as reports show it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.watch.check import Alert, Check, Looked
from tracker.watch.days import Stretch, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source as people see it.

    last_good: the last visit without trouble. trouble: what was wrong at the last visit, '' for nothing. items: links
    offered when it last gave a list. read: its articles that were read. looked: the days of its offer looked at.
    """

    source: str
    last_visit: datetime | None = None
    last_good: datetime | None = None
    trouble: str = ""
    alert: Alert | None = None
    items: int | None = None
    read: int = 0
    looked: tuple[Stretch, ...] = ()


def state_of(
    source: str, history: Sequence[Check], alert: Alert | None, looked: Iterable[Looked], read: int
) -> SourceState:
    """The state of a source by its visits, oldest first, its alert, and the days looked at (others' are left out)."""
    good = next((check.checked for check in reversed(history) if not check.trouble), None)
    days = joined((one.first, one.last) for one in looked if one.source == source)
    return SourceState(
        source=source,
        last_visit=history[-1].checked if history else None,
        last_good=alert.last_good if alert else good,
        trouble=history[-1].trouble if history else "",
        alert=alert,
        items=next((check.items for check in reversed(history) if check.items is not None), None),
        read=read,
        looked=tuple(days),
    )
