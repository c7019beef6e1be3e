"""A number comes in; a store with as many different articles goes out, as a run would have left it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from accuracy import corpus_pages

from tracker.edition import edition
from tracker.ingest import settle_store
from tracker.model import Config, Reading, Reason
from tracker.reading import read_all
from tracker.store import LinkOutcome, open_store
from tracker.store.batches import batches
from tracker.watch import Check, Looked

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from bench import made_pages  # noqa: E402  # the path is known only now

ABOUT = 20  # in a crawl of a city's news most pages are about something else
FIRST, LAST = date(2025, 1, 17), date(2026, 4, 1)
SEEN = datetime(2026, 4, 1, tzinfo=UTC)


def build(db: Path, config: Config, articles: int, about: int = ABOUT, workers: int = 2) -> None:
    """Articles of the corpus' sentences with other digits, a link to each, and a year of visits to every source.

    One in `about` bears on a goal.
    """
    pages = made_pages(articles, list(corpus_pages(ROOT / "tests" / "corpus" / "changping-dev")), config)
    with open_store(db) as store:
        number = store.start_run("run", SEEN)
        read = (one for one in read_all(pages, config, workers) if isinstance(one, Reading))
        for batch in batches(enumerate(read), 2000):
            readings = [one if count % about == 0 else _beside(one) for count, one in batch]
            with store.transaction():
                store.save_readings(readings, edition(config))
                store.record_links(number, map(_link, readings))
        settle_store(store, config)
        store.finish_run(number, SEEN, "ok")
        visits = [store.start_run("run", SEEN + timedelta(hours=hour)) for hour in range(60)]
        for source in config.sources:
            store.save_looked([Looked(source=source.id, start=source.address, first=FIRST, last=LAST, seen=SEEN)])
            for visit in visits:
                store.save_check(visit, Check(source=source.id, checked=SEEN, items=20, fetched=2))


def _beside(reading: Reading) -> Reading:
    trace = replace(reading.trace, candidates=(), disposition=Reason(code="no_target"))
    return replace(reading, trace=trace)


def _link(reading: Reading) -> LinkOutcome:
    trace = reading.trace
    return LinkOutcome(url=trace.url, source="s", disposition=Reason(code="read"), published=trace.published)
