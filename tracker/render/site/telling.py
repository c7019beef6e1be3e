"""Targets and assessments come in; the short texts that several pages of the site say of them go out."""

from __future__ import annotations

from decimal import Decimal

from tracker.model import STATUSES, Assessment, Target
from tracker.render.changes import Change, moved_text
from tracker.render.numbers import share_text, value_text
from tracker.render.site.paper import Paper
from tracker.render.words import reason, shown_status, status_name, title_of


def title(target: Target, paper: Paper) -> str:
    """The title in the language of the page; in the other one where it has none."""
    return title_of(target, paper.language) or target.title_zh or target.title_en or target.id


def own_wording(target: Target, paper: Paper) -> str:
    """How the statement itself put it, for readers of a translated title; '' where the page says it already."""
    said = target.quote or target.title_zh
    return said if paper.language == "en" and said != title(target, paper) else ""


def rank(one: Assessment) -> int:
    """From good to bad."""
    return STATUSES.index(shown_status(one)) if shown_status(one) in STATUSES else len(STATUSES)


def value_of_goal(target: Target, one: Assessment, paper: Paper) -> str:
    """`193个 / 200个`; what is not known is a dash."""
    value = value_text(one.value, one.unit or "", paper.language) if one.value is not None else ""
    if target.goal is None:
        return value
    return f"{value or '—'} / {goal_text(target, paper)}"


def goal_text(target: Target, paper: Paper) -> str:
    """`200个`, or the stage that a milestone is to reach, or ''."""
    if target.goal is not None:
        return value_text(target.goal.value, target.goal.unit, paper.language)
    return paper.words.stages.get(target.stage, target.stage) if target.stage else ""


def pace(one: Assessment) -> str:
    """Share of the way, and of the time."""
    if one.progress is None:
        return ""
    done = share_text(one.progress)
    return done if one.expected_progress is None else f"{done} / {share_text(one.expected_progress)}"


def lead(one: Assessment) -> str:
    """What the pace is sorted by: the share of the way done."""
    return "" if one.progress is None else f"{one.progress.quantize(Decimal('0.001')):f}"


def moved(before: Assessment | None, now: Assessment, paper: Paper) -> str:
    return moved_text(Change(before=before, now=now, evidence=None), paper.language)


def why(one: Assessment, paper: Paper) -> str:
    return reason(one.why, paper.language)


def status(one: Assessment, paper: Paper) -> tuple[str, str]:
    """The code that colours it, and its name."""
    return shown_status(one), status_name(one, paper.language)
