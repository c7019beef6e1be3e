"""In come a normalised text and its periods; out comes, for each place, whether it speaks of a plan or of a fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.language.zh.mentions import Mention

# Nouns made with 计划, 规划 or 目标 (行动计划, 年度计划, 计划生育) plan nothing in the sentence; nor does 按原计划.
_PLAN = (
    r"(?<![动展划度设原育人作务生产训募资定既按照成超的比较“《])(?<![三五十两]年)(?<!全年(?=计划[^新建开投实改安推启培引招发供筹举组创打扩竣交]))计划(?![的生任书内外经单表中内累已共和与、”“》。，；:：]"
    r"|完成率|总)"
    r"|(?:按照?|根据)(?:原|既定|年度|工作|原定|目前的?|最新)?(?:计划|安排|规划|方案|部署)"
    r"|预计|预期(?!寿)|预测|预估|力争|争取|确保|有望|可望|可期|即将|届时|拟(?![态人合声定了])(?<![虚模草比]拟)"
    r"|(?<![名大干健猛小老女武上少中主部])将(?![近军士领才帅校官门棋])"
    r"|(?:任务|目标)(?=\d)|任务(?:是|为|：)|目标(?:是|为|：|定为|设为|设定|达到?|任务(?:是"
    r"|为))|希望|期望|(?:有望|望|料|冀|估计)(?=[将达升增年在于能可])|预料|料将|不迟于"
    r"|定于|择机|择期|瞄准|锚定|规划(?=新建|建设|新增|布局|引入|用地|总|建筑|床位|打造|到|于|在|设)|下一步|接下来|今后|"
    r"未来(?=[一二三四五六七八九十\d两几]+[个年至到]|将|还|要)|打算|准备(?=在|于|启|开"
    r"|建|年|[0-9])|着力|还将|也将|仍将|"
    r"(?:还|就|也|都|必须|一定|确保|全年|今年|明年)要(?!求|素|闻|点|案|道)|(?:^|(?<=[，。；：“]))要(?!求"
    r"|素|闻|点|案|道|是|不|么)|"
    r"要(?=力争|确保|实现|达到|完成|在\d|加快|突破)|争创|谋划(?=[建新到])|拟于|拟定于|暂定|计划于"
    r"|(?:报告|会议|意见|方案|规划|计划|通知|纲要|措施|部署|文件|目标)》?[^，。；]{0,4}(?:提出"
    r"|明确|要求|确定|指出)(?!了)"
    r"|(?:建成|达产|投产|竣工|完工|落成|改造完成|建设完成|全面运行|满产|全部投用)(?:投用"
    r"|投产|运营|使用|启用|开放|达产)?(?:之|以)?后(?![，,]?(?:已|共|累计))"
)
_FACT = (
    r"(?<![而不业])已(?!成为)|已经|业已|截至|截止|现已|去年(?!同)|刚刚|至今|昨[日天]"
    r"|(?:完成|实现|达到|占|超出?|超过)(?:了)?(?:全年|年度|年初|既定|原)?(?:计划|目标|任务)(?=的|[0-9])|首次突破"
)
# These turn a plan of an earlier clause, never one of their own: 力争累计投用200个.
_SOFT = r"目前|现有|实际|累计(?=完成|投|建|实|接|新|发|培|达|[0-9])|正在"
_RESET = r"[；;。！？\n]|(?<=[”）)])，?(?=记者|据了解)"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<plan>{_PLAN})|(?P<fact>{_FACT})|(?P<soft>{_SOFT})|(?P<reset>{_RESET})")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where a text turns from fact to plan and back: places in order, and whether a plan begins there."""

    places: tuple[int, ...]
    plans: tuple[bool, ...]

    def planned(self, place: int) -> bool:
        """Whether a place speaks of a plan."""
        index = bisect_right(self.places, place) - 1
        return index >= 0 and self.plans[index]

    def soon(self, place: int) -> bool:
        """Whether a plan governs the place or begins within the next words (全年预计…)."""
        index = bisect_right(self.places, place)
        ahead = index < len(self.places) and self.plans[index] and self.places[index] - place <= 14
        return ahead or self.planned(place)


def read_words(text: str, titles: tuple[tuple[int, int], ...]) -> list[tuple[int, bool]]:
    """The places at which words of planning or fact stand, outside titles in 《》."""
    turns: list[tuple[int, bool]] = []
    for found in _pattern().finditer(text):
        start = found.start()
        if found.lastgroup != "reset" and any(a <= start < b for a, b in titles):
            continue
        if found.lastgroup == "soft" and turns and turns[-1][1] and "，" not in text[turns[-1][0] : start]:
            continue
        turns.append((start, found.lastgroup == "plan"))
    return turns


def build_timeline(words: list[tuple[int, bool]], mentions: list[Mention], published: date | None) -> Timeline:
    """Words and periods together: what lies after the day of publication is planned, what lies before it happened."""
    turns = list(words)
    for mention in mentions:
        turn = _turn(mention, published)
        if turn is not None and not (not turn and _follows_plan(words, mention)):
            turns.append((mention.period.span[0], turn))
    turns.sort()
    return Timeline(tuple(place for place, _ in turns), tuple(plan for _, plan in turns))


def _follows_plan(words: list[tuple[int, bool]], mention: Mention) -> bool:
    """A plan word right before a period wins over what the period says."""
    start = mention.period.span[0]
    return any(plan and start - 4 <= place < start for place, plan in words)


def _turn(mention: Mention, published: date | None) -> bool | None:
    period = mention.period
    if published is None or period.role in ("base", "pub"):
        return None
    if period.vague:  # 近日, 日前 tell what happened, 近期 may not
        return False if period.raw in ("近日", "日前", "不久前", "前不久") else None
    if period.start is not None and period.start > published:
        return True
    if mention.kind == "plan" and period.start and period.end and period.role == "during":
        # Early in a five-year plan its figures are aims.
        return True if (published - period.start) * 5 < period.end - period.start else None
    if period.end is None:
        return None
    if period.start is None:
        return period.end > published
    return False if period.end <= published else None
