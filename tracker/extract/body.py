"""Lines of a page in; those that are the article's body, as a range and a mask, out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from tracker.extract import wording
from tracker.extract.flow import Flow, Line, Node
from tracker.extract.trim import trim

_GOOD_CHARS = 12  # a shorter line says nothing about where the text is
_DOMINANT = 0.6  # share of a page's text that no side block holds
_LINKED = 0.5  # share of link characters from which on a line is a link
_ALMOST_ALL = 0.97  # share that comments may hold and still be comments
_LIST_LINKED = 0.6  # share of link characters from which on a block is a list of links
_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Body:
    """Indices of the lines of the body, in page order; `first` is where it begins, for what stands above it."""

    kept: tuple[int, ...]
    first: int
    end: int


def find_body(page: Flow, title: str, title_at: int, forum: bool) -> Body:
    """Choose the block whose lines add up to most text, links and side blocks counting against it, and clean it."""
    if not page.lines:
        return Body((), 0, 0)
    worth = [_worth(line) for line in page.lines]
    sums = [0.0, *accumulate(max(0.0, value) for value in worth)]
    out = [False] * len(worth)
    marks = _Marks(sums, out, title_at, forum)
    _mark_side_blocks(page, [node for node in page.nodes if sums[node.start] < sums[node.end]], marks)
    _mark_parts(page, marks)
    scores = [min(-1.0, -value) if aside else value for value, aside in zip(worth, out, strict=True)]
    start, end = _best_range(page, scores)
    # Side blocks without sentences do not matter for the choice, but within it.
    _mark_side_blocks(page, [node for node in page.nodes if start <= node.start < node.end <= end], marks)
    kept = [at for at in range(start, end) if not out[at]]
    kept = _without_link_blocks(page, kept, start, end)
    kept = _after_title(kept, title_at, worth)
    kept = trim(page, kept, title, forum)
    return Body(tuple(kept), kept[0], kept[-1] + 1) if kept else Body((), start, end)


def _worth(line: Line) -> float:
    """Characters of running text, less those of links: positive for sentences, negative for lists of links."""
    if line.table is not None:
        return 4.0 * (len(line.table.rows) + 1)
    size = len(line.text)
    if line.link > size * _LINKED:
        return -min(40.0 * line.items, float(size))
    is_part = line.name == "p" and not line.link
    if size < _GOOD_CHARS and not is_part:
        return -2.0
    marks = _sentence_marks(line.text) if size >= _GOOD_CHARS else 0
    if not marks and size < 40 and not is_part:
        return -2.0
    if size < 80 and (wording.ABOUT_LINE.match(line.text) or wording.NOISE_LINE.match(line.text)):
        return -2.0
    if not marks:
        # An address to readers, a signature: they belong to the paragraphs beside them.
        return 6.0 if size >= 40 else 1.0 if is_part else -2.0
    return size + 5.0 * min(marks, size // 8) - 2.0 * line.link


def _sentence_marks(text: str) -> int:
    """How many marks of sentences a text has; counting the Chinese ones is much quicker than to look for all."""
    return sum(map(text.count, "，。、；：！？“”「」")) or len(wording.SENTENCE.findall(text))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What marking lines as side matter needs. sums: running sums of good text; out: the marks, changed in place."""

    sums: list[float]
    out: list[bool]
    title_at: int
    forum: bool

    def mark(self, start: int, end: int, limit: float) -> bool:
        """Mark the lines unless they hold the title or more than `limit` of the page's text; tell whether so."""
        text = self.sums[end] - self.sums[start]
        fits = start < end and text <= self.sums[-1] * limit and not start <= self.title_at < end
        if fits:
            self.out[start:end] = [True] * (end - start)
        return fits


def _mark_side_blocks(page: Flow, nodes: list[Node], marks: _Marks) -> None:
    """Mark blocks that are named as side matter, or are nav, aside or footer."""
    for node in nodes:
        limit = _side(page, node, marks.forum)
        if limit:
            marks.mark(node.start, node.end, limit)


def _mark_parts(page: Flow, marks: _Marks) -> None:
    """Mark what stands below a heading such as 相关阅读 or 网友评论."""
    for at, line in enumerate(page.lines):
        text = line.text
        if not marks.out[at] and 0 < len(text) < 24 and text[0] in wording.END_FIRST and wording.END_MARK.match(text):
            comments = "评" in text or "評" in text or "跟" in text
            limit = 0.0 if marks.forum else _ALMOST_ALL if marks.sums[at] > 60 and comments else _DOMINANT
            any(marks.mark(at, end, limit) for end in _ends_of_part(page.nodes, line.node, at))


def _ends_of_part(nodes: list[Node], node: int, at: int) -> list[int]:
    """Where the part may end that the line `at` is the heading of, the farthest first.

    That is the end of the outermost block that it opens; when it opens none with more in it, of the block around it.
    """
    ends: list[int] = []
    while node >= 0 and nodes[node].start == at:
        ends.append(nodes[node].end)
        node = nodes[node].parent
    if (not ends or ends[-1] == at + 1) and node >= 0:
        ends.append(nodes[node].end)
    return sorted(set(ends), reverse=True)


def _side(page: Flow, node: Node, forum: bool) -> float:
    """The share of the page's text that such a block may hold and still be none of the article; 0 for none."""
    if node.name in ("nav", "aside", "footer"):
        return _DOMINANT
    names = page.names_of(node)
    if not forum and names and wording.is_comments(names):
        return _ALMOST_ALL
    return _DOMINANT if names and wording.is_aside(names) else 0.0


def _best_range(page: Flow, scores: list[float]) -> tuple[int, int]:
    sums = [0.0, *accumulate(scores)]
    best = (0.0, 0, 0, len(scores))
    for depth, node in enumerate(page.nodes):
        total = sums[node.end] - sums[node.start]
        # Of blocks with the same text the innermost; a well-named one may lose a line or two.
        if total * (1.0 + _SPREAD) < best[0] or total <= 0:
            continue
        if wording.is_content(page.names_of(node)):
            total *= 1.0 + _SPREAD
        if (total, depth) > best[:2]:
            best = (total, depth, node.start, node.end)
    return best[2], best[3]


def _without_link_blocks(page: Flow, kept: list[int], start: int, end: int) -> list[int]:
    """Drop lists of links within the body: blocks of two lines or more that are links for the most part."""
    drop: set[int] = set()
    chosen = set(kept)
    for node in page.nodes:
        inside = start <= node.start and node.end <= end and node.end - node.start < end - start
        if inside and node.end - node.start >= 2:
            lines = [page.lines[at] for at in range(node.start, node.end) if at in chosen]
            size = sum(len(line.text) for line in lines)
            if size and sum(line.link for line in lines) > size * _LIST_LINKED:
                drop.update(range(node.start, node.end))
    return [at for at in kept if at not in drop]


def _after_title(kept: list[int], title_at: int, worth: list[float]) -> list[int]:
    """Drop what stands above the title, unless it holds most of the text."""
    if title_at < 0:
        return kept
    below = [at for at in kept if at > title_at]
    gone = sum(max(0.0, worth[at]) for at in kept if at <= title_at)
    return below if gone <= 0.3 * sum(max(0.0, worth[at]) for at in below) else kept
