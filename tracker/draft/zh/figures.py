"""A planned clause comes in; the figures in it that are to be reached go out as goals, those that describe do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.draft.stated import Stated
from tracker.draft.zh.scenes import Scene, without_periods
from tracker.draft.zh.words import (
    AGE,
    AT_MOST,
    COUNT_VERB,
    DESCRIBES_BEFORE,
    DESCRIBES_BEHIND,
    FLOW,
    GENERIC_MEASURE,
    GROWTH_VERB,
    LAST,
    LEADS,
    LESS,
    MEASURED,
    UNCOUNTED,
)
from tracker.model import Quantity, Reason

_ROLES = frozenset({"level", "growth", "to", "change", "delta", "share"})
_NP = re.compile(
    r"^(?!大关|台阶|目标|规模|水平|关口|新台阶|大台阶|门槛|提升|增加|增长)(?P<name>[^，、；。：左以余]{2,30}?)(?:等|、|$|和(?=\d|[一二三四五六七八九十]))"
)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
# 比上年提高2个百分点: told against something else.
_COMPARED = re.compile(r"^(?:比(?![率例重值])|较|是)|(?:(?<![同环占])比(?![率例重值])|较|相当于)[^，]*$")
_DOUBLED = re.compile(r"翻[一两二三]?番|翻倍")
_BOUND_AFTER = re.compile(r"^(?:左右|以上|以下|以内|之内|余)")
_JOIN = re.compile(r"^(?:[、和及与]|以及|，)+")
_COUNTED_LIST = re.compile(r"、[^、，]{1,16}$|[一-龥](?:和|与)[一-龥]{1,8}$")
_SMALL = re.compile(r"[一二两三四五六七八九十]+[个大条类项所座处家]")
_LIFE = re.compile(r"寿命|平均年龄")
_OF_THAT_SIZE = re.compile(r"^(?:以上|以下|级)?的?(?:[一-龥]{0,6}(?:项目|企业|工程|园区|集群|平台|机构|产业|载体))$")
_AND_END = re.compile(r"[^、]{6,}(?:以及|及|和)$")
_SHORT_VERBS = frozenset({"建", "修", "增", "办", "开"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what stands before it (since the figure before) and behind it (to the next), cleaned."""

    quantity: Quantity
    before: str
    behind: str


def figures(scene: Scene) -> list[Figure]:
    """The figures of a clause, one for a range, without those that only describe."""
    unique: dict[tuple[int, int], Quantity] = {}
    for one in scene.quantities:
        unique.setdefault(one.span, one)
    kept = sorted(unique.values(), key=lambda one: one.span)
    found: list[Figure] = []
    last = scene.skip
    for index, one in enumerate(kept):
        following = kept[index + 1].span[0] if index + 1 < len(kept) else len(scene.text)
        behind = _cut(scene, one.span[1], following)
        if one.role == "from" or _tells_size(scene, kept, index):
            continue
        before = _before(scene, last, one, kept[index - 1] if index else None)
        if AGE.search(_unit(one)) and not _LIFE.search(before):
            continue  # 3岁以下婴幼儿
        found.append(Figure(one, _JOIN.sub("", _BOUND_AFTER.sub("", before)) if last > scene.skip else before, behind))
        last = one.span[1]
    return _respective([one for one in found if _is_aim(one, scene)])


def _before(scene: Scene, last: int, one: Quantity, previous: Quantity | None) -> str:
    """The words before a figure since the last one; 由9家增至 stands between a thing and its figure."""
    if previous is None or previous.role != "from" or one.role != "to":
        return _cut(scene, last, one.span[0])
    thing = re.sub(r"[由从自]$", "", _cut(scene, last, previous.span[0]))
    return thing + _cut(scene, previous.span[1], one.span[0])


def _tells_size(scene: Scene, kept: list[Quantity], index: int) -> bool:
    """Whether a figure only says how large what its neighbour counts is, or says that one's number again."""
    one = kept[index]
    if index and _adjoin(scene, kept[index - 1], one):
        return True  # 14个1206户
    if index + 1 == len(kept):
        return False
    following = kept[index + 1]
    behind = _cut(scene, one.span[1], following.span[0])
    if not behind and not _adjoin(scene, one, following):
        return True  # 投资10亿元20个
    sized = (
        _OF_THAT_SIZE.match(behind) is not None or re.match("(?:以[上下])?的", behind) is not None
    )  # 投资10亿元项目20个
    return (bool(behind) and sized) or _DOUBLED.search(one.raw) is not None  # 翻一番、超过370亿元


