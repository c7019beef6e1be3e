"""How far a command has come goes in; a bar on a terminal, elsewhere a line in the log now and then, goes out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOG = logging.getLogger(__name__)


@contextmanager
def bar() -> Iterator[Callable[..., None]]:
    """A function to tell how many pages more are done and, where that is known, of how many."""
    if not sys.stderr.isatty():
        yield _noted()
        return
    from tqdm import tqdm

    with tqdm(unit=" pages", file=sys.stderr, leave=False) as shown:

        def advance(done: int, total: int | None = None) -> None:
            shown.total = total
            shown.update(done)

        yield advance


def _noted() -> Callable[..., None]:
    pages = 0

    def note(done: int, total: int | None = None) -> None:
        nonlocal pages
        pages += done
        of = f" of {total}" if total else ""
        _LOG.info("%d%s pages so far", pages, of, extra={"event": "page"})

    return note
