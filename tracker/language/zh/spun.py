"""In comes a normalised text; out come its non-words of machine-swapped synonyms (洗稿), or the text in plain words."""

from __future__ import annotations

import re
from functools import cache

from tracker.language.zh.words import load, pattern_of

# Honest text in which the letters of a non-word meet by chance: 不好意思, 心心念念, 合作念好, 动作.
_BY_CHANCE = r"(?<!不)(?=好意思)|(?<!心)(?=念念)|(?<![动工合操写创著制协运]|[一-十])(?=作念)|(?!好意思|念念|作念)"


@cache
def _signs() -> re.Pattern[str]:
    spun = load("spun.json")
    together = "|".join(f"(?:{pattern})" for _, _, pattern in spun["together"])
    return re.compile(rf"(?:{_BY_CHANCE})(?:{pattern_of(spun['alone'])})|{together}")


def spun_words(text: str) -> tuple[str, ...]:
    """The signs of swapped synonyms in a normalised text, each once, in order; empty for honest text.

    Words that honest writers use as well count only in company that they never keep (竖立 with a project).
    """
    return tuple(dict.fromkeys(found[0] for found in _signs().finditer(text)))


@cache
def _plain() -> tuple[re.Pattern[str], dict[str, str]]:
    spun = load("spun.json")
    words = {word: plain for word, plain, _ in spun["together"]} | spun["weak"] | spun["alone"]
    return re.compile(pattern_of(words)), words


def restore(text: str) -> str:
    """A spun text in plain words, as far as they can be told; honest text comes back unchanged. Offsets do not hold."""
    if not spun_words(text):
        return text
    pattern, words = _plain()
    return pattern.sub(lambda found: words[found[0]], text)
