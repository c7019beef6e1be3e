"""Sources to visit and the moment come in; they are visited, and the report, digest and backup that follow are made."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.errors import TrackerError
from tracker.lock import only_run
from tracker.model import Config
from tracker.run import RunSettings, RunSummary, run_once
from tracker.schedule.periods import Due, Nightly, Rhythm, Weekly, due, opening
from tracker.store import DonePeriod, Store, open_store

_LOG = logging.getLogger(__name__)
_DELIVER_ROUNDS = 5  # rounds between two attempts to deliver
_REST_ROUNDS_MAX = 60  # a chore that keeps failing is tried again after 1, 2, 4 ... rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chores:
    """What follows the visits, each called with the open store and the configuration, and holding the lock.

    report: given a day and the fingerprint of the last report, write a new one if it would say something else; returns
    its fingerprint. weekly: when the digest is due, None for no digest. digest: prepare that of a period (a name such
    as 2025-W36) on a day; asked twice for one period it must do nothing the second time. deliver: send what waits to be
    sent; whether something still does. backup: at night. heartbeat: told after each round whether all went well, and
    else the last errors. told: the summary of each run.
    """

    report: Callable[[Store, Config, date, str], str]
    weekly: Callable[[Config], Weekly | None] = lambda config: Weekly()
    digest: Callable[[Store, Config, str, date], object] = lambda store, config, period, day: None
    deliver: Callable[[Store, Config], bool] = lambda store, config: False
    backup: Callable[[Store, Config, date], object] | None = None
    heartbeat: Callable[[bool, str], object] = lambda ok, text: None
    told: Callable[[Config, RunSummary], object] = lambda config, summary: None


@dataclass(slots=True, kw_only=True)
class Desk:
    """The state of a daemon between its rounds; all of it may be lost, what matters is in the store.

    config: as last read without errors. clock: gives the time, aware. stale: whether the report may have something else
    to say. day: that of the last round, as a new day alone can change a status. undelivered: whether something may wait
    to be sent. rest: for how many rounds a chore is left alone. failures: how often it failed in a row. errors: those
    of the present round, as lines.
    """

    config: Config
    db: Path
    settings: RunSettings
    chores: Chores
    clock: Callable[[], datetime]
    stale: bool = True
    day: date = date.min
    undelivered: bool = True
    rest: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.timezone)

    @property
    def today(self) -> date:
        return self.clock().astimezone(self.zone).date()


def do_round(desk: Desk, sources: Iterable[str]) -> bool:
    """Visit `sources`, then do what is due; whether a source or a chore is in trouble.

    A chore that fails is logged and stops no other. LockHeldError where another run works on the store: then nothing
    was done. With nothing to visit and nothing due the lock is not asked for.
    """
    present = {source.id for source in desk.config.sources}
    only = tuple(one for one in sources if one in present)
    desk.rest -= Counter(dict.fromkeys(desk.rest, 1))
    desk.errors.clear()
    desk.stale, desk.day = desk.stale or desk.today != desk.day, desk.today
    if not only and not _has_work(desk):
        return False
    with only_run(desk.db):
        failed = _work(desk, only)
    failed = failed or bool(desk.errors)
    text = "\n".join(desk.errors)
    _guarded(desk, "heartbeat", lambda: desk.chores.heartbeat(not text, text))
    return failed


def _work(desk: Desk, only: tuple[str, ...]) -> bool:
    failed: list[bool] = []

    def work() -> None:
        with open_store(desk.db) as store:
            if only:
                failed.append(_visit(desk, store, only))
            if only or desk.stale:
                _guarded(desk, "report", lambda: _report_changes(desk, store))
            for kind, rhythm in _rhythms(desk).items():
                _keep_rhythm(desk, store, kind, rhythm)
            _deliver(desk, store)

    _guarded(desk, "store", work)
    return any(failed)


def _report_changes(desk: Desk, store: Store) -> None:
    """Have the report written if it would say something else than the last one."""
    before = store.reported()
    said = desk.chores.report(store, desk.config, desk.today, before)
    if said != before:
        store.save_reported(said)
        _LOG.info("the report was written", extra={"event": "report"})
    desk.stale = False


def _has_work(desk: Desk) -> bool:
    """Look without the lock, so that the looks of a daemon never stand in the way of another run."""
    if desk.rest["store"]:
        return False
    if desk.failures["store"] or (desk.stale and not desk.rest["report"]):
        return True
    if desk.undelivered and not desk.rest["deliver"]:
        return True
    found: list[bool] = []

    def look() -> None:
        with open_store(desk.db) as store:
            for kind, rhythm in _rhythms(desk).items():
                found.append(not store.periods(kind) or _due(desk, store, kind, rhythm) is not None)

    _guarded(desk, "store", look)
    return any(found) or bool(desk.failures["store"])


def _rhythms(desk: Desk) -> dict[str, Rhythm]:
    """The kinds of periodical work, those left out that rest after a failure."""
    weekly = desk.chores.weekly(desk.config)
    rhythms: dict[str, Rhythm | None] = {"digest": weekly, "backup": Nightly() if desk.chores.backup else None}
    return {kind: rhythm for kind, rhythm in rhythms.items() if rhythm and not desk.rest[kind]}


def _due(desk: Desk, store: Store, kind: str, rhythm: Rhythm) -> Due | None:
    return due(rhythm, store.periods(kind), desk.clock(), desk.zone)


def _visit(desk: Desk, store: Store, only: tuple[str, ...]) -> bool:
    failed: list[bool] = []

    def visit() -> None:
        summary = run_once(desk.config, store, replace(desk.settings, only=only), desk.clock())
        failed.append(summary.failed)
        desk.chores.told(desk.config, summary)

    _guarded(desk, "visit", visit)
    return any(failed)


def _keep_rhythm(desk: Desk, store: Store, kind: str, rhythm: Rhythm) -> None:
    """Do the work of a kind if it is due; a new ledger begins with the present period, as if that were done."""
    if desk.settings.stop():
        return

    def keep() -> None:
        if not store.periods(kind):
            first = opening(rhythm, desk.clock(), desk.zone)
            store.save_periods(kind, [DonePeriod(period=first.name, day=first.day, done=desk.clock())])
        elif found := _due(desk, store, kind, rhythm):
            _work_for(desk, store, kind, found)

    _guarded(desk, kind, keep)


def _work_for(desk: Desk, store: Store, kind: str, found: Due) -> None:
    period, now, chores = found.period, desk.clock(), desk.chores
    marks = [DonePeriod(period=period.name, day=period.day, done=now)]
    marks += [DonePeriod(period=p.name, day=p.day, done=now, covered_by=period.name) for p in found.covered]
    if kind == "digest":
        with store.transaction():  # prepared and marked, or neither
            chores.digest(store, desk.config, period.name, period.day)
            store.save_periods(kind, marks)
        desk.undelivered, desk.rest["deliver"] = True, 0
    elif chores.backup:
        chores.backup(store, desk.config, period.day)
        store.save_periods(kind, marks)
    _LOG.info("%s of %s is done", kind, period.name, extra={"event": kind, "period": period.name})


def _deliver(desk: Desk, store: Store) -> None:
    if not desk.undelivered or desk.rest["deliver"] or desk.settings.stop():
        return

    def deliver() -> None:
        desk.undelivered = desk.chores.deliver(store, desk.config)
        desk.rest["deliver"] = _DELIVER_ROUNDS

    _guarded(desk, "deliver", deliver)


def _guarded(desk: Desk, kind: str, work: Callable[[], object]) -> None:
    """The border of a chore: what is expected is one line, a bug is a traceback, and neither ends the daemon."""
    try:
        work()
    except TrackerError as error:
        _LOG.error("%s: %s", kind, error, extra={"event": f"{kind}_failed"})
        _note_failure(desk, kind, str(error))
    except Exception as error:
        _LOG.exception("%s failed, please report this", kind, extra={"event": f"{kind}_failed"})
        _note_failure(desk, kind, f"{type(error).__name__}: {error}")
    else:
        desk.failures[kind] = 0


def _note_failure(desk: Desk, kind: str, line: str) -> None:
    desk.errors.append(f"{kind}: {line}")
    desk.failures[kind] += 1
    desk.rest[kind] = min(2 ** (desk.failures[kind] - 1), _REST_ROUNDS_MAX)
