"""The option `--site` of a command that goes on: an address comes in, the web page is served while the command runs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from tracker.commands.options import F
from tracker.commands.place import Place
from tracker.errors import ConfigError

ADDRESS = "127.0.0.1:8000"

_option = click.option(
    "--site",
    is_flag=False,
    flag_value=ADDRESS,
    default="",
    metavar="[HOST:PORT]",
    help=f"Serve the web page of the reports too; at {ADDRESS} unless said otherwise.",
)


def hosted(command: F) -> F:
    """--site; for commands with --once and with the options of `placed`."""

    @functools.wraps(command)
    def beside(site: str, once: bool, place: Place, **words: Any) -> Any:
        if not site:
            return command(once=once, place=place, **words)
        if once:
            raise ConfigError("--site goes on until it is ended, and --once does not", fix="leave out one of them")
        from tracker.hosting import host_and_port, hosting

        with hosting(place.out / "site", host_and_port(site)):
            return command(once=once, place=place, **words)

    wrapped: Callable[..., Any] = _option(beside)
    return wrapped  # type: ignore[return-value]  # click keeps what it wraps
