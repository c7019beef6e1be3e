"""Tell which pages carry the same news: traces in, stories with their spokesmen out, in any order of coming."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from tracker.model import TIERS, Candidate, Story, Trace

ROWS, BANDS, WIDTH = 4, 16, 2  # of the MinHash sketch: pages as alike as 0.5 share a band with a chance of 0.64
ALIKE = 0.6  # share of equal minima from which two bodies are one text
SAME_FIGURES = 0.8  # share of the shorter text's figures that the other must hold
QUOTE_DAYS = 10  # a repost quotes within these days
FACT_DAYS = 3  # and retells within these
MANY_FIGURES = 6  # a page with so many figures, all of them told by the other, is a summary of it


def stories(traces: Sequence[Trace]) -> tuple[Story, ...]:
    """Group pages that tell the same news; spam is never part of a story.

    Two pages belong together when they have one canonical address or one text, when their bodies are near-duplicates
    with the same figures, when one quotes the other's evidence word for word, or, within FACT_DAYS, when one is a
    summary of the other by its figures or tells only facts of the other's in like words. Groups are the connected
    components, so order plays no part.
    """
    pages = sorted((trace for trace in traces if trace.spam is None), key=lambda trace: trace.url)
    parent = list(range(len(pages)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in _edges(pages):
        left, right = find(one), find(other)
        parent[max(left, right)] = min(left, right)
    groups: dict[int, list[Trace]] = defaultdict(list)
    for number, trace in enumerate(pages):
        groups[find(number)].append(trace)
    return tuple(_story(group) for _, group in sorted(groups.items()))


def authority(trace: Trace) -> tuple[int, date, str]:
    """The order in which pages may speak: the more authoritative first, then the earlier."""
    return (TIERS.index(trace.tier), trace.published or date.max, trace.url)


def _story(group: list[Trace]) -> Story:
    ranked = sorted(group, key=authority)
    name = hashlib.sha256(ranked[0].url.encode()).hexdigest()[:12]
    return Story(id=name, spokesman=ranked[0].url, urls=tuple(trace.url for trace in ranked))


def _edges(pages: Sequence[Trace]) -> Iterable[tuple[int, int]]:
    yield from _equal(pages)
    yield from _near_duplicates(pages)
    yield from _retellings(pages)


def _equal(pages: Sequence[Trace]) -> Iterable[tuple[int, int]]:
    seen: dict[str, int] = {}
    for number, trace in enumerate(pages):
        for key in (trace.canonical_url, trace.text_sha256):
            if key and key in seen:
                yield seen[key], number
            elif key:
                seen[key] = number


def _near_duplicates(pages: Sequence[Trace]) -> Iterable[tuple[int, int]]:
    """Candidates by banding, one band at a time so that the memory of a band is free again for the next."""
    for band in range(BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for number, trace in enumerate(pages):
            if trace.sketch:
                buckets[trace.sketch[band * ROWS * WIDTH : (band + 1) * ROWS * WIDTH]].append(number)
        for bucket in buckets.values():
            for position, one in enumerate(bucket):
                for other in bucket[position + 1 : position + 50]:
                    if _same_text(pages[one], pages[other]):
                        yield one, other


def _same_text(one: Trace, other: Trace) -> bool:
    alike = _equal_share(one.sketch, other.sketch)
    if alike < ALIKE:
        return False
    mine, theirs = _pieces(one.figures), _pieces(other.figures)
    if not mine or not theirs:
        return alike >= 0.9 and mine == theirs
    return len(mine & theirs) >= SAME_FIGURES * min(len(mine), len(theirs)) and _same_days(one, other)


def _same_days(one: Trace, other: Trace) -> bool:
    """This month's bulletin may repeat last month's words and many of its figures."""
    if one.published is None or other.published is None:
        return True
    mine, theirs = _pieces(one.figures), _pieces(other.figures)
    apart = abs((one.published - other.published).days)
    return apart <= QUOTE_DAYS or mine == theirs


def _equal_share(one: bytes, other: bytes) -> float:
    same = sum(one[at : at + WIDTH] == other[at : at + WIDTH] for at in range(0, len(one), WIDTH))
    return same / (len(one) // WIDTH)


def _pieces(figures: bytes) -> set[bytes]:
    return {figures[at : at + 4] for at in range(0, len(figures), 4)}


# ---- retellings -----------------------------------------------------------------------------------------------------

_Fact = tuple[str, ...]


def _retellings(pages: Sequence[Trace]) -> Iterable[tuple[int, int]]:
    """Pages that share a fact, from different sites and near in time, and of which one tells nothing of its own."""
    by_fact: dict[_Fact, list[int]] = defaultdict(list)
    facts: dict[int, dict[_Fact, Candidate]] = {}
    for number, trace in enumerate(pages):
        told = {_fact(row): row for row in trace.candidates if row.why_not is None}
        if told and trace.published is not None:
            facts[number] = told
            for fact in told:
                by_fact[fact].append(number)
    seen = set()
    for _, numbers in sorted(by_fact.items()):
        for position, one in enumerate(numbers):
            for other in numbers[position + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    if _retold(pages[one], pages[other], facts[one], facts[other]):
                        yield one, other


def _retold(one: Trace, other: Trace, mine: dict[_Fact, Candidate], theirs: dict[_Fact, Candidate]) -> bool:
    assert one.published is not None and other.published is not None
    apart = abs((one.published - other.published).days)
    if apart > QUOTE_DAYS or urlsplit(one.url).hostname == urlsplit(other.url).hostname:
        return False
    shared = [fact for fact in mine if fact in theirs]
    if any(_quotes(mine[fact].sentence, theirs[fact].sentence) for fact in shared):
        return True
    figures = _pieces(one.figures), _pieces(other.figures)
    overlap = len(figures[0] & figures[1]) / max(1, min(map(len, figures)))
    if apart <= FACT_DAYS and overlap >= 0.95 and min(map(len, figures)) >= MANY_FIGURES:
        return True
    firm = [{fact for fact in told if fact[1] != "ongoing"} for told in (mine, theirs)]
    if apart > FACT_DAYS or not (firm[0] & firm[1]) or not (firm[0] <= firm[1] or firm[1] <= firm[0]):
        return False
    alike = max(_overlap(mine[fact].sentence, theirs[fact].sentence) for fact in firm[0] & firm[1])
    return overlap + alike >= 1.0 or overlap >= 0.6


def _fact(row: Candidate) -> _Fact:
    if row.figure is not None:
        figure = row.figure
        return (row.target, "figure", str(figure.value), str(figure.start), str(figure.end), row.modality)
    return (row.target, row.stage or "", str(row.expected), row.modality)


def _quotes(one: str, other: str) -> bool:
    """One sentence holds the other word for word, marks and blanks aside."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return len(short) >= 16 and short in long


def _overlap(one: str, other: str) -> float:
    """Share of the shorter sentence's character pairs that stand in the other too."""
    mine, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (_letters(one), _letters(other)))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
