"""How a command logs, and the course of a run in its words: options and a summary come in, log records go out."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import F, hidden, sentence
from tracker.logs import Form, Wanted, logging_to
from tracker.redaction import Redaction

if TYPE_CHECKING:
    from tracker.model import Config
    from tracker.run import RunSummary

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """How a command speaks. loud: to a person who watches, not to cron. hidden: what no line may show."""

    loud: bool
    hidden: Redaction


def journalled(*, form: Form = "plain", loud: bool = False) -> Callable[[F], F]:
    """--log, --log-file and --verbose; the command gets a Journal as `journal`, and logs as asked.

    Without --log lines are as `form` says. Plain lines of a command that is not `loud` hold only what a person should
    act on, unless that person is at a terminal or asks for more.
    """

    def add(command: F) -> F:
        @functools.wraps(command)
        def logged(log: Form | None, log_file: Path | None, verbose: bool, **words: Any) -> Any:
            watched = loud or verbose or sys.stderr.isatty()
            shown = hidden()
            shown.hide_address(words.get("heartbeat") or "")
            # `serve --once` is for cron, like `run`
            usual: Form = "plain" if words.get("once") else form
            wanted = Wanted(form=log or usual, loud=watched, file=log_file)
            with logging_to(wanted, shown):
                return command(**words, journal=Journal(loud=watched and wanted.form == "plain", hidden=shown))

        return _with_options(logged, quiet=not loud)  # type: ignore[return-value]  # click keeps what it wraps

    return add


def _with_options(command: Callable[..., Any], *, quiet: bool) -> Callable[..., Any]:
    path = click.Path(dir_okay=False, path_type=Path)
    for option in (
        click.option("--verbose", is_flag=True, hidden=not quiet, help="Say what is done, also without a terminal."),
        click.option("--log-file", type=path, metavar="FILE", help="Log to this file too; it is rotated at 10 MiB."),
        click.option("--log", type=click.Choice(["text", "json"]), help="Log lines of this form on stderr."),
    ):
        command = option(command)
    return command


def log_run(config: Config, summary: RunSummary) -> None:
    """The course of a run. A new or another alert is for a person to act on, everything else only good to know."""
    from tracker.render.sources import trouble_note

    words = sentence(config)
    for one in summary.troubles:
        facts = {"event": "source_trouble", "source": one.source, "url": one.url, "code": one.reason.code}
        _LOG.info("%s: %s %s", one.source, words(one.reason), one.url, extra=facts | {"run": summary.run})
    for change in summary.alerts:
        facts = {"event": "alert", "source": change.source, "code": change.now.word if change.now else ""}
        level = logging.WARNING if change.now else logging.INFO
        _LOG.log(level, "%s", trouble_note(config, [change], summary.finished), extra=facts | {"run": summary.run})
    for source, pages in summary.unfinished:
        message = "%s: %d pages of its list are still ahead; the next run goes on there"
        _LOG.info(message, source, pages, extra={"event": "unfinished", "source": source, "run": summary.run})
    counts = ", ".join(f"{count} {code}" for code, count in summary.outcomes) or "nothing new"
    message = "%d sources, %d pages, %d known already: %s"
    numbers = (summary.sources, summary.pages, summary.known, counts)
    _LOG.info(message, *numbers, extra={"event": "run", "run": summary.run})
