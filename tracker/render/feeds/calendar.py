"""Standings come in; an iCalendar file (RFC 5545) with due and announced dates of the open targets goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.model import Config, Statement
from tracker.render.escape import address, one_line
from tracker.render.feeds.naming import linked, name_of, page_of
from tracker.render.look import CLOSED
from tracker.render.phrases import phrases
from tracker.render.standing import Standing
from tracker.render.words import reason, status_name, theme_name, title_of

LINE_BYTES = 75
_ANNOUNCED = ("announced", "announced_late", "postponed")  # of other reasons the fact `expected` is another matter
_ENDED = ("achieved", "cancelled")  # what was missed may still be announced for a later day
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    uid: UUID
    changed: date
    day: date
    summary: str
    told: str = ""
    theme: str = ""
    url: str = ""


def calendar(config: Config, standings: Iterable[Standing]) -> str:
    """The whole file; a reader that loads it again moves the events that it knows."""
    labels = phrases(config.language).labels
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracker//tracker//EN", "CALSCALE:GREGORIAN"),
        "X-WR-CALNAME:" + _text(labels["calendar"].format(title=config.title)),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    # A calendar without any event is none; the statements are events in any case.
    for statement in config.statements:
        lines += _event(_stated(config, statement))
    for standing in standings:
        for event in _events(config, standing):
            lines += _event(event)
    return "".join(fold(line) + "\r\n" for line in (*lines, "END:VCALENDAR"))


def announced(standing: Standing) -> date | None:
    """The day that the assessment expects the target to be reached."""
    why = standing.now.why
    told = why.fact("expected") if why.code in _ANNOUNCED else ""
    return date.fromisoformat(told) if told else None


def _stated(config: Config, statement: Statement) -> _Event:
    return _Event(
        uid=name_of(config, "events", "statement", statement.id),
        changed=statement.date,
        day=statement.date,
        summary=phrases(config.language).labels["event_stated"].format(title=statement.title),
        url=address(statement.url),
    )


def _events(config: Config, standing: Standing) -> Iterator[_Event]:
    """Its stamp is the day on which the target last changed, so that the file changes when something does."""
    target, one, language = standing.target, standing.now, config.language
    labels = phrases(language).labels
    for kind, day, closed in (("due", target.due, CLOSED), ("announced", announced(standing), _ENDED)):
        if day and one.status not in closed:
            yield _Event(
                uid=name_of(config, "events", target.id, kind),
                changed=standing.turns[-1].as_of if standing.turns else one.as_of,
                day=day,
                summary=labels[f"event_{kind}"].format(title=title_of(target, language)),
                told=f"{status_name(one, language)}{labels['colon']}{reason(one.why, language)}",
                theme=theme_name(target.theme, language) if target.theme else "",
                url=linked(config, page_of(target.id)) if config.site_url else "",
            )


def _event(event: _Event) -> Iterator[str]:
    """The lines of a whole day that keeps nobody from other things."""
    yield from (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.changed:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        "SUMMARY:" + _text(event.summary),
        "TRANSP:TRANSPARENT",
    )
    texts = (("DESCRIPTION", _text(event.told)), ("CATEGORIES", _text(event.theme)), ("URL", event.url))
    yield from (f"{name}:{text}" for name, text in texts if text)
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A text in one line, with a backslash before what separates values (RFC 5545 section 3.3.11)."""
    return one_line(text).translate(_ESCAPED)


def fold(line: str) -> str:
    """Lines of at most 75 bytes, the later ones begun with a blank; no character is torn (section 3.1)."""
    parts, used = [""], 0
    for sign in line:
        size = len(sign.encode())
        if used + size > LINE_BYTES:
            parts.append("")
            used = 1
        parts[-1] += sign
        used += size
    return "\r\n ".join(parts)
