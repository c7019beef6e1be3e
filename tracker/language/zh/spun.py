"""In comes a normalised text; out come its non-words of machine-swapped synonyms (洗稿)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from tracker.language.zh.words import load

# Honest text in which the letters of a non-word meet by chance: 不好意思, 心心念念, 合作念好, 动作.
_CHANCE = re.compile(r"(?<=不)好意思|(?<=心)念念|(?<=[动工合操写创著制协运一-十])作念")
_REACH = 14  # letters around a word within which its odd company stands

_Find = Callable[[str], list[tuple[int, int, int]]]


@cache
def _finder() -> tuple[tuple[str, ...], _Find]:
    """The words to look for, and the function that finds them all: (number of the word, start, end)."""
    from ahocorasick_rs import AhoCorasick

    spun = load("spun.json")
    words = tuple(dict.fromkeys([*spun["alone"], *_company()]))
    return words, AhoCorasick(words).find_matches_as_indexes


@cache
def _company() -> dict[str, re.Pattern[str]]:
    """For each real word the company that honest writers never keep it in."""
    patterns: dict[str, list[str]] = {}
    for word, _, pattern in load("spun.json")["together"]:
        key = next(word[:size] for size in range(len(word), 0, -1) if word[:size] in pattern)
        patterns.setdefault(key, []).append(f"(?:{pattern})")
    return {key: re.compile("|".join(listed)) for key, listed in patterns.items()}


def spun_words(text: str) -> tuple[str, ...]:
    """The signs of swapped synonyms in a normalised text, each once, in order; empty for honest text.

    Words that honest writers use as well count only in company that they never keep (竖立 with a project).
    """
    words, find = _finder()
    signs: dict[str, None] = {}
    for number, start, end in find(text):
        company = _company().get(words[number])
        if company is None:
            found = None if _CHANCE.match(text, start) else text[start:end]
        else:
            near = company.search(text, max(0, start - _REACH), end + _REACH)
            found = near[0] if near else None
        if found is not None:
            signs[found] = None
    return tuple(signs)
