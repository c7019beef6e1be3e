"""Dated values, a goal and a due date come in; where that leads, with a range and a class, goes out (docs/pace.md)."""

from tracker.pace.compound import compound, needed_growth
from tracker.pace.forecast import Announcement, Forecast, Outlook
from tracker.pace.growth import Growth, growth_of_period
from tracker.pace.line import Line, outlook, straight_line

__all__ = [
    "Announcement",
    "Forecast",
    "Growth",
    "Line",
    "Outlook",
    "compound",
    "growth_of_period",
    "needed_growth",
    "outlook",
    "straight_line",
]
