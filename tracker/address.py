"""An address in; what can be said of it without trusting that it is one out."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def host_of(address: str) -> str:
    """The host in lower case, empty for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def joined(address: str, stated: str) -> str:
    """The web address that a page states, seen from its own; empty for what is none or has no path."""
    try:
        whole = urljoin(address, stated)
        parts = urlsplit(whole)
        usable = (
            parts.scheme in ("http", "https") and bool(parts.path.strip("/")) and parts.port != 0
        )  # asks for a number
    except ValueError:
        return ""
    return whole if usable else ""
