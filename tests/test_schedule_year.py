"""A year of rounds with a real store and a clock that cannot be trusted: one digest a week, one backup a night."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from small_town import TOWN

from tracker.config import parse_config
from tracker.model import Config
from tracker.run import RunSettings
from tracker.schedule.chores import Chores, Desk, do_round
from tracker.schedule.periods import Weekly, opening
from tracker.store import DonePeriod, Store, open_store

START = datetime(2025, 1, 1, 12, 0, tzinfo=UTC)
END = START + timedelta(days=365)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
DAY = timedelta(days=1)


class PowerCut(BaseException):
    """The process ends in the midst of its work."""


@dataclass(slots=True)
class World:
    """A machine: its true time and what its clock shows. shaky: whether it sleeps, jumps and loses power."""

    db: Path
    config: Config
    weekly: Weekly
    chance: random.Random
    step_min: int
    shaky: bool
    true: datetime = START
    ahead: timedelta = timedelta(0)
    nights: bool = False
    backups: list[date] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.true + self.ahead

    def desk(self) -> Desk:
        chores = Chores(
            report=lambda store, config, day, before: before,
            weekly=lambda config: self.weekly,
            digest=self.prepare,
            deliver=lambda store, config: False,
            backup=(lambda store, config, day: self.backups.append(day)) if self.nights else None,
        )
        settings = RunSettings(clock=self.clock)
        return Desk(config=self.config, db=self.db, settings=settings, chores=chores, clock=self.clock)

    def prepare(self, store: Store, config: Config, period: str, day: date) -> None:
        """As an outbox does: kept in the store, in the transaction of the round; a second time is an error."""
        assert period not in {one.period for one in store.periods("outbox")}, f"{period} a second time"
        store.save_periods("outbox", [DonePeriod(period=period, day=day, done=self.clock())])
        if self.shaky and self.chance.random() < 0.2:
            raise PowerCut

    def live(self) -> Iterator[None]:
        """Time passes a look at a time, with what happens to machines."""
        while self.true < END:
            self.true += timedelta(minutes=self.chance.randint(1, 2 * self.step_min))
            if self.shaky and self.chance.random() < 0.01:
                self.true += self.chance.choice([DAY / 3, DAY, 3 * DAY, 9 * DAY, 22 * DAY])  # it sleeps
            if self.shaky and self.chance.random() < 0.02:
                self.ahead = self.chance.choice([-DAY, timedelta(0), timedelta(0), DAY])  # its clock is set
            yield


def spend_a_year(world: World) -> None:
    desk, seen, covered = world.desk(), set(), set()
    for _ in world.live():
        if world.shaky and world.chance.random() < 0.02:
            desk = world.desk()  # a restart
        try:
            do_round(desk, [])
        except PowerCut:
            desk = world.desk()
            continue
        assert not desk.errors
        with open_store(world.db) as store:
            now_covered = {one.period for one in store.periods("digest") if one.covered_by}
        assert not (now_covered - covered) & seen, "a week that anyone was awake for has a digest of its own"
        covered = now_covered
        seen.add(opening(world.weekly, world.clock(), desk.zone).name)


def check_year(world: World) -> tuple[int, int]:
    """Every week after the one of the start has one digest, or was slept through; how many of each."""
    with open_store(world.db) as store:
        ledger, outbox = store.periods("digest"), {one.period for one in store.periods("outbox")}
    assert all(later.day - former.day == timedelta(weeks=1) for former, later in pairwise(ledger)), "none is missing"
    covered = {one.period for one in ledger if one.covered_by}
    assert {one.period for one in ledger[1:]} == outbox | covered
    assert not outbox & covered
    return len(outbox), len(covered)


def world_of(folder: Path, zone: str, weekly: Weekly, seed: int, **how: object) -> World:
    config = parse_config(TOWN.replace("Asia/Shanghai", zone), "targets.yaml")
    return World(folder / "tracker.db", config, weekly, random.Random(seed), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ZONES)
def test_a_calm_year_has_a_digest_every_week(tmp_path: Path, zone: str) -> None:
    world = world_of(tmp_path, zone, Weekly(weekday=6, hour=2), 1, step_min=1000, shaky=False)
    spend_a_year(world)
    assert check_year(world) == (52, 0)


def test_a_year_of_sleeps_jumps_restarts_and_power_cuts(tmp_path: Path) -> None:
    world = world_of(tmp_path, "Europe/Berlin", Weekly(), 2, step_min=900, shaky=True, nights=True)
    spend_a_year(world)
    sent, covered = check_year(world)
    assert sent + covered in (51, 52, 53) and sent >= 26 and covered
    assert len(world.backups) == len(set(world.backups)) >= sent


@pytest.mark.long
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("weekly", [Weekly(), Weekly(weekday=6, hour=2), Weekly(weekday=6, hour=1)])
def test_many_years(tmp_path: Path, zone: str, weekly: Weekly, capsys: pytest.CaptureFixture[str]) -> None:
    figures = []
    for seed in range(6):
        (tmp_path / str(seed)).mkdir()
        world = world_of(tmp_path / str(seed), zone, weekly, seed, step_min=90, shaky=seed > 0)
        spend_a_year(world)
        figures.append(check_year(world))
    assert figures[0] == (52, 0)
    with capsys.disabled():
        sent, covered = (sum(column) for column in zip(*figures, strict=True))
        print(f"\n{zone} {weekly}: 6 years, {sent} digests, {covered} weeks slept through, 0 twice, 0 missing")
