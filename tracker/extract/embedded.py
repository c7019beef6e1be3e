"""Source of a page in; the markup of an article that it keeps in a script or a text area for its own use, out."""

from __future__ import annotations

import re
from itertools import islice

from tracker.extract.entities import unescape
from tracker.extract.markup import elements

_AREA = re.compile(r"<textarea\b[^<>]{0,500}>", re.I)
# The closing quote may be missing, so that every character is looked at only once.
_STRING = re.compile(r""""((?:[^"\\]|\\.)*+)"?|'((?:[^'\\\n]|\\.)*+)'?""")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")
_CONTROLS = {"n": "\n", "t": " ", "r": "", "b": "", "f": ""}
_PARAGRAPH = re.compile(r"<p\b|<br|<div\b", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[。，；：！？]")
_MIN_CHARS = 80
_MAX_STRINGS = 20_000


def markup_in(source: str, scripts: tuple[str, ...]) -> str:
    """The text area or script string that holds most Chinese sentences, as markup; empty when there is none."""
    best, size = "", _MIN_CHARS
    for text in [*_areas(source), *_strings(scripts)]:
        chars = len(_HAN.findall(text)) if _MARKS.search(text) else 0
        if chars >= size and len(_MARKS.findall(text)) * 60 > chars:
            best, size = text, chars
    if best and not _PARAGRAPH.search(best):
        return "".join(f"<p>{line}</p>" for line in best.split("\n"))
    return best


def _areas(source: str) -> list[str]:
    return [unescape(text) for text in elements(source, _AREA, "</textarea")]


def _strings(scripts: tuple[str, ...]) -> list[str]:
    """String literals of scripts long enough to be an article, escapes and entities resolved."""
    found: list[str] = []
    for script in scripts:
        for double, single in islice(_STRING.findall(script), _MAX_STRINGS):
            raw = double or single
            if len(raw) >= _MIN_CHARS:
                text = _ESCAPE.sub(_unescape, raw) if "\\" in raw else raw
                found.append(unescape(text) if "&" in text else text)
    return found


def _unescape(match: re.Match[str]) -> str:
    wide, narrow, char = match.groups()
    code = int(wide or narrow, 16) if wide or narrow else 0
    # Halves of pairs would make a text that cannot be encoded.
    return _CONTROLS.get(char, char) if char else "" if 0xD800 <= code < 0xE000 else chr(code)
