"""What deserves a look comes in; a person is shown one after the other and asked, and the decisions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.commands.deciding import completed, judge_now, said, tell_moved
from tracker.commands.options import looking, opened, tell
from tracker.errors import ConfigError
from tracker.lock import LockHeldError, only_run

if TYPE_CHECKING:
    from tracker.decisions.queue import Look
    from tracker.model import Config, Evidence, Verb
    from tracker.store import StoredArticle

AROUND = 80  # characters of the page shown before and after a sentence
_VERBS: dict[str, Verb] = {"a": "accept", "r": "reject", "c": "correct", "p": "pin"}
_QUESTION = "[a]ccept, [r]eject, [c]orrect, [p]in, [s]kip, [q]uit"


def walk(looks: Sequence[Look], config: Config, by: str, db: Path) -> int:
    """Ask about each; every answer is kept at once, and all of them are settled at the end."""
    made = 0
    try:
        for number, look in enumerate(looks, 1):
            click.echo("\n" + "\n".join(_shown(look, config, db, f"{number}/{len(looks)}")))
            answer = click.prompt(_QUESTION, type=click.Choice([*_VERBS, "s", "q"]), show_choices=False, default="s")
            if answer == "q":
                break
            if answer in _VERBS:
                made += _kept(_VERBS[answer], look.evidence, config, by, db)
    except click.Abort:
        click.echo()
    if not looks:
        click.echo("nothing deserves a look")
    return _settle(config, db, made) if made else 0


def _kept(verb: Verb, row: Evidence, config: Config, by: str, db: Path) -> int:
    """Ask for the rest and keep the decision: 1, or 0 where it could not be meant."""
    from tracker.decisions import decide, find_target

    try:
        changes = _asked() if verb == "correct" else None
        if changes:
            target = find_target(config, changes.get("target") or row.target)
            changes = completed(changes, target, row.figure, row.published)
        why = click.prompt("why", default="", show_default=False)
        with opened(db) as store:
            decisions = store.decisions()
            store.add_decisions([decide(verb, row, said(config, by, why), decisions, changes)])
    except ConfigError as error:
        tell(str(error))
        return 0
    return 1


def _asked() -> dict[str, str]:
    """What the person reads otherwise, a field a line."""
    from tracker.decisions import FIELDS

    click.echo(f"  field=value ({', '.join(FIELDS)}), an empty line to end")
    changes: dict[str, str] = {}
    while line := click.prompt("  ", default="", show_default=False, prompt_suffix="").strip():
        name, sign, text = line.partition("=")
        if not sign or name.strip() not in FIELDS:
            tell(f"  {line!r}: write it like value=6.7%")
            continue
        changes[name.strip()] = text.strip() or "none"
    return changes


def _shown(look: Look, config: Config, db: Path, count: str) -> list[str]:
    from tracker.decisions import find_target
    from tracker.render.escape import one_line
    from tracker.render.readings import reading_text
    from tracker.render.words import reason, title_of

    row, language = look.evidence, config.language
    with looking(db) as store:
        article = store.article(row.url)
    target = find_target(config, row.target)
    day = row.published.isoformat() if row.published else "----------"
    lines = [
        f"({count}) {row.target}: {title_of(target, language)}",
        f"  {'; '.join(reason(why, language) for why in look.reasons)}",
        f"  {_context(row, article)}",
        f"  {reading_text(row, language)}",
        f"  {day}  {one_line(row.source)} ({row.tier})  {one_line(row.url)}  {row.id[:8]}",
    ]
    return [*lines, f"  ✗ {reason(row.why_not, language)}"] if row.why_not else lines


def _context(row: Evidence, article: StoredArticle | None) -> str:
    """The sentence in brackets, with what stands around it on the page."""
    from tracker.render.escape import one_line

    text = article.text if article else ""
    at = text.find(row.sentence)
    if at < 0:
        return f"【{one_line(row.sentence)}】"
    end = at + len(row.sentence)
    before, after = text[max(0, at - AROUND) : at], text[end : end + AROUND]
    marks = ("…" if at > AROUND else "", "…" if len(text) > end + AROUND else "")
    return f"{marks[0]}{one_line(before)}【{one_line(row.sentence)}】{one_line(after)}{marks[1]}"


def _settle(config: Config, db: Path, made: int) -> int:
    """Settle what was decided, and tell the targets that stand otherwise; a run that is at work is left alone."""
    from tracker.ingest import settle_store

    try:
        with only_run(db), opened(db) as store:
            before = judge_now(store, config)
            settle_store(store, config)
            tell_moved(before, judge_now(store, config), config)
    except LockHeldError as error:
        tell(f"{made} decisions are kept; the next run takes them in, for {error}")
        return error.exit_code
    click.echo(f"{made} decisions kept")
    return 0
