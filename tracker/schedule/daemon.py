"""A desk comes in; rounds are done at the times of its sources and periods until a signal ends them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.lock import LockHeldError, only_daemon
from tracker.model import Config
from tracker.run import RunSettings
from tracker.schedule.bell import LOOK, RELOAD, STOP, VISITS, Bell, scheduling, signals
from tracker.schedule.chores import Chores, Desk, do_round
from tracker.schedule.supervisor import tell
from tracker.schedule.times import next_visit, trigger_of
from tracker.schedule.watched_file import WatchedFile
from tracker.store import open_store

_LOG = logging.getLogger(__name__)
_JUMP_S = 60.0


def serve(targets: Path, db: Path, settings: RunSettings, chores: Chores) -> None:
    """Do rounds until SIGTERM or SIGINT: visits by `every` or `cron`, digests and backups by the store's ledger.

    A source whose time passed while nothing ran is visited at once, the others wait for theirs. SIGHUP or a changed
    targets.yaml lays the times anew. ConfigError and StoreError at once for files that are wrong; LockHeldError where
    another daemon serves this store.
    """
    watched = WatchedFile(targets)
    with only_daemon(db), signals() as bell, scheduling(bell) as scheduler:
        desk = _desk(watched.config, db, replace(settings, stop=bell.asked), chores)
        loop = _Loop(desk=desk, watched=watched, bell=bell, lay=lambda: _lay(scheduler, desk, bell))
        loop.wanted |= loop.lay()
        tell("READY=1")
        _LOG.info("serving %d sources", len(desk.config.sources), extra={"event": "started"})
        bell.calls.put(LOOK)
        while not bell.stop.is_set():
            try:
                loop.turn()
            except TrackerError as error:
                _LOG.error("%s", error, extra={"event": "round_failed"})
        tell("STOPPING=1")
    _LOG.info("ended", extra={"event": "ended"})


def serve_once(targets: Path, db: Path, settings: RunSettings, chores: Chores) -> bool:
    """Do what is due now; whether anything of it is in trouble. Errors as of `serve`, LockHeldError also of a run."""
    config = WatchedFile(targets).config
    with only_daemon(db), signals() as bell:
        desk = _desk(config, db, replace(settings, stop=bell.asked), chores)
        now = desk.clock()
        return do_round(desk, [source for source, planned in _planned(desk, now).items() if planned <= now])


def _desk(config: Config, db: Path, settings: RunSettings, chores: Chores) -> Desk:
    return Desk(config=config, db=db, settings=settings, chores=chores, clock=settings.clock)


# ---- the loop -------------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Loop:
    """One turn after the other. lay: plans the visits anew and gives the sources due at once. wanted: to be visited.

    held: who held the lock when it was last asked for. ahead_s: the wall clock less the monotonic one.
    """

    desk: Desk
    watched: WatchedFile
    bell: Bell
    lay: Callable[[], set[str]]
    wanted: set[str] = field(default_factory=set)
    held: str = ""
    ahead_s: float | None = None

    def turn(self) -> None:
        called = self.bell.gather()
        if self.bell.asked():
            return
        if self.watched.reload() if RELOAD in called else self.watched.changed():
            self.desk.config, self.desk.stale = self.watched.config, True
            self.wanted |= self.lay()
            called.add(LOOK)
        if self._clock_moved():
            self.wanted |= self.lay()
            called.add(LOOK)
        sources = called - {LOOK, RELOAD, STOP}
        self.wanted |= sources
        if sources or LOOK in called:
            self._round()

    def _round(self) -> None:
        """Do a round; where another run holds the lock, what is wanted is kept for the next one."""
        try:
            do_round(self.desk, sorted(self.wanted))
        except LockHeldError as error:
            if not self.held:
                _LOG.warning("%s; the daemon goes on when it has ended", error, extra={"event": "lock_held"})
            self.held = str(error)
            return
        self.held = ""
        self.wanted.clear()

    def _clock_moved(self) -> bool:
        """Whether the clock was set, or the machine slept, since the last turn."""
        before, self.ahead_s = self.ahead_s, self.desk.clock().timestamp() - time.monotonic()
        moved_s = 0.0 if before is None else self.ahead_s - before
        if abs(moved_s) > _JUMP_S:
            _LOG.info("the clock moved by %.0f s, or the machine slept", moved_s, extra={"event": "clock_moved"})
        return abs(moved_s) > _JUMP_S


def _planned(desk: Desk, now: datetime) -> dict[str, datetime]:
    """When each source is to be visited next, by what the store knows of its last visit."""
    with open_store(desk.db) as store:
        visited = store.last_visits()
    zone = desk.config.timezone
    found = {one.id: next_visit(one, visited.get(one.id), now, zone) for one in desk.config.sources}
    return {source: planned for source, planned in found.items() if planned}


def _lay(scheduler: Any, desk: Desk, bell: Bell) -> set[str]:
    """Plan all visits anew; the sources that are due at once."""
    now = desk.clock()
    planned = _planned(desk, now)
    for job in scheduler.get_jobs(VISITS):
        job.remove()
    for source in desk.config.sources:
        if source.id in planned:
            first = {"next_run_time": planned[source.id]} if planned[source.id] > now else {}
            trigger = trigger_of(source, desk.config.timezone)
            scheduler.add_job(bell.calls.put, trigger, args=(source.id,), jobstore=VISITS, **first)
    return {source for source, moment in planned.items() if moment <= now}
