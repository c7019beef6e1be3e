"""Commands that collect and read: a run over the sources, the daemon, an ingest of archives, and the demo."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import Day, contact_option, files, load, named_source, opened, sentence, tell, today
from tracker.commands.tell import write_digest, write_report
from tracker.lock import only_run

if TYPE_CHECKING:
    from tracker.ingest import Tally
    from tracker.model import Config
    from tracker.run import RunSettings, RunSummary

SHOWN_PROBLEMS = 20
BACKFILL_PAGES = 5000
BACKFILL_LISTS = 5000  # pages of one list: far more than any column of news has in a few years

_report_folder = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder of the report.",
)
archive_folder = click.option(
    "--archive",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("archive"),
    show_default=True,
    help="The folder of the WARC files.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help=f"Processes that read (this machine has {os.cpu_count() or 1} processors).",
)
@files
def ingest(paths: tuple[Path, ...], workers: int, targets: Path, db: Path) -> int:
    """Read WARC files (.warc, .warc.gz), saved pages (HTML, MHTML, PDF, DOCX), or folders of them, without the network.

    Pages that the store has already are passed over: an ingest that was interrupted is resumed by repeating it.

    \b
    Example: tracker ingest archive/ --workers 2
    """
    from tracker.ingest import ingest as ingest_paths

    config = load(targets)
    with only_run(db), opened(db, create=True) as store, _bar() as progress:
        tally = ingest_paths(paths, config, store, workers, progress)
    _tell_tally(tally, config)
    return 1 if tally.failures else 0


@click.command()
@archive_folder
@_report_folder
@contact_option
@files
def run(archive: Path, out: Path, contact: str, targets: Path, db: Path) -> int:
    """One pass over the sources: discover, fetch, read, assess and report.

    The first run walks the sources back to the day of the statement; what is too much for one run waits for the next.

    \b
    Example, for cron: 15 */2 * * * cd /srv/tracker && tracker run --contact mail@example.org
    """
    return _pass(run_settings(archive, contact), out, targets, db)


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
@archive_folder
@_report_folder
@contact_option
@files
def backfill(since: date | None, pages: int, only: tuple[str, ...], targets: Path, db: Path, **where: Any) -> int:
    """Walk the sources back to the statement's day, through all pages of their lists, and read what was missed.

    It may be interrupted at any time and goes on where it was. A run does the same, a part at a time.

    \b
    Example: tracker backfill --since 2025-03-01 --source district-news
    """
    config = load(targets)
    for one in only:
        named_source(config, one)
    settings = run_settings(where["archive"], where["contact"])
    settings = replace(settings, since=since, pages_max=pages, list_pages_max=BACKFILL_LISTS, only=only)
    return _pass(settings, where["out"], targets, db)


def _pass(settings: RunSettings, out: Path, targets: Path, db: Path) -> int:
    from tracker.run import run_once

    config = load(targets)
    with only_run(db), opened(db, create=True) as store:
        summary = run_once(config, store, settings, datetime.now(UTC))
        path = write_report(store, config, out, today(config))
    _tell_run(summary, config)
    click.echo(path)
    return 1 if summary.failed else 0


def run_settings(archive: Path, contact: str) -> RunSettings:
    from tracker.documents import readable
    from tracker.fetch import Policy
    from tracker.run import RunSettings, user_agent

    policy = Policy(user_agent=user_agent(contact), documents=readable())
    return RunSettings(policy=policy, archive=archive, progress=sys.stderr.isatty())


@click.command()
@archive_folder
@_report_folder
@contact_option
@files
def serve(archive: Path, out: Path, contact: str, targets: Path, db: Path) -> int:
    """Keep running: visit each source at its times, report after every run, and write a digest every Monday.

    It ends cleanly on SIGTERM or Ctrl-C.

    \b
    Example: tracker serve --contact mail@example.org
    """
    import logging

    from tracker.schedule import Chores
    from tracker.schedule import serve as serve_sources

    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO, stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    chores = Chores(
        report=lambda store, config, day: write_report(store, config, out, day),
        digest=lambda store, config, day: write_digest(store, config, out, day),
        told=lambda summary: _tell_run(summary, load(targets)),
    )
    serve_sources(targets, db, run_settings(archive, contact), chores)
    return 0


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
    _tell_run(done.run, done.config)
    click.echo(summary(done.config, done.assessments, AS_OF))
    click.echo(f"\n{done.folder / 'README.md'}")
    return 1 if done.run.failed else 0


def _tell_run(summary: RunSummary, config: Config) -> None:
    from tracker.render.sources import trouble_note

    words = sentence(config)
    for one in summary.troubles:
        tell(f"{one.source}: {words(one.reason)} {one.url}")
    if summary.alerts:
        tell(trouble_note(config, summary.alerts, summary.finished))
    for source, pages in summary.unfinished:
        tell(f"{source}: {pages} pages of its list are still ahead; the next run goes on there")
    counts = ", ".join(f"{count} {code}" for code, count in summary.outcomes)
    tell(f"{summary.sources} sources, {summary.pages} pages, {summary.known} known already: {counts or 'nothing new'}")


@contextmanager
def _bar() -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from tqdm import tqdm

    with tqdm(unit=" pages", file=sys.stderr, leave=False) as bar:

        def advance(done: int) -> None:
            bar.update(done)

        yield advance


def _tell_tally(tally: Tally, config: Config) -> None:
    words = sentence(config)
    for one in tally.problems[:SHOWN_PROBLEMS]:
        tell(f"{one.where}: {words(one.reason)} {one.url}".rstrip())
    if len(tally.problems) > SHOWN_PROBLEMS:
        tell(f"... and {len(tally.problems) - SHOWN_PROBLEMS} more")
    for crash in tally.crashes[:SHOWN_PROBLEMS]:
        tell(f"{crash.url}: the reader failed, please report this:\n{crash.trace}")
    total = sum(tally.dispositions.values()) + tally.known
    parts = [f"{count} {code}" for code, count in sorted(tally.dispositions.items())]
    parts += [f"{tally.known} known already"] if tally.known else []
    tell(f"{total} pages: {', '.join(parts) or 'nothing to read'}")
