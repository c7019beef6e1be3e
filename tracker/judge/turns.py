"""A target with all its evidence and a row of days come in; the assessments at which its state changed go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.decisions import held_statuses
from tracker.judge import held, judge
from tracker.judge.case import Case, Observed, usable_rows
from tracker.model import Assessment, Config, Decision, Evidence, Target

WEEK = timedelta(days=7)
_SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A target with its evidence and that of the targets which share its measure, in any order.

    observed: how well the target is watched today, which is taken for all its days. known: leave out what was seen
    here only after that day. decisions: those that may give the target a status.
    """

    target: Target
    evidence: Sequence[Evidence]
    shared: Sequence[Evidence] = ()
    observed: Observed = "full"
    known: date | None = None
    decisions: Sequence[Decision] = ()


def turns(past: Past, config: Config, as_of: date) -> tuple[Assessment, ...]:
    """The assessments of the days on which status, lateness or value changed, the oldest first, up to a day.

    Judged is every day on which something was published, the end of every week, and the days around the due date: a
    change that the calendar alone brings about is found at most a week late. The past is told as it is known today.
    """
    found: list[Assessment] = []
    for day in sorted(set(_days(past, config, as_of))):
        (one,) = held((judge(case_on(past, config, day)),), held_statuses(past.decisions, day, past.known))
        if not found or _state(found[-1]) != _state(one):
            found.append(one)
    return tuple(found)


def _days(past: Past, config: Config, as_of: date) -> Iterator[date]:
    first = min(statement.date for statement in config.statements)
    yield from (first, as_of)
    sunday = first + timedelta(days=_SUNDAY - first.weekday())
    while sunday <= as_of:
        yield sunday
        sunday += WEEK
    told = (day for row in (*past.evidence, *past.shared) for day in (row.published, row.set_aside_from, row.expected))
    due = past.target.due
    given = (day for one in past.decisions for day in (one.day, one.until))
    for day in (*told, *given, due):
        if day is not None:
            yield from (one for one in (day, day + timedelta(days=1)) if first <= one <= as_of)


def case_on(past: Past, config: Config, day: date) -> Case:
    since = {statement.id: statement.date for statement in config.statements}
    return Case(
        target=past.target,
        since=since.get(past.target.statement, config.statements[0].date),
        as_of=day,
        evidence=usable_rows(past.evidence, day, past.known),
        shared=usable_rows(past.shared, day, past.known),
        observed=past.observed,
    )


def _state(one: Assessment) -> tuple[object, ...]:
    return (one.status, one.late, one.value, one.unit)


def at(found: Sequence[Assessment], day: date) -> Assessment | None:
    """Of the turns of a target the one that holds on a day; None before the first."""
    return next((one for one in reversed(found) if one.as_of <= day), None)


def weeks(first: date, last: date) -> Iterable[date]:
    """The Sundays from a day on to another, and the last day itself."""
    sunday = first + timedelta(days=_SUNDAY - first.weekday())
    while sunday < last:
        yield sunday
        sunday += WEEK
    yield last
