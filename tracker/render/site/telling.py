"""Targets and assessments come in; the short texts that several pages of the site say of them go out."""

from __future__ import annotations

from decimal import Decimal

from tracker.model import STATUSES, Assessment, Target
from tracker.render.changes import Change, moved_text
from tracker.render.site.paper import Paper
from tracker.render.words import reason, shown_status, status_name, title_of


def title(target: Target, paper: Paper) -> str:
    return title_of(target, paper.language)


def own_wording(target: Target, paper: Paper) -> str:
    """How the statement itself put it, for readers of a translated title; '' where the page says it already."""
    said = target.quote or target.title_zh
    return said if paper.language == "en" and said != title(target, paper) else ""


def rank(one: Assessment) -> int:
    """From good to bad."""
    return STATUSES.index(shown_status(one)) if shown_status(one) in STATUSES else len(STATUSES)


def lead(one: Assessment) -> str:
    """What the pace is sorted by: the share of the way done."""
    return "" if one.progress is None else f"{one.progress.quantize(Decimal('0.001')):f}"


def moved(change: Change, paper: Paper) -> str:
    return moved_text(change, paper.language)


def why(one: Assessment, paper: Paper) -> str:
    return reason(one.why, paper.language)


def status(one: Assessment, paper: Paper) -> tuple[str, str]:
    """The code that colours it, and its name."""
    return shown_status(one), status_name(one, paper.language)
