"""Paths with their answers in, a real web server on the loopback interface out, for tests of what fetches."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tracker.fetch import Policy

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a path answers; `raw` is sent as it is, status line and all, `drip_s` apart."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Iterable[bytes] = ()
    drip_s: float = 0.0


@dataclass(slots=True)
class Site:
    """A running server: its port, what it was asked as (host, path, moment, headers), and what was posted to a path."""

    port: int
    asked: list[tuple[str, str, float, dict[str, str]]] = field(default_factory=list)
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]

    def policy(self, *hosts: str, **settings: object) -> Policy:
        """A policy that reaches this server under the names given, without pauses."""
        known = dict.fromkeys(hosts or ("news.example",), ("127.0.0.1", self.port))
        values = {"delay_s": 0.0, "allow_private": True, "connect_to": known, "timeout_s": 5.0} | settings
        return Policy(**values)  # type: ignore[arg-type]  # settings are those of Policy, checked when a test runs


Answers = Mapping[str, Reply | Callable[[dict[str, str]], Reply]]


@contextmanager
def running(answers: Answers, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve `answers` by path, or by host and path (`news.example/a`); anything else is 404."""
    site = Site(port=0)
    guard = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0]
            sent = {name.lower(): value for name, value in self.headers.items()}
            with guard:
                target = self.requestline.split(" ")[1]  # `path` has lost slashes at its start
                site.asked.append((host, target, time.monotonic(), sent))
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                found = answers.get(host + self.path) or answers.get(self.path) or Reply(status=404)
                self._send(found if isinstance(found, Reply) else found(sent))
            finally:
                with guard:
                    site.at_once -= 1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with guard:
                site.posted.append((self.path, body))
            self.do_GET()

        def _send(self, reply: Reply) -> None:
            if reply.raw:
                self._drip(reply)
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):  # the client has seen enough
                self.wfile.write(reply.body)

        def _drip(self, reply: Reply) -> None:
            self.close_connection = True
            try:
                for piece in reply.raw:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    if reply.drip_s:
                        time.sleep(reply.drip_s)
            except OSError:
                return  # the client has hung up, as it should

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def finish_request(self, request: object, client_address: object) -> None:
            if tls is not None:
                try:
                    request = tls.wrap_socket(request, server_side=True)  # type: ignore[arg-type]  # a socket here
                except OSError:
                    return  # the client does not trust this server, as may be right
            super().finish_request(request, client_address)  # type: ignore[arg-type]  # as above

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
