"""The steps of a walk come in; the days that were really looked at go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from tracker.run.walk import Past, Step
from tracker.watch.days import Stretch


def looked_days(steps: Sequence[Step], past: Past, since: date | None, today: date) -> list[Stretch]:
    """The days between `since` and `today` of which these steps have shown the whole offer of a start address.

    A list shows what it holds: followed to its end, down to a day, or to what was known already, it was looked at from
    there on; broken off, or without further pages, from its oldest link on; without any days, today alone.
    """
    if not steps or steps[0].ended == "failed":
        return []
    earliest = since or date.min
    head = list(takewhile(_came, (step for step in steps if step.asked.deep == steps[0].asked.deep)))
    tail = [step for step in steps if step.asked.deep != steps[0].asked.deep]
    found = [(_back_to(head, past, today), today)]
    if not steps[-1].ahead and tail:
        found.append((min(step.asked.floor or earliest for step in tail), today))
    elif days := [day for step in tail if step.dated for day in step.dated]:
        found.append((min(days), max(days)))
    return [(max(first, earliest), last) for first, last in found if last >= earliest]


def _back_to(head: Sequence[Step], past: Past, today: date) -> date:
    """The first day of which the list was seen from its start on."""
    floor = head[0].asked.floor or today
    seen = min((step.dated[0] for step in head if step.dated), default=today)
    ended = head[-1].ended
    if ended in ("unchanged", "known"):
        return past.looked_to or today
    if ended in ("floor", "whole") or (ended in ("end", "repeat") and len(head) > 1):
        return floor
    return min(seen, today)


def _came(step: Step) -> bool:
    return step.ended != "failed"
