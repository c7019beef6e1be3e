"""Servers that keep a client waiting, each in its own way, on the loopback interface; healthy ones beside them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat

from loopback import Reply, Site, running

from tracker.fetch import Endpoint

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ROBOTS = b"User-agent: *\nDisallow:\n"


def dripping(head: bytes, piece: bytes, every_s: float) -> Callable[[dict[str, str]], Reply]:
    return lambda sent: Reply(raw=chain([head], repeat(piece)), drip_s=every_s)


def slow_answers(every_s: float) -> dict[str, Callable[[dict[str, str]], Reply] | Reply]:
    """By host and path; the pages of these hosts never end."""
    away = b"HTTP/1.1 302 Found\r\nLocation: /slow\r\nX: "
    return {
        "body.example/slow": dripping(HEAD + b"Content-Length: 900000\r\n\r\n", b"x", every_s),
        "endless.example/slow": dripping(HEAD + b"\r\n", b"<p>x</p>", every_s),
        "chunks.example/slow": dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", every_s),
        "headers.example/slow": dripping(HEAD, b"X: y\r\n", every_s),
        "status.example/slow": dripping(b"HTTP/1.1 2", b"0", every_s),
        "continue.example/slow": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", every_s),
        "redirect.example/slow": dripping(away, b"x", every_s),
        "robots.example/robots.txt": dripping(HEAD + b"\r\n", b"User-agent: *\n", every_s),
        "stalls.example/slow": dripping(HEAD + b"Content-Length: 900000\r\n\r\n" + b"x" * 9000, b"", every_s),
        "loop.example/slow": Reply(status=302, headers={"Location": "/slow"}),
    }


SLOW = [key.partition("/")[0] for key in slow_answers(1.0)]


@contextmanager
def silent() -> Iterator[Endpoint]:
    """Accepts and says nothing: neither a page nor its part of a TLS handshake."""
    kept: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:

        def accept() -> None:
            while True:
                try:
                    kept.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield ("127.0.0.1", listener.getsockname()[1])
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for sock in kept:
                sock.close()


@contextmanager
def healthy(pages: int, took_s: float) -> Iterator[Site]:
    """Answers `pages` articles for any host, each after a while."""

    def article(sent: dict[str, str]) -> Reply:
        time.sleep(took_s)
        return Reply(body=b"<p>" + "区里的公园今天开放，市民可以从北门入园。".encode() * 30 + b"</p>")

    answers = {f"/{number}": article for number in range(pages)}
    with running(answers | {"/robots.txt": Reply(body=ROBOTS, content_type="text/plain")}) as site:
        yield site
