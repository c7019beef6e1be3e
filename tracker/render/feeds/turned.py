"""Standings come in; what has changed, turn by turn and the newest first, goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from tracker.model import Assessment, Config, Evidence, Target
from tracker.render.changes import Change
from tracker.render.standing import Standing

ENTRIES_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """One change. day: the beginning of the day of it. seen: when it could be known here, which may be much later."""

    target: Target
    change: Change
    day: datetime
    seen: datetime


def turned(config: Config, standings: Iterable[Standing]) -> list[Turned]:
    """The newest changes: those of a page that came late are as new as the page is here."""
    zone = ZoneInfo(config.timezone)
    found = [one for standing in standings for one in _of_target(standing, zone)]
    return sorted(found, key=_newest_first)[:ENTRIES_MAX]


def _of_target(standing: Standing, zone: ZoneInfo) -> Iterator[Turned]:
    """That there was no news in the beginning is no change."""
    told = list(zip(standing.turns, standing.behind, strict=True))
    if told and told[0][0].status != "no_news":
        yield _turned(standing.target, None, told[0], zone)
    for (before, _), now in pairwise(told):
        yield _turned(standing.target, before, now, zone)


def _turned(
    target: Target, before: Assessment | None, now: tuple[Assessment, Evidence | None], zone: ZoneInfo
) -> Turned:
    one, row = now
    day = datetime.combine(one.as_of, time(), zone)
    seen = max(day, row.first_seen.astimezone(zone)) if row else day
    return Turned(target=target, change=Change(before=before, now=one, evidence=row), day=day, seen=seen)


def _newest_first(one: Turned) -> tuple[int, int]:
    return (-one.seen.date().toordinal(), -one.day.date().toordinal())
