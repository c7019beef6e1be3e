"""The state of a daemon comes in and is told to the service manager that started it, where there is one (sd_notify)."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress

_LOG = logging.getLogger(__name__)
_MICROSECONDS = 1_000_000


def tell(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send READY=1, WATCHDOG=1, RELOADING=1, STOPPING=1 or STATUS=...; nothing happens without NOTIFY_SOCKET."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # the abstract namespace
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
            sock.sendto(state.encode(), address)
    except OSError as error:
        _LOG.warning("the service manager cannot be told %s: %s", state, error.strerror)


def watchdog_s(environment: Mapping[str, str] = os.environ) -> float:
    """The seconds within which the service manager wants to hear WATCHDOG=1, 0 where it does not ask."""
    with suppress(ValueError):
        if int(environment.get("WATCHDOG_PID") or os.getpid()) == os.getpid():
            return int(environment.get("WATCHDOG_USEC") or 0) / _MICROSECONDS
    return 0.0
