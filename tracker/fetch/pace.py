"""Host names in, turns out: one request at a time to a host, with pauses, rests and back-off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker.errors import FetchError
from tracker.fetch.policy import Policy

_BACK_OFF_MAX_S = 60.0
_REST_S = 3600.0  # of a host that failed too often; doubled with every trial that fails
_REST_MAX_S = 86_400.0
_WISH_MIN_S = 60.0
_WISH_MAX_S = 7 * 86_400.0
_JITTER = 0.5  # so that hosts which failed together are not asked together


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    asked_at: float = float("-inf")  # when the last request ended; this and not_before by time.monotonic()
    delay_s: float = 0.0  # wanted after it
    not_before: float = float("-inf")
    rest_until: datetime | None = None
    failures: int = 0


class Pace:
    """When each host may be asked next; shared by all threads of a run.

    Pauses are counted on the steady clock, rests on the given one, because they outlast a run. A host that failed too
    often rests (the circuit is open); the first request after that is its trial, whose success closes the circuit.
    """

    def __init__(self, clock: Callable[[], datetime], chance: Callable[[], float]) -> None:
        self._clock = clock
        self._chance = chance
        self._guard = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def remember(self, host: str, rest_until: datetime | None, failures: int) -> None:
        """Take over what an earlier run knew; a rest longer than any that is granted comes from a wrong clock."""
        known = self._host(host)
        known.failures = max(known.failures, failures)
        if rest_until is not None:
            self._extend(known, min(rest_until, self._clock() + timedelta(seconds=_WISH_MAX_S)))

    def known(self) -> dict[str, tuple[datetime | None, int]]:
        """Of each host: the end of a rest or pause that lasts still, and the failures in a row."""
        now = self._clock()
        with self._guard:
            hosts = list(self._hosts.items())
        waits = {name: self._wait_s(one, one.delay_s) for name, one in hosts}
        return {
            name: (now + timedelta(seconds=waits[name]) if waits[name] > 0 else None, one.failures)
            for name, one in hosts
        }

    @contextmanager
    def turn(self, host: str, delay_s: float, policy: Policy) -> Iterator[None]:
        """Hold the host's only turn. FetchError `resting` when the wait would be longer than the policy's patience."""
        mine = self._host(host)
        with mine.turn:
            wait_s = self._wait_s(mine, delay_s)
            if wait_s > policy.patience_s:
                raise FetchError(f"the host is left alone for {wait_s:.0f} s more", code="resting", where=host)
            if wait_s > 0:
                time.sleep(wait_s)
            try:
                yield
            finally:
                mine.asked_at, mine.delay_s = time.monotonic(), delay_s

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        self._extend(self._host(host), self._clock() + timedelta(seconds=seconds))

    def succeeded(self, host: str) -> None:
        self._host(host).failures = 0

    def failed(self, host: str, delay_s: float, policy: Policy) -> None:
        """Double the pause with every failure in a row; too many of them send the host to rest."""
        mine = self._host(host)
        mine.failures += 1
        spread = 1 + _JITTER * self._chance()
        over = mine.failures - policy.max_failures
        if over >= 0:
            self.rest(host, min(_REST_S * 2.0 ** min(over, 10), _REST_MAX_S) * spread)
        else:
            pause_s = min(delay_s * 2.0**mine.failures, _BACK_OFF_MAX_S) * spread
            mine.not_before = max(mine.not_before, time.monotonic() + pause_s)

    def _wait_s(self, host: _Host, delay_s: float) -> float:
        steady_s = max(host.asked_at + delay_s, host.not_before) - time.monotonic()
        resting_s = (host.rest_until - self._clock()).total_seconds() if host.rest_until is not None else 0.0
        return max(steady_s, resting_s)

    def _host(self, name: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(name, _Host())

    def _extend(self, host: _Host, until: datetime) -> None:
        host.rest_until = max(until, host.rest_until or until)


def wished_rest_s(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for: a number or a date (RFC 9110 section 10.2.3), kept within bounds.

    0 for a header that means nothing.
    """
    if value.strip().isdecimal():
        wished_s = float(value.strip())
    else:
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return 0.0
        wished_s = ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(wished_s, _WISH_MIN_S), _WISH_MAX_S)
