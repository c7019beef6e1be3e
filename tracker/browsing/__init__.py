"""A store comes in; Datasette shows it on this machine, to this machine alone, until it is told to end.

The file is opened read-only but not as immutable: a run may write meanwhile, and Datasette is to see it.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from tracker.errors import ConfigError

HOST = "127.0.0.1"
_App = Callable[[Any, Any, Any], Awaitable[None]]


def browse(store: Path, port: int, ready: Callable[[str], object]) -> None:
    """Serve the store until Ctrl-C; `ready` is given the address once it answers. Port 0: any that is free."""
    try:
        import uvicorn
        from datasette.app import Datasette
    except ImportError as error:
        fix = "install it: pip install 'tracker[browse]'"
        raise ConfigError("Datasette, which shows the store, is not there", fix=fix) from error
    shown = Datasette(files=[str(store.absolute())], metadata=described(store))
    with _listening(port) as listener:
        number = listener.getsockname()[1]
        app = only_by_name(shown.app(), {f"{name}:{number}" for name in (HOST, "localhost")})
        ready(f"http://{HOST}:{number}{shown.urls.database(store.stem)}")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def described(store: Path) -> dict[str, Any]:
    """What the pages say of the tables; Datasette calls a store by the name of its file."""
    told: dict[str, Any] = yaml.safe_load(files("tracker.browsing").joinpath("metadata.yml").read_text("utf-8"))
    return told | {"databases": {store.stem: told["databases"]["tracker"]}}


def only_by_name(app: _App, hosts: set[str]) -> _App:
    """An app that answers only who asks for this machine: a page of the web may not make its own name mean it."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        asked = dict(scope.get("headers", ())).get(b"host", b"").decode("latin-1")
        if scope["type"] != "http" or asked in hosts:
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body", "body": b"This is shown to this machine alone.\n"})

    return answer


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise ConfigError(f"port {port} is taken", fix="name another one with --port, or 0 for any") from error
