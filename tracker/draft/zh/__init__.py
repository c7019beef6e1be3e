"""Chinese statements: lines come in, the goals that they state go out."""

from __future__ import annotations

from tracker.draft.zh.english import english_title
from tracker.draft.zh.goals import read_goals
from tracker.draft.zh.heads import (
    day_in,
    event_in,
    headline_plans,
    is_heading,
    place_in,
    places_named,
    planned_year,
    publisher_in,
    until_in,
)
from tracker.draft.zh.spelling import spell

__all__ = [
    "day_in",
    "english_title",
    "event_in",
    "headline_plans",
    "is_heading",
    "place_in",
    "places_named",
    "planned_year",
    "publisher_in",
    "read_goals",
    "spell",
    "until_in",
]
