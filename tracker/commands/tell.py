"""Commands that tell: the report as a file, and the digest of what has changed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.assess import judge_stored, source_states, watched_targets
from tracker.commands.options import as_of, files, known, load, opened, today, warn_if_stale
from tracker.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Assessment, Config, Evidence
    from tracker.store import Store

DIGEST_DAYS = 7


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

    found = store.evidence()
    judged = judge_stored(store, config, found, day, known)
    extras = Extras(
        before=store.assessments_before(day),
        sources=source_states(store, config),
        watched=watched_targets(store, config, found, day, known),
    )
    path = out / "README.md"
    write_whole(path, render_report(config, judged, found, day, extras))
    store.save_assessments(judged)
    return path


@click.command()
@as_of
@files
def digest(as_of: date | None, targets: Path, db: Path) -> int:
    """Print the digest: what has changed in the week before the day, with the sentence behind each change.

    \b
    Example: tracker digest --as-of 2025-12-31
    """
    config = load(targets)
    with opened(db) as store:
        warn_if_stale(store, config)
        click.echo(digest_text(store, config, as_of or today(config)), nl=False)
    return 0


def digest_text(store: Store, config: Config, day: date) -> str:
    """Subject, a blank line and the body of the digest of a day."""
    from tracker.render.digest import digest as render_digest

    found = store.evidence()
    before = said_before(store, config, found, day)
    message = render_digest(config, judge_stored(store, config, found, day), before, found, day)
    return f"{message.subject}\n\n{message.body}"


def write_digest(store: Store, config: Config, out: Path, day: date) -> Path:
    """Write OUT/digest.txt; returns its path."""
    path = out / "digest.txt"
    write_whole(path, digest_text(store, config, day))
    return path


def said_before(store: Store, config: Config, found: Sequence[Evidence], day: date) -> tuple[Assessment, ...]:
    """What was said a week before, or the last time before that; where nothing was, what would be said of that day."""
    week_ago = day - timedelta(days=DIGEST_DAYS)
    return store.assessments_before(week_ago + timedelta(days=1)) or judge_stored(store, config, found, week_ago)
