"""A planned clause comes in; the things in it that are to reach a stage, or to be built without a day, go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.draft.stated import Stated
from tracker.draft.zh.names import holds_thing, listed, names_thing, phases, strip_attribute, without_tail
from tracker.draft.zh.scenes import Scene
from tracker.draft.zh.words import (
    BUILD,
    COVER,
    DOCUMENT,
    EVENT,
    FIRST,
    LAST,
    LEADS,
    RAISED,
    RATE,
    STAGE_WORDS,
    TAIL,
    THING,
    VAGUE,
    WIN,
)
from tracker.model import Reason

_RESPECTIVELY = re.compile(
    r"^(?P<names>.+?)分别(?:实现|达到|完成)?(?P<first>[^、和]{2,6})[、和](?P<second>[^、和]{2,8})$"
)
_WITH = re.compile(
    r"^(?:在|于)(?P<where>[^，]{2,12}?)(?=建设|建成|落位|打造|新建|实施|开工|启动|举办|布局|规划|开展|推进|引入"
    r"|设立|完成|加快)"
)
_HASTE = re.compile(r"加快|加速|提速|推进|推动|继续|持续|抓好|做好|抓紧")
_ABSTRACT_DONE = re.compile(r"(?:目标|任务|工作任务|指标|考核|使命|责任|改革|转型|整改|机制|体系|格局|清零)$")
_DEED_NOUN = re.compile(
    r"(?:改造|扫尾|征收|整治|治理|建设|搬迁|修缮|修复|验收|腾退|安置|征迁|拆迁|招标|退租|提标|清淤|绿化|编制|主体|安装|贯通|任务|行动计划"
    r"|计划)(?:工作|工程|项目)?$"
)
_PLAIN_WORK = re.compile(r"^(?:项目|工程|工作|建设|重点项目|重大项目|全区|全市|全县|各项工作|一批.*|群众|企业|居民)$")
# 文化馆、城隍庙等节点: kinds of things that make one goal together.
_KINDS = re.compile(r"^[一-龥“”]{2,6}、[一-龥、]{2,30}等[一-龥]{2,6}$")
_PHASE_ALONE = re.compile(
    r"^(?P<verb>建成|完成|启动|开工|投用|开放)"
    r"(?P<phase>第?[一二三四五六]期|(?:设备|主体|路基|内部|外墙|室内)?(?:安装|装修|装饰|施工|调试))(?:工程|建设|项目)?$"
)
_WORK = re.compile(r"(?<!开发)(?<!规划)建设$|工作$")
_NO_NAME = re.compile(r".?(?:[有使让把]|改革|对外|市场)")
_FINAL = {"adopted": 0, "held": 0, "started": 1, "topped_out": 2, "completed": 3, "opened": 4}


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed as read from a clause. verb_first: 建成某馆, not 某馆建成. assumed: the stage follows from 今年建设."""

    stage: str
    things: tuple[str, ...]
    verb: str
    verb_first: bool = True
    assumed: bool = False
    inherited: bool = False


def read_deeds(scene: Scene, before: str, year: int) -> Iterator[Stated]:
    """Milestones and commitments of a clause. before: the thing that the clause before it spoke of; year: planned."""
    deed = _deed(scene, before)
    if deed is not None:
        for thing in deed.things:
            yield _milestone(deed, thing, scene, year)
        return
    for verb, thing in _commitments(scene):
        yield _commitment(verb, thing, scene, year)


def thing_of(scene: Scene) -> str:
    """The thing that a clause is about, for a clause behind it that names none; '' for none."""
    said, _ = strip_attribute(said_in(scene))
    for pattern in (FIRST, BUILD):
        if found := pattern.match(said):
            return without_tail(found["name"])
    last = LAST.match(said)
    name, _ = strip_attribute(last["name"] if last else re.split(r"(?<=.{4})[要将]", without_tail(said))[0])
    return name if names_thing(name, described=True) else ""


