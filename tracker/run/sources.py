"""The sources of a run come in; they are walked, what they offer is kept as it comes, and the walks go out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from tracker.discover import identity, starts
from tracker.fetch import Validators
from tracker.model import Link, Reason, Request, Source
from tracker.run.course import Course, policy_of
from tracker.run.plan import Memory
from tracker.run.settings import Trouble
from tracker.run.tours import Job, Stage, stages
from tracker.run.walk import Past, Step, Tour
from tracker.store import LinkOutcome, Walked

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class StartWalk:
    """The walk from one start address: its past, and its steps so far."""

    start: Request
    past: Past
    steps: list[Step] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether every page came and none is ahead."""
        return bool(self.steps) and not self.steps[-1].ahead and not any(step.trouble for step in self.steps)


@dataclass(slots=True)
class SourceWalk:
    source: Source
    starts: list[StartWalk]

    @property
    def links(self) -> Iterator[Link]:
        return (link for one in self.starts for step in one.steps for link in step.links)

    @property
    def troubles(self) -> Iterator[Trouble]:
        return (step.trouble for one in self.starts for step in one.steps if step.trouble)


@dataclass(slots=True)
class _Ledger:
    """Which links are known already, so that each is kept once. dropped: addresses that need no second record."""

    known: set[str]
    dropped: set[str]
    links: int = 0


def walk_sources(course: Course, memory: Memory, met: Iterable[str]) -> list[SourceWalk]:
    """Walk the chosen sources side by side; the result is in the order of the configuration.

    met: addresses of all links that earlier runs recorded. Each page's new links are kept as `waiting` together with
    where the walk stands, so that a run that breaks off is resumed from there.
    """
    chosen = course.settings.only
    jobs = [_job(source, course, memory) for source in course.config.sources if not chosen or source.id in chosen]
    walks = {job.source.id: _begun(job) for job in jobs}
    begun = {(one.source.id, start.start.key): start for one in walks.values() for start in one.starts}
    ledger = _Ledger(known=set(memory.done | memory.attempts.keys()), dropped=set(met))
    with closing(stages(jobs, course.settings.workers)) as stream:
        for stage in _shown(stream, ledger) if course.settings.progress else stream:
            begun[stage.source.id, stage.start.key].steps.append(stage.step)
            facts = {"event": "list", "run": course.number, "source": stage.source.id}
            _LOG.info("list of %d links", len(stage.step.links), extra=facts | {"url": stage.step.asked.request.url})
            _keep(stage, course, ledger)
    return list(walks.values())


def _begun(job: Job) -> SourceWalk:
    return SourceWalk(source=job.source, starts=[StartWalk(start=start, past=past) for start, past in job.starts])


def _job(source: Source, course: Course, memory: Memory) -> Job:
    settings = course.settings
    tour = Tour(
        fetch=course.fetcher.fetch,
        policy=policy_of(source, settings.policy),
        known=memory.done | memory.attempts.keys(),
        since=course.since,
        zone=ZoneInfo(course.config.timezone),
        documents=settings.policy.documents,
        pages_max=source.pages or settings.list_pages_max,
        stop=settings.stop,
    )
    asked = starts(source, course.config, course.since)
    return Job(source=source, starts=tuple((start, _past(source, start, course)) for start in asked), tour=tour)


def _past(source: Source, start: Request, course: Course) -> Past:
    walked = course.store.walked(source.id, start.key)
    if walked is None:
        return Past()
    stored = course.store.validators(start.key)
    return Past(
        since=walked.since,
        looked_to=course.store.looked_to(source.id, start.key),
        pending=walked.pending,
        validators=Validators(etag=stored.etag, last_modified=stored.last_modified) if stored else None,
    )


def _keep(stage: Stage, course: Course, ledger: _Ledger) -> None:
    """Record the new links of a page and where the walk stands, together."""
    step, source = stage.step, stage.source.id
    outcomes = [_waiting(link) for link in step.links if identity(link.url) not in ledger.known]
    ledger.links += len(outcomes)
    ledger.known |= {identity(one.url) for one in outcomes}
    for one in step.dropped:
        if one.url not in ledger.dropped and identity(one.url) not in ledger.known:
            outcomes.append(LinkOutcome(url=one.url, source=source, disposition=one.reason, title=one.title))
            ledger.dropped.add(one.url)
    with course.store.transaction():
        course.store.record_links(course.number, outcomes)
        if not (step.first and step.ended == "failed"):
            walked = Walked(source=source, start=stage.start.key, since=_since(course.since), pending=step.ahead)
            course.store.save_walk(walked)


def _since(day: date | None) -> date:
    return day or date.min


def _waiting(link: Link) -> LinkOutcome:
    reason = Reason(code="waiting")
    return LinkOutcome(url=link.url, source=link.source, disposition=reason, title=link.title, published=link.published)


def _shown(stream: Iterable[Stage], ledger: _Ledger) -> Iterator[Stage]:
    """The same, with the number of list pages and of new links on stderr where that is a terminal."""
    from tqdm import tqdm

    with tqdm(desc="lists", unit="page", file=sys.stderr, disable=None, leave=False) as bar:
        for stage in stream:
            yield stage
            bar.update(1)
            bar.set_postfix(links=ledger.links, refresh=False)
