"""Judge targets as of a day: target and its evidence in, one assessment with its reason out (DESIGN: judging)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tracker.judge.case import Case, Observed, Verdict, by_publication, figure_of, last, measured, usable
from tracker.judge.people import held, outranked
from tracker.judge.quantity import quantity
from tracker.judge.stage import commitment, milestone
from tracker.model import Assessment, Config, Evidence

__all__ = ["Case", "Observed", "held", "judge", "judge_all"]

STALE_DAYS = 180
_RULES = {"quantity": quantity, "milestone": milestone, "commitment": commitment}


def judge_all(
    config: Config,
    evidence: Sequence[Evidence],
    as_of: date,
    known: date | None = None,
    observed: Mapping[str, Observed] | None = None,
) -> tuple[Assessment, ...]:
    """Assess every target of `config` as of a day, from evidence published, and with `known` also seen here, by then.

    observed: how well the sources of a target were watched, by target id; `full` where not given.
    """
    by_target: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        if usable(row, as_of, known):
            by_target[row.target].append(row)
    by_target.update({target: outranked(rows) for target, rows in by_target.items()})
    by_measure: dict[str, list[str]] = defaultdict(list)
    for target in config.targets:
        if target.measure:
            by_measure[target.measure].append(target.id)
    since = {statement.id: statement.date for statement in config.statements}
    result = []
    for target in config.targets:
        siblings = [other for other in by_measure.get(target.measure, ()) if other != target.id]
        case = Case(
            target=target,
            since=since.get(target.statement, config.statements[0].date),
            as_of=as_of,
            evidence=tuple(sorted(by_target[target.id], key=by_publication)),
            shared=tuple(sorted((row for other in siblings for row in by_target[other]), key=by_publication)),
            observed=(observed or {}).get(target.id, "full"),
        )
        result.append(judge(case))
    return tuple(result)


def judge(case: Case) -> Assessment:
    """Assess one target; the rules by kind are in the functions named in `_RULES`."""
    verdict = _RULES[case.target.kind](case)
    figure = verdict.value
    return Assessment(
        target=case.target.id,
        as_of=case.as_of,
        status=verdict.status,
        late=verdict.late,
        value=figure.value if figure else None,
        unit=figure.unit if figure else None,
        progress=verdict.progress,
        expected_progress=verdict.expected_progress,
        observed=case.observed,
        flags=_flags(case, verdict),
        why=verdict.why,
        evidence=tuple(dict.fromkeys(row.url for row in verdict.used)),
    )


def _flags(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """What deserves a look: see DESIGN, judging."""
    flags = []
    closed = verdict.status in ("achieved", "missed", "cancelled")
    announced = last(case.evidence, lambda row: row.expected is not None)
    if not closed and announced and announced.expected and announced.expected < case.as_of:
        flags.append("announced_date_passed")
    newest = case.evidence[-1].published if case.evidence else None
    if not closed and newest and (case.as_of - newest).days > STALE_DAYS:
        flags.append("stale")
    if _contradicted(case):
        flags.append("contradicted")
    if verdict.used and len({row.source for row in case.evidence if row.modality == "actual"}) == 1:
        flags.append("single_source")
    if case.evidence and all(row.modality == "planned" for row in case.evidence):
        flags.append("planned_only")
    return tuple(flags)


def _contradicted(case: Case) -> bool:
    values: dict[tuple[date | None, date | None, str | None], set[Decimal]] = defaultdict(set)
    for row in measured(case.evidence):
        figure = figure_of(row)
        if figure.comparator == "=":
            values[figure.start, figure.end, figure.basis].add(figure.value)
    return any(len(seen) > 1 for seen in values.values())
