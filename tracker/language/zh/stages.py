"""In come a normalised text, its periods and its plan-or-fact timeline; out come the stages that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.language.zh.mentions import Mention, is_saying
from tracker.language.zh.modality import Timeline
from tracker.language.zh.words import load, pattern_of
from tracker.model import Span, StageMention

_NOT = re.compile(
    r"(?:尚未|尚无|暂无|还未|仍未|未能|没有|没能|并未|未曾|(?<![从])未(?!来|必|经|成年)"
    r"|还没|从未|暂未|暂不|不再|无法|不能|难以|并没有|迟迟未|不会|不存在|并非|无需|不需"
    r"|未按期)"
)
# 开诊时间还没有确定, 启用日期另行通知: the thing has not come so far.
_OPEN = re.compile(
    r"(?:的?(?:时间|日期|日子|具体时间|具体日期|工作)?)[^，。；]{0,4}(?:还没有?|尚未|尚待"
    r"|仍未|未|待)(?:最终|正式|完全)?(?:确定|敲定|明确|公布|定)|时间(?:另行通知|待定|未定)"
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
# 开园时间定为8月20日, 开园在即
_FIXED = re.compile(r"(?:时间|日期)(?:初步|暂|正式|拟|已)?(?:确定|定|锁定|安排|敲定)(?:为|在|于)")
_NEAR = re.compile(r"在即|(?:进入)?倒计时|指日可待")
_ORIGINAL = re.compile(r"(?:原|本|先前)(?:定|计划|拟|先|本|安排|订)(?:于|在)?(?!一致)")
_TIME_WORD = re.compile(r"时间|日期|工期|档期|赛程|原定|原计划|开放|开园|举行|举办|启用|投用|完工|竣工|通车|开工|交付")
# Words that are a stage only of works and events; of other things they say nothing.
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


@cache
def _stage_of() -> dict[str, str]:
    words = load("stage_words.json")
    return {word: stage for stage, listed in words.items() if stage not in ("README", "nouns") for word in listed}


@cache
def stage_pattern() -> re.Pattern[str]:
    """Group `word` for a word of a stage, `noun` for a longer word that only contains one."""
    nouns = load("stage_words.json")["nouns"]
    return re.compile(rf"(?P<noun>{pattern_of(nouns)})|(?P<word>{pattern_of(_stage_of())})")


def find_stages(scene: Scene) -> tuple[StageMention, ...]:
    """The stages of a text in order, without those inside titles, nouns (开放日) and broken former plans (原定…)."""
    stages = []
    for found in stage_pattern().finditer(scene.text):
        if found["noun"] is not None or any(a <= found.start() < b for a, b in scene.titles):
            continue
        mention = _read_stage(scene, found)
        if mention is not None:
            stages.append(mention)
    return tuple(stages)


def _read_stage(scene: Scene, found: re.Match[str]) -> StageMention | None:
    stage = _stage_of()[found[0]]
    start, end = found.span()
    first, last = scene.clause(start)
    left, right = scene.text[first:start], scene.text[end:last]
    negated = [m for m in _NOT.finditer(left) if start - first - m.end() <= 8]
    if stage in ("delayed", "cancelled", "suspended"):
        return _read_break(scene, found, stage, bool(negated))
    if (
        _STOPPED.search(left)
        or (stage == "held" and _CEREMONY.match(right))
        or _ASKED.search(left)
        or (stage == "started" and _ENTRIES.search(left))
    ):
        return None
    near = 8 if stage != "ongoing" else 3
    if any(len(left) - m.end() <= near for m in negated) or _OPEN.match(right):
        return StageMention(raw=found[0], span=(start, end), stage="not_done", modality="actual")
    fixed = _FIXED.match(right) is not None
    if (_AS_NOUN.match(right) and not fixed) or _is_former(left):
        return None
    planned = fixed or scene.timeline.planned(start) or _NEAR.match(right) is not None
    return StageMention(
        raw=found[0],
        span=(start, end),
        stage=stage,
        modality="planned" if planned else "actual",
        expected=_window(scene, (start, end)) if planned else None,
        day=None if planned else _day(scene, start),
    )


def _is_former(left: str) -> bool:
    """Whether a plan that no longer holds governs the word: 原定10月25日举行的."""
    return any(True for m in _ORIGINAL.finditer(left) if not left[: m.start()].endswith(("按", "照", "比", "如")))


def _read_break(scene: Scene, found: re.Match[str], stage: str, negated: bool) -> StageMention | None:
    start, end = found.span()
    if negated or (scene.text[max(0, start - 1) : start] == "的" and stage == "cancelled"):
        return None
    last = scene.sentence(start)[1]
    if found[0] in _VAGUE_DELAY and not _moves_date(scene, (start, end)):
        return None
    expected = _next_window(scene, end, last) if stage == "delayed" else None
    return StageMention(raw=found[0], span=(start, end), stage=stage, modality="actual", expected=expected)


def _moves_date(scene: Scene, span: Span) -> bool:
    """Whether 调整为 is followed by a date and speaks of the time of something."""
    first = scene.sentence(span[0])[0]
    follows = any(0 <= m.period.span[0] - span[1] <= 6 for m in scene.mentions)
    return follows and _TIME_WORD.search(scene.text, first, span[0]) is not None


def _next_window(scene: Scene, place: int, last: int) -> date | None:
    for mention in scene.mentions:
        if place <= mention.period.span[0] < last and mention.period.role not in ("base", "pub"):
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


def _day(scene: Scene, place: int) -> date | None:
    """The exact day on which an actual stage was reached, as the sentence gives it before the word."""
    first, _ = scene.sentence(place)
    here = scene.clause(place)[0]
    for mention in reversed(scene.mentions):
        start = mention.period.span[0]
        if first <= start < place and _is_day(mention):
            a, b = scene.clause(start)
            return None if a != here and is_saying(scene.text[a:b]) else mention.period.start
    return None


def _is_day(mention: Mention) -> bool:
    """An exact day on which something happens, or from which it holds (7月1日起)."""
    period = mention.period
    return (mention.exact and period.role == "during") or (period.role == "from" and period.raw.endswith(("日", "号")))
