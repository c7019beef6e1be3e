"""A government's statement and what is known of it come in; a draft of its goals, each with its words, goes out."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from tracker.draft import zh
from tracker.draft.drafted import Draft, Drafted, Paper
from tracker.draft.naming import confidence_of, ideas_of, name_all
from tracker.draft.places import guards, place_of
from tracker.draft.stated import Line, Setting, Stated
from tracker.errors import ConfigError, ExtractError
from tracker.language import Language, language
from tracker.model import Mended, Place, Reason, Statement

__all__ = ["Draft", "Drafted", "Known", "Paper", "draft"]

Known = tuple[date | None, str, str]  # day, place and title, where a person gives them

_MARKS = {",": "，", ";": "；", ":": "：", "\\": " "}
_LEAST_SIGNS = 2  # one odd word may be chance
_LONGEST_TITLE = 60


def draft(paper: Paper, known: Known) -> Draft:
    """Draft the goals of a statement. ConfigError where its day or place cannot be told; ExtractError without goals."""
    tongue = language("zh")
    copy = _mended(tongue.normalise(paper.text), tongue)
    text = _widened(copy.text)
    lines = _lines(text, paper.headings)
    told = [line.text for line in lines if line.text.strip()]
    head = paper.title or (told[0].strip() if told else "")
    day, remarks = _day(known[0] or paper.day, told)
    place = _place(known[1], head, told)
    title = known[2] or zh.event_in(head, told) or f"{place.name} {day.isoformat()}"
    setting = _setting(head[:_LONGEST_TITLE], told, day, place)
    goals = zh.read_goals(lines, setting, tongue.understand, tongue.sentences)
    if not goals:
        raise ExtractError(
            "no goals were found; is it a government's statement of what it will do?",
            where=paper.url,
            fix="if it is, give its day with --published DAY, or save its text alone as a .txt file",
        )
    return Draft(
        title=f"{place.name}{setting.year}年重点任务",
        place=place,
        statement=Statement(
            id="statement",
            title=title,
            publisher=paper.publisher or zh.publisher_in(told),
            date=day,
            url=paper.url if paper.url.startswith(("http://", "https://")) else "",
        ),
        targets=_targets(goals, (place, setting.year), paper, copy),
        changes=copy.changes,
        adverts=copy.adverts,
        remarks=remarks,
    )


def _setting(headline: str, told: list[str], day: date, place: Place) -> Setting:
    return Setting(
        day=day,
        year=zh.planned_year(headline, told, day),
        names=(place.name, *place.aliases[:1]),
        ahead=zh.headline_plans(headline),
        until=zh.until_in(headline, day),
    )


def _mended(text: str, tongue: Language) -> Mended:
    if len(tongue.spun_words(text)) >= _LEAST_SIGNS:
        return tongue.mend(text)
    whole = tuple(range(len(text)))
    return Mended(text=text, starts=whole, ends=tuple(place + 1 for place in whole))


def _widened(text: str) -> str:
    """The text with the marks of Chinese, one for one; straight quotes open and close in turn within their line."""
    text = re.sub(r"(?<!\d)[,:]|[,:](?!\d)|[;\\]", lambda found: _MARKS[found[0]], text)
    lines = []
    for line in text.split("\n"):
        pieces = line.split('"')
        marked = [piece + "“”"[at % 2] for at, piece in enumerate(pieces[:-1])]
        lines.append("".join([*marked, pieces[-1]]))
    return "\n".join(lines)


def _lines(text: str, headings: frozenset[int]) -> list[Line]:
    lines, start = [], 0
    for number, line in enumerate(text.split("\n")):
        lines.append(Line(text=line, start=start, heading=number in headings or zh.is_heading(line)))
        start += len(line) + 1
    return lines


def _day(given: date | None, told: list[str]) -> tuple[date, tuple[Reason, ...]]:
    """The day of the statement, with a remark where it was only gathered from its text."""
    if given is not None:
        return given, ()
    found = zh.day_in(told)
    if found is None:
        fix = "say so with --published 2025-01-17"
        raise ConfigError("the text does not tell the day of the statement", fix=fix)
    return found, (Reason(code="day_gathered", facts=(("day", found.isoformat()),)),)


def _place(given: str, head: str, told: list[str]) -> Place:
    name = given or zh.place_in(head, told)
    if not name:
        raise ConfigError("the text does not tell whose statement it is", fix="say so with --place 某某区")
    return place_of(name, zh.places_named(told))


def _targets(goals: tuple[Stated, ...], whose: tuple[Place, int], paper: Paper, copy: Mended) -> tuple[Drafted, ...]:
    place, year = whose
    ideas = [ideas_of(goal, place, copy.text[goal.start : goal.end]) for goal in goals]
    starts = [0, *(found.end() for found in re.finditer("\n", paper.text))]
    drafted = []
    for goal, name, about in zip(goals, name_all(goals, ideas, zh.spell, year), ideas, strict=True):
        start, end = copy.starts[goal.start], copy.ends[goal.end - 1]
        checks = goal.doubts
        if copy.text[goal.start : goal.end] != paper.text[start:end] and copy.changes:
            checks = (*checks, Reason(code="mended"))
        drafted.append(
            Drafted(
                id=name,
                goal=goal,
                title_en=zh.english_title(goal),
                about=about,
                not_about=guards(goal.measure, place),
                quote=paper.text[start:end],
                start=start,
                end=end,
                line=bisect_right(starts, start),
                confidence=confidence_of(goal, checks),
                checks=checks,
            )
        )
    return tuple(drafted)
