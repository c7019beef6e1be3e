"""The values of a draft: the statement as it was met, and each goal as it would stand in a targets file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.draft.stated import Stated
from tracker.model import Place, Reason, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A statement as it was read. text: its lines; headings: numbers of lines (from 0) known to be headings."""

    text: str
    headings: frozenset[int] = frozenset()
    title: str = ""
    publisher: str = ""
    url: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A goal as drafted. quote is paper.text[start:end]; line counts from 1; checks: what a person should look at."""

    id: str
    goal: Stated
    title_en: str
    about: tuple[tuple[str, ...], ...]
    not_about: tuple[str, ...]
    quote: str
    start: int
    end: int
    line: int
    confidence: float
    checks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole draft. changes: odd words with the plain ones they were taken for, adverts: what was cut out; both are
    empty unless the statement is a damaged copy. remarks: what was assumed of the statement as a whole."""

    title: str
    place: Place
    statement: Statement
    targets: tuple[Drafted, ...]
    changes: tuple[tuple[str, str], ...] = ()
    adverts: tuple[str, ...] = ()
    remarks: tuple[Reason, ...] = ()
