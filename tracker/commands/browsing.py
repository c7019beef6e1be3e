"""The command `browse`: options come in, the store is shown in a browser until Ctrl-C."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.commands.options import files, looking, tell

PORT = 8001


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port; 0 for any.")
@click.option("--open", "with_browser", is_flag=True, help="Open a browser, too.")
@files
def browse(port: int, with_browser: bool, targets: Path, db: Path) -> int:
    """Look at the store with Datasette: tables, facets, search, SQL. Read-only; to this machine alone.

    \b
    Example: tracker browse --open
    """
    from tracker.browsing import browse as show

    with looking(db):
        pass  # whether it is a store at all, and of this version

    def ready(address: str) -> None:
        click.echo(address)
        tell("Ctrl-C ends it")
        if with_browser:
            click.launch(address)

    show(db, port, ready)
    return 0
