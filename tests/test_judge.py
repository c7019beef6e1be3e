"""Judging: every rule of the design as a row, from evidence published up to the day alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tracker.judge import judge_all, judge_each
from tracker.model import Config, Evidence, Figure, Goal, Place, Reason, Statement, Target

STATED = date(2025, 1, 17)
DUE = date(2025, 12, 31)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def target(kind="milestone", **keys):
    plain = {"id": "t", "kind": kind, "title_zh": "目标", "title_en": "", "about": (("甲",),), "due": DUE}
    if kind == "milestone":
        plain["stage"] = "opened"
    return Target(**(plain | keys))


def growth(goal="6"):
    number = Goal(comparator=">=", value=Decimal(goal), unit="%", raw=f"{goal}%", basis="yoy", over=YEAR)
    return target("quantity", goal=number, measure="甲产业收入")


def count(goal="200", baseline="172"):
    number = Goal(
        comparator=">=", value=Decimal(goal), unit="个", raw=f"{goal}个", basis="cumulative", baseline=Decimal(baseline)
    )
    return target("quantity", goal=number)


def level():
    over = (date(2030, 1, 1), date(2030, 12, 31))
    number = Goal(comparator=">=", value=Decimal(1800), unit="亿元", raw="1800亿元", basis="level", over=over)
    return target("quantity", id="t2", goal=number, measure="甲产业收入", due=date(2030, 12, 31))


def config(*targets):
    return Config(
        path="targets.yaml",
        title="",
        language="zh",
        timezone="Asia/Shanghai",
        place=Place(name="甲区"),
        statements=(Statement(id="s", title="会", publisher="报", date=STATED, url=""),),
        sources=(),
        publishers=(),
        targets=targets,
    )


def told(published, stage="ongoing", modality="actual", **keys):
    plain = {
        "id": f"{published}{stage}{keys}",
        "target": "t",
        "url": f"https://news.example/{published}/{stage}",
        "title": "",
        "source": "报",
        "tier": "press",
        "published": date.fromisoformat(published),
        "first_seen": datetime(2026, 4, 1, tzinfo=UTC),
        "page_sha256": "",
        "story": "",
        "sentence": "甲",
        "modality": modality,
        "stage": stage,
        "expected": None,
        "day": None,
        "figure": None,
        "part": False,
        "counts": True,
        "why_not": None,
    }
    if isinstance(keys.get("expected"), str):
        keys["expected"] = date.fromisoformat(keys["expected"])
    return Evidence(**(plain | keys))


def figure(published, value, start, end, basis="yoy", unit="%", **keys):
    number = Figure(
        value=Decimal(value),
        unit=unit,
        comparator=keys.pop("comparator", "="),
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        basis=basis,
    )
    return told(published, stage=None, figure=number, **keys)


def counted(published, value, day, **keys):
    return figure(published, value, day, day, "cumulative", "个", **keys)


def status(of, rows, as_of, **keys):
    return judge_all(config(of), rows, date.fromisoformat(as_of), **keys)[0].status


H1 = ("2025-01-01", "2025-06-30")
ALL = ("2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([], "2025-06-30", "no_news"),
        ([figure("2025-07-29", "7", *H1)], "2025-07-28", "no_news"),
        ([figure("2025-07-29", "7", *H1)], "2025-07-29", "ahead"),
        ([figure("2025-07-29", "6.9", *H1)], "2025-07-29", "on_track"),
        ([figure("2025-07-29", "6", *H1)], "2025-12-31", "on_track"),
        ([figure("2025-07-29", "5.9", *H1)], "2025-12-31", "behind"),
        ([figure("2025-07-29", "9", *H1)], "2026-01-01", "awaiting_result"),
        ([figure("2025-07-29", "9", *H1), figure("2026-01-20", "6", *ALL)], "2026-01-20", "achieved"),
        ([figure("2025-07-29", "9", *H1), figure("2026-01-20", "5.9", *ALL)], "2026-01-20", "missed"),
        ([figure("2025-10-28", "8", *ALL, modality="planned")], "2025-10-28", "no_news"),
    ],
)
def test_growth_goals_compare_the_latest_cumulative_growth(rows, as_of, expected):
    assert status(growth(), rows, as_of) == expected


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([told("2025-03-01")], "2025-03-31", "in_progress"),
        ([counted("2025-03-28", "176", "2025-03-25")], "2025-03-31", "on_track"),
        ([counted("2025-06-27", "181", "2025-06-25")], "2025-06-30", "behind"),
        ([counted("2025-06-27", "192", "2025-06-25")], "2025-06-30", "ahead"),
        ([counted("2025-12-30", "200", "2025-12-28")], "2025-12-31", "achieved"),
        ([counted("2025-12-30", "198", "2025-12-28")], "2026-01-31", "awaiting_result"),
        ([counted("2026-01-10", "198", "2025-12-31")], "2026-01-31", "missed"),
        ([counted("2025-12-30", "200", "2025-12-28", comparator="<")], "2025-12-31", "on_track"),
    ],
)
def test_counts_compare_the_share_done_with_the_time_elapsed(rows, as_of, expected):
    assert status(count(), rows, as_of) == expected


def test_a_count_reached_after_the_due_date_is_late():
    rows = [counted("2026-02-10", "200", "2026-02-08")]
    assert judge_all(config(count()), rows, date(2026, 3, 1))[0].late


@pytest.mark.parametrize(
    ("known", "grown", "expected"),
    [
        (None, "9", "no_news"),
        ("1040", None, "in_progress"),
        ("1040", "9.5", "behind"),  # 1800 / 1040 over six years needs 9.57 a year
        ("1040", "9.6", "on_track"),
        ("1040", "10.6", "ahead"),
        ("1800", "1", "achieved"),
    ],
)
def test_levels_years_away_compare_growth_needed_with_growth_seen(known, grown, expected):
    rows = []
    if known:
        rows.append(figure("2025-03-18", known, "2024-01-01", "2024-12-31", "level", "亿元", target="t2"))
    if grown:
        rows.append(figure("2025-07-29", grown, *H1))  # of the sibling with the same measure
    found = judge_all(config(growth(), level()), rows, date(2025, 8, 1))
    assert found[1].status == expected


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([], "2026-06-01", "no_news"),
        ([told("2025-05-01", "opened", "planned")], "2025-06-01", "no_news"),
        ([told("2025-05-01", "topped_out")], "2025-06-01", "in_progress"),
        ([told("2025-05-01", "opened", "planned", expected="2025-09-30")], "2025-06-01", "on_track"),
        ([told("2025-05-01", "opened", "planned", expected="2025-09-30")], "2025-12-31", "on_track"),
        ([told("2025-05-01", "opened", "planned", expected="2025-09-30")], "2026-01-01", "overdue"),
        ([told("2025-05-01", "delayed", expected="2026-03-31")], "2025-06-01", "behind"),
        ([told("2025-05-01", "delayed", expected="2026-03-31")], "2026-01-01", "missed"),
        ([told("2025-05-01"), told("2026-01-15")], "2026-02-01", "missed"),
        ([told("2025-05-01", "opened")], "2025-06-01", "achieved"),
        ([told("2025-05-01", "opened", part=True)], "2025-06-01", "in_progress"),
        ([told("2025-05-01", "completed")], "2025-06-01", "in_progress"),
        ([told("2025-05-01", "cancelled")], "2025-06-01", "cancelled"),
        (
            [
                told("2025-03-01", "opened", "planned", expected="2025-12-31"),
                told("2025-08-01", "ongoing", "planned"),
            ],
            "2025-09-30",
            "on_track",
        ),
    ],
)
def test_milestones(rows, as_of, expected):
    assert status(target(), rows, as_of) == expected


@pytest.mark.parametrize(
    ("wanted", "stage", "expected"),
    [
        ("started", "opened", "achieved"),
        ("completed", "opened", "achieved"),
        ("completed", "topped_out", "in_progress"),
        ("adopted", "ongoing", "in_progress"),
        ("held", "held", "achieved"),
    ],
)
def test_a_later_stage_reaches_an_earlier_goal(wanted, stage, expected):
    assert status(target(stage=wanted), [told("2025-05-01", stage)], "2025-06-01") == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "no_news"),
        ([told("2025-05-01", "opened", "planned")], "no_news"),
        ([told("2025-05-01", "completed")], "in_progress"),
        ([told("2025-05-01", "cancelled")], "cancelled"),
    ],
)
def test_commitments_are_in_progress_from_the_first_deed(rows, expected):
    assert status(target("commitment", due=None), rows, "2025-06-01") == expected


def test_known_leaves_out_what_was_found_later():
    rows = [told("2025-05-01", "opened")]
    assert status(target(), rows, "2025-06-01", known=date(2025, 6, 1)) == "no_news"


def test_a_figure_counts_until_the_day_of_its_correction():
    wrong = figure("2025-04-25", "6.8", "2025-01-01", "2025-03-31")
    wrong = replace(wrong, counts=False, why_not=Reason(code="retracted"), set_aside_from=date(2025, 4, 27))
    right = figure("2025-04-27", "4.2", "2025-01-01", "2025-03-31")
    assert status(growth("5"), [wrong, right], "2025-04-26") == "ahead"
    assert status(growth("5"), [wrong, right], "2025-04-27") == "behind"


def test_flags_say_what_deserves_a_look():
    rows = [told("2025-05-01", "opened", "planned", expected="2025-06-30")]
    flags = judge_all(config(target()), rows, date(2025, 12, 1))[0].flags
    assert {"announced_date_passed", "stale", "planned_only"} <= set(flags)


def test_evidence_is_asked_for_once_a_target_and_held_for_one_measure_at_a_time():
    targets = (growth(), target(id="t3"), level(), target(id="t4"))
    rows = {
        "t": [figure("2025-07-29", "9.6", *H1)],
        "t2": [figure("2025-03-18", "1040", "2024-01-01", "2024-12-31", "level", "亿元", target="t2")],
        "t3": [told("2025-05-01", "opened", target="t3")],
    }
    asked = []

    def evidence_of(name):
        asked.append(name)
        return iter(rows.get(name, ()))

    judged = judge_each(config(*targets), evidence_of, date(2025, 8, 1))
    assert asked == ["t", "t2", "t3", "t4"], "the two of one measure together"
    assert [one.target for one in judged] == ["t", "t3", "t2", "t4"], "in the order of the file"
    assert [one.status for one in judged] == ["ahead", "achieved", "on_track", "no_news"]
    assert judged == judge_all(config(*targets), [row for some in rows.values() for row in some], date(2025, 8, 1))
