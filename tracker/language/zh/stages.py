"""In come a normalised text, its periods and its plan-or-fact timeline; out come the stages that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tracker.language.zh.calendar import later
from tracker.language.zh.mentions import Mention, is_saying
from tracker.language.zh.modality import Timeline
from tracker.language.zh.numerals import parse_number
from tracker.language.zh.stage_phrases import stage_named, stage_pattern
from tracker.model import Span, StageMention

_NOT = re.compile(
    r"(?:尚未|尚无|暂无|还未|仍未|未能|没有|没能|并未|未曾|(?<![从])未(?!来|必|经|成年)"
    r"|还没|从未|暂未|暂不|不再|无法|不能|难以|并没有|迟迟未|不会|不存在|并非|无需|不需"
    r"|未按期|没[赶按等]|没(?=完|开|建|竣|通|投|动|交))"
)
# 开诊时间还没有确定, 启用日期另行通知: the thing has not come so far.
_OPEN = re.compile(
    r"(?:的?(?:时间|日期|日子|具体时间|具体日期|工作)?)[^，。；]{0,4}(?:还没有?|尚未|尚待"
    r"|仍未|未|待)(?:最终|正式|完全)?(?:确定|敲定|明确|公布|定)|时间(?:另行通知|待定|未定)|[还仍][得要需须](?:再|多)?等(?!到|至)|[再多]等(?!到|至|于|同)"
)
_AS_NOUN = re.compile(
    r"时间|日期|条件|手续|标准|经费|费用|准备|工作日|前(?!期|三|10|十|来|往|，)|之前|以前"
    r"|后(?!，?正式)|之后|以后|以来|当天|率|面积|规模(?!化)|里程|权|方案|计划|要求|情况"
    r"|规则|指南|进度|经验|单位|公告|门票|首日|首周"
)
# 延期交付, 暂停对外开放: the word names what was put off.
_STOPPED = re.compile(
    r"(?:暂停|停止|中断|停|推迟|延期|延后|延迟|暂缓|取消|叫停)(?:了)?(?:对外|正式|向[^，。；]{1,4})?$"
)
_ASKED = re.compile(r"什么时候|何时|啥时候|几时|多久才?能?|是否|能否")
# 举行开工仪式: what was held is not the thing itself.
_CEREMONY = re.compile(r"(?:了)?[^，。；]{0,14}?(?:仪式|发布会|会议|座谈会|推进会|调度会|签约|论证会|培训|听证会)")
_ENTRIES = re.compile(r"报名[^，。；]{0,4}$")
# 开园时间定为8月20日; 比赛日仍是10月18日, where the date must follow at once (开放时间为9时至17时 are hours)
_FIXED = re.compile(
    r"(?:举办|举行)?的?(?:具体)?(?:时间|日期|日子|日)(?:(?:初步|暂|正式|拟|已|仍)*(?:确定|定|锁定|安排|敲定)(?:为|在|于)"
    r"|(?P<is>(?:不变，)?(?:仍|还|依然|依旧|暂|预计|初步)*(?:是|为|在|：|:)))"
    # 竣工要等到明年3月, 开园最快也要到国庆
    r"|(?:的?(?:时间|日期))?(?:则|也|还|就|仍|最快|最早)*(?P<later>要等|要到|得等|得到|需等|还需|预计|预期|有望|计划|拟)"
)
_NEAR = re.compile(r"在即|(?:进入)?倒计时|指日可待")
_ORIGINAL = re.compile(r"(?:原|本|先前)(?:定|计划|拟|先|本|安排|订|排)(?:于|在)?(?!一致)")
_TIME_WORD = re.compile(r"时间|日期|工期|档期|赛程|原定|原计划|开放|开园|举行|举办|启用|投用|完工|竣工|通车|开工|交付")
# Words that are a stage only of works and events; of other things they say nothing.
_SHIFT = re.compile(r"了?(?P<n>\d{1,3}|[一两二三四五六七八九十]{1,2})(?:个(?=星|月))?(?P<unit>天|周|星期|(?<=个)月|年)")
_BREAKS = ("delayed", "cancelled", "suspended")
_DEEDS = ("started", "topped_out", "completed", "opened", "adopted", "held")
_ATTRIBUTE = re.compile(r"(?:了|过)?[^，。；]{0,8}的(?!时间|日期|原因|通知|公告|消息|决定|情况|申请|可能)")
_AT_LAST = re.compile(r"终于|总算|如愿|后来|之后|以后|[周月年天次]后")
_ONCE = re.compile(r"一再|曾|多次|几度|两度|数度|屡次|再三|一度|此前")
_DENIED = re.compile(r"[^，。；]{0,8}(?:不实|不属实|谣言|系误传|有误|是假的|是误传|并非事实|传言)")
# Said of buses and works as well.
_AT_RACES = frozenset({"发车", "开枪", "发枪", "鸣枪", "打响", "开战", "上演", "决出", "开锣", "开骑", "开游"})
_RACE = re.compile(r"赛|跑|骑|马拉松|越野|铁人|锦标|选手|健儿|开幕|演")
# 环氧地坪进场 tells of works on a thing, 施工队伍进场 of its beginning.
_ARRIVAL = frozenset({"进场", "进场施工", "入场施工"})
_MATERIAL = re.compile(
    r"装修|装饰|幕墙|地坪|设备|机电|门窗|钢结构|绿化|苗木|管线|电梯|园林|材料|家具|展陈|空调|消防|精装"
)
_PREMISES = re.compile(r"商场|商城|酒店|门店|分店|馆|公园|中心|广场|医院|大楼|乐园|园区")
_EVENT = re.compile(r"赛|节|展(?!馆|示|览馆)|会(?!馆|展)|活动|周|仪式")
_VAGUE_DELAY = frozenset({"调整为", "调整至", "调整到", "改为", "改至", "变更为"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A text cut into clauses and sentences, with its titles in 《》."""

    text: str
    published: date | None
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    titles: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    timeline: Timeline

    def clause(self, place: int) -> Span:
        """The clause that holds a place."""
        return _piece(self.clauses, place, len(self.text))

    def sentence(self, place: int) -> Span:
        """The sentence that holds a place."""
        return _piece(self.sentences, place, len(self.text))


