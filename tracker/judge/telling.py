"""The evidence of a target comes in; what of it can bring about another status goes out, without all that repeats it.

Thousands of pages may say of a goal what one of them has said, and a count may be a new record every day; a state that
is judged day by day needs, of all that came before a day, only the row that answers each question of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tracker.judge.case import figure_of, figure_order, meets
from tracker.judge.quantity import is_full_year_level
from tracker.judge.stage import is_schedule, reaches
from tracker.model import Evidence, Goal, Target

_Answer = Literal["none", "same", "new"]  # what a row says of a question, beside the rows before it
_Question = Callable[[Evidence], _Answer]  # is asked about every row in order, and remembers
_Label = Callable[[Evidence], object]  # None: the row says nothing of that
_Test = Callable[[Evidence], bool]
_Holder = tuple[int, Evidence] | None  # the row that answers a question, with its place in the order of publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row that can change the state; holding: the rows up to it that are still needed, in order of publication."""

    row: Evidence
    holding: tuple[Evidence, ...]


def telling(target: Target, rows: Iterable[Evidence]) -> Iterator[Told]:
    """Rows in order of publication; those that counted only up to a day come in too, and never go out.

    Of every day, judging what is held from before it, with those that count on it, gives the status, lateness and value
    that judging all rows up to it gives.
    """
    questions = tuple(_questions(target))
    holders: list[_Holder] = [None] * len(questions)
    before: object = None
    for number, row in enumerate(rows):
        said = (row.modality, row.stage, row.part, row.expected, row.published, row.counts)
        if said == before and row.figure is None:
            continue
        answers = [question(row) for question in questions]
        if row.counts and "new" in answers:
            holders = [old if one == "none" else (number, row) for old, one in zip(holders, answers, strict=True)]
            yield Told(row=row, holding=_in_order(holders))
        before = said


def _in_order(holders: Sequence[_Holder]) -> tuple[Evidence, ...]:
    """Each row once, though it may answer several questions."""
    rows = dict(one for one in holders if one is not None)
    return tuple(rows[number] for number in sorted(rows))


def _questions(target: Target) -> Iterator[_Question]:
    """What the rules ask of the rows up to a day: the first or last word on something, the highest figure."""
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


def _of_quantity(goal: Goal, due: date) -> Iterator[_Question]:
    yield _last_word(lambda row: (row.modality == "actual" and row.stage == "cancelled") or None)
    if goal.basis == "cumulative":
        yield _highest(_is_measured)
        yield _lowest(lambda row: _is_measured(row) and meets(figure_of(row), goal.value, goal.comparator))
        yield _last_word(lambda row: (row.expected is not None and row.expected > due) or None)
    else:
        yield _highest(lambda row: _is_measured(row) and figure_of(row).basis == "yoy")
        yield _highest(lambda row: _is_measured(row) and is_full_year_level(row))


def _of_milestone(stage: str, due: date) -> Iterator[_Question]:
    ended = ("cancelled", "started", "held", "opened")
    yield _first(lambda row: reaches(row, stage))
    yield _last_word(lambda row: row.stage == "cancelled" if row.modality == "actual" and row.stage in ended else None)
    yield _last_word(lambda row: row.expected > due if row.expected and is_schedule(row, stage) else None)
    yield _last_word(lambda row: row.stage == "delayed" or None)
    yield _last_word(lambda row: row.published is not None and row.published > due)


def _is_measured(row: Evidence) -> bool:
    return row.figure is not None and row.modality == "actual"


def _first(is_asked: _Test) -> _Question:
    """New is the first alone, and it stays."""
    heard = False

    def answer(row: Evidence) -> _Answer:
        nonlocal heard
        if heard or not row.counts or not is_asked(row):
            return "none"
        heard = True
        return "new"

    return answer


def _last_word(label: _Label) -> _Question:
    """New is what says other than the row before, or than one in between that may not count any more."""
    known: set[object] = {None}

    def answer(row: Evidence) -> _Answer:
        nonlocal known
        said = label(row)
        if said is None:
            return "none"
        before, known = known, {said} if row.counts else {*known, said}
        return "same" if before == {said} else "new"

    return answer


def _highest(is_asked: _Test) -> _Question:
    """New is what is higher in the order of figures than all before it."""
    return _beyond(is_asked, lambda order, known: order > known)


def _lowest(is_asked: _Test) -> _Question:
    return _beyond(is_asked, lambda order, known: order < known)


def _beyond(is_asked: _Test, passes: Callable[[Any, Any], bool]) -> _Question:
    known: object = None

    def answer(row: Evidence) -> _Answer:
        nonlocal known
        if not row.counts or not is_asked(row):
            return "none"
        order = figure_order(row)
        if known is not None and not passes(order, known):
            return "none"
        known = order
        return "new"

    return answer
