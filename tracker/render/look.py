"""How targets stand comes in; which of them every report tells first, and under which heading, goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model import Assessment, Target
from tracker.render.changes import differs
from tracker.render.standing import Overview, Standing
from tracker.render.words import shown_status

LAGGING = ("behind", "overdue", "missed")
CLOSED = ("achieved", "missed", "cancelled")
DUE_SOON = timedelta(days=30)
NAMED = 5  # targets of a flag that many carry
NAMED_URGENT = 50
_USUAL = ("stale", "single_source")  # often true of a third of all targets, and no alarm by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """A flag in words, with targets that carry it; left: how many more do."""

    flag: str
    words: str
    named: tuple[Target, ...]
    left: int


def flagged(standings: Sequence[Standing], flags: Mapping[str, str]) -> Iterator[Flagged]:
    """The more urgent first, and those named one and all but for very many. flags: code to words, in that order."""
    for flag, words in flags.items():
        found = [one.target for one in standings if flag in one.now.flags]
        if found:
            most = NAMED if flag in _USUAL else NAMED_URGENT
            yield Flagged(flag=flag, words=words, named=tuple(found[:most]), left=max(0, len(found) - most))


def changed(view: Overview) -> list[Standing]:
    """What stands otherwise than in the report before; nothing where there was none."""
    return [one for one in view.standings if view.since is not None and differs(one.before, one.now)]


def lagging(standings: Iterable[Standing]) -> list[Standing]:
    return [one for one in standings if shown_status(one.now) in LAGGING]


def is_due_soon(target: Target, one: Assessment, day: date) -> bool:
    """Whether it is open and due within the next days."""
    return bool(target.due and day <= target.due <= day + DUE_SOON and one.status not in CLOSED)
