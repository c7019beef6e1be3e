"""Text and addresses from the web come in; they go out so that Markdown shows them as they are and runs none of it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$@]")
_LEADING = re.compile(r"^(?=[#+\-=>])|^(\d{1,9})(?=[.)](?:\s|$))")
# Signs that turn the reading direction around, and control characters: nothing a quote needs.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ADDRESS_SAFE = "/:?#@!$&*+,;=%~-._"  # the signs of an address except those that Markdown or HTML would act on


def escape(text: str) -> str:
    """One line of text, verbatim to the eye, for a paragraph, list item or table cell."""
    line = " ".join(_INVISIBLE.sub("", text).split())
    line = _ACTIVE.sub(lambda sign: "\\" + sign.group(), line)
    # A bare address would become a link to wherever a page likes.
    line = re.sub(r"(?i)\bwww\.", lambda www: www.group()[:-1] + "\\.", line.replace("://", ":\\//"))
    return _LEADING.sub(lambda start: (start.group(1) or "") + "\\", line)


def one_line(text: str) -> str:
    """One line without control characters, so that nothing from a page can forge a header or a terminal's colours."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())


def link(text: str, url: str) -> str:
    """A Markdown link; an address that is not of the web stays text."""
    target = address(url)
    return f"[{escape(text)}](<{target}>)" if target else escape(text)


def address(url: str) -> str:
    """The address with every sign percent-encoded that Markdown or HTML could act on; empty if not of the web."""
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return ""
    return quote(url, safe=_ADDRESS_SAFE, errors="replace") if scheme in ("http", "https") else ""
