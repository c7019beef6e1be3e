"""Addresses and quotes from the web come in; links that a browser may follow go out, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from tracker.render.escape import address

_WHOLE = 60  # a longer sentence is found by its first and its last clause
_CLAUSE_END = re.compile(r"[，；。！？：,;!?]")
_CLAUSE = 6


def web_link(url: str) -> str:
    """The address if it is one of the web, with every sign encoded that could leave an attribute; else ''."""
    return address(url)


@lru_cache(maxsize=1024)  # the same sentence comes once for each language
def quote_link(url: str, sentence: str) -> str:
    """The address with a text fragment, so that a browser scrolls to the sentence and marks it.

    See https://wicg.github.io/scroll-to-text-fragment/. A browser that knows it not, and a PDF, ignore it.
    """
    plain = address(url)
    if not plain:
        return ""
    return f"{plain}{'' if '#' in plain else '#'}:~:text={_fragment(' '.join(sentence.split()))}"


def _fragment(sentence: str) -> str:
    if len(sentence) <= _WHOLE:
        return _encoded(sentence)
    ends = [match.start() for match in _CLAUSE_END.finditer(sentence)]
    first = next((end for end in ends if end >= _CLAUSE), _WHOLE)
    last = next((end + 1 for end in reversed(ends) if first < end < len(sentence) - _CLAUSE), len(sentence) - _CLAUSE)
    return (
        f"{_encoded(sentence[: min(first, _WHOLE)])},{_encoded(sentence[max(last, len(sentence) - _WHOLE) :].strip())}"
    )


def _encoded(text: str) -> str:
    """`-`, `,` and `&` have a meaning in a fragment; a lone surrogate has none anywhere."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
