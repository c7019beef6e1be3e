"""Addresses in, checked addresses out: which URLs may be asked at all, and which IP addresses connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from urllib.parse import SplitResult, urlsplit

from tracker.errors import FetchError
from tracker.fetch.policy import Policy

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Endpoint = tuple[str, int]

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\u3000]")
_DEFAULT_PORT = {"http": 80, "https": 443}
# `is_global` of older Pythons lets some of these pass, and none looks inside a tunnel's address.
_DENIED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_PRIVATE = tuple(
    ipaddress.ip_network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7")
)


def check_url(url: str, policy: Policy) -> SplitResult:
    """The parts of an address that may be asked; FetchError `unsafe_address` for any other."""
    if _FORBIDDEN.search(url):
        raise _unsafe(url, "the address holds blanks, control characters or a backslash")
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORT.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode("ascii") if ":" not in (parts.hostname or "") else "v6"
    except ValueError as error:  # UnicodeError is one: a label that is too long or empty
        raise _unsafe(url, "the address cannot be understood") from error
    if parts.scheme not in _DEFAULT_PORT:
        raise _unsafe(url, "only http and https are fetched")
    if "@" in parts.netloc or "%" in parts.netloc or not host.strip("."):
        raise _unsafe(url, "the address must name a plain host, without user or zone")
    if port not in policy.ports and (host, port) not in policy.open_ports:
        raise _unsafe(url, f"port {port} is not allowed")
    return parts


def endpoints(parts: SplitResult, policy: Policy, timeout_s: float) -> tuple[Endpoint, ...]:
    """Where to connect for a checked address: the name is resolved once and every answer must be permitted.

    One forbidden answer among good ones refuses the host, because a name that points inwards now and then is a trap.
    FetchError `unsafe_address` for such a host, `unreachable` for an unknown name.
    """
    host = parts.hostname or ""
    port = parts.port or _DEFAULT_PORT[parts.scheme]
    mapped = policy.connect_to.get(host)
    found = (mapped,) if mapped else _resolve(host, port, timeout_s)
    for address, _ in found:
        if not permitted(ipaddress.ip_address(address.partition("%")[0]), allow_private=policy.allow_private):
            raise _unsafe(parts.geturl(), f"{host} is at {address}, which is not a public address")
    return found


def permitted(address: IPAddress, *, allow_private: bool) -> bool:
    """Whether an IP address may be connected to: public ones, and private ones where allowed."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return permitted(mapped, allow_private=allow_private)
    if any(address in block for block in _PRIVATE):
        return allow_private
    return address.is_global and not any(address in block for block in _DENIED)


def _resolve(host: str, port: int, timeout_s: float) -> tuple[Endpoint, ...]:
    """All addresses of a name; the resolver has no time limit of its own, so a thread asks it that may be left."""
    answers: list[Endpoint] = []
    problems: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.extend(dict.fromkeys((str(info[4][0]), int(info[4][1])) for info in infos))
        except (OSError, UnicodeError) as error:
            problems.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout_s)
    if thread.is_alive() or not answers:
        cause = problems[0] if problems else None
        raise FetchError("the host name is not known", where=host, fix="check the address") from cause
    return tuple(answers)


def _unsafe(url: str, message: str) -> FetchError:
    return FetchError(message, code="unsafe_address", where=url[:200])
