"""Standings come in; what has changed, turn by turn and the newest first, goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tracker.model import Config, Target
from tracker.render.changes import Change, turned
from tracker.render.standing import Standing

ENTRIES_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One change. day: the beginning of the day of it. seen: when it could be known here, which may be much later."""

    target: Target
    change: Change
    day: datetime
    seen: datetime


def newest_turns(config: Config, standings: Iterable[Standing]) -> list[Turned]:
    """The newest changes: those of a page that came late are as new as the page is here."""
    zone = ZoneInfo(config.timezone)
    found = [_turned(one.target, change, zone) for one in standings for change in turned(one)]
    return sorted(found, key=_newest_first)[:ENTRIES_MAX]


def _turned(target: Target, change: Change, zone: ZoneInfo) -> Turned:
    row, day = change.evidence, datetime.combine(change.now.as_of, time(), zone)
    seen = max(day, row.first_seen.astimezone(zone)) if row else day
    return Turned(target=target, change=change, day=day, seen=seen)


def _newest_first(one: Turned) -> tuple[int, int]:
    return (-one.seen.date().toordinal(), -one.day.date().toordinal())
