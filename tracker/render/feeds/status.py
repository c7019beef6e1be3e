"""An overview comes in; how every target stands goes out as JSON for other programs, with the schema of it.

The schema is made from the classes that the file is written from, so the two cannot disagree. What is here stays; a new
key may come at any time, and another meaning of an old one would come with another `schema_version`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from tracker.model import STATUSES, Assessment, Config, Evidence, Goal, Kind, Target, Tier
from tracker.pace import Forecast
from tracker.render.escape import address
from tracker.render.feeds.calendar import announced
from tracker.render.feeds.naming import linked, page_of
from tracker.render.numbers import number
from tracker.render.standing import Overview, Standing
from tracker.render.words import reason, shown_status

VERSION = 1
DIGITS = 4  # after the point, of what is computed
SHOWN = (*STATUSES, "unobserved")
Number = int | float
Share = Annotated[Number | None, Meta(description="A share of 1; null where nothing is measured.")]
Status = Annotated[str, Meta(description="As the reports show it.", extra_json_schema={"enum": list(SHOWN)})]
Day = Annotated[date, Meta(description="YYYY-MM-DD")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The number to reach, in the unit of the target. over: the period that the figure must cover."""

    comparator: Literal[">=", "<="]
    value: Number
    unit: str
    baseline: Number | None
    over: tuple[Day, Day] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The sentence that the status rests on, verbatim. sha256: of the archived page that it stands on."""

    quote: str
    url: Annotated[str, Meta(description="The page on the web; empty where it has no web address.")]
    title: str
    source: str
    tier: Tier
    published: Day | None
    sha256: str
    page_number: Annotated[int | None, Meta(description="In a document, from 1.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Where the target is heading (docs/pace.md); null what cannot be said.

    required, actual: the pace of the rest and the pace so far. expected, low, high: the value at the due date.
    from_one_point: it rests on one figure. slip_days: how far the announced or reached day is behind the due date.
    """

    method: Literal["line", "growth", "yearly", "date"]
    outlook: Literal["sure", "likely", "unlikely", "out_of_reach"] | None
    required: Number | None
    actual: Number | None
    expected: Number | None
    low: Number | None
    high: Number | None
    points: int
    from_one_point: bool
    slip_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A day from which on status, lateness or value were others."""

    day: Day
    status: Status
    late: bool
    value: Number | None
    unit: str | None
    why: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """One target. late: reached after its due date. expected_progress: the share of the time that has passed.

    announced: the day on which it is expected to be reached by what was last announced. page: its page on the web site.
    newest: publication day of the newest sentence that counts. counting, set_aside: how many sentences do, and do not.
    """

    id: str
    kind: Kind
    title: Titles
    theme: str
    owner: str
    stated: Annotated[str, Meta(description="The goal in the words of the statement.")]
    stage: Annotated[str | None, Meta(description="The stage to reach, of a milestone.")]
    goal: Wanted | None
    due: Day | None
    status: Status
    late: bool
    value: Number | None
    unit: str | None
    progress: Share
    expected_progress: Share
    announced: Day | None
    forecast: Ahead | None
    observed: Literal["full", "partial", "none"]
    flags: list[str]
    why: str
    deciding: Proof | None
    newest: Day | None
    counting: int
    set_aside: int
    turns: list[Turn]
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFile:
    """How the stated goals of a place stood on a day. since: the day of the report before."""

    schema_version: Annotated[int, Meta(ge=VERSION, le=VERSION)]
    title: str
    place: str
    language: Literal["zh", "en"]
    as_of: Day
    since: Day | None
    sample: Annotated[bool, Meta(description="Made from pages written for testing.")]
    total: int
    counts: Annotated[dict[str, int], Meta(description="How many targets have each status.")]
    targets: list[Standpoint]


def status_json(overview: Overview) -> str:
    """The file, its keys in the order of the schema; ASCII, and harmless where someone puts it into a page."""
    config = overview.config
    counts = Counter(shown_status(one.now) for one in overview.standings)
    told = StatusFile(
        schema_version=VERSION,
        title=config.title,
        place=config.place.name,
        language=config.language,
        as_of=overview.as_of,
        since=overview.since,
        sample=overview.sample,
        total=len(overview.standings),
        counts={status: counts[status] for status in SHOWN if counts[status]},
        targets=[_standpoint(config, one) for one in overview.standings],
    )
    return _written(msgspec.to_builtins(told))


def status_schema() -> str:
    """JSON Schema (2020-12) of the file."""
    return _written({"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(StatusFile))


def _written(value: Mapping[str, object]) -> str:
    text = json.dumps(value, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _standpoint(config: Config, standing: Standing) -> Standpoint:
    target, one, language = standing.target, standing.now, config.language
    return Standpoint(
        id=target.id,
        kind=target.kind,
        title=Titles(zh=target.title_zh, en=target.title_en),
        theme=target.theme,
        owner=target.owner,
        stated=target.quote,
        stage=target.stage,
        goal=_wanted(target),
        due=target.due,
        status=shown_status(one),
        late=one.late,
        value=number(one.value),
        unit=one.unit,
        progress=number(one.progress),
        expected_progress=number(one.expected_progress),
        announced=announced(standing),
        forecast=_ahead(standing.forecast) if standing.forecast else None,
        observed=one.observed,
        flags=list(one.flags),
        why=reason(one.why, language),
        deciding=_proof(standing.deciding) if standing.deciding else None,
        newest=standing.newest.published if standing.newest else None,
        counting=standing.counting,
        set_aside=standing.aside,
        turns=[_turn(turn, language) for turn in standing.turns],
        page=linked(config, page_of(target.id)),
    )


def _wanted(target: Target) -> Wanted | None:
    goal: Goal | None = target.goal
    if goal is None:
        return None
    return Wanted(
        comparator=goal.comparator,
        value=number(goal.value),
        unit=goal.unit,
        baseline=number(goal.baseline),
        over=goal.over,
    )


def _ahead(told: Forecast) -> Ahead:
    shares = (told.required, told.actual, told.expected, told.low, told.high)
    required, actual, expected, low, high = (None if one is None else number(round(one, DIGITS)) for one in shares)
    return Ahead(
        method=told.method,
        outlook=told.outlook,
        required=required,
        actual=actual,
        expected=expected,
        low=low,
        high=high,
        points=told.points,
        from_one_point=told.from_one_point,
        slip_days=told.slip_days,
    )


def _proof(row: Evidence) -> Proof:
    return Proof(
        quote=row.sentence,
        url=address(row.url),
        title=row.title,
        source=row.source,
        tier=row.tier,
        published=row.published,
        sha256=row.page_sha256,
        page_number=row.page_number,
    )


def _turn(one: Assessment, language: str) -> Turn:
    return Turn(
        day=one.as_of,
        status=shown_status(one),
        late=one.late,
        value=number(one.value),
        unit=one.unit,
        why=reason(one.why, language),
        url=address(one.evidence[0]) if one.evidence else "",
    )
