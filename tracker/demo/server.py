"""A folder of saved pages in, a web server on the loopback interface out, which answers for all of their hosts."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    url: str
    content_type: str
    body: bytes
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running site: its port, its hosts, and the requests it has answered so far as (address, status)."""

    port: int
    hosts: tuple[str, ...]
    requests: list[tuple[str, int]]


def saved_pages(site: Traversable) -> tuple[SavedPage, ...]:
    """The pages that the index of a site folder (pages.jsonl) lists."""
    rows = [json.loads(line) for line in (site / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    return tuple(
        SavedPage(
            url=row["url"],
            content_type=row["content_type"],
            body=site.joinpath(*row["file"].split("/")).read_bytes(),
            kind=row["kind"],
        )
        for row in rows
    )


@contextmanager
def serving(pages: tuple[SavedPage, ...]) -> Iterator[Served]:
    """Serve pages by the Host header on a free port of the loopback interface; anything else answers 404."""
    by_place = {_place(page.url): page for page in pages}
    requests: list[tuple[str, int]] = []
    answer = functools.partial(_Answer, by_place, requests)
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        hosts = sorted({urlsplit(page.url).hostname or "" for page in pages})
        try:
            yield Served(port=server.server_address[1], hosts=tuple(hosts), requests=requests)
        finally:
            server.shutdown()
            thread.join()


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.path + (f"?{parts.query}" if parts.query else "")


class _Answer(BaseHTTPRequestHandler):
    def __init__(
        self, pages: Mapping[tuple[str, str], SavedPage], requests: list[tuple[str, int]], *connection: object
    ) -> None:
        self._pages = pages
        self._requests = requests
        super().__init__(*connection)  # type: ignore[arg-type]  # what the server passes on: socket, peer, server

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        page = self._pages.get((host, self.path))
        mark = f'"{sha256(page.body).hexdigest()[:16]}"' if page else ""
        if page is None:
            self._send(404, "text/plain; charset=utf-8", b"not found\n", "")
        elif self.headers.get("If-None-Match") == mark:
            self._send(304, "", b"", mark)
        else:
            self._send(200, page.content_type, page.body, mark)

    def _send(self, status: int, content_type: str, body: bytes, mark: str) -> None:
        self._requests.append((f"http://{self.headers.get('Host')}{self.path}", status))
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        if mark:
            self.send_header("ETag", mark)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the person: the requests are counted, not printed."""