def said_in(scene: Scene) -> str:
    """The clause as it names a deed: without adverbs, and with the place of the deed before its object."""
    said = LEADS.sub("", scene.bare)
    where = _WITH.match(said)
    return LEADS.sub("", said[where.end() :]) if where else said


def _where(scene: Scene) -> str:
    found = _WITH.match(LEADS.sub("", scene.bare))
    return found["where"] if found else ""


def _deed(scene: Scene, before: str) -> Deed | None:
    said = said_in(scene)
    if before and (phase := _PHASE_ALONE.match(said)):
        said = f"{phase['verb']}{before}{phase['phase']}"  # 明年完成一期, behind 某岛今年启动建设
    return _both(said) or _first(said) or _raised(said) or _last(said, before) or _built(said, scene)


def _raised(said: str) -> Deed | None:
    """某医院创成三级医院: reached when it holds the rank; what is only striven for (争创) is a commitment."""
    found = RAISED.match(said)
    if found is None or not found["done"] or not THING.search(found["name"]):
        return None
    return Deed("completed", (found["name"],), said[found.end("name") :], verb_first=False)


def _both(said: str) -> Deed | None:
    """A、B分别投产和封顶: told by the first of them; the second follows in `respective`."""
    found = _RESPECTIVELY.match(said)
    if found is None or not _stage_in(found["first"]) or not _stage_in(found["second"]):
        return None
    return Deed("both", (found["names"],), f"{found['first']}、{found['second']}", verb_first=False)


def _first(said: str) -> Deed | None:
    found = FIRST.match(said)
    if found is None:
        return None
    stage = next(key for key, words in found.groupdict().items() if words and key != "name")
    verb = found[stage]
    name, described = strip_attribute(found["name"])
    if DOCUMENT.search(name) and stage in ("adopted", "completed"):
        if VAGUE.search(name) or len(name) < 5:
            return None
        return Deed("completed" if verb == "完成" else "adopted", listed(name), verb)
    if stage == "adopted":
        return None
    if stage == "held":
        return Deed(stage, listed(name), verb) if EVENT.search(listed(name)[0]) and len(name) >= 4 else None
    if VAGUE.search(found["name"]) or _ABSTRACT_DONE.search(name):
        return None
    named = (_WORK.sub("", thing) or thing for thing in listed(name))
    things = tuple(thing for thing in named if _certain(thing, described) or _DEED_NOUN.search(thing))
    things = tuple(thing for thing in things if len(thing) >= 4 and not _PLAIN_WORK.match(thing))
    return Deed(stage, things, verb) if things else None


def _certain(thing: str, described: bool) -> bool:
    return names_thing(thing, described=described) or names_thing(without_tail(thing), described=described)


def _last(said: str, before: str) -> Deed | None:
    found = LAST.match(said)
    if found is None:
        return None
    stage = _stage_in(found["deeds"])
    name, described = strip_attribute(LEADS.sub("", found["name"]).removeprefix("实现"))
    extent = re.search(r"整体|全部|全面|全线", said[found.end("name") : found.start("deeds")])
    verb = (extent[0] if extent else "") + found["deeds"]
    if stage in ("adopted", "held"):
        fits = DOCUMENT.search(name) if stage == "adopted" else EVENT.search(name)
        return Deed(stage, listed(name), verb, verb_first=False) if fits and len(name) >= 4 else None
    if not name and before:
        return Deed(stage, listed(before), verb, verb_first=False, inherited=True)
    if VAGUE.search(name) or _PLAIN_WORK.match(name) or len(name) < 3 or _NO_NAME.match(name):
        return None
    things = tuple(thing for thing in listed(name) if names_thing(thing, described=True) or _certain(thing, described))
    return Deed(stage, things, verb, verb_first=False) if things else None


def _stage_in(words: str) -> str:
    """The furthest stage that the words name."""
    found = [stage for stage, pattern in STAGE_WORDS.items() if pattern.search(words)]
    return max(found, key=lambda stage: _FINAL[stage], default="")


