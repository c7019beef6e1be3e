"""What targets.yaml says of telling people: the mail server, the digest with its readers, and the chats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Security = Literal["starttls", "tls", "none"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Tongue = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How mail leaves. The password itself is never here: password_env and password_file say where it is kept.

    password_file: relative to the targets file. list_id: name of the list, as in `List-Id: <digest.example.org>`.
    """

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str = ""
    list_id: str = ""
    user: str = ""
    password_env: str = ""
    password_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a reader wants to hear of; each part that is empty leaves nothing out."""

    themes: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


ALL = Only()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    address: str
    name: str = ""
    language: Tongue | None = None
    only: Only = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan:
    """When a digest is due, who gets it, and who hears of trouble (admin). when_quiet: of a week without news."""

    weekday: Weekday = "mon"
    hour: int = 8
    when_quiet: Literal["send", "skip"] = "send"
    language: Tongue | None = None
    admin: str = ""
    recipients: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat that gets the digest as a short text; its address is a secret, kept in `url_env` or `url_file`."""

    url_env: str = ""
    url_file: str = ""
    language: Tongue | None = None
    only: Only = ALL

    @property
    def name(self) -> str:
        """How the store and messages call the chat, whose address nobody may read."""
        return f"chat:{self.url_env or self.url_file}"
