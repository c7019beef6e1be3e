"""The path of a store comes in; the right to run on it alone goes out, or an error that names who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from tracker.errors import StoreError, TrackerError


class LockHeldError(TrackerError):
    """Another run works on the store."""

    exit_code = 75  # EX_TEMPFAIL: try again later


def only_run(store: Path) -> AbstractContextManager[None]:
    """Hold the right to change the store; LockHeldError names the other holder."""
    return _held(store.with_name(store.name + ".lock"), "another run")


def only_daemon(store: Path) -> AbstractContextManager[None]:
    """Hold the right to be the daemon of the store, which leaves the store to others between its rounds."""
    return _held(store.with_name(store.name + ".daemon.lock"), "another daemon")


@contextmanager
def _held(path: Path, other: str) -> Iterator[None]:
    """Hold a lock file. The lock is the kernel's, so it ends with its process, however that ends; the file stays."""
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise StoreError(reason, where=str(path), fix="the store's folder must exist and be writable") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            fix = "wait for it, or stop it"
            raise LockHeldError(f"{other} holds the lock{_owner(handle)}", where=str(path), fix=fix) from error
        except OSError as error:
            reason = f"files cannot be locked here: {error.strerror}"
            raise StoreError(reason, where=str(path), fix="keep the store on a local disk") from error
        _write(handle, _note())
        try:
            yield
        finally:
            _write(handle, "")


def _note() -> str:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": started})


def _write(handle: IO[str], note: str) -> None:
    """Whether the note fits on the disk or not, the lock is held; a full disk is told by the store."""
    try:
        handle.seek(0)
        handle.truncate(0)
        handle.write(note)
        handle.flush()
    except OSError:
        return


def _owner(handle: IO[str]) -> str:
    """Who the note says holds the lock; nothing where it says nothing, or names a process that is no more."""
    try:
        handle.seek(0)
        note = json.loads(handle.read())
        pid, host, started = int(note["pid"]), str(note["host"]), datetime.fromisoformat(note["started"])
        age = datetime.now(UTC) - started
    except (ValueError, KeyError, TypeError):
        return ""
    if host == socket.gethostname() and not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
        return ""  # killed, and its successor has not signed yet
    place = "" if host == socket.gethostname() else f" on {host}"
    return f": process {pid}{place}, for {_words(age)}"


def _words(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
