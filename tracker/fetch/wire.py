"""One request in, one bounded answer out: asked at checked addresses only, and never longer than the leash allows.

Requests prepares, sends and parses through an adapter that is given one line to one checked address. There is no
session: it would look for proxies and passwords in the environment, and load the bodies of redirects.
"""

from __future__ import annotations

import functools
import io
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import certifi
import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection

from tracker.errors import FetchError
from tracker.fetch.address import Place
from tracker.fetch.network import Leash, Network, connected
from tracker.fetch.policy import Endpoint, Policy
from tracker.fetch.unpack import unpacked

_CHUNK = 65_536
_HEAD_MAX = 262_144  # bytes of status line and headers
_TOO_LATE = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
_BROKEN = (OSError, ValueError, urllib3.exceptions.HTTPError)  # the errors of requests are OSErrors


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as it is sent; `form` is an encoded body to post. first_bytes: so much is taken of a longer answer."""

    place: Place
    headers: Mapping[str, str] = field(default_factory=dict)
    form: bytes = b""
    first_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers (names in lower case) and decoded body, which is read of a success (2xx) only."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(ask: Ask, found: tuple[Endpoint, ...], policy: Policy, network: Network, leash: Leash) -> Answer:
    """Ask one address at its checked endpoints, without following redirects.

    FetchError: `timeout`, `unreachable`, `too_large` or `not_text`.
    """
    url = ask.place.url
    try:
        with connected(found, network, leash) as plain, _secured(plain, ask.place, policy, leash) as sock:
            return _asked(ask, _Line(sock, leash, policy.max_bytes), policy)
    except FetchError as error:
        raise FetchError(error.message, code=error.code, where=url) from error
    except _TOO_LATE as error:
        raise FetchError("no complete answer in time", code="timeout", where=url) from error
    except _BROKEN as error:
        raise FetchError(f"the host cannot be reached ({type(error).__name__})", where=url) from error


def _secured(plain: socket.socket, place: Place, policy: Policy, leash: Leash) -> socket.socket:
    """The connection, for https under TLS with the certificate checked for the name of the address."""
    if place.scheme == "http":
        return plain
    plain.settimeout(leash.left_s())
    return _tls(policy.ca_file or certifi.where()).wrap_socket(plain, server_hostname=place.host)


@functools.lru_cache(maxsize=8)
def _tls(ca_file: str) -> ssl.SSLContext:
    """Loading the certificates takes longer than most requests, so each file is loaded once."""
    context = ssl.create_default_context(cafile=ca_file)
    context.hostname_checks_common_name = False
    return context


def _asked(ask: Ask, line: _Line, policy: Policy) -> Answer:
    sent = {name: value.encode("utf-8") for name, value in {"Host": ask.place.host_sent, **ask.headers}.items()}
    method = "POST" if ask.form else "GET"
    prepared = requests.Request(
        method, ask.place.url, headers={**sent, "Connection": b"close"}, data=ask.form or None
    ).prepare()
    prepared.url = ask.place.url  # as it was checked: preparing may quote it otherwise
    with closing(_LineAdapter(line, ask.place)) as adapter:
        response = adapter.send(prepared, stream=True)
        line.end_of_head()
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = _body(response, headers, ask, policy) if _has_news(response.status_code) else b""
    return Answer(status=response.status_code, headers=headers, body=body)


def _has_news(status: int) -> bool:
    """Whether the body is wanted: those of redirects and errors are left on the wire."""
    return 200 <= status < 300


class _Line(io.RawIOBase):
    """A socket as the HTTP client sees it: each wait is on the leash, and only so many bytes are taken off the wire."""

    def __init__(self, sock: socket.socket, leash: Leash, max_bytes: int) -> None:
        self._sock = sock
        self._leash = leash
        self._max_bytes = max_bytes
        self._left = _HEAD_MAX

    def end_of_head(self) -> None:
        """From now on the body is read."""
        self._left = self._max_bytes

    def settimeout(self, seconds: float | None) -> None:
        """The leash says how long to wait, whatever the client thinks."""

    def sendall(self, sent: bytes) -> None:
        self._sock.settimeout(self._leash.left_s())
        self._sock.sendall(sent)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader passes
        self._sock.settimeout(self._leash.left_s())
        count = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise FetchError("more bytes on the wire than allowed", code="too_large")
        return count

    def close(self) -> None:
        """The socket is closed by the one who opened it; the client would close it with the body still unread."""


class _LineAdapter(HTTPAdapter):
    """Sends a request along one line, whatever its address says."""

    def __init__(self, line: _Line, place: Place) -> None:
        self._line = line
        self._place = place
        super().__init__(max_retries=0)

    def request_url(self, *_: Any) -> str:
        """As it was checked against robots.txt, not as the client would build it once more."""
        return self._place.target

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = functools.partial(_LineConnection, line=self._line)  # type: ignore[attr-defined]
        return pool


class _LineConnection(HTTPConnection):
    """A connection over a line that is there already, under TLS where the address asks for it."""

    is_verified = True  # by _secured, with the name of the address

    def __init__(self, host: str, port: int | None = None, *, line: _Line, **_: Any) -> None:
        self._line = line
        super().__init__(host, port)

    def _new_conn(self) -> Any:
        return self._line


def _body(response: requests.Response, headers: Mapping[str, str], ask: Ask, policy: Policy) -> bytes:
    """The unpacked body, not a byte more than allowed on the wire or after unpacking."""
    limit = ask.first_bytes or policy.max_bytes
    length = headers.get("content-length", "")
    if not ask.first_bytes:
        _refuse_media(headers, documents=policy.documents)
        if length.isdecimal() and int(length[:20]) > limit:
            raise _too_large(limit)
    body = bytearray()
    for piece in unpacked(
        response.raw.stream(_CHUNK, decode_content=False), headers.get("content-encoding", ""), limit + 1
    ):
        body += piece
        if len(body) > limit and ask.first_bytes:
            return bytes(body[:limit])
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _refuse_media(headers: Mapping[str, str], *, documents: bool) -> None:
    """Pictures, films and unwanted documents are refused by their label, before their bytes are loaded."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    family, _, member = kind.partition("/")
    document = member == "pdf" or "wordprocessingml" in member
    media = family in ("image", "audio", "video", "font") and "svg" not in member
    office = member in ("zip", "msword") or "officedocument" in member or member.startswith("vnd.ms-")
    if media or (document and not documents) or (office and not document):
        raise FetchError(f"not a text but {kind}", code="not_text")


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(f"larger than {max_bytes} bytes", code="too_large")
