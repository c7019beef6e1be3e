"""Read how far a thing has come: a passage with a milestone or commitment in, its stage or why there is none out."""

from __future__ import annotations

import re

from tracker.measure.scene import Finding, Scene, nothing
from tracker.model import Period, Span, StageMention
from tracker.passage import Known, Passage, clauses, list_members, phases

# Of several actual stages in a sentence the one that decides most speaks.
_WEIGHT = {
    "cancelled": 9,
    "delayed": 8,
    "held": 7,
    "opened": 7,
    "adopted": 7,
    "completed": 6,
    "topped_out": 5,
    "started": 4,
    "suspended": 3,
    "not_done": 3,
    "ongoing": 2,
    "announced": 1,
}
# Works on a thing: their completion is activity, not the completion of the thing itself.
_WORKS = re.compile(
    r"结构|外立面|立面|幕墙|装修|装饰|安装|栽植|种植|绿化|勘探|勘察|招标|招投标|设计|桩基|基坑|支护|调试|手续|审批|前期|拆迁"
    r"|征地|选址|土方|管线|地基|基础|钢梁|屋面|公示|报名|调研|考古|检测|铺设|吊装|改造方案|图纸|可研|环评|立项"
)
_PLAN = re.compile(r"计划|将|拟|预计|力争|今年要|争取|提出|谋划|打算|到20\d\d年|年底前")
_DEED = re.compile(
    r"已|正在|新增|完成|建成|启用|推出|上线|投入|改造|提升|增设|签约|入驻|招募|举办|获评|获批|推进|加快|提高|上升|改善|正|了"
)
_WHOLE = re.compile(r"整体|整[个座片条]|全面(?:建成|完工|竣工|开放|投用|投入使用|启用|交付|营业)|全线")
_TOGETHER = re.compile(r"双双|[均都]已?|全部|悉数|一并")
_AREA = re.compile(
    r"先行|率先|部分|局部|首段|首批(?!游客|市民|企业|学生|患者)|分段|分批|[东西南北]岸|先开|试(?:营业|运营|运行|开放)"
)
_PROGRESS = re.compile(
    r"已|正|还在|还差|刚|完成|过半|成(?=[，。；]|$)|\d%|做到|进入|收尾|眼下|目前|铺|砌|装|搭|浇|吊|打完|落地|合拢|成型"
)
_MAIN_STRUCTURE = re.compile(r"主体(?:结构|工程)?")
_FIRST_WORKS = re.compile(r"桩|基坑|土方|地基|基础|主体|结构|工程|项目|奠基|展示|保护")
_SOME_OF_IT = re.compile(r"[一二三四五六七八九十两\d]+[幢栋座个处条间片块](?!区)")  # 核心区已有三幢楼宇完成改造
_ON_THE_WAY = ("announced", "started", "ongoing")
_LENGTH_OF_IT = re.compile(r"了?(?:约|近|超过?|逾)?[\d.]+(?:公里|千米|米|万?平方米|公顷|亩|%)")  # 现已贯通14公里
_OF_PART = re.compile(
    r"^[^，。；]{0,4}的(?!建设|开园|开放|开工|完工|竣工|开业|举办|投用|启用|通车|时间|工程|项目|开通|正式)([^，。；]{2,12})"
)


def read_stage(scene: Scene, passage: Passage) -> Finding:
    """The stage a sentence gives to the target: a date announced for the whole outranks progress told beside it."""
    dealt = _dealt(scene, passage)
    if dealt is not None:
        return dealt
    findings = _findings(scene, passage)
    return max(findings, key=_rank) if findings else _without_mention(scene, passage)


def _dealt(scene: Scene, passage: Passage) -> Finding | None:
    """The day that 分别 deals out to the subject of a list (甲、乙将分别于5月24日、8月24日举行); None without one."""
    text = scene.page[passage.line].text
    word = re.search(r"分别|依次", text)
    understood = scene.understood(passage.line)
    behind = [mention for mention in understood.stages if word and mention.span[0] > word.end()]
    if word is None or passage.subject is None or not behind:
        return None
    days = [row for row in understood.periods if word.end() <= row.span[0] < behind[0].span[0] and row.end]
    clause = next(row for row in clauses(text) if row[0] <= word.start() < row[1])
    members = list_members(text, (clause[0], word.start()))
    mine = [number for number, (start, end) in enumerate(members) if start <= passage.subject[0] < end]
    if len(days) < 2 or len(members) != len(days) or len(mine) != 1:
        return None
    day, mention = days[mine[0]].end, behind[0]
    if mention.modality == "planned":
        return Finding(modality="planned", stage=mention.stage, expected=day)
    return Finding(stage=mention.stage, day=day)


def read_works(scene: Scene, passage: Passage) -> Finding:
    """Works on a thing that is counted: any deed is `ongoing`, a delay is a delay, plans alone are none."""
    findings = _findings(scene, passage)
    deeds = [found for found in findings if found.modality == "actual"] if _noun_named(scene, passage) else []
    if not deeds:
        return nothing("planned_only" if findings else "no_figure")
    furthest = max(deeds, key=_rank)
    if furthest.stage == "delayed":
        return furthest
    return Finding(stage="ongoing", day=furthest.day, part=furthest.part)


