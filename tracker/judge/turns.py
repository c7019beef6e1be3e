"""A target with all its evidence and a row of days come in; the assessments at which its state changed go out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.decisions import held_statuses
from tracker.judge import by_target, held, judge
from tracker.judge.case import Case, Observed, by_publication, stated, usable_rows
from tracker.judge.telling import Told, telling
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What counts, of it what can change a state, and what counted only up to a day; each in order of publication.

    ranked: people have pinned some, so that of every day all rows have to be looked at, and `told` is empty.
    """

    counting: tuple[Evidence, ...]
    days: tuple[date, ...]  # of `counting`
    told: tuple[Told, ...]
    told_days: tuple[date, ...]
    passing: tuple[Evidence, ...]
    ranked: bool


def turns(past: Past, config: Config, as_of: date) -> tuple[Assessment, ...]:
    """The assessments of the days on which status, lateness or value changed, the oldest first, up to a day.

    Judged is every day on which something new was published, the day after the due date and, for what is compared with
    the calendar, the end of every week: such a change is found at most a week late. The past is told as it is known
    today, and without flags.
    """
    own, shared = _rows(past, past.evidence, as_of), _rows(past, past.shared, as_of)
    blank = replace(case_on(replace(past, evidence=(), shared=()), config, as_of), evidence=(), shared=())
    found: list[Assessment] = []
    for day in sorted(set(_days(past, (own, shared), config, as_of))):
        case = replace(blank, as_of=day, evidence=_needed(own, day), shared=_needed(shared, day))
        (one,) = held((judge(case, flagged=False),), held_statuses(past.decisions, day, past.known))
        if found and _state(found[-1]) == _state(one):
            continue
        if day not in own.told_days and day not in shared.told_days:  # the calendar's doing, so the last word is older
            case = replace(case, evidence=_all(own, day), shared=_all(shared, day))
            (one,) = held((judge(case, flagged=False),), held_statuses(past.decisions, day, past.known))
        found.append(one)
    return tuple(found)


def case_on(past: Past, config: Config, day: date) -> Case:
    """What is judged of a target on a day."""
    others = by_target(past.shared)
    return Case(
        target=past.target,
        since=stated(config, past.target),
        as_of=day,
        evidence=usable_rows(past.evidence, day, past.known),
        shared=tuple(
            row
            for other in dict.fromkeys(row.target for row in past.shared)
            for row in usable_rows(others(other), day, past.known)
        ),
        observed=past.observed,
    )


def _rows(past: Past, rows: Sequence[Evidence], as_of: date) -> _Rows:
    seen = [row for row in rows if past.known is None or row.first_seen.date() <= past.known]
    dated = [row for row in seen if row.published is not None and row.published <= as_of]
    counted = sorted((row for row in dated if row.counts or row.set_aside_from is not None), key=by_publication)
    counting = tuple(row for row in counted if row.counts)
    ranked = any(row.decided is not None and row.decided.code == "pinned" for row in counted)
    told = () if ranked else tuple(telling(past.target, counted))
    days = tuple(row.published or date.min for row in counting)
    return _Rows(
        counting=counting,
        days=days,
        told=told,
        told_days=days if ranked else tuple(one.row.published or date.min for one in told),
        passing=tuple(row for row in counted if not row.counts),
        ranked=ranked,
    )


def _days(past: Past, rows: Iterable[_Rows], config: Config, as_of: date) -> Iterator[date]:
    target = past.target
    first = min(statement.date for statement in config.statements)
    yield from (first, as_of)
    if target.goal is not None and target.goal.basis == "cumulative":
        yield from weeks(first, as_of)
    passing = (day for some in rows for row in some.passing for day in (row.published, row.set_aside_from))
    told = (day for some in rows for day in some.told_days)
    ends = (target.due, *(one.until for one in past.decisions))
    after = (day + timedelta(days=1) for day in ends if day is not None)
    for day in (*told, *passing, *after, *(one.day for one in past.decisions)):
        if day is not None and first <= day <= as_of:
            yield day


def _needed(rows: _Rows, day: date) -> tuple[Evidence, ...]:
    """What judging needs on a day: what is held from before, and all of that day, so that the best of it is named."""
    if rows.ranked:
        return _all(rows, day)
    before = bisect_left(rows.told_days, day)
    holding = rows.told[before - 1].holding if before else ()
    today = rows.counting[bisect_left(rows.days, day) : bisect_right(rows.days, day)]
    return _with_passing((*holding, *today), rows, day)


def _all(rows: _Rows, day: date) -> tuple[Evidence, ...]:
    return _with_passing(rows.counting[: bisect_right(rows.days, day)], rows, day)


def _with_passing(found: tuple[Evidence, ...], rows: _Rows, day: date) -> tuple[Evidence, ...]:
    return usable_rows((*found, *rows.passing), day, None) if rows.passing or rows.ranked else found


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
