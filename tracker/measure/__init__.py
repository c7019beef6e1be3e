"""Read from a passage what it says of its target: passage, page and day in, one candidate evidence out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tracker.measure.counts import read_count, weigh_counts
from tracker.measure.figures import read_figure, weigh_figures
from tracker.measure.scene import Finding, Scene, Weighed
from tracker.measure.stages import read_stage, weigh_stages
from tracker.measure.tables import read_row, weigh_cells
from tracker.measure.trust import denied_until, hearsay, retracted
from tracker.model import Candidate, Reason, Span, Understanding
from tracker.passage import Passage

__all__ = ["Finding", "Scene", "Weighed", "measure", "weigh"]

_Understood = Callable[[int], Understanding]


def measure(scene: Scene, passage: Passage) -> Candidate:
    """The candidate evidence of one passage; `why_not` says why it cannot count."""
    line = scene.page[passage.line]
    scene, values = _without_wrong(scene, passage.line)
    found = _find(scene, passage)
    why_not = passage.why_not or found.why_not
    doubt = hearsay(line.text, scene.forum)
    if why_not is None and doubt:
        why_not = Reason(code=doubt)
    return Candidate(
        target=passage.known.target.id,
        sentence=line.verbatim.strip(),
        modality=found.modality,
        stage=found.stage,
        expected=found.expected,
        day=found.day,
        figure=found.figure,
        part=found.part,
        retracts=_taken_back(values, found),
        why_not=why_not,
        page_number=line.page_number,
    )


def weigh(scene: Scene, passage: Passage) -> tuple[Weighed, ...]:
    """The figures and stages that `measure` chooses from, each with what comes of it."""
    scene, _ = _without_wrong(scene, passage.line)
    goal = passage.known.target.goal
    stages: list[Weighed] = [*weigh_stages(scene, passage)]
    if goal is None:
        return tuple(stages)
    if goal.basis == "cumulative":
        return (*weigh_counts(scene, passage, goal), *stages)
    if scene.page[passage.line].kind == "row" and passage.known.measured:
        return tuple(weigh_cells(scene, passage, goal))
    return tuple(weigh_figures(scene, passage, goal))


def _without_wrong(scene: Scene, number: int) -> tuple[Scene, tuple[Decimal, ...]]:
    """The scene without what a line takes back or denies, and the figures that it takes back."""
    text = scene.page[number].text
    values, wrong = retracted(text, scene.understood(number))
    wrong = (wrong[0], max(wrong[1], denied_until(text)))
    return (replace(scene, understood=_without(scene, number, wrong)) if wrong[1] else scene), values


def _find(scene: Scene, passage: Passage) -> Finding:
    goal = passage.known.target.goal
    if scene.page[passage.line].kind == "row" and passage.known.measured:
        return read_row(scene, passage)
    if goal is None:
        return read_stage(scene, passage)
    return read_count(scene, passage) if goal.basis == "cumulative" else read_figure(scene, passage)


def _without(scene: Scene, number: int, wrong: Span) -> _Understood:
    """The grammar of a sentence without the stretch that it takes back or denies."""

    def holds(span: Span) -> bool:
        return span[1] <= wrong[0] or span[0] >= wrong[1]

    def understood(line: int) -> Understanding:
        whole = scene.understood(line)
        if line != number:
            return whole
        return replace(
            whole,
            quantities=tuple(row for row in whole.quantities if holds(row.span)),
            stages=tuple(row for row in whole.stages if holds(row.span)),
        )

    return understood


def _taken_back(values: tuple[Decimal, ...], found: Finding) -> Decimal | None:
    """The first wrong figure that differs from the right one."""
    right = found.figure.value if found.figure else None
    return next((value for value in values if value != right), None)
