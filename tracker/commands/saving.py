"""Commands that save what is stored: backups, their return, and tables for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click

from tracker.commands.options import files, looking, tell
from tracker.errors import ConfigError
from tracker.lock import only_run

KEPT = 14


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("backups"),
    show_default=True,
    help="The folder of the backups.",
)
@click.option("--keep", type=click.IntRange(1), default=KEPT, show_default=True, help="How many backups to keep.")
@files
def backup(out: Path, keep: int, targets: Path, db: Path) -> int:
    """Copy the store, also while a run writes, with a manifest that says what is in the copy.

    \b
    Example: tracker backup --out /mnt/backups --keep 30
    """
    from tracker.store.backup import backup_store

    click.echo(backup_store(db, out, datetime.now(UTC), keep))
    return 0


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace a store that knows more than the backup.")
@files
def restore(file: Path, force: bool, targets: Path, db: Path) -> int:
    """Check a backup and put it in the place of the store, which is kept under another name.

    \b
    Example: tracker restore backups/tracker-20260401T030000Z.db
    """
    from tracker.store.backup import restore_store

    with only_run(db):
        kept = restore_store(file, db, datetime.now(UTC), force=force)
    tell(f"{db}: restored" + (f"; the replaced store is {kept}" if kept else ""))
    return 0


@click.command()
@click.option("--format", "form", type=click.Choice(["csv", "ndjson"]), default="csv", show_default=True)
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Of this table only; may be repeated.")
@click.option("--text", is_flag=True, help="Articles with their text.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for a file of each table; without it one table is printed.",
)
@files
def export(tables: tuple[str, ...], out: Path | None, db: Path, **how: Any) -> int:
    """Write articles, evidence, assessments, stories, runs, links, targets and decisions for other programs.

    \b
    Examples: tracker export --out tables/
              tracker export --table evidence --format ndjson > evidence.ndjson
    """
    from tracker.store.exporting import TABLES, write_csv, write_ndjson

    for name in tables:
        if name not in TABLES:
            raise ConfigError(f"there is no table {name!r}", fix="one of: " + ", ".join(TABLES))
    if out is None and len(tables) != 1:
        raise ConfigError("several tables do not fit into one output", fix="name a folder with --out, or one --table")
    form, text = how["form"], how["text"]
    write: Callable[..., None] = {"csv": write_csv, "ndjson": write_ndjson}[form]
    with looking(db) as store:
        for name in tables or TABLES:
            with _file(out / f"{name}.{form}" if out else None) as file:
                write(store.columns(name, text=text), store.export(name, text=text), file)
    return 0


@contextmanager
def _file(path: Path | None) -> Iterator[IO[str]]:
    """The file, which appears when it is whole, or the standard output."""
    from tracker.files import replacing

    if path is None:
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]  # CSV brings its own ends of lines
        yield sys.stdout
        return
    with replacing(path) as fresh, fresh.open("w", encoding="utf-8", newline="") as file:
        yield file
    click.echo(path)
