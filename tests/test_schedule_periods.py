"""Which period is due, whatever the clock does: summer time, sleep, jumps and restarts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.schedule.periods import Nightly, Rhythm, Weekly, due, opening
from tracker.store import DonePeriod

BERLIN, NEW_YORK, SHANGHAI = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Shanghai"))


def done(period: str, day: date, at: datetime, covered_by: str = "") -> DonePeriod:
    return DonePeriod(period=period, day=day, done=at, covered_by=covered_by)


def begun(rhythm: Rhythm, at: datetime, zone: ZoneInfo) -> list[DonePeriod]:
    first = opening(rhythm, at, zone)
    return [done(first.name, first.day, at)]


def first_due(rhythm: Rhythm, ledger: Sequence[DonePeriod], start: datetime, zone: ZoneInfo) -> datetime:
    """The first minute from `start` on at which something is due."""
    return next(at for at in (start + timedelta(minutes=n) for n in range(20_000)) if due(rhythm, ledger, at, zone))


# (rhythm, zone, a moment in the week before, when it is due in UTC)
MOMENTS = [
    (Weekly(weekday=0, hour=8), SHANGHAI, "2025-09-03T00:00", "2025-09-08T00:00"),
    (Weekly(weekday=0, hour=8), BERLIN, "2025-03-26T00:00", "2025-03-31T06:00"),  # the day after the clock went forward
    (Weekly(weekday=0, hour=8), BERLIN, "2025-10-22T00:00", "2025-10-27T07:00"),
    (
        Weekly(weekday=6, hour=2),
        BERLIN,
        "2025-03-26T00:00",
        "2025-03-30T01:00",
    ),  # an hour that does not exist: at three
    (Weekly(weekday=6, hour=2), BERLIN, "2025-10-22T00:00", "2025-10-26T00:00"),  # an hour that comes twice: the first
    (Weekly(weekday=6, hour=2), NEW_YORK, "2025-03-05T00:00", "2025-03-09T07:00"),
    (Weekly(weekday=6, hour=1), NEW_YORK, "2025-10-30T00:00", "2025-11-02T05:00"),
    (Weekly(weekday=0, hour=0), NEW_YORK, "2025-12-30T00:00", "2026-01-05T05:00"),
    (Nightly(hour=3), SHANGHAI, "2025-12-31T00:00", "2025-12-31T19:00"),
    (Nightly(hour=2), BERLIN, "2025-03-29T12:00", "2025-03-30T01:00"),
]


@pytest.mark.parametrize(("rhythm", "zone", "before", "expected"), MOMENTS)
def test_the_hour_is_that_of_the_local_clock(rhythm: Rhythm, zone: ZoneInfo, before: str, expected: str) -> None:
    start = datetime.fromisoformat(before).replace(tzinfo=UTC)
    moment = datetime.fromisoformat(expected).replace(tzinfo=UTC)
    ledger = begun(rhythm, start, zone)
    assert first_due(rhythm, ledger, start, zone) == moment
    assert due(rhythm, ledger, moment.astimezone(zone), zone)
    assert not due(rhythm, ledger, (moment - timedelta(minutes=1)).astimezone(zone), zone)


def test_an_hour_that_comes_twice_makes_one_digest() -> None:
    rhythm = Weekly(weekday=6, hour=2)
    ledger = begun(rhythm, datetime(2025, 10, 22, tzinfo=UTC), BERLIN)
    first = datetime(2025, 10, 26, 0, 0, tzinfo=UTC)
    found = due(rhythm, ledger, first, BERLIN)
    assert found and (found.period.name, found.period.day) == ("2025-W43", date(2025, 10, 26))
    ledger.append(done(found.period.name, found.period.day, first))
    assert due(rhythm, ledger, first + timedelta(hours=1), BERLIN) is None


MONDAY = datetime(2025, 9, 8, 0, 0, tzinfo=UTC)  # eight in Shanghai, of week 37
WEEK = timedelta(weeks=1)


def test_nothing_is_due_before_the_ledger_is_opened_nor_for_what_lay_before() -> None:
    assert due(Weekly(), [], MONDAY, SHANGHAI) is None
    ledger = begun(Weekly(), MONDAY, SHANGHAI)
    assert ledger[0].period == "2025-W37"
    assert due(Weekly(), ledger, MONDAY, SHANGHAI) is None
    assert due(Weekly(), ledger, datetime(1970, 1, 5, tzinfo=UTC), SHANGHAI) is None, "a machine without a battery"


def test_three_weeks_of_sleep_make_one_digest_that_covers_the_others() -> None:
    ledger = begun(Weekly(), MONDAY, SHANGHAI)
    found = due(Weekly(), ledger, MONDAY + 3 * WEEK, SHANGHAI)
    assert found and found.period.name == "2025-W40"
    assert [period.name for period in found.covered] == ["2025-W39", "2025-W38"]


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), WEEK])
def test_a_clock_set_back_repeats_nothing(back: timedelta) -> None:
    ledger = [*begun(Weekly(), MONDAY - 4 * WEEK, SHANGHAI), done("2025-W37", MONDAY.date(), MONDAY)]
    ledger += [done(f"2025-W{n}", MONDAY.date() - (37 - n) * WEEK, MONDAY - (37 - n) * WEEK) for n in (34, 35, 36)]
    assert due(Weekly(), ledger, MONDAY - back, SHANGHAI) is None


@pytest.mark.parametrize("weeks", [3, 20, 500])
def test_a_clock_that_ran_ahead_skips_nothing_once_it_is_right(weeks: int) -> None:
    ledger = begun(Weekly(), MONDAY, SHANGHAI)
    ahead = MONDAY + weeks * WEEK
    found = due(Weekly(), ledger, ahead, SHANGHAI)
    assert found is not None
    ledger.append(done(found.period.name, found.period.day, ahead))
    ledger += [done(one.name, one.day, ahead, found.period.name) for one in found.covered]
    for number in (38, 39):
        found = due(Weekly(), ledger, MONDAY + (number - 37) * WEEK, SHANGHAI)
        assert found and found.period.name == f"2025-W{number}"
        ledger = [one for one in ledger if one.period != found.period.name]
        ledger.append(done(found.period.name, found.period.day, MONDAY + (number - 37) * WEEK))


def test_another_weekday_in_the_file_makes_no_second_digest_in_a_week() -> None:
    ledger = [*begun(Weekly(), MONDAY - WEEK, SHANGHAI), done("2025-W37", MONDAY.date(), MONDAY)]
    friday = Weekly(weekday=4)
    assert due(friday, ledger, MONDAY + timedelta(days=5), SHANGHAI) is None
    found = due(friday, ledger, MONDAY + timedelta(days=12), SHANGHAI)
    assert found and found.period.name == "2025-W38"


# ---- any clock ------------------------------------------------------------------------------------------------------

STEPS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(hours=3)),  # time passes
    st.timedeltas(timedelta(days=1), timedelta(days=30)),  # the machine slept
    st.sampled_from([timedelta(days=1), timedelta(days=-1), timedelta(hours=-1), timedelta(days=-8)]),  # it was set
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([BERLIN, NEW_YORK, SHANGHAI]),
    st.sampled_from([Weekly(), Weekly(weekday=6, hour=2), Weekly(weekday=6, hour=1), Nightly()]),
    st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 1), timezones=st.just(UTC)),
    st.lists(STEPS, max_size=60),
)
def test_no_period_is_done_twice_and_none_that_was_seen_is_left_out(
    zone: ZoneInfo, rhythm: Rhythm, start: datetime, steps: list[timedelta]
) -> None:
    ledger = {one.period: one for one in begun(rhythm, start, zone)}
    opened = opening(rhythm, start, zone)
    worked: list[str] = [opened.name]
    now = start
    for step in steps:
        now += step
        found = due(rhythm, list(ledger.values()), now, zone)
        if found:
            worked.append(found.period.name)
            for one in found.covered:
                assert one.name not in worked
                ledger[one.name] = done(one.name, one.day, now, found.period.name)
            ledger[found.period.name] = done(found.period.name, found.period.day, now)
        present = opening(rhythm, now, zone)
        assert present.name in ledger or present.day < opened.day
    assert len(worked) == len(set(worked))
