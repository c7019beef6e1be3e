"""In comes text as written; out come simplified, half-width text of the same length and the spans of its sentences."""

from __future__ import annotations

import re
from functools import cache

from tracker.model import Span

# Matching ignores this placeholder of zero-width characters; unlike them it is seen as blank by `str.isspace`.
THIN_SPACE = "\u2009"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_BLANKS = "\u00a0\u3000\u2002\u2003\u2007\u202f\t"
# Chinese sentence marks stay full-width: they end clauses, their ASCII likenesses stand inside numbers and addresses.
_KEPT = "，；：！？"
_ODD = {
    "﹒": ".",
    "．": ".",
    "﹪": "%",
    "％": "%",
    "−": "-",
    "－": "-",
    "‐": "-",
    "‑": "-",
    "〜": "~",
    "～": "~",
    "﹐": "，",
}
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”"}
# Variants of Hong Kong and Taiwan that the character table of OpenCC leaves alone.
_VARIANTS = {"衞": "卫", "衹": "只", "枱": "台", "敍": "叙", "麽": "么"}


@cache
def _table() -> dict[int, str]:
    import opencc

    letters = [chr(code) for code in range(0x4E00, 0xA000)]
    # Line by line, so that no phrase rule can join two characters.
    simple = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    table = {ord(a): b for a, b in zip(letters, simple, strict=True) if a != b and len(b) == 1}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT}
    table |= {ord(char): THIN_SPACE for char in _ZERO_WIDTH} | {ord(char): " " for char in _BLANKS}
    return table | {ord(a): b for a, b in (_ODD | _QUOTES | _VARIANTS).items()}


def normalise(text: str) -> str:
    """Text of the same length, one character to one character.

    Full-width digits, letters, brackets, `％` and `．﹒` become ASCII (brackets are `(` and `)`), corner quotes become
    `“”`, traditional characters simplified ones, no-break and full-width blanks a blank, and zero-width characters a
    thin space. `，。；：！？、“”《》` stay.
    """
    if text.isascii():
        return text.translate({9: " "}) if "\t" in text else text
    return _changed().sub(_plain, text)


@cache
def _changed() -> re.Pattern[str]:
    """The characters that change: looking for them is several times quicker than to translate every character."""
    return re.compile("[" + "".join(map(re.escape, map(chr, sorted(_table())))) + "]")


def _plain(found: re.Match[str]) -> str:
    return _table()[ord(found[0])]


_END = re.compile(
    r"(?=[《。！？!?…\n.])(?:《[^《》]*》|[。！？!?…]+[”’\"')】》」』]*|\n+|(?<=[A-Za-z)])\.(?=\s+[A-Z“\"]|\s*$))"
)


def sentences(text: str) -> tuple[Span, ...]:
    """The spans of the sentences of a normalised paragraph, without surrounding blanks.

    They end after `。！？…` with the closing quotes and brackets; `；` ends none, nor does anything within `《》`.
    """
    spans: list[Span] = []
    start = 0
    for end in [*(m.end() for m in _END.finditer(text) if not m[0].startswith("《")), len(text)]:
        piece = text[start:end]
        body = piece.strip()
        if body:
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, left + len(body)))
        start = end
    return tuple(spans)
