"""Pieces and tags of a page in; its lines of text, each with its place in the tree of blocks, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from tracker.extract.markup import name_of
from tracker.extract.tables import read_table
from tracker.model import Table


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_SKIPPED = _names("svg select button template object canvas audio video math textarea datalist title script style")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_HIDDEN = re.compile(r'display\s*:\s*none|\shidden(?:=""|(?=[\s/]|$))|aria-hidden="true"', re.I)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[^\S\u3000]*[\r\n]\s*(?=[{_WIDE}])")
_INDENT = re.compile(r"\s*(?:[\u3000\xa0\u2002\u2003]|&nbsp;|&emsp;){1,}")
_ITEM = re.compile(r"[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|[①-⑳●■◆▲△○★☆·•※—\-【《“])")
_OPEN_END = re.compile(rf"[{_WIDE}]$")
_CLOSED_END = re.compile(r"[。！？；：…”’」』）】》!?;:.]$")
_SOFT_BREAK_CHARS = 26  # a line this long that ends in the middle of a sentence was wrapped by hand


@dataclass(slots=True)
class Line:
    """A run of text between block borders, or a data table.

    link: characters within links. node: index of the innermost block, name: its tag. bold: wholly in bold.
    """

    text: str
    link: int
    node: int
    name: str
    bold: bool = False
    table: Table | None = None


@dataclass(slots=True)
class Node:
    """A block element: its name, its parent's index, its whole tag, and the half-open range of its lines."""

    name: str
    parent: int
    tag: str
    start: int
    end: int = 0


@dataclass(slots=True)
class Flow:
    """Lines in page order, the tree of their blocks, and the line indices before which an image stands."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    images: set[int] = field(default_factory=set)
    times: list[tuple[int, str]] = field(default_factory=list)  # line index and attributes of <time>


_Step = Callable[["_State", str], None]


@dataclass(slots=True)
class _State:
    """Where the walk over the tokens stands, and the text collected since the last block border."""

    out: Flow
    tokens: list[str]
    at: int = 0  # index of the current tag
    here: int = 0  # index of the innermost open block
    links: int = 0
    bolds: int = 0
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    link: int = 0
    bold: int = 0


def flow(tokens: list[str]) -> Flow:
    """Lay `tokens` (each a tag without `<`, with the text behind it) out as lines; hidden elements are left out."""
    state = _State(Flow(nodes=[Node("body", -1, "", 0)]), tokens)
    known: dict[str, _Step | None] = {}
    at, count = 0, len(tokens)
    while at < count:
        tag, _, text = tokens[at].partition(">")
        if tag in known:
            step = known[tag]
        else:
            step = known[tag] = _step(tag)
        if step is not None:
            state.at = at
            step(state, tag)
            if state.at != at:
                at = state.at
                text = tokens[at].partition(">")[2]
        if text and (state.pieces or not text.isspace()):
            _add(state, text)
        at += 1
    _flush(state)
    for node in state.out.nodes:
        node.end = node.end or len(state.out.lines)
    return state.out


def _step(tag: str) -> _Step | None:
    """What a tag does to the walk; None for those that only format."""
    name = tag.split(None, 1)[0] if tag else ""
    if name in _SKIPPED or (("none" in tag or "hidden" in tag) and name not in _VOID and _HIDDEN.search(tag)):
        return _skip
    if name in _BLOCKS:
        return _open_table if name == "table" else _open
    if tag[:1] == "/":
        return _close if name[1:] in _BLOCKS else _STEPS.get(name)
    return _STEPS.get(name)


def _add(state: _State, text: str) -> None:
    size = len(text.strip())
    state.size += size
    if state.links:
        state.link += size
    if state.bolds:
        state.bold += size
    state.pieces.append(text)


def _open(state: _State, tag: str) -> None:
    if state.pieces:
        _flush(state)
    nodes = state.out.nodes
    nodes.append(Node(tag.partition(" ")[0], state.here, tag, len(state.out.lines)))
    state.here = len(nodes) - 1


def _close(state: _State, tag: str) -> None:
    if state.pieces:
        _flush(state)
    node = state.out.nodes[state.here]
    node.end = len(state.out.lines)
    state.here = max(0, node.parent)


def _open_table(state: _State, tag: str) -> None:
    _flush(state)
    table, end = read_table(state.tokens, state.at)
    if table is None:
        _open(state, tag)
    else:
        state.out.lines.append(Line("", 0, state.here, "table", table=table))
        state.at = end


def _skip(state: _State, tag: str) -> None:
    """Move to the tag that closes the hidden element."""
    name = tag.split(None, 1)[0]
    depth = 1
    if name in _BLOCKS:
        _flush(state)
    for at in range(state.at + 1, len(state.tokens)):
        other = name_of(state.tokens[at])
        if other == name:
            depth += 1
        elif other == "/" + name:
            depth -= 1
            if not depth:
                state.at = at
                return
    state.at = len(state.tokens) - 1


def _link(state: _State, tag: str) -> None:
    state.links += 1


def _unlink(state: _State, tag: str) -> None:
    state.links -= 1


def _embolden(state: _State, tag: str) -> None:
    state.bolds += 1


def _unbold(state: _State, tag: str) -> None:
    state.bolds -= 1


def _break(state: _State, tag: str) -> None:
    if state.pieces:
        state.pieces.append("\x00")


def _rule(state: _State, tag: str) -> None:
    _flush(state)


def _image(state: _State, tag: str) -> None:
    state.out.images.add(len(state.out.lines) + (1 if state.size else 0))


def _time(state: _State, tag: str) -> None:
    state.out.times.append((len(state.out.lines), tag))


_STEPS: dict[str, _Step] = {
    "a": _link,
    "/a": _unlink,
    "b": _embolden,
    "/b": _unbold,
    "strong": _embolden,
    "/strong": _unbold,
    "br": _break,
    "hr": _rule,
    "img": _image,
    "time": _time,
}


def _flush(state: _State) -> None:
    """End the line: what was collected becomes one line, or several when line breaks part it."""
    pieces = state.pieces
    if state.size:
        name = state.out.nodes[state.here].name
        share = state.link / state.size
        for source in split_breaks("".join(pieces), name == "pre"):
            text = tidy(source)
            if text:
                line = Line(text, round(len(text) * share), state.here, name, state.bold == state.size)
                state.out.lines.append(line)
    pieces.clear()
    state.size = state.link = state.bold = 0


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
        source = _WRAPPED.sub("", source.strip())
    text = " ".join(source.split())
    return text if text.isascii() else _INVISIBLE.sub("", text)
