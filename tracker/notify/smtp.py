"""One parcel and a mail server come in; how it ended goes out: sent, refused, to be tried again, or uncertain.

The steps of the protocol are taken one by one, because what a failure means depends on where it happens: until the
single dot that ends a message has left, nothing was accepted; from then on only the answer tells.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from tracker.errors import NotifyError
from tracker.model import Mail, Parcel
from tracker.render.escape import one_line
from tracker.secret import Secrets

QUIT_TIMEOUT_S = 5.0
ANSWER_LETTERS = 200
_FAILURES = (smtplib.SMTPException, OSError, UnicodeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How to deliver. to: only this recipient. at_once: without waiting for the time of the next try.

    retry: the period whose failed parcels are tried once more; '' for none.
    command_s: the longest wait for an answer; answer_s: for the one to a whole message (RFC 5321 asks for patience).
    """

    to: str = ""
    at_once: bool = False
    retry: str = ""
    command_s: float = 30.0
    answer_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A way to the mail server."""

    mail: Mail
    secrets: Secrets
    terms: Terms = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """state: unreachable and shut concern the server and so every parcel; later and refused concern this one alone.

    shut: the server is there, and lets nobody in with what the targets file says.
    answer: what the server said, rid of secrets.
    """

    state: Literal["sent", "refused", "later", "unreachable", "shut", "uncertain"]
    answer: str = ""


def send(line: Line, parcel: Parcel, sealing: Callable[[], None]) -> Outcome:
    """Hand one parcel over in a connection of its own.

    `sealing` is called right before the end of the message leaves: what breaks before was surely not accepted, what
    breaks later is uncertain.
    """
    try:
        with opened(line) as smtp:
            return _handed_over(smtp, line, parcel, sealing)
    except NotifyError as error:
        return Outcome(state="shut" if error.for_good else "unreachable", answer=str(error))


def check_mail(line: Line) -> str:
    """Connect, encrypt and log in, and send nothing; says what was found. NotifyError names the step that failed."""
    with opened(line) as smtp:
        encrypted = smtp.sock.version() if isinstance(smtp.sock, ssl.SSLSocket) else "not encrypted"
        logged_in = f", logged in as {line.mail.user}" if line.mail.user else ""
        return f"{line.mail.host}:{line.mail.port}: {encrypted}{logged_in}"


@contextmanager
def opened(line: Line) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted as asked for and logged in; NotifyError names the step that failed."""
    smtp = _connected(line)
    try:
        _encrypt(smtp, line)
        _log_in(smtp, line)
        yield smtp
        # What matters has been answered; whether the server likes to say goodbye does not.
        with suppress(*_FAILURES):
            if smtp.sock:
                smtp.sock.settimeout(QUIT_TIMEOUT_S)
            smtp.quit()
    finally:
        smtp.close()


def _connected(line: Line) -> smtplib.SMTP:
    mail = line.mail
    with _told(line, "connect", "check `host`, `port` and `security`"):
        if mail.security == "tls":
            return smtplib.SMTP_SSL(
                mail.host, mail.port, _own_name(), timeout=line.terms.command_s, context=ssl.create_default_context()
            )
        return smtplib.SMTP(mail.host, mail.port, _own_name(), timeout=line.terms.command_s)


def _own_name() -> str:
    """A full name of this machine, or an address in its place; asking the network for it could take long."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _encrypt(smtp: smtplib.SMTP, line: Line) -> None:
    with _told(line, "EHLO", "is it a mail server?"):
        smtp.ehlo_or_helo_if_needed()
    if line.mail.security == "starttls":
        with _told(line, "STARTTLS", "the server must offer it with a valid certificate; some want security: tls"):
            _expect(smtp.starttls(context=ssl.create_default_context()), 220)
            smtp.ehlo_or_helo_if_needed()


def _log_in(smtp: smtplib.SMTP, line: Line) -> None:
    if line.mail.user and line.secrets.password:
        with _told(line, "log in", "check `user` and the password; some providers want one made for programs"):
            smtp.login(line.mail.user, line.secrets.password.reveal())


@contextmanager
def _told(line: Line, step: str, fix: str) -> Iterator[None]:
    """Turn the failure of a step into a NotifyError. The cause is cut off, since servers repeat what was sent."""
    try:
        yield
    except _FAILURES as error:
        message = f"{step}: {_said(error, line.secrets)}"
        where, for_good = f"{line.mail.host}:{line.mail.port}", _is_for_good(error)
        raise NotifyError(message, where=where, fix=fix, for_good=for_good) from None


def _is_for_good(error: Exception) -> bool:
    """A 5xx answer, or no word of what we need; a certificate may be renewed, a connection come back."""
    refused = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
    return refused or isinstance(error, smtplib.SMTPNotSupportedError)


def _said(error: Exception, secrets: Secrets) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error, secrets)
    if isinstance(error, UnicodeError):
        return "letters that the server's dialogue cannot carry"
    text = str(error) or type(error).__name__
    return secrets.hide(one_line(text))[:ANSWER_LETTERS]


def _answer(code: int, text: bytes | str, secrets: Secrets) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    # Masked first: a cut in the middle of a secret would leave a part that no longer looks like it.
    return f"{code} {one_line(secrets.hide(words))}"[:ANSWER_LETTERS]


def _expect(reply: tuple[int, bytes], code: int) -> None:
    if reply[0] != code:
        raise smtplib.SMTPResponseException(*reply)


def _handed_over(smtp: smtplib.SMTP, line: Line, parcel: Parcel, sealing: Callable[[], None]) -> Outcome:
    secrets = line.secrets
    with _told(line, "MAIL", "is this server allowed to send for the address in `from`?"):
        _expect(smtp.mail(line.mail.sender), 250)
    try:
        declined = _offered(smtp, line, parcel)
    except _FAILURES as error:
        smtp.close()  # no QUIT here: in the middle of a message it would be text
        return Outcome(state="later", answer=f"the connection broke: {_said(error, secrets)}")
    if declined:
        return declined
    sealing()
    return _sealed(smtp, line)


def _offered(smtp: smtplib.SMTP, line: Line, parcel: Parcel) -> Outcome | None:
    """Recipient and message out, all but its end; how the server declined, if it did."""
    code, text = smtp.rcpt(parcel.recipient)
    if code not in (250, 251, 252):
        return _declined(code, text, line.secrets)
    code, text = smtp.docmd("DATA")
    if code != 354:
        return _declined(code, text, line.secrets)
    smtp.send(_dotted(parcel.message))
    return None


def _sealed(smtp: smtplib.SMTP, line: Line) -> Outcome:
    """The end of the message out, the answer in."""
    try:
        assert smtp.sock is not None
        smtp.sock.settimeout(line.terms.answer_s)
        smtp.send(b".\r\n")
        code, text = smtp.getreply()
    except _FAILURES as error:
        smtp.close()
        return Outcome(state="uncertain", answer=_said(error, line.secrets))
    if code < 200:
        smtp.close()
        return Outcome(state="uncertain", answer="the answer cannot be understood")
    answer = _answer(code, text, line.secrets)
    return Outcome(state="sent", answer=answer) if code < 300 else _declined(code, text, line.secrets)


def _declined(code: int, text: bytes, secrets: Secrets) -> Outcome:
    """A refusal of this parcel: 5xx for good, anything else for now."""
    return Outcome(state="refused" if code >= 500 else "later", answer=_answer(code, text, secrets))


def _dotted(message: str) -> bytes:
    """The lines of a message as DATA wants them: a dot at the beginning of a line doubled."""
    return re.sub(rb"(?m)^\.", b"..", message.encode("ascii"))
