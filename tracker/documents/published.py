"""Parts, address and notes of a document in; the day on which it was published, or none, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.documents.layout import Part
from tracker.extract.days import (
    EXPLICIT_BEFORE,
    LABEL_BEFORE,
    LOCAL,
    Known,
    day_in_address,
    days_in,
    month_in_address,
)
from tracker.model import Page

_TOP_PARTS = 10
_LAST_PARTS = 8
_LINE_CHARS = 60
_NEAR_DAYS = 2
_STAMP = re.compile(r"D:(20\d\d)([01]\d)([0-3]\d)")
_ALONE = re.compile(r"[\s（()）\[\]【】]*")
_ISSUED_AFTER = re.compile(r"\s*(?:印发|发布|公布|发)\s*$")


def find_published(parts: Sequence[Part], page: Page, created: str) -> date | None:
    """The day of publication: one the text gives, the surest first, else the one in the address.

    A day that the address contradicts gives way to one that it confirms. When the file was made, as it says itself,
    only supplies a year, or the day of a month that the address carries: files are made from older ones.
    """
    last = page.fetched.astimezone(LOCAL).date()
    in_address = day_in_address(page.url, last)
    month, noted = month_in_address(page.url), _noted(created)
    near = in_address or month or noted
    known = Known(last, near, lambda: noted or last)
    first: date | None = None
    for day in _stated(parts, known):
        if in_address is None or abs((day - in_address).days) <= _NEAR_DAYS:
            return day
        first = first or day
    if first or in_address:
        return first or in_address
    confirmed = month and noted and (noted.year, noted.month) == (month.year, month.month) and noted <= last
    return noted if confirmed else None


def _noted(created: str) -> date | None:
    found = _STAMP.match(created)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _stated(parts: Sequence[Part], known: Known) -> Iterator[date]:
    """Days by how sure they are: labelled as that of publication, of issue, alone near the top, alone near the end."""
    top, end = parts[:_TOP_PARTS], parts[max(_TOP_PARTS, len(parts) - _LAST_PARTS) :]
    lines = [part.text for part in (*top, *end) if part.table is None and len(part.text) <= _LINE_CHARS]
    yield from (day for text in lines for day in _labelled(text, known))
    yield from (day for text in lines for day in _followed(text, known, _ISSUED_AFTER))
    yield from (day for text in lines for day in _followed(text, known, _ALONE))
    ends = [part.text[-_LINE_CHARS:] for part in reversed(parts[-_LAST_PARTS:]) if part.table is None]
    yield from (day for text in ends for day in _followed(text, known, _ALONE))


def _labelled(text: str, known: Known) -> Iterator[date]:
    for one in days_in(text, known):
        before = text[max(0, one.start - 10) : one.start]
        if EXPLICIT_BEFORE.search(before) or LABEL_BEFORE.search(before):
            yield one.day


def _followed(text: str, known: Known, after: re.Pattern[str]) -> Iterator[date]:
    """Days that a line ends with, but for what may follow; what is no date before them must be a name, no sentence."""
    for one in days_in(text, known):
        if after.fullmatch(text[one.end :]) and not re.search(r"[，。；,;]|截至|截止|至$|到$", text[: one.start]):
            yield one.day
