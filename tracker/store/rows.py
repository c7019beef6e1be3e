"""Border values come in, table rows go out, and back; no row leaves the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from sys import intern
from typing import Any, Literal, TypeVar

import msgspec

from tracker.model import TIERS, Assessment, Candidate, Evidence, Reading, Reason, Request, Tier, Trace

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a reading was made with: the hash of the targets and the version of the reader."""

    targets_hash: str
    reader_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask again with (ETag and Last-Modified), empty where it gave none."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """What the store tells of one page; `text` is empty unless asked for."""

    url: str
    title: str
    published: date | None
    publisher: str
    source: str
    tier: Tier
    story: str | None
    spam: bool
    disposition: Reason
    first_seen: datetime
    text: str = ""

    @property
    def days_late(self) -> int:
        """How many days after its publication the page was first seen here; 0 where that is not known."""
        return max(0, (self.first_seen.date() - self.published).days) if self.published else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOutcome:
    """How one link of a run ended."""

    url: str
    source: str
    disposition: Reason
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A page of a list that a walk has still to ask for.

    The walk that left it goes on until its links are older than `floor`; one that is not `deep` also ends where a page
    brings nothing new.
    """

    request: Request
    floor: date | None = None
    deep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How far one start address of a source has been walked: back to `since`, but for the pages still ahead."""

    source: str
    start: str
    since: date | None
    pending: tuple[Ahead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """When a source's address was last asked and last answered, and what is wrong with it ('' for nothing)."""

    source: str
    url: str
    checked: datetime
    answered: datetime | None
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePeriod:
    """A period that scheduled work was done for, or that it was too late for: then `covered_by` names the later one.

    period: its name (a week, 2025-W36, or a day). day: the day of the work. done: when, by the clock of then.
    """

    period: str
    day: date
    done: datetime
    covered_by: str = ""


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def from_json(text: str, kind: type[T]) -> T:
    hashable: Any = kind
    value: T = _decoder(hashable).decode(text)
    return value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def moment(time: datetime) -> str:
    """An aware time as text in UTC, so that texts sort like times."""
    return time.astimezone(UTC).isoformat()


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


# ---- readings -------------------------------------------------------------------------------------------------------


def article_row(reading: Reading, edition: Edition, validators: Validators) -> Row:
    """The row of `articles` without story, and with first_seen = fetched = the day this version was seen."""
    trace, article = reading.trace, reading.article
    seen = moment(trace.first_seen)
    return {
        "url": trace.url,
        "canonical_url": trace.canonical_url,
        "title": trace.title,
        "published": _text(trace.published),
        "publisher": article.publisher,
        "source": trace.source,
        "tier": trace.tier,
        "encoding": article.encoding,
        "sha256": trace.page_sha256,
        "first_seen": seen,
        "fetched": seen,
        "added": seen if reading.added else "",
        "spam": to_json(trace.spam) if trace.spam else None,
        "disposition": to_json(trace.disposition),
        "targets_hash": edition.targets_hash,
        "reader_version": edition.reader_version,
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "text_sha256": trace.text_sha256,
        "figures": trace.figures,
        "sketch": trace.sketch,
        "candidates": to_json(trace.candidates),
        "text": article.text,
        "captions": article.captions,
    }


TRACE_COLUMNS = (
    "url, canonical_url, sha256, title, source, tier, published, first_seen,"
    " sketch, text_sha256, figures, spam, disposition, candidates"
)


@lru_cache(maxsize=4096)
def _shared_reason(text: str) -> Reason:
    return from_json(text, Reason)


@lru_cache(maxsize=4096)
def _shared_day(text: str | None) -> date | None:
    return _day(text)


@lru_cache(maxsize=4096)
def _shared_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def trace_from(row: tuple[Any, ...]) -> Trace:
    """A trace from a row of TRACE_COLUMNS. Equal parts are one object: settling holds the traces of all pages."""
    return Trace(
        url=row[0],
        canonical_url=row[0] if row[1] == row[0] else row[1],
        page_sha256=row[2],
        title=row[3],
        source=intern(row[4]),
        tier=TIERS[TIERS.index(row[5])],
        published=_shared_day(row[6]),
        first_seen=datetime.fromisoformat(row[7]),
        sketch=row[8],
        text_sha256=row[9],
        figures=row[10],
        spam=_shared_reason(row[11]) if row[11] else None,
        disposition=_shared_reason(row[12]),
        candidates=from_json(row[13], tuple[Candidate, ...]),
    )