def _built(said: str, scene: Scene) -> Deed | None:
    """今年建设某某绿道: to be finished by the day that the clause itself names."""
    found = BUILD.match(said)
    if found is None or not scene.this_year or WIN.match(said) or _HASTE.search(scene.bare):
        return None
    if not re.match(r"建设|新建|改建|扩建|改造|修缮|复建|迁建|重建", said):
        return None
    name, described = strip_attribute(found["name"])
    things = tuple(thing for thing in listed(name) if _certain(thing, described))
    return Deed("completed", things, "建设", assumed=True) if things else None


def _milestone(deed: Deed, thing: str, scene: Scene, year: int) -> Stated:
    doubts: list[Reason] = []
    if scene.due is None:
        doubts.append(Reason(code="due_assumed", facts=(("year", str(year)),)))
    if deed.assumed:
        doubts.append(Reason(code="stage_assumed", facts=(("stage", deed.stage),)))
    if deed.inherited:
        doubts.append(Reason(code="object_before"))
    if len(deed.things) > 1:
        doubts.append(Reason(code="listed", facts=(("count", str(len(deed.things))),)))
    where = _where(scene) or (scene.subject if len(thing) < 5 else "")
    title = f"{deed.verb}{where}{thing}" if deed.verb_first else f"{where}{thing}{deed.verb}"
    subject = scene.subject if deed.stage == "adopted" and scene.subject not in title else ""
    return Stated(
        kind="milestone",
        title=subject + title,
        start=scene.start,
        end=scene.start + len(scene.text.rstrip()),
        subject=subject,
        measure=thing,
        stage=deed.stage,
        due=scene.due or date(year, 12, 31),
        theme=scene.theme,
        owner=scene.owner,
        doubts=tuple(doubts),
    )


def respective(goal: Stated) -> tuple[Stated, ...]:
    """A goal that names two things and two stages as two goals; any other as it is."""
    if goal.stage != "both":
        return (goal,)
    verbs = goal.title.removeprefix(goal.measure).split("、")
    things = phases(goal.measure)
    if len(things) != len(verbs):
        return ()
    pairs = zip(things, verbs, strict=True)
    return tuple(replace(goal, title=thing + verb, measure=thing, stage=_stage_in(verb)) for thing, verb in pairs)


def _commitments(scene: Scene) -> Iterator[tuple[str, str]]:
    """Verb and thing of what is to be built, set up, won or raised."""
    said = said_in(scene)
    if found := RATE.match(said) or COVER.match(said):
        if 4 <= len(found["name"]) <= 30:
            yield "", said
        return
    if (found := RAISED.match(said)) and (THING.search(found["name"]) or found["name"].endswith("校")):
        yield "", said
        return
    if found := BUILD.match(said):
        verb = said[: found.start("name")]
        if VAGUE.search(found["name"]):
            return
        name, described = strip_attribute(found["name"])
        won = WIN.match(said) is not None
        for thing in listed(name):
            if names_thing(thing, won=won, described=described) or names_thing(without_tail(thing), won=won):
                yield verb, thing
            elif len(listed(name)) == 1 and "、" in name and _KINDS.search(name):
                yield verb, name
        return
    tail = TAIL.search(said)
    if tail and tail.start() >= 4 and _HASTE.search(scene.bare):
        name, described = strip_attribute(said[: tail.start()])
        things = listed(name)
        sure = [thing for thing in things if names_thing(thing, described=described) or holds_thing(thing)]
        if sure and len(sure) < len(things):
            sure = [name]  # only the list as a whole says what they are
        for thing in sure:
            haste = _HASTE.search(scene.bare)
            yield haste[0] if haste else "", thing + tail[0]


def _commitment(verb: str, thing: str, scene: Scene, year: int) -> Stated:
    return Stated(
        kind="commitment",
        title=f"{verb}{_where(scene)}{thing}" if verb else f"{scene.subject}{thing}",
        start=scene.start,
        end=scene.start + len(scene.text.rstrip()),
        subject=scene.subject,
        measure=thing,
        due=scene.due if scene.own_due or (scene.due and scene.due.year > year) else None,
        theme=scene.theme,
        owner=scene.owner,
        doubts=(Reason(code="no_measure"),),
    )
