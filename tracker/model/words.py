"""The words that all values share: literal types, the stages, and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]  # half-open offsets into a text

Comparator = Literal["=", ">=", ">", "~", "<", "<="]
Modality = Literal["actual", "planned"]
Tier = Literal["official", "press", "portal", "community"]
Kind = Literal["quantity", "milestone", "commitment"]
# How a goal's number is compared: yoy = growth within a period, level = a full-year figure,
# cumulative = a count or area that adds up from the statement to the due date.
GoalBasis = Literal["yoy", "level", "cumulative"]

TIERS: tuple[Tier, ...] = ("official", "press", "portal", "community")
STAGES: tuple[str, ...] = (
    "announced",
    "started",
    "ongoing",
    "topped_out",
    "completed",
    "opened",
    "adopted",
    "held",
    "delayed",
    "cancelled",
)

# As reports show them, from good to bad.
STATUSES: tuple[str, ...] = (
    *("achieved", "ahead", "on_track", "in_progress", "behind", "awaiting_result"),
    *("overdue", "missed", "cancelled", "no_news", "unobserved"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A code with its facts, put into words only when rendered."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        return dict(self.facts).get(name, "")
