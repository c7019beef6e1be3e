"""The lines of a statement come in; its clauses go out, each with its tense, subject, period, theme and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.draft.stated import Line, Setting
from tracker.draft.zh.heads import heading_says, theme_of
from tracker.draft.zh.tense import tense
from tracker.draft.zh.words import BACKGROUND, LEADS, SPEECH
from tracker.model import Period, Quantity, Span, Understanding

Understand = Callable[[str, date | None, Period | None], Understanding]
Split = Callable[[str], tuple[Span, ...]]

_CUT = re.compile(
    r"[，；。！？：\n]|、(?=开工建设|建成(?!区)|启动(?!区)|新开工|加快推进|推进|完成|实施(?!方案|意见)|引进|举办"
    r"|竣工|投用|开工[^率、“]{4})"
)
_LONGEST_CHARS = 1_200  # of a sentence; what is longer is read in pieces
_NUMBER = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．](?!\d(?!\d{3}年))|[①-⑳●■◆•·*-]\s*"
    r"|第?[一二三四五六七八九十]+[、，])+\s*"
)
_BRACKET = re.compile(r"[（(][^（）()]{1,120}[）)]")
_OWNER = re.compile(r"(?:责任|牵头|主责|实施|负责|承办)(?:单位|部门|领导)?\s*[：:]\s*(?P<names>[^；;）)]+)")
_LIMIT = re.compile(r"(?:完成|办结)?(?:时限|时间|期限)\s*[：:]\s*(?P<day>[^；;）)]+)")
_SUBJECT = re.compile(
    r"^(?P<name>[一-龥A-Za-z“”0-9·]{2,14}?)(?=将|要(?!素)|聚焦|突出|围绕|促进|力争|计划(?=[在于])|继续|持续|坚持"
    r"|瞄准|锚定|深化|加快|今年|到20\d\d年)"
)
_NO_SUBJECT = re.compile(
    r"^(?:全[区市县省镇州]|[我本该][区市县省局们]|我们|新区|今年|明年|今后|未来|同时|此外|另外|下一步|接下来|会议"
    r"|政府|他|她|大家|其中|到|年|在|从|以|把|对|要|还|也|并|坚|积|进|力"
    r"|不|更|努|深|加|推|围|聚|突|促|统|全面|大力|扎实|持续|继续|着力|稳步|有序|首先|其次|[一二三四五]是|各级"
    r"|各部门|有关|相关|区委|市委|县委|区级|县级|市级)|表示|透露|介绍|指出|^紧盯|^抢抓|^发挥|^用好|^对照|^加强|^强化|^提高|^提升|^优化|^完善|^健全|^扩大|^实施|^建设|^打造|^开展|^支持|^引导|^推进|^做|^以"
)
# What is measured is no subject of what follows.
_MEASURE = re.compile(
    r"^[^，]{2,20}?(?:率|比重|比例|占比|总额|总量|指数|浓度|天数|面积|人数|规模)(?:要|将|力争|继续|保持|今年)"
)
_AHEAD_YEARS = re.compile(r"^(?:未来|今后|接下来)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A clause: its text, where it begins in the statement, and what holds there.

    skip: letters before its words (the number of a list, the place as a matter of course). bare: its words without
    brackets and periods. subject_at: where the subject's clause begins in the
    statement. due: by its own words or those that govern it; own_due: by its own. sentence: one number for each.
    """

    text: str
    start: int
    sentence: int
    planned: bool
    skip: int
    bare: str
    quantities: tuple[Quantity, ...]
    periods: tuple[Span, ...]
    subject: str = ""
    subject_at: int = -1
    due: date | None = None
    own_due: bool = False
    this_year: bool = False  # it says 今年 or a day of its own
    theme: str = ""
    owner: str = ""
    background: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    understand: Understand
    split: Split
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a sentence begins in the statement, its number, and its theme."""

    start: int
    sentence: int
    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """What a clause hands on to the next of its sentence. told: it stands in a review of what was done."""

    plan: bool
    told: bool = False
    due: date | None = None
    subject: str = ""
    subject_at: int = -1


@dataclass(frozen=True, slots=True)
class _Mood:
    """What carries over from clause to clause. section: what headings say; plan: whether a plan is being told."""

    section: bool | None = None
    plan: bool = False
    theme: str = ""


def read_scenes(lines: Sequence[Line], setting: Setting, understand: Understand, split: Split) -> Iterator[Scene]:
    """All clauses of the paragraphs in their order."""
    reading = _Reading(understand, split, setting)
    mood = _Mood(section=True if setting.ahead else None, plan=setting.ahead)
    number, after_heading = 0, False
    for line in lines:
        if line.heading:
            mood = _headed(mood, line.text, setting, after_heading)
            after_heading = True
            continue
        if not line.text.strip():
            continue
        after_heading = False
        told = _attributes(line.text, reading)
        for span in _pieces(line.text, split):
            if _BRACKET.fullmatch(line.text[span[0] : span[1]].rstrip("。；")):
                continue
            number += 1
            scenes, mood = _sentence(line, span, (number, mood), reading)
            yield from (_attributed(scene, told) for scene in scenes)


def _headed(mood: _Mood, heading: str, setting: Setting, second: bool) -> _Mood:
    said = heading_says(heading, setting.year)
    section = mood.section if said is None else said
    # Of two headings in a row the first is the heading, unless both are numbered.
    plain = second and not re.match(r"[（(一二三四五六七八九十第]", heading.strip())
    theme = mood.theme if plain else theme_of(heading)
    return _Mood(section=section, plan=bool(section), theme=theme)


def _pieces(text: str, split: Split) -> Iterator[Span]:
    """Sentences, no longer than the grammar reads at once."""
    for start, end in split(text):
        while end - start > _LONGEST_CHARS:
            cut = text.rfind("，", start + _LONGEST_CHARS // 2, start + _LONGEST_CHARS)
            cut = cut + 1 if cut > 0 else start + _LONGEST_CHARS
            yield start, cut
            start = cut
        yield start, end


def _sentence(line: Line, span: Span, told: tuple[int, _Mood], reading: _Reading) -> tuple[list[Scene], _Mood]:
    number, mood = told
    text = line.text[span[0] : span[1]]
    known = reading.understand(text, reading.setting.day, None)
    place = _Spot(line.start + span[0], number, mood.theme)
    over = _Carried(plan=mood.plan if mood.section is None else mood.section, told=mood.section is False)
    scenes: list[Scene] = []
    for start, end in _clauses(text):
        scene, over = _scene(text, (start, end), (known, place, over), reading.setting)
        scenes.append(scene)
        if text[end : end + 1] == "；":
            over = _Carried(plan=over.plan, told=over.told)
    return scenes, replace(mood, plan=over.plan)


def _scene(
    text: str, span: Span, at_hand: tuple[Understanding, _Spot, _Carried], setting: Setting
) -> tuple[Scene, _Carried]:
    """One clause, and what it hands on to the next."""
    known, place, over = at_hand
    start, end = span
    clause = text[start:end]
    periods = [_moved(one, start) for one in known.periods if start <= one.span[0] < end]
    if over.plan:
        periods = [_forward(one, setting) for one in periods]
    planned, plan = tense(clause, periods, over.plan, setting)
    due, own, alone = _due(clause, periods, setting)
    skip = _skipped(clause, setting)
    bare = _bare(clause, skip, periods)
    subject, subject_at = over.subject, over.subject_at
    if not _MEASURE.match(bare):
        subject, subject_at = _subject(bare, ((subject, subject_at), place.start + start), setting)
    scene = Scene(
        text=clause,
        start=place.start + start,
        sentence=place.sentence,
        planned=planned and not over.told,
        skip=skip,
        bare=bare,
        quantities=tuple(
            replace(one, span=(one.span[0] - start, one.span[1] - start))
            for one in known.quantities
            if start <= one.span[0] < end
        ),
        periods=tuple(one.span for one in periods),
        subject=subject,
        subject_at=subject_at,
        due=due or over.due,
        own_due=own,
        this_year=due is not None,
        theme=place.theme,
        background=BACKGROUND.match(bare) is not None,
    )
    governs = due is not None and (alone or not own)
    return scene, replace(over, plan=plan, due=due if governs else over.due, subject=subject, subject_at=subject_at)


def _attributed(scene: Scene, told: tuple[str, date | None]) -> Scene:
    """The clause with who answers for its paragraph, and by when where it does not say so itself."""
    owner, limit = told
    if limit is None or scene.own_due:
        return replace(scene, owner=owner)
    return replace(scene, owner=owner, due=limit, own_due=True, this_year=True)


def _clauses(text: str) -> Iterator[Span]:
    """Clauses between marks; a mark in brackets cuts none."""
    masked = _BRACKET.sub(lambda found: "\0" * len(found[0]), text)
    start = 0
    for found in _CUT.finditer(masked):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)


_NAMED_YEAR = re.compile(r"\d{4}|[今去明上前次来后当同]年|十[一二三四五六]五|未来|过去|以来|近|截|目前")


def _forward(period: Period, setting: Setting) -> Period:
    """全年 in a plan of March is this year's, not last year's as in a report of results."""
    named = _NAMED_YEAR.search(period.raw) is not None or period.role in ("base", "asof", "pub")
    if named or period.end is None or (period.end >= setting.day and period.end.year >= setting.year):
        return period
    start = None if period.start is None else _next_year(period.start)
    return replace(period, start=start, end=_next_year(period.end))


def _next_year(day: date) -> date:
    last = (day.month, day.day) == (2, 29)
    return date(min(day.year + 1, date.max.year), day.month, 28 if last else day.day)


def _moved(period: Period, by: int) -> Period:
    return replace(period, span=(period.span[0] - by, period.span[1] - by))


def _attributes(text: str, reading: _Reading) -> tuple[str, date | None]:
    """Who answers for it and by when, where a bracket says so."""
    owner, limit = "", None
    for found in _BRACKET.finditer(text):
        if named := _OWNER.search(found[0]):
            owner = owner or re.split(r"[，,、]", named["names"])[0].strip()
        if day := _LIMIT.search(found[0]):
            days = [one.end for one in reading.understand(day["day"], reading.setting.day, None).periods if one.end]
            limit = limit or (max(days) if days else None)
    return owner, limit


def _due(clause: str, periods: Sequence[Period], setting: Setting) -> tuple[date | None, bool, bool]:
    """(the last day that the periods of a clause set, whether it is more than 今年, whether it says little else)."""
    ahead = [one for one in periods if one.role not in ("base", "pub", "asof") and one.end and one.end >= setting.day]
    if not ahead:
        return None, False, False
    # 今年8月: the narrower one; of two days in one clause the later governs its deed.
    period = ahead[-1]
    end = period.end
    assert end is not None, "only periods with an end are ahead"
    if _AHEAD_YEARS.match(period.raw) and setting.day.month <= 6 and "年" in period.raw:
        end = date(max(end.year - 1, 1), 12, 31)  # counted from the year that has just begun
    rest = re.sub(r"[\s到至在力争确保前内，将]", "", _without(clause, [one.span for one in periods]))
    plain = re.fullmatch(r"今年|本年度?|全年|明年|20\d\d年", period.raw) is not None and period.role != "deadline"
    return end, not plain, len(rest) <= 2


def _without(text: str, spans: Sequence[Span]) -> str:
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces.append(text[last:start])
            last = min(end, len(text))
    return "".join([*pieces, text[last:]])


_LEFT = re.compile(r"(?:到|至|在|于|截至)?\0(?:前|之前|以前|内|之内|里|期间|，|的|左右)?")


def without_periods(text: str, spans: Sequence[Span]) -> str:
    """The text without its periods and the words that tie them to it (到…, …前)."""
    for start, end in sorted(spans, reverse=True):
        if 0 <= start < len(text):
            text = text[:start] + "\0" + text[end:]
    return _LEFT.sub("", text)


_OURS = "全[区市县省镇州]|[我本该][区市县省州]|[区市县]里|[区市县]政府|管委会|新区|我们"


def _skipped(clause: str, setting: Setting) -> int:
    """Letters at the start of a clause that say neither who nor what: its number, an opening quote, the place."""
    number = _NUMBER.match(clause)
    at = number.end() if number else 0
    opening = re.match(r"[\s\u2009\\]*(?:“(?=[^”]*$))?[\s\u2009]*", clause[at:])
    at += opening.end() if opening else 0
    names = "|".join(map(re.escape, sorted(filter(None, setting.names), key=len, reverse=True)))
    short = rf"|(?:{names})(?=[还也]?将|[要力争确继续今计全])" if names else ""
    full = f"|{re.escape(setting.names[0])}" if names else ""
    place = re.match(rf"(?:{_OURS}{full}{short})(?!域|内|级|委)", clause[at:])
    return at + (place.end() if place else 0)


def _bare(clause: str, skip: int, periods: Sequence[Period]) -> str:
    inside = [(a - skip, b - skip) for a, b in (one.span for one in periods if one.role != "base") if a >= skip]
    bare = re.sub(r"[\s\u2009\\]+", "", _BRACKET.sub("", without_periods(clause[skip:], inside)))
    return bare.removesuffix("”") if "“" not in bare else bare


def _subject(bare: str, told: tuple[tuple[str, int], int], setting: Setting) -> tuple[str, int]:
    """The subject that a clause names for itself and those after it, with where; else the one so far."""
    (subject, at), here = told
    if SPEECH.match(bare):
        return subject, at
    found = _SUBJECT.match(LEADS.sub("", bare).strip('“”"'))
    if found is None or _NO_SUBJECT.search(found["name"]):
        return subject, at
    if any(found["name"].endswith(name) or found["name"].startswith(name) for name in setting.names if name):
        return "", -1
    return found["name"], here
