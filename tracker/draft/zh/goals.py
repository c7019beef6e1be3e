"""The lines of a statement come in; every goal that they state goes out, in order, none of them twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tracker.draft.stated import Line, Setting, Stated
from tracker.draft.zh.deeds import read_deeds, respective, said_in, thing_of
from tracker.draft.zh.figures import Figure, count_of, read_figures
from tracker.draft.zh.scenes import Scene, Split, Understand, read_scenes
from tracker.draft.zh.words import COUNT_VERB, LEADS, ORNAMENT, SPEECH, WIN

_ON_TOP = re.compile(r"^在(?P<what>.*(?:累计|完成|达到).*)的?基础上$")
_PROGRAMME = re.compile(r"^(?:实施|推进|开展|深化)")
# 编制完成某规划及18个专项规划: a deed and a count of other things.
_AND_COUNT = re.compile(r"(?P<deed>[^、]{8,40}?)(?:以及|及|和)(?=(?:\d+|[一二两三四五六七八九十]+)[个项条座处家所])")
_ALIKE = 0.5  # share of the letter pairs of a count reached that those of a goal hold
_PART = re.compile(r"^(?:抓好|做好|推进|加快)")


@dataclass(slots=True)
class _Told:
    """What has been read so far of the sentence at hand, and the counts reached of the whole statement."""

    sentence: int = 0
    scenes: list[Scene] = field(default_factory=list)
    goals: list[Stated] = field(default_factory=list)
    counts: list[tuple[str, Figure]] = field(default_factory=list)


def read_goals(lines: Sequence[Line], setting: Setting, understand: Understand, split: Split) -> tuple[Stated, ...]:
    """Every goal of a statement. understand, split: the grammar and the sentences of the language."""
    found: list[Stated] = []
    told = _Told()
    for scene in read_scenes(lines, setting, understand, split):
        if scene.sentence != told.sentence:
            found += told.goals
            told = _Told(sentence=scene.sentence, counts=told.counts)
        _take(scene, told, setting)
        told.scenes.append(scene)
    found += told.goals
    return _once(_with_baseline(goal, told.counts) for goal in found)


def _take(scene: Scene, told: _Told, setting: Setting) -> None:
    """Add what a clause states to what its sentence has stated so far."""
    if not scene.planned:
        if count := count_of(scene):
            told.counts.append(count)
        return
    if on_top := _ON_TOP.match(scene.bare):
        _count_of_the_last(scene, on_top["what"], told, setting)
        return
    said = LEADS.sub("", scene.bare)
    if scene.background or SPEECH.match(scene.bare) or not said:
        return
    last = told.goals[-1] if told.goals else None
    if last is not None and last.kind == "commitment" and _belongs(said, scene, told):
        more = re.sub(r"^(?:同时|此外|并|还|，)+", "", scene.bare)
        told.goals[-1] = replace(last, title=f"{last.title}，{more}", end=scene.start + len(scene.text.rstrip()))
        return
    if ORNAMENT.match(said):
        return
    goals = list(read_figures(scene, tuple(told.scenes), setting.year))
    if goals and (joined := _AND_COUNT.match(scene.bare)):
        first = replace(scene, bare=joined["deed"], text=scene.text, quantities=())
        for goal in read_deeds(first, "", setting.year):
            _add(_reaching(goal, scene), told)
    if not goals:
        goals = [one for goal in read_deeds(scene, _thing_before(told), setting.year) for one in respective(goal)]
    for goal in goals:
        _add(_reaching(goal, scene), told)


def _add(goal: Stated, told: _Told) -> None:
    """Keep a goal; a deed done to the thing of the clause before it takes the place of the bare wish to build it."""
    if any(goal.title == other.title for other in told.goals):
        return
    last = told.goals[-1] if told.goals else None
    if any(doubt.code == "object_before" for doubt in goal.doubts):
        thing = re.sub(r"^[建修增办开](?!设)", "", COUNT_VERB.sub("", goal.measure.removeprefix("累计")))
        at = next((one.start for one in reversed(told.scenes) if thing in one.bare), goal.start)
        goal = replace(goal, start=min(goal.start, at))
        replaced = goal.kind == "milestone" and last is not None and last.kind == "commitment"
        if replaced and last is not None and goal.measure in last.measure:
            told.goals.pop()
    told.goals.append(goal)


def _belongs(said: str, scene: Scene, told: _Told) -> bool:
    """Whether a clause only says more of the commitment before it: what for, or which part of it.

    A title to be won belongs to it when one subject is to do both (某园区建设核心区，争创国家级中心).
    """
    before = told.scenes[-1] if told.scenes else scene
    last = told.goals[-1]
    near = last.end >= before.start and last.subject == scene.subject
    if not near:
        return False
    if ORNAMENT.match(said) or (WIN.match(said) and scene.subject and scene.due == last.due):
        return True
    return bool(_PROGRAMME.match(said_in(before)) and _PART.match(scene.bare) and not scene.own_due)


def _count_of_the_last(scene: Scene, what: str, told: _Told, setting: Setting) -> None:
    """完成某计划，在累计投用200个的基础上…: the count is how far the plan is to come."""
    if not told.goals or told.goals[-1].kind != "milestone":
        return
    last = told.goals[-1]
    text = re.sub(r"的?基础上", lambda found: " " * len(found[0]), scene.text).replace("在", " ", 1)
    bare = replace(scene, subject=last.measure, bare=what, text=text)
    for goal in read_figures(replace(bare, due=last.due), (), setting.year):
        title = goal.title if goal.title.startswith(last.measure) else last.measure + goal.title
        measure = goal.measure if goal.measure.startswith(last.measure) else last.measure + goal.measure
        told.goals[-1] = replace(goal, title=title, measure=measure, start=last.start, doubts=last.doubts)
        return


def _thing_before(told: _Told) -> str:
    for scene in reversed(told.scenes):
        if thing := thing_of(scene):
            return thing
    return ""


def _reaching(goal: Stated, scene: Scene) -> Stated:
    """The goal with its words reaching back to its subject, when that stands in the same sentence before it."""
    if goal.subject and 0 <= scene.subject_at < goal.start:
        return replace(goal, start=scene.subject_at)
    return goal


def _with_baseline(goal: Stated, counts: Sequence[tuple[str, Figure]]) -> Stated:
    """A cumulative goal with the count reached of the same things, where the statement tells it."""
    if goal.kind != "quantity" or "累计" not in goal.title:
        return goal
    wanted = _letters(goal.measure)
    best, score = None, 0.0
    for words, figure in counts:
        if re.match("新|净", words) and not re.match("新|净", goal.measure):
            continue  # what was added in a span is no state to begin from
        shared = len(wanted & _letters(words)) / max(1, len(_letters(words)))
        if shared > score:
            best, score = figure, shared
    return goal if best is None or score < _ALIKE else replace(goal, baseline=best.quantity.raw)


def _letters(text: str) -> set[str]:
    """Pairs of letters, which tell things apart better than letters do."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _once(goals: Iterable[Stated]) -> tuple[Stated, ...]:
    """Each goal once: a statement that says it again adds nothing."""
    kept: dict[tuple[object, ...], Stated] = {}
    for goal in goals:
        kept.setdefault((goal.title, goal.amount, goal.stage, goal.due), goal)
    return tuple(kept.values())
