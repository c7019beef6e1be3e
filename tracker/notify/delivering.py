"""The outbox comes in; what is due goes out by mail or chat, and every parcel keeps how far it came."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.lock import only_run
from tracker.model import Config, Parcel, Recipient
from tracker.notify.chat import send_chat
from tracker.notify.message import Content, mail_parcel
from tracker.notify.preparing import recipients_of
from tracker.notify.smtp import Line, Outcome, Terms, send
from tracker.render.phrases import phrases
from tracker.secret import Secrets
from tracker.store import Store

_LOG = logging.getLogger(__name__)

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360))
DOUBT_WAIT = timedelta(minutes=15)  # a server that lost the connection may still be filing the message
DOUBTS_MAX = 2
CHAT_ATTEMPTS = 8
GIVEN_UP = timedelta(days=5)  # less than a week: the next digest tells again what nobody was told
GIVEN_UP_TOLD = "{period}: given up after {days} days; once that is mended: tracker digest --send --retry"
OF_ALL = ("unreachable", "shut")  # outcomes that the next parcel would share
NO_ANSWER = "the program ended before the answer came"
_DEFAULT_TERMS = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the parcels in one pass; waiting: those that are to be tried again later.

    given_up: of those that failed, how many because the server has let nobody in for days.
    """

    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    waiting: int = 0
    given_up: int = 0
    trouble: tuple[str, ...] = ()


def deliver(store: Store, config: Config, secrets: Secrets, now: datetime, terms: Terms = _DEFAULT_TERMS) -> Delivery:
    """Send what is due, each parcel in a step of its own that survives a crash at any moment.

    One process at a time does it; LockHeldError tells of another. What was surely not accepted is tried again, with
    growing pauses; what may have been accepted is sent once more, as the same mail with the same Message-ID. Never call
    it inside a transaction of the store: each step must be on the disk before the next.
    """
    with only_run(store.path.with_name(store.path.name + ".mail")):
        post = _Post(store, config, secrets, terms, now)
        post.recover()
        post.reopen()
        done = post.send_all()
        waiting = sum(_wanted(one, terms) for one in store.open_parcels())
    count = [one.state for one in done].count
    return Delivery(
        sent=count("sent"),
        failed=count("failed"),
        uncertain=count("uncertain"),
        waiting=waiting,
        given_up=post.given_up,
        trouble=tuple(dict.fromkeys(post.answers)),
    )


def _wanted(parcel: Parcel, terms: Terms) -> bool:
    return not terms.to or parcel.recipient.lower() == terms.to.lower()