def _noun_named(scene: Scene, passage: Passage) -> bool:
    """What is counted is named behind the subject, not in a label before it (【厂房】科技园三期研发楼…)."""
    start = passage.subject[0] if passage.subject else 0
    others = [spans for number, spans in enumerate(passage.ideas) if number != passage.known.subject]
    nouns = [spans for idea, spans in zip(_other_ideas(passage), others, strict=True) if not phases(" ".join(idea))]
    return not nouns or any(span[0] >= start for spans in nouns for span in spans)


def _other_ideas(passage: Passage) -> list[tuple[str, ...]]:
    return [idea for number, idea in enumerate(passage.known.ideas) if number != passage.known.subject]


def _findings(scene: Scene, passage: Passage) -> list[Finding]:
    return [found for _, found in weigh_stages(scene, passage) if found.why_not is None]


def weigh_stages(scene: Scene, passage: Passage) -> list[tuple[StageMention, Finding]]:
    """Every stage that a sentence names and what it says of the target, or why it says nothing of it."""
    text = scene.page[passage.line].text
    understood = scene.understood(passage.line)
    return [(mention, _weighed(scene, passage, mention, text)) for mention in understood.stages]


def _weighed(scene: Scene, passage: Passage, mention: StageMention, text: str) -> Finding:
    if not _is_attached(text, mention.span, passage):
        return nothing("other_subject", name=mention.raw)
    if _is_old(mention, scene.understood(passage.line).periods, scene):
        return nothing("old_deed", name=mention.raw)
    return _finding(text, mention, passage)


def _is_old(mention: StageMention, periods: tuple[Period, ...], scene: Scene) -> bool:
    """A deed of before the statement: its day, or the last period named before it, ended by then (去年9月…举行)."""
    if mention.modality == "planned" or mention.stage not in ("held", "opened", "completed", "adopted"):
        return False  # that works began earlier is true today
    if mention.day is not None:
        return mention.day < scene.since
    named = [period for period in periods if period.span[0] < mention.span[0] and period.role in ("during", "asof")]
    return bool(named) and named[-1].end is not None and named[-1].end < scene.since


def _rank(found: Finding) -> tuple[int, int]:
    """Cancelled and delayed first, then an announced date of the whole, then the furthest deed, then bare plans."""
    weight = _WEIGHT.get(found.stage or "", 0)
    if found.modality == "actual":
        return (3 if weight >= 8 else 1, weight)
    return (2 if found.expected is not None and not found.part else 0, weight)


def _without_mention(scene: Scene, passage: Passage) -> Finding:
    """Works told without a verb of stage are ongoing; a commitment is moved by any deed or plan told with it."""
    stages = scene.understood(passage.line).stages
    text = scene.page[passage.line].text
    if _WORKS.search(text) and _PROGRESS.search(text) and not stages:
        return Finding(stage="ongoing")
    if passage.known.target.stage == "held":
        return _scheduled(scene, passage)
    if passage.known.target.kind != "commitment" or passage.rivals:
        return nothing("no_deed")
    periods = scene.understood(passage.line).periods
    stages = tuple(mention for mention in stages if not _is_old(mention, periods, scene))
    if any(mention.modality == "actual" for mention in stages):
        return Finding(stage="ongoing")
    if stages:
        return Finding(modality="planned", stage=stages[-1].stage, expected=stages[-1].expected)
    if _PLAN.search(text):
        return Finding(modality="planned", stage="announced")
    return Finding(stage="ongoing") if _DEED.search(text) else nothing("no_deed")


def _scheduled(scene: Scene, passage: Passage) -> Finding:
    """An event named with a day or month to come is planned for it (下一场是10月18日的…赛, 则安排在9月中旬)."""
    published = scene.published
    coming = [
        period.end
        for period in scene.understood(passage.line).periods
        if period.role == "during" and period.start and period.end and (period.end - period.start).days <= 31
        if published and period.start > published
    ]
    if len(coming) == 1 and passage.subject is not None and not passage.rivals:
        return Finding(modality="planned", stage="held", expected=coming[0])
    return nothing("no_deed")


def _finding(text: str, mention: StageMention, passage: Passage) -> Finding:
    """One mention turned into what it says of the whole target.

    A part that is done leaves the whole ongoing; a postponement of a part postpones the whole.
    """
    part = _is_part(text, mention.span, passage.known)
    stage, expected = _plain_stage(text, mention, passage), mention.expected
    phased = _phase_words(passage.known) or not passage.known.parts  # a phase of a base, not one of two streets
    if part and stage != "delayed" and (phased or stage not in ("started", "topped_out")):
        stage = "ongoing"
    if (stage != mention.stage and stage != "held") or (part and stage != "delayed"):
        expected = None
    return Finding(modality=mention.modality, stage=stage, expected=expected, day=mention.day, part=part)


