"""The command that writes the report, and what else is written into its folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.assess import judge_stored, kept_evidence, source_states, watched_targets
from tracker.commands.options import as_of, files, known, load, opened, today, warn_if_stale
from tracker.files import write_whole

if TYPE_CHECKING:
    from tracker.model import Config
    from tracker.store import Store


@click.command()
@as_of
@known
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="The folder of the report.",
)
@files
def report(as_of: date | None, known: date | None, out: Path, targets: Path, db: Path) -> int:
    """Write the report as Markdown into the folder's README.md, and remember what it says.

    \b
    Example: tracker report --as-of 2025-12-31 --out reports/2025
    """
    config = load(targets)
    with opened(db) as store:
        warn_if_stale(store, config)
        click.echo(write_report(store, config, out, as_of or today(config), known))
    return 0


def write_report(store: Store, config: Config, out: Path, day: date, known: date | None = None) -> Path:
    """Judge as of the day, keep what is said, and write OUT/README.md; returns its path."""
    from tracker.render.markdown import Extras
    from tracker.render.markdown import report as render_report

    evidence_of = kept_evidence(store, config, known)
    found = tuple(row for target in config.targets for row in evidence_of(target.id))
    judged = judge_stored(store, config, found, day, known)
    extras = Extras(
        before=store.assessments_before(day),
        sources=source_states(store, config),
        watched=watched_targets(store, config, day, known),
    )
    path = out / "README.md"
    write_whole(path, render_report(config, judged, found, day, extras))
    store.save_assessments(judged)
    return path


def write_digest(store: Store, config: Config, out: Path, day: date) -> Path:
    """Write OUT/digest.txt; returns its path."""
    from tracker.commands.mail import digest_of

    message = digest_of(store, config, day)
    path = out / "digest.txt"
    write_whole(path, f"{message.subject}\n\n{message.text}")
    return path
