"""One page as matching sees it: its lines, where every word of every target stands in them, and what is near."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.match.index import Index
from tracker.model import Span
from tracker.passage import MARKS, Known, Line, squeeze

NEAR_LINES = 100  # before a line; more have no paragraph that was written to be read
Hits = dict[int, list[tuple[int, Span]]]  # line -> (word, span in the line's text)
FullNames = dict[int, list[tuple[str, Span]]]  # line -> (target id, span of its subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page with the hits of all targets; `full` tells where a line names a target with all its ideas."""

    index: Index
    page: Sequence[Line]
    hits: Hits
    full: FullNames
    met: Sequence[Known]  # the targets whose ideas the page holds all
    home: bool  # a page without any place speaks of the targets' own
    headings: Sequence[int | None]  # for each line the heading over it
    firsts: Sequence[int]  # for each line the first of its block
    place: str  # what the page is about

    def heading(self, number: int) -> int | None:
        """The line of the heading over a line, if there is one."""
        return self.headings[number]

    def before(self, number: int) -> Iterator[int]:
        """The lines that set a line's scope, the nearest first: those of its block, its heading, the headline.

        Of a block that no one would write as a paragraph, only the last lines.
        """
        first = self.firsts[number]
        yield from range(number - 1, max(first, number - NEAR_LINES) - 1, -1)
        heading = self.headings[number]
        if heading is not None and heading < first:
            yield heading
        if first > 0 and heading != 0:
            yield 0

    def spans(self, known: Known, number: int) -> tuple[tuple[Span, ...], ...]:
        """Where a line holds each idea of a target."""
        line = self.hits.get(number, ())
        words = self.index.words
        return tuple(tuple(span for word, span in line if words[word] in idea) for idea in known.ideas)

    def names_another(self, known: Known, number: int) -> bool:
        """Whether a heading names the subject of another target in words that are not this one's."""
        own = {word for idea in known.ideas for word in idea}
        met = {self.index.words[word] for word, _ in self.hits.get(number, ())} - own
        return any(met & set(other.ideas[other.subject]) for other in self.met if other is not known)

    def rivals(self, known: Known, number: int, own: Sequence[Span]) -> tuple[Span, ...]:
        """Where a line names other targets in full, in words of their own."""
        others = {span for target, span in self.full.get(number, ()) if target != known.target.id}
        return tuple(sorted(span for span in others if not any(_overlap(span, mine) for mine in own)))


def headings(page: Sequence[Line]) -> list[int | None]:
    """For each line the number of the heading over it."""
    found: list[int | None] = []
    last: int | None = None
    for number, line in enumerate(page):
        found.append(last)
        if line.kind == "heading":
            last = number
    return found


def firsts(page: Sequence[Line]) -> list[int]:
    """For each line the number of the first line of its block."""
    found: list[int] = []
    for number, line in enumerate(page):
        found.append(found[-1] if number and page[number - 1].block == line.block else number)
    return found


def find_hits(index: Index, page: Sequence[Line]) -> Hits:
    """Every word of every idea in one pass over the page: line -> (word, span in the line's text)."""
    if index.automaton is None:
        return {}
    squeezed = [squeeze(line.text) for line in page]
    starts = [0]
    for text in squeezed:
        starts.append(starts[-1] + len(text) + 1)
    hits: Hits = defaultdict(list)
    offsets: dict[int, list[int]] = {}
    for word, start, end in index.automaton.find_matches_as_indexes("\n".join(squeezed), overlapping=True):
        number = bisect_right(starts, start) - 1
        begin, stop = start - starts[number], end - starts[number]
        text = page[number].text
        if len(squeezed[number]) != len(text):
            if number not in offsets:
                offsets[number] = [position for position, char in enumerate(text) if char not in MARKS]
            begin, stop = offsets[number][begin], offsets[number][stop - 1] + 1
        hits[number].append((word, (begin, stop)))
    return hits


def full_names(index: Index, hits: Hits, met: Sequence[Known]) -> FullNames:
    """Where a line names a target in full (all its ideas): line -> (target id, span of its subject)."""
    found: FullNames = defaultdict(list)
    for number, line in hits.items():
        words = {index.words[word] for word, _ in line}
        for one in met:
            if all(any(word in words for word in idea) for idea in one.ideas):
                subject = one.ideas[one.subject]
                found[number] += [(one.target.id, span) for word, span in line if index.words[word] in subject]
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
