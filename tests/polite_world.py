"""Hosts with rules in, servers on the loopback interface and a log out that tells every breach of those rules."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from loopback import Reply, Site, running
from protego import Protego

START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
DAY_S = 86_400.0
PAGE = b"<html><body><p>The park at the river opened today, its north gate first, says the district.</p></body></html>"
_TOLERANCE_S = 0.01


class Clock:
    """Real seconds pass on it, and more when told so."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return START + self._ahead + timedelta(seconds=time.monotonic() - self._began)

    def advance(self, **spans: float) -> None:
        self._ahead += timedelta(**spans)

    @property
    def days(self) -> float:
        return (self() - START) / timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What a host says, on the day counted from the start.

    robots: status and text of robots.txt. pages: status and Retry-After in seconds (0: none) for a page.
    dated: Retry-After is written as a date. delay_s: the pause that is due here.
    """

    robots: Callable[[float], tuple[int, str]] = lambda day: (200, "User-agent: *\nDisallow:\n")
    pages: Callable[[float, int], tuple[int, float]] = lambda day, number: (200, 0.0)
    dated: bool = False
    delay_s: float = 0.1


@dataclass(slots=True)
class Log:
    """Requests as (host, path, moment), pages that went out, and what broke a rule."""

    asked: list[tuple[str, str, datetime]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    breaches: list[str] = field(default_factory=list)
    rules: dict[str, tuple[datetime, Protego | None]] = field(default_factory=dict)
    rests: dict[str, datetime] = field(default_factory=dict)
    last: dict[str, datetime] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serving(hosts: Mapping[str, Host], pages: int, clock: Clock) -> Iterator[tuple[Site, Log]]:
    log = Log()

    def robots(name: str) -> Callable[[dict[str, str]], Reply]:
        def answer(sent: dict[str, str]) -> Reply:
            with log.guard:
                _check_pause(log, name, "/robots.txt", hosts[name], clock())
                status, text = hosts[name].robots(clock.days)
                if status < 500:
                    log.rules[name] = clock(), Protego.parse(text) if status == 200 else None
            return Reply(body=text.encode(), status=status, content_type="text/plain")

        return answer

    def page(name: str, number: int) -> Callable[[dict[str, str]], Reply]:
        def answer(sent: dict[str, str]) -> Reply:
            with log.guard:
                now = clock()
                _check_pause(log, name, f"/{number}", hosts[name], now)
                _check_rules(log, name, f"/{number}", now)
                status, rest_s = hosts[name].pages(clock.days, number)
                if status == 200:
                    log.given.add(f"http://{name}/{number}")
            return Reply(body=PAGE, status=status, headers=_rest(log, name, hosts[name], rest_s, now))

        return answer

    answers = {f"{name}/robots.txt": robots(name) for name in hosts}
    answers |= {f"{name}/{number}": page(name, number) for name in hosts for number in range(pages)}
    with running(answers) as site:
        yield site, log


def _rest(log: Log, name: str, host: Host, rest_s: float, now: datetime) -> dict[str, str]:
    """The header that asks for a rest, which is noted."""
    if not rest_s:
        return {}
    until = now + timedelta(seconds=rest_s)
    log.rests[name] = until.replace(microsecond=0) if host.dated else until
    return {"Retry-After": format_datetime(until, usegmt=True) if host.dated else f"{rest_s:.0f}"}


def _check_pause(log: Log, name: str, path: str, host: Host, now: datetime) -> None:
    log.asked.append((name, path, now))
    if now < log.rests.get(name, START):
        log.breaches.append(f"{name}{path}: asked in its rest")
    gap_s = (now - log.last[name]).total_seconds() if name in log.last else DAY_S
    if gap_s < host.delay_s - _TOLERANCE_S:
        log.breaches.append(f"{name}{path}: asked after {gap_s:.3f} s")
    log.last[name] = now


def _check_rules(log: Log, name: str, path: str, now: datetime) -> None:
    """A page may be asked for under rules of the last 24 hours that allow it."""
    got, rules = log.rules.get(name, (START - timedelta(days=9), None))
    if now - got > timedelta(hours=24):
        log.breaches.append(f"{name}{path}: asked under rules of {got}")
    elif rules is not None and not rules.can_fetch(f"http://{name}{path}", "tracker"):
        log.breaches.append(f"{name}{path}: asked against the rules")
