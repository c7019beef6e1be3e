"""A start address and what earlier walks left of it come in; page by page what it offers goes out. Runs in a thread."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from urllib.parse import urlsplit

from tracker.discover import Discovery, Dropped, Query, canonical, discover, identity, same_site
from tracker.errors import FetchError
from tracker.fetch import TRANSIENT, Fetched, Policy, Unchanged, Validators
from tracker.model import Link, Reason, Request, Source
from tracker.run.settings import Trouble
from tracker.store import Ahead

Fetch = Callable[[Request, Policy, Validators | None], Fetched | Unchanged]
# A page that failed in one of these ways is asked for again by the next run.
_AGAIN = TRANSIENT | {"blocked"}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """How a source is walked. since: the day back to which. known: identities of links that an earlier run met.

    pages_max: pages of one list asked for in one run. documents: whether links to documents are followed.
    """

    fetch: Fetch
    policy: Policy
    known: frozenset[str]
    since: date | None
    zone: tzinfo
    pages_max: int
    documents: bool = False
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier walks left of a start address.

    since: the day back to which it was walked, None where it never was. looked_to: the last day it was looked at.
    pending: pages still ahead. validators: of the first page, kept only when nothing was left unseen.
    """

    since: date | None = None
    looked_to: date | None = None
    pending: tuple[Ahead, ...] = ()
    validators: Validators | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one page of a source gave, and the pages still ahead behind it.

    first: this is the start address. ended: why the list is not followed further, '' where it is: unchanged, known (no
    news), floor (older than asked for), repeat (all met before), end, whole (the end of a sitemap without days), or
    failed. links, dropped: what it offers. dated: the first and the last day among them.
    """

    asked: Ahead
    first: bool
    ended: str = ""
    ahead: tuple[Ahead, ...] = ()
    links: tuple[Link, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    entries: int = 0
    dated: tuple[date, date] | None = None
    validators: Validators | None = None
    trouble: Trouble | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """Addresses of the articles on the page, those not followed because they are too old or documents included."""
        too = (one.url for one in self.dropped if one.reason.code in ("before_statement", "document"))
        return (*(link.url for link in self.links), *too)


@dataclass(slots=True)
class _Course:
    """Where a walk stands: pages ahead, pages that failed for now, all that was ever queued, and the links met."""

    source: Source
    tour: Tour
    ahead: deque[Ahead]
    failed: list[Ahead] = field(default_factory=list)
    queued: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)


def walk(source: Source, start: Request, tour: Tour, past: Past) -> Iterator[Step]:
    """Ask for the pages of one start address; whatever goes wrong is told in a step, never raised.

    First the news: from the start address on until a page brings nothing new, or, the first time, down to `since`. Then
    what earlier walks left. A page that fails for now stays ahead, and the walk goes on with the others.
    """
    course = _Course(source=source, tour=tour, ahead=deque(_plan(start, tour, past)))
    course.queued.update(_key(one.request) for one in course.ahead)
    for number in range(tour.pages_max):
        if not course.ahead or tour.stop():
            return
        asked = course.ahead.popleft()
        validators = None if asked.deep or past.pending or number else past.validators
        step = _step(Step(asked=asked, first=number == 0), validators, course)
        yield replace(step, ahead=(*course.failed, *course.ahead))
        if step.first and step.ended == "failed":
            return


def _plan(start: Request, tour: Tour, past: Past) -> tuple[Ahead, ...]:
    """The start address, then what was left; all of it anew where the list was not walked as far back as asked.

    A run that was killed leaves what is ahead, but not the days that it had looked at.
    """
    begun = past.looked_to is not None or bool(past.pending)
    if begun and past.since is not None and (tour.since is None or past.since <= tour.since):
        return (Ahead(request=start, floor=past.looked_to, deep=False), *past.pending)
    return (Ahead(request=start, floor=tour.since),)


def _step(step: Step, validators: Validators | None, course: _Course) -> Step:
    """Ask for one page and note in the course what follows from it."""
    try:
        answer = course.tour.fetch(step.asked.request, course.tour.policy, validators)
    except FetchError as error:
        return _failed(step, error, course)
    if isinstance(answer, Unchanged):
        return replace(step, ended="unchanged")
    found = _discovered(answer, step.asked, course)
    trouble = found.trouble or (_moved(answer) if step.first else None)
    if trouble and trouble.code == "no_links" and not step.first:
        trouble = None  # only the end of the list
    told = Trouble(source=course.source.id, url=step.asked.request.url, reason=trouble) if trouble else None
    step = replace(step, links=found.links, dropped=found.dropped, dated=_dated(found), entries=found.entries)
    step = replace(step, trouble=told, validators=answer.validators, ended=_ended(step, course))
    course.met.update(map(identity, step.offered))
    return _followed(step, found.more, course)


def _failed(step: Step, error: FetchError, course: _Course) -> Step:
    """A page that does not come; a further page that does not exist is only the end of the list."""
    if error.code == "gone" and not step.first:
        return replace(step, ended="" if _same_list(step.asked, course) else "end")
    if not step.first and error.code in _AGAIN:
        course.failed.append(replace(step.asked, deep=True))  # by then the list has moved on: known links end nothing
    reason = Reason(code=error.code, facts=(("message", error.message),))
    trouble = Trouble(source=course.source.id, url=step.asked.request.url, reason=reason)
    return replace(step, ended="failed", trouble=trouble)


def _discovered(answer: Fetched, asked: Ahead, course: _Course) -> Discovery:
    tour = course.tour
    query = Query(
        page=answer.page,
        source=course.source,
        since=tour.since,
        zone=tour.zone,
        request=asked.request,
        known_until=None if asked.deep else asked.floor,
        documents=tour.documents,
    )
    try:
        return discover(query)
    except Exception as error:
        # A page that breaks the finder must not end the other sources; the traceback is for the one who mends it.
        _LOG.exception("reading the links of %s failed", answer.page.url)
        facts = (("message", f"{type(error).__name__}: {error}"),)
        return Discovery(trouble=Reason(code="reader_failed", facts=facts))


def _ended(step: Step, course: _Course) -> str:
    """Why the list ends with this page; a sitemap has no order, so only its own end ends it."""
    offered = {identity(url) for url in step.offered}
    if course.source.kind == "sitemap":
        return ""
    if not offered:
        return "end"
    if offered <= course.met:
        return "repeat"
    if step.asked.deep and step.asked.floor and step.dated and step.dated[1] < step.asked.floor:
        return "floor"
    # Late news may bear an old day: what ends the search for news is that a page brings none.
    if not step.asked.deep and all(identity(link.url) in course.tour.known for link in step.links):
        return "known"
    return ""


def _followed(step: Step, more: tuple[Request, ...], course: _Course) -> Step:
    """Queue the further pages, or drop those of this list where it has ended."""
    asked = step.asked
    if step.ended:
        course.ahead = deque(one for one in course.ahead if not _of_one_list(one, asked))
        return step
    fresh = [request for request in more if _key(request) not in course.queued]
    course.queued.update(map(_key, fresh))
    course.ahead.extendleft(replace(asked, request=request) for request in reversed(fresh))
    end = "whole" if course.source.kind == "sitemap" and not step.dated else "end"
    return replace(step, ended="" if _same_list(asked, course) else end)


def _same_list(asked: Ahead, course: _Course) -> bool:
    """Whether pages of the same walk of the list are still ahead."""
    return any(_of_one_list(one, asked) for one in course.ahead)


def _of_one_list(one: Ahead, other: Ahead) -> bool:
    return (one.floor, one.deep) == (other.floor, other.deep)


def _dated(found: Discovery) -> tuple[date, date] | None:
    """The first and last day of the articles on a page; None where fewer than half of them have one."""
    old = [one.reason.fact("day") for one in found.dropped if one.reason.code == "before_statement"]
    days = [link.published for link in found.links if link.published] + [date.fromisoformat(day) for day in old]
    return (min(days), max(days)) if 2 * len(days) >= len(found.links) + len(old) and days else None


def _moved(answer: Fetched) -> Reason | None:
    """Whether the start address now leads to another owner, or away from its column to a front page."""
    asked, came = answer.page.url, answer.page.final_url
    column, now = urlsplit(asked).path.strip("/"), urlsplit(came).path.strip("/")
    if same_site(asked, came) and (now or not column):
        return None
    return Reason(code="moved", facts=(("to", came),))


def _key(request: Request) -> str:
    return canonical(request.url) + request.key[len(request.url) :]
