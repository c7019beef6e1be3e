"""A period comes in; its digest and what goes to each recipient are frozen in the store, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from tracker.model import ALL, Chat, Config, Parcel, Recipient
from tracker.notify.issue import compared, present
from tracker.notify.message import Content, mail_parcel
from tracker.render.digest import Digest, Issue, Reader, digest
from tracker.store import Store


def prepare(store: Store, config: Config, period: str, day: date, now: datetime) -> int:
    """Freeze the digest of a period as of a day, with one parcel a recipient and chat; returns how many were new.

    All in one transaction. What was prepared before stays as it is, so that it may be called at any time again.
    """
    there = {one.recipient for one in store.parcels(period)}
    wanted = [one for one in recipients_of(config) if one.address not in there]
    chats = [one for one in config.chat if one.name not in there]
    if store.has_digest(period) and not wanted and not chats:
        return 0
    issue = present(store, config, day, now)
    parcels = [*_mails(store, issue, period, wanted), *_chats(store, issue, period, chats)]
    subject = digest(compared(store, issue, period), reader_of(config)).subject
    return store.save_digest(period, subject, issue.now, parcels)


def recipients_of(config: Config) -> tuple[Recipient, ...]:
    """Who gets a mail: the recipients, and the administrator in any case."""
    listed, admin = config.digest.recipients, config.digest.admin
    if not admin or any(one.address.lower() == admin.lower() for one in listed):
        return listed
    return (*listed, Recipient(address=admin))


def reader_of(config: Config, to: Recipient | Chat | None = None) -> Reader:
    """How one recipient reads; without one, everything but what is for the administrator."""
    language = (to.language if to else None) or config.digest.language or config.language
    admin = isinstance(to, Recipient) and to.address.lower() == config.digest.admin.lower()
    return Reader(language=language, only=to.only if to else ALL, admin=admin)


def _mails(store: Store, issue: Issue, period: str, wanted: list[Recipient]) -> Iterator[Parcel]:
    config = issue.config
    for one in wanted:
        reader = reader_of(config, one)
        told = digest(compared(store, issue, period, one.address), reader)
        content = Content(subject=told.subject, text=told.text, html=told.html, language=reader.language)
        yield _unless_quiet(mail_parcel(config, one, content, (period, ""), issue.now.made), told, config)


def _chats(store: Store, issue: Issue, period: str, chats: list[Chat]) -> Iterator[Parcel]:
    for one in chats:
        told = digest(compared(store, issue, period, one.name), reader_of(issue.config, one))
        parcel = Parcel(
            period=period, recipient=one.name, subject=told.subject, message=told.chat, next_try=issue.now.made
        )
        yield _unless_quiet(parcel, told, issue.config)


def _unless_quiet(parcel: Parcel, told: Digest, config: Config) -> Parcel:
    """A week with nothing to tell is kept as such: a later call must not find news in it."""
    quiet = told.quiet and config.digest.when_quiet == "skip"
    return replace(parcel, state="skipped", next_try=None) if quiet else parcel
