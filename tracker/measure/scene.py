"""What measuring is given: the page around a passage, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.language import Language
from tracker.model import Figure, Modality, Quantity, Reason, StageMention, Understanding
from tracker.passage import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A page as measuring needs it. understood: what the grammar finds in a line, by the line's number."""

    page: Sequence[Line]
    published: date | None
    since: date  # the statement's day: deeds before it are no progress
    forum: bool
    language: Language
    understood: Callable[[int], Understanding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a passage says of its target: a figure or a stage, or why it says nothing that counts."""

    modality: Modality = "actual"
    figure: Figure | None = None
    stage: str | None = None
    expected: date | None = None
    day: date | None = None
    part: bool = False
    why_not: Reason | None = None


# One figure or stage of a passage and what comes of it: None where it is of another form than the goal asks for.
Weighed = tuple[Quantity | StageMention, Finding | None]


def nothing(code: str, **facts: str) -> Finding:
    """A finding that cannot count, with its reason."""
    return Finding(why_not=Reason(code=code, facts=tuple(sorted(facts.items()))))
