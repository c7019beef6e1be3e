"""The evidence of a target comes in; what of it can bring about another status goes out, without all that repeats it.

Thousands of pages may say of a goal what one of them has said; a state that is judged day by day needs only that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from tracker.judge.case import figure_of, figure_order, meets
from tracker.judge.quantity import is_full_year_level
from tracker.judge.stage import is_schedule, reaches
from tracker.model import Evidence, Goal, Target

_Label = Callable[[Evidence], object]  # None: the row says nothing of that
_IsNew = Callable[[Evidence], bool]


def telling(target: Target, rows: Iterable[Evidence]) -> Iterator[Evidence]:
    """Rows in order of publication; those that counted only up to a day come in too, and never go out.

    Of every day, judging these up to it, with those that count on it, gives the status, lateness and value that judging
    all of them gives.
    """
    asked = tuple(_asked(target))
    before: object = None
    for row in rows:
        said = (row.modality, row.stage, row.part, row.expected, row.published, row.counts)
        if said == before and row.figure is None:
            continue
        answers = [is_new(row) for is_new in asked]  # each remembers what it has heard
        if any(answers) and row.counts:
            yield row
        before = said


def _asked(target: Target) -> Iterator[_IsNew]:
    """What the rules ask of the rows up to a day: the last word on something, whether there is one, the highest."""
    due = target.due or date.max
    yield _last_word(lambda row: row.modality == "actual" or None)
    if target.goal is not None:
        yield from _of_quantity(target.goal, due)
    elif target.stage is not None:
        yield from _of_milestone(target.stage, due)
    else:
        yield _last_word(
            lambda row: row.stage == "cancelled" if row.modality == "actual" and row.stage != "ongoing" else None
        )


def _of_quantity(goal: Goal, due: date) -> Iterator[_IsNew]:
    yield _last_word(lambda row: (row.modality == "actual" and row.stage == "cancelled") or None)
    if goal.basis == "cumulative":
        yield _highest(_is_measured)
        yield _lowest(lambda row: _is_measured(row) and meets(figure_of(row), goal.value, goal.comparator))
        yield _last_word(lambda row: (row.expected is not None and row.expected > due) or None)
    else:
        yield _highest(lambda row: _is_measured(row) and figure_of(row).basis == "yoy")
        yield _highest(lambda row: _is_measured(row) and is_full_year_level(row))


def _of_milestone(stage: str, due: date) -> Iterator[_IsNew]:
    ended = ("cancelled", "started", "held", "opened")
    yield _last_word(lambda row: reaches(row, stage) or None)
    yield _last_word(lambda row: row.stage == "cancelled" if row.modality == "actual" and row.stage in ended else None)
    yield _last_word(lambda row: row.expected > due if row.expected and is_schedule(row, stage) else None)
    yield _last_word(lambda row: row.stage == "delayed" or None)
    yield _last_word(lambda row: row.published is not None and row.published > due)


def _is_measured(row: Evidence) -> bool:
    return row.figure is not None and row.modality == "actual"


def _last_word(label: _Label) -> _IsNew:
    """Whether a row says other of something than the one before, or than one in between that may not count any more."""
    known: set[object] = {None}

    def is_new(row: Evidence) -> bool:
        nonlocal known
        said = label(row)
        if said is None:
            return False
        before, known = known, {said} if row.counts else {*known, said}
        return before != {said}

    return is_new


def _highest(is_asked: _IsNew) -> _IsNew:
    """Whether a row is higher in the order of figures than all before it."""
    return _beyond(is_asked, lambda order, known: order > known)


def _lowest(is_asked: _IsNew) -> _IsNew:
    return _beyond(is_asked, lambda order, known: order < known)


def _beyond(is_asked: _IsNew, passes: Callable[[Any, Any], bool]) -> _IsNew:
    known: object = None

    def is_new(row: Evidence) -> bool:
        nonlocal known
        if not row.counts or not is_asked(row):
            return False
        order = figure_order(row)
        if known is not None and not passes(order, known):
            return False
        known = order
        return True

    return is_new
