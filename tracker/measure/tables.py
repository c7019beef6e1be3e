"""Read a row of a data table: the row that names a target in, the figure in the column that its goal speaks of out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.measure.figures import judge_period
from tracker.measure.owner import METRIC, metric_class, wanted_metric
from tracker.measure.scene import Finding, Scene, nothing
from tracker.model import Goal, Period, Quantity, Table
from tracker.passage import Passage

_GROWTH_HEAD = re.compile(r"同比|增长|增速|比上年|比去年|±")
_UNIT_IN_HEAD = re.compile(r"[（(]([^（）()]{1,8})[）)]")
_NUMBER = re.compile(r"^[+-]?\d[\d,]*(?:\.\d+)?%?$")


def read_row(scene: Scene, passage: Passage) -> Finding:
    """The figure of a growth or level goal in a table row.

    The row's label must name the subject with the target's metric and no other, or the place where the table is about
    the subject; of several columns that fit, the one
    with the longest period (the cumulative one) speaks. A growth column without a period of its own takes that of the
    nearest column to its left that has one.
    """
    goal = passage.known.target.goal
    line = scene.page[passage.line]
    if goal is None or goal.basis == "cumulative" or line.table is None:
        return nothing("no_figure")
    cells = line.table.rows[line.row]
    if passage.subject is not None and not _label_fits(scene, passage, cells[0]):
        return nothing("other_subject", name=cells[0])
    findings = [finding for _, finding in weigh_cells(scene, passage, goal)]
    fitting = [found for found in findings if found.why_not is None]
    if fitting:
        return max(fitting, key=_newest)
    return findings[-1] if findings else nothing("no_figure")


def weigh_cells(scene: Scene, passage: Passage, goal: Goal) -> list[tuple[Quantity, Finding]]:
    """The figures of a row in the columns of the goal's metric and form, with the reason where one cannot count."""
    line = scene.page[passage.line]
    if line.table is None:
        return []
    cells = line.table.rows[line.row]
    row = [
        _Cell(table=line.table, cells=cells, column=column, head=_head(scene, line.table, column))
        for column in range(1, len(cells))
    ]
    return [
        (quantity, judge_period(scene, quantity, goal))
        for cell in row
        if _metric_fits(scene, passage, cell) and (quantity := _quantity(scene, cell, goal)) is not None
    ]


def _label_fits(scene: Scene, passage: Passage, label: str) -> bool:
    """The label names the subject, and nothing besides it and a metric."""
    label = _UNIT_IN_HEAD.sub("", re.sub(r"\s", "", scene.language.normalise(label)))
    words = sorted(passage.known.ideas[passage.known.subject], key=len, reverse=True)
    if not any(word in label for word in words):
        return False
    rest = METRIC.sub("", label)
    for word in words:
        rest = rest.replace(word, "")
    return len(re.sub(r"产业|行业|集群|\W|总|其中|^[一二三四五六七八九十]+", "", rest)) < 2


def _metric_fits(scene: Scene, passage: Passage, cell: _Cell) -> bool:
    """The metric of the label, the column or the caption is the target's, and label and column do not disagree."""
    wanted = wanted_metric(passage)
    named = [metric_class(scene.language.normalise(text)) for text in (cell.cells[0], cell.head, cell.table.caption)]
    first = next((metric for metric in named if metric is not None), None)
    return (wanted is None or first == wanted) and named[1] in (None, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    table: Table
    cells: tuple[str, ...]
    column: int
    head: str


def _quantity(scene: Scene, cell: _Cell, goal: Goal) -> Quantity | None:
    """One cell as a quantity of the goal's form, None for text, dashes and columns of another kind."""
    raw = scene.language.normalise(cell.cells[cell.column]).strip().replace("−", "-")
    growth = _GROWTH_HEAD.search(cell.head) is not None
    if not _NUMBER.match(raw) or growth != (goal.basis == "yoy"):
        return None
    return Quantity(
        raw=cell.cells[cell.column],
        span=(0, 0),
        value=Decimal(raw.rstrip("%").replace(",", "")),
        unit="%" if growth else _unit(scene, cell.table, cell.cells, cell.head),
        comparator="=",
        role="growth" if growth else "level",
        period=_period(scene, cell.table, cell.column),
        basis="mom" if "环比" in cell.head else "yoy" if growth else "level",
        modality="actual",
    )


def _head(scene: Scene, table: Table, column: int) -> str:
    return scene.language.normalise(" ".join(row[column] for row in table.header if column < len(row)))


def _unit(scene: Scene, table: Table, cells: tuple[str, ...], head: str) -> str:
    """The unit of a level: in the brackets of head or label, in a unit column, or over the table."""
    named = _UNIT_IN_HEAD.search(head) or _UNIT_IN_HEAD.search(scene.language.normalise(cells[0]))
    if named:
        return named.group(1)
    for column in range(1, len(cells)):
        if "单位" in _head(scene, table, column):
            return cells[column]
    return table.unit


def _period(scene: Scene, table: Table, column: int) -> Period | None:
    """The period of a column: its head's, the nearest to the left, the caption's, the headline's."""
    about = _first_period(scene, scene.page[0].text) or _first_period(scene, table.caption)
    for other in range(column, 0, -1):
        found = _first_period(scene, _head(scene, table, other), about)
        if found is not None:
            return found
    return _first_period(scene, table.caption) or about


def _first_period(scene: Scene, text: str, about: Period | None = None) -> Period | None:
    text = scene.language.normalise(text)
    if not re.search(r"[\d一二三四全上下本年月季]", text):
        return None
    periods = scene.language.understand(text, scene.published, about).periods
    closed = [period for period in periods if period.start and period.end and period.role == "during"]
    return closed[0] if closed else None


def _newest(found: Finding) -> tuple[int, int]:
    """Days covered, then the last day: the cumulative column before the month's, this year's before last year's."""
    figure = found.figure
    if figure is None or figure.start is None or figure.end is None:
        return (0, 0)
    return ((figure.end - figure.start).days // 2, figure.end.toordinal())
