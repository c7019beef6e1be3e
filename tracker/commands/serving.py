"""The command `serve`: options come in, the sources are served at their times, and an exit code goes out."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.assess import judge_targets
from tracker.commands.hosted import hosted
from tracker.commands.journal import Journal, journalled, log_run
from tracker.commands.options import files
from tracker.commands.place import Place, placed
from tracker.commands.tell import log_left, write_digest, write_report
from tracker.errors import NotifyError

if TYPE_CHECKING:
    from tracker.model import Config, Evidence
    from tracker.redaction import Redaction
    from tracker.schedule import Chores
    from tracker.schedule.periods import Weekly
    from tracker.store import Store

_LOG = logging.getLogger(__name__)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end; for cron and other supervisors.")
@journalled(form="text")
@placed
@hosted
@files
def serve(once: bool, place: Place, journal: Journal, targets: Path, db: Path) -> int:
    """Keep running: visit each source at its times, report what has changed, write a digest every week.

    A changed targets file is read again, as on SIGHUP; a wrong one is refused and told. It ends after the page in hand
    on SIGTERM or Ctrl-C. See docs/operations.md.

    \b
    Examples:
      tracker serve --contact mail@example.org --log json --log-file tracker.log
      tracker serve --site 127.0.0.1:8000        with the web page of OUT/site (docs/site.md)
    """
    from tracker.schedule import serve as serve_sources
    from tracker.schedule import serve_once

    if once:
        return 1 if serve_once(targets, db, place.settings(), chores(place, journal.hidden)) else 0
    serve_sources(targets, db, place.settings(), chores(place, journal.hidden))
    return 0


def chores(place: Place, hidden: Redaction) -> Chores:
    """What the daemon does after its visits; hidden: what it shows nowhere."""
    from tracker.schedule import Chores

    def report(store: Store, config: Config, day: date, before: str) -> str:
        return report_changes(store, config, place.out, day, before)

    def digest(store: Store, config: Config, period: str, day: date) -> None:
        from tracker.notify import prepare

        write_digest(store, config, place.out, day)
        prepare(store, config, period, day, datetime.now(UTC))

    return Chores(
        report=report,
        weekly=weekly,
        digest=digest,
        deliver=lambda store, config: deliver_mail(store, config, hidden),
        backup=back_up,
        heartbeat=lambda ok, text: place.beat(ok, hidden(text)),
        told=log_run,
    )


def back_up(store: Store, config: Config, day: date) -> None:
    """A copy of the store into the folder `backups` beside it, every night."""
    from tracker.store.backup import backup_store

    backup_store(store.path, store.path.with_name("backups"), datetime.now(UTC))


def weekly(config: Config) -> Weekly:
    from tracker.schedule.periods import Weekly

    return Weekly(weekday=WEEKDAYS.index(config.digest.weekday), hour=config.digest.hour)


def deliver_mail(store: Store, config: Config, hidden: Redaction) -> bool:
    """Send what waits in the outbox; whether something still does.

    NotifyError where mail was given up, which no mail can tell: the heartbeat and the exit code do.
    """
    if not store.open_parcels():
        return False
    from tracker.notify import deliver
    from tracker.secret import load_secrets

    done = deliver(store, config, load_secrets(config, os.environ, hidden), datetime.now(UTC))
    if done.given_up:
        raise NotifyError("; ".join(done.trouble))
    for answer in done.trouble:
        _LOG.warning("%s", answer, extra={"event": "mail_trouble"})
    return bool(done.waiting)


def report_changes(store: Store, config: Config, out: Path, day: date, before: str) -> str:
    """Write the report unless it would say what it said `before`, a fingerprint; the fingerprint of what it says."""
    now_says = fingerprint(store, config, day)
    if now_says != before or not (out / "README.md").exists():
        log_left(write_report(store, config, out, day))
    return now_says


def fingerprint(store: Store, config: Config, day: date) -> str:
    """What a report of a day rests on, without what grows every day: the schedule that a target is compared with."""
    from hashlib import sha256

    said = sha256()

    def noted(target: str) -> tuple[Evidence, ...]:
        found = store.evidence(target)
        for row in found:
            said.update(repr(row).encode())
        return found

    judged = [
        replace(one, as_of=date.min, expected_progress=None, why=replace(one.why, facts=()))
        for one in judge_targets(store, config, noted, day)
    ]
    said.update(repr((config, judged, sorted(store.alerts().items()))).encode())
    return said.hexdigest()
