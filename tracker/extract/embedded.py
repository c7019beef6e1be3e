"""Source of a page in; the markup of an article that it keeps in a script or a text area for its own use, out."""

from __future__ import annotations

import json
import re
from html import unescape

_AREA = re.compile(r"<textarea\b[^>]*>(.*?)</textarea", re.I | re.S)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.I | re.S)
_PARAGRAPH = re.compile(r"<p\b|<br|<div\b", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[。，；：！？]")
_MIN_CHARS = 80
_MAX_STRINGS = 20_000


def markup_in(source: str) -> str:
    """The text area or script string that holds most Chinese sentences, as markup; empty when there is none."""
    best, size = "", _MIN_CHARS
    for text in [*_areas(source), *_strings(source)]:
        chars = len(_HAN.findall(text)) if _MARKS.search(text) else 0
        if chars >= size and len(_MARKS.findall(text)) * 60 > chars:
            best, size = text, chars
    if best and not _PARAGRAPH.search(best):
        return "".join(f"<p>{line}</p>" for line in best.split("\n"))
    return best


def _areas(source: str) -> list[str]:
    return [unescape(text) for text in _AREA.findall(source)]


def _strings(source: str) -> list[str]:
    """String literals of scripts long enough to be an article, escapes and entities resolved."""
    found: list[str] = []
    for script in _SCRIPT.findall(source):
        for raw in _STRING.findall(script)[:_MAX_STRINGS]:
            if len(raw) < _MIN_CHARS:
                continue
            try:
                text = json.loads(f'"{raw}"', strict=False)
            except ValueError:
                text = raw
            found.append(unescape(text) if "&lt;" in text else text)
    return found
