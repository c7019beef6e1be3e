"""Judge milestones and commitments: a case in, a verdict by stages and announced dates out."""

from __future__ import annotations

from datetime import date

from tracker.judge.case import Case, Verdict, is_over, last, told
from tracker.model import Evidence, Reason

# What it takes to have reached a stage: a later stage of the same line implies the earlier ones.
_REACHED = {
    "announced": ("announced", "started", "ongoing", "topped_out", "completed", "opened", "adopted", "held"),
    "started": ("started", "topped_out", "completed", "opened"),
    "ongoing": ("started", "ongoing", "topped_out", "completed", "opened", "held"),
    "topped_out": ("topped_out", "completed", "opened"),
    "completed": ("completed", "opened"),
    "opened": ("opened",),
    "adopted": ("adopted",),
    "held": ("held",),
}


def milestone(case: Case) -> Verdict:
    """Milestones: reached, cancelled, or measured by the latest announced date against the due date."""
    rows = case.evidence
    if not rows:
        return Verdict(status="no_news", why=Reason(code="no_evidence"))
    reached = [row for row in rows if reaches(row, case.target.stage)]
    if reached:
        first = reached[0]
        late = bool(case.target.due and (first.day or first.published or date.min) > case.target.due)
        return Verdict(status="achieved", why=told("reached", first), late=late, used=(first,))
    ended = last(rows, lambda row: row.modality == "actual" and row.stage in ("cancelled", "started", "held", "opened"))
    if ended is not None and ended.stage == "cancelled":
        return Verdict(status="cancelled", why=told("cancelled", ended), used=(ended,))
    return _milestone_missed(case) if is_over(case) else _milestone_pending(case)


def _milestone_pending(case: Case) -> Verdict:
    """Before the due date the latest announced date decides; without one any actual activity is in_progress."""
    due = case.target.due
    announced = last(case.evidence, lambda row: is_schedule(row, case.target.stage))
    if announced is not None and announced.expected is not None:
        late = bool(due and announced.expected > due)
        status, code = ("behind", "announced_late") if late else ("on_track", "announced")
        return Verdict(status=status, why=told(code, announced), used=(announced,))
    postponed = last(case.evidence, lambda row: row.stage == "delayed")
    if postponed is not None:
        return Verdict(status="behind", why=told("postponed", postponed), used=(postponed,))
    deed = last(case.evidence, lambda row: row.modality == "actual")
    if deed is None:
        return Verdict(status="no_news", why=Reason(code="planned_only"))
    return Verdict(status="in_progress", why=told("activity", deed), used=(deed,))


def _milestone_missed(case: Case) -> Verdict:
    """After the due date: missed when a later date was announced, or works or plans told after it; else overdue."""
    due = case.target.due
    assert due is not None  # is_over says so
    later = last(case.evidence, lambda row: is_schedule(row, case.target.stage))
    if later is not None and later.expected is not None and later.expected > due:
        return Verdict(status="missed", why=told("announced_late", later), used=(later,))
    unfinished = last(case.evidence, lambda row: row.published is not None and row.published > due)
    if unfinished is not None:
        return Verdict(status="missed", why=told("unfinished", unfinished), used=(unfinished,))
    newest = case.evidence[-1]
    return Verdict(status="overdue", why=told("no_result", newest), used=(newest,))


def commitment(case: Case) -> Verdict:
    """Commitments are in_progress from the first actual evidence on; plans alone are no news of progress."""
    ended = last(case.evidence, lambda row: row.modality == "actual" and row.stage != "ongoing")
    if ended is not None and ended.stage == "cancelled":
        return Verdict(status="cancelled", why=told("cancelled", ended), used=(ended,))
    deed = last(case.evidence, lambda row: row.modality == "actual")
    if deed is None:
        return Verdict(status="no_news", why=Reason(code="planned_only" if case.evidence else "no_evidence"))
    return Verdict(status="in_progress", why=told("activity", deed), used=(deed,))


def reaches(row: Evidence, stage: str | None) -> bool:
    return row.modality == "actual" and not row.part and row.stage in _REACHED.get(stage or "", ())


def is_schedule(row: Evidence, stage: str | None) -> bool:
    """An announced date of the whole: of the goal's stage or a later one, of completion for an opening, or a delay."""
    if row.expected is None or (row.part and row.stage != "delayed"):
        return False
    near = {"opened": ("completed",), "held": ("started", "opened"), "completed": ()}.get(stage or "", ())
    return row.stage == "delayed" or row.stage in _REACHED.get(stage or "", ()) or row.stage in near
