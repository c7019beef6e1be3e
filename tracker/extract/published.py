"""Head, source, lines and address of a page in; the day on which it was published, or none, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.extract.days import (
    EXPLICIT_BEFORE,
    LABEL_BEFORE,
    MAYBE_DAY,
    Found,
    Known,
    day_in_address,
    days_in,
    month_in_address,
    parse_stamp,
)
from tracker.extract.flow import Flow
from tracker.extract.head import Head
from tracker.extract.markup import attributes
from tracker.extract.wording import POSTED, SENTENCE

_NEAR_DAYS = 2
_SURE = 1.0  # score from which a shown date goes before those in scripts
_SIGNATURE_CHARS = 40
_LABEL_CHARS = 10
_LONG_LINE = 160  # characters; dates in longer lines belong to the text
_META_NAME = re.compile(
    r"(?:\w+[:.])*(?:pub(?:lish(?:ed)?|lication)?|release[d]?|issue[d]?|created?|first|post(?:ed)?|article|news|"
    r"content|firstpublish\w*)?[-_.:]?"
    r"(?:pub(?:lish(?:ed)?)?|release)?[-_.:]?(?:date|time|day)(?:[-_.:]?(?:published|publish|issued|created))?"
    r"|(?:\w+[:.])*(?:pubdate|issued|created|published|create_at|published_time|publish_?time|date\.issued)",
    re.I,
)
_NOT_PUBLISHED = re.compile(r"modif|updat|last|expir|valid|revis|build|crawl", re.I)
# Values begin with a fixed text, which makes the search fast; the name is then looked for before them.
_SCRIPT_VALUES = (
    re.compile(r"""20\d\d(?:[-/年.]\d{1,2}[-/月.]\d{1,2}[^"'<;,)]{0,24}|\d{10}\b)"""),
    re.compile(r"1\d{9}(?:\d{3})?\b"),
)
_SCRIPT_NAME_CHARS = 48
_SCRIPT_NAME = re.compile(
    r"""(?<![a-z])(?:ct|c_?time|create_?time|p_?time|pub_?(?:time|date)|publish_?(?:ed)?_?(?:time|date|at)?(?:str)?|"""
    r"""release_?(?:time|date)|post_?(?:time|date)|date_?published|news_?(?:time|date)|article_?(?:time|date)|"""
    r"""first_?publish\w*|display_?time|ori_?create_?time)["']?\s*[:=]\s*(?:new Date\()?["']?$""",
    re.I,
)
_STAMP = re.compile(r"20\d\d-[01]\d-[0-3]\d(?=[ T]\d\d:\d\d)")
_EPOCH = re.compile(r"1[2-9]\d{8}(?=(?:\d{3})?\b)")
_EPOCH_NAME = re.compile(r"""(?:[tT]ime(?:stamp)?|ts|now|TIME)["']?\s*[:=]\s*["']?$""")
_OTHER_LABEL = re.compile(
    r"(?:来信|來信|写信|留言|提问|咨询|受理|成文|生成|截止|截至|有效期|实施|施行|生效|访问|当前|登录|注册|报名|开始|"
    r"结束|"
    r"活动|举办|会议|出生|来电|投诉|提交|开庭|拍摄)\s*(?:时间|時間|日期|于|於|：|:)?\W*$|今天是|现在是|现在时间",
    re.I,
)
_UPDATED = re.compile(r"(?:更新|修改)(?:时间|時間|日期|于|於)?\W*$|(?:updated|modified)\W*$", re.I)
_UPDATED_AFTER = re.compile(r"[:\d\s]*(?:最后|最近)?(?:更新|修改|编辑|編輯|修訂)")
_PUBLISHED_AFTER = re.compile(r"[:\d\s]*(?:首次)?(?:发布|發布|發佈|发表|發表|刊登|刊出|上线)(?!会|會)")
_OTHER_ARTICLE = re.compile(r"(?:推荐|推薦|相关|相關)(?:文章|阅读|閱讀)?(?:发布)?(?:于|於)?\W*$")
_TITLED = re.compile(r"""\btitle\s*=\s*["']?(20\d\d-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d\d)""")
_REPLY = re.compile(r"(?:答复|回复|办理|办结|答覆|回覆)\s*(?:时间|時間|日期)\W*$")
_MONTH_ALONE = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:[-/.]|月)?")
_DAY_ALONE = re.compile(r"\d{1,2}日?")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a page by their indices: its title (-1: nowhere), the first of the body, and the one after its last."""

    title: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds the day: the page's address, the day on which it was fetched, and its source."""

    address: str
    fetched: date
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A date in the text, and how much it looks like the day of publication."""

    day: date
    score: float


def find_published(page: Flow, head: Head, scripts: tuple[str, ...], place: Place, limits: Limits) -> date | None:
    """The day of publication, or None.

    Stated days go before shown ones, then come scripts and the address. A day that the address contradicts gives way
    to a later candidate that it confirms.
    """
    last = limits.fetched
    in_address = day_in_address(limits.address, last)
    known = Known(last, in_address or month_in_address(limits.address), cache(lambda: _latest(limits.source, last)))
    first: date | None = None
    for day in _candidates(page, head, (scripts, limits.source), place, known):
        if not known.allows(day):
            continue
        if in_address is None or abs((day - in_address).days) <= (_NEAR_DAYS if first is None else 1):
            return day
        first = first or day
    return first or in_address


def _candidates(
    page: Flow, head: Head, sources: tuple[tuple[str, ...], str], place: Place, known: Known
) -> Iterator[date]:
    yield from stated_days(head, page, place)
    shown = shown_days(page, place, known)
    yield from (one.day for one in shown if one.score >= _SURE)
    yield from scripted_days(sources[0])
    # A time told as that long ago keeps its day for who points at it.
    yield from (day for day in map(parse_stamp, _TITLED.findall(sources[1])) if day)
    yield from (one.day for one in shown if one.score < _SURE)


def stated_days(head: Head, page: Flow, place: Place) -> Iterator[date]:
    """Days in metas, JSON-LD and marked-up times, the surest first."""
    metas = [(name, content) for name, content in head.metas if _META_NAME.fullmatch(name)]
    values = [content for name, content in metas if not _NOT_PUBLISHED.search(name)]
    values += [head.linked("datePublished"), head.linked("pubDate"), head.linked("uploadDate")]
    times = [(at, attributes(tag)) for at, tag in page.times if not _NOT_PUBLISHED.search(tag)]
    values += [found.get("datetime", "") for _, found in times if "datePublished" in found.get("itemprop", "")]
    # Other articles on the page may have times of their own; that of this one stands at its head.
    near = sorted(
        (abs(at - max(place.title, 0)), found.get("datetime", "")) for at, found in times if at <= place.first
    )
    values += [value for _, value in near] or [found.get("datetime", "") for _, found in times[:1]]
    return (day for day in map(parse_stamp, values) if day)


def shown_days(page: Flow, place: Place, known: Known) -> list[Shown]:
    """Dates above the body, below it, and signing it, the likeliest first."""
    found: list[Shown] = []
    for at, line in enumerate(page.lines):
        size = len(line.text)
        if not 4 <= size <= _LONG_LINE:
            continue
        inside = place.first <= at < place.end
        if inside and place.first + 3 <= at < place.end - 3 and (size > 60 or "时间" not in line.text):
            continue
        if not MAYBE_DAY.search(line.text) and not (size <= 5 and _YEAR_ALONE.fullmatch(line.text)):
            continue
        text = _with_neighbours(page, at)
        for one in days_in(text, known):
            if not inside or POSTED.search(text) or _signs(text, one, at >= place.end - 3):
                score = _score(text, one) - _distance(at, place) - 3.0 * (line.link > size * 0.3)
                found.append(Shown(one.day, score))
    return sorted(found, key=lambda one: -one.score)


def _with_neighbours(page: Flow, at: int) -> str:
    """The line's text, with the label in the cell before it, or with what a year or a month alone has beside it."""
    text = page.lines[at].text
    if len(text) <= 8 and _MONTH_ALONE.fullmatch(text):
        beside = [line.text for line in page.lines[max(0, at - 1) : at] + page.lines[at + 1 : at + 2]]
        day = next((other for other in beside if _DAY_ALONE.fullmatch(other)), "")
        return f"{text.rstrip('-/.')}-{day}" if day and text[-1] != "月" else text + day
    if len(text) <= 5 and _YEAR_ALONE.fullmatch(text):
        return " ".join(line.text for line in page.lines[at : at + 3])
    before = page.lines[at - 1].text if at and len(text) < 30 and text[0].isdigit() else ""
    return f"{before} {text}" if 0 < len(before) <= _LABEL_CHARS and not before[0].isdigit() else text


