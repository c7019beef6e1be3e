"""The command that writes the report, and what else is written into its folder."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.commands.options import as_of, files, known, load, opened, today, warn_if_stale

if TYPE_CHECKING:
    from tracker.folder import Folder
    from tracker.model import Config
    from tracker.standings import Standings
    from tracker.store import Store

_LOG = logging.getLogger(__name__)


@click.command()
@as_of
@known
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder of the reports.",
)
@click.option("--force", is_flag=True, help="Replace also files there that are not ours, or were changed by hand.")
@files
def report(as_of: date | None, known: date | None, out: Path, force: bool, **where: Path) -> int:
    """Write all reports of a day into a folder, and remember what they say.

    These are README.md, the report of the week, a page for each target, and the web page in site/ with its feeds,
    calendar and status.json. Only what differs is written anew; a file that a person made or changed is left.

    \b
    Example: tracker report --as-of 2025-12-31 --out reports/2025
    """
    from tracker.standings import standings

    config = load(where["targets"])
    with opened(where["db"]) as store:
        warn_if_stale(store, config)
        done = write_standings(store, standings(store, config, as_of or today(config), known), out, force=force)
    for name in done.theirs:
        click.echo(_left(done, name), err=True)
    click.echo(overview_of(done))
    return 1 if done.theirs else 0


def write_report(store: Store, config: Config, out: Path, day: date, known: date | None = None) -> Folder:
    """Judge as of the day, write all reports into the folder, and keep what they say."""
    from tracker.standings import standings

    return write_standings(store, standings(store, config, day, known), out)


def write_standings(store: Store, found: Standings, out: Path, *, force: bool = False) -> Folder:
    """Write what is judged already; what a person has made or changed in the folder stays, unless forced."""
    from tracker.publish import publish

    done = publish(found, out, force=force)
    store.save_assessments(done.judged)
    return done.folder


def overview_of(done: Folder) -> Path:
    return done.path / "README.md"


def log_left(done: Folder) -> None:
    """Say which files were left alone, where nobody looks at the terminal."""
    for name in done.theirs:
        _LOG.warning("%s", _left(done, name), extra={"event": "report_left"})


def _left(done: Folder, name: str) -> str:
    told = "was not written by tracker, or was changed since, and is left as it is"
    return f"{done.path / name} {told}; move it away, or write over it with `tracker report --force`"


def write_digest(store: Store, config: Config, out: Path, day: date) -> None:
    """Write OUT/digest.txt."""
    from tracker.commands.mail import digest_of
    from tracker.folder import Rules, fill
    from tracker.render.standing import Document

    message = digest_of(store, config, day)
    document = Document(path="digest.txt", text=f"{message.subject}\n\n{message.text}")
    log_left(fill(out, [document], Rules(whole=False)))
