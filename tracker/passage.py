"""What matching and measuring look at: an article cut into lines, and the passages of it that mention a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tracker.language import Language
from tracker.model import Article, Block, Reason, Span, Table, Target

# Marks that stand inside names without changing them: 森林公园（三期）, “双减”, 《行动方案》.
MARKS = frozenset(" \t\u2009\u200b\u3000()（）[]【】“”\"'‘’《》〈〉「」『』·•—")
_MARK = re.compile("[" + re.escape("".join(sorted(MARKS))) + "]+")
_LIST = re.compile(r"、|以及|和|与|及|，")
# What goes on (连同…, 其中…) belongs to the statement before.
_SEMICOLON = re.compile(r"；(?!连同|加上|其中|并|而|且|但|以及|还|也|不过)(?=[^；]{10})")
PHASE = re.compile(
    r"(?:第?([一二三四五六七八九十\d]++(?:[、和及与][一二三四五六七八九十\d]++)*+)(期|轮))(?!间|望|待|末|初|货|限|刊)"
)
_LONGEST = 800  # characters of a line: the time of reading one grows with the square of its length
_CUTS = "，,；;：、 "
_DIGITS = str.maketrans("123456789", "一二三四五六七八九")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, heading, headline, table row, or a table's caption with its head.

    `text` is normalised and as long as `verbatim`.
    """

    kind: Literal["title", "heading", "sentence", "table", "row"]
    block: int  # number of its block; the headline is -1
    text: str
    verbatim: str
    table: Table | None = None
    row: int = 0  # into table.rows
    page_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One target made ready: `words` per idea; `subject` is the number of the idea that names the thing itself."""

    target: Target
    ideas: tuple[tuple[str, ...], ...]
    subject: int
    phases: frozenset[tuple[str, str]]
    measured: bool  # a figure of the whole place, such as its industries' revenue, and not of a named thing
    not_about: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A line that mentions a target. Spans are offsets into the line's text; `subject` is None where it is referred to.

    rivals: where the line names the subjects of other targets.
    """

    known: Known
    line: int
    subject: Span | None
    ideas: tuple[tuple[Span, ...], ...]
    rivals: tuple[Span, ...]
    why_not: Reason | None = None


def lines(article: Article, language: Language) -> tuple[Line, ...]:
    """The article's lines in reading order, the headline first; captions are left out, for they show other days."""
    first = 1 if any(block.page_number for block in article.blocks) else None
    text = language.normalise(article.title)
    found = [Line(kind="title", block=-1, text=text, verbatim=article.title, page_number=first)]
    for number, block in enumerate(article.blocks):
        if block.table is not None:
            found += _rows(number, block, block.table, language)
        elif block.kind == "heading" and len(block.text) <= _LONGEST:
            text, on = language.normalise(block.text), block.page_number
            found.append(Line(kind="heading", block=number, text=text, verbatim=block.text, page_number=on))
        elif block.kind != "caption":
            found += _sentences(number, block, language)
    return tuple(found)


def _sentences(number: int, block: Block, language: Language) -> list[Line]:
    verbatim, text = block.text, language.normalise(block.text)
    return [
        Line(
            kind="sentence",
            block=number,
            text=text[start:end],
            verbatim=verbatim[start:end],
            page_number=_page_number(block, start),
        )
        for sentence in language.sentences(text)
        for start, end in _statements(text, sentence)
    ]


def _page_number(block: Block, offset: int) -> int | None:
    """The page of a document on which the text of a block stands at an offset."""
    if block.page_number is None:
        return None
    return block.page_number + sum(turn <= offset for turn in block.turns)


def _statements(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence between its ；: official prose lists in them what would be sentences elsewhere."""
    ends = [found.end() for found in _SEMICOLON.finditer(text, *sentence)]
    starts = [sentence[0], *ends]
    found = [span for span in zip(starts, [*ends, sentence[1]], strict=True) if span[0] < span[1]]
    if sentence[1] - sentence[0] <= _LONGEST:
        return found
    return [part for span in found for part in _parted(text, span)]


def _parted(text: str, span: Span) -> Iterator[Span]:
    """A run of text that no one would write as a sentence, cut at the last comma or blank before each limit."""
    start, end = span
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in _CUTS) + 1 or start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _rows(number: int, block: Block, table: Table, language: Language) -> list[Line]:
    on = block.page_number
    over = table.over[:_LONGEST]
    rows = [Line(kind="table", block=number, text=language.normalise(over), verbatim=over, table=table, page_number=on)]
    for position, cells in enumerate(table.rows):
        verbatim = " ".join(cells)[:_LONGEST]
        text = language.normalise(verbatim)
        rows.append(
            Line(
                kind="row",
                block=number,
                text=text,
                verbatim=verbatim,
                table=table,
                row=position,
                page_number=on,
            )
        )
    return rows


@lru_cache(maxsize=64)
def clauses(text: str) -> tuple[Span, ...]:
    """Spans of the clauses of a normalised sentence, cut at commas, semicolons, colons, full stops and cell borders."""
    spans: list[Span] = []
    start = 0
    for position, char in enumerate(text):
        if char in "，；：。！？,;!? " and not _inside_number(text, position):
            if position > start:
                spans.append((start, position))
            start = position + 1
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def list_members(text: str, span: Span) -> list[Span]:
    """Spans of the members of a list joined by 、 and 和, such as the subjects that 分别 deals figures out to."""
    members, start = [], span[0]
    for mark in _LIST.finditer(text, span[0], span[1]):
        members.append((start, mark.start()))
        start = mark.end()
    members.append((start, span[1]))
    return [member for member in members if member[0] < member[1]]


def _inside_number(text: str, position: int) -> bool:
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return len(around) == 2 and around.isdigit() and around.isascii()


def squeeze(text: str) -> str:
    """Normalised text without blanks, brackets and quotation marks."""
    return _MARK.sub("", text)


def phases(text: str) -> frozenset[tuple[str, str]]:
    """The phases and rounds a text names: 一、二期 -> {(一, 期), (二, 期)}; 二三期 likewise."""
    found = {("一", "期")} if "首期" in text else set()
    text = text.translate(_DIGITS)
    for numbers, family in PHASE.findall(text):
        if (len(numbers) == 2 and numbers[0] == "十") or not re.search(r"[一二三四五六七八九]{2}|、|和|及|与", numbers):
            found.add((numbers, family))
        else:
            found |= {(digit, family) for digit in numbers if digit not in "、和及与"}
    return frozenset(found)
