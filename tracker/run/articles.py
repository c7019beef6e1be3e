"""Links come in; their pages are fetched, archived, read and kept, and how each link ended goes out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from tracker.discover import identity
from tracker.fetch import Fetched, Unchanged
from tracker.ingest import refuse
from tracker.keep import keep_page
from tracker.match import Index
from tracker.model import Link, Page, Reading, Reason
from tracker.reading import read_page
from tracker.run.course import Course, policy_of
from tracker.run.health import Harvests
from tracker.run.plan import Memory, failure
from tracker.run.visit import Visit, visits
from tracker.store import LinkOutcome
from tracker.store import Validators as StoredValidators

_HOST_AWAY = frozenset({"resting", "unreachable"})
_LOG = logging.getLogger(__name__)


def visit_all(course: Course, links: tuple[Link, ...], memory: Memory, harvests: Harvests) -> None:
    """Fetch and read links until they are all done or the run is told to stop; what is left then goes on waiting."""
    left = {link.url: link for link in links}
    with closing(visits(links, _getter(course), course.settings.workers)) as stream:
        for visit in _shown(stream, len(links)) if course.settings.progress else stream:
            disposition, reading = _take(course, visit, memory)
            harvests.add(visit.link.source, disposition, reading)
            facts = {"event": "page", "run": course.number, "source": visit.link.source, "url": visit.link.url}
            _LOG.info("page", extra=facts | {"code": disposition.code})
            del left[visit.link.url]
            if course.settings.stop():
                break
    course.store.record_links(course.number, [outcome(link, Reason(code="waiting")) for link in left.values()])


def outcome(link: Link, disposition: Reason) -> LinkOutcome:
    return LinkOutcome(
        url=link.url, source=link.source, disposition=disposition, title=link.title, published=link.published
    )


def _shown(stream: Iterator[Visit], total: int) -> Iterator[Visit]:
    """The same, with a progress bar on stderr where that is a terminal."""
    from tqdm import tqdm

    yield from tqdm(stream, total=total, desc="articles", unit="page", file=sys.stderr, disable=None, leave=False)


def _getter(course: Course) -> Callable[[Link], Fetched | Unchanged]:
    usual = course.settings.policy
    policies = {source.id: policy_of(source, usual) for source in course.config.sources}

    def get(link: Link) -> Fetched | Unchanged:
        return course.fetcher.fetch(link.url, policies.get(link.source, usual), None)

    return get


def _take(course: Course, visit: Visit, memory: Memory) -> tuple[Reason, Reading | None]:
    """Read a page that came, keep everything, and say how its link ended."""
    link = visit.link
    if visit.fetched is None:
        disposition = _refusal(visit, memory)
        course.store.record_links(course.number, [outcome(link, disposition)])
        return disposition, None
    page = replace(visit.fetched.page, url=link.url, source=link.source, listed=link.published)
    if course.settings.archive is not None and refuse(page) is None:
        keep_page(course.settings.archive, course.store, page)
    reading, disposition = _read(page, course.index)
    validators = visit.fetched.validators
    with course.store.transaction():
        if reading is not None:
            stored = StoredValidators(etag=validators.etag, last_modified=validators.last_modified)
            course.store.save_reading(reading, course.edition, stored)
        course.store.record_links(course.number, [outcome(link, disposition)])
    return disposition, reading


def _read(page: Page, index: Index) -> tuple[Reading | None, Reason]:
    refusal = refuse(page)
    if refusal is not None:
        return None, refusal
    try:
        reading = read_page(page, index)
    except Exception as error:
        # A page that shows a bug must not cost the others; the page is archived, so that it can be read again.
        _LOG.exception("reading %s failed", page.url)
        return None, Reason(code="reader_failed", facts=(("error", type(error).__name__),))
    return reading, reading.trace.disposition


def _refusal(visit: Visit, memory: Memory) -> Reason:
    """The disposition of a page that did not come.

    Only what was said of the page itself is an attempt: a host that rests, cannot be reached or gives no robots.txt may
    do so for days, and none of its pages must be given up for that.
    """
    error = visit.error
    if error is None:
        raise ValueError("a visit has either a page or an error")
    tried = memory.attempts.get(identity(visit.link.url), 0)
    return failure(error.code, error.message, tried + (error.asked and error.code not in _HOST_AWAY))
