"""A new draft and the targets of a file come in; which goals are kept, changed, new or dropped goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.draft.drafted import Draft, Drafted
from tracker.model import Target

Amount = Callable[[str], tuple[Decimal, str] | None]
Convert = Callable[[Decimal, str, str], Decimal | None]

_ALIKE = 0.5  # from this share of letter pairs on, two goals are of one thing
_SURELY = 0.35  # where the ideas of the target are all met as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one goal. state: kept, changed, new or dropped; differences: (key, before, after)."""

    state: str
    target: Target | None = None
    drafted: Drafted | None = None
    differences: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """How amounts are read and compared in the language of the file."""

    read: Amount
    convert: Convert


def compare(draft: Draft, targets: tuple[Target, ...], units: Units) -> tuple[Change, ...]:
    """Targets in the order of the file, each with the drafted goal most like it, then the goals that are new."""
    pairs = _pair(draft, targets)
    changes = [
        _change(target, draft.targets[pairs[at]], units) if at in pairs else Change(state="dropped", target=target)
        for at, target in enumerate(targets)
    ]
    paired = set(pairs.values())
    fresh = [one for number, one in enumerate(draft.targets) if number not in paired]
    return (*changes, *(Change(state="new", drafted=one) for one in fresh))


def _pair(draft: Draft, targets: tuple[Target, ...]) -> dict[int, int]:
    """For targets by number the drafted goal that is theirs, the likest first, each goal once."""
    drawn = [
        (-likeness(target, one), at, number)
        for at, target in enumerate(targets)
        for number, one in enumerate(draft.targets)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, at, number in sorted(drawn):
        if score < 0 and at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def likeness(target: Target, one: Drafted) -> float:
    """From 0 (other things) to about 2: shared pairs of letters, more where the ideas and the kind are the same."""
    text = f"{one.goal.subject}{one.goal.title}{one.goal.measure}"
    met = bool(target.about) and all(any(word in text for word in idea) for idea in target.about)
    shared = max(_shared(target.title_zh, one.goal.title), _shared(target.measure, one.goal.measure))
    if shared < (_SURELY if met else _ALIKE):
        return 0.0
    growth = (target.goal is not None and target.goal.basis == "yoy") == _grows(one)
    return shared + 0.3 * met + 0.2 * (target.kind == one.goal.kind) + 0.3 * growth


def _grows(one: Drafted) -> bool:
    return one.goal.amount.endswith("%") and one.goal.over is not None


def _shared(left: str, right: str) -> float:
    """Dice's share of the pairs of letters, figures aside: another year's figure makes no other goal."""
    first, second = _pairs(left), _pairs(right)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    letters = "".join(char for char in text if char.isalpha())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _change(target: Target, one: Drafted, units: Units) -> Change:
    goal = one.goal
    told: list[tuple[str, str, str]] = []
    if target.kind != goal.kind:
        told.append(("kind", target.kind, goal.kind))
    before = target.goal
    if before is not None and goal.amount and not _same(before.value, before.unit, goal.amount, units):
        told.append(("figure", before.raw, goal.amount))
    if before is not None and goal.bound and (before.comparator == ">=") != (goal.bound == "at_least"):
        told.append(("bound", "at_least" if before.comparator == ">=" else "at_most", goal.bound))
    if (target.stage or "") != goal.stage and target.kind == goal.kind == "milestone":
        told.append(("stage", target.stage or "", goal.stage))
    if target.due != goal.due:
        told.append(("due", _day(target.due), _day(goal.due)))
    return Change(state="changed" if told else "kept", target=target, drafted=one, differences=tuple(told))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _same(value: Decimal, unit: str, amount: str, units: Units) -> bool:
    sign = -1 if amount.startswith("-") else 1
    found = units.read(amount.lstrip("-"))
    return found is not None and units.convert(sign * found[0], found[1], unit) == value
