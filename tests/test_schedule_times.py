"""The times that targets.yaml asks for, and the next visit of a source that was visited before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Source
from tracker.schedule.times import next_visit, trigger_of, weekdays


def times(source: Source, start: datetime, count: int) -> list[str]:
    trigger = trigger_of(source, "Asia/Shanghai")
    found: list[str] = []
    moment, before = start, None
    for _ in range(count):
        moment = trigger.get_next_fire_time(before, moment)
        before = moment
        found.append(f"{moment:%a %H:%M}")
        moment = moment.replace(second=1)
    return found


def source_with(**times: str) -> Source:
    return Source(id="s", name="s", tier="press", kind="feed", address="http://news.example/", **times)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 */12 * * *", ["Mon 12:00", "Tue 00:00", "Tue 12:00"]),
        ("30 9 * * 0", ["Sun 09:30", "Sun 09:30", "Sun 09:30"]),
        ("30 9 * * 7", ["Sun 09:30", "Sun 09:30", "Sun 09:30"]),
        ("0 8 * * 1-5", ["Tue 08:00", "Wed 08:00", "Thu 08:00"]),
        ("0 8 * * mon,FRI", ["Fri 08:00", "Mon 08:00", "Fri 08:00"]),
    ],
)
def test_cron_lines_mean_what_cron_means_by_them(cron: str, expected: list[str]) -> None:
    monday = datetime(2025, 9, 1, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
    assert times(source_with(cron=cron), monday, 3) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [("*", "*"), ("*/2", "sun,tue,thu,sat"), ("5-1", "sun,mon,fri,sat"), ("1-5/2", "mon,wed,fri"), ("0,7", "sun")],
)
def test_weekdays(field: str, expected: str) -> None:
    assert weekdays(field) == expected


@pytest.mark.parametrize(
    ("every", "seconds"), [("45s", 45), ("30m", 1800), ("2h", 7200), ("1d", 86400), ("1w", 604800)]
)
def test_intervals(every: str, seconds: int) -> None:
    assert trigger_of(source_with(every=every), "UTC").interval.total_seconds() == seconds


# ---- the next visit -------------------------------------------------------------------------------------------------

NOON = datetime(2025, 9, 1, 4, 0, tzinfo=UTC)  # in Shanghai
TWO_HOURS, EVENINGS, NEVER = source_with(every="2h"), source_with(cron="0 20 * * *"), source_with(cron="0 0 30 2 *")


@pytest.mark.parametrize(
    ("source", "visited_h", "planned_h"),
    [
        (TWO_HOURS, None, 0),  # never visited
        (TWO_HOURS, -0.5, 1.5),  # a restart waits for its time
        (TWO_HOURS, -2, 0),
        (TWO_HOURS, -400, 0),  # slept for weeks: one visit
        (TWO_HOURS, 30, 0),  # visited by a clock that ran ahead
        (EVENINGS, None, 0),
        (EVENINGS, -1, 8),  # this evening
        (EVENINGS, -20, 0),  # last evening was missed
        (EVENINGS, -16, 8),  # last evening at eight sharp
        (NEVER, None, 0),
        (NEVER, -1, None),
    ],
)
def test_a_missed_visit_is_made_at_once_and_the_others_at_their_time(
    source: Source, visited_h: float | None, planned_h: float | None
) -> None:
    visited = None if visited_h is None else NOON + timedelta(hours=visited_h)
    planned = None if planned_h is None else NOON + timedelta(hours=planned_h)
    assert next_visit(source, visited, NOON, "Asia/Shanghai") == planned


@given(
    st.sampled_from([TWO_HOURS, EVENINGS, source_with(every="1w"), source_with(cron="30 2 * * *")]),
    st.timedeltas(timedelta(days=-400), timedelta(days=400)),
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
)
def test_a_visit_is_never_planned_in_the_past_nor_far_ahead(
    source: Source, ago: timedelta, now: datetime, zone: str
) -> None:
    planned = next_visit(source, now + ago, now, zone)
    assert planned is not None
    assert now <= planned <= now + timedelta(days=7)
    assert next_visit(source, now, now, zone) > now  # type: ignore[operator]
