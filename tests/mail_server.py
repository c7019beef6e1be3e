"""A script of faults in, a real mail server on the loopback interface out that stumbles where the script says.

It speaks SMTP with STARTTLS and AUTH, keeps every message that it accepted, and answers, hangs up or falls silent at
any of nine points of the protocol.
"""

from __future__ import annotations

import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

POINTS = ("connect", "banner", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "END")
STALL_S = 20.0


@dataclass(frozen=True, slots=True)
class Fault:
    """How one connection fails. what: hang_up | later (4xx) | refuse (5xx) | stall | garbage.

    filed: at END, the message was kept all the same. text: what the server says, `{line}` being what it was told.
    """

    point: str
    what: str = "hang_up"
    filed: bool = False
    text: str = "no"


class _Left(Exception):
    """The connection is over."""


@dataclass(slots=True)
class MailServer:
    """A running server. script: the fault of each connection to come, None for one that goes well."""

    port: int
    user: str
    password: str
    script: list[Fault | None] = field(default_factory=list)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)  # recipient, message
    dots: list[str] = field(default_factory=list)  # recipients of messages that came to their end
    connections: int = 0
    stalled: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def of(self, recipient: str) -> list[bytes]:
        return [message for to, message in self.accepted if to == recipient]


@contextmanager
def mail_server(context: ssl.SSLContext | None, password: str = "geheim", *, tls: bool = False) -> Iterator[MailServer]:
    """Serve until the block ends. With a context it offers STARTTLS, or speaks TLS from the start."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = MailServer(port=listening.getsockname()[1], user="bot", password=password)
        threads: list[threading.Thread] = []

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with server.guard:
                    server.connections += 1
                    fault = server.script.pop(0) if server.script else None
                talk = _Talk(server, connection, context, fault, tls)
                thread = threading.Thread(target=talk.run, daemon=True)
                threads.append(thread)
                thread.start()

        accepting = threading.Thread(target=serve, daemon=True)
        accepting.start()
        try:
            yield server
        finally:
            server.released.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            for thread in (accepting, *threads):
                thread.join(5)


class _Talk:
    """One connection."""

    def __init__(
        self,
        server: MailServer,
        connection: socket.socket,
        context: ssl.SSLContext | None,
        fault: Fault | None,
        tls: bool,
    ) -> None:
        self._server, self._socket, self._context, self._fault = server, connection, context, fault
        self._tls = tls
        self._file: BinaryIO = connection.makefile("rb")
        self._to = ""

    def run(self) -> None:
        self._socket.settimeout(STALL_S)
        with suppress(_Left, OSError, ValueError):
            try:
                if self._tls and self._context:
                    self._encrypt()
                self._point("connect")
                self._point("banner")
                self._say("220 mail.example ready")
                while True:
                    self._answer(self._line())
            finally:
                self._file.close()
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
                self._socket.close()

    def _encrypt(self) -> None:
        assert self._context is not None
        self._socket = self._context.wrap_socket(self._socket, server_side=True)
        self._file = self._socket.makefile("rb")

    def _line(self) -> str:
        line = self._file.readline(65536)
        if not line:
            raise _Left
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def _say(self, text: str) -> None:
        self._socket.sendall(text.encode() + b"\r\n")

    def _point(self, name: str, line: str = "") -> bool:
        """Stumble here if the script says so; True where an answer has been given."""
        fault = self._fault
        if fault is None or fault.point != name:
            return False
        if fault.what == "hang_up" or (fault.what in ("later", "refuse") and name == "connect"):
            raise _Left
        if fault.what == "stall":
            self._server.stalled.set()
            self._server.released.wait(STALL_S)
            raise _Left
        code = {"later": "421" if name == "banner" else "451", "refuse": "554", "garbage": "?!"}[fault.what]
        told = b64decode(line.split()[-1] + "==").decode("utf-8", "replace") if name == "AUTH" and line else line
        self._say(f"{code} {fault.text.format(line=line, told=told)}".replace("\0", " "))
        if name == "banner" or fault.what == "garbage":
            raise _Left
        return True

    def _answer(self, line: str) -> None:
        verb = line.split(" ")[0].upper()
        name = "MAIL" if verb == "MAIL" else "EHLO" if verb == "HELO" else verb
        if name != "QUIT" and self._point(name, line):
            return
        match name:
            case "EHLO":
                self._hello(extended=verb == "EHLO")
            case "STARTTLS":
                self._say("220 go on")
                self._encrypt()
            case "AUTH":
                self._log_in(line)
            case "MAIL":
                self._say("250 ok")
            case "RCPT":
                self._to = line.split("<")[1].split(">")[0]
                self._say("250 ok")
            case "DATA":
                self._say("354 go on")
                self._message()
            case "QUIT":
                self._say("221 bye")
                raise _Left
            case _:
                self._say("502 what?")

    def _hello(self, *, extended: bool) -> None:
        if not extended:
            self._say("250 mail.example")
            return
        encrypted = isinstance(self._socket, ssl.SSLSocket)
        offers = ["mail.example", *(["STARTTLS"] if self._context and not encrypted else []), "AUTH PLAIN", "8BITMIME"]
        for offer in offers[:-1]:
            self._say(f"250-{offer}")
        self._say(f"250 {offers[-1]}")

    def _log_in(self, line: str) -> None:
        told = b64decode(line.split()[-1]).decode()
        right = told == f"\0{self._server.user}\0{self._server.password}"
        self._say("235 welcome" if right else f"535 wrong: {told} ({line})".replace("\0", " "))

    def _message(self) -> None:
        lines = []
        while (line := self._file.readline(65536)) != b".\r\n":
            if not line.endswith(b"\r\n"):
                raise _Left  # cut off: nobody may keep it
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        fault = self._fault if self._fault and self._fault.point == "END" else None
        with self._server.guard:
            self._server.dots.append(self._to)
            if fault is None or fault.filed:
                self._server.accepted.append((self._to, b"".join(lines)))
        if not self._point("END"):
            self._say("250 kept")