def _piece(starts: tuple[int, ...], place: int, size: int) -> Span:
    index = bisect_right(starts, place)
    return starts[index - 1], (starts[index] if index < len(starts) else size)


def find_stages(scene: Scene) -> tuple[StageMention, ...]:
    """The stages of a text in order, without those inside titles, nouns (开放日) and broken former plans (原定…)."""
    stages = []
    for found in stage_pattern().finditer(scene.text):
        if found["noun"] is not None or any(a <= found.start() < b for a, b in scene.titles):
            continue
        mention = _read_stage(scene, found)
        if mention is not None:
            stages.append(mention)
    return tuple(s for s in stages if s.stage not in _BREAKS or not _is_over(scene, s, stages))


def _read_stage(scene: Scene, found: re.Match[str]) -> StageMention | None:
    stage = stage_named(found)
    start, end = found.span()
    first, last = scene.clause(start)
    left, right = scene.text[first:start], scene.text[end:last]
    negated = [m for m in _NOT.finditer(left) if start - first - m.end() <= 8]
    if stage in _BREAKS:
        return _read_break(scene, found, stage, bool(negated))
    fixed = _is_fixed(scene, found)
    if _says_nothing(stage, found[0], left, right) or (stage == "fixture" and not fixed):
        return None
    if found[0] in _AT_RACES and not _RACE.search(scene.text):
        return None
    near = 8 if stage != "ongoing" else 3
    if any(len(left) - m.end() <= near for m in negated) or _OPEN.match(right):
        return StageMention(raw=found[0], span=(start, end), stage="not_done", modality="actual")
    if (_AS_NOUN.match(right) and not fixed) or _is_former(left):
        return None
    stage = _in_context(stage, found[0], left)
    planned = _is_planned(scene, found, fixed)
    return StageMention(
        raw=found[0],
        span=(start, end),
        stage="held" if stage == "fixture" else stage,
        modality="planned" if planned else "actual",
        expected=_expected(scene, (start, end), fixed) if planned else None,
        day=None if planned else _day(scene, (start, end)),
    )


