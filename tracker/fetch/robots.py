"""The answer for robots.txt in, rules out, by RFC 9309."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

AGENT = "tracker"
_MAX_BYTES = 512 * 1024  # RFC 9309 section 2.5: at least 500 KiB must be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a host allows: whether an address may be fetched, and the pause it asks for in seconds."""

    allows: Callable[[str], bool]
    crawl_delay_s: float = 0.0


def rules_of(status: int, body: bytes) -> Rules:
    """Rules from an answer below 500: 2xx is parsed, anything else allows everything (RFC 9309 section 2.3.1.3)."""
    return _parse(body[:_MAX_BYTES]) if 200 <= status < 300 else Rules(allows=lambda url: True)


def _parse(body: bytes) -> Rules:
    from protego import Protego

    text = body.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] == "<":  # a front page given for every address is no robots.txt
        return Rules(allows=lambda url: True)
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(AGENT)
    return Rules(allows=lambda url: bool(parsed.can_fetch(url, AGENT)), crawl_delay_s=float(delay or 0.0))
