"""A page, the compiled targets and one of them come in; each step by which it counts or does not goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.documents import document_kind
from tracker.extract.days import day_in_address
from tracker.extract.decode import decode
from tracker.match import Index, Miss, misses
from tracker.measure import Finding, Weighed, measure, weigh
from tracker.model import Candidate, Evidence, Page, Quantity, Reason, Span, StageMention, Tier
from tracker.passage import Known, Line, Passage, lines
from tracker.read import Study, disposition, scene_of
from tracker.reading.one import study_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure or a stage in a sentence. taken: it speaks for the sentence. why_not: why it cannot.

    Neither taken nor with a reason: of another form than the goal asks for, or another speaks.
    """

    said: Quantity | StageMention
    taken: bool
    fits: bool
    why_not: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sentence or row that holds ideas of the target.

    met: the words met in it, by idea. missing: the numbers of the ideas that neither it nor what stands near it has.
    code: why it is no passage (`not_named`, `idea_missing`, `too_short`), '' for one. guard: what rules a passage out.
    candidate: what was read from it. evidence: what that became.
    """

    sentence: str
    met: tuple[tuple[str, ...], ...]
    missing: tuple[int, ...]
    code: str
    guard: Reason | None = None
    said: tuple[Said, ...] = ()
    candidate: Candidate | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTold:
    """decoded: how its encoding was found (mark, utf8, label, guess, document, lost where characters were).

    day_from: who gives its day (person, list, address, page, none). on_page: for each idea whether the page has it.
    """

    url: str
    canonical_url: str
    page_sha256: str
    encoding: str
    decoded: str
    damaged: bool
    title: str
    published: date | None
    day_from: str
    publisher: str
    source: str
    tier: Tier
    declared: bool
    disposition: Reason
    ideas: tuple[tuple[str, ...], ...]
    on_page: tuple[bool, ...]
    steps: tuple[Step, ...]


def explain_page(page: Page, index: Index, target: str, rows: Iterable[Evidence] = ()) -> PageTold:
    """Read a page as the reader does, and tell each step for one target. rows: the evidence of the target and page."""
    seen = study_page(page, index)
    known = next(one for one in index.known if one.target.id == target)
    evidence = {row.sentence: row for row in rows if row.url == page.url}
    article = seen.article
    return PageTold(
        url=page.url,
        canonical_url=article.canonical_url,
        page_sha256=page.sha256,
        encoding=article.encoding,
        decoded=_decoded(page),
        damaged=article.damaged,
        title=article.title,
        published=article.published,
        day_from=_day_from(page, seen),
        publisher=article.publisher,
        source=seen.source,
        tier=seen.tier,
        declared=seen.declared,
        disposition=disposition(seen, index),
        ideas=known.target.about,
        on_page=tuple(any(word in f"{seen.headline}\n{seen.body}" for word in idea) for idea in known.ideas),
        steps=_steps(seen, index, known, evidence),
    )


def _decoded(page: Page) -> str:
    if document_kind(page):
        return "document"
    found = decode(page.body, page.content_type)
    if found.encoding.startswith(("utf-16", "utf-32")) or page.body.startswith(b"\xef\xbb\xbf"):
        return "mark"
    return "guess" if found.guessed else "utf8" if found.encoding == "utf-8" else "label"


def _day_from(page: Page, seen: Study) -> str:
    day = seen.article.published
    if day is None:
        return "none"
    if page.told is not None and page.told.published:
        return "person"
    if seen.article.listed:
        return "list"
    return "address" if day == day_in_address(page.url, page.fetched.date()) else "page"


def _steps(seen: Study, index: Index, known: Known, evidence: dict[str, Evidence]) -> tuple[Step, ...]:
    """Passages and near ones in the order of the page."""
    scene = scene_of(seen, index)
    steps: list[tuple[int, Step]] = []
    for passage in seen.passages:
        if passage.known is known:
            candidate = measure(scene, passage)
            told = _said(weigh(scene, passage), candidate)
            steps.append((passage.line, _passage_step(seen.lines, passage, told, (candidate, evidence))))
    text = seen.lines or lines(seen.article, index.language)
    steps += [(miss.line, miss_step(text, miss)) for miss in misses(index, text, known, seen.home)]
    return tuple(step for _, step in sorted(steps, key=lambda row: row[0]))


def _passage_step(
    page: tuple[Line, ...], passage: Passage, said: tuple[Said, ...], read: tuple[Candidate, dict[str, Evidence]]
) -> Step:
    candidate, evidence = read
    return Step(
        sentence=page[passage.line].verbatim.strip(),
        met=_words(page[passage.line].text, passage.ideas),
        missing=(),
        code="",
        guard=passage.why_not,
        said=said,
        candidate=candidate,
        evidence=evidence.get(candidate.sentence),
    )


def miss_step(page: tuple[Line, ...], miss: Miss) -> Step:
    """A line that is no passage."""
    line = page[miss.line]
    met = _words(line.text, miss.ideas)
    return Step(sentence=line.verbatim.strip(), met=met, missing=miss.missing, code=miss.code)


def _words(text: str, ideas: tuple[tuple[Span, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(text[start:end] for start, end in spans)) for spans in ideas)


def _said(weighed: Iterable[Weighed], candidate: Candidate) -> tuple[Said, ...]:
    return tuple(
        Said(
            said=said,
            fits=found is not None,
            why_not=found.why_not if found else None,
            taken=found is not None and found.why_not is None and _speaks(found, candidate),
        )
        for said, found in weighed
    )


def _speaks(found: Finding, candidate: Candidate) -> bool:
    """Whether the candidate says what was found."""
    if found.figure is not None or candidate.figure is not None:
        return found.figure == candidate.figure
    return (found.stage, found.expected, found.modality) == (candidate.stage, candidate.expected, candidate.modality)
