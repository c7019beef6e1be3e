"""The words of the project: the values that cross module borders, all frozen and without behaviour beyond reading."""

from tracker.model.decisions import VERBS, Decision, Quoted, Verb
from tracker.model.digests import Parcel, Snapshot, State
from tracker.model.hosts import HostNote
from tracker.model.language import Mended, Period, Quantity, StageMention, Understanding
from tracker.model.mail import ALL, Chat, DigestPlan, Mail, Only, Recipient, Security
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
from tracker.model.words import STAGES, STATUSES, TIERS, Comparator, GoalBasis, Kind, Modality, Reason, Span, Tier

__all__ = [
    "ALL",
    "STAGES",
    "STATUSES",
    "TIERS",
    "VERBS",
    "Article",
    "Assessment",
    "Block",
    "Candidate",
    "Chat",
    "Comparator",
    "Config",
    "Decision",
    "DigestPlan",
    "Evidence",
    "Figure",
    "Goal",
    "GoalBasis",
    "HostNote",
    "Keeping",
    "Kind",
    "Link",
    "Mail",
    "Mended",
    "Modality",
    "Only",
    "Page",
    "Parcel",
    "Period",
    "Place",
    "Publisher",
    "Quantity",
    "Quoted",
    "Reading",
    "Reason",
    "Recipient",
    "Request",
    "Security",
    "Settlement",
    "Snapshot",
    "Source",
    "Span",
    "StageMention",
    "State",
    "Statement",
    "Story",
    "Table",
    "Target",
    "Tier",
    "Told",
    "Trace",
    "Understanding",
    "Verb",
]
