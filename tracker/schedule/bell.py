"""The times of jobs and the signals of a process come in; calls for the loop of the daemon go out."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Any

from tracker.schedule.supervisor import tell, watchdog_s

_LOG = logging.getLogger(__name__)
LOOK, RELOAD, STOP = "*look", "*reload", "*stop"  # called like sources, whose ids hold no asterisk
VISITS = "visits"  # the jobs of the sources
_LOOK_S = 60
_PATIENCE_S = 1.0
_GATHER_S = 0.2  # sources that come due together are visited together
_GRACE_S = 8.0  # for the page in hand, once told to end; container engines wait for ten
_STUCK_S = 900.0  # without a page or a turn of the loop for so long the watchdog is told nothing more


@dataclass(slots=True, kw_only=True)
class Bell:
    """What calls the loop: sources whose time has come, looks, and signals. at: the last sign of life, monotonic.

    The thread that gets the signals must not wait for `stop`: an event is not safe against being set from a signal
    within its own waiting. The queue is.
    """

    calls: SimpleQueue[str] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)
    at: float = field(default_factory=time.monotonic)

    def asked(self) -> bool:
        """Whether to stop; it is asked after every page, so it is a sign of life as well."""
        self.at = time.monotonic()
        return self.stop.is_set()

    def gather(self) -> set[str]:
        """What has called, waiting for it a little."""
        try:
            called = {self.calls.get(timeout=_PATIENCE_S)}
        except Empty:
            return set()
        time.sleep(_GATHER_S)
        with suppress(Empty):
            while True:
                called.add(self.calls.get_nowait())
        return called


@contextmanager
def scheduling(bell: Bell) -> Iterator[Any]:
    """A running scheduler whose jobs only call: the work is done by the loop, one thing at a time."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        timezone=UTC,
        jobstores={"default": MemoryJobStore(), VISITS: MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    scheduler.add_job(bell.calls.put, "interval", seconds=_LOOK_S, args=(LOOK,))
    if (limit_s := watchdog_s()) > 0:
        scheduler.add_job(_tell_alive, "interval", seconds=limit_s / 2, args=(bell,))
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown()


def _tell_alive(bell: Bell) -> None:
    if time.monotonic() - bell.at < _STUCK_S:
        tell("WATCHDOG=1")


@contextmanager
def signals() -> Iterator[Bell]:
    """A bell that SIGTERM and SIGINT stop and SIGHUP calls; the former answers are put back at the end.

    Once stopped there is a little time for the page in hand. A server that does not let it come is not waited for:
    whatever is kept is kept in whole transactions, and the next run takes up the rest.
    """
    bell, ended = Bell(), threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        bell.stop.set()
        bell.calls.put(STOP)

    def leave() -> None:
        bell.stop.wait()
        if not ended.wait(_GRACE_S):
            _LOG.warning("the page in hand does not come, it is left to the next run", extra={"event": "ended"})
            os._exit(0)

    answers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: lambda *_: bell.calls.put(RELOAD)}
    former = {number: signal.signal(number, answer) for number, answer in answers.items()}
    threading.Thread(target=leave, name="leave", daemon=True).start()
    try:
        yield bell
    finally:
        for number, answer in former.items():
            signal.signal(number, answer)
        ended.set()
        bell.stop.set()
