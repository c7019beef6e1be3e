"""The command of the digest: it prints, previews or sends what has changed since the last one."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import as_of, files, hidden, load, opened, tell, today, warn_if_stale
from tracker.errors import ConfigError, NotifyError
from tracker.files import write_whole

if TYPE_CHECKING:
    from tracker.model import Config, Recipient
    from tracker.notify import Delivery
    from tracker.render.digest import Digest
    from tracker.store import Store


@click.command()
@as_of
@click.option("--send", is_flag=True, help="Send it now to who has not got this week's; what waits is tried again.")
@click.option("--retry", is_flag=True, help="With --send: also to whom it has failed for good this week.")
@click.option("--to", default="", metavar="ADDRESS", help="This recipient's digest only.")
@click.option("--preview", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html", help="Write the HTML.")
@files
def digest(as_of: date | None, send: bool, to: str, preview: Path | None, **more: Any) -> int:
    """Print the digest: what has changed since the last one, with the sentence behind each change.

    A digest is sent once in an ISO week, to each recipient of the targets file in a mail of their own. Sending again in
    that week only tries again what has not arrived.

    \b
    Examples: tracker digest --as-of 2025-12-31
              tracker digest --preview digest.html
              tracker digest --send
              tracker digest --send --retry
    """
    if more["retry"] and not send:
        raise click.UsageError("--retry goes with --send")
    if send and (as_of or preview):
        raise click.UsageError("--send goes with neither --as-of nor --preview: it sends what is known today")
    config = load(more["targets"])
    if send:
        return _send(config, to, more["db"], retry=more["retry"])
    recipient = _recipient(config, to) if to else None
    with opened(more["db"]) as store:
        warn_if_stale(store, config)
        message = digest_of(store, config, as_of or today(config), recipient)
    if preview:
        write_whole(preview, message.html)
        click.echo(preview)
    else:
        click.echo(f"{message.subject}\n\n{message.text}", nl=False)
    return 0


def digest_of(store: Store, config: Config, day: date, to: Recipient | None = None) -> Digest:
    """The digest of a day, for one recipient or, without one, for everybody."""
    from tracker.notify import compared, period_of, present, reader_of
    from tracker.render.digest import digest as render

    issue = present(store, config, day, datetime.now(UTC))
    if to:
        issue = compared(store, issue, period_of(day), to.address)
    return render(issue, reader_of(config, to))


def _recipient(config: Config, to: str) -> Recipient:
    from difflib import get_close_matches

    from tracker.notify import recipients_of

    known = {one.address.lower(): one for one in recipients_of(config)}
    if to.lower() not in known:
        near = get_close_matches(to.lower(), known, 1)
        fix = f"did you mean {near[0]}?" if near else "recipients are listed below `digest` in the targets file"
        raise ConfigError(f"{to!r} gets no digest", where=config.path, fix=fix)
    return known[to.lower()]


def _send(config: Config, to: str, db: Path, *, retry: bool) -> int:
    """Prepare the digest of this week for who has none yet, and deliver what waits; silent when all went well."""
    from tracker.notify import Terms, deliver, period_of, prepare
    from tracker.secret import load_secrets

    _must_have_readers(config)
    wanted = config
    if to:
        only = replace(config.digest, recipients=(_recipient(config, to),), admin="")
        wanted = replace(config, digest=only, chat=())
    secrets = load_secrets(config, os.environ, hidden())
    now, day = datetime.now(UTC), today(config)
    period = period_of(day)
    with opened(db) as store:
        prepare(store, wanted, period, day, now)
        done = deliver(store, config, secrets, now, Terms(to=to, at_once=True, retry=period if retry else ""))
    _tell_delivery(done, period)
    return 1 if done.failed or done.uncertain or done.waiting else 0


def _must_have_readers(config: Config) -> None:
    if not config.digest.recipients and not config.digest.admin and not config.chat:
        fix = "name recipients below `digest`, or a `chat`; docs/digest.md shows how"
        raise ConfigError("nobody is to get a digest", where=config.path, fix=fix)


def _tell_delivery(done: Delivery, period: str) -> None:
    """A line when something is wrong, or when somebody watches: cron mails every line that a job prints."""
    if done.failed or done.uncertain or done.waiting or sys.stdout.isatty():
        counts = f"{done.sent} sent, {done.failed} failed, {done.uncertain} uncertain, {done.waiting} waiting"
        tell(f"{period}: {counts}")
    for answer in done.trouble:
        tell(answer)


def mail_trouble(store: Store) -> list[str]:
    """What of the last digest has failed for good or may not have arrived, and what still waits after a failure."""
    found: dict[tuple[str, str, str], list[str]] = {}
    periods = store.digests()
    last = store.parcels(max(periods)) if periods else ()
    for one in (*last, *store.open_parcels()):
        waits = one.next_try is not None and bool(one.attempts or one.doubts)
        if not one.topic and (waits or one.state in ("failed", "uncertain")):
            names = found.setdefault((one.period, "waiting" if waits else one.state, one.answer), [])
            names.extend([one.recipient] if one.recipient not in names else [])
    retry = "; tracker digest --send --retry sends it again"
    return [
        f"digest {period}: {state}, {', '.join(names)}: {answer}{retry if state == 'failed' else ''}"
        for (period, state, answer), names in sorted(found.items())
    ]


def mail_answers(config: Config) -> bool:
    """Whether the mail server lets us in; says what it answered."""
    from tracker.notify import Line, check_mail
    from tracker.secret import load_secrets

    if config.mail is None:
        fix = "add `mail: {host: ..., from: ...}`; docs/digest.md shows how"
        raise ConfigError("no mail server is named", where=config.path, fix=fix)
    try:
        click.echo(check_mail(Line(mail=config.mail, secrets=load_secrets(config, os.environ, hidden()))))
    except NotifyError as error:
        click.echo(str(error))
        return False
    return True
