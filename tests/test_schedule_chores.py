"""A round of the daemon: what fails stops nothing else and is tried again, and nothing is done that is not due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from small_town import TOWN

from tracker.config import parse_config
from tracker.errors import StoreError
from tracker.lock import LockHeldError, only_run
from tracker.model import Config
from tracker.run import RunSettings
from tracker.schedule.chores import Chores, Desk, do_round
from tracker.schedule.periods import Weekly
from tracker.store import Store, open_store

SUNDAY = datetime(2025, 9, 7, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Told:
    """A desk with a clock by hand, and what its chores were called with."""

    folder: Path
    now: datetime = SUNDAY
    reports: list[tuple[date, str]] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    backups: list[date] = field(default_factory=list)
    deliveries: list[datetime] = field(default_factory=list)
    beats: list[tuple[bool, str]] = field(default_factory=list)
    undelivered: int = 0

    def desk(self, **chores: object) -> Desk:
        own = Chores(
            report=self.report,
            digest=lambda store, config, period, day: self.digests.append(period),
            deliver=self.deliver,
            backup=lambda store, config, day: self.backups.append(day),
            heartbeat=lambda ok, text: self.beats.append((ok, text)),
        )
        config, settings = parse_config(TOWN, "targets.yaml"), RunSettings(clock=lambda: self.now)
        work = replace(own, **chores)  # type: ignore[arg-type]  # chores are those of Chores
        return Desk(config=config, db=self.folder / "t.db", settings=settings, chores=work, clock=settings.clock)

    def report(self, store: Store, config: Config, day: date, before: str) -> str:
        self.reports.append((day, before))
        return "what is said"

    def deliver(self, store: Store, config: Config) -> bool:
        self.deliveries.append(self.now)
        self.undelivered -= 1
        return self.undelivered >= 0

    def rounds(self, desk: Desk, count: int) -> list[bool]:
        found = []
        for _ in range(count):
            found.append(do_round(desk, []))
            self.now += MINUTE
        return found


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def failing(times: int, error: Exception, then: Callable[..., object]) -> Callable[..., object]:
    left = [error] * times

    def work(*words: object) -> object:
        if left:
            raise left.pop()
        return then(*words)

    return work


@pytest.mark.parametrize("error", [StoreError("the disk is full"), RuntimeError("a bug")])
def test_what_fails_is_tried_again_ever_more_rarely_and_stops_nothing_else(told: Told, error: Exception) -> None:
    desk = told.desk(digest=failing(3, error, lambda store, config, period, day: told.digests.append(period)))
    told.rounds(desk, 1)
    told.now = SUNDAY + timedelta(days=1)  # monday evening: the digest and the backup are due
    failed = told.rounds(desk, 10)
    assert [number for number, one in enumerate(failed) if one] == [0, 1, 3], "at once, then after 1 and 2 rounds"
    assert told.digests == ["2025-W37"], "four rounds after the third failure"
    assert told.backups == [date(2025, 9, 8)]
    assert [text for ok, text in told.beats if not ok] == [f"digest: {_line(error)}"] * 3


def _line(error: Exception) -> str:
    return str(error) if isinstance(error, StoreError) else "RuntimeError: a bug"


def test_a_digest_that_fails_half_way_is_not_marked(told: Told) -> None:
    desk = told.desk(digest=failing(1, StoreError("full"), lambda *_: None))
    told.rounds(desk, 1)
    told.now = SUNDAY + timedelta(days=1)
    told.rounds(desk, 1)
    with open_store(desk.db) as store:
        assert [one.period for one in store.periods("digest")] == ["2025-W36"]
    told.rounds(desk, 1)
    with open_store(desk.db) as store:
        assert [one.period for one in store.periods("digest")] == ["2025-W36", "2025-W37"]


def test_what_waits_to_be_delivered_is_looked_after_every_five_rounds(told: Told) -> None:
    told.undelivered = 2
    desk = told.desk()
    told.rounds(desk, 30)
    assert told.deliveries == [SUNDAY, SUNDAY + 5 * MINUTE, SUNDAY + 10 * MINUTE]
    told.now = SUNDAY + timedelta(days=1)
    told.rounds(desk, 10)
    assert told.deliveries[3:] == [SUNDAY + timedelta(days=1)], "a new digest is sent at once"


def test_a_report_is_asked_for_again_when_the_day_has_changed(told: Told) -> None:
    desk = told.desk(weekly=lambda config: None, backup=None)
    told.rounds(desk, 3)
    told.now += timedelta(hours=8)
    told.rounds(desk, 3)
    assert told.reports == [(date(2025, 9, 7), ""), (date(2025, 9, 8), "what is said")]


def test_a_round_without_work_leaves_the_lock_alone(told: Told) -> None:
    desk = told.desk()
    told.rounds(desk, 1)
    beats = len(told.beats)
    with only_run(desk.db):
        assert told.rounds(desk, 3) == [False] * 3
        told.now = SUNDAY + timedelta(days=1)
        with pytest.raises(LockHeldError):
            told.rounds(desk, 1)
    assert len(told.beats) == beats and not told.digests
    told.rounds(desk, 1)
    assert told.digests == ["2025-W37"]


def test_a_store_that_cannot_be_opened_is_told_and_tried_again(told: Told) -> None:
    desk = told.desk(weekly=lambda config: Weekly(weekday=0, hour=8))
    told.rounds(desk, 1)
    sound = desk.db.read_bytes()
    desk.db.write_bytes(b"no database" * 1000)
    told.now = SUNDAY + timedelta(days=1)
    assert any(told.rounds(desk, 4))
    assert "store: " in told.beats[-1][1]
    desk.db.write_bytes(sound)
    told.rounds(desk, 10)
    assert told.digests == ["2025-W37"] and told.beats[-1] == (True, "")
