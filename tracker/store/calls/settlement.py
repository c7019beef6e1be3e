"""What was settled, decided and said of a day comes into an open store; the same goes out, target by target."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tracker.model import Assessment, Config, Decision, Evidence, Story
from tracker.store import aside, goals, settled
from tracker.store import decisions as decided
from tracker.store.connecting import told

if TYPE_CHECKING:
    from tracker.store import Store


def is_settled(store: Store, rules: str) -> bool:
    """Whether a settlement by these rules was kept and no page came since."""
    with told(store.path):
        return settled.mark(store._database) == rules


def save_settlement(store: Store, stories: Iterable[Story], evidence: Iterable[Evidence], rules: str = "") -> None:
    """Replace what differs from the settlement, in one transaction; both may be streams made of `traces`.

    Nothing is locked while they come.
    """
    with told(store.path):
        settled.stage_settlement(store._database, stories, evidence)
    with store.transaction():
        settled.apply_settlement(store._database)
        settled.set_mark(store._database, rules)
    with told(store.path):
        settled.drop_stage(store._database)


def counting_evidence(store: Store) -> int:
    """How much evidence counts."""
    with told(store.path):
        return settled.count_counting(store._database)


def evidence(store: Store, target: str | None = None, *, usable: bool = False) -> tuple[Evidence, ...]:
    """The evidence of one target or of all, in order of target, publication, address and id.

    usable: only what counts, or counted until something later set it aside, which is all that judging asks for.
    """
    with told(store.path):
        return tuple(settled.evidence(store._database, target, usable=usable))


def set_aside(store: Store, target: str, day: date, wanted: aside.Wanted) -> tuple[tuple[Evidence, ...], int]:
    """What is wanted of the evidence of a target that is not usable and was published by a day, in any order; and how
    much more there is."""
    with told(store.path):
        return aside.set_aside(store._database, target, day, wanted)


def add_decisions(store: Store, made: Iterable[Decision]) -> int:
    """Keep what people decided, also while a run is at work; returns how much of it was new."""
    with store.transaction():
        return decided.add(store._database, made)


def decisions(store: Store) -> tuple[Decision, ...]:
    """All decisions, in the order in which they were made."""
    with told(store.path):
        return tuple(decided.decisions(store._database))


def last_counting(store: Store, day: date) -> dict[str, date]:
    """The last day up to `day` on which evidence that counts was published, by target."""
    with told(store.path):
        return dict(settled.last_counting(store._database, day))


def save_targets(store: Store, config: Config) -> None:
    """List the targets with their titles, for those who read the store alone."""
    with store.transaction():
        goals.save_targets(store._database, config)


def save_assessments(store: Store, assessments: Iterable[Assessment]) -> None:
    """Keep what was said of a day; said again, the later words stand."""
    with store.transaction():
        settled.save_assessments(store._database, assessments)


def assessments_before(store: Store, day: date) -> tuple[Assessment, ...]:
    """What was said of the last day before `day`, empty where nothing was."""
    with told(store.path):
        return tuple(settled.assessments_before(store._database, day))
