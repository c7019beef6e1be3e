"""Settle what many pages say together: traces of all readings and people's decisions in, stories and evidence out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tracker.decisions import Ruling, evidence_id, rulings, told
from tracker.decisions.applying import ruled
from tracker.dedupe import Card, card, claims, reworded, spokesmen, stories, story_id, trait
from tracker.language import language
from tracker.model import TIERS, Candidate, Config, Decision, Evidence, Figure, Reason, Settlement, Story, Tier, Trace

TEXTS = "zh"  # the language of the pages, whatever that of the reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """A settlement as it comes about; each part may be gone through once. Stories are in order of their spokesmen's
    addresses, evidence in order of address and, within a page, of its candidates."""

    stories: Iterator[Story]
    evidence: Iterator[Evidence]


def settle(traces: Iterable[Trace], config: Config, decisions: Iterable[Decision] = ()) -> Settlement:
    """Stories, their spokesmen, corrections, contradictions and people's decisions over all traces.

    The result depends on the sets of traces and decisions alone: shuffled, they give the same bytes. Evidence is sorted
    by day, target, address and id. For as many traces as fit into memory.
    """
    pages = sorted(traces, key=lambda trace: trace.url)
    settling = settle_streamed(lambda: pages, config, decisions)
    return Settlement(stories=tuple(settling.stories), evidence=tuple(sorted(settling.evidence, key=_order)))


def settle_streamed(
    traces: Callable[[], Iterable[Trace]], config: Config, decisions: Iterable[Decision] = ()
) -> Settling:
    """The same for any number of traces: `traces` gives them in order of address, the same each time it is called.

    It is called three times; of a page no more than its card is held. Which pages tell one story is a matter of the
    pages, whatever people decide of their sentences.
    """
    normalise = language(TEXTS).normalise
    decided = _followed(rulings(decisions), config)
    cards: list[Card] = []
    corrections: dict[tuple[str, Decimal], list[_Correction]] = defaultdict(list)
    for trace in traces():
        for row in _corrections(trace, decided):
            corrections[row.target, row.value].append(row)
        if trace.spam is None:
            cards.append(card(trace, normalise, speaks=_page_refusal(trace) is None))
    leaders = spokesmen(cards)
    denied = _denied(decided, cards, leaders)
    speaker = _speakers(cards, leaders, denied)
    hearing = _Hearing(
        cards=cards, spokesman=leaders, speaker=speaker, corrections=corrections, decided=decided, denied=denied
    )
    best = _best_figures(row for trace in traces() if hearing.may_measure(trace) for row in _heard(trace, hearing))
    evidence = (_weighed(row, best) for trace in traces() if hearing.has_rows(trace) for row in _heard(trace, hearing))
    return Settling(stories=stories(cards, leaders), evidence=evidence)


def _order(row: Evidence) -> tuple[date, str, str, str]:
    return (row.published or date.min, row.target, row.url, row.id)


# ---- one page -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Correction:
    """A page that declares a figure of a target wrong."""

    target: str
    value: Decimal
    span: tuple[date | None, date | None] | None  # the period, where the page names it
    url: str
    source: str
    tier: Tier
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    """What must be known of all pages to say whether a sentence of one counts."""

    cards: Sequence[Card]
    spokesman: Sequence[int]
    speaker: dict[tuple[int, str], int]
    corrections: dict[tuple[str, Decimal], list[_Correction]]
    decided: Mapping[str, Sequence[Ruling]]  # by address
    denied: _Denied

    def has_rows(self, trace: Trace) -> bool:
        return bool(trace.candidates) or trace.url in self.decided

    def may_measure(self, trace: Trace) -> bool:
        """Whether a row of the page may have a figure that counts."""
        return trace.url in self.decided or any(
            row.figure is not None and row.why_not is None for row in trace.candidates
        )


def _heard(trace: Trace, hearing: _Hearing) -> list[Evidence]:
    """The evidence of a page, contradictions not yet weighed: one row a sentence and target."""
    number = _number(trace.url, hearing.cards) if trace.spam is None else None
    leader = hearing.spokesman[number] if number is not None else None
    story = story_id(hearing.cards[leader].url) if leader is not None else ""
    refusal = _page_refusal(trace)
    rows: dict[str, Evidence] = {}
    for candidate in trace.candidates:
        why_not = refusal or candidate.why_not or _denial(candidate, leader, hearing.denied)
        row = _row(trace, candidate, story, why_not)
        if row.id not in rows or row.counts > rows[row.id].counts:
            rows[row.id] = row
    heard = {name: _corrected(_one_voice(row, number, leader, hearing), hearing) for name, row in rows.items()}
    if (decided := hearing.decided.get(trace.url)) is not None:
        heard = ruled(heard, decided, lambda ruling: _row_anew(trace, ruling, story), _are_versions)
    return list(heard.values())


def _number(url: str, cards: Sequence[Card]) -> int:
    return bisect_left(cards, url, key=lambda one: one.url)


def _page_refusal(trace: Trace) -> Reason | None:
    """A page that cannot count takes all its rows with it."""
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
        page_number=candidate.page_number,
    )


# ---- decisions ------------------------------------------------------------------------------------------------------

# What people do not let count, by the story (the number of its spokesman) and a trait of the sentence.
_Denied = Mapping[tuple[int, bytes], Ruling]


def _followed(decided: Mapping[str, Sequence[Ruling]], config: Config) -> dict[str, tuple[Ruling, ...]]:
    """The rulings on targets that the configuration still has."""
    known = {target.id for target in config.targets}
    found = {url: tuple(one for one in some if one.claim.target in known) for url, some in decided.items()}
    return {url: some for url, some in found.items() if some}


def _denied(decided: Mapping[str, Sequence[Ruling]], cards: Sequence[Card], spokesman: Sequence[int]) -> _Denied:
    """A sentence that people rejected, or moved away from a target, falls with its copies in the story: else the next
    repost would say it again."""
    normalise = language(TEXTS).normalise
    denied: dict[tuple[int, bytes], Ruling] = {}
    for url, some in decided.items():
        number = _number(url, cards)
        if number < len(cards) and cards[number].url == url:
            for one in some:
                if not one.counts or one.moved:
                    denied.setdefault((spokesman[number], trait(one.quoted.claim, normalise)), one)
    return denied


def _denial(candidate: Candidate, leader: int | None, denied: _Denied) -> Reason | None:
    if leader is None or not denied:
        return None
    ruling = denied.get((leader, trait(candidate, language(TEXTS).normalise)))
    if ruling is None:
        return None
    return Reason(
        code="moved_target" if ruling.counts else "rejected", facts=(*told(ruling).facts, ("of", ruling.quoted.url))
    )


def _row_anew(trace: Trace, ruling: Ruling, story: str) -> Evidence:
    """The row of a sentence that is read no more, in the version of the page that had it."""
    row = _row(trace, ruling.quoted.claim, story, None)
    return replace(row, page_sha256=ruling.quoted.page_sha256, first_seen=ruling.quoted.seen)


def _are_versions(one: str, other: str) -> bool:
    normalise = language(TEXTS).normalise
    return reworded(normalise(one), normalise(other))


# ---- reposts --------------------------------------------------------------------------------------------------------


def _speakers(cards: Sequence[Card], spokesman: Sequence[int], denied: _Denied) -> dict[tuple[int, str], int]:
    """In a story one page speaks for each target: the most authoritative and earliest that has evidence of it.

    Keys are story (the number of its spokesman) and target; stories of one page are left out. What people denied is no
    evidence.
    """
    shared = {leader for number, leader in enumerate(spokesman) if number != leader}
    speaker: dict[tuple[int, str], int] = {}
    for number, leader in enumerate(spokesman):
        if leader in shared and cards[number].speaks:
            for target in _claimed(cards[number], leader, denied):
                other = speaker.setdefault((leader, target), number)
                if cards[number].authority < cards[other].authority:
                    speaker[leader, target] = number
    return speaker


def _claimed(card: Card, leader: int, denied: _Denied) -> Iterable[str]:
    if not denied:
        return card.targets
    return [target for target, both in claims(card) if not any((leader, one) in denied for one in both)]


def _one_voice(row: Evidence, number: int | None, leader: int | None, hearing: _Hearing) -> Evidence:
    if not row.counts or leader is None:
        return row
    speaker = hearing.speaker.get((leader, row.target), number)
    if speaker is None or speaker == number:
        return row
    return replace(row, counts=False, why_not=Reason(code="repost", facts=(("of", hearing.cards[speaker].url),)))


# ---- corrections ----------------------------------------------------------------------------------------------------


def _corrections(trace: Trace, decided: Mapping[str, Sequence[Ruling]]) -> Iterator[_Correction]:
    if trace.spam is None and trace.published is not None:
        rejected = {one.quoted.claim.sentence for one in decided.get(trace.url, ()) if not one.counts}
        for candidate in trace.candidates:
            if candidate.retracts is not None and candidate.sentence not in rejected:
                yield _Correction(
                    target=candidate.target,
                    value=candidate.retracts,
                    span=(candidate.figure.start, candidate.figure.end) if candidate.figure else None,
                    url=trace.url,
                    source=trace.source,
                    tier=trace.tier,
                    published=trace.published,
                )


def _corrected(row: Evidence, hearing: _Hearing) -> Evidence:
    """Set aside a figure that a later page of the same publisher, or of a tier as high, declares wrong."""
    if not row.counts or row.figure is None:
        return row
    by = [one for one in hearing.corrections.get((row.target, row.figure.value), ()) if _takes_back(one, row)]
    if not by:
        return row
    first = min(by, key=lambda one: (one.published, one.url))
    why_not = Reason(code="retracted", facts=(("by", first.url),))
    return replace(row, counts=False, why_not=why_not, set_aside_from=first.published)


def _takes_back(one: _Correction, row: Evidence) -> bool:
    if row.figure is None or row.published is None or row.url == one.url:
        return False
    if one.span is not None and one.span != (row.figure.start, row.figure.end):
        return False
    speaks = row.source == one.source or TIERS.index(one.tier) <= TIERS.index(row.tier)
    return speaks and row.published <= one.published


# ---- contradictions -------------------------------------------------------------------------------------------------

# The best row of a figure's tier, and the best with another value, each with its value.
_Best = dict[tuple[str, str, int], tuple["_Said", ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    value: Decimal
    url: str
    published: date | None
    order: tuple[date, str, str, str]


def _best_figures(rows: Iterable[Evidence]) -> _Best:
    """For each target, period with basis, and tier the first exact figure and the first with another value.

    No more is needed to find for any value the first row that differs from it.
    """
    best: _Best = {}
    for row in rows:
        key = _key(row)
        if key is not None and row.figure is not None:
            said = _Said(value=row.figure.value, url=row.url, published=row.published, order=_order(row))
            kept = sorted((*best.get(key, ()), said), key=lambda one: one.order)
            best[key] = (kept[0], *[one for one in kept if one.value != kept[0].value][:1])
    return best


def _key(row: Evidence) -> tuple[str, str, int] | None:
    """Target, period with basis, and tier of an exact figure that counts, None for other rows."""
    if not row.counts or row.figure is None or row.modality != "actual" or row.figure.comparator != "=":
        return None
    return row.target, _span(row.figure), TIERS.index(row.tier)


def _weighed(row: Evidence, best: _Best) -> Evidence:
    """Set aside an exact figure that a higher tier gives otherwise for the same target, period and basis."""
    key = _key(row)
    if key is None or row.figure is None or row.decided is not None:
        return row
    value = row.figure.value
    said = (one for tier in range(key[2]) for one in best.get((key[0], key[1], tier), ()) if one.value != value)
    better = min(said, key=lambda one: one.order, default=None)
    if better is None:
        return row
    since = max(filter(None, (better.published, row.published)), default=None)
    facts = (("by", better.url), ("value", str(better.value)))
    return replace(row, counts=False, why_not=Reason(code="contradicted", facts=facts), set_aside_from=since)


def _span(figure: Figure) -> str:
    return f"{figure.start}/{figure.end}/{figure.basis}"
