"""What the grammar finds in a text: periods, quantities and stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.model.words import Comparator, Modality, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed interval of days; an open end is None.

    role: during | asof (截至) | deadline (年底前, 到2030年) | from (…起) | base (compared with: 去年同期)
    | pub (a date line).
    """

    start: date | None
    end: date | None
    role: str = "during"
    raw: str = ""
    span: Span = (0, 0)
    vague: bool = False  # 近日, 日前


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One figure as read: a signed value in a canonical unit.

    role: level | growth | change (percentage points or a difference against a base) | gap (高于全市…) | share | from
    | to | delta (an absolute increase). basis: yoy | mom | average | cumulative | level | None.
    A range is two quantities with the same span, `>=` and `<=`.
    item: (index, size) of a figure in a 分别 list, so that it can be aligned with the listed subjects.
    """

    raw: str
    span: Span
    value: Decimal
    unit: str
    comparator: Comparator
    role: str
    period: Period | None
    basis: str | None
    modality: Modality
    item: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMention:
    """A word that says how far a thing has come.

    stage: one of STAGES, or `suspended`, or `not_done` (尚未开工). expected: the last day of the announced window, for
    plans and postponements. day: the day on which an actual stage was reached, where the sentence gives it.
    """

    raw: str
    span: Span
    stage: str
    modality: Modality
    expected: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that the grammar finds in a text, in order of position; offsets are those of the text given."""

    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    stages: tuple[StageMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A spun text in plain words.

    starts, ends: for each letter where the word it stands for began and ended in the text given. changes: each odd word
    with the plain one, in order of the rules. adverts: what was cut out.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    changes: tuple[tuple[str, str], ...] = ()
    adverts: tuple[str, ...] = ()
