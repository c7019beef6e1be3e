"""What judging is given and gives, and the questions all its rules ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tracker.judge.people import outranked
from tracker.model import TIERS, Config, Evidence, Figure, Goal, Reason, Target

Observed = Literal["full", "partial", "none"]
_Test = Callable[[Evidence], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One target with what is known of it on `as_of`; `shared` are the figures of targets with the same measure."""

    target: Target
    since: date
    as_of: date
    evidence: tuple[Evidence, ...]
    shared: tuple[Evidence, ...]
    observed: Observed


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    status: str
    why: Reason
    value: Figure | None = None
    progress: Decimal | None = None
    expected_progress: Decimal | None = None
    late: bool = False
    used: tuple[Evidence, ...] = ()


def stated(config: Config, target: Target) -> date:
    """The day of the statement that a target is from."""
    since = {one.id: one.date for one in config.statements}
    return since.get(target.statement, config.statements[0].date)


def measured(rows: Sequence[Evidence]) -> list[Evidence]:
    return [row for row in rows if row.figure is not None and row.modality == "actual"]


def figure_of(row: Evidence) -> Figure:
    assert row.figure is not None
    return row.figure


def figure_order(row: Evidence) -> tuple[date, int, date, str]:
    """Which figure is the newest: by the end of its period, then authority, then publication."""
    figure = figure_of(row)
    return (figure.end or date.min, -TIERS.index(row.tier), row.published or date.min, row.id)


def is_over(case: Case) -> bool:
    """The due date has passed when the day is later than it."""
    return case.target.due is not None and case.as_of > case.target.due


def share_done(value: Decimal, goal: Goal) -> Decimal:
    start = goal.baseline or Decimal(0)
    way = goal.value - start
    return (value - start) / way if way else Decimal(1)


def elapsed(case: Case) -> Decimal | None:
    """Share of the days from the statement to the due date that have passed, at most 1."""
    if case.target.due is None or case.target.due <= case.since:
        return None
    share = Decimal((case.as_of - case.since).days) / Decimal((case.target.due - case.since).days)
    return max(Decimal(0), min(Decimal(1), share))


def percent(share: Decimal | None) -> str:
    return "" if share is None else f"{share * 100:.0f}"


def period_of(figure: Figure) -> str:
    return f"{figure.start or ''}/{figure.end or ''}"


def last(rows: Sequence[Evidence], test: _Test) -> Evidence | None:
    return next((row for row in reversed(rows) if test(row)), None)


def told(code: str, row: Evidence) -> Reason:
    facts = [("stage", row.stage or ""), ("published", row.published.isoformat() if row.published else "")]
    if row.day:
        facts.append(("day", row.day.isoformat()))
    if row.expected:
        facts.append(("expected", row.expected.isoformat()))
    facts.append(("source", row.source))
    return Reason(code=code, facts=tuple(facts))


def meets(figure: Figure, goal: Decimal, comparator: str) -> bool:
    """Whether a figure reaches the goal; `about` and `less than` reach it only by value, never by benefit of doubt."""
    if comparator == "<=":
        return figure.value <= goal and figure.comparator not in (">", ">=")
    return figure.value >= goal and figure.comparator not in ("<", "<=")


def by_publication(row: Evidence) -> tuple[date, int, str, str]:
    """Oldest first; of one day the more authoritative last, so that the last row is the one to believe."""
    return (row.published or date.min, -TIERS.index(row.tier), row.url, row.id)


def usable_rows(rows: Iterable[Evidence], as_of: date, known: date | None) -> tuple[Evidence, ...]:
    """What is taken into account on a day, in order of publication; what people pinned goes before the rest."""
    return tuple(sorted(outranked([row for row in rows if _is_usable(row, as_of, known)]), key=by_publication))


def _is_usable(row: Evidence, as_of: date, known: date | None) -> bool:
    """Whether a row is taken into account on a day; with `known`, also seen here by then."""
    if row.published is None or row.published > as_of:
        return False
    if known is not None and row.first_seen.date() > known:
        return False
    if row.counts:
        return True
    # set aside by something that was published later: on that past day it still counted
    return row.set_aside_from is not None and row.set_aside_from > as_of
