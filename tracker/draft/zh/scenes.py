"""The lines of a statement come in; its clauses go out, each with its tense, subject, period, theme and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.draft.stated import Line, Setting
from tracker.draft.zh.heads import heading_says, theme_of, until_in
from tracker.draft.zh.rows import Row, read_row
from tracker.draft.zh.tense import tense
from tracker.draft.zh.words import BACKGROUND, LEADS, SPEECH
from tracker.model import Period, Quantity, Span, Understanding

Understand = Callable[[str, date | None, Period | None], Understanding]
Split = Callable[[str], tuple[Span, ...]]

_CUT = re.compile(
    r"[，；。！？：\n]|、(?=开工建设|建成(?!区)|启动(?!区)|新开工|加快推进|推进|完成|实施(?!方案|意见)|引进|举办"
    r"|竣工|投用|开工[^率、“]{4})"
    # 6月底前贯通、年底前通车: two deeds, each with its day
    r"|、(?=(?:力争|争取|确保|计划|预计)?(?:[今明后]年|20\d\d年|\d{1,2}月|年[底内]|[上下]半年|[一二三四]季度|春节|国庆|[“]?[五十]一)"
    r"[^、，；。]{0,12}(?:[通投完交启封开竣贯落]|建成|运营|招生))"
)
_LONGEST_CHARS = 1_200  # of a sentence; what is longer is read in pieces
_NUMBER = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．](?!\d(?!\d{3}年))|[①-⑳●■◆•·*-]\s*"
    r"|第?[一二三四五六七八九十]+[、，])+\s*"
)
_BRACKET = re.compile(r"[（(][^（）()]{1,120}[）)]")
_SUBJECT = re.compile(
    r"^(?P<name>[一-龥A-Za-z“”0-9·]{2,14}?)(?=将|(?<![纲摘主重需])要(?!素)|聚焦|突出|围绕|促进|力争|计划(?=[在于])|继续|持续|坚持"
    r"|瞄准|锚定|深化|加快|今年|到20\d\d年)"
)
_NO_SUBJECT = re.compile(
    r"^(?:全[区市县省镇州]|[我本该][区市县省局们]|我们|新区|今年|明年|今后|未来|同时|此外|另外|下一步|接下来|会议"
    r"|政府|他|她|大家|其中|到|年|在|从|以|把|对|要|还|也|并|坚|积|进|力"
    r"|不|更|努|深|加|推|围|聚|突|促|统|全面|大力|扎实|持续|继续|着力|稳步|有序|首先|其次|[一二三四五]是|各级"
    r"|各部门|有关|相关|区委|市委|县委|区级|县级|市级)|表示|透露|介绍|指出|^累计|的项目$|^紧盯|^抢抓|^发挥|^用好|^对照|^加强|^强化|^提高|^提升|^优化|^完善|^健全|^扩大|^实施|^建设|^打造|^开展|^支持|^引导|^推进|^做|^以"
)
# What is measured is no subject of what follows.
_MEASURE = re.compile(
    r"^[^，]{2,20}?(?:率|比重|比例|占比|总额|总量|指数|浓度|天数|面积|人数|规模)(?:要|将|力争|继续|保持|今年)"
)
# A span that holds for the sentences after it too, until another is named: “十五五”期间，…
_SPAN_OF_YEARS = re.compile(r"五”?(?:期间|时期)|(?:未来|今后)[一二三四五六七八九十两几\d]+年")
# “十五五”规划: the name of a plan, not a time.
_IN_NAME = re.compile(r"”?(?:规划|纲要|计划|专项|开局|收官|良好开局)")
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
    firm: bool = False  # due was said by itself (到2030年，) and holds beyond a semicolon
    until: date | None = None
    subject: str = ""
    subject_at: int = -1


@dataclass(frozen=True, slots=True)
class _Mood:
    """What carries over from clause to clause. section: what headings say; plan: whether a plan is being told.

    until: the end of the years that the headline, a heading or the paragraph is about, where they are not the next.
    """

    section: bool | None = None
    plan: bool = False
    theme: str = ""
    until: date | None = None


def read_scenes(lines: Sequence[Line], setting: Setting, understand: Understand, split: Split) -> Iterator[Scene]:
    """All clauses of the paragraphs in their order."""
    reading = _Reading(understand, split, setting)
    mood = _Mood(section=True if setting.ahead else None, plan=setting.ahead, until=setting.until)
    number, after_heading = 0, False
    for line in lines:
        if line.heading:
            mood = _headed(mood, line.text, setting, after_heading)
            after_heading = True
            continue
        if not line.text.strip():
            continue
        after_heading = False
        row = read_row(line.text, lambda text: _last_day(text, reading))
        section = mood.until
        for span in _pieces(line.text[: row.end], split):
            span = (max(span[0], row.start), span[1])
            if _BRACKET.fullmatch(line.text[span[0] : span[1]].rstrip("。；")):
                continue
            number += 1
            scenes, mood = _sentence(line, span, (number, mood), reading)
            yield from (_attributed(scene, row) for scene in scenes)
        mood = replace(mood, until=section)


def _headed(mood: _Mood, heading: str, setting: Setting, second: bool) -> _Mood:
    said = heading_says(heading, setting.year)
    section = mood.section if said is None else said
    # Of two headings in a row the first is the heading, unless both are numbered.
    plain = second and not re.match(r"[（(一二三四五六七八九十第]", heading.strip())
    theme = mood.theme if plain else theme_of(heading)
    until = until_in(heading, setting.day) or (None if re.search(r"今年|20\d\d年", heading) else mood.until)
    return _Mood(section=section, plan=bool(section), theme=theme, until=until)


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
    over = replace(over, due=mood.until, until=mood.until)
    scenes: list[Scene] = []
    for start, end in _clauses(text):
        scene, over = _scene(text, (start, end), (known, place, over), reading.setting)
        scenes.append(scene)
        if text[end : end + 1] == "；":
            due = over.due if over.firm else over.until
            over = _Carried(plan=over.plan, told=over.told, due=due, firm=over.firm, until=over.until)
    return scenes, replace(mood, plan=over.plan, until=over.until)


def _scene(
    text: str, span: Span, at_hand: tuple[Understanding, _Spot, _Carried], setting: Setting
) -> tuple[Scene, _Carried]:
    """One clause, and what it hands on to the next."""
    (known, place, over), (start, end) = at_hand, span
    clause = text[start:end]
    periods = _periods(clause, start, known, setting if over.plan else None)
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
    over = replace(over, plan=plan, subject=subject, subject_at=subject_at)
    if governs:
        over = replace(over, due=due, firm=not bare, until=_until(clause, due, over, setting))
    return scene, over


def _periods(clause: str, start: int, known: Understanding, planned: Setting | None) -> list[Period]:
    """The periods of a clause as offsets into it; in a plan those without a year are of the year that it plans."""
    end = start + len(clause)
    moved = (_moved(one, start) for one in known.periods if start <= one.span[0] < end)
    kept = [one for one in moved if "五" not in one.raw or not _IN_NAME.match(clause[one.span[1] :])]
    # 到三季度末 in a plan is a day to come, not the last one that figures are known for.
    kept = [replace(one, role="deadline") if clause[: one.span[0]].endswith("到") else one for one in kept]
    return [_forward(one, planned) for one in kept] if planned else kept


def _until(clause: str, due: date | None, over: _Carried, setting: Setting) -> date | None:
    """The end of the years that the sentences after a clause are about."""
    if _SPAN_OF_YEARS.search(clause):
        return due
    return None if due and due.year <= setting.year else over.until


def _attributed(scene: Scene, row: Row) -> Scene:
    """The clause with who answers for its paragraph, and by when where it does not say so itself."""
    if row.limit is None or scene.own_due:
        return replace(scene, owner=row.owner)
    return replace(scene, owner=row.owner, due=row.limit, own_due=True, this_year=True)


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


def _last_day(text: str, reading: _Reading) -> date | None:
    periods = reading.understand(text, reading.setting.day, None).periods
    return max((_forward(one, reading.setting).end or date.min for one in periods), default=None)


def _due(clause: str, periods: Sequence[Period], setting: Setting) -> tuple[date | None, bool, bool]:
    """(the last day that the periods of a clause set, whether it is more than 今年, whether it says little else)."""
    ahead = [one for one in periods if one.role not in ("base", "pub") and one.end and one.end >= setting.day]
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


_LEFT = re.compile(r"(?:到|至|在|于|截至)?\0(?:前后|前|之前|以前|内|之内|里|期间|，|的|左右)?")


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
