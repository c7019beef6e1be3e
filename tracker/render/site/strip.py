"""The states of targets over time, and the days of a milestone, come in; strips and areas go out as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from tracker.model import STATUSES
from tracker.render.site.chart import BOTTOM, LEFT, RIGHT, SCALED, WIDTH, Frame, date_axis, tick_text
from tracker.render.site.scale import Axis, Days, axis
from tracker.render.site.svg import element, number, path

STRIP_HEIGHT = 18.0
_STRIP_WIDTH = 360.0
_AREA_HEIGHT = 220.0
_LANE = 40.0
_ABOVE = 4.0
# How high a status stands in a strip, so that it can be told without its colour.
_HEIGHTS = (1.0, 0.87, 0.74, 0.61, 0.5, 0.4, 0.32, 0.25, 0.18, 0.1, 0.1)
LEVELS: Mapping[str, float] = dict(zip(STATUSES, _HEIGHTS, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A status from a day to the day before another one."""

    status: str
    first: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day in a lane of a milestone's strip: look is stated, due, announced, news or done; href may be ''."""

    day: date
    look: str
    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    name: str
    marks: tuple[Mark, ...]


def status_strip(spells: Sequence[Spell], span: Days, text: str) -> Markup:
    """The statuses of one target, each as a bar of its colour and height; `text` says them in words."""
    return _strip([(one.status, one.first, one.end) for one in spells], span, text)


def days_strip(stretches: Sequence[tuple[date, date]], span: Days, text: str) -> Markup:
    """The days that a source was looked at."""
    return _strip([("seen", first, _after(last)) for first, last in stretches], span, text)


def _strip(spells: Sequence[tuple[str, date, date]], span: Days, text: str) -> Markup:
    bars = []
    for name, first, end in spells:
        left, right = (span.place(day) * _STRIP_WIDTH for day in (first, end))
        top = (1 - LEVELS.get(name, 1.0)) * STRIP_HEIGHT
        bar = f"M{number(left)} {STRIP_HEIGHT:.0f}V{number(top)}H{number(right)}V{STRIP_HEIGHT:.0f}z"
        bars.append(element("path", d=bar, class_=f"f-{name}"))
    box = f"0 0 {_STRIP_WIDTH:.0f} {STRIP_HEIGHT:.0f}"
    return element("svg", *bars, class_="strip", viewBox=box, preserveAspectRatio="none", role="img", aria_label=text)


def _after(day: date) -> date:
    return day + date.resolution if day < date.max else day


def counts_area(weeks: Sequence[tuple[date, Mapping[str, int]]], language: str, text: str) -> Markup:
    """How many targets had which status at the end of each week, one above the other; the best at the bottom."""
    total = max((sum(counts.values()) for _, counts in weeks), default=1) or 1
    scale = axis([Decimal(0), Decimal(total)])
    up = Axis(low=Decimal(0), high=Decimal(total), ticks=tuple(tick for tick in scale.ticks if tick <= total))
    frame = Frame(across=_span(weeks), up=up, height=_AREA_HEIGHT, left=SCALED)
    floor = {day: 0 for day, _ in weeks}
    areas = []
    for status in STATUSES:
        if any(counts.get(status) for _, counts in weeks):
            bottom = [(frame.x(day), frame.y(Decimal(floor[day]))) for day, _ in weeks]
            for day, counts in weeks:
                floor[day] += counts.get(status, 0)
            top = [(frame.x(day), frame.y(Decimal(floor[day]))) for day, _ in weeks]
            areas.append(element("path", d=path(top + bottom[::-1]) + "z", class_=f"f-{status}"))
    ticks = [element("text", tick_text(tick), x=LEFT, y=frame.y(tick) + 3, class_="tick") for tick in up.ticks if tick]
    box = f"0 0 {WIDTH:.0f} {_AREA_HEIGHT:.0f}"
    return element(
        "svg", *areas, *ticks, *date_axis(frame, language), class_="chart", viewBox=box, role="img", aria_label=text
    )


def _span(weeks: Sequence[tuple[date, Mapping[str, int]]]) -> Days:
    first, last = weeks[0][0], weeks[-1][0]
    return Days(first=first, last=last if last > first else first + date.resolution)


def milestone_strip(lanes: Sequence[Lane], span: Days, as_of: date, language: str, name: str) -> Markup:
    """What was stated, announced, told and done of a milestone, a lane each over one axis of time."""
    height = _ABOVE + _LANE * len(lanes) + BOTTOM
    frame = Frame(across=span, up=axis([Decimal(0)]), height=height)
    today = frame.x(as_of)
    parts = [element("path", d=path([(today, 8.0), (today, height - BOTTOM)]), class_="today")]
    for place, lane in enumerate(lanes):
        y = _ABOVE + _LANE * place + 28
        parts.append(element("path", d=path([(LEFT, y), (WIDTH - RIGHT, y)]), class_="grid"))
        parts.append(element("text", lane.name, x=LEFT, y=y - 14, class_="name"))
        parts += [_mark(frame.x(one.day), y, one) for one in lane.marks]
    return element(
        "svg",
        element("title", name, id="strip-name"),
        *parts,
        *date_axis(frame, language),
        class_="chart",
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        role="group",
        aria_labelledby="strip-name",
    )


def _mark(x: float, y: float, one: Mark) -> Markup:
    shapes = {
        "due": f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z",
        "stated": f"M{x:.1f} {y - 7:.1f}v14m0 -14h9l-2 3l2 3h-9",
        "done": f"M{x - 6:.1f} {y:.1f}l4 5l8 -10",
    }
    shape = element("path", d=shapes[one.look]) if one.look in shapes else element("circle", cx=x, cy=y, r=5.0)
    reach = element("circle", cx=x, cy=y, r=14.0, class_="reach")
    title = element("title", one.text)
    if not one.href:
        return element("g", title, reach, shape, class_=f"mark {one.look}")
    return element("a", title, reach, shape, href=one.href, class_=f"mark {one.look}", aria_label=one.text)
