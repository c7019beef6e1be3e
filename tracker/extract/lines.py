"""Text between two block borders in; the lines that a reader sees in it out."""

from __future__ import annotations

import re

from tracker.extract.entities import unescape

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_SPACE = " \t\xa0\f\v"  # what may stand at the end of a wrapped line; an ideographic space there is meant
_INDENT = re.compile(r"\s*(?:[\u3000\xa0\u2002\u2003]|&nbsp;|&emsp;){1,}")
_ITEM = re.compile(r"[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|[①-⑳●■◆▲△○★☆·•※—\-【《“])")
_OPEN_END = re.compile(rf"[{_WIDE}]$")
_CLOSED_END = re.compile(r"[。！？；：…”’」』）】》!?;:.]$")
_SOFT_BREAK_CHARS = 26  # a line this long that ends in the middle of a sentence was wrapped by hand


def split_breaks(text: str, preformatted: bool = False) -> list[str]:
    """Cut at line breaks (NUL, and line ends of preformatted text); a sentence wrapped by hand stays one line."""
    if preformatted:
        text = text.replace("\n", "\x00")
    if "\x00" not in text:
        return [text]
    lines: list[str] = []
    for part in text.split("\x00"):
        if lines and _continues(lines[-1], part):
            lines[-1] += "\n" + part
        else:
            lines.append(part)
    return lines


def _continues(before: str, after: str) -> bool:
    text = before.rstrip()
    if not text or not after.strip() or _INDENT.match(after) or _ITEM.match(after):
        return False
    tail = text[max(text.rfind("\n"), 0) :]
    return text[-1] in "，、" or (
        len(tail) >= _SOFT_BREAK_CHARS and bool(_OPEN_END.search(text)) and not _CLOSED_END.search(text)
    )


def tidy(source: str) -> str:
    """Text as a reader sees it: entities resolved, white space collapsed, none between wrapped Chinese characters."""
    if "&" in source:
        source = unescape(source)
    if "\n" in source or "\r" in source:
        source = source.strip()
        if "\n" in source or "\r" in source:
            source = _unwrapped(source)
    text = " ".join(source.split())
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def _unwrapped(source: str) -> str:
    """The lines joined, without a blank where two Chinese characters meet."""
    first, *rest = source.splitlines()
    joined = [first.rstrip(_SPACE)]
    for line in map(str.strip, rest):
        if not line:
            continue
        before = next((part for part in reversed(joined) if part), "")
        joined.append(line if _is_wide(before[-1:]) and _is_wide(line[0]) else " " + line)
    return "".join(joined)


def _is_wide(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )
