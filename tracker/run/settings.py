"""What a person may set about a run, and what a run tells when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tracker import __version__
from tracker.fetch import Policy
from tracker.model import Reason
from tracker.watch import Change


def user_agent(contact: str = "") -> str:
    """How a run introduces itself; `contact` is a page or mail address where its owner can be reached."""
    return f"tracker/{__version__}" + (f" (+{contact})" if contact else "")


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Bounds and places of a run.

    pages_max: articles fetched in one run, the rest waits for the next. list_pages_max: pages of one list walked.
    attempts_max: how often an address that fails is tried, over several runs. archive: folder for WARC files, None to
    keep no bytes. clock: gives the time written into pages. only: ids of the sources to walk, all when empty. stop:
    asked after every page, whether to leave the rest to the next run. since: walk back to this day instead of the
    statement's. workers: hosts asked side by side; far more than work at once, because a host that hangs or pauses
    holds its worker while it does, and must not hold up the others.
    """

    policy: Policy = field(default_factory=lambda: Policy(user_agent=user_agent()))
    archive: Path | None = None
    pages_max: int = 500
    list_pages_max: int = 200
    attempts_max: int = 10
    workers: int = 200
    progress: bool = False
    clock: Callable[[], datetime] = now_utc
    only: tuple[str, ...] = ()
    since: date | None = None
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What was wrong with a source's address in this run."""

    source: str
    url: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """Outcome of a run.

    pages: links that were to be fetched. known: links met again. outcomes: number of links for each disposition code,
    most first. alerts: those that are new, have changed or have ended. unfinished: sources with list pages still ahead,
    and how many. evidence: how much of all evidence in the store counts now.
    """

    run: int
    started: datetime
    finished: datetime
    sources: int
    pages: int
    known: int
    outcomes: tuple[tuple[str, int], ...]
    troubles: tuple[Trouble, ...]
    alerts: tuple[Change, ...]
    unfinished: tuple[tuple[str, int], ...]
    evidence: int

    @property
    def failed(self) -> bool:
        """Whether a person should look: a source in trouble, or a page that broke the reader."""
        return bool(self.troubles) or any(code == "reader_failed" for code, _ in self.outcomes)