def _is_part(text: str, span: Span, known: Known) -> bool:
    """Whether a mention speaks of a part of a milestone: a phase, one of its named parts, an area that opens first.

    The clause of the mention decides; where it names neither part nor whole, the nearest one before, up to a ；, does.
    """
    if known.target.kind != "milestone" or known.target.stage == "held":
        return False
    begin = text.rfind("；", 0, span[0]) + 1
    if _TOGETHER.search(text) and _all_parts(text, known) and not _phase_words(known):
        return False  # …开业，连同先开的…，两个项目双双亮灯
    for start, end in reversed([row for row in clauses(text) if begin <= row[0] <= span[0]]):
        clause = text[start:end]
        met = [any(word in clause for word in part) for part in known.parts]
        if _WHOLE.search(clause):
            return False
        if any(met):
            return not all(met)
        if _AREA.search(clause) and start <= span[0] < end:
            return True
        if not known.phases and any(family == "期" for _, family in phases(clause)):
            return True
    return False


def _phase_words(known: Known) -> bool:
    """The parts are phases: each of them may be told apart in one sentence (一期、二期已全部交付，三期正在调试)."""
    return any(phases(word) for part in known.parts for word in part)


def _all_parts(text: str, known: Known) -> bool:
    return bool(known.parts) and all(any(word in text for word in part) for part in known.parts)


def _plain_stage(text: str, mention: StageMention, passage: Passage) -> str:
    """The stage of the target itself: works on it are `ongoing`, a topped-out frame is `topped_out`."""
    stage = mention.stage
    if stage in ("suspended", "not_done"):
        return "ongoing"
    wanted = passage.known.target.stage
    if wanted == "adopted" and stage in ("started", "completed", "topped_out", "opened", "held", "announced"):
        return "adopted" if stage == "announced" and _published_text(text, mention) else "ongoing"
    if wanted == "held" and mention.modality == "planned" and mention.expected and stage in _ON_THE_WAY:
        return "held"  # 仍按9月21日的日子筹备
    if wanted == "held" and stage in ("started", "opened", "completed", "topped_out") and not _is_race(text, mention):
        return "ongoing"
    if (wanted not in ("held", None) and stage == "held") or (wanted not in ("adopted", None) and stage == "adopted"):
        return "ongoing"  # a ceremony on the site, an approval on the way
    if stage in ("completed", "opened", "started", "topped_out") and mention.modality == "actual":
        works = _works_before(text, mention, passage)
        if stage == "started":
            return "ongoing" if works and not _FIRST_WORKS.search(works) else stage
        if works:
            return "topped_out" if _MAIN_STRUCTURE.search(works) else "ongoing"
    return stage


def _published_text(text: str, mention: StageMention) -> bool:
    return re.search(r"发布|公布|印发", text[mention.span[0] : mention.span[1]]) is not None


def _is_race(text: str, mention: StageMention) -> bool:
    return (
        re.search(r"赛|跑|鸣枪|收官|落幕|闭幕|开幕|冲线", text[max(0, mention.span[0] - 2) : mention.span[1]])
        is not None
    )


def _works_before(text: str, mention: StageMention, passage: Passage) -> str:
    """The works whose end is told, between the subject and the verb of its clause; empty for the thing itself."""
    clause = next((span for span in clauses(text) if span[0] <= mention.span[0] < span[1]), (0, len(text)))
    start = clause[0]
    for span in passage.ideas[passage.known.subject]:
        if clause[0] <= span[0] and span[1] <= mention.span[0]:
            start = max(start, span[1])
    between = text[start : mention.span[0]]
    after = text[mention.span[1] : mention.span[1] + 8]
    if _MAIN_STRUCTURE.search(between):
        return between
    if _WORKS.search(between):
        return between
    if mention.stage == "completed" and re.match(r"[了全部]*[^，。；]{0,6}", after):
        tail = re.match(r"[^，。；]{0,8}", after)
        if tail and _WORKS.search(tail.group()) and not re.search(r"验收", tail.group()):
            return tail.group()
    if (
        mention.stage != "started"
        and _LENGTH_OF_IT.match(text[mention.span[1] :])
        and passage.known.target.goal is None
    ):
        return between or "部分"
    some = _SOME_OF_IT.search(between) is not None and not re.search(r"全部|所有|[均都]", between)
    if some and mention.stage != "started" and passage.known.target.goal is None:
        return between
    owned = _OF_PART.match(text[start : mention.span[0]])
    return owned.group(1) if owned and not re.search(r"修缮|大修|改造|更新|工程|工期", owned.group(1)) else ""


def _is_attached(text: str, span: Span, passage: Passage) -> bool:
    """Whether a stage word speaks of the subject: behind it with no other name between, or before it in its clause."""
    if passage.subject is None:
        return not passage.rivals
    subjects = passage.ideas[passage.known.subject]
    clause = next((row for row in clauses(text) if row[0] <= span[0] < row[1]), (0, len(text)))
    before = [row for row in subjects if row[1] <= span[0]]
    if before:
        nearest = before[-1]
        return not any(nearest[1] <= rival[0] < span[0] for rival in passage.rivals)
    inside = [row for row in subjects if clause[0] <= row[0] < clause[1]]
    return bool(inside) and not any(span[1] <= rival[0] < inside[0][0] for rival in passage.rivals)
