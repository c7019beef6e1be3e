"""Evidence comes in; what a page shows of each sentence goes out, as text and as links that may be followed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Evidence
from tracker.render.escape import address
from tracker.render.fragment import quoting
from tracker.render.saying import marks, set_aside
from tracker.render.site.paper import Paper
from tracker.render.words import reason

_NOT_IN_NAMES = re.compile(r"\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence, verbatim, over where and when it was said, and what was read from it.

    link: the page, scrolled to the sentence, or the page of a document, or ''; address: the page alone, for paper.
    marks: what was read from it. why_not: why it was set aside, and other: the page that this rests on, or ''.
    decided: what a person made of it.
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
    why_not, other = set_aside(row.why_not, paper.language) if row.why_not else ("", "")
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
        marks=((words.labels["deciding"],) if decides else ()) + marks(row, paper.language),
        decides=decides,
        planned=row.modality == "planned",
        hash=row.page_sha256,
        why_not=why_not,
        other=address(other),
        decided=reason(row.decided, paper.language) if row.decided else "",
    )


def anchor(row: Evidence) -> str:
    """The name of a sentence in its page."""
    return "e-" + _NOT_IN_NAMES.sub("", row.id)
