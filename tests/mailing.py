"""A mail server's port in; a targets file, secrets and a store with a digest on its way out, for tests of mail."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import trustme

from tracker.config import parse_config
from tracker.model import Config, Parcel
from tracker.notify import Terms, deliver, prepare
from tracker.secret import Secret, Secrets
from tracker.store import Store, open_store

DAY = date(2025, 10, 6)
NOW = datetime(2025, 10, 6, 0, 0, tzinfo=UTC)
PERIOD = "2025-W41"
PASSWORD = "geheim"
READERS = ("a@readers.example", "b@readers.example", "c@readers.example")
ADMIN = "admin@readers.example"
QUICK = Terms(command_s=10.0, answer_s=10.0)

TARGETS = """
version: 1
title: 某区重点任务
place: {name: 某区}
statement: {title: 工作报告, date: 2025-01-10}
targets:
  - {id: park, title: 滨河公园开放, stage: opened, due: 2025-12-31, theme: ecology}
  - {id: mall, title: 商场开业, stage: opened, due: 2025-12-31, theme: city}
"""


def targets_text(port: int, *, security: str = "starttls", readers: tuple[str, ...] = READERS) -> str:
    """A targets file whose mail leaves by a server on this machine."""
    recipients = "".join(f"    - to: {reader}\n" for reader in readers)
    return (
        f"{TARGETS}mail: {{host: 127.0.0.1, port: {port}, security: {security}, user: bot, password_env: SMTP_PASSWORD,"
        f" from: tracker@office.example}}\ndigest:\n  admin: {ADMIN}\n  recipients:\n{recipients}"
    )


def config_for(port: int, **more: object) -> Config:
    return parse_config(targets_text(port, **more), "targets.yaml")  # type: ignore[arg-type]  # checked when it runs


def secrets(password: str = PASSWORD) -> Secrets:
    return Secrets(user="bot", password=Secret(password))


def certified(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1: the file of who vouches for it, and the server's side of it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    return folder / "ca.pem", context


@contextmanager
def prepared(path: Path, config: Config) -> Iterator[Store]:
    """A store with the digest of PERIOD in its outbox."""
    with open_store(path) as store:
        prepare(store, config, PERIOD, DAY, NOW)
        yield store


def deliver_all(store: Store, config: Config, terms: Terms = QUICK, passes: int = 12) -> list[Parcel]:
    """Deliver again and again, hours apart, until nothing waits; the parcels as they are then."""
    for number in range(passes):
        done = deliver(store, config, secrets(), NOW + timedelta(hours=8 * number), terms)
        if not done.waiting:
            break
    return list(store.parcels())
