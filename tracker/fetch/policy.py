"""What a caller may set about fetching, and what comes back: the values that go in and out of the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model import Page

Endpoint = tuple[str, int]  # IP address and port

# Failures that may be gone by the next attempt; every other code is final for the address.
TRANSIENT = frozenset({"unreachable", "timeout", "server_error", "resting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a host may be asked, and how far an answer may go.

    delay_s: pause between two requests to one host. honour_crawl_delay: a longer Crawl-delay of robots.txt replaces it,
    up to crawl_delay_max_s. timeout_s: wall clock for all hops of one page, whatever the server does. max_bytes: limit
    on the wire and after decoding. patience_s: a host that rests for longer than this is not waited for.
    max_failures: after so many in a row a host is left alone.
    connect_to: host name (lower case, ASCII) -> (address, port) to connect to instead, as with `curl --connect-to`.
    allow_private admits private and loopback addresses of all hosts, private_hosts those of some (an intranet); never
    link-local ones. ca_file: certificates to
    trust instead of the usual ones. open_ports: (host, port) pairs to allow besides `ports`, the host in any spelling.
    documents: whether PDF and office documents are loaded like pages.
    """

    user_agent: str = "tracker"
    delay_s: float = 2.0
    honour_crawl_delay: bool = True
    crawl_delay_max_s: float = 30.0
    patience_s: float = 60.0
    timeout_s: float = 30.0
    max_bytes: int = 10 * 1024 * 1024
    max_redirects: int = 5
    max_failures: int = 3
    allow_private: bool = False
    private_hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    open_ports: frozenset[tuple[str, int]] = frozenset()
    documents: bool = False
    connect_to: Mapping[str, Endpoint] = field(default_factory=dict)
    robots: bool = True
    ca_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask later whether a page has changed; either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    page: Page
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The server says that the page is as it was (304)."""

    url: str
