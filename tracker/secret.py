"""The names of variables and files come in; secrets that never show themselves, and texts rid of them, go out."""

from __future__ import annotations

import logging
import os
import re
import stat
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, quote_plus

from tracker.errors import ConfigError
from tracker.model import Chat, Config, Mail

MASK = "***"
PIECE_MIN = 5  # a piece of a chat's address that is shorter is a word such as `send`, or harmless
SECRET_MAX_BYTES = 4096
_PIECES = re.compile(r"[/:@?&=#+,;\s]+")


class Secret:
    """A text that only `reveal` gives away: not str, repr, format, pickle, nor a traceback that shows values."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What mail and chats are opened with; chats by their name."""

    user: str = ""
    password: Secret | None = None
    chats: tuple[tuple[str, Secret], ...] = ()

    def chat(self, name: str) -> Secret | None:
        return dict(self.chats).get(name)

    def hide(self, text: str) -> str:
        """The text with every secret masked, in whatever coding servers and libraries repeat them."""
        for form in sorted(self._forms(), key=len, reverse=True):
            text = text.replace(form, MASK)
        return text

    def _forms(self) -> set[str]:
        words: set[str] = set()
        if self.password:
            words |= {self.password.reveal(), f"\0{self.user}\0{self.password.reveal()}"}
        for _, address in self.chats:
            words |= {address.reveal(), *_pieces(address.reveal())}
        return {form for word in words for form in _codings(word) if form}


def _pieces(address: str) -> Iterator[str]:
    """The parts of a chat's address that may be tokens: everything behind its scheme."""
    for piece in _PIECES.split(address.partition("://")[2]):
        if len(piece) >= PIECE_MIN:
            yield piece


def _codings(word: str) -> Iterable[str]:
    raw = word.encode("utf-8")
    plain = (word, repr(word)[1:-1], repr(raw)[2:-1], escape(word), quote(word, safe=""), quote_plus(word), quote(word))
    # In the middle of a longer text the first and the last letter of Base64 depend on what stands beside.
    return (*plain, b64encode(raw).decode(), b64encode(raw).decode().rstrip("="))


def load_secrets(config: Config, environment: Mapping[str, str]) -> Secrets:
    """The secrets that the targets file names, from the environment or from files for their owner alone.

    ConfigError says which variable or file is missing, or who else could read it, and never what is in it.
    """
    folder = Path(config.path).parent
    mail = config.mail
    password = _kept(mail.password_env, mail.password_file, folder, environment) if mail and mail.user else None
    if password and not password.reveal().isascii():
        fix = "choose one of letters, digits and signs on an English keyboard"
        raise ConfigError("the password has letters that SMTP cannot carry here", where=_place(mail), fix=fix)
    chats = tuple((one.name, _kept(one.url_env, one.url_file, folder, environment)) for one in config.chat)
    return Secrets(user=mail.user if mail else "", password=password, chats=chats)


def _place(of: Mail | Chat | None) -> str:
    if isinstance(of, Mail):
        return of.password_env or of.password_file
    return of.name if of else ""


def _kept(variable: str, name: str, folder: Path, environment: Mapping[str, str]) -> Secret:
    text = environment.get(variable, "") if variable else _from_file(folder / name)
    text = text.strip("\r\n")
    if not text:
        fix = "set it, or name a file" if variable else "write the secret into it, and nothing else"
        raise ConfigError("holds no secret", where=variable or name, fix=fix)
    if any(not sign.isprintable() for sign in text):
        raise ConfigError("holds more than one line", where=variable or name, fix="keep the secret alone in it")
    return Secret(text)


def _from_file(path: Path) -> str:
    """The text of a file that nobody but its owner may read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_uid not in (os.geteuid(), 0):
                fix = "make it a plain file of your own"
                raise ConfigError("this file of a secret belongs to somebody else", where=str(path), fix=fix)
            if stat.S_IMODE(found.st_mode) & 0o077:
                raise ConfigError("others can read this secret", where=str(path), fix=f"chmod 600 {path}")
            return file.read(SECRET_MAX_BYTES).decode("utf-8")
    except OSError as error:
        fix = "check the path, which starts at the folder of the targets file, and its rights"
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(path), fix=fix) from error
    except UnicodeDecodeError:
        # The error itself would carry the bytes of the file.
        raise ConfigError("not UTF-8", where=str(path), fix="save the file as UTF-8") from None


class _Hiding(logging.Filter):
    """Masks secrets in what a handler is about to write, tracebacks included."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._secrets.hide(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self._secrets.hide(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


@contextmanager
def hidden_in_logs(secrets: Secrets) -> Iterator[None]:
    """While it lasts, no handler of the log, nor the one of last resort, writes a secret."""
    hiding = _Hiding(secrets)
    handlers = [*logging.getLogger().handlers, *([logging.lastResort] if logging.lastResort else [])]
    for handler in handlers:
        handler.addFilter(hiding)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(hiding)