def article_from(row: Mapping[str, Any]) -> StoredArticle:
    return StoredArticle(
        url=row["url"],
        title=row["title"],
        published=_day(row["published"]),
        publisher=row["publisher"],
        source=row["source"],
        tier=row["tier"],
        story=row["story"],
        spam=row["spam"] is not None,
        disposition=from_json(row["disposition"], Reason),
        first_seen=datetime.fromisoformat(row["first_seen"]),
        text=row.get("text") or "",
    )


# ---- evidence and assessments ---------------------------------------------------------------------------------------


def evidence_row(one: Evidence) -> Row:
    figure = one.figure
    return {
        "id": one.id,
        "target": one.target,
        "url": one.url,
        "title": one.title,
        "source": one.source,
        "tier": one.tier,
        "published": _text(one.published),
        "first_seen": moment(one.first_seen),
        "page_sha256": one.page_sha256,
        "story": one.story or None,
        "sentence": one.sentence,
        "modality": one.modality,
        "stage": one.stage,
        "expected": _text(one.expected),
        "day": _text(one.day),
        "value": _digits(figure.value) if figure else None,
        "unit": figure.unit if figure else None,
        "comparator": figure.comparator if figure else None,
        "period_start": _text(figure.start) if figure else None,
        "period_end": _text(figure.end) if figure else None,
        "basis": figure.basis if figure else None,
        "part": int(one.part),
        "counts": int(one.counts),
        "why_not": to_json(one.why_not) if one.why_not else None,
        "set_aside_from": _text(one.set_aside_from),
        "page_number": one.page_number,
        "decided": to_json(one.decided) if one.decided else None,
    }


EVIDENCE_COLUMNS = (
    "id, target, url, title, source, tier, published, first_seen, page_sha256, story, sentence, modality, stage,"
    " expected, day, part, counts, why_not, set_aside_from, page_number,"
    " decided, value, unit, comparator, period_start, period_end, basis"
)


def evidence_from(rows: Iterable[tuple[Any, ...]]) -> list[Evidence]:
    """Evidence from rows of EVIDENCE_COLUMNS, all at once: one by one they would take three times as long."""
    return msgspec.convert([_evidence(row) for row in rows], list[Evidence])


def _evidence(row: tuple[Any, ...]) -> Row:
    """The parts of one piece of evidence. Equal ones are one object: a report holds the evidence of all pages."""
    return {
        "id": row[0],
        "target": intern(row[1]),
        "url": intern(row[2]),
        "title": intern(row[3]),
        "source": intern(row[4]),
        "tier": row[5],
        "published": _shared_day(row[6]),
        "first_seen": _shared_moment(row[7]),
        "page_sha256": intern(row[8]),
        "story": intern(row[9] or ""),
        "sentence": row[10],
        "modality": row[11],
        "stage": row[12],
        "expected": _shared_day(row[13]),
        "day": _shared_day(row[14]),
        "part": bool(row[15]),
        "counts": bool(row[16]),
        "why_not": _shared_reason(row[17]) if row[17] else None,
        "set_aside_from": _shared_day(row[18]),
        "page_number": row[19],
        "decided": _shared_reason(row[20]) if row[20] else None,
        "figure": _figure(*row[21:]) if row[21] is not None else None,
    }


def _figure(value: str, unit: str, comparator: str, *rest: str | None) -> Row:
    start, end, basis = rest
    days = {"start": _shared_day(start), "end": _shared_day(end)}
    return {"value": value, "unit": unit, "comparator": comparator, "basis": basis, **days}


def assessment_row(one: Assessment) -> Row:
    return {
        "target": one.target,
        "as_of": one.as_of.isoformat(),
        "status": one.status,
        "late": int(one.late),
        "value": _digits(one.value),
        "unit": one.unit,
        "progress": _digits(one.progress),
        "expected_progress": _digits(one.expected_progress),
        "observed": one.observed,
        "flags": to_json(one.flags),
        "why": to_json(one.why),
        "evidence": to_json(one.evidence),
    }


def assessment_from(row: Mapping[str, Any]) -> Assessment:
    observed: Literal["full", "partial", "none"] = row["observed"]
    return Assessment(
        target=row["target"],
        as_of=date.fromisoformat(row["as_of"]),
        status=row["status"],
        late=bool(row["late"]),
        value=_number(row["value"]),
        unit=row["unit"],
        progress=_number(row["progress"]),
        expected_progress=_number(row["expected_progress"]),
        observed=observed,
        flags=from_json(row["flags"], tuple[str, ...]),
        why=from_json(row["why"], Reason),
        evidence=from_json(row["evidence"], tuple[str, ...]),
    )
