"""The names of variables and files come in; secrets that never show themselves go out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tracker.errors import ConfigError
from tracker.model import Chat, Config, Mail
from tracker.redaction import Redaction

SECRET_MAX_BYTES = 4096


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
    """What mail and chats are opened with; chats by their name. From here on `hidden` hides all of it."""

    user: str = ""
    password: Secret | None = None
    chats: tuple[tuple[str, Secret], ...] = ()
    hidden: Redaction = field(default_factory=Redaction)

    def __post_init__(self) -> None:
        self.hidden.hide(self._words())
        for _, address in self.chats:
            self.hidden.hide_address(address.reveal())

    def chat(self, name: str) -> Secret | None:
        return dict(self.chats).get(name)

    def hide(self, text: str) -> str:
        """The text with every secret of this process masked."""
        return self.hidden(text)

    def _words(self) -> Iterator[str]:
        if self.password:
            yield self.password.reveal()
            yield f"\0{self.user}\0{self.password.reveal()}"  # of a short one base64 shows only this whole


def load_secrets(config: Config, environment: Mapping[str, str], hidden: Redaction) -> Secrets:
    """The secrets that the targets file names, from the environment or from files for their owner alone.

    hidden: what this process shows nowhere; the secrets are added to it.

    ConfigError says which variable or file is missing, or who else could read it, and never what is in it.
    """
    folder = Path(config.path).parent
    mail = config.mail
    password = _kept(mail.password_env, mail.password_file, folder, environment) if mail and mail.user else None
    if password and not password.reveal().isascii():
        fix = "choose one of letters, digits and signs on an English keyboard"
        raise ConfigError("the password has letters that SMTP cannot carry here", where=_place(mail), fix=fix)
    chats = tuple((one.name, _kept(one.url_env, one.url_file, folder, environment)) for one in config.chat)
    return Secrets(user=mail.user if mail else "", password=password, chats=chats, hidden=hidden)


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