class _Post:
    """One pass over the outbox."""

    def __init__(self, store: Store, config: Config, secrets: Secrets, terms: Terms, now: datetime) -> None:
        self._store, self._config, self._secrets, self._terms, self._now = store, config, secrets, terms, now
        self._known = {one.address for one in recipients_of(config)} | {one.name for one in config.chat}
        self.answers: list[str] = []
        self.given_up = 0

    def recover(self) -> None:
        """What a process that ended left half done: nobody holds the lock but us, so nobody will finish it."""
        for parcel in self._store.open_parcels():
            if parcel.state == "sending":
                self._keep(parcel, Outcome(state="uncertain", answer=NO_ANSWER))

    def reopen(self) -> None:
        """What failed and is to be tried again, as if for the first time."""
        for parcel in self._store.parcels(self._terms.retry) if self._terms.retry else ():
            if parcel.state == "failed" and _wanted(parcel, self._terms):
                fresh = replace(parcel, state="pending", attempts=0, next_try=self._now)
                self._store.save_parcel(fresh, self._now)

    def send_all(self) -> list[Parcel]:
        """Try every parcel that is due; a server that cannot be reached is not asked again in this pass."""
        done: list[Parcel] = []
        silent: Outcome | None = None
        for parcel in self._store.open_parcels():
            if not self._is_due(parcel):
                continue
            if parcel.recipient not in self._known:
                self._store.save_parcel(replace(parcel, state="skipped", next_try=None, answer="left"), self._now)
            elif parcel.recipient.startswith("chat:"):
                done.append(self._keep(parcel, self._chat(parcel)))
            else:
                outcome = silent or self._mail(parcel)
                silent = outcome if outcome.state in OF_ALL else None
                done.append(self._keep(parcel, outcome))
        return done

    def _is_due(self, parcel: Parcel) -> bool:
        if not _wanted(parcel, self._terms):
            return False
        at_once = self._terms.at_once and parcel.state == "pending"
        return at_once or parcel.next_try is None or parcel.next_try <= self._now

    def _mail(self, parcel: Parcel) -> Outcome:
        if self._config.mail is None:
            return Outcome(state="unreachable", answer="the targets file no longer says by which server mail leaves")
        line = Line(mail=self._config.mail, secrets=self._secrets, terms=self._terms)
        return send(line, parcel, lambda: self._seal(parcel))

    def _chat(self, parcel: Parcel) -> Outcome:
        self._seal(parcel)
        outcome = send_chat(self._secrets, parcel.recipient, parcel.message)
        tired = outcome.state == "later" and parcel.attempts + 1 >= CHAT_ATTEMPTS
        return replace(outcome, state="refused") if tired else outcome

    def _seal(self, parcel: Parcel) -> None:
        """From here on, who finds the parcel cannot know whether it was accepted."""
        self._store.save_parcel(replace(parcel, state="sending"), self._now)

    def _keep(self, parcel: Parcel, outcome: Outcome) -> Parcel:
        """The parcel after an attempt, kept; the administrator hears of what will never arrive."""
        given_up = outcome.state == "shut" and self._now - self._store.digests()[parcel.period] >= GIVEN_UP
        kept = after(parcel, replace(outcome, state="refused") if given_up else outcome, self._now)
        lost = kept.next_try is None and kept.state in ("failed", "uncertain")
        # A notice could not leave either where nobody is let in.
        notices = self._notices(kept) if lost and not kept.topic and not given_up else []
        self._store.save_parcel(kept, self._now, *notices)
        if kept.state == "sent":
            _LOG.info("%s: sent to %s", kept.period, kept.recipient)
        else:
            self.answers.append(kept.answer if outcome.state in OF_ALL else f"{kept.recipient}: {kept.answer}")
            if given_up:
                self.given_up += 1
                self.answers.append(GIVEN_UP_TOLD.format(period=kept.period, days=GIVEN_UP.days))
        return kept

    def _notices(self, parcel: Parcel) -> list[Parcel]:
        admin = self._config.digest.admin
        if not admin or self._config.mail is None or admin.lower() == parcel.recipient.lower():
            return []
        language = self._config.digest.language or self._config.language
        labels = phrases(language).labels
        facts = {"recipient": parcel.recipient, "period": parcel.period, "answer": parcel.answer}
        body = "notice_body" if parcel.state == "failed" else "notice_doubt"
        content = Content(
            subject=labels["notice"].format(**facts), text=labels[body].format(**facts) + "\n", language=language
        )
        key = (parcel.period, f"failed:{parcel.recipient}")
        return [mail_parcel(self._config, Recipient(address=admin), content, key, self._now)]


def after(parcel: Parcel, outcome: Outcome, now: datetime) -> Parcel:
    """The parcel as an outcome leaves it.

    A mail in doubt is due once more; when that ends in doubt too, or for a chat, which could not recognise the second
    one, it stays so. A known failure of the second sending leaves the first doubt as it is.
    """
    told = replace(parcel, answer=outcome.answer, next_try=None)
    if outcome.state == "sent":
        return replace(told, state="sent")
    if outcome.state == "uncertain":
        doubts = parcel.doubts + 1
        again = doubts < DOUBTS_MAX and not parcel.recipient.startswith("chat:")
        return replace(told, state="uncertain", doubts=doubts, next_try=now + DOUBT_WAIT if again else None)
    if outcome.state == "refused":
        # Refused the second time, it may still have been accepted the first time.
        return replace(told, state="uncertain" if parcel.doubts else "failed")
    pause = BACK_OFF[min(parcel.attempts, len(BACK_OFF) - 1)]
    state = parcel.state if parcel.state == "uncertain" else "pending"
    return replace(told, state=state, attempts=parcel.attempts + 1, next_try=now + pause)
