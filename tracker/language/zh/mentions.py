"""In comes a normalised text with its publication date; out come the periods it names and what they govern."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.language.zh.calendar import Days
from tracker.language.zh.period_words import kind_of, period_pattern
from tracker.language.zh.periods import Found, Frame, days_of
from tracker.model import Period, Span

_BEFORE = re.compile(
    r"(?P<asof>截至|截止到?|截至到)(?:了)?$"
    r"|(?P<base>(?<![同环占对评配正反绿字])比|较(?!为)|相比于?|对比|高于|低于|快于|慢于"
    r"|好于|优于|高出|超过|不及|低过|逊于)(?:的)?$"
    r"|(?P<with>与|同|和|跟)$"
    r"|(?P<is>是|为|相当于|达到?|占)$"
    r"|(?P<moved>[期迟延后整改缓高升加大降少短增长落缩宽涨展跌变翻快收](?:到|至|为))$"
    r"|(?P<until>到|至)$"
    r"|(?P<since>自|从|由)$"
)
_AFTER = re.compile(
    r"(?P<before>之前|以前|前(?![后半三四两\d景往期]))"
    r"|(?P<since>(?:以来|至今(?!年)|来(?=[，,、]|累计)))"
    r"|(?P<from>起|开始|始(?!终|建))"
    r"|(?P<after>之后|以后|后(?!期|半|续|备|天))"
    r"|(?P<span>期间|时期|内|间(?=[，,]))"
)
_LIKE = re.compile(r"(?:[^，。；]{0,6}(?:相比|持平|相当|比较|同口径))")
_TIMES = re.compile(r"(?:的|同期的?)?[^，。；]{0,6}?(?:\d+(?:\.\d+)?|[一二三四五六七八九十两]+)倍")
_FIGURE_NEXT = re.compile(r"的?(?:同比)?(?:增长|下降|增|降)?(?:约|近|超|不足)?-?[\d一二三四五六七八九两百千]")
_AIM_NEXT = re.compile(
    r"(?:的|度)?(?:(?:任务|目标)(?!\d|为|是|：|达)|计划(?=的|，|。|完成)|预算|指标|预期(?!目标?(?:是|为|：)|增长|实现)"
    r"|确定|提出|制定|既定|排定|下达|安排的)"
    r"|(?:来|以来)?同期[新最]|(?:来|以来)?(?:新高|最)"
)
_STAMP_LABEL = re.compile(r"(?:时间|日期|发布|更新|来源|编辑|发表)[:：于 ]*$")
_SAYING = re.compile(
    r"获悉|了解到|发布会|通报|发布|公布|表示|介绍|召开|印发|透露|采访|报道|公示|消息|说明|宣布|来到|走进|看到"
)
_HAPPENED = re.compile(
    r"[^，。；]{0,10}(?:已|曾|完成了|建成了|就|早)|[^，。；]{0,3}(?:因|由于)|[^，。；]{0,8}的(?!目标|任务|计划|要求|承诺|时限)"
)
_PUT_OFF = re.compile(r"(?:[期迟延后缓挪移推拖顺错]了?(?:到|至)了?|调整?(?:到|至)|改(?:到|至|在))$")
_ORIGINALLY = re.compile(r"(?:原|本)(?:计划|定|拟|本|来|先|安排)")
_STILL = re.compile(r"[还将计拟预力要再]")
_DASH = re.compile(r"起?(?:至|到|[-—–~]{1,2})")
_NEXT_OWNER = re.compile(r"的?[^，。；]{1,12}(?:、|和|及|与)")
_Around = tuple[str, "Found | None", "Found | None", Frame]


@dataclass(frozen=True, slots=True)
class Mention:
    """A period with what the grammar needs to know of its wording.

    governs: figures after it belong to it. lasting: sentences after it inherit it. owns: the figure right after it, and
    that one alone, belongs to it (由上年的3.5亿元增至…).
    """

    period: Period
    kind: str
    governs: bool = True
    lasting: bool = True
    owns: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is a single day."""
        return self.period.start is not None and self.period.start == self.period.end


def read_mention(text: str, found: Found, frame: Frame) -> Mention | None:
    """The period of a match of the pattern, or None where its days cannot be known."""
    kind = kind_of(found)
    start, end = found.span()
    if found[0][-1] in "的,，":
        end -= 1
    before = _BEFORE.search(text, max(0, start - 4), start)
    after = _AFTER.match(text, end)
    # 9月30日前建成 looks ahead, 12月31日前已建成 back.
    ahead = after is not None and after.lastgroup == "before" and not _HAPPENED.match(text, after.end())
    ahead = ahead and not _ORIGINALLY.search(text, max(0, start - 8), start)
    ahead = ahead or _PUT_OFF.search(text, max(0, start - 4), start) is not None
    days = days_of(found, kind, replace(frame, planned=True) if ahead else frame)
    if days is None:
        return None
    role, days, end = _role(text, (start, end), days, (kind, before, after, frame))
    if days[0] is not None and days[1] is not None and days[0] > days[1]:
        return None
    period = Period(start=days[0], end=days[1], role=role, raw=text[start:end], span=(start, end), vague=kind == "near")
    return _mention(text, period, kind, before)


