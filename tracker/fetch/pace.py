"""Host names in, turns out: one request at a time to a host, with pauses, rests and back-off."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.errors import FetchError
from tracker.fetch.policy import Policy

_BACK_OFF_MAX_S = 60.0
_REST_S = 3600.0


class Pace:
    """When each host may be asked next; shared by all threads of a run."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._next_at: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    @contextmanager
    def turn(self, host: str, delay_s: float, policy: Policy) -> Iterator[None]:
        """Hold the host's only turn. FetchError `resting` when the wait would be longer than the policy's patience."""
        with self._guard:
            mine = self._turns.setdefault(host, threading.Lock())
        with mine:
            wait_s = self._next_at.get(host, 0.0) - time.monotonic()
            if wait_s > policy.patience_s:
                raise FetchError(f"the host is left alone for {wait_s:.0f} s more", code="resting", where=host)
            if wait_s > 0:
                time.sleep(wait_s)
            try:
                yield
            finally:
                self._after(host, time.monotonic() + delay_s)

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long (Retry-After)."""
        self._after(host, time.monotonic() + seconds)

    def succeeded(self, host: str) -> None:
        with self._guard:
            self._failures.pop(host, None)

    def failed(self, host: str, delay_s: float, policy: Policy) -> None:
        """Double the pause with every failure in a row; too many of them send the host to rest."""
        with self._guard:
            count = self._failures[host] = self._failures.get(host, 0) + 1
        pause = min(delay_s * 2**count, _BACK_OFF_MAX_S)
        self.rest(host, _REST_S if count >= policy.max_failures else pause)

    def _after(self, host: str, moment: float) -> None:
        with self._guard:
            self._next_at[host] = max(moment, self._next_at.get(host, 0.0))