def _in_context(stage: str, word: str, left: str) -> str:
    """The stage of a word that means another one of some things: 设备进场, 商场开幕."""
    if word in _ARRIVAL and _MATERIAL.search(left):
        return "ongoing"
    return "opened" if word == "开幕" and _PREMISES.search(left) and not _EVENT.search(left) else stage


def _expected(scene: Scene, span: Span, fixed: bool) -> date | None:
    """The last day of the window of a planned stage; where its date is given, the one behind it."""
    given = _next_window(scene, span[1], scene.sentence(span[0])[1]) if fixed else None
    return given or _window(scene, span)


def _says_nothing(stage: str, word: str, left: str, right: str) -> bool:
    """Whether the word is put off, asked for, or is that of a ceremony or of entries."""
    return (
        _STOPPED.search(left) is not None
        or (stage == "held" and _CEREMONY.match(right) is not None)
        or _ASKED.search(left) is not None
        or (stage == "started" and _ENTRIES.search(left) is not None)
    )


def _is_fixed(scene: Scene, found: re.Match[str]) -> bool:
    """Whether the date of the thing is given (开园时间定为8月20日); behind a mere 是 or 为 it must follow at once."""
    fixed = _FIXED.match(scene.text, found.end())
    if fixed is not None and fixed["later"]:
        window = _next_window(scene, found.end(), scene.clause(found.start())[1])
        return window is not None and scene.published is not None and window > scene.published
    if fixed is None or not fixed["is"]:
        return fixed is not None
    if found[0] in ("开放", "营业", "运营") or stage_named(found) not in (*_DEEDS, "fixture"):
        return False
    return any(0 <= m.period.span[0] - fixed.end() <= 1 and m.period.role != "base" for m in scene.mentions)


def _is_planned(scene: Scene, found: re.Match[str], fixed: bool) -> bool:
    if scene.timeline.planned(found.start()) or _NEAR.match(scene.text, found.end()):
        return True
    if not fixed:
        return False
    window = _next_window(scene, found.end(), scene.sentence(found.start())[1])
    return window is None or scene.published is None or window > scene.published


def _is_former(left: str) -> bool:
    """Whether a plan that no longer holds governs the word: 原定10月25日举行的."""
    return any(True for m in _ORIGINAL.finditer(left) if not left[: m.start()].endswith(("按", "照", "比", "如")))


def _read_break(scene: Scene, found: re.Match[str], stage: str, negated: bool) -> StageMention | None:
    start, end = found.span()
    if negated or (scene.text[max(0, start - 1) : start] == "的" and stage == "cancelled"):
        return None
    first, last = scene.sentence(start)
    if stage == "cancelled" and _DENIED.search(scene.text, end, last):
        return None
    if found[0] in _VAGUE_DELAY and not _moves_date(scene, (start, end)):
        return None
    if stage == "delayed" and found["moved"] and not _moves_on(scene, (start, end), first):
        return None
    expected = (_shifted(scene, (start, end)) or _next_window(scene, end, last)) if stage == "delayed" else None
    return StageMention(raw=found[0], span=(start, end), stage=stage, modality="actual", expected=expected)


def _shifted(scene: Scene, span: Span) -> date | None:
    """The new date of 原定6月14日的比赛顺延一周: the old one and the time by which it moves."""
    shift = _SHIFT.match(scene.text, span[1])
    first = scene.sentence(span[0])[0]
    old = [m for m in scene.mentions if first <= m.period.span[0] < span[0] and _is_left(scene, m)]
    day = old[-1].period.end if old else None
    size = parse_number(shift["n"]) if shift else None
    return later(day, int(size), shift["unit"]) if shift and day and size else None


def _is_over(scene: Scene, broken: StageMention, stages: list[StageMention]) -> bool:
    """Whether a break belongs to the past of a thing that came after all: 推迟过一次的…开跑, 一再推迟的…终于开园."""
    end = broken.span[1]
    last = scene.sentence(broken.span[0])[1]
    came = [s for s in stages if end <= s.span[0] < last and s.stage in _DEEDS and s.modality == "actual"]
    if not came:
        return False
    clause = scene.clause(broken.span[0])[0]
    before, between = scene.text[clause : broken.span[0]], scene.text[end : came[0].span[0]]
    return bool(_ATTRIBUTE.match(between) or _AT_LAST.search(between) or _ONCE.search(before))


