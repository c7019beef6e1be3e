"""The lines of a page that are its article in; its blocks, told apart into text, headings, captions and tables, out."""

from __future__ import annotations

from dataclasses import replace

from tracker.extract import wording
from tracker.extract.flow import Flow, Line
from tracker.extract.tables import unit_in
from tracker.model import Block

_HEADING_CHARS = 40
_CAPTION_CHARS = 90
_UNIT_CHARS = 30


def blocks(page: Flow, kept: tuple[int, ...]) -> tuple[Block, ...]:
    """Blocks of the lines `kept`, in reading order; kinds as in the model."""
    found: list[Block] = []
    for at in kept:
        block = _block(page, at)
        if block.table is not None and not block.table.unit and found and len(found[-1].text) <= _UNIT_CHARS:
            block = replace(block, table=replace(block.table, unit=unit_in(found[-1].text)))
        found.append(block)
    return tuple(found)


def _block(page: Flow, at: int) -> Block:
    line = page.lines[at]
    if line.table is not None:
        return Block(kind="table", table=line.table)
    if _is_caption(page, at):
        return Block(kind="caption", text=line.text)
    return Block(kind="heading" if _is_heading(line) else "paragraph", text=line.text)


def _is_heading(line: Line) -> bool:
    if line.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return True
    return line.bold and len(line.text) <= _HEADING_CHARS and line.text[-1] not in "。；，;"


def _is_caption(page: Flow, at: int) -> bool:
    line = page.lines[at]
    if line.name == "figcaption" or _named_caption(page, line.node):
        return True
    if len(line.text) > _CAPTION_CHARS:
        return False
    near = at in page.images or at + 1 in page.images
    if line.text.startswith(wording.CAPTION_SIGNS):
        return not _is_bullet(page, at) and (near or bool(wording.CAPTION_NEAR.search(line.text)))
    return bool(wording.CAPTION_SURE.match(line.text)) or (near and bool(wording.CAPTION_NEAR.search(line.text)))


def _is_bullet(page: Flow, at: int) -> bool:
    """True when the line before or after begins with the same sign."""
    beside = page.lines[max(0, at - 1) : at] + page.lines[at + 1 : at + 2]
    return any(line.text[:1] == page.lines[at].text[0] for line in beside)


def _named_caption(page: Flow, node: int) -> bool:
    """True within a block whose class says caption, or a figure, up to three blocks above the line."""
    for _ in range(3):
        block = page.nodes[node]
        if block.name == "figcaption" or wording.is_caption(page.names_of(block)):
            return block.end - block.start <= 2
        if block.parent < 0:
            return False
        node = block.parent
    return False
