"""How the targets stand on a day, as every report tells it: one value for each target, and one for them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.model import Assessment, Config, Evidence, Statement, Target
from tracker.pace import Forecast
from tracker.watch import SourceState, Watched

FRESH = 20
SHOWN_ASIDE = 60  # sentences set aside that a page of a target shows
CONTESTED = ("retracted", "contradicted", "rejected")  # set aside for these reasons, they are shown however old


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One target without its evidence, so that thousands fit into memory.

    before: what the report before said, None where it said nothing. turns: the assessments at which status, lateness
    or value changed, the oldest first and without flags (`tracker.judge.turns`). behind: the sentence that each turn
    rests on, in their order. deciding: the sentence that the status rests on. newest: the newest that counts. counting
    and aside: how many sentences count, how many were set aside. forecast: where it is heading. fresh: those that count
    and were published in the week of the day, at most FRESH, the newest.
    """

    target: Target
    now: Assessment
    before: Assessment | None
    turns: tuple[Assessment, ...]
    behind: tuple[Evidence | None, ...]
    deciding: Evidence | None
    newest: Evidence | None
    counting: int
    aside: int
    watched: Watched | None
    forecast: Forecast | None = None
    fresh: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One target with its evidence published by the day, the newest first: all that counts and ever counted, and of
    what was set aside no less than is shown (SHOWN_ASIDE, CONTESTED); `standing.aside` says how much there is.

    sample: the pages were made up for a demo, and nothing may be quoted.
    """

    standing: Standing
    evidence: tuple[Evidence, ...]
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All targets in the order of the file, and the sources. since: the day of the report before. sample: a demo."""

    config: Config
    as_of: date
    since: date | None
    standings: tuple[Standing, ...]
    sources: tuple[SourceState, ...]
    sample: bool = False


def stated_in(config: Config, target: Target) -> Statement:
    """The statement that a target comes from."""
    return next((one for one in config.statements if one.id == target.statement), config.statements[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of a report: where it lies in the folder of the reports (with `/`), and what it says."""

    path: str
    text: str
