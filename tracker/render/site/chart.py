"""The figures of a target come in; a line chart with the goal, the expected pace and every figure goes out as SVG.

Text stays text: whoever lacks a font for it finds every point again in the table under the chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from tracker.render.site.fan import Fan
from tracker.render.site.scale import Axis, Days, axis, days, month_ticks
from tracker.render.site.svg import element, path

WIDTH, HEIGHT = 480.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 10.0, 36.0, 28.0
SCALED = 50.0  # where the days begin beside the numbers of an axis
_RADIUS = 5.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Look = Literal["actual", "planned", "aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure: the day that it is of, where its sentence stands (`#...`), and what to show of it."""

    day: date
    value: Decimal
    href: str
    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What a chart shows. value: the figures that count, in order; pace: the expected way; both may be empty.

    ticks: puts a value of the axis into words.
    """

    name: str
    summary: str
    points: tuple[Point, ...]
    value: tuple[tuple[date, Decimal], ...]
    pace: tuple[tuple[date, Decimal], ...]
    fan: Fan | None
    goal: tuple[Decimal, str]
    as_of: tuple[date, str]
    days: tuple[date, ...]
    unit: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The axes of a chart, the area that they span, and where its days begin."""

    across: Days
    up: Axis
    height: float = HEIGHT
    left: float = LEFT + 8

    def x(self, day: date) -> float:
        return self.left + self.across.place(day) * (WIDTH - self.left - RIGHT)

    def y(self, value: Decimal) -> float:
        return self.height - BOTTOM - self.up.place(value) * (self.height - TOP - BOTTOM)


def chart(plot: Plot) -> Markup:
    """The chart; points are links to their sentences, so they take the focus and work without a script."""
    values = [plot.goal[0], *(value for _, value in (*plot.value, *plot.pace)), *(one.value for one in plot.points)]
    told = [*plot.days, plot.as_of[0], *(one.day for one in plot.points)]
    told += [day for day, _ in (*plot.value, *plot.pace)]
    if plot.fan:
        values += [plot.fan.expected, plot.fan.low, plot.fan.high]
        told += [plot.fan.on, plot.fan.due]
    frame = Frame(across=days(told), up=axis(values), left=SCALED)
    return element(
        "svg",
        element("title", plot.name, id="chart-name"),
        element("desc", plot.summary, id="chart-summary"),
        *_grid(frame),
        *date_axis(frame, plot.language),
        *(_fan(frame, plot.fan) if plot.fan else ()),
        *_lines(frame, plot),
        *_texts(frame, plot),
        *(_point(frame, one) for one in plot.points),
        class_="chart",
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        role="group",
        aria_labelledby="chart-name",
        aria_describedby="chart-summary",
    )


def tick_text(value: Decimal) -> str:
    """A value of an axis, short: thousands apart, and a power of ten where that is shorter."""
    text = f"{value.normalize():,f}"
    return text if len(text) <= 12 else f"{value.normalize():e}"


def month_text(day: date, first: bool, language: str) -> str:
    """2025年 in January, else 4月, with the year at the first tick; in English 2025, Apr, Apr 2025."""
    month = f"{day.month}月" if language == "zh" else _MONTHS[day.month - 1]
    year = f"{day.year}年" if language == "zh" else str(day.year)
    if day.month == 1:
        return year
    return (f"{year}{month}" if language == "zh" else f"{month} {year}") if first else month


def date_axis(frame: Frame, language: str) -> list[Markup]:
    """Months and years under the chart."""
    bottom = frame.height - BOTTOM
    ticks = month_ticks(frame.across)
    parts = [element("path", d=path([(LEFT, bottom), (WIDTH - RIGHT, bottom)]), class_="axis")]
    for place, day in enumerate(ticks):
        x = frame.x(day)
        anchor = "start" if x < LEFT + 30 else "end" if x > WIDTH - RIGHT - 24 else "middle"
        parts.append(element("path", d=path([(x, bottom), (x, bottom + 4)]), class_="axis"))
        text = month_text(day, place == 0, language)
        parts.append(element("text", text, x=x, y=bottom + 18, text_anchor=anchor, class_="tick"))
    return parts


def _grid(frame: Frame) -> list[Markup]:
    heights = [frame.y(tick) for tick in frame.up.ticks]
    return [element("path", d=path([(LEFT, y), (WIDTH - RIGHT, y)]), class_="grid") for y in heights]


def _lines(frame: Frame, plot: Plot) -> list[Markup]:
    goal, today = frame.y(plot.goal[0]), frame.x(plot.as_of[0])
    parts = [
        element("path", d=path([(today, TOP), (today, frame.height - BOTTOM)]), class_="today"),
        element("path", d=path([(LEFT, goal), (WIDTH - RIGHT, goal)]), class_="goal"),
    ]
    for name, told in (("pace", plot.pace), ("value", plot.value)):
        if len(told) > 1:
            places = [(frame.x(day), frame.y(value)) for day, value in told]
            parts.append(element("path", d=path(places), class_=name))
    return parts


def _fan(frame: Frame, fan: Fan) -> tuple[Markup, Markup]:
    start, end = (frame.x(fan.on), frame.y(fan.value)), frame.x(fan.due)
    low, high = frame.y(fan.low), frame.y(fan.high)
    area = element("path", d=path([start, (end, high), (end, low)]) + "z", class_="fan")
    return area, element("path", d=path([start, (end, frame.y(fan.expected))]), class_="forecast")


def _texts(frame: Frame, plot: Plot) -> list[Markup]:
    """Over the lines: the numbers of the axis at the left, its unit and the day at the top, the goal at its line."""
    ticks = [element("text", tick_text(one), x=LEFT, y=frame.y(one) - 3, class_="tick") for one in frame.up.ticks]
    today = frame.x(plot.as_of[0])
    late = today > WIDTH / 2
    x, anchor = (LEFT, "start") if late else (WIDTH - RIGHT, "end")
    return [
        *([element("text", plot.unit, x=x, y=13.0, text_anchor=anchor, class_="tick")] if plot.unit else []),
        *ticks,
        element("text", plot.as_of[1], x=today, y=13.0, text_anchor="end" if late else "start", class_="name"),
        _goal_name(frame, plot),
    ]


def _goal_name(frame: Frame, plot: Plot) -> Markup:
    """The name of the goal over its line, where the points leave most room."""
    y = frame.y(plot.goal[0]) - 5
    crowd = [(frame.x(one.day), frame.y(one.value)) for one in plot.points]
    places = (WIDTH * 0.25, WIDTH * 0.5, WIDTH * 0.8)
    x = max(places, key=lambda place: min((abs(place - px) + abs(y - py) for px, py in crowd), default=0.0))
    return element("text", plot.goal[1], x=x, y=y, text_anchor="middle", class_="name")


def _point(frame: Frame, one: Point) -> Markup:
    x, y = frame.x(one.day), frame.y(one.value)
    mark = (
        element("path", d=f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8")
        if one.look == "aside"
        else element("circle", cx=x, cy=y, r=_RADIUS)
    )
    # the wide circle that is not seen is what a finger meets
    reach = element("circle", cx=x, cy=y, r=14.0, class_="reach")
    return element(
        "a", element("title", one.text), reach, mark, href=one.href, class_=f"point {one.look}", aria_label=one.text
    )
