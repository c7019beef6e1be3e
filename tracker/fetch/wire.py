"""One request in, one bounded answer out: connects to checked addresses only and never longer than allowed."""

from __future__ import annotations

import functools
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from tracker.errors import FetchError
from tracker.fetch.address import Endpoint
from tracker.fetch.policy import Policy

_CHUNK = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers (names in lower case), decoded body and time on the wire; error answers have a body too."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took_s: float


class Leash:
    """Cuts every connection it has been given when the time is over, in whatever state the connection is.

    Socket time-outs start anew with each byte; a server that drips bytes, or header lines, would never meet them.
    """

    def __init__(self, timeout_s: float) -> None:
        self.ends = time.monotonic() + timeout_s
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(timeout_s, self._cut)
        self._timer.daemon = True

    @property
    def left_s(self) -> float:
        return max(0.001, self.ends - time.monotonic())

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.ends

    def hold(self, sock: socket.socket) -> None:
        """A duplicate is kept, since TLS takes the original away while it shakes hands."""
        with self._lock:
            self._held.append(sock.dup())

    def __enter__(self) -> Leash:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._held:
                sock.close()
            self._held.clear()

    def _cut(self) -> None:
        with self._lock:
            for sock in self._held:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the peer has gone already


def exchange(
    url: str, headers: Mapping[str, str], found: tuple[Endpoint, ...], policy: Policy, timeout_s: float
) -> Answer:
    """Ask one address at its checked endpoints, without following redirects.

    FetchError: `timeout`, `unreachable`, `too_large` or `not_text`.
    """
    with Leash(timeout_s) as leash, requests.Session() as session:
        session.trust_env = False
        session.headers.clear()
        adapter = _PinnedAdapter(found, leash)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        try:
            response = session.get(
                url,
                headers=dict(headers),
                stream=True,
                allow_redirects=False,
                timeout=timeout_s,
                verify=policy.ca_file or True,
            )
            body = _read(response, policy)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _failure(url, leash, error) from error
        if leash.over:  # a cut connection can look like the end of a body without a length
            raise _failure(url, leash, None)
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=names, body=body, took_s=timeout_s - leash.left_s)


def _failure(url: str, leash: Leash, error: Exception | None) -> FetchError:
    if leash.over or isinstance(error, requests.Timeout):
        return FetchError("no complete answer in time", code="timeout", where=url)
    return FetchError(f"the host cannot be reached ({type(error).__name__})", code="unreachable", where=url)


def _read(response: requests.Response, policy: Policy) -> bytes:
    """The decoded body, not a byte more than allowed on the wire or after decoding."""
    max_bytes = policy.max_bytes
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > max_bytes:
        raise _too_large(response.url, max_bytes)
    _refuse_media(response, documents=policy.documents)
    body = bytearray()
    for piece in _decoded(_wire(response, max_bytes), response, max_bytes):
        body += piece
        if len(body) > max_bytes:
            raise _too_large(response.url, max_bytes)
    return bytes(body)


def _wire(response: requests.Response, max_bytes: int) -> Iterator[bytes]:
    seen = 0
    for chunk in response.raw.stream(_CHUNK, decode_content=False):
        seen += len(chunk)
        if seen > max_bytes:
            raise _too_large(response.url, max_bytes)
        yield chunk


def _decoded(chunks: Iterator[bytes], response: requests.Response, max_bytes: int) -> Iterator[bytes]:
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        yield from chunks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"the answer is packed as {coding!r}, which was not asked for")
    inflater = None
    for chunk in chunks:
        if inflater is None:
            inflater = zlib.decompressobj(_window(coding, chunk))
        try:
            yield inflater.decompress(chunk, max_bytes + 1)
        except zlib.error as error:
            raise FetchError("the packed answer is broken", where=response.url) from error
        if inflater.unconsumed_tail:
            raise _too_large(response.url, max_bytes)
    if inflater is not None and not inflater.eof:
        raise FetchError("the packed answer ends too early", where=response.url)


def _window(coding: str, first: bytes) -> int:
    """`deflate` is zlib by its standard and raw deflate by the habit of some servers; the first byte tells."""
    if coding != "deflate":
        return zlib.MAX_WBITS | 16
    return zlib.MAX_WBITS if first[:1] and first[0] & 0x0F == 8 else -zlib.MAX_WBITS


def _refuse_media(response: requests.Response, *, documents: bool) -> None:
    """Pictures, films and unwanted documents are refused by their label, before their bytes are loaded."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    family, _, member = kind.partition("/")
    document = member == "pdf" or "wordprocessingml" in member
    media = family in ("image", "audio", "video", "font") and "svg" not in member
    office = member in ("zip", "msword") or "officedocument" in member or member.startswith("vnd.ms-")
    if media or (document and not documents) or (office and not document):
        raise FetchError(f"not a text but {kind}", code="not_text", where=response.url)


def _too_large(url: str, max_bytes: int) -> FetchError:
    return FetchError(f"larger than {max_bytes} bytes", code="too_large", where=url)


class _PinnedAdapter(HTTPAdapter):
    """Keeps the name for Host, SNI and the certificate, but connects only to the endpoints that were checked."""

    def __init__(self, found: tuple[Endpoint, ...], leash: Leash) -> None:
        self._found = found
        self._leash = leash
        super().__init__(max_retries=0)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        kind = _PinnedHTTPS if pool.scheme == "https" else _PinnedHTTP
        pool.ConnectionCls = functools.partial(kind, found=self._found, leash=self._leash)  # type: ignore[attr-defined]
        return pool


class _PinnedHTTP(HTTPConnection):
    def __init__(self, *args: Any, found: tuple[Endpoint, ...], leash: Leash, **kwargs: Any) -> None:
        self._found = found
        self._leash = leash
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        return _connect(self._found, self._leash)


class _PinnedHTTPS(HTTPSConnection):
    def __init__(self, *args: Any, found: tuple[Endpoint, ...], leash: Leash, **kwargs: Any) -> None:
        self._found = found
        self._leash = leash
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        return _connect(self._found, self._leash)


def _connect(found: tuple[Endpoint, ...], leash: Leash) -> socket.socket:
    """A connection to the first endpoint that answers; the last failure is raised when none does."""
    failure: OSError = OSError("no address")
    for endpoint in found:
        try:
            sock = socket.create_connection(endpoint, timeout=leash.left_s)
        except OSError as error:
            failure = error
            continue
        leash.hold(sock)
        return sock
    raise failure
