"""An address and a sentence come in; the address that has a browser scroll to the sentence and mark it goes out."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from tracker.render.escape import address

_WHOLE = 40  # a longer sentence is found by its first and its last clause, which keeps addresses short
_CLAUSE = 4  # signs that a clause needs to be found by
_END = re.compile(r"[，。；：！？、]|[,;:!?](?![0-9A-Za-z])")  # 1,040 and 10:30 are words


@lru_cache(maxsize=1024)  # the same sentence comes once for each language and each page that quotes it
def quoting(url: str, sentence: str, page_number: int | None = None) -> str:
    """The address with a text fragment; of a document with its page instead. Empty where it is none of the web.

    See https://wicg.github.io/scroll-to-text-fragment/: what is searched has to begin and end between words, so it is
    cut at punctuation alone. A browser that does not know fragments shows the page.
    """
    plain = address(url)
    if not plain or page_number:
        return f"{plain}#page={page_number}" if plain and "#" not in plain else plain
    text = " ".join(sentence.split())
    return f"{plain}{'' if '#' in plain else '#'}:~:text={_directive(text)}" if text else plain


def _directive(text: str) -> str:
    if len(text) <= _WHOLE:
        return _encoded(text)
    ends = list(_END.finditer(text))
    first = next((one.start() for one in ends if one.start() >= _CLAUSE), None)
    last = next((one.end() for one in reversed(ends) if one.end() <= len(text) - _CLAUSE), None)
    if first is None or last is None or last <= first:
        return _encoded(text)
    return f"{_encoded(text[:first])},{_encoded(text[last:].strip())}"


def _encoded(text: str) -> str:
    """`-`, `,` and `&` mean something in a fragment; a lone surrogate means nothing anywhere."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
