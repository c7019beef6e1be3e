"""The words of the project: the values that cross module borders, all frozen and without behaviour beyond reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]  # half-open offsets into a text

Comparator = Literal["=", ">=", ">", "~", "<", "<="]
Modality = Literal["actual", "planned"]
Tier = Literal["official", "press", "portal", "community"]
Kind = Literal["quantity", "milestone", "commitment"]
# How a goal's number is compared: yoy = growth within a period, level = a full-year figure,
# cumulative = a count or area that adds up from the statement to the due date.
GoalBasis = Literal["yoy", "level", "cumulative"]

TIERS: tuple[Tier, ...] = ("official", "press", "portal", "community")
STAGES: tuple[str, ...] = (
    "announced",
    "started",
    "ongoing",
    "topped_out",
    "completed",
    "opened",
    "adopted",
    "held",
    "delayed",
    "cancelled",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A code with its facts, put into words only when rendered."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        return dict(self.facts).get(name, "")


# ---- language -------------------------------------------------------------------------------------------------------


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


# ---- targets.yaml ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The number a quantity target wants reached; value and baseline are in `unit`, as the target writes it."""

    comparator: Literal[">=", "<="]
    value: Decimal
    unit: str
    raw: str
    basis: GoalBasis
    baseline: Decimal | None = None
    over: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A stated goal. Exactly one of goal (quantity), stage (milestone) or neither (commitment)."""

    id: str
    kind: Kind
    title_zh: str
    title_en: str
    about: tuple[tuple[str, ...], ...]  # ideas, all must be met; each a tuple of alternatives
    not_about: tuple[str, ...] = ()
    theme: str = ""
    owner: str = ""
    measure: str = ""
    quote: str = ""
    statement: str = ""
    goal: Goal | None = None
    stage: str | None = None
    due: date | None = None
    derived: tuple[str, ...] = ()  # keys that were derived, shown by `tracker check`
    parts: tuple[tuple[str, ...], ...] = ()  # ideas that make up the whole; news of one is not news of the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    name: str
    aliases: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    id: str
    title: str
    publisher: str
    date: date
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where news comes from; kind is feed, sitemap, listing or search, address is its URL."""

    id: str
    name: str
    tier: Tier
    kind: str
    address: str
    every: str = ""
    cron: str = ""
    link: str = ""  # CSS selectors a person gave, for the listing and for its articles
    date: str = ""
    next: str = ""
    title: str = ""
    body: str = ""
    allow_private: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    host: str  # a host or a pattern such as *.gov.cn
    name: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A checked targets.yaml."""

    path: str
    title: str
    language: Literal["zh", "en"]
    timezone: str
    place: Place
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    publishers: tuple[Publisher, ...]
    targets: tuple[Target, ...]


# ---- pages and readings ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a source offers, not fetched yet."""

    url: str
    source: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as fetched. url is the requested address, final_url the one after redirects."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched: datetime
    sha256: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A data table: `header` rows (column labels, spans repeated into every column) over `rows` of plain text."""

    caption: str
    unit: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the body in reading order: paragraph, heading, caption (not body text) or table."""

    kind: Literal["paragraph", "heading", "caption", "table"]
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says. canonical_url is the address the page gives for itself, or the cleaned final one."""

    title: str
    published: date | None
    publisher: str
    canonical_url: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    forum: bool = False  # a thread of posts by readers
    damaged: bool = False  # characters were lost in decoding

    @property
    def text(self) -> str:
        """The body's paragraphs, headings and table rows (cells joined by one blank), a line each."""
        lines: list[str] = []
        for block in self.blocks:
            if block.table is not None:
                lines += [" ".join(row) for row in (*block.table.header, *block.table.rows)]
            elif block.kind != "caption":
                lines.append(block.text)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The quantity of an evidence, in the unit that its target writes; `period` is a closed interval of days."""

    value: Decimal
    unit: str
    comparator: Comparator
    start: date | None
    end: date | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that mentions one target, with what was read from it; why_not tells why it cannot count."""

    target: str
    sentence: str
    modality: Modality
    stage: str | None = None
    expected: date | None = None
    day: date | None = None
    figure: Figure | None = None
    part: bool = False  # speaks of a part (one phase, one of two streets) of the target
    retracts: Decimal | None = None  # a figure of this target that the sentence declares wrong
    why_not: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The part of a reading that settling needs; small, so that many fit into memory."""

    url: str
    canonical_url: str
    page_sha256: str
    title: str
    source: str
    tier: Tier
    published: date | None
    first_seen: datetime
    sketch: bytes  # MinHash of the normalised body, 64 values of 2 bytes; empty for no text
    text_sha256: str  # of the normalised body
    figures: bytes  # CRC-32 of each of the body's first 64 different figures, 4 bytes each
    spam: Reason | None = None
    disposition: Reason = Reason(code="read")
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one page says. It depends on the page and the targets alone."""

    article: Article
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that bears on one target. counts: it bears on it and is not set aside (plans count too)."""

    id: str
    target: str
    url: str
    title: str
    source: str
    tier: Tier
    published: date | None
    first_seen: datetime
    page_sha256: str
    story: str
    sentence: str
    modality: Modality
    stage: str | None
    expected: date | None
    day: date | None
    figure: Figure | None
    part: bool
    counts: bool
    why_not: Reason | None
    set_aside_from: date | None = None  # judged as counting before that day (a later correction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Pages that tell the same news; `spokesman` is the address that speaks for them."""

    id: str
    spokesman: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    stories: tuple[Story, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The status of one target as of one day."""

    target: str
    as_of: date
    status: str
    late: bool
    value: Decimal | None
    unit: str | None
    progress: Decimal | None
    expected_progress: Decimal | None
    observed: Literal["full", "partial", "none"]
    flags: tuple[str, ...]
    why: Reason
    evidence: tuple[str, ...]  # addresses, the deciding one first
