"""The values of watching: what one visit of a source gave, what is wrong with a source, and the days looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One visit of a source in one run.

    trouble: '' for a source that answered as it should, else the code of what was wrong with one of its addresses
    (blocked, gone, moved, unreachable, timeout, not_a_feed, no_links, ...). items: links offered, those known already
    included; None where the source said that nothing has changed, or did not answer. fetched: its articles asked for in
    this run; of these `blocked` were refused or walled off, `failed` did not come for another reason, and `titled`,
    `dated` and `bodied` came with a title, a day and a text.
    """

    source: str
    checked: datetime
    trouble: str = ""
    detail: str = ""  # what the server or the finder said, for people
    items: int | None = None
    fetched: int = 0
    blocked: int = 0
    failed: int = 0
    titled: int = 0
    dated: int = 0
    bodied: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A source that a person should look at.

    word: blocked | moved | unreachable | redesigned | empty | refused. since: the first visit that showed it.
    last_good: the last visit without it, None where there was none. detail: what the server or the finder said.
    """

    source: str
    word: str
    since: datetime
    last_good: datetime | None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Days of a source's offer that were really looked at, first and last included, and when that was.

    start: the start address (for a search the one with its query), since each has a past of its own.
    """

    source: str
    start: str
    first: date
    last: date
    seen: datetime
