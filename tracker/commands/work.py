"""Commands that collect and read: a run over the sources, an ingest of archives, and the demo."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.journal import Journal, journalled, log_run
from tracker.commands.options import Day, Files, files, hidden, load, named_source, opened, sentence, today
from tracker.commands.place import Place, placed
from tracker.commands.progress import bar
from tracker.commands.tell import log_left, overview_of, write_report
from tracker.errors import FetchError
from tracker.lock import LockHeldError, only_run
from tracker.logs import Wanted, logging_to

if TYPE_CHECKING:
    from tracker.ingest import Tally
    from tracker.model import Config
    from tracker.run import RunSettings, RunSummary

_LOG = logging.getLogger(__name__)
SHOWN_PROBLEMS = 20
BACKFILL_PAGES = 5000
BACKFILL_LISTS = 5000  # pages of one list: far more than any column of news has in a few years


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help=f"Processes that read (this machine has {os.cpu_count() or 1} processors).",
)
@click.option(
    "--dask", metavar="ADDRESS", help="Read on the workers of this Dask scheduler instead, e.g. tcp://10.0.0.5:8786."
)
@journalled(loud=True)
@files
def ingest(paths: tuple[Path, ...], journal: Journal, targets: Path, db: Path, **readers: Any) -> int:
    """Read WARC files (.warc, .warc.gz), saved pages (HTML, MHTML, PDF, DOCX), or folders of them, without the network.

    Pages that the store has already are passed over: an ingest that was interrupted is resumed by repeating it.

    \b
    Example: tracker ingest archive/ --workers 2
    """
    from tracker.ingest import ingest as ingest_paths

    if readers["dask"] and readers["workers"] > 1:
        raise click.UsageError("--dask brings its own workers: leave --workers out")
    workers = readers["dask"] or readers["workers"]

    config = load(targets)
    with only_run(db), opened(db, create=True) as store, bar() as progress:
        tally = ingest_paths(paths, config, store, workers, progress)
    _log_tally(tally, config)
    return 1 if tally.failures else 0


@click.command()
@journalled()
@placed
@files
def run(place: Place, journal: Journal, targets: Path, db: Path) -> int:
    """One pass over the sources: discover, fetch, read, assess and report.

    The first run walks the sources back to the day of the statement; what is too much for one run waits for the next.
    Without a terminal it says only what a person should act on, and that once.

    \b
    Example, for cron: 15 */2 * * * cd /srv/tracker && tracker run --contact mail@example.org
    """
    return _pass(place.settings(), Files(targets, db), place, journal)


@click.command()
@click.option("--since", type=Day(), metavar="DAY", help="Walk back to this day; default that of the statement.")
@click.option(
    "--pages",
    type=click.IntRange(1),
    default=BACKFILL_PAGES,
    show_default=True,
    help="Most articles to fetch now; the rest waits for the next run.",
)
@click.option("--source", "only", multiple=True, metavar="ID", help="Walk this source only; may be repeated.")
@journalled()
@placed
@files
def backfill(since: date | None, pages: int, only: tuple[str, ...], place: Place, **words: Any) -> int:
    """Walk the sources back to the statement's day, through all pages of their lists, and read what was missed.

    It may be interrupted at any time and goes on where it was. A run does the same, a part at a time.

    \b
    Example: tracker backfill --since 2025-03-01 --source district-news
    """
    where = Files(words["targets"], words["db"])
    config = load(where.targets)
    for one in only:
        named_source(config, one)
    settings = replace(place.settings(), since=since, pages_max=pages, list_pages_max=BACKFILL_LISTS, only=only)
    return _pass(settings, where, place, words["journal"])


def _pass(settings: RunSettings, where: Files, place: Place, journal: Journal) -> int:
    """One run and its report. The heartbeat hears how it went, unless another run held the lock."""
    try:
        summary, path = _collect(settings, where, place)
    except LockHeldError:
        raise
    except Exception as error:
        _beat(place, False, journal.hidden(f"{type(error).__name__}: {error}"))
        raise
    if journal.loud:
        click.echo(path)
    _beat(place, True)
    return 1 if summary.failed else 0


def _collect(settings: RunSettings, where: Files, place: Place) -> tuple[RunSummary, Path]:
    from tracker.run import run_once

    config = load(where.targets)
    with only_run(where.db), opened(where.db, create=True) as store:
        summary = run_once(config, store, settings, datetime.now(UTC))
        log_run(config, summary)
        done = write_report(store, config, place.out, today(config))
        log_left(done)
        return summary, overview_of(done)


def _beat(place: Place, ok: bool, text: str = "") -> None:
    """A heartbeat that is not taken is logged, and no failure of the work."""
    try:
        place.beat(ok, text)
    except FetchError as error:
        _LOG.warning("%s", error, extra={"event": "heartbeat_failed"})


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    help="The folder for everything that the demo writes.",
)
@files
def demo(out: Path, targets: Path, db: Path) -> int:
    """Do the whole job on the bundled sample site: serve it here, fetch it over HTTP, read, judge and report.

    The pages were written for testing. Nothing but this machine is asked. The store is DIRECTORY/tracker.db, not --db.

    \b
    Example: tracker demo --out /tmp/demo
    """
    from tracker.demo import AS_OF, run_demo
    from tracker.render.summary import summary

    done = run_demo(targets, out, progress=sys.stderr.isatty())
    with logging_to(Wanted(loud=True), hidden()):
        log_run(done.config, done.run)
        log_left(done.reports)
    click.echo(summary(done.config, done.assessments, AS_OF))
    click.echo(f"\n{done.folder / 'README.md'}\n{done.folder / 'site' / 'index.html'}")
    return 1 if done.run.failed else 0


def _log_tally(tally: Tally, config: Config) -> None:
    words = sentence(config)
    for one in tally.problems[:SHOWN_PROBLEMS]:
        facts = {"event": "page_problem", "url": one.url, "code": one.reason.code}
        _LOG.warning("%s", f"{one.where}: {words(one.reason)} {one.url}".rstrip(), extra=facts)
    if len(tally.problems) > SHOWN_PROBLEMS:
        _LOG.warning("... and %d more", len(tally.problems) - SHOWN_PROBLEMS)
    for crash in tally.crashes[:SHOWN_PROBLEMS]:
        message = "%s: the reader failed, please report this:\n%s"
        _LOG.error(message, crash.url, crash.trace, extra={"event": "reader_failed", "url": crash.url})
    total = sum(tally.dispositions.values()) + tally.known
    parts = [f"{count} {code}" for code, count in sorted(tally.dispositions.items())]
    parts += [f"{tally.known} known already"] if tally.known else []
    _LOG.info("%d pages: %s", total, ", ".join(parts) or "nothing to read", extra={"event": "ingest"})