def _adjoin(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """Whether two counts of things stand side by side."""
    return first.unit == second.unit == "个" and not _cut(scene, first.span[1], second.span[0])


def _respective(found: list[Figure]) -> list[Figure]:
    """甲、乙分别增长5%、6%: each figure with the name that it belongs to."""
    sizes = {one.quantity.item[1] for one in found if one.quantity.item}
    if len(found) < 2 or sizes != {len(found)}:
        return found
    names, told, verb = found[0].before.partition("分别")
    listed = [name for name in re.split("、|以及|[和与及]", LEADS.sub("", names)) if name]
    if not told or len(listed) != len(found):
        return found
    return [Figure(one.quantity, name + verb, one.behind) for one, name in zip(found, listed, strict=True)]


def _cut(scene: Scene, start: int, end: int) -> str:
    spans = [(a - start, b - start) for a, b in scene.periods if a >= start and b <= end]
    text = _BRACKET.sub("", without_periods(scene.text[start:end], spans))
    return re.sub(r"[\s\u2009\\]+", "", text)


def _is_aim(one: Figure, scene: Scene) -> bool:
    quantity = one.quantity
    if quantity.role not in _ROLES or (quantity.basis == "average" and "年均" not in one.before):
        return False
    if _COMPARED.search(one.before) and not re.search(r"占|比重|比例", one.before):
        return False
    if DESCRIBES_BEHIND.match(one.behind) or DESCRIBES_BEFORE.search(one.before):
        return False
    bounded = AT_MOST.search(one.before + one.behind[:2]) is not None
    if UNCOUNTED.search(_unit(quantity)) and not bounded and not _LIFE.search(one.before):
        return False
    if _SMALL.fullmatch(quantity.raw) and _COUNTED_LIST.search(one.before) and one.behind:
        return False  # 东门、西门两个片区
    return bool(LEADS.sub("", one.before) or _noun_behind(one) or scene.bare)


def _unit(quantity: Quantity) -> str:
    return re.sub(r"^[^一-龥A-Za-z%‰℃]*", "", quantity.raw)


def read_figures(scene: Scene, before: tuple[Scene, ...], year: int) -> Iterator[Stated]:
    """The quantity goals of a clause. before: clauses of the same sentence, nearest last; year: the planned one."""
    verb = named = ""
    for one in figures(scene):
        name = MEASURED.sub("", LEADS.sub("", one.before)).removeprefix("实现")
        counted = COUNT_VERB.match(name.removeprefix("累计"))
        if counted and _AND_END.search(name):
            name = counted[0]  # 编制某规划及18个专项规划
        bare_verb = name in _SHORT_VERBS or (counted is not None and name.endswith(counted[0]))
        verb = counted[0] if counted else verb
        doubts: list[Reason] = []
        noun = _noun_behind(one)
        if counted is None and verb and name and not GROWTH_VERB.search(one.before) and one.quantity.unit != "%":
            name = verb + name  # 新建幼儿园3所、小学2所
        if not noun and (not name or bare_verb):
            name = named if named and not bare_verb else _inherited(name, before)
            doubts.append(Reason(code="object_before"))
        if not name and not noun:
            continue
        named = name
        if not scene.due:
            doubts.append(Reason(code="due_assumed", facts=(("year", str(year)),)))
        yield _goal(one, (name, noun), scene, (year, tuple(doubts)))


def _goal(one: Figure, words: tuple[str, str], scene: Scene, given: tuple[int, tuple[Reason, ...]]) -> Stated:
    name, noun = words
    year, doubts = given
    due = scene.due or date(year, 12, 31)
    bound, amount = _aim(one)
    growth = one.quantity.role == "growth"
    told = GENERIC_MEASURE.match(COUNT_VERB.sub("", name) + noun) or noun
    subject = _joined(scene.subject, name) if told else ""
    measure = subject + (name if growth else name + noun)
    flows = one.quantity.unit != "个" and FLOW.search(measure) is not None
    whole_year = (due.month, due.day) == (12, 31)
    if one.quantity.comparator == "~":
        doubts = (*doubts, Reason(code="approximate", facts=(("raw", one.quantity.raw),)))
    return Stated(
        kind="quantity",
        title=(f"到{due.year}年" if due.year > year else "") + subject + _title(one, name, noun),
        start=scene.start,
        end=scene.start + len(scene.text.rstrip()),
        subject=subject,
        measure=measure,
        bound=bound,
        amount=amount,
        baseline=_start_of(one, scene),
        over=due.year if whole_year and (growth or flows) else None,
        due=due,
        theme=scene.theme,
        owner=scene.owner,
        doubts=doubts,
    )


def _joined(subject: str, name: str) -> str:
    """医药健康产业 before 产业收入 as 医药健康."""
    return subject[:-2] if len(subject) > 3 and name.startswith(subject[-2:]) else subject


def _title(one: Figure, name: str, noun: str) -> str:
    tail = MEASURED.search(one.before)
    said = re.sub(r"力争|争取|确保|预计|[（(：:“]", "", tail[0]) if tail else ""
    raw = one.quantity.raw
    rough = one.quantity.comparator == "~" and not re.search(r"约|左右|近", said + raw + one.behind[:2])
    mark = "约" if rough else ""
    after = _BOUND_AFTER.match(one.behind)
    if noun:
        return f"{name}{said}{mark}{raw}{noun}"
    stage = "" if after or not LAST.match(one.behind) or not one.behind else one.behind
    return f"{name}{said}{mark}{raw}{after[0] if after else ''}{stage}"


def _aim(one: Figure) -> tuple[Literal["at_least", "at_most"], str]:
    """The key of the goal and its amount as the file has it: `3个`, `-3%`."""
    quantity = one.quantity
    falls = quantity.role in ("growth", "change", "delta") and quantity.value < 0
    low = (
        (quantity.role != "growth" or "涨幅" in one.before)
        and LESS.search(one.before)
        and not re.search(r"不低于|以上", one.before + one.behind)
    )
    most = (
        bool(low)
        or quantity.comparator in ("<", "<=")
        or AT_MOST.search(one.before + one.behind[:2]) is not None
        or falls
    )
    if _DOUBLED.search(quantity.raw) or "成" in quantity.raw:  # 八成
        return "at_least", f"{quantity.value.normalize():f}{quantity.unit}"
    raw = re.sub(r"^[^\d一二三四五六七八九十百千万两零半%-]+", "", re.sub(r"\s+", "", quantity.raw))
    raw = re.sub(r"(?<=[\d万亿千百十])[余多]|左右$|以[上下内]$", "", raw)
    if quantity.comparator == ">=" and re.search(r"[至到~—-]", raw):
        raw = _first_of_range(raw)
    if raw[:1] and raw[0] in "一二两三四五六七八九十" and quantity.value == quantity.value.to_integral_value():
        raw = f"{quantity.value:f}" + re.sub(r"^[一二两三四五六七八九十百]+", "", raw)
    return ("at_most" if most else "at_least"), f"-{raw}" if falls and not raw.startswith("-") else raw


def _start_of(one: Figure, scene: Scene) -> str:
    """9家 of 由9家增至14家."""
    starts = [other for other in scene.quantities if other.role == "from" and other.span[1] <= one.quantity.span[0]]
    told = one.quantity.role == "to" and starts and starts[-1].unit == one.quantity.unit
    return re.sub(r"^[^\d]+", "", starts[-1].raw) if told else ""


def _first_of_range(raw: str) -> str:
    """10万至12万人 as 10万人: what is reached at least."""
    found = re.match(r"(?P<low>[\d.]+)(?P<scale>[万亿千]*)[%]?\s*[至到~—-]+\s*[\d.]+(?P<unit>.*)$", raw)
    if found is None:
        return raw
    unit = found["unit"]
    return found["low"] + (found["scale"] + unit.lstrip("万亿千") if found["scale"] else unit)


def _noun_behind(one: Figure) -> str:
    """What is counted, where it stands behind its number: 三个标厂."""
    if _BOUND_AFTER.match(one.behind) or not one.quantity.raw or "%" in one.quantity.unit:
        return ""
    found = _NP.match(one.behind.removeprefix("的"))
    if found is None:
        return ""
    name = found["name"]
    stage = LAST.match(name)
    return name if stage is None or len(stage["name"]) > 1 else ""


def _inherited(verb: str, before: tuple[Scene, ...]) -> str:
    """The noun of the figure in the clauses before: 已建成食堂36个，今年再建12个."""
    for scene in reversed(before):
        for one in reversed(figures(scene)):
            name = MEASURED.sub("", LEADS.sub("", one.before))
            name = re.sub(r"^.*?(?:已经?|累计|共)(?=[建投新改完开引])", "", name)
            counted = COUNT_VERB.match(name)
            noun = (name[counted.end() :] if counted else name) or _noun_behind(one)
            if noun:
                return verb + noun
    return ""


def count_of(scene: Scene) -> tuple[str, Figure] | None:
    """For a clause that tells a count reached: the words around the number and the figure."""
    for one in figures(scene):
        words = MEASURED.sub("", one.before)
        behind = re.sub(r"已经?.*$", "", one.behind)
        if one.quantity.unit == "个" and (words or behind):
            return words + behind, one
    return None
