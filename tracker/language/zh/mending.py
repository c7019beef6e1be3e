"""A spun text comes in; it goes out in plain words, adverts cut, with where each letter stood before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from tracker.language.zh.spun import spun_words
from tracker.language.zh.words import load, pattern_of
from tracker.model import Mended

# Copies are sold as room for adverts of gambling, planted in the middle of a sentence.
_ADVERT = re.compile(
    r"(?:[A-Za-z0-9]{1,8}[.·]?)?(?:百家乐|博彩|彩票|真人娱乐|棋牌|捕鱼|电子游艺|娱乐城|老虎机|体育投注|六合彩|时时彩)"
    r"(?:规律|官网|官方|平台|网站|网址|注册|登录|登陆|入口|下载|投注|技巧|app|APP|App|网|手机版|\([^()]{0,30}\))*"
)

_Plain = Callable[[re.Match[str]], str]


def mend(text: str) -> Mended:
    """A normalised spun text in plain words, as far as they can be told; honest text comes back as it is."""
    whole = tuple(range(len(text)))
    copy = Mended(text=text, starts=whole, ends=tuple(place + 1 for place in whole))
    if not spun_words(text):
        return copy
    copy = _replace(copy, _ADVERT, lambda found: "")
    for pattern, plain in _rules():
        copy = _replace(copy, pattern, lambda found, plain=plain: plain)  # type: ignore[misc]
    pattern, words = _words()
    return _replace(copy, pattern, lambda found: words[found[0]])


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in load("mending.json")["rules"])


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    spun = load("spun.json")
    words = {word: plain for word, plain, _ in spun["together"]}
    words |= spun["weak"] | load("mending.json")["words"] | spun["alone"]
    return re.compile(pattern_of(words)), words


def _replace(copy: Mended, pattern: re.Pattern[str], plain: _Plain) -> Mended:
    """The copy with every match replaced; a new word stands where the odd one stood, all its letters in one place."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changes = dict.fromkeys(copy.changes)
    adverts = list(copy.adverts)
    last = 0
    for found in pattern.finditer(copy.text):
        start, end = found.span()
        word = plain(found)
        pieces += [copy.text[last:start], word]
        starts += [*copy.starts[last:start], *[copy.starts[start]] * len(word)]
        ends += [*copy.ends[last:start], *[copy.ends[end - 1]] * len(word)]
        if not word:
            adverts.append(found[0])
        elif word != found[0]:
            changes[(found[0], word)] = None
        last = end
    if not last:
        return copy
    return Mended(
        text="".join([*pieces, copy.text[last:]]),
        starts=(*starts, *copy.starts[last:]),
        ends=(*ends, *copy.ends[last:]),
        changes=tuple(changes),
        adverts=tuple(adverts),
    )
