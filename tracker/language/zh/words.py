"""In come words; out comes one regular expression that finds the longest of them quickly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

_Trie = dict[str, Any]


@cache
def load(name: str) -> Any:
    """The JSON file `name` of this package; its README key says how it came about."""
    return json.loads(files(__package__).joinpath(name).read_text("utf-8"))


def pattern_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words at a place.

    It is a tree of letters: `re` tries the branches of a flat alternation one by one, of a tree only the fitting one.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _write(trie)


def begin_with(letters: str, pattern: str) -> str:
    """The pattern, tried only where one of the letters stands: all that its branches begin with.

    `re` passes over a place much faster by one set of letters than by the branches of a long alternation.
    """
    return f"(?=[{re.escape(letters)}])(?:{pattern})"


def _write(node: _Trie) -> str:
    branches = [re.escape(char) + _write(below) for char, below in sorted(node.items()) if char]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return body + ("?" if "" in node else "")
