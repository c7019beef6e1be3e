"""What a checked targets.yaml says: the goals, whose they are, and where the news comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tracker.model.mail import Chat, DigestPlan, Mail
from tracker.model.words import GoalBasis, Kind, Tier

_EVERY_MONDAY = DigestPlan()


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
    """Where news comes from; kind is feed, sitemap, listing or search, address is its URL.

    form: fields that are posted; headers: sent with every request for its lists. json: path to the items of an answer
    in JSON, fields: names of their url, title, date and seen. words: most words in the query of a search. pages: lists
    walked in one run. delay_s: pause between requests. 0 and empty: as usual.
    """

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
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    json: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    words: int = 0
    pages: int = 0
    delay_s: int = 0
    allow_private: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    host: str  # a host or a pattern such as *.gov.cn
    name: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Which archived pages stay. days: how long pages without evidence stay where `evidence` alone is kept."""

    keep: Literal["all", "evidence"] = "all"
    days: int = 90
    limit_bytes: int | None = None


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
    archive: Keeping = Keeping()
    site_url: str = ""  # of the folder that holds the web page, ends with /; '' where it is not published
    mail: Mail | None = None
    digest: DigestPlan = _EVERY_MONDAY
    chat: tuple[Chat, ...] = ()
