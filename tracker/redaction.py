"""Secrets come in, once a process; texts rid of them go out, in whatever form a text repeats them."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote, quote_plus, urlsplit

MASK = "[secret]"
PIECE_MIN = 5  # a piece of an address that is shorter is a word such as `send`, or harmless
STABLE_MIN = 8  # letters of base64 that are no coincidence
_BETWEEN = re.compile(r"[/:@?&=#+,;\s]+")
_WORD = re.compile(r"[a-z_.-]{1,15}")  # in a web address: `heartbeat`, not a token


class Redaction:
    """Takes secrets out of texts: logs, tracebacks, error messages, and what servers answered before it is stored."""

    def __init__(self) -> None:
        self._forms: tuple[str, ...] = ()

    def hide(self, secrets: Iterable[str]) -> None:
        """Take these out as well from now on."""
        forms = {form for secret in secrets if secret.strip() for form in _forms(secret.strip())}
        # The longest first, so that nothing is left of one that begins like another.
        self._forms = tuple(sorted(forms.union(self._forms), key=len, reverse=True))

    def hide_address(self, address: str) -> None:
        """Take an address out that is itself a secret, with all its parts that may be tokens."""
        self.hide((address, *_pieces(address)))

    def __call__(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, MASK)
        return text


def _pieces(address: str) -> Iterator[str]:
    """In the address of a chat, everything behind the scheme; in a web address neither its host nor plain words."""
    scheme, _, rest = address.partition("://")
    web = scheme in ("http", "https")
    if web:
        user, at, _ = urlsplit(address).netloc.rpartition("@")
        rest = user + at + rest.partition("/")[2]
    for piece in _BETWEEN.split(rest):
        if len(piece) >= PIECE_MIN and not (web and _WORD.fullmatch(piece)):
            yield piece


def _forms(secret: str) -> set[str]:
    """As it is, in an address, in HTML, in the repr of a traceback, in JSON, and within base64 at any offset."""
    raw = secret.encode()
    whole = b64encode(raw).decode()
    return {
        *(secret, escape(secret), quote(secret), quote(secret, safe=""), quote_plus(secret)),
        *(repr(secret)[1:-1], repr(raw)[2:-1], json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]),
        *(whole, whole.rstrip("="), *_in_base64(raw)),
    }


def _in_base64(raw: bytes) -> Iterator[str]:
    """What of a secret is always the same in base64, whatever stands before and behind it; nothing for a short one."""
    for before in range(3):
        text = b64encode(b"\0" * before + raw).decode()
        first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        if last - first >= STABLE_MIN:
            yield text[first:last]
