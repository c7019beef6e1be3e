"""Names in, addresses and connections out: what the gate asks of the machine it runs on, as values to be replaced."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tracker.errors import FetchError
from tracker.fetch.policy import Endpoint

_ENDPOINTS_MAX = 8


class Leash:
    """The seconds that servers may still take for one page, whatever they do; it runs only inside `with`.

    fair: whether the server now asked was given half of the time at least; else its silence is not its own fault.
    Every wait for a server is given `left_s()`, so that neither bytes nor lines nor records that drip start it anew.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = 0.0
        self._budget_s = self._whole_s = seconds
        self.fair = True

    def __enter__(self) -> Leash:
        self._ends = time.monotonic() + self._budget_s
        self.fair = self._budget_s >= self._whole_s / 2
        return self

    def __exit__(self, *_: object) -> None:
        self._budget_s = self._ends - time.monotonic()

    def left_s(self) -> float:
        """FetchError `timeout` when nothing is left."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise FetchError("the time for this page is over", code="timeout")
        return left

    def charge(self, seconds: float) -> None:
        """Take seconds off outside of `with`."""
        self._budget_s -= seconds


Resolve = Callable[[str, int], tuple[Endpoint, ...]]
Connect = Callable[[Endpoint, float], socket.socket]


def resolve_name(host: str, port: int) -> tuple[Endpoint, ...]:
    """All addresses of a name, as the system knows them. OSError for an unknown name."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys((str(info[4][0]), int(info[4][1])) for info in infos))


def connect_to(endpoint: Endpoint, timeout_s: float) -> socket.socket:
    return socket.create_connection(endpoint, timeout=timeout_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names are resolved, connections made, and chance taken for jitter (from 0 up to 1)."""

    resolve: Resolve = resolve_name
    connect: Connect = connect_to
    chance: Callable[[], float] = random.random


def resolved(host: str, port: int, network: Network, leash: Leash) -> tuple[Endpoint, ...]:
    """The first addresses of a name; the resolver has no time limit of its own, so a thread asks it that may be left.

    FetchError `unreachable` for an unknown name, `timeout` for a resolver that is too slow.
    """
    answers: list[Endpoint] = []
    problems: list[Exception] = []

    def ask() -> None:
        try:
            answers.extend(network.resolve(host, port)[:_ENDPOINTS_MAX])
        except (OSError, UnicodeError) as error:
            problems.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(leash.left_s())
    if thread.is_alive():
        raise FetchError("the host name was not looked up in time", code="timeout", where=host)
    if not answers:
        raise FetchError("the host name is not known", where=host, fix="check the address") from next(
            iter(problems), None
        )
    return tuple(answers)


def connected(found: tuple[Endpoint, ...], network: Network, leash: Leash) -> socket.socket:
    """A connection to the first endpoint that answers, each given its share of the time; OSError when none does."""
    failure: OSError = OSError("no address")
    for number, endpoint in enumerate(found):
        try:
            return network.connect(endpoint, leash.left_s() / (len(found) - number))
        except OSError as error:
            failure = error
    raise failure
