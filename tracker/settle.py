"""Settle what many pages say together: traces of all readings in, stories and evidence out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.dedupe import authority, stories
from tracker.model import TIERS, Candidate, Config, Evidence, Figure, Reason, Settlement, Story, Trace


def settle(traces: Iterable[Trace], config: Config, decisions: tuple[()] = ()) -> Settlement:
    """Stories, their spokesmen, corrections and contradictions over all traces.

    The result depends on the set of traces alone: shuffled, they give the same bytes. Evidence is sorted by day,
    target, address and id.
    """
    pages = sorted(traces, key=lambda trace: trace.url)
    told = stories(pages)
    story_of = {url: story for story in told for url in story.urls}
    rows = [row for trace in pages for row in _evidence(trace, story_of.get(trace.url))]
    rows = _one_voice(rows, pages)
    rows = _retracted(rows, pages)
    rows = _contradicted(rows)
    return Settlement(stories=told, evidence=tuple(sorted(rows, key=_order)))


def evidence_id(target: str, url: str, sentence: str) -> str:
    """The stable id of an evidence: target, address and quote."""
    return hashlib.sha256(f"{target}\n{url}\n{sentence}".encode()).hexdigest()[:16]


def _order(row: Evidence) -> tuple[date, str, str, str]:
    return (row.published or date.min, row.target, row.url, row.id)


def _evidence(trace: Trace, story: Story | None) -> list[Evidence]:
    """One row a candidate; a page that cannot count takes all its rows with it."""
    rows: dict[str, Evidence] = {}
    for candidate in trace.candidates:
        why_not = _page_refusal(trace) or candidate.why_not
        row = _row(trace, candidate, story.id if story else "", why_not)
        if row.id not in rows or row.counts > rows[row.id].counts:
            rows[row.id] = row
    return list(rows.values())


def _page_refusal(trace: Trace) -> Reason | None:
    if trace.spam is not None:
        return Reason(code="spam", facts=trace.spam.facts)
    if trace.disposition.code in ("before_statement", "statement"):
        return trace.disposition
    return Reason(code="no_date") if trace.published is None else None


def _row(trace: Trace, candidate: Candidate, story: str, why_not: Reason | None) -> Evidence:
    return Evidence(
        id=evidence_id(candidate.target, trace.url, candidate.sentence),
        target=candidate.target,
        url=trace.url,
        title=trace.title,
        source=trace.source,
        tier=trace.tier,
        published=trace.published,
        first_seen=trace.first_seen,
        page_sha256=trace.page_sha256,
        story=story,
        sentence=candidate.sentence,
        modality=candidate.modality,
        stage=candidate.stage,
        expected=candidate.expected,
        day=candidate.day,
        figure=candidate.figure,
        part=candidate.part,
        counts=why_not is None,
        why_not=why_not,
    )


def _one_voice(rows: Sequence[Evidence], pages: Sequence[Trace]) -> list[Evidence]:
    """In a story one page speaks for each target: the most authoritative and earliest that has evidence of it."""
    rank = {trace.url: authority(trace) for trace in pages}
    speaker: dict[tuple[str, str], str] = {}
    for row in rows:
        key = (row.story, row.target)
        if row.counts and (key not in speaker or rank[row.url] < rank[speaker[key]]):
            speaker[key] = row.url
    return [
        replace(row, counts=False, why_not=Reason(code="repost", facts=(("of", speaker[row.story, row.target]),)))
        if row.counts and speaker[row.story, row.target] != row.url
        else row
        for row in rows
    ]


def _retracted(rows: Sequence[Evidence], pages: Sequence[Trace]) -> list[Evidence]:
    """Figures that a later page of the same publisher, or of a tier as high, declares wrong."""
    takes_back: dict[str, list[tuple[Trace, Candidate]]] = defaultdict(list)
    for trace in pages:
        if trace.spam is None and trace.published is not None:
            for candidate in trace.candidates:
                if candidate.retracts is not None:
                    takes_back[candidate.target].append((trace, candidate))
    settled = []
    for row in rows:
        by = [trace for trace, candidate in takes_back.get(row.target, ()) if _takes_back(trace, candidate, row)]
        if row.counts and by:
            first = min(by, key=lambda trace: (trace.published or date.max, trace.url))
            why_not = Reason(code="retracted", facts=(("by", first.url),))
            row = replace(row, counts=False, why_not=why_not, set_aside_from=first.published)
        settled.append(row)
    return settled


def _takes_back(trace: Trace, candidate: Candidate, row: Evidence) -> bool:
    if row.figure is None or row.published is None or trace.published is None or row.url == trace.url:
        return False
    if candidate.figure is not None and (candidate.figure.start, candidate.figure.end) != (
        row.figure.start,
        row.figure.end,
    ):
        return False
    speaks = row.source == trace.source or TIERS.index(trace.tier) <= TIERS.index(row.tier)
    return speaks and row.published <= trace.published and row.figure.value == candidate.retracts


def _contradicted(rows: Sequence[Evidence]) -> list[Evidence]:
    """Exact figures that a higher tier gives otherwise for the same target, period and basis."""
    groups: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for row in rows:
        if row.counts and row.figure is not None and row.modality == "actual" and row.figure.comparator == "=":
            groups[row.target, _span(row.figure)].append(row)
    refuted: dict[str, Evidence] = {}
    for group in groups.values():
        for row in group:
            better = [
                other
                for other in group
                if TIERS.index(other.tier) < TIERS.index(row.tier)
                and other.figure
                and other.figure.value != _value(row)
            ]
            if better:
                refuted[row.id] = min(better, key=_order)
    return [_refute(row, refuted[row.id]) if row.id in refuted else row for row in rows]


def _refute(row: Evidence, better: Evidence) -> Evidence:
    since = max(filter(None, (better.published, row.published)), default=None)
    facts = (("by", better.url), ("value", str(_value(better))))
    return replace(row, counts=False, why_not=Reason(code="contradicted", facts=facts), set_aside_from=since)


def _value(row: Evidence) -> object:
    return row.figure.value if row.figure else None


def _span(figure: Figure) -> str:
    return f"{figure.start}/{figure.end}/{figure.basis}"
