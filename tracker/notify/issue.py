"""A store, a configuration and a day come in; what a digest of that day may tell goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.assess import judge_stored
from tracker.decisions import concerning
from tracker.edition import definitions, edition, program_version
from tracker.model import Config, Evidence, Snapshot
from tracker.render.changes import seen_on
from tracker.render.digest import Issue
from tracker.store import Store

FIRST_DIGEST_TELLS = timedelta(days=7)


def period_of(day: date) -> str:
    """The ISO week of a day, such as 2025-W40: the name of the digest that is due in it."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def present(store: Store, config: Config, day: date, now: datetime) -> Issue:
    """What may be told as of a day, against the last digest before its period.

    Where there was none, against what would be said now of the day a week before.
    """
    found = store.evidence()
    snapshot = _taken(store, config, found, day, now)
    issue = Issue(
        config=config,
        before=snapshot,
        now=snapshot,
        evidence=found,
        alerts=tuple(alert for _, alert in sorted(store.alerts().items())),
    )
    return compared(store, issue, period_of(day))


def compared(store: Store, issue: Issue, period: str, recipient: str = "") -> Issue:
    """The issue against what the recipient was last told."""
    before = store.last_snapshot(period, recipient) or days_before(store, issue)
    return replace(issue, before=before)


def days_before(store: Store, issue: Issue, days: timedelta = FIRST_DIGEST_TELLS) -> Snapshot:
    """What could have been said some days before, had a digest been made, by the definitions and program of now."""
    config, day = issue.config, issue.now.day - days
    made = datetime.combine(day, time(hour=config.digest.hour), ZoneInfo(config.timezone))
    return _taken(store, config, issue.evidence, day, made)


def _taken(store: Store, config: Config, evidence: Sequence[Evidence], day: date, made: datetime) -> Snapshot:
    return Snapshot(
        day=day,
        made=made,
        assessments=judge_stored(store, config, evidence, day),
        known=tuple(row.id for row in seen_on(evidence, day) if row.counts),
        targets=definitions(config),
        program=program_version(),
        decided=tuple(concerning(store.decisions()).items()),
        replay=store.rereading(edition(config)).last(),
    )
