"""Evidence, assessments and decisions come in; what deserves a person's look goes out, the weightiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model import Assessment, Evidence, Figure, Reason
from tracker.render.changes import deciding

# How much a reason to look weighs; docs/review.md says the same in words.
WEIGHTS = {
    "look_pinned_over": 100,
    "look_changed": 90,
    "look_contradicted": 80,
    "look_weak": 60,
    "look_single": 50,
    "look_set_aside": 45,
    "look_near": 40,
    "look_planned": 20,
}
NEAR_OF_TARGET = 3
_SILENT = ("no_news", "overdue", "awaiting_result")
_GUARDS = frozenset(
    {
        *("other_phase", "other_place", "other_metric", "other_subject", "other_period", "other_year", "other_unit"),
        *("other_basis", "no_figure", "no_period", "average_growth", "month_on_month", "not_cumulative"),
        *("partial_year", "annual_list", "under_way", "deed_not_done", "hearsay", "damaged", "no_date"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A row that deserves a look, with the reasons why, the weightiest first."""

    evidence: Evidence
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return WEIGHTS[self.reasons[0].code]


def queue(
    evidence: Sequence[Evidence], judged: Sequence[Assessment], before: Sequence[Assessment] = ()
) -> tuple[Look, ...]:
    """The rows that nobody decided about and that deserve a look. before: what the last report said."""
    rows: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        rows[row.target].append(row)
    then = {one.target: one for one in before}
    found: dict[str, list[Reason]] = defaultdict(list)
    for one in judged:
        for row, why in _reasons(one, rows[one.target], then, evidence):
            if row.decided is None or why.code == "look_pinned_over":
                found[row.id].append(why)
    by_id = {row.id: row for row in evidence}
    looks = [
        Look(evidence=by_id[name], reasons=tuple(sorted(why, key=lambda one: -WEIGHTS[one.code])))
        for name, why in found.items()
    ]
    return tuple(sorted(looks, key=_order))


def _order(look: Look) -> tuple[int, int, int, str]:
    day = look.evidence.published or date.min
    return (-look.weight, -len(look.reasons), -day.toordinal(), look.evidence.id)


def _reasons(
    one: Assessment, rows: Sequence[Evidence], then: Mapping[str, Assessment], evidence: Sequence[Evidence]
) -> Iterator[tuple[Evidence, Reason]]:
    main = deciding(one, [row for row in rows if row.counts]) or deciding(one, evidence)
    if main is not None:
        yield from _of_deciding(main, one, then.get(one.target))
    yield from _overtaken(rows)
    if "contradicted" in one.flags:
        yield from _contradicting(rows)
    for row in rows:
        if row.why_not is not None and row.why_not.code in ("contradicted", "retracted"):
            yield row, Reason(code="look_set_aside")
    if one.status in _SILENT:
        near = [row for row in rows if row.why_not is not None and row.why_not.code in _GUARDS]
        for row in sorted(near, key=_newest_first)[:NEAR_OF_TARGET]:
            yield row, Reason(code="look_near", facts=(("status", one.status),))
    if "planned_only" in one.flags:
        for row in sorted((row for row in rows if row.counts), key=_newest_first)[:1]:
            yield row, Reason(code="look_planned")


def _of_deciding(main: Evidence, one: Assessment, before: Assessment | None) -> Iterator[tuple[Evidence, Reason]]:
    if before is not None and before.status != one.status:
        yield main, Reason(code="look_changed", facts=(("before", before.status), ("after", one.status)))
    if main.tier in ("portal", "community") or (main.figure is not None and main.figure.comparator == "~"):
        yield main, Reason(code="look_weak", facts=(("tier", main.tier),))
    if "single_source" in one.flags:
        yield main, Reason(code="look_single", facts=(("source", main.source),))


def _overtaken(rows: Sequence[Evidence]) -> Iterator[tuple[Evidence, Reason]]:
    """What people pinned before other news came that counts."""
    for pin in rows:
        if pin.decided is not None and pin.decided.code == "pinned" and pin.counts:
            since = pin.decided.fact("day")
            later = [row for row in rows if row.counts and row.published and row.published.isoformat() > since]
            if others := [row for row in later if row.id != pin.id]:
                newest = min(others, key=_newest_first)
                yield pin, Reason(code="look_pinned_over", facts=(("published", str(newest.published)),))


def _contradicting(rows: Iterable[Evidence]) -> Iterator[tuple[Evidence, Reason]]:
    """The exact figures that differ for one period."""
    said: dict[tuple[object, ...], dict[str, Evidence]] = defaultdict(dict)
    for row in rows:
        if row.counts and row.figure is not None and row.modality == "actual" and row.figure.comparator == "=":
            said[_period(row.figure)].setdefault(str(row.figure.value.normalize()), row)
    for by_value in said.values():
        if len(by_value) > 1:
            for value, row in by_value.items():
                others = ", ".join(sorted(other for other in by_value if other != value))
                yield row, Reason(code="look_contradicted", facts=(("others", others),))


def _period(figure: Figure) -> tuple[object, ...]:
    return (figure.start, figure.end, figure.basis)


def _newest_first(row: Evidence) -> tuple[int, str]:
    return (-(row.published or date.min).toordinal(), row.id)
