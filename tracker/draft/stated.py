"""What a statement says, as it is handed from the reading of its language to the making of targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.model import Kind, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph or heading: its normalised text and where it begins in the text of the statement."""

    text: str
    start: int
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of the statement as a whole. day: when it was made. names: of the place, none of which is a
    subject of its own. ahead: the headline says that all of it is planned. year: the year that it plans.
    until: the end of the five years that it plans, where the headline says so."""

    day: date
    year: int
    names: tuple[str, ...] = ()
    ahead: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A goal as stated. start, end: of its words in the text of the statement.

    amount, baseline: as written, `3个`. subject: whose goal it is, when its own clause does not say. doubts: what was
    assumed, for a person to check.
    """

    kind: Kind
    title: str
    start: int
    end: int
    subject: str = ""
    measure: str = ""
    bound: Literal["at_least", "at_most", ""] = ""
    amount: str = ""
    baseline: str = ""
    over: int | None = None
    stage: str = ""
    due: date | None = None
    theme: str = ""
    owner: str = ""
    doubts: tuple[Reason, ...] = ()
