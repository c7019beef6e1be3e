"""What people decide: about a sentence and what was read from it, about the status of a target, or about a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tracker.model.pages import Candidate

Verb = Literal["accept", "reject", "correct", "pin", "add", "status", "undo"]
VERBS: tuple[Verb, ...] = ("accept", "reject", "correct", "pin", "add", "status", "undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence as a decision met it, enough to have it again when no reading finds it any more.

    claim: what was read from it, before anybody decided. seen: when this version of the page was first here.
    """

    url: str
    page_sha256: str
    seen: datetime
    claim: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided. It is never changed; to take it back is another decision.

    id: a hash of all the rest. made: to the second. day: the day of it where the goals are followed. evidence, quoted:
    the row that it is about, for all but status and undo. changes: (field, value as written, '' for none) of what the
    person read otherwise. status, until: for a status; `target` is its target. undoes: the id of a decision.
    """

    id: str
    verb: Verb
    made: datetime
    day: date
    author: str
    why: str
    target: str = ""
    evidence: str = ""
    quoted: Quoted | None = None
    changes: tuple[tuple[str, str], ...] = ()
    status: str = ""
    until: date | None = None
    undoes: str = ""
