"""Values and days of every kind come in; axes and charts stay within their frame and say what they show."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import STATUSES
from tracker.render.site.chart import HEIGHT, WIDTH, Plot, Point, chart, month_text
from tracker.render.site.fan import Fan
from tracker.render.site.scale import Days, axis, days, month_ticks
from tracker.render.site.strip import LEVELS, Lane, Mark, Spell, counts_area, days_strip, milestone_strip, status_strip
from tracker.render.way import rounded

SVG = "{http://www.w3.org/2000/svg}"
values = st.decimals(allow_nan=True, allow_infinity=True) | st.sampled_from(
    [Decimal(0), Decimal("1e999"), Decimal("-1e999"), Decimal("1e-999"), Decimal("0.1"), Decimal(200)]
)
moments = st.dates()


@pytest.mark.parametrize(
    ("given_values", "ticks"),
    [
        (["172", "200", "193"], ["170", "180", "190", "200"]),
        (["0", "3"], ["0", "1", "2", "3"]),
        (["5", "5.6", "4.2", "6.8"], ["4", "5", "6", "7"]),
        (["-3", "6"], ["-5", "0", "5", "10"]),
        (["1040", "1800"], ["1000", "1200", "1400", "1600", "1800"]),
        (["7", "7"], ["6.0", "6.5", "7.0", "7.5", "8.0"]),
        (["0"], ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    ],
)
def test_axes_are_round(given_values: list[str], ticks: list[str]) -> None:
    assert [Decimal(one) for one in ticks] == list(axis(map(Decimal, given_values)).ticks)


@given(st.lists(values))
def test_an_axis_holds_its_values(told: list[Decimal]) -> None:
    found = axis(told)
    assert found.low < found.high
    assert (found.ticks[0], found.ticks[-1]) == (found.low, found.high)
    assert 2 <= len(found.ticks) <= 12
    assert all(0.0 <= found.place(one) <= 1.0 for one in told)


@given(moments, moments)
def test_months_are_few_and_within(first: date, last: date) -> None:
    span = days([first, last])
    ticks = month_ticks(span)
    assert len(ticks) <= 6
    assert all(span.first <= one <= span.last and one.day == 1 for one in ticks)
    assert all(0.0 <= span.place(one) <= 1.0 for one in (first, last, *ticks))


def test_months_in_words() -> None:
    told = [date(2025, 4, 1), date(2025, 7, 1), date(2026, 1, 1)]
    assert [month_text(day, place == 0, "zh") for place, day in enumerate(told)] == ["2025年4月", "7月", "2026年"]
    assert [month_text(day, place == 0, "en") for place, day in enumerate(told)] == ["Apr 2025", "Jul", "2026"]


def plot(told: list[tuple[date, Decimal]], goal: Decimal, fan: Fan | None = None) -> Plot:
    return Plot(
        name="<b>&",
        summary="s",
        points=tuple(Point(day=day, value=value, href="#e-1", text="<x>", look="actual") for day, value in told),
        value=tuple(told),
        pace=tuple(told[:1]) + tuple(told[-1:]),
        fan=fan,
        goal=(goal, "goal"),
        as_of=(date(2025, 6, 30), "30 Jun"),
        days=(date(2025, 1, 17), date(2025, 12, 31)),
        unit="个",
        language="zh",
    )


@given(st.lists(st.tuples(moments, values), max_size=8), values, st.tuples(values, values, values, values))
def test_charts_stay_within_their_frame(
    told: list[tuple[date, Decimal]], goal: Decimal, ends: tuple[Decimal, Decimal, Decimal, Decimal]
) -> None:
    value, expected, low, high = ends
    fan = Fan(on=date(2025, 3, 1), value=value, due=date(2025, 12, 31), expected=expected, low=low, high=high)
    within(chart(plot(told, goal, fan)), HEIGHT)


def within(picture: str, height: float) -> None:
    """Every coordinate is a number within the frame; lines of paths are absolute but for marks of known size."""
    root = ElementTree.fromstring(str(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    assert not re.search(r"nan|inf", " ".join(one.get("d", "") for one in root.iter()), re.IGNORECASE)
    for one in root.iter():
        for name, limit in (("x", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
            assert 0.0 <= float(one.get(name, "0")) <= limit, one.attrib
        if one.get("class") in ("value", "pace", "goal", "fan", "forecast", "grid", "axis", "today"):
            pairs = re.findall(r"(-?[\d.]+) (-?[\d.]+)", one.get("d", ""))
            assert pairs
            assert all(0.0 <= float(x) <= WIDTH and 0.0 <= float(y) <= height for x, y in pairs)


def test_a_chart_is_named_and_its_points_lead_to_their_sentences() -> None:
    picture = chart(plot([(date(2025, 3, 1), Decimal(180))], Decimal(200)))
    assert '<title id="chart-name">&lt;b&gt;&amp;</title>' in picture
    assert 'aria-labelledby="chart-name"' in picture
    assert '<a href="#e-1" class="point actual" aria-label="&lt;x&gt;"><title>&lt;x&gt;</title>' in picture


@given(st.lists(st.tuples(st.sampled_from(STATUSES), moments, moments)), moments, moments)
def test_strips_stay_within_their_frame(told: list[tuple[str, date, date]], first: date, last: date) -> None:
    span = days([first, last])
    spells = [Spell(status=name, first=min(one, two), end=max(one, two)) for name, one, two in told]
    stretches = [(spell.first, spell.end) for spell in spells]
    for picture in (status_strip(spells, span, "t"), days_strip(stretches, span, "t")):
        numbers = [
            float(one) for one in re.findall(r"[MVH ](-?[\d.]+)", " ".join(re.findall(r' d="([^"]*)"', picture)))
        ]
        assert all(0.0 <= one <= 360.0 for one in numbers)
    marks = tuple(Mark(day=spell.first, look="news", href="", text="t") for spell in spells)
    within(milestone_strip([Lane(name="l", marks=marks)], span, first, "en", "n"), 72.0)


@given(st.lists(st.dictionaries(st.sampled_from(STATUSES), st.integers(0, 10**6)), min_size=1, max_size=60))
def test_areas_stay_within_their_frame(counts: list[dict[str, int]]) -> None:
    first = date(2025, 1, 17)
    weeks = [(first + timedelta(days=7 * place), one) for place, one in enumerate(counts)]
    within(counts_area(weeks, "zh", "t"), 220.0)


def test_a_better_status_stands_higher() -> None:
    heights = [LEVELS[status] for status in STATUSES]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize(
    ("value", "told"), [("3.14159", "3.1"), ("192.4", "192"), ("0.04", "0"), ("-1.25", "-1.3"), ("2532.7", "2533")]
)
def test_what_is_worked_out_has_no_more_digits_than_it_deserves(value: str, told: str) -> None:
    assert rounded(Decimal(value)) == Decimal(told)


def test_days_are_never_the_same() -> None:
    assert days([date(2025, 1, 1)]) == Days(first=date(2025, 1, 1), last=date(2025, 1, 2))
    assert days([date.max]).first < days([date.max]).last
