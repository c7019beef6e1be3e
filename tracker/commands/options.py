"""What the commands share: their common options, and the files, days and lines that go with them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.redaction import Redaction

if TYPE_CHECKING:
    from tracker.model import Config, Reason, Source
    from tracker.store import Store

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2025-12-31", param, ctx)


@dataclass(frozen=True, slots=True)
class Files:
    """The file of the goals and the store."""

    targets: Path
    db: Path


def files(command: F) -> F:
    """--targets and --db, which every command understands."""
    path = click.Path(dir_okay=False, path_type=Path)
    targets = click.option(
        "--targets", type=path, default=Path("targets.yaml"), show_default=True, help="The file of the goals."
    )
    store = click.option("--db", type=path, default=Path("tracker.db"), show_default=True, help="The store.")
    return targets(store(command))


contact_option = click.option(
    "--contact", default="", metavar="ADDRESS", help="A page or mail address by which sites can reach you."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
as_of = click.option("--as-of", type=Day(), metavar="DAY", help="Judge as of this day (YYYY-MM-DD); default today.")
known = click.option("--known", type=Day(), metavar="DAY", help="Use only what was known here by this day.")


def load(targets: Path) -> Config:
    """The checked configuration."""
    from tracker.config import load_config

    return load_config(targets)


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Store]:
    from tracker.store import open_store

    with open_store(path, create=create) as store:
        yield store


@contextmanager
def looking(path: Path) -> Iterator[Store]:
    """The store for a command that only looks: also while a run writes, and where nothing can be written."""
    from tracker.store import open_store

    with open_store(path, read_only=True) as store:
        yield store


def hidden() -> Redaction:
    """What this process shows nowhere: a command that learns a secret adds it here."""
    return click.get_current_context().find_root().ensure_object(Redaction)


def today(config: Config) -> date:
    """Today where the goals are followed."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(config.timezone)).date()


def print_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One ASCII-escaped JSON object a line."""
    for row in rows:
        sys.stdout.write(json.dumps(row) + "\n")


def tell(message: str) -> None:
    """A message to the person at the terminal; results go to stdout."""
    click.echo(message, err=True)


def sentence(config: Config) -> Callable[[Reason], str]:
    """Puts reasons into words in the language of the reports."""
    from tracker.render.words import reason

    return lambda one: reason(one, config.language)


def warn_if_stale(store: Store, config: Config) -> None:
    """Say on stderr how many pages were read with other targets or by another version of the reader."""
    from tracker.edition import edition

    if stale := store.stale_pages(edition(config)):
        tell(f"{stale} pages were read before the targets or the reader changed; ingest them again to have them count")


def named_source(config: Config, name: str) -> Source:
    """The source with an id; ConfigError with the nearest ones for an unknown id."""
    found = next((source for source in config.sources if source.id == name), None)
    if found is not None:
        return found
    import difflib

    from tracker.errors import ConfigError

    ids = [source.id for source in config.sources]
    near = difflib.get_close_matches(name, ids, 3)
    fix = f"did you mean {', '.join(near)}?" if near else f"the file has {', '.join(ids) or 'no sources'}"
    raise ConfigError(f"no source has the id {name!r}", where=config.path, fix=fix)
