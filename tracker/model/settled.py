"""What all readings together say: evidence, stories and the status of targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from tracker.model.pages import Figure
from tracker.model.words import Modality, Reason, Tier


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
    page_number: int | None = None  # in a document, from 1
    set_aside_from: date | None = None  # judged as counting before that day (a later correction)
    decided: Reason | None = None  # what a person made of it


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
