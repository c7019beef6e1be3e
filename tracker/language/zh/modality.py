"""In come a normalised text and its periods; out comes, for each place, whether it speaks of a plan or of a fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.language.zh.mentions import Mention
from tracker.language.zh.plan_words import plan_pattern

_STOP = re.compile(r"[，。；！？]|\d[^，]*%")


class Turn(NamedTuple):
    """A place from which a text speaks of a plan or of a fact.

    sums: the word is 累计, which a plan may use as well. dated: a period turns the text there, no word.
    """

    place: int
    plan: bool
    sums: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where a text turns from fact to plan and back: places in order, and whether a plan begins there."""

    places: tuple[int, ...]
    plans: tuple[bool, ...]

    def planned(self, place: int) -> bool:
        """Whether a place speaks of a plan."""
        index = bisect_right(self.places, place) - 1
        return index >= 0 and self.plans[index]

    def soon(self, place: int, text: str) -> bool:
        """Whether a plan governs the place or begins within the next words of its clause (全年预计…)."""
        index = bisect_right(self.places, place)
        if index < len(self.places) and self.plans[index]:
            between = text[place : self.places[index]]
            if len(between) <= 14 and not _STOP.search(between):
                return True
        return self.planned(place)


def read_words(text: str, titles: tuple[tuple[int, int], ...]) -> list[Turn]:
    """The places at which words of planning or fact stand, outside titles in 《》."""
    turns: list[Turn] = []
    for found in plan_pattern().finditer(text):
        start = found.start()
        if found.lastgroup != "reset" and any(a <= start < b for a, b in titles):
            continue
        if found.lastgroup == "soft" and turns and turns[-1].plan and "，" not in text[turns[-1].place : start]:
            continue
        turns.append(Turn(start, found.lastgroup == "plan", sums=found["sum"] is not None))
    return turns


def build_timeline(words: list[Turn], mentions: list[Mention], published: date | None) -> Timeline:
    """Words and periods together: what lies after the day of publication is planned, what lies before it happened."""
    turns = list(words)
    for mention in mentions:
        plan = _turn(mention, published)
        if plan and mention.period.raw == "年内" and not mention.governs:
            plan = False
        if plan is not None and not (not plan and _follows_plan(words, mention)):
            turns.append(Turn(mention.period.span[0], plan, dated=True))
    kept: list[Turn] = []
    for turn in sorted(turns, key=lambda t: t.place):
        # 到2030年底，累计建成2000座: the sum is one of that day.
        if not (turn.sums and kept and kept[-1].dated and kept[-1].plan):
            kept.append(turn)
    return timeline_of(kept)


def timeline_of(turns: list[Turn]) -> Timeline:
    """The timeline of turns in order of place."""
    return Timeline(tuple(turn.place for turn in turns), tuple(turn.plan for turn in turns))


def _follows_plan(words: list[Turn], mention: Mention) -> bool:
    """A plan word right before a period wins over what the period says."""
    start = mention.period.span[0]
    return any(word.plan and start - 4 <= word.place < start for word in words)


def _turn(mention: Mention, published: date | None) -> bool | None:
    period = mention.period
    if published is None or period.role in ("base", "pub"):
        return None
    if period.role == "asof":
        return False  # what is counted up to a day has happened, whatever day the page claims for itself
    if period.vague:  # 近日, 日前 tell what happened, 近期 may not
        return False if period.raw in ("近日", "日前", "不久前", "前不久") else None
    if period.start is not None and period.start > published:
        return True
    if mention.kind == "plan" and period.start and period.end and period.role == "during":
        # Early in a five-year plan its figures are aims.
        return True if (published - period.start) * 5 < period.end - period.start else None
    if period.end is None:
        return None
    if period.start is None:
        return period.end > published
    return False if period.end <= published else None