def _moves_date(scene: Scene, span: Span) -> bool:
    """Whether 调整为 is followed by a date and speaks of the time of something."""
    first = scene.sentence(span[0])[0]
    follows = any(0 <= m.period.span[0] - span[1] <= 6 for m in scene.mentions)
    return follows and _TIME_WORD.search(scene.text, first, span[0]) is not None


def _moves_on(scene: Scene, span: Span, first: int) -> bool:
    """Whether a date follows 挪到 at once, later than the one that the sentence moves away from."""
    new = next((m for m in scene.mentions if 0 <= m.period.span[0] - span[1] <= 4 or _reaches(m, span)), None)
    if new is None:
        return False
    old = [m.period.end for m in scene.mentions if first <= m.period.span[0] < span[0] and _is_left(scene, m)]
    return not (old and old[-1] and new.period.end and new.period.end < old[-1])


def _reaches(mention: Mention, span: Span) -> bool:
    """Whether the period takes in the 到 of the verb (到10月底)."""
    return mention.period.span[0] < span[1] < mention.period.span[1] and mention.period.span[0] >= span[0]


def _is_left(scene: Scene, mention: Mention) -> bool:
    """Whether a date is the one that was planned before: 由9月底, 从原定的9月底, 原本排在10月25日."""
    start = mention.period.span[0]
    return re.search(r"[由从自原]|此前|本来", scene.text[max(0, start - 8) : start]) is not None


def _next_window(scene: Scene, place: int, last: int) -> date | None:
    for mention in scene.mentions:
        if place <= mention.period.span[0] < last and mention.period.role not in ("base", "pub", "asof"):
            return _last_day(mention)
    return None


def _last_day(mention: Mention) -> date | None:
    """The last day of an announced window; none for 近期 and 春节后."""
    period = mention.period
    if period.vague:
        return None
    if period.role == "from":
        return None if period.raw.endswith("后") else period.start
    return period.end


def _window(scene: Scene, span: Span) -> date | None:
    """The window in which a planned stage is announced: the period before it, else the first one after it."""
    first = scene.sentence(span[0])[0]
    before = [m for m in scene.mentions if first <= m.period.span[0] < span[0] and _may_plan(scene, m)]
    if before:
        return _last_day(before[-1])
    clause_end = scene.clause(span[0])[1]
    after = [m for m in scene.mentions if span[1] <= m.period.span[0] < clause_end and _may_plan(scene, m)]
    return _last_day(after[0]) if after else None


def _may_plan(scene: Scene, mention: Mention) -> bool:
    period = mention.period
    if period.role in ("base", "pub", "asof") or mention.kind in ("now", "behind"):
        return False
    end = period.end or period.start
    return scene.published is None or end is None or end >= scene.published


def _day(scene: Scene, span: Span) -> date | None:
    """The exact day on which an actual stage was reached, as the sentence gives it before the word, or 于 after it."""
    first, _ = scene.sentence(span[0])
    here = scene.clause(span[0])[0]
    after = [m for m in scene.mentions if m.period.span[0] == span[1] + 1 and _is_day(m)]
    if after and scene.text[span[1]] == "于":
        return after[0].period.start
    for mention in reversed(scene.mentions):
        start = mention.period.span[0]
        if here <= start < span[0] and mention.period.role == "deadline":
            return None  # 国庆前开街 has no day of its own
        if first <= start < span[0] and _is_day(mention):
            a, b = scene.clause(start)
            return None if a != here and is_saying(scene.text[a:b]) else mention.period.start
    return None


def _is_day(mention: Mention) -> bool:
    """An exact day on which something happens, or from which it holds (7月1日起)."""
    period = mention.period
    return (mention.exact and period.role == "during") or (period.role == "from" and period.raw.endswith(("日", "号")))
