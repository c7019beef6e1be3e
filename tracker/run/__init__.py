"""One pass over the sources: a configuration and a store in, the store with all that was found out, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from tracker.discover import identity, same_site
from tracker.edition import edition
from tracker.errors import StoreError
from tracker.fetch import Fetcher
from tracker.ingest import settle_store
from tracker.match import compile_targets
from tracker.model import Config
from tracker.run.articles import visit_all
from tracker.run.course import Course
from tracker.run.health import Harvests, check_of, looked_of
from tracker.run.plan import Memory, plan, remember
from tracker.run.settings import RunSettings, RunSummary, Trouble, user_agent
from tracker.run.sources import SourceWalk, StartWalk, walk_sources
from tracker.store import SourceHealth, Store
from tracker.store import Validators as StoredValidators
from tracker.watch import Change, alert_of, news, suspicious

__all__ = ["RunSettings", "RunSummary", "Trouble", "run_once", "user_agent"]


def run_once(config: Config, store: Store, settings: RunSettings, now: datetime) -> RunSummary:
    """Discover, fetch, read and settle once; `now` (aware) dates the run and the answers of the sources.

    Every link ends in one disposition kept in the store; a source or page that fails is told in the summary and stops
    nothing. StoreError ends the run, because then nothing could be kept.
    """
    number = store.start_run("run", now)
    try:
        summary = _run(
            Course(
                config=config,
                store=store,
                settings=settings,
                fetcher=Fetcher(settings.clock, store.host_notes()),
                index=compile_targets(config),
                edition=edition(config),
                number=number,
                now=now,
            )
        )
    except BaseException as error:
        with suppress(StoreError):  # a full disk ends the run and cannot be told to the store
            store.finish_run(number, settings.clock(), "failed", f"{type(error).__name__}: {error}")
        raise
    store.finish_run(number, summary.finished, "failures" if summary.failed else "ok")
    return summary


def _run(course: Course) -> RunSummary:
    before = course.store.last_outcomes()
    memory = remember(before.values(), course.settings.attempts_max)
    walks = walk_sources(course, memory, before)
    memory = _with_stored(course.store, memory, walks)
    chosen = plan((link for one in walks for link in one.links), memory, course.settings.pages_max)
    harvests = Harvests(course.now)
    visit_all(course, chosen.follow, memory, harvests)
    alerts = _keep_health(course, walks, harvests)
    course.store.save_host_notes(course.fetcher.notes())
    settle_store(course.store, course.config)
    return RunSummary(
        run=course.number,
        started=course.now,
        finished=course.settings.clock(),
        sources=len(walks),
        pages=len(chosen.follow),
        known=chosen.known,
        outcomes=tuple(_outcomes(course).most_common()),
        troubles=tuple(trouble for one in walks for trouble in one.troubles),
        alerts=alerts,
        unfinished=tuple(sorted(_unfinished(walks).items())),
        evidence=course.store.counting_evidence(),
    )


def _with_stored(store: Store, memory: Memory, walks: list[SourceWalk]) -> Memory:
    """Pages that came another way, from an archive or under another address of theirs, need no fetching either."""
    found = {identity(link.url) for one in walks for link in one.links} - memory.done
    if not found:
        return memory
    return replace(memory, done=memory.done | (found & set(_stored_identities(store))))


def _stored_identities(store: Store) -> Iterator[str]:
    """A page is believed to name itself only within its site: it could name another's to keep that from being read."""
    for url, own in store.addresses():
        yield identity(url)
        if own != url and same_site(own, url):
            yield identity(own)


def _outcomes(course: Course) -> Counter[str]:
    return Counter(one.disposition.code for one in course.store.link_outcomes(course.number))


def _unfinished(walks: list[SourceWalk]) -> dict[str, int]:
    """How many pages of its lists each source has still ahead."""
    ahead = {one.source.id: sum(len(start.steps[-1].ahead) for start in one.starts if start.steps) for one in walks}
    return {source: count for source, count in ahead.items() if count}


def _keep_health(course: Course, walks: list[SourceWalk], harvests: Harvests) -> tuple[Change, ...]:
    """Keep what was seen of every source, and tell what has changed of their alerts.

    Last of all, so that a run that breaks off asks the sources again as if it had never been. What looks as if a source
    had been redesigned is not believed to be all that there is: its days count as looked at when a visit is well again.
    """
    standing = course.store.alerts()
    for walked in walks:
        check = check_of(walked, harvests[walked.source.id])
        history = (*course.store.checks(walked.source.id), check)
        doubtful = suspicious(history)
        with course.store.transaction():
            course.store.save_check(course.number, check)
            course.store.save_alert(check.source, alert_of(history, standing.get(check.source)), course.now)
            if not doubtful:
                course.store.save_looked(looked_of(walked, check, course.since, course.today))
            for start in walked.starts:
                _keep_answer(course, walked, start, whole=start.finished and not doubtful)
    return news(standing, course.store.alerts())


def _keep_answer(course: Course, walked: SourceWalk, start: StartWalk, *, whole: bool) -> None:
    """Keep how a start address answered; what to ask it with again only where nothing was left unseen."""
    if not start.steps:
        return
    head = start.steps[0]
    health = SourceHealth(
        source=walked.source.id,
        url=start.start.key,
        checked=course.now,
        answered=course.now if head.ended != "failed" else None,
        trouble=head.trouble.reason.code if head.trouble else "",
    )
    kept = head.validators if whole else None
    stored = StoredValidators(etag=kept.etag, last_modified=kept.last_modified) if kept else None
    course.store.record_health(health, stored)
