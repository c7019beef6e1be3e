"""The command by which people look at evidence and decide: the queue, a walk through it, and single decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tracker.assess import judge_stored
from tracker.commands.deciding import by_option, completed, keep, perhaps_why, read_otherwise, said, why_option
from tracker.commands.options import as_json, files, load, looking, print_json, today

if TYPE_CHECKING:
    from tracker.decisions.queue import Look
    from tracker.model import Config, Decision, Evidence, Verb
    from tracker.store import Store


@click.group(invoke_without_command=True)
@click.option("--list", "listed", is_flag=True, help="Print what deserves a look, and ask nothing.")
@click.option("--target", metavar="ID", help="Of this target only.")
@by_option
@as_json
@files
@click.pass_context
def review(ctx: click.Context, /, listed: bool, target: str | None, as_json: bool, **words: Any) -> int:
    """Walk through the evidence that deserves a look, and decide: accept, reject, correct or pin.

    What changes a status comes first, then contradictions, weak and single sources, and what nearly counted. Decisions
    are kept with author, time and reason, outlast every later reading, and can be undone.

    \b
    Examples: tracker review
              tracker review --list --target huitian-round2
              tracker review reject 3f2a91bc --why "another district's park"
              tracker review correct 3f2a91bc --value 6.7% --why "a slip of the reader"
    """
    if ctx.invoked_subcommand is not None:
        return 0
    config = load(words["targets"])
    if target is not None:
        from tracker.decisions import find_target

        find_target(config, target)
    with looking(words["db"]) as store:
        looks = [one for one in _queue(store, config) if target in (None, one.evidence.target)]
    if as_json:
        print_json(_row(one, config) for one in looks)
    elif listed:
        for one in looks:
            click.echo("\n".join(_lines(one, config)))
    else:
        from tracker.commands.walk import walk

        return walk(looks, config, words["by"], words["db"])
    return 0


def _queue(store: Store, config: Config) -> tuple[Look, ...]:
    from tracker.decisions.queue import queue

    day, rows = today(config), store.evidence()
    return queue(rows, judge_stored(store, config, rows, day), store.assessments_before(day))


def _row(look: Look, config: Config) -> dict[str, object]:
    from tracker.commands.rows import evidence
    from tracker.render.words import reason

    def words(why: Any) -> str:
        return reason(why, config.language)

    return {"look": [words(why) for why in look.reasons], "weight": look.weight, **evidence(look.evidence, words)}


def _lines(look: Look, config: Config) -> list[str]:
    from tracker.render.escape import one_line
    from tracker.render.readings import reading_text
    from tracker.render.words import reason

    row = look.evidence
    day = row.published.isoformat() if row.published else "----------"
    why = "; ".join(reason(one, config.language) for one in look.reasons)
    return [
        f"{row.id[:8]}  {day}  {row.target}: {one_line(row.sentence)}",
        f"          {reading_text(row, config.language)}",
        f"          {why}",
    ]


def _decided(verb: Verb, name: str, words: dict[str, Any]) -> int:
    """Decide about the evidence with an id."""
    from tracker.decisions import decide, find_row, find_target

    def make(config: Config, store: Store, decisions: Sequence[Decision]) -> Decision:
        row = find_row(store.evidence(), name)
        changes = words.get("changes")
        if changes is not None:
            target = find_target(config, changes.get("target") or row.target)
            changes = completed(changes, target, row.figure, row.published)
        return decide(verb, row, said(config, words["by"], words["why"]), decisions, changes)

    keep(words["targets"], words["db"], make)
    return 0


@review.command()
@click.argument("name", metavar="ID")
@perhaps_why
@by_option
@files
def accept(name: str, **words: Any) -> int:
    """Let a sentence count as it was read, whatever set it aside.

    \b
    Example: tracker review accept 3f2a91bc --why "the park was renamed"
    """
    return _decided("accept", name, words)


@review.command()
@click.argument("name", metavar="ID")
@why_option
@by_option
@files
def reject(name: str, **words: Any) -> int:
    """Let a sentence count no more, nor its copies in the same story.

    \b
    Example: tracker review reject 3f2a91bc --why "another district's park"
    """
    return _decided("reject", name, words)


@review.command()
@click.argument("name", metavar="ID")
@why_option
@by_option
@files
def pin(name: str, **words: Any) -> int:
    """Let a sentence outrank all that was published up to today, for judging its target.

    \b
    Example: tracker review pin 3f2a91bc --why "the office confirmed it by phone"
    """
    return _decided("pin", name, words)


@review.command()
@click.argument("name", metavar="ID")
@read_otherwise
@click.option("--target", "moved", metavar="ID", help="The target that it bears on.")
@click.option("--published", "--date", "published", metavar="DAY", help="The day on which it was published.")
@why_option
@by_option
@files
def correct(name: str, changes: dict[str, str], moved: str | None, published: str | None, **words: Any) -> int:
    """Read a sentence otherwise: its figure, unit, period, stage, modality, dates or target. It then counts.

    What is not named stays as it was read. `none` takes a field away.

    \b
    Examples: tracker review correct 3f2a91bc --value 6.7% --why "a slip of the reader"
              tracker review correct 3f2a91bc --stage opened --day 2025-09-28 --why "see the photo"
              tracker review correct 3f2a91bc --target wenyu-park-phase2 --why "phase two"
    """
    more = {"target": moved, "published": published}
    given = changes | {key: text for key, text in more.items() if text is not None}
    if not given:
        raise click.UsageError("say what is read otherwise, for example --value 6.7% or --stage opened")
    return _decided("correct", name, words | {"changes": given})


@review.command()
@click.argument("name", metavar="ID")
@perhaps_why
@by_option
@files
def undo(name: str, **words: Any) -> int:
    """Take back a decision, or the last one about an evidence; an undoing can be taken back too.

    \b
    Example: tracker review undo 91ce02aa --why "the page was right after all"
    """
    from tracker.decisions import find_decision, take_back

    def make(config: Config, store: Store, decisions: Sequence[Decision]) -> Decision:
        one = find_decision(decisions, name, _ids(store.evidence()))
        return take_back(one, said(config, words["by"], words["why"]), decisions)

    keep(words["targets"], words["db"], make)
    return 0


def _ids(rows: Sequence[Evidence]) -> dict[str, str]:
    """The decision behind each decided row, which may have been made about an older wording."""
    return {row.id: row.decided.fact("decision") for row in rows if row.decided is not None}
