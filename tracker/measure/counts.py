"""Read counts and areas that add up: a passage with a counting target in, the count or the works seen out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tracker.measure.scene import Finding, Scene, nothing
from tracker.measure.stages import read_works
from tracker.model import Figure, Goal, Quantity, Span, Understanding
from tracker.passage import Passage, clauses

_ADDED = re.compile(r"新增|增加|多出|增添|增至|新建成|建成|新添|释放|形成")
_ACCRUED = re.compile(r"累计|共|总数|总量|至此|全部|均|都|首[个座栋家]|第[一二三四五六七八九十\d]+[个座栋家]|最后")
_UNDER_WAY = re.compile(r"在建|在施|规划|拟建|(?<!行动)计划|储备|储|可供|总建筑|占地|用地面积|审批|开工|施工|签约")
_ANNUAL = re.compile(r"年度|本年|当年|今年(?!累计)[^，]{0,4}安排|安排|排定|实施|推进|新开工")


_CORRECTED = re.compile(r"准确|正确|应为|更正为|实际为|改为")
_ELLIPSIS = re.compile(r"$|(?:已|均|都|全部|正式|相继|陆续)?(?:投用|投入使用|启用|开放|建成|完工|竣工|交付|完成|亮灯)")


def read_count(scene: Scene, passage: Passage) -> Finding:
    """The count a sentence gives for the target, dated at its own day; else the works it tells of.

    The counted noun must stand beside the figure and the deed (投用, 新增) in its clause; figures of another thing,
    of one year's list, of works under way, or the goal said again are no counts.
    """
    goal = passage.known.target.goal
    assert goal is not None  # only quantity targets come here
    text = scene.page[passage.line].text
    refused: Finding | None = None
    found: list[tuple[int, Finding]] = []
    for quantity, finding in weigh_counts(scene, passage, goal):
        if finding is None:
            continue
        if finding.why_not is not None:
            refused = finding
            continue
        weight = 2 * bool(_ACCRUED.search(_clause(text, quantity))) + (quantity.basis == "cumulative")
        found.append((weight, finding))
    if found:
        progress = [row for row in found if row[1].figure and row[1].figure.value != goal.value] or found
        return max(progress, key=lambda row: row[0])[1]
    if refused is not None and refused.why_not is not None and refused.why_not.code == "goal_repeated":
        return refused
    works = read_works(scene, passage)
    return works if works.why_not is None else refused or works


def weigh_counts(scene: Scene, passage: Passage, goal: Goal) -> list[tuple[Quantity, Finding | None]]:
    """Every figure of a sentence and the count that it is, or why it is none; None for one in other units."""
    text = scene.page[passage.line].text
    understood = scene.understood(passage.line)
    weighed: list[tuple[Quantity, Finding | None]] = []
    for quantity in understood.quantities:
        value = _comparable(scene, quantity, goal)
        if value is None:
            weighed.append((quantity, None))
        elif code := _refusal(text, quantity, passage, understood):
            weighed.append((quantity, nothing(code, value=quantity.raw)))
        elif value == goal.value and quantity.modality == "planned":
            weighed.append((quantity, nothing("goal_repeated", value=quantity.raw)))
        else:
            weighed.append((quantity, _counted(scene, passage, quantity, value)))
    return weighed


def _comparable(scene: Scene, quantity: Quantity, goal: Goal) -> Decimal | None:
    if quantity.role not in ("level", "delta", "to"):
        return None
    return scene.language.convert(quantity.value, quantity.unit, goal.unit)


def _refusal(text: str, quantity: Quantity, passage: Passage, understood: Understanding) -> str:
    """Why a figure is not the count of this target; empty if it is."""
    clause = _clause_span(text, quantity)
    subjects = passage.ideas[passage.known.subject]
    if passage.subject is not None and not any(
        span[0] <= quantity.span[0] or _within(span, clause) for span in subjects
    ):
        return "other_subject"
    if any(
        clause[0] <= rival[0] < quantity.span[0] and not _between(subjects, rival, quantity) for rival in passage.rivals
    ):
        return "other_subject"
    if not _noun_beside(text, clause, quantity, passage):
        return "other_metric"
    inside = text[clause[0] : clause[1]]
    if _UNDER_WAY.search(inside) and not re.search(r"投用|投入使用|启用|交付使用|新增|累计", inside):
        return "under_way"
    if _ANNUAL.search(inside) and not _ACCRUED.search(inside):
        return "annual_list"
    if re.match(r"[^，]{0,12}(?:累计|合计|总数|至此)", inside) or _CORRECTED.search(inside):
        inside = text[: clause[1]]  # …10月9日投用，累计达到两座: the deed stands before
        clause = (0, clause[1])
    return "" if _deed_met(inside, clause, passage, understood) else "deed_not_done"


def _noun_beside(text: str, clause: Span, quantity: Quantity, passage: Passage) -> bool:
    """The counted noun stands right behind the figure (三个标厂) or before it in its clause (投用项目181个)."""
    nouns = _nouns(passage)
    behind = re.match(r"[的新]?[^，。；、 \d]{0,8}", text[quantity.span[1] : clause[1]])
    tail = behind.group() if behind else ""
    start = clause[0]
    if _ELLIPSIS.match(tail):  # 3个标厂中，已有2个投用
        start = min(start, passage.subject[0]) if passage.subject else 0
    before = text[start : quantity.span[0]]
    if any(tail.startswith(noun) or noun in tail for noun in nouns):
        return True
    return any(noun in before for noun in nouns) and not re.match(r"[一-鿿]{2,}(?:企业|单位|人|户|厂房|实验室)", tail)


def _nouns(passage: Passage) -> list[str]:
    """Words for the counted thing: the ideas besides the subject, or the measure where there is only one idea."""
    ideas = passage.known.ideas
    others = [word for number, idea in enumerate(ideas) if number != passage.known.subject for word in idea]
    return others or [passage.known.target.measure]


def _deed_met(inside: str, clause: Span, passage: Passage, understood: Understanding) -> bool:
    """What the goal counts must be done in the clause: things in use, or space newly added."""
    target = passage.known.target
    said = target.measure + target.title_zh + target.quote
    if re.search(r"新增", said):
        return _ADDED.search(inside) is not None
    if re.search(r"投用|投入使用|开放|启用|运营|开通|通车", said):
        return any(
            mention.stage in ("opened", "completed") and _within(mention.span, clause) for mention in understood.stages
        ) or bool(re.search(r"投用|投入使用|启用|交付使用", inside))
    return True


def _counted(scene: Scene, passage: Passage, quantity: Quantity, value: Decimal) -> Finding:
    goal = passage.known.target.goal
    assert goal is not None
    asof = _as_of(scene, passage, quantity)
    day = asof or _day(scene, quantity)
    figure = Figure(value=value, unit=goal.unit, comparator=quantity.comparator, start=day, end=day, basis="cumulative")
    return Finding(modality="actual" if asof else quantity.modality, figure=figure)


def _as_of(scene: Scene, passage: Passage, quantity: Quantity) -> date | None:
    """The day of the 截至 before the figure (or behind it), if it is past: what it dates is counted and not planned."""
    periods = scene.understood(passage.line).periods
    opened = scene.page[passage.line].text[quantity.span[1] :].startswith("(")  # 增至194个(9月20日数据)
    bracketed = [row for row in periods if opened and row.span[0] == quantity.span[1] + 1]
    told = [row for row in periods if row.role == "asof" and row.end] or bracketed
    before = [row for row in told if row.span[0] < quantity.span[0]]
    days = [row.end for row in before or told[:1]]
    return days[-1] if days and days[-1] and scene.published and days[-1] <= scene.published else None


def _day(scene: Scene, quantity: Quantity) -> date | None:
    """The end of the figure's period, but never later than the page unless planned; else the page's day."""
    end = quantity.period.end if quantity.period else None
    if end is None:
        return scene.published
    if quantity.modality == "actual" and scene.published and end > scene.published:
        return scene.published
    return end


def _clause_span(text: str, quantity: Quantity) -> Span:
    for span in clauses(text):
        if span[0] <= quantity.span[0] < span[1]:
            return span
    return (0, len(text))


def _clause(text: str, quantity: Quantity) -> str:
    start, end = _clause_span(text, quantity)
    return text[start:end]


def _within(span: Span, around: Span) -> bool:
    return around[0] <= span[0] and span[1] <= around[1]


def _between(subjects: tuple[Span, ...], rival: Span, quantity: Quantity) -> bool:
    return any(rival[1] <= span[0] <= quantity.span[0] for span in subjects)
