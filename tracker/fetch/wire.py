"""One request in, one bounded answer out: asked at checked addresses only, and never longer than the leash allows.

The standard library's HTTP client is given a socket and nothing else: no proxy, no password file, no cookie, no
variable of the environment and no second reading of the address can come between the check and the connection.
"""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import certifi

from tracker.errors import FetchError
from tracker.fetch.address import Place
from tracker.fetch.network import Leash, Network, connected
from tracker.fetch.policy import Endpoint, Policy
from tracker.fetch.unpack import unpacked

_CHUNK = 65_536
_HEAD_MAX = 262_144  # bytes of status line and headers


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
    except TimeoutError as error:
        raise FetchError("no complete answer in time", code="timeout", where=url) from error
    except (http.client.HTTPException, OSError, ValueError) as error:
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
    connection = http.client.HTTPConnection(ask.place.host, ask.place.port)
    connection.sock = line  # all that the client does with a socket, the line does
    connection.putrequest("POST" if ask.form else "GET", ask.place.target, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": ask.place.host_sent, **ask.headers, "Connection": "close"}.items():
        connection.putheader(name, value.encode("utf-8"))
    if ask.form:
        connection.putheader("Content-Length", str(len(ask.form)))
    connection.endheaders(ask.form or None)
    response = connection.getresponse()
    line.end_of_head()
    headers = {name.lower(): ", ".join(response.headers.get_all(name, [])) for name in response.headers}
    body = _body(response, headers, ask, policy) if _has_news(response.status) else b""
    return Answer(status=response.status, headers=headers, body=body)


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


def _body(response: http.client.HTTPResponse, headers: Mapping[str, str], ask: Ask, policy: Policy) -> bytes:
    """The unpacked body, not a byte more than allowed on the wire or after unpacking."""
    limit = ask.first_bytes or policy.max_bytes
    length = headers.get("content-length", "")
    if not ask.first_bytes:
        _refuse_media(headers, documents=policy.documents)
        if length.isdecimal() and int(length[:20]) > limit:
            raise _too_large(limit)
    body = bytearray()
    for piece in unpacked(_wire(response), headers.get("content-encoding", ""), limit + 1):
        body += piece
        if len(body) > limit and ask.first_bytes:
            return bytes(body[:limit])
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _wire(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK):
        yield chunk
    if response.length:
        raise FetchError("the answer ends too early")


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
