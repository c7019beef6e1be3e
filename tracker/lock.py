"""The path of a store comes in; the right to run on it alone goes out, or an error that names who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tracker.errors import StoreError, TrackerError


class LockHeldError(TrackerError):
    """Another run works on the store."""

    exit_code = 75  # EX_TEMPFAIL: try again later


@contextmanager
def only_run(store: Path) -> Iterator[None]:
    """Hold the lock file beside the store; LockHeldError names the other holder.

    The lock is the kernel's, so it ends with the process that holds it, however that ends; the file itself stays.
    """
    path = store.with_name(store.name + ".lock")
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise StoreError(reason, where=str(path), fix="the store's folder must exist and be writable") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockHeldError(_owner(handle), where=str(path), fix="wait for it, or stop it") from error
        _sign(handle)
        yield
        handle.truncate(0)


def _sign(handle: IO[str]) -> None:
    """Whether the note fits on the disk or not, the lock is held: nothing may stay in a buffer that fails later."""
    started = datetime.now(UTC).isoformat(timespec="seconds")
    note = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": started})
    with suppress(OSError):
        handle.truncate(0)
        os.write(handle.fileno(), note.encode())


def _owner(handle: IO[str]) -> str:
    handle.seek(0)
    try:
        note = json.loads(handle.read())
        age = datetime.now(UTC) - datetime.fromisoformat(note["started"])
        minutes = int(age.total_seconds() // 60)
        return f"another run holds the lock: process {note['pid']} on {note['host']}, for {minutes} min"
    except (ValueError, KeyError, TypeError):
        return "another run holds the lock"
