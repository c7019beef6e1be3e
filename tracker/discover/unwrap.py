"""The address of a search service that leads to an article in, the article's own address out where it can be read."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, urlsplit

from tracker.address import host_of
from tracker.discover.addresses import is_web

HIDDEN = "hidden"  # the service keeps the address to itself
_NAMES = ("url", "u", "target", "to")
# Pages that do nothing but lead on. Others may carry the address of a page for their own purposes.
_LEADING = re.compile(r"/(?:news/apiclick\.aspx|url|link|go|goto|jump|redirect|redir|out|away|click|track)/?", re.I)
_GOOGLE = re.compile(r"/(?:rss/)?(?:articles|read)/([\w-]{20,4000})")
_ADDRESS = re.compile(rb"https?://[\x21-\x7e]{4,2000}")


def unwrapped(url: str) -> str:
    """The address inside, `url` itself where there is none, or HIDDEN.

    Google News wrote the address in base64 until 2024; since then the same place holds a token that only Google can
    resolve, by a script.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if host_of(url) == "news.google.com":
        found = _GOOGLE.fullmatch(parts.path)
        return _inside(found[1]) if found else url
    if not _LEADING.fullmatch(parts.path):
        return url
    query = parse_qs(parts.query, max_num_fields=100) if parts.query.count("&") < 100 else {}
    return next((value for name in _NAMES for value in query.get(name, ()) if is_web(value)), url)


def _inside(token: str) -> str:
    """The first address in a token; what follows it is a length or another address."""
    try:
        content = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return HIDDEN
    found = _ADDRESS.search(content)
    return found[0].decode("ascii") if found else HIDDEN
