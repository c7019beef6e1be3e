"""Days looked at and days left open come in; how well each target was watched goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlsplit

from tracker.model import Config, Source
from tracker.watch.check import Looked
from tracker.watch.days import Stretch, count, joined, within, without

Observed = Literal["full", "partial", "none"]

# A source is asked a few times a day at most: the last days may lie before its last visit.
LEEWAY_DAYS = 2
FULL = 0.9  # share of the days that each leading outlet was looked at
SOME = 0.5  # share of the days that any outlet was looked at; below, silence says nothing
_LEADING = ("official", "press")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What was looked at: stretches of days by source and start, and the days of links that wait to be read.

    asks: for a start of a search the targets that it asks for; starts that are not in it are for all.
    """

    looked: tuple[Looked, ...]
    waiting: Mapping[str, frozenset[date]]
    asks: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """How well one target was watched from `since` on, and the outlets of which less than FULL was seen."""

    observed: Observed
    since: date
    gaps: tuple[tuple[str, float], ...] = ()


def watched(config: Config, watching: Watching, last: Mapping[str, date], as_of: date) -> dict[str, Watched]:
    """How well each target was watched from its last evidence, or from its statement, to a day.

    last: the day of the last evidence that counts, by target.
    full: each official or press outlet was looked at for FULL of these days (any outlet, where there is none of them).
    none: all outlets together were looked at for less than SOME of them. An outlet is a host with all its lists; each
    search service is one as well. Days of which links wait to be read are not looked at.
    """
    outlets = _outlets(config.sources, watching)
    since = _since(config, last)
    return {target.id: _of_target(target.id, (since[target.id], as_of), outlets, watching) for target in config.targets}


def _since(config: Config, last: Mapping[str, date]) -> dict[str, date]:
    stated = {statement.id: statement.date for statement in config.statements}
    first = min(stated.values())
    since = {target.id: stated.get(target.statement, first) for target in config.targets}
    return {target: max(day, last.get(target, day)) for target, day in since.items()}


@dataclass(slots=True)
class _Outlet:
    leading: bool
    by_start: dict[str, list[Stretch]]


def _outlets(sources: Iterable[Source], watching: Watching) -> dict[str, _Outlet]:
    """The stretches of every outlet by start address."""
    outlets: dict[str, _Outlet] = {}
    stretches: defaultdict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for one in watching.looked:
        stretches[one.source, one.start].append((one.first, one.last))
    for source in sources:
        name = source.id if source.kind == "search" else urlsplit(source.address).hostname or source.id
        outlet = outlets.setdefault(name, _Outlet(leading=False, by_start={}))
        outlet.leading |= source.tier in _LEADING and source.kind != "search"
        for (owner, start), days in stretches.items():
            # A search that no target asks any more says nothing about today's.
            if owner == source.id and (source.kind != "search" or start in watching.asks):
                outlet.by_start[start] = without(_tolerant(days), watching.waiting.get(source.id, ()))
    return outlets


def _of_target(target: str, interval: Stretch, outlets: Mapping[str, _Outlet], watching: Watching) -> Watched:
    first, last = interval
    last = max(first, last - timedelta(days=LEEWAY_DAYS))
    total = (last - first).days + 1
    seen: dict[str, list[Stretch]] = {}
    for name, outlet in outlets.items():
        days = [
            pair
            for start, pairs in outlet.by_start.items()
            if target in watching.asks.get(start, frozenset((target,)))
            for pair in pairs
        ]
        seen[name] = within(days, (first, last))
    shares = {name: count(days) / total for name, days in seen.items()}
    together = count(pair for days in seen.values() for pair in days) / total
    leading = [name for name, outlet in outlets.items() if outlet.leading] or list(outlets)
    gaps = tuple((name, shares[name]) for name in leading if shares[name] < FULL)
    if together < SOME:
        observed: Observed = "none"
    else:
        observed = "partial" if gaps else "full"
    return Watched(observed=observed, since=first, gaps=gaps)


def _tolerant(days: Iterable[Stretch]) -> list[Stretch]:
    """What was looked at on a day covers the leeway after it: news of that time is on the next visit's list."""
    return joined((first, last + timedelta(days=LEEWAY_DAYS)) for first, last in days)
