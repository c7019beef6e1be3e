"""The assessments of two days come in, what has changed between them goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.model import TIERS, Assessment, Evidence
from tracker.render.numbers import value_text
from tracker.render.phrases import phrases
from tracker.render.standing import Standing
from tracker.render.words import status_name, status_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One target before and now, with the sentence behind it; `before` is None for a target not judged before."""

    before: Assessment | None
    now: Assessment
    evidence: Evidence | None


def seen_on(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    """What was published by a day; what was corrected only later still counted on it."""
    return [_as_of(row, day) for row in evidence if row.published and row.published <= day]


def _as_of(row: Evidence, day: date) -> Evidence:
    later = row.set_aside_from is not None and row.set_aside_from > day
    return replace(row, counts=True, why_not=None) if later else row


def newest_first(row: Evidence) -> tuple[int, int, str, str]:
    """Of one day the more authoritative first."""
    return (-(row.published or date.min).toordinal(), TIERS.index(row.tier), row.url, row.id)


def find_changes(
    before: Sequence[Assessment], now: Sequence[Assessment], evidence: Sequence[Evidence]
) -> tuple[Change, ...]:
    """Targets whose status, lateness or value differs, in the order of `now`; still no news is no change."""
    known = {one.target: one for one in before}
    return tuple(
        Change(before=known.get(one.target), now=one, evidence=deciding(one, evidence))
        for one in now
        if differs(known.get(one.target), one)
    )


def turned(standing: Standing) -> Iterator[Change]:
    """Every turn of a target, the oldest first; that there was no news in the beginning is no change."""
    for before, now, row in zip((None, *standing.turns), standing.turns, standing.behind, strict=False):
        if before is not None or now.status != "no_news":
            yield Change(before=before, now=now, evidence=row)


def deciding(one: Assessment, evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that the status rests on: of those on the deciding page, the one that says what the reason says."""
    if not one.evidence:
        return None
    rows = [row for row in evidence if row.target == one.target and row.url == one.evidence[0]]
    rows = rows or [row for row in evidence if row.url == one.evidence[0]]  # a figure shared by two targets
    return max(rows, key=lambda row: _weight(row, one), default=None)


def moved_text(change: Change, language: str) -> str:
    """`before → after`: of the status, or of the value where the status is the same."""
    before, now, labels = change.before, change.now, phrases(language).labels
    after = status_name(now, language)
    told = status_name(before, language) if before else status_word("no_news", language)
    if before and told == after and before.value is not None and now.value is not None:
        values = [value_text(one.value, one.unit or "", language) for one in (before, now) if one.value is not None]
        return after + labels["colon"] + labels["changed"].format(before=values[0], after=values[1])
    return labels["changed"].format(before=told, after=after)


def _weight(row: Evidence, one: Assessment) -> tuple[bool, bool, bool, bool, bool, str]:
    told = row.figure is not None and row.figure.value == one.value
    expected = (row.expected.isoformat() if row.expected else "") == one.why.fact("expected")
    staged = (row.stage or "") == one.why.fact("stage")
    return (row.counts, told, expected, staged, row.modality == "actual", row.id)


def differs(before: Assessment | None, now: Assessment) -> bool:
    """Whether status, lateness or value is another; still no news is no change."""
    if before is None:
        return now.status != "no_news"
    return (before.status, before.late, before.value, before.unit) != (now.status, now.late, now.value, now.unit)
