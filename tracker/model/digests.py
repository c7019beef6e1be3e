"""What a digest compares with, and what is on its way to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tracker.model.settled import Assessment
from tracker.model.words import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one digest could tell: the state of the targets and everything it rested on.

    known: ids of the evidence that counted. targets: (id, hash of its definition). program: hash of what reads, settles
    and judges. decided: (id of a target, the ids of the decisions that stand about it). replay: why pages had been read
    again the last time, None where they never were. Stored as JSON for years: what is added here or to Assessment needs
    a default.
    """

    day: date
    made: datetime
    assessments: tuple[Assessment, ...]
    known: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]
    program: str
    decided: tuple[tuple[str, tuple[str, ...]], ...] = ()
    replay: Reason | None = None


# skipped: nothing to tell. sending: the end of the message is about to go out, or went out and no answer came yet.
# uncertain: the connection broke there. failed: refused for good.
State = Literal["pending", "sending", "sent", "uncertain", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message for one recipient, frozen when it was prepared.

    recipient: a mail address, or the name of a chat. topic: what it is about, '' for the digest itself. message: a
    whole mail with its headers, or the text for a chat. attempts: failures so far. doubts: endings without an answer.
    """

    period: str
    recipient: str
    topic: str = ""
    state: State = "pending"
    subject: str = ""
    message_id: str = ""
    message: str = ""
    attempts: int = 0
    doubts: int = 0
    next_try: datetime | None = None
    answer: str = ""
