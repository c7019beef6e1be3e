"""The inline scripts of a page in, the values written out in them out: JSON, literals, and arrays filled one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tracker.discover.items import json_of

_SCRIPT = re.compile(r"<script\b([^>]{0,500})>", re.I)
_SCRIPT_END = re.compile(r"</script", re.I)
_LENGTH_MAX = 1_000_000  # characters of scripts that are looked at
_SCRIPTS_MAX = 300
_LITERALS_MAX = 5000
_TOKEN = re.compile(
    r"""\s+|//[^\n]*|/\*[^*]{0,1000}\*/|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.){0,20000}`)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w$])|(?P<word>[A-Za-z_$][\w$]*)|(?P<sign>[\[\]{},:])""",
    re.DOTALL,
)
_OPENING = re.compile(r"[\[{]")
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_DEPTH_MAX = 60
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "", "\n": ""}
_SLOT = re.compile(r"""\b([A-Za-z_]\w{0,30})\[\w{1,12}\]\s{0,3}=\s{0,3}(?:'([^'\n]{0,2000})'|"([^"\n]{0,2000})")""")


def scripts(text: str) -> Iterator[tuple[str, str]]:
    """Attributes and content of each script element, up to its end tag."""
    position = looked = 0
    for _ in range(_SCRIPTS_MAX):
        found = _SCRIPT.search(text, position)
        if found is None or looked > _LENGTH_MAX:
            return
        end = _end(text, found.end())
        yield found[1], text[found.end() : end]
        looked += end - found.end()
        position = end


def values(script: str) -> Iterator[Any]:
    """Objects and arrays that a script writes out, and what it puts into arrays one by one."""
    whole = json_of(script) if script.lstrip()[:1] in ("{", "[") else None
    if whole is not None:
        yield whole
        return
    loose = []
    for value in islice(_literals(script[:_LENGTH_MAX]), _LITERALS_MAX):
        if isinstance(value, dict):
            loose.append(value)  # as in list.push({...}); list.push({...})
        yield value
    yield loose
    yield list(islice(_slots(script[:_LENGTH_MAX]), _LITERALS_MAX))


def unquoted(text: str) -> str:
    """The text that a string literal stands for; the quotes are gone already."""
    return _ESCAPE.sub(_escaped, text)


def _end(text: str, start: int) -> int:
    found = _SCRIPT_END.search(text, start)
    return found.start() if found else len(text)


def _literals(script: str) -> Iterator[Any]:
    """Each bracket that begins a literal is read up to its end; what is no literal is left at the first odd token."""
    position = 0
    while (opening := _OPENING.search(script, position)) is not None:
        written, position = _as_json(script, opening.start())
        if written and len(written) > 8:
            try:
                yield json.loads(written, strict=False)
            except (ValueError, RecursionError):
                continue


def _as_json(script: str, start: int) -> tuple[str, int]:
    """The literal at `start` written as JSON ('' for what is none), and where to look on; reads each token once."""
    pieces: list[str] = []
    open_ = []
    position = start
    while (token := _TOKEN.match(script, position)) is not None:
        position = token.end()
        sign, word = token["sign"], token["word"]
        if sign in ("{", "["):
            open_.append(sign)
            if len(open_) > _DEPTH_MAX:
                return "", position
        elif sign in ("}", "]"):
            if not open_ or open_.pop() + sign not in ("{}", "[]"):
                return "", position
            if pieces and pieces[-1] == ",":
                pieces.pop()
        elif word and word not in _WORDS and not re.match(r"\s*:", script[position : position + 20]):
            return "", position
        if piece := _piece(token):
            pieces.append(piece)
        if not open_:
            return "".join(pieces), position
    return "", max(position, start + 1)


def _piece(token: re.Match[str]) -> str:
    if token["string"]:
        return json.dumps(unquoted(token["string"][1:-1]))
    if token["word"]:
        return _WORDS.get(token["word"], json.dumps(token["word"]))
    return token["number"] or token["sign"] or ""


def _escaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)


def _slots(script: str) -> Iterator[dict[str, str]]:
    """urls[i]='…'; titles[i]='…'; urls[i]='…' as objects: a name that comes again begins the next one."""
    item: dict[str, str] = {}
    for found in _SLOT.finditer(script):
        if found[1] in item:
            yield item
            item = {}
        item[found[1]] = unquoted(found[2] or found[3] or "")
    if item:
        yield item
