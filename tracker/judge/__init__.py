"""Judge targets as of a day: target and its evidence in, one assessment with its reason out (DESIGN: judging)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from tracker.judge.case import Case, Observed, Verdict, figure_of, last, measured, stated, usable_rows
from tracker.judge.people import held
from tracker.judge.quantity import quantity
from tracker.judge.stage import commitment, milestone
from tracker.model import Assessment, Config, Evidence, Target

__all__ = ["Case", "EvidenceOf", "Observed", "by_target", "held", "judge", "judge_all", "judge_each"]

EvidenceOf = Callable[[str], Iterable[Evidence]]  # the evidence of a target, by its id

STALE_DAYS = 180
_RULES = {"quantity": quantity, "milestone": milestone, "commitment": commitment}


def judge_all(
    config: Config,
    evidence: Iterable[Evidence],
    as_of: date,
    known: date | None = None,
    observed: Mapping[str, Observed] | None = None,
) -> tuple[Assessment, ...]:
    """Assess every target of `config` as of a day; see judge_each."""
    return judge_each(config, by_target(evidence), as_of, known, observed)


def by_target(evidence: Iterable[Evidence]) -> EvidenceOf:
    rows: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        rows[row.target].append(row)
    return lambda target: rows.get(target, ())


def judge_each(
    config: Config,
    evidence_of: EvidenceOf,
    as_of: date,
    known: date | None = None,
    observed: Mapping[str, Observed] | None = None,
) -> tuple[Assessment, ...]:
    """Assess every target of `config` as of a day, from evidence published, and with `known` also seen here, by then.

    evidence_of: asked once for each target, and held only while the targets that share its measure are judged.
    observed: how well the sources of a target were watched, by target id; `full` where not given.
    """
    judged: dict[str, Assessment] = {}
    for targets in _by_measure(config.targets):
        rows = {one.id: usable_rows(evidence_of(one.id), as_of, known) for one in targets}
        for target in targets:
            case = Case(
                target=target,
                since=stated(config, target),
                as_of=as_of,
                evidence=rows[target.id],
                shared=tuple(row for other in targets if other is not target for row in rows[other.id]),
                observed=(observed or {}).get(target.id, "full"),
            )
            judged[target.id] = judge(case)
    return tuple(judged[target.id] for target in config.targets)


def _by_measure(targets: Iterable[Target]) -> Iterable[list[Target]]:
    """Targets that share their figures together, each of the others alone."""
    groups: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        groups["measure" if target.measure else target.id, target.measure or ""].append(target)
    return groups.values()


def judge(case: Case, *, flagged: bool = True) -> Assessment:
    """Assess one target, with its flags unless told otherwise; the rules by kind are in the functions of `_RULES`."""
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
        flags=_flags(case, verdict) if flagged else (),
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
