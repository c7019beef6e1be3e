"""Find what mentions targets: compiled targets and a page's lines in, passages with the guards' verdicts out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracker.match.guards import not_about, page_place, phase_guard, place_guard
from tracker.match.index import Index, compile_targets
from tracker.match.look import NEAR_LINES, Look, find_hits, firsts, full_names, headings
from tracker.match.reference import is_referred, points_back
from tracker.model import Span
from tracker.passage import PHASE, Known, Line, Passage

__all__ = ["Index", "Miss", "compile_targets", "is_mentioned", "match", "misses"]

LOOK_BACK = 3  # blocks before a sentence that may hold its less specific ideas


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A line that holds ideas of a target and is no passage of it.

    ideas: where it holds each. missing: the numbers of those that stand neither in it nor near it. code: `not_named`
    (it neither names the thing nor refers to it), `idea_missing`, or `too_short` (a name that may be anything's).
    """

    line: int
    ideas: tuple[tuple[Span, ...], ...]
    missing: tuple[int, ...]
    code: str


def match(index: Index, page: Sequence[Line], home: bool = False) -> tuple[Passage, ...]:
    """The matches of a page's lines, by line and target; those a guard rules out carry `why_not`.

    home: the page's publisher is one of the place's own, so that figures without any place are the place's.

    All ideas of a target must be met: the one that names it (the subject) in the line itself or by a reference
    (该绿道), the others there, earlier in the paragraph, in the heading above it or in the headline, and for a thing
    that is no metric of the whole place also in the LOOK_BACK paragraphs before, under the same heading.
    """
    look = _look(index, page, home)
    found: list[Passage] = []
    for one in look.met:
        found += _passages(look, one)
    return tuple(sorted(found, key=lambda row: (row.line, row.known.target.id)))


def misses(index: Index, page: Sequence[Line], known: Known, home: bool = False) -> tuple[Miss, ...]:
    """The lines in which `match` met ideas of a target in vain, also where the page as a whole lacks one."""
    found: list[Miss] = []
    _passages(_look(index, page, home), known, found.append)
    return tuple(found)


def _look(index: Index, page: Sequence[Line], home: bool) -> Look:
    hits = find_hits(index, page)
    met = _met(index, {word for line in hits.values() for word, _ in line})
    return Look(
        index=index,
        page=page,
        hits=hits,
        full=full_names(index, hits, met),
        met=met,
        home=home,
        headings=headings(page),
        firsts=firsts(page),
        place=page_place(index, page, home),
    )


def is_mentioned(index: Index, squeezed: str) -> bool:
    """Whether a page's whole text, normalised and squeezed, holds all ideas of any target; most pages do not."""
    if index.automaton is None:
        return False
    found = index.automaton.find_matches_as_indexes(squeezed, overlapping=True)
    return bool(_met(index, {word for word, _, _ in found}))


def _met(index: Index, present: set[int]) -> list[Known]:
    """The targets of which every idea is met by one of the words that are present."""
    numbers = sorted({target for word in present for target in index.anchored[word]})
    candidates = (index.known[number] for number in numbers)
    return [
        one for one in candidates if all(any(index.numbers[word] in present for word in idea) for idea in one.ideas)
    ]


def _passages(look: Look, known: Known, missed: Callable[[Miss], None] | None = None) -> list[Passage]:
    """The passages of one target; `missed` is told of the other lines that hold ideas of it."""
    found: list[Passage] = []
    named: Passage | None = None  # the last passage that names the target itself
    for number, line in enumerate(look.page):
        if line.kind in ("title", "heading", "table"):
            continue
        spans = look.spans(known, number)
        before = found[-1].line if found else None
        named_here = bool(spans[known.subject]) or is_referred(look, known, number, before)
        if code := _refusal(look, known, number, spans) if named_here else "not_named":
            if missed is not None and any(spans):
                missed(Miss(line=number, ideas=spans, missing=_missing(look, known, number, spans), code=code))
            continue
        passage = _passage(look, known, number, spans)
        if passage.subject is not None:
            named = passage
        elif line.kind == "sentence" and named and named.why_not and named.why_not.code in ("other_place", "not_about"):
            passage = replace(passage, why_not=passage.why_not or named.why_not)  # it points back at the other thing
        found.append(passage)
    return found


def _is_too_short(look: Look, known: Known, number: int, spans: tuple[tuple[Span, ...], ...]) -> bool:
    """A milestone's name of two letters (a firm, a village) may be anything's: it needs another idea or a reference."""
    if known.target.kind != "milestone":
        return False
    short = bool(spans[known.subject]) and all(end - start <= 2 for start, end in spans[known.subject])
    alone = len(spans) > 1 and not any(found for idea, found in enumerate(spans) if idea != known.subject)
    return short and alone and not points_back(look, known, number)


def _refusal(look: Look, known: Known, number: int, spans: tuple[tuple[Span, ...], ...]) -> str:
    """Why a line that names or means the thing is no passage of it; empty if it is one."""
    if _missing(look, known, number, spans):
        return "idea_missing"
    return "too_short" if _is_too_short(look, known, number, spans) else ""


def _missing(look: Look, known: Known, number: int, spans: tuple[tuple[Span, ...], ...]) -> tuple[int, ...]:
    """The ideas that a line lacks and that do not stand near it either: see `match`."""
    lacking = [idea for idea, found in enumerate(spans) if not found]
    if not lacking:
        return ()
    counted = known.target.kind == "quantity" and not known.measured
    # What is counted must be named beside its count.
    beside = [idea for idea in lacking if counted and idea != known.subject and not _is_phase(known.ideas[idea])]
    back = 0 if known.measured else LOOK_BACK
    far = (idea for idea in lacking if idea not in beside and not _near_line(look, number, known.ideas[idea], back))
    return tuple(sorted((*beside, *far)))


def _is_phase(idea: tuple[str, ...]) -> bool:
    return any(PHASE.search(word) for word in idea)


def _near_line(look: Look, number: int, idea: tuple[str, ...], back: int) -> bool:
    words = {look.index.numbers[word] for word in idea}
    block, heading = look.page[number].block, look.heading(number)
    far = {0} if heading is None else {0, heading}
    near_lines = range(number - 1, max(0, number - NEAR_LINES), -1)
    for other in (*near_lines, *(far - set(near_lines) if number else ())):
        line = look.page[other]
        under = heading is None or other > heading
        near = line.kind == "title" or other == heading or (under and line.block >= block - back)
        if near and any(word in words for word, _ in look.hits.get(other, ())):
            return True
    return False


def _passage(look: Look, known: Known, number: int, spans: tuple[tuple[Span, ...], ...]) -> Passage:
    subject = spans[known.subject][0] if spans[known.subject] else None
    own = [span for idea in spans for span in idea]
    rivals = look.rivals(known, number, own)
    found = Passage(known=known, line=number, subject=subject, ideas=spans, rivals=rivals)
    why_not = phase_guard(look, known, number) or not_about(look, found) or place_guard(look, found)
    return found if why_not is None else replace(found, why_not=why_not)
