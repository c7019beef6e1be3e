"""The words of the project: the values that cross module borders, all frozen and without behaviour beyond reading."""

from tracker.model.hosts import HostNote
from tracker.model.language import Period, Quantity, StageMention, Understanding
from tracker.model.pages import (
    Article,
    Block,
    Candidate,
    Figure,
    Link,
    Page,
    Reading,
    Request,
    Table,
    Told,
    Trace,
)
from tracker.model.settled import Assessment, Evidence, Settlement, Story
from tracker.model.targets import Config, Goal, Keeping, Place, Publisher, Source, Statement, Target
from tracker.model.words import STAGES, TIERS, Comparator, GoalBasis, Kind, Modality, Reason, Span, Tier

__all__ = [
    "STAGES",
    "TIERS",
    "Article",
    "Assessment",
    "Block",
    "Candidate",
    "Comparator",
    "Config",
    "Evidence",
    "Figure",
    "Goal",
    "GoalBasis",
    "HostNote",
    "Keeping",
    "Kind",
    "Link",
    "Modality",
    "Page",
    "Period",
    "Place",
    "Publisher",
    "Quantity",
    "Reading",
    "Reason",
    "Request",
    "Settlement",
    "Source",
    "Span",
    "StageMention",
    "Statement",
    "Story",
    "Table",
    "Target",
    "Tier",
    "Told",
    "Trace",
    "Understanding",
]
