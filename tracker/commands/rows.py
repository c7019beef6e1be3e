"""Articles, evidence and assessments come in; their fixed JSON forms go out, every key in every row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tracker.model import Assessment, Evidence, Figure, Reason
from tracker.render.numbers import number
from tracker.store import StoredArticle

Row = dict[str, object]
Words = Callable[[Reason], str]


def article(one: StoredArticle, *, text: bool) -> Row:
    row: Row = {
        "url": one.url,
        "title": one.title,
        "published": _day(one.published),
        "publisher": one.publisher,
        "source": one.source,
        "tier": one.tier,
        "story": one.story,
        "spam": one.spam,
        "disposition": one.disposition.code,
    }
    return row | {"text": one.text} if text else row


def evidence(one: Evidence, words: Words) -> Row:
    return {
        "id": one.id,
        "target": one.target,
        "url": one.url,
        "title": one.title,
        "source": one.source,
        "tier": one.tier,
        "published": _day(one.published),
        "modality": one.modality,
        "stage": one.stage,
        "expected": _day(one.expected),
        "quantity": _quantity(one.figure) if one.figure else None,
        "sentence": one.sentence,
        "counts": one.counts,
        "why_not": words(one.why_not) if one.why_not else None,
        "story": one.story,
        "first_seen": one.first_seen.isoformat(),
        "page_sha256": one.page_sha256,
        "page_number": one.page_number,
        "decided": words(one.decided) if one.decided else None,
    }


def assessment(one: Assessment, words: Words) -> Row:
    return {
        "target": one.target,
        "as_of": one.as_of.isoformat(),
        "status": one.status,
        "late": one.late,
        "value": number(one.value),
        "unit": one.unit,
        "progress": number(one.progress),
        "expected_progress": number(one.expected_progress),
        "observed": one.observed,
        "flags": list(one.flags),
        "why": words(one.why),
        "evidence": list(one.evidence),
    }


def _quantity(figure: Figure) -> Row:
    closed = figure.start and figure.end
    return {
        "value": number(figure.value),
        "unit": figure.unit,
        "comparator": figure.comparator,
        "period": f"{figure.start}/{figure.end}" if closed else None,
        "basis": figure.basis,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