def _role(text: str, span: Span, days: Days, around: _Around) -> tuple[str, Days, int]:
    """Role, days and end of a period with the words around it."""
    kind, before, after, frame = around
    start, end = span
    left = before.lastgroup if before else None
    right = after.lastgroup if after else None
    if kind == "stamp" and (":" in text[start:end] or "：" in text[start:end] or _STAMP_LABEL.search(text[:start])):
        return "pub", days, end
    if left == "asof" or kind == "now":
        return "asof", (None, days[1] or days[0]), end
    if _is_base(text, span, left, kind):
        return "base", days, end
    if right == "before" and after:
        last = days[0] - timedelta(days=1) if kind == "holiday" and days[0] else days[1] or days[0]
        return "deadline", (None, last), after.end()
    if right == "since" and after:
        return "during", (days[0] or days[1], frame.published), after.end()
    if right == "from" and days[0] is not None:
        return "from", (days[0], None), end
    if right == "after" and after:
        return "from", (days[1], None), after.end()
    if right == "span" and after:
        end = after.end()
    role = _until(text[start:end], days, left, frame)
    # 到2030年 bounds only the end.
    return role, ((None, days[1]) if role in ("deadline", "asof") else days), end


def _is_base(text: str, span: Span, left: str | None, kind: str) -> bool:
    if left == "base":
        return True
    if kind == "same" and left in ("with", "is"):
        return True
    if left == "with":
        return _LIKE.match(text, span[1]) is not None
    return left == "is" and _TIMES.match(text, span[1]) is not None


def _until(raw: str, days: Days, left: str | None, frame: Frame) -> str:
    if left == "until" and days[1] is not None:
        past = frame.published is not None and days[1] <= frame.published and not frame.planned
        return "asof" if past else "deadline"
    return "deadline" if raw.endswith("内") and days[0] is None else "during"


def _mention(text: str, period: Period, kind: str, before: Found | None) -> Mention:
    left = before.lastgroup if before else None
    end = period.span[1]
    owns = left == "since" and _FIGURE_NEXT.match(text, end) is not None
    governs = not (period.vague or owns or period.role in ("base", "pub") or _AIM_NEXT.match(text, end))
    return Mention(period, kind, governs, governs and kind != "same" and left != "since", owns)


def is_saying(clause: str) -> bool:
    """Whether a clause tells that something was said or published, so that its day is the day of saying."""
    return _SAYING.search(clause) is not None


def find_periods(text: str, frame: Frame, planned: Callable[[int], bool]) -> list[Mention]:
    """The periods of a text in order of position; `planned(offset)` tells whether a plan word governs an offset."""
    mentions: list[Mention] = []
    waiting: list[Found] = []
    topic, day, end = frame.topic, frame.day, 0
    for found in period_pattern().finditer(text):
        if found.start() < end:
            continue
        here = Frame(frame.published, topic, day, planned(found.start()))
        mention = read_mention(text, found, here)
        if mention is None:
            # 去年同期…，今年上半年…: the period that it refers to comes after it.
            waiting += [found] if found["same"] is not None and topic is None else []
            continue
        mention = _follow(text, mentions[-1] if mentions else None, mention)
        if mentions and mention.period.span[0] == mentions[-1].period.span[0]:
            mentions.pop()
        mentions.append(mention)
        period, end = mention.period, mention.period.span[1]
        if mention.exact and period.role == "during":
            day = period.start
        elif mention.lasting and period.role in ("during", "asof") and period.end is not None:
            topic = period
    late = [read_mention(text, found, Frame(frame.published, topic, day)) for found in waiting] if topic else []
    return sorted([*mentions, *(m for m in late if m)], key=lambda m: m.period.span)


def _follow(text: str, before: Mention | None, mention: Mention) -> Mention:
    """A period as the one before it makes of it: the end of a span (去年10月至今年3月), the next of owners."""
    if before is None:
        return mention
    first, last = before.period, mention.period
    gap = text[first.span[1] : last.span[0]]
    if _DASH.fullmatch(gap) and _reaches(first, last):
        span = (first.span[0], last.span[1])
        whole = Period(start=first.start, end=last.end, raw=text[span[0] : span[1]], span=span)
        return Mention(whole, "years", lasting=True)
    # 由一季度的-1.2%、上半年的0.8%回升至2.5%: either period owns its figure.
    if before.owns and _NEXT_OWNER.fullmatch(gap) and _FIGURE_NEXT.match(text, last.span[1]):
        return replace(mention, governs=False, lasting=False, owns=True)
    # 截至9月底，全区年内新增: the day counts, 年内 only says since when.
    counted = first.role == "asof" and (before.kind != "now" or first.raw.startswith("截")) and len(gap) <= 12
    if last.raw == "年内" and counted and not _STILL.match(text, last.span[1]):
        return replace(mention, governs=False, lasting=False)
    return mention


def _reaches(first: Period, last: Period) -> bool:
    if first.start is None or last.end is None or first.vague or first.role not in ("during", "from"):
        return False
    return first.start < (last.start or last.end) and last.role in ("during", "asof", "deadline")
