"""A seed comes in; the visits of sources that are well, with all the oddities of normal life, go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from tracker.watch import Check

HOLIDAYS = ((1, 28, 8), (5, 1, 5), (10, 1, 8))  # month, first day, days


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a source lives. window: articles on its list, 0 for a list of the day. a_day: new ones on a working day.

    bodiless, undated: share of its articles without text (pictures, films) and without day. unchanged: share of visits
    at which it says so where nothing is new. lost: share of articles that do not come.
    """

    window: int
    a_day: float
    bodiless: float = 0.03
    undated: float = 0.02
    unchanged: float = 0.0
    lost: float = 0.01
    weekends: float = 0.2
    yearly: bool = False


LIVES = {
    "government list": Life(window=20, a_day=3.0),
    "list with 304": Life(window=15, a_day=1.5, unchanged=0.9),
    "newspaper": Life(window=60, a_day=40.0, weekends=0.7, bodiless=0.1),
    "quiet feed": Life(window=0, a_day=1.2, weekends=1.0),
    "slow feed": Life(window=10, a_day=0.1, unchanged=0.5),
    "sitemap": Life(window=900, a_day=6.0, undated=0.5),
    "pictures": Life(window=24, a_day=5.0, bodiless=0.4),
    "no days": Life(window=30, a_day=4.0, undated=1.0),
    "list of the year": Life(window=40, a_day=2.0, yearly=True),
    "half walled": Life(window=20, a_day=3.0, lost=0.25),
}
_ONE_OFF = ("server_error", "timeout", "unreachable", "blocked")


def normal_visits(name: str, seed: int, visits: int, every_h: float = 24.0) -> tuple[Check, ...]:
    """Visits of a source that nothing happens to but chance: one in a hundred fails, alone."""
    random = Random(f"{name} {seed}")
    now = datetime(2025, 1, 6, 1, tzinfo=UTC) + timedelta(days=random.randrange(300))
    life = LIVES[name]
    offered = _begun(life, random, now)
    found: list[Check] = []
    waiting = offered
    listed = now  # when the list last changed
    for _ in range(visits):
        fresh = _published(life, random, now, every_h)
        waiting += fresh
        offered = _offered(life, offered, fresh, (listed, now + timedelta(hours=8)))
        listed = now + timedelta(hours=8) if fresh or not life.window else listed
        failed = random.random() < 0.01 and not (found and found[-1].trouble)
        if failed:
            found.append(Check(source="s", checked=now, trouble=random.choice(_ONE_OFF)))
        else:
            quiet = not fresh and random.random() < life.unchanged
            check = _visit(life, random, min(waiting, 500))
            trouble = "no_links" if not offered and life.window else ""
            found.append(replace(check, checked=now, items=None if quiet else offered, trouble=trouble))
            waiting = 0
        now += timedelta(hours=every_h)
    return tuple(found)


def _begun(life: Life, random: Random, now: datetime) -> int:
    if life.yearly:
        return min(life.window, max(1, int(now.timetuple().tm_yday * life.a_day * 0.7)))
    return life.window if life.window else random.randrange(1, 4)


def _published(life: Life, random: Random, now: datetime, every_h: float) -> int:
    """New articles since the last visit: fewer on weekends and holidays, now and then a burst."""
    mean = life.a_day * every_h / 24
    local = now + timedelta(hours=8)
    if local.weekday() >= 5:
        mean *= life.weekends
    if any(month == local.month and 0 <= local.day - day < days for month, day, days in HOLIDAYS):
        mean *= 0.2
    if random.random() < 0.01:
        mean = mean * 5 + 10
    return sum(random.random() < mean / 100 for _ in range(100)) if mean < 100 else int(mean)


def _offered(life: Life, offered: int, fresh: int, days: tuple[datetime, datetime]) -> int:
    """What the list shows now; that of the day begins anew every day, that of the year with the first news of it."""
    before, now = days
    if not life.window:
        return fresh if before.date() != now.date() else offered + fresh
    if life.yearly and fresh and before.year != now.year:
        return fresh
    return min(life.window, offered + fresh) if life.window < 500 else offered + fresh


def _visit(life: Life, random: Random, fetched: int) -> Check:
    lost = sum(random.random() < life.lost for _ in range(fetched))
    blocked = sum(random.random() < 0.5 for _ in range(lost))
    came = fetched - lost
    return Check(
        source="s",
        checked=datetime(2025, 1, 1, tzinfo=UTC),
        fetched=fetched,
        blocked=blocked,
        failed=lost - blocked,
        titled=came,
        dated=sum(random.random() >= life.undated for _ in range(came)),
        bodied=sum(random.random() >= life.bodiless for _ in range(came)),
    )


def alarms(visits: tuple[Check, ...], rule: Callable[[tuple[Check, ...]], object], keep: int = 60) -> Iterator[Check]:
    """The visits after which the rule speaks, of the latest `keep` at each."""
    for at in range(1, len(visits) + 1):
        if rule(visits[max(0, at - keep) : at]):
            yield visits[at - 1]
