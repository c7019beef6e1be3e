"""Names with their addresses in, a small internet on the loopback interface out; every wrong way ends at a canary.

The gate's own code checks and connects; only the last step is bent, as a router would: connections to the public
addresses of known sites go to their server, and all others, to whatever address and port, to the canary, which counts.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tracker.fetch import Endpoint, Network

PUBLIC = "93.184.216.34"  # where the sites of the tests are said to live
PUBLIC_V6 = "2606:2800:220:1:248:1893:25c8:1946"
CANARY = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\ncanary"

Answers = Mapping[str, Sequence[Sequence[str]]]  # name -> what it is said to be at, lookup by lookup


@dataclass(slots=True)
class Internet:
    """routes: public address -> (address, port) of its server. names: see Answers, the last answer stays."""

    canary: Endpoint
    routes: dict[str, Endpoint]
    names: Answers = field(default_factory=dict)
    caught: int = 0
    lookups: dict[str, int] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def network(self) -> Network:
        return Network(resolve=self.resolve, connect=self.connect, chance=lambda: 0.0)

    def resolve(self, host: str, port: int) -> tuple[Endpoint, ...]:
        """Known names as told; whatever the system reads as a number or as this machine is left to the system."""
        with self._guard:
            count = self.lookups[host] = self.lookups.get(host, 0) + 1
        if host in self.names:
            answers = self.names[host]
            return tuple((address, port) for address in answers[min(count, len(answers)) - 1])
        flags = 0 if "localhost" in host else socket.AI_NUMERICHOST
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
        return tuple((str(info[4][0]), int(info[4][1])) for info in infos)

    def connect(self, endpoint: Endpoint, timeout_s: float) -> socket.socket:
        return socket.create_connection(self.routes.get(endpoint[0], self.canary), timeout=timeout_s)


@contextmanager
def internet(server_port: int, names: Answers) -> Iterator[Internet]:
    """An internet whose public addresses all lead to one server."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        server = ("127.0.0.1", server_port)
        world = Internet(
            canary=("127.0.0.1", listener.getsockname()[1]), routes={PUBLIC: server, PUBLIC_V6: server}, names=names
        )
        thread = threading.Thread(target=_catch, args=(listener, world), daemon=True)
        thread.start()
        try:
            yield world
        finally:
            with socket.create_connection(world.canary) as last:  # wakes the thread, which then sees the end
                last.sendall(b"END")
            thread.join()


def _catch(listener: socket.socket, world: Internet) -> None:
    """Count every connection and answer it, so that a gate that lets one through also brings its page home."""
    while True:
        caught, _ = listener.accept()
        with caught:
            caught.settimeout(2)
            try:
                if caught.recv(65_536) == b"END":
                    return
                world.caught += 1
                caught.sendall(CANARY)
            except OSError:
                world.caught += 1
