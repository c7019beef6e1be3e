"""What the deciding commands share: who decides and why, what is read otherwise, and how that is kept and told."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.assess import judge_targets, kept_evidence
from tracker.commands.options import F, load, opened, today
from tracker.errors import ConfigError
from tracker.lock import only_run

if TYPE_CHECKING:
    from tracker.decisions import Said
    from tracker.model import Assessment, Config, Decision, Evidence, Figure, Target
    from tracker.store import Store

AUTHOR = "TRACKER_AUTHOR"
NOTHING = "none"
SHOWN_SAME = 5
Make = Callable[["Config", "Store", tuple["Decision", ...]], "Decision"]

by_option = click.option(
    "--by", default="", envvar=AUTHOR, metavar="NAME", help=f"Who decides; default ${AUTHOR}, else the user's name."
)
why_option = click.option("--why", required=True, metavar="TEXT", help="The reason, which reports show.")
perhaps_why = click.option("--why", default="", metavar="TEXT", help="The reason, which reports show.")

_FIELDS = (
    ("value", "NUMBER", "The figure; 6.7, or with its unit: 6.7%."),
    ("unit", "UNIT", "Its unit, as the target writes it."),
    ("comparator", "SIGN", "=, >=, >, ~, < or <=."),
    ("period", "A/B", "The days that the figure covers, 2025-01-01/2025-09-30."),
    ("basis", "WORD", "yoy, mom, average, cumulative or level."),
    ("stage", "WORD", "announced, started, ongoing, topped_out, completed, opened, adopted, held, delayed, cancelled."),
    ("modality", "WORD", "actual or planned."),
    ("day", "DAY", "The day on which the stage was reached."),
    ("expected", "DAY", "The day that is announced."),
    ("part", "yes|no", "Whether it speaks of a part of the target only."),
)


def read_otherwise(command: F) -> F:
    """The options by which a person reads a sentence otherwise; the command gets them as `changes`."""

    @functools.wraps(command)
    def reading(**words: Any) -> Any:
        changes = {name: words.pop(name) for name, _, _ in _FIELDS}
        return command(**words, changes={name: text for name, text in changes.items() if text is not None})

    wrapped: Callable[..., Any] = reading
    for name, metavar, text in reversed(_FIELDS):
        wrapped = click.option(f"--{name}", name, metavar=metavar, help=text)(wrapped)
    return wrapped  # type: ignore[return-value]  # click keeps what it wraps


def completed(
    changes: Mapping[str, str], target: Target, read: Figure | None, published: date | None
) -> dict[str, str]:
    """What a person wrote, with what goes without saying: the unit, basis and, for a count, the day of the target.

    read, published: the figure that was read, and the day of the page. `none` takes a field away.
    """
    given = {name: "" if text.strip().lower() == NOTHING else text.strip() for name, text in changes.items()}
    if not given.get("value"):
        return given
    if target.goal is None:
        fix = "say its stage, or name a quantity with --target"
        raise ConfigError(f"the target {target.id} is no quantity, so no figure bears on it", fix=fix)
    given = _in_unit(given, target.goal.unit)
    if read is None:
        given = {"comparator": "=", "basis": target.goal.basis, **given}
        if target.goal.basis == "cumulative" and published is not None:
            given.setdefault("period", f"{published}/{published}")
        if not given.get("period"):
            raise ConfigError("a figure needs its period", fix="say which: --period 2025-01-01/2025-09-30")
    return given


def _in_unit(given: dict[str, str], unit: str) -> dict[str, str]:
    """The value in the unit that the target writes, which it is in where none is named."""
    from tracker.language import language

    zh = language("zh")
    amount = zh.read_amount(given["value"] + given.get("unit", ""))
    if amount is None or not amount[1]:
        return given | {"unit": given.get("unit") or unit}
    value = zh.convert(*amount, unit)
    if value is None:
        raise ConfigError(f"{given['value']} is in {amount[1]}, the target in {unit}", fix=f"write it in {unit}")
    return given | {"value": str(value), "unit": unit}


def said(config: Config, by: str, why: str) -> Said:
    """Who decides, why, and the time where the goals are followed."""
    from zoneinfo import ZoneInfo

    from tracker.decisions import Said

    name, reason = " ".join(by.split()) or getpass.getuser(), " ".join(why.split())
    return Said(author=name, why=reason, now=datetime.now(ZoneInfo(config.timezone)))


def keep(targets: Path, db: Path, make: Make) -> None:
    """Keep one decision, settle by it, and tell what it changed."""
    from tracker.ingest import settle_store

    config = load(targets)
    with only_run(db), opened(db) as store:
        settle_store(store, config)
        decisions = store.decisions()
        before = judge_now(store, config)
        made = make(config, store, decisions)
        store.add_decisions([made])
        settle_store(store, config)
        rows = store.evidence()
        tell_decision(made, rows, config)
        tell_still_said(made, rows)
        tell_moved(before, judge_now(store, config), config)


def tell_decision(made: Decision, rows: Sequence[Evidence], config: Config) -> None:
    """The decision with its id, and the row as it stands now."""
    from tracker.render.escape import one_line
    from tracker.render.readings import reading_text
    from tracker.render.words import reason

    about = made.undoes or made.evidence or made.target
    click.echo(f"{made.id}  {made.verb} {about}{' ' + made.status if made.status else ''}")
    for row in rows:
        if row.id == made.evidence:
            click.echo(f"  {row.target}: {one_line(row.sentence)}")
            click.echo(f"  {reading_text(row, config.language)}")
            if told := row.why_not or row.decided:
                click.echo(f"  {'✎' if row.counts else '✗'} {reason(told, config.language)}")


def tell_still_said(made: Decision, rows: Sequence[Evidence]) -> None:
    """What else says the same where a sentence was rejected: a headline, or another story."""
    from tracker.render.escape import one_line

    if made.verb != "reject" or made.quoted is None:
        return
    claim = made.quoted.claim
    said = (claim.target, claim.stage, claim.modality, claim.figure)
    same = [row for row in rows if row.counts and (row.target, row.stage, row.modality, row.figure) == said]
    for row in same[:SHOWN_SAME]:
        click.echo(f"  still said by {row.id[:8]}: {one_line(row.sentence)}")
    if len(same) > SHOWN_SAME:
        click.echo(f"  and by {len(same) - SHOWN_SAME} more")


def tell_moved(before: Sequence[Assessment], now: Sequence[Assessment], config: Config) -> None:
    """The targets that stand otherwise after a decision."""
    from tracker.render.changes import find_changes, moved_text

    for change in find_changes(before, now, ()):
        click.echo(f"  {change.now.target}: {moved_text(change, config.language)}")


def judge_now(store: Store, config: Config) -> tuple[Assessment, ...]:
    """The assessments of today."""
    return judge_targets(store, config, kept_evidence(store, config, usable=True), today(config))