def _signs(text: str, one: Found, at_end: bool) -> bool:
    """True for a date within the body that is labelled as that of publication, or stands alone in the last lines."""
    if EXPLICIT_BEFORE.search(text[max(0, one.start - 10) : one.start]):
        return True
    alone = text[one.end :].strip() == "" and text[one.start - 1 : one.start] not in ("（", "(", "[", "【")
    return at_end and alone and len(text) <= _SIGNATURE_CHARS and not SENTENCE.search(text)


def _score(text: str, one: Found) -> float:
    """Labels before the date decide; a time of day and a short line speak for it."""
    before, after = text[max(0, one.start - 10) : one.start], text[one.end : one.end + 10]
    score = 2.0 * one.timed + (1.0 if len(text) < 60 else 0.0)
    if _OTHER_ARTICLE.search(before):
        return score - 6.0
    if _UPDATED_AFTER.match(after):
        return score - 3.0
    if _REPLY.search(before):
        return score + 5.0
    if _OTHER_LABEL.search(before):
        return score - 6.0
    if _UPDATED.search(before):
        return score - 3.0
    return score + (4.0 if LABEL_BEFORE.search(before) or _PUBLISHED_AFTER.match(after) else 0.0)


def _distance(at: int, place: Place) -> float:
    """Dates far from the head of the article are less sure, more so above the title and below the body."""
    if at >= place.end:
        return 4.0 + min(4.0, (at - place.end) * 0.3)
    if at >= place.first:
        return 2.0
    if 0 <= at < place.title:
        return 2.0 + min(3.0, (place.title - at) * 0.3)
    return min(4.0, (place.first - at) * 0.2)


def scripted_days(scripts: tuple[str, ...]) -> Iterator[date]:
    """Days in variables of scripts that are named as times of publication."""
    for script in scripts:
        found = [match for pattern in _SCRIPT_VALUES for match in pattern.finditer(script)]
        for match in sorted(found, key=lambda match: match.start()):
            start = match.start()
            if _SCRIPT_NAME.search(script, max(0, start - _SCRIPT_NAME_CHARS), start):
                day = parse_stamp(match.group())
                if day:
                    yield day


def _latest(source: str, last: date) -> date:
    """The last moment that the page's source mentions, which is about when it was made; `last` without any."""
    stamps = set(_STAMP.findall(source))
    for match in _EPOCH.finditer(source):
        start = match.start()
        if _EPOCH_NAME.search(source, max(0, start - _SCRIPT_NAME_CHARS), start):
            stamps.add(match.group())
    return max((day for day in map(parse_stamp, stamps) if day and day <= last), default=last)
