"""Commands that look: they print what the targets file, the store or a text holds, and change nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from tracker.assess import judge_targets, kept_evidence
from tracker.commands.options import (
    as_json,
    as_of,
    contact_option,
    files,
    known,
    load,
    looking,
    print_json,
    sentence,
    today,
    warn_if_stale,
)
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.model import Config

LATE_DAYS = 7  # by then a source that is visited at its times has been


@click.command()
@files
def check(targets: Path, db: Path) -> int:
    """Read the targets file; say what is wrong and what was derived.

    \b
    Example: tracker check --targets mytown.yaml
    """
    from tracker.config import check_text

    click.echo(check_text(load(targets)).rstrip("\n"))
    return 0


@click.command()
@click.option("--text", is_flag=True, help="With the text (in JSON only).")
@click.option("--search", default="", metavar="WORDS", help="Only pages whose title or text holds all these words.")
@as_json
@files
def articles(text: bool, search: str, as_json: bool, targets: Path, db: Path) -> int:
    """List every page that was read, with its day, publisher and disposition, and whether it was found late.

    \b
    Examples: tracker articles --json --text > articles.jsonl
              tracker articles --search "温榆河公园 开放"
    """
    with looking(db) as store:
        rows = store.articles(text=text and as_json, search=search)
        if as_json:
            from tracker.commands.rows import article

            print_json(article(one, text=text) for one in rows)
        else:
            for one in rows:
                day = one.published.isoformat() if one.published else "----------"
                late = f"  (found {one.days_late} days later)" if one.days_late > LATE_DAYS else ""
                click.echo(f"{day}  {one.disposition.code:<18}  {one.title}  {one.url}{late}")
    return 0


@click.command()
@click.option("--target", metavar="ID", help="Of this target only.")
@as_json
@files
def evidence(target: str | None, as_json: bool, targets: Path, db: Path) -> int:
    """Show the sentences that bear on the targets, also those set aside, with the reason.

    \b
    Example: tracker evidence --target huitian-round2
    """
    config = load(targets)
    if target is not None:
        _must_exist(target, config)
    with looking(db) as store:
        rows = store.evidence(target)
    words = sentence(config)
    if as_json:
        from tracker.commands.rows import evidence as row

        print_json(row(one, words) for one in rows)
        return 0
    for one in rows:
        day = one.published.isoformat() if one.published else "----------"
        where = f" (p. {one.page_number})" if one.page_number else ""
        click.echo(f"{day}  {one.target}: {one.sentence}\n            {one.url}{where}")
        if one.why_not:
            click.echo(f"            ✗ {words(one.why_not)}")
        elif one.decided:
            click.echo(f"            ✎ {words(one.decided)}")
    return 0


def _must_exist(target: str, config: Config) -> None:
    import difflib

    ids = [one.id for one in config.targets]
    if target not in ids:
        near = difflib.get_close_matches(target, ids, 3)
        fix = f"did you mean {', '.join(near)}?" if near else "`tracker check` lists the targets"
        raise ConfigError(f"no target has the id {target!r}", where=config.path, fix=fix)


@click.command()
@as_of
@known
@as_json
@files
def assess(as_of: date | None, known: date | None, as_json: bool, targets: Path, db: Path) -> int:
    """Judge every target as of a day.

    \b
    Examples: tracker assess
              tracker assess --as-of 2025-12-31 --json
    """
    config = load(targets)
    day = as_of or today(config)
    with looking(db) as store:
        warn_if_stale(store, config)
        judged = judge_targets(store, config, kept_evidence(store, config, known, usable=True), day, known)
    if as_json:
        from tracker.commands.rows import assessment

        words = sentence(config)
        print_json(assessment(one, words) for one in judged)
    else:
        from tracker.render.summary import summary

        click.echo(summary(config, judged, day))
    return 0


@click.command()
@click.argument("source", type=click.File("rb"), metavar="FILE|-")
@click.option("--published", metavar="DAY", help="The day of the text (YYYY-MM-DD), from which `last month` counts.")
@as_json
@files
def parse(source: IO[bytes], published: str | None, as_json: bool, targets: Path, db: Path) -> int:
    """Show what is understood in a text: quantities, periods and stages, line by line.

    A line is plain text or a JSON object {"text": ..., "published": ...}.

    \b
    Example: echo 前三季度医药健康产业收入同比增长9.7% | tracker parse - --published 2025-10-28
    """
    from tracker.commands.parsing import parse_lines, plain

    rows = parse_lines(source, published)
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(plain(row))
    return 0


@click.command()
@click.option("--source", "only", metavar="ID", help="Ask this source now, and show what it gives; nothing is stored.")
@click.option("--confirm", is_flag=True, help="With --source: write `confirmed: true` when all is well.")
@click.option("--mail", is_flag=True, help="Also connect to the mail server and log in; no mail is sent.")
@contact_option
@as_json
@files
def doctor(only: str | None, contact: str, targets: Path, db: Path, **asked: bool) -> int:
    """Check the targets file, the store and what the sources last answered; or ask one source now.

    \b
    Examples: tracker doctor --targets mytown.yaml --db mytown.db
              tracker doctor --source district-news --contact mail@example.org
              tracker doctor --mail
    """
    config = load(targets)
    mail = asked.pop("mail")
    if only is None:
        if any(asked.values()):
            raise click.UsageError("--confirm and --json go with --source ID")
        return _examination(config, targets, db, mail=mail)
    from tracker.commands.sources import examine
    from tracker.fetch import Policy
    from tracker.run import user_agent

    return examine(config, only, Policy(user_agent=user_agent(contact)), **asked)


def _examination(config: Config, targets: Path, db: Path, *, mail: bool) -> int:
    from tracker.commands.mail import mail_answers, mail_trouble

    click.echo(f"{targets}: {len(config.targets)} targets, {len(config.sources)} sources")
    mute = mail and not mail_answers(config)
    with looking(db) as store:
        trouble = store.damage()
        click.echo(f"{db}: {trouble or 'sound'}")
        warn_if_stale(store, config)
        health = store.sources_health()
        undelivered = mail_trouble(store)
    for line in undelivered:
        click.echo(line)
    for one in health:
        answered = one.answered.isoformat(timespec="minutes") if one.answered else "never"
        click.echo(f"{one.source}: {one.trouble or 'fine'}, last answered {answered}  {one.url}")
    for source in config.sources:
        if not source.confirmed:
            click.echo(f"{source.id}: never confirmed to answer; see it with `tracker doctor --source {source.id}`")
    return 1 if mute or trouble or undelivered or any(one.trouble for one in health) else 0
