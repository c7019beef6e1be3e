"""Links found and links known in, the links to fetch in this run and the fate of the others out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from urllib.parse import urlsplit

from tracker.discover import identity
from tracker.fetch import TRANSIENT
from tracker.model import Link, Reason
from tracker.store import LinkOutcome

# A link with one of these was not refused for good: it is tried again by a later run.
WAITING = TRANSIENT | {"blocked", "moved", "waiting"}
# A link with one of these was not followed; another source may offer the same address as an article.
NOT_FOLLOWED = frozenset({"navigation", "off_site", "not_web", "media", "document", "wrapped", "before_statement"})
_OLDEST = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What earlier runs left: identities dealt with for good, and links that wait, with the attempts made."""

    done: frozenset[str]
    waiting: tuple[Link, ...]
    attempts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """follow: links to fetch, in order, within the budget. known: how many links were met again."""

    follow: tuple[Link, ...]
    known: int


def remember(outcomes: Iterable[LinkOutcome], attempts_max: int) -> Memory:
    """Sort the last outcome of every link that earlier runs met."""
    done: set[str] = set()
    waiting: list[Link] = []
    attempts: dict[str, int] = {}
    for one in outcomes:
        tried = int(one.disposition.fact("attempts") or 0)
        if one.disposition.code in WAITING and tried < attempts_max:
            waiting.append(Link(url=one.url, source=one.source, title=one.title, published=one.published))
            attempts[identity(one.url)] = tried
        elif one.disposition.code not in NOT_FOLLOWED:
            done.add(identity(one.url))
    return Memory(done=frozenset(done), waiting=tuple(waiting), attempts=attempts)


def plan(found: Iterable[Link], memory: Memory, pages_max: int) -> Plan:
    """Each address once: of every host first those that wait, then the new ones, the youngest first.

    The budget is dealt out to the hosts in turn, so that one that rests with hundreds of links takes from no other.
    """
    chosen: dict[str, Link] = {identity(link.url): link for link in memory.waiting}
    known = 0
    fresh: dict[str, Link] = {}
    for link in found:
        key = identity(link.url)
        if key in memory.done or key in chosen:
            known += 1
        else:
            fresh.setdefault(key, link)
    # sorted() keeps the order of the sources for links of one day
    ordered = [*chosen.values(), *sorted(fresh.values(), key=lambda link: link.published or _OLDEST, reverse=True)]
    return Plan(follow=tuple(islice(_in_turn(ordered), pages_max)), known=known)


def _in_turn(links: Iterable[Link]) -> Iterator[Link]:
    """The first link of every host, then the second, and so on."""
    for some in zip_longest(*by_host(links).values()):
        yield from (link for link in some if link is not None)


def by_host(links: Iterable[Link]) -> dict[str, deque[Link]]:
    """Queues of links, one for each host, in order."""
    queues: dict[str, deque[Link]] = {}
    for link in links:
        queues.setdefault(urlsplit(link.url).hostname or "", deque()).append(link)
    return queues


def failure(code: str, message: str, attempts: int) -> Reason:
    """Disposition of a link that could not be fetched; `attempts` counts this one too."""
    return Reason(code=code, facts=(("attempts", str(attempts)), ("message", message)))
