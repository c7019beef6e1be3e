"""Visits of sources come in; what is wrong with them, and how well each target was watched, go out."""

from tracker.watch.alerts import Change, alert_of, news, suspicious
from tracker.watch.check import Alert, Check, Looked
from tracker.watch.observed import Watched, Watching, watched
from tracker.watch.state import SourceState, state_of

__all__ = [
    "Alert",
    "Change",
    "Check",
    "Looked",
    "SourceState",
    "Watched",
    "Watching",
    "alert_of",
    "news",
    "state_of",
    "suspicious",
    "watched",
]
