"""Pieces and tags of a page in; its lines of text, each with its place in the tree of blocks, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.extract.lines import split_breaks, tidy
from tracker.extract.markup import Markup, is_parted, mend, name_of
from tracker.extract.tables import read_table
from tracker.extract.tags import BLOCKS, CELLS, ENDED_BY, HEADINGS, INLINE, OFTEN_OPEN, SKIPPED, TABLE_PARTS, VOID
from tracker.extract.wording import names_of
from tracker.model import Table

_HIDDEN = re.compile(
    r"""display\s*:\s*none|\shidden(?:=(?:""|''|["']?hidden)|(?=[\s/]|$))|aria-hidden\s*=\s*["']?true""", re.I
)
_QUOTES = ('"', "'")
_NEAR_LEVELS = 60  # open blocks among which the one that an end tag closes is looked for
_MAX_IMAGES = 10_000


@dataclass(slots=True)
class Line:
    """A run of text between block borders, or a data table.

    link: characters within links. node: index of the innermost block, name: its tag. bold: wholly in bold.
    items: how many linked items of a list it stands for.
    """

    text: str
    link: int
    node: int
    name: str
    bold: bool = False
    table: Table | None = None
    items: int = 1


@dataclass(slots=True)
class Node:
    """A block element with lines: its name, its parent's index, its whole tag, and the half-open range of its lines."""

    name: str
    parent: int
    tag: str
    start: int
    end: int = 0


@dataclass(slots=True)
class Flow:
    """Lines in page order, the tree of their blocks, the line indices before which an image stands, and the head.

    times: line index and tag of each <time>. title: source of <title>. head: tags of metas and the canonical link.
    """

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    images: set[int] = field(default_factory=set)
    times: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""
    head: list[str] = field(default_factory=list)
    names: dict[str, frozenset[str]] = field(default_factory=dict)

    def names_of(self, node: Node) -> frozenset[str]:
        """Words of the names that the page gives to a block; found out once for each tag."""
        tag = node.tag
        if tag not in self.names:
            self.names[tag] = names_of(tag)
        return self.names[tag]


_Step = Callable[["_State", str, str], None]


# What a token does: its step (None for one that only formats), the element's name, its tag, and the text behind it.
_Found = tuple["_Step | None", str, str, str]


@dataclass(slots=True)
class _State:
    """Where the walk over the tokens stands, and the text collected since the last block border.

    stack: names and tags of the open blocks, outermost first. made: indices of their nodes, as far as they hold a line.
    links, bolds: how many of their kind are open; in_link, in_bold: open blocks when the first of them was met.
    run: the linked items of a list so far, run_depth: the open blocks around them. endless: names of hidden elements
    that are never closed; these are shown.
    """

    out: Flow
    tokens: list[str]
    at: int = 0  # index of the current token
    stack: list[tuple[str, str]] = field(default_factory=lambda: [("body", "")])
    made: list[int] = field(default_factory=lambda: [0])
    links: int = 0
    bolds: int = 0
    in_link: int = 0
    in_bold: int = 0
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    link: int = 0
    bold: int = 0
    run: list[str] = field(default_factory=list)
    run_depth: int = 0
    endless: set[str] = field(default_factory=set)


def flow(markup: Markup) -> Flow:
    """Lay a page out as lines, as a browser would repair it; hidden elements are left out. Changes the tokens."""
    state = _State(Flow(nodes=[Node("body", -1, "", 0)]), markup.tokens)
    tokens, pieces = state.tokens, state.pieces
    known: dict[str, _Found] = {}
    at, count = 0, len(tokens)
    while at < count:
        found = known.get(tokens[at])
        if found is None:
            found = _read(tokens, at, known)
        step, name, tag, text = found
        if step is not None:
            state.at = at
            step(state, name, tag)
            if state.at != at or step is _skip:
                at = state.at
                text = tokens[at].partition(">")[2]
        if text and (pieces or not text.isspace()):
            size = len(text.strip())
            state.size += size
            if state.links:
                state.link += size
            if state.bolds:
                state.bold += size
            pieces.append(text)
        at += 1
    _flush(state)
    _end_run(state)
    _pop_to(state, 1)
    for node in state.out.nodes:
        node.end = node.end or len(state.out.lines)
    return state.out


def _read(tokens: list[str], at: int, known: dict[str, _Found]) -> _Found:
    """What the token does, remembered when it is one that can come again: a tag without text."""
    tag, whole, text = tokens[at].partition(">")
    if not whole:
        mend(tokens, at)
        tag, _, text = (tokens[at] if ">" in tokens[at] else "!>").partition(">")
    name = tag.partition(" ")[0]
    step = _STEPS.get(name, _unknown)
    if step is _unknown:
        name = (name.lower().split() or [""])[0]
        step = _STEPS.get(name)
    if len(name) < len(tag) and name[:1] != "/":
        if (tag[-1] not in _QUOTES or '"' in text or "'" in text) and is_parted(tag):
            mend(tokens, at)
            tag, _, text = tokens[at].partition(">")
        if ("none" in tag or "hidden" in tag) and name not in VOID and _HIDDEN.search(tag):
            step = _skip
    found = (step, name[1:] if name[:1] == "/" else name, tag, text)
    if not text or text.isspace():
        known[tokens[at]] = found
    return found


def _open(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        _flush(state)
    if state.stack[-1][0] == "p":
        _pop_to(state, len(state.stack) - 1)
    state.stack.append((name, tag))


def _open_heading(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        _flush(state)
    if state.stack[-1][0] in HEADINGS:
        _pop_to(state, len(state.stack) - 1)
    _open(state, name, tag)


def _open_part(state: _State, name: str, tag: str) -> None:
    """Open a part of a list or a table, which ends the part before it."""
    if state.pieces:
        _flush(state)
    stack = state.stack
    ended, between = ENDED_BY[name]
    at = len(stack) - 1
    while at > 0 and stack[at][0] in between and len(stack) - at < _NEAR_LEVELS:
        at -= 1
    if stack[at][0] in ended:
        _pop_to(state, at)
    stack.append((name, tag))


def _close(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        _flush(state)
    stack = state.stack
    top = stack[-1][0]
    if top == name or (top in HEADINGS and name in HEADINGS):
        depth = len(stack) - 1
        if len(state.made) > depth or state.links or state.bolds or state.run:
            return _pop_to(state, depth)
        stack.pop()  # an empty block leaves nothing to end
        return
    for at in range(len(stack) - 1, max(0, len(stack) - _NEAR_LEVELS), -1):
        other = stack[at][0]
        if other == name:
            return _pop_to(state, at)
        # What a cell holds does not close what is around its table.
        if other == "table" or (other in CELLS and name not in TABLE_PARTS):
            return


def _pop_to(state: _State, depth: int) -> None:
    """Close the open blocks from the one at `depth` on; links and bold print that began in them end with them."""
    if state.run and depth < state.run_depth:
        _end_run(state)
    made = state.made
    del state.stack[depth:]
    while len(made) > depth:
        state.out.nodes[made.pop()].end = len(state.out.lines)
    if state.links and state.in_link > depth:
        state.links = 0
    if state.bolds and state.in_bold > depth:
        state.bolds = 0


def _open_table(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        _flush(state)
    table, end = read_table(state.tokens, state.at)
    if table is None:
        _open(state, name, tag)
    else:
        _end_run(state)
        state.out.lines.append(Line("", 0, _node(state, len(state.stack)), "table", table=table))
        state.at = end


def _skip(state: _State, name: str, tag: str) -> None:
    """Move to the tag that closes the hidden element, or before the one that closes the block around it."""
    if name in BLOCKS and state.pieces:
        _flush(state)
    if name in state.endless:
        return
    depth, outer = 1, 0
    tokens = state.tokens
    for at in range(state.at + 1, len(tokens)):
        other = name_of(tokens[at])
        if other == name:
            depth += 1
        elif other[:1] == "/" and other[1:] == name:
            depth -= 1
            if not depth:
                state.at = at
                return
        elif other.lstrip("/") in BLOCKS and other.lstrip("/") not in OFTEN_OPEN:
            outer += -1 if other[:1] == "/" else 1
            if outer < 0:
                tokens[at - 1] = "!>"
                state.at = at - 1
                return
    state.endless.add(name)


def _title(state: _State, name: str, tag: str) -> None:
    text = state.tokens[state.at].partition(">")[2]
    _skip(state, name, tag)
    state.out.title = state.out.title or text


def _meta(state: _State, name: str, tag: str) -> None:
    state.out.head.append(tag)


def _canonical(state: _State, name: str, tag: str) -> None:
    if "canonical" in tag:
        state.out.head.append(tag)


def _link(state: _State, name: str, tag: str) -> None:
    # A place to jump to is no link, and often left open.
    state.links = 1 if "href" in tag or "name=" not in tag else 0
    state.in_link = len(state.stack)


def _unlink(state: _State, name: str, tag: str) -> None:
    state.links = 0


def _embolden(state: _State, name: str, tag: str) -> None:
    state.in_bold = state.in_bold if state.bolds else len(state.stack)
    state.bolds += 1


def _unbold(state: _State, name: str, tag: str) -> None:
    state.bolds = max(0, state.bolds - 1)


def _break(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        state.pieces.append("\x00")


def _rule(state: _State, name: str, tag: str) -> None:
    if state.pieces:
        _flush(state)


def _image(state: _State, name: str, tag: str) -> None:
    state.out.images.add(len(state.out.lines) + (1 if state.size else 0))


def _time(state: _State, name: str, tag: str) -> None:
    state.out.times.append((len(state.out.lines), tag))


def _unknown(state: _State, name: str, tag: str) -> None:
    """Stands for what a tag does whose name is yet to be made out."""


_STEPS: dict[str, _Step | None] = {
    **dict.fromkeys(INLINE),
    **dict.fromkeys(["/" + name for name in INLINE]),
    **dict.fromkeys(BLOCKS, _open),
    **{"/" + name: _close for name in BLOCKS},
    **dict.fromkeys(HEADINGS, _open_heading),
    **dict.fromkeys(ENDED_BY, _open_part),
    **dict.fromkeys(SKIPPED, _skip),
    "table": _open_table,
    "a": _link,
    "/a": _unlink,
    "b": _embolden,
    "/b": _unbold,
    "strong": _embolden,
    "/strong": _unbold,
    "br": _break,
    "br/": _break,
    "/br": _break,
    "hr": _rule,
    "hr/": _rule,
    "img": _image,
    "time": _time,
    "title": _title,
    "meta": _meta,
    "link": _canonical,
}


def _node(state: _State, depth: int) -> int:
    """Index of the node of the open block at that depth, those made that have not held a line yet."""
    made, nodes = state.made, state.out.nodes
    for name, tag in state.stack[len(made) : depth]:
        nodes.append(Node(name, made[-1], tag, len(state.out.lines)))
        made.append(len(nodes) - 1)
    return made[depth - 1]


def _flush(state: _State) -> None:
    """End the line: what was collected becomes one line, or several when line breaks part it."""
    pieces, depth = state.pieces, len(state.stack)
    if state.size:
        name = state.stack[-1][0]
        source = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if name == "li" and state.link == state.size:
            _add_item(state, source)
        else:
            if state.run:
                _end_run(state)
            node, share, bold = _node(state, depth), state.link / state.size, state.bold == state.size
            for part in split_breaks(source, name == "pre") if "\x00" in source or name == "pre" else (source,):
                text = tidy(part)
                if text:
                    state.out.lines.append(Line(text, round(len(text) * share), node, name, bold))
    pieces.clear()
    state.size = state.link = state.bold = 0


def _add_item(state: _State, source: str) -> None:
    """Keep an item of a list that is all link; a list of such items is one line."""
    depth = len(state.stack) - 1
    if state.run and state.run_depth != depth:
        _end_run(state)
    state.run.append(source)
    state.run_depth = depth


def _end_run(state: _State) -> None:
    if state.run:
        text = tidy(" ".join(map(str.strip, state.run)).replace("\x00", " "))
        if text:
            node = _node(state, state.run_depth)
            state.out.lines.append(Line(text, len(text), node, "li", items=len(state.run)))
        state.run.clear()
