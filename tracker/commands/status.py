"""The commands by which people give a target its status for some time, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.deciding import by_option, keep, perhaps_why, said, why_option
from tracker.commands.options import Day, files, load, looking, today

if TYPE_CHECKING:
    from tracker.model import Config, Decision
    from tracker.store import Store


@click.group(invoke_without_command=True)
@files
@click.pass_context
def status(ctx: click.Context, /, **where: Any) -> int:
    """Show the statuses that people gave; give one, or take it back.

    \b
    Examples: tracker status
              tracker status set yanshou-trail-race cancelled --why "the organiser said so by phone"
              tracker status clear yanshou-trail-race
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from tracker.decisions import held_statuses
    from tracker.render.escape import one_line

    config = load(where["targets"])
    with looking(where["db"]) as store:
        given = held_statuses(store.decisions(), today(config))
    for target, one in sorted(given.items()):
        until = f" until {one.until}" if one.until else ""
        click.echo(f"{one.id[:8]}  {target}: {one.status} since {one.day}{until}  {one.author}: {one_line(one.why)}")
    return 0


@status.command("set")
@click.argument("target", metavar="TARGET")
@click.argument("word", metavar="STATUS")
@click.option("--until", type=Day(), metavar="DAY", help="The last day on which it holds; default until taken back.")
@why_option
@by_option
@files
def set_status(target: str, word: str, until: date | None, **words: Any) -> int:
    """Give a target its status from today on: achieved, ahead, on_track, in_progress, behind, awaiting_result,
    overdue, missed, cancelled or no_news. Reports say who gave it and what they would have judged.

    \b
    Example: tracker status set huitian-round2 awaiting_result --until 2026-03-31 --why "audit under way"
    """
    from tracker.decisions import find_target, give_status, statuses

    if word not in statuses():
        raise click.UsageError(f"{word!r} is no status; one of {', '.join(statuses())}")

    def make(config: Config, store: Store, decisions: Sequence[Decision]) -> Decision:
        name = find_target(config, target).id
        return give_status(name, (word, until), said(config, words["by"], words["why"]), decisions)

    keep(words["targets"], words["db"], make)
    return 0


@status.command()
@click.argument("target", metavar="TARGET")
@perhaps_why
@by_option
@files
def clear(target: str, **words: Any) -> int:
    """Take back the status that was given to a target.

    \b
    Example: tracker status clear huitian-round2 --why "the audit is out"
    """
    from tracker.decisions import find_target, held_statuses, take_back
    from tracker.errors import ConfigError

    def make(config: Config, store: Store, decisions: Sequence[Decision]) -> Decision:
        name = find_target(config, target).id
        given = held_statuses(decisions, today(config)).get(name)
        if given is None:
            raise ConfigError(f"nobody gave {name} a status that holds today", fix="`tracker status` lists them")
        return take_back(given, said(config, words["by"], words["why"]), decisions)

    keep(words["targets"], words["db"], make)
    return 0
