"""The words of a command line come in; output, messages and an exit code go out."""

from __future__ import annotations

import os
import sys

import click

from tracker import __version__
from tracker.commands import (
    browsing,
    decided,
    drafting,
    explaining,
    keeping,
    look,
    mail,
    rereading,
    review,
    saving,
    serving,
    sources,
    status,
    tell,
    work,
)
from tracker.errors import TrackerError
from tracker.logs import Wanted, logging_to
from tracker.redaction import Redaction

INTERRUPTED = 130
USAGE = 2


class Commands(click.Group):
    """A group that ends quietly when the reader of its output has enough, as `head` does."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered must not be tried again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tracker")
def cli() -> None:
    """Follow stated goals through later news and report their progress with evidence.

    \b
    Examples:
      tracker check                        what targets.yaml says, and what was derived from it
      tracker ingest archive/              read archived pages
      tracker assess --as-of 2025-12-31    the state of every goal as of a day
      tracker report                       write reports/README.md

    Every command takes --targets FILE and --db FILE. Exit codes: 0 fine, 1 finished with failures, 2 wrong usage or
    configuration, 75 another run holds the lock.
    """


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a shell.

    \b
    Example: tracker completion bash > ~/.local/share/bash-completion/completions/tracker
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None, "Choice admits only shells that click knows"
    click.echo(kind(cli, {}, "tracker", "_TRACKER_COMPLETE").source())
    return 0


for _command in (
    *(look.check, work.run, work.backfill, work.ingest, look.articles, look.evidence, look.assess, look.parse),
    *(tell.report, mail.digest, serving.serve, look.doctor, work.demo, keeping.add, keeping.prune, sources.source),
    *(saving.backup, saving.restore, saving.export, review.review, status.status, decided.decisions, decided.accuracy),
    *(browsing.browse, drafting.extract, rereading.replay, explaining.explain),
):
    cli.add_command(_command)


def main() -> None:
    """The console script: run the command line and exit with its code."""
    sys.exit(run())


def run() -> int:
    """Whatever leaves here as a message, a line of the log or a traceback holds none of the secrets that were met."""
    hidden = Redaction()
    try:
        with logging_to(Wanted(), hidden):
            return _invoked(hidden)
    except TrackerError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code


def _invoked(hidden: Redaction) -> int:
    try:
        code = cli.main(prog_name="tracker", standalone_mode=False, obj=hidden)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0
