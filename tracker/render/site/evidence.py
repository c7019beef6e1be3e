"""Evidence comes in; what a page shows of each sentence goes out, as text and as links that may be followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.model import Evidence, Reason
from tracker.render.escape import address
from tracker.render.fragment import quoting
from tracker.render.numbers import figure_text, period_text
from tracker.render.site.paper import Paper
from tracker.render.words import reason

_NOT_IN_NAMES = re.compile(r"\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence, verbatim, over where and when it was said, and what was read from it.

    link: the page, scrolled to the sentence, or a document at its page; '' where it is none of the web; address: the page alone, for paper. marks: decides, plan, stage,
    figure. why_not: why it was set aside, and other: the page that this rests on, or ''. decided: what a person made
    of it.
    """

    id: str
    day: str
    sentence: str
    title: str
    source: str
    tier: str
    link: str
    address: str
    leaf: str
    marks: tuple[str, ...]
    decides: bool
    planned: bool
    hash: str
    why_not: str
    other: str
    decided: str


def quote_of(row: Evidence, decides: bool, paper: Paper) -> Quote:
    words = paper.words
    return Quote(
        id=anchor(row),
        day=row.published.isoformat() if row.published else "",
        sentence=row.sentence,
        title=row.title,
        source=row.source or row.url,
        tier=words.tiers.get(row.tier, row.tier),
        link=quoting(row.url, row.sentence, row.page_number),
        address=address(row.url),
        leaf=words.labels["page_number"].format(number=row.page_number) if row.page_number else "",
        marks=_marks(row, decides, paper),
        decides=decides,
        planned=row.modality == "planned",
        hash=row.page_sha256,
        why_not=_set_aside(row.why_not, paper) if row.why_not else "",
        other=address(_pointed_at(row.why_not)) if row.why_not else "",
        decided=reason(row.decided, paper.language) if row.decided else "",
    )


def anchor(row: Evidence) -> str:
    """The name of a sentence in its page."""
    return "e-" + _NOT_IN_NAMES.sub("", row.id)


def _marks(row: Evidence, decides: bool, paper: Paper) -> tuple[str, ...]:
    words, language = paper.words, paper.language
    marks = [words.labels["deciding"]] if decides else []
    marks += [words.labels["planned"]] if row.modality == "planned" else []
    marks += [words.stages.get(row.stage, row.stage)] if row.stage else []
    if row.figure:
        period = period_text(row.figure.start, row.figure.end, language)
        marks.append(figure_text(row.figure, language) + (f" ({period})" if period else ""))
    if row.expected:
        marks.append(words.labels["digest_expected"].format(day=paper.day(row.expected)))
    return tuple(marks)


def _pointed_at(why: Reason) -> str:
    return why.fact("by") or why.fact("of")


def _set_aside(why: Reason, paper: Paper) -> str:
    plain = replace(why, facts=tuple(fact for fact in why.facts if fact[0] not in ("by", "of")))
    return reason(plain, paper.language)
