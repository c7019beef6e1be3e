"""A folder of the finished web site comes in; its files go out over HTTP, to be read and nothing else."""

from __future__ import annotations

import functools
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tracker.errors import ConfigError
from tracker.render.site import POLICY

_LOG = logging.getLogger(__name__)
# What is in the site; a file of another kind is not served.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}
_HEADERS = (
    ("Content-Security-Policy", POLICY + "; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),  # ask again each time, and be told 304
)
MAX_CONNECTIONS = 32  # at once; more are closed unheard
QUIET_S = 10.0  # a peer that sends or takes nothing for so long is left
WHOLE_S = 60.0  # and so is one that spreads a request, or its answer, over more


@contextmanager
def hosting(folder: Path, address: tuple[str, int], whole_s: float = WHOLE_S) -> Iterator[int]:
    """Serve the files of a folder until the block ends; gives the port. ConfigError for an address not to be had."""
    try:
        server = _Server(address, functools.partial(_Answer, folder.resolve(), whole_s))
    except (OSError, OverflowError) as error:
        where = f"{address[0]}:{address[1]}"
        raise ConfigError(f"cannot be served there: {error}", where=where, fix="name another with --site") from error
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        port = int(server.server_address[1])
        _LOG.info("the web page is at http://%s:%d/", address[0], port, extra={"event": "hosting"})
        try:
            yield port
        finally:
            server.shutdown()
            thread.join()


def host_and_port(text: str) -> tuple[str, int]:
    """`127.0.0.1:8000`, `:8000` or `8000`, `[::1]:8000`; the loopback interface where no host is named."""
    host, _, port = text.rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ConfigError(f"{text!r} is no address", fix="write it like 127.0.0.1:8000")
    return host.strip("[]") or "127.0.0.1", int(port)


class _Server(ThreadingHTTPServer):
    """A thread for each connection, but never more than MAX_CONNECTIONS."""

    daemon_threads = True
    request_queue_size = 2 * MAX_CONNECTIONS
    block_on_close = False

    def __init__(self, address: tuple[str, int], answer: Any) -> None:
        self._room = threading.BoundedSemaphore(MAX_CONNECTIONS)
        with suppress(ValueError):
            self.address_family = socket.AF_INET6 if ip_address(address[0]).version == 6 else socket.AF_INET
        super().__init__(address, answer)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that hangs up is no error of ours; what else it may be is worth a line."""
        _LOG.debug("a request was broken off", exc_info=True)


class _Answer(BaseHTTPRequestHandler):
    """One request and its answer (HTTP/1.0: the connection ends with it)."""

    timeout = QUIET_S
    server_version = "tracker"
    sys_version = ""

    def __init__(self, folder: Path, whole_s: float, *connection: Any) -> None:
        self._folder = folder
        self._whole_s = whole_s
        super().__init__(*connection)

    def setup(self) -> None:
        super().setup()
        self._end = threading.Timer(self._whole_s, self._hang_up)
        self._end.daemon = True
        self._end.start()

    def finish(self) -> None:
        self._end.cancel()
        super().finish()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = found(self._folder, self.path)
        if path is None:
            self._send(HTTPStatus.NOT_FOUND, b"not found\n", {"Content-Type": "text/plain; charset=utf-8"}, with_body)
            return
        try:
            body, changed = path.read_bytes(), path.stat().st_mtime
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, b"not found\n", {"Content-Type": "text/plain; charset=utf-8"}, with_body)
            return
        mark = f'"{sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Last-Modified": formatdate(changed, usegmt=True)}
        if self._known(mark, headers["Last-Modified"]):
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers, with_body=False)
        else:
            self._send(HTTPStatus.OK, body, {"Content-Type": _TYPES[path.suffix], **headers}, with_body)

    def _known(self, mark: str, changed: str) -> bool:
        """Whether the peer has the file as it is; its tag goes before its date (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return mark in [tag.strip().removeprefix("W/") for tag in tags.split(",")] or tags.strip() == "*"
        return self.headers.get("If-Modified-Since") == changed

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str], with_body: bool) -> None:
        self.send_response(status)
        for name, value in (*headers.items(), *_HEADERS):
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        _LOG.debug(format, *args)


def found(folder: Path, target: str) -> Path | None:
    """The file in the folder that a request means, None for anything else: no listing, no hidden file, no way out."""
    root, *told = target.partition("?")[0].split("/")
    if root or not told:
        return None
    try:
        names = [unquote(name, errors="strict") for name in told]
    except UnicodeDecodeError:
        return None
    names[-1] = names[-1] or "index.html"
    if any(not name or name.startswith(".") or set(name) & set("/\\:\0") for name in names):
        return None
    path = folder.joinpath(*names)
    try:
        real = path.resolve(strict=True)
    except (OSError, ValueError):
        return None
    inside = real.is_relative_to(folder) and real.is_file()
    return real if inside and real.suffix in _TYPES else None
