"""A target, a page or a span of days comes in; how the program came to what it says of it goes out."""

from __future__ import annotations

from tracker.explain.near import NearMiss, near_misses
from tracker.explain.page import PageTold, Said, Step, explain_page
from tracker.explain.target import Asked, TargetTold, Weighed, explain_target

__all__ = [
    "Asked",
    "NearMiss",
    "PageTold",
    "Said",
    "Step",
    "TargetTold",
    "Weighed",
    "explain_page",
    "explain_target",
    "near_misses",
]
