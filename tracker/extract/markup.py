"""Text of a page in; its markup as pieces that each begin with a tag, scripts and comments taken out, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tracker.extract.entities import unescape
from tracker.extract.thin import thin

_MAX_CHARS = 6_000_000
_MAX_TAGS = 300_000
_MAX_PARTS = 20  # pieces into which `<` and `>` in attributes may part one tag
_MAX_TAG_CHARS = 20_000

# A piece that begins otherwise is a comment, a declaration, perhaps a script, or no tag at all.
_ODD = re.compile("[^/a-rt-zA-RT-Z]")
_SPANS = frozenset(("spa", "str", "sec", "sma", "sup", "sub", "sou", "sel", "svg"))
_RAW = re.compile(r"(script|style)(?=[\s/>])", re.I)
_TAG = re.compile(r"""[a-zA-Z/](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


@dataclass(frozen=True, slots=True)
class Markup:
    """tokens: `tag>text behind it` each, a tag `!` standing for none; may be changed by who walks over them.

    scripts: `script attributes>code` each, in page order.
    """

    tokens: list[str]
    scripts: tuple[str, ...]


def cut(text: str) -> Markup:
    """Cut a page before each tag, in time linear in its length; what no reader sees is left out.

    Tags are as written, but for those that `<` or `>` in an attribute would part: these are made whole when met, by
    `mend`.
    """
    pieces = text[:_MAX_CHARS].split("<", _MAX_TAGS)[:_MAX_TAGS]
    pieces[0] = "!>" + pieces[0]
    # The first letters in one text, so that the few odd ones are found without a look at every piece.
    firsts = "".join([piece[:1] or "!" for piece in pieces])
    odd = [
        at
        for at in map(re.Match.start, _ODD.finditer(firsts))
        if (piece := pieces[at])[:3] not in _SPANS or ">" not in piece
    ]
    kept: list[str] = []
    scripts: list[str] = []
    done = 0
    for at in odd:
        if at < done or not (found := _odd_piece(pieces, at)):
            continue
        end, token = found
        kept += pieces[done:at]
        if pieces[at][:6].lower() == "script":
            scripts.append(_readable("<".join(pieces[at:end])))
        # a blank where a script stood says nothing behind a blank
        if len(token) > 2 and not (token[2:].isspace() and kept and kept[-1][-1:].isspace()):
            kept.append(token)
        done = end + 1
    return Markup(thin(kept + pieces[done:] if done else pieces), tuple(scripts))


def _readable(script: str) -> str:
    """The script; a value written with per cent signs for all but letters is decoded."""
    tag, _, code = script.partition(">")
    return f"{tag}>{unquote(code)}" if code[:24].lstrip().startswith(("%7B", "%5B")) else script


def _odd_piece(pieces: list[str], at: int) -> tuple[int, str] | None:
    """What stands for a piece that is no plain tag, and the last of the pieces replaced; None for a tag after all."""
    piece = pieces[at]
    first = piece[:1]
    if first in ("s", "S") and ">" in piece:
        raw = _RAW.match(piece)
        return _after(pieces, at + 1, "/" + raw.group(1).lower()) if raw else None
    if piece.startswith("!--"):
        return _after_comment(pieces, at)
    if first in ("!", "?"):
        return at, "!>" + piece.partition(">")[2]
    if first != "/" and not (first.isascii() and first.isalpha()):
        return (at, "!><" + piece) if at else None
    mend(pieces, at)
    return None if ">" in pieces[at] else (at, "!>")


def _after(pieces: list[str], start: int, closing: str) -> tuple[int, str]:
    """The piece that closes raw text, and the text behind it; the last piece when none does."""
    size = len(closing)
    for at in range(start, len(pieces)):
        if pieces[at][:1] == "/" and pieces[at][:size].lower() == closing:
            return at, "!>" + pieces[at].partition(">")[2]
    return len(pieces) - 1, "!>"


def _after_comment(pieces: list[str], at: int) -> tuple[int, str]:
    for end in range(at, len(pieces)):
        close = pieces[end].find("-->", 2 if end == at else 0)
        if close >= 0:
            return end, "!>" + pieces[end][close + 3 :]
    return len(pieces) - 1, "!>"


def is_parted(tag: str) -> bool:
    """True when quotes do not pair up, as when a tag was cut at a `>` within an attribute."""
    return bool(tag.count('"') & 1 or tag.count("'") & 1)


def mend(pieces: list[str], at: int) -> None:
    """Put the tag at `at` together with the pieces into which its attributes were cut; these become empty."""
    window = "<".join(pieces[at : at + _MAX_PARTS])[:_MAX_TAG_CHARS]
    found = _TAG.match(window)
    if not found:
        return
    tag = found.group()[:-1]
    parts = tag.count("<")
    text = window[found.end() :].partition("<")[0] if parts else pieces[at][found.end() :]
    pieces[at] = f"{tag.replace('<', '&lt;').replace('>', '&gt;')}>{text}"
    pieces[at + 1 : at + 1 + parts] = ["!>"] * parts


def name_of(token: str) -> str:
    """Name of a token's tag in lower case, with a slash before it when it closes."""
    words = token.partition(">")[0].split(None, 1)
    return words[0].lower() if words else ""


def attributes(tag: str) -> dict[str, str]:
    """Attributes of one tag, names in lower case, values unescaped."""
    return {
        name.lower(): unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


def elements(text: str, opening: re.Pattern[str], closing: str) -> Iterator[str]:
    """What stands between each match of `opening` and the next `closing`, in time linear in the text."""
    at = 0
    while (match := opening.search(text, at)) and (end := text.find(closing, match.end())) >= 0:
        yield text[match.end() : end]
        at = end


def plain(source: str) -> str:
    """Text of a short piece of markup, on one line."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", "", source)).split())
