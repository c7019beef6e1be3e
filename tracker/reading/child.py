"""The child that reads one document: a page comes in on stdin, its outcome goes out on stdout."""

from __future__ import annotations

import os
import resource
import sys

import msgspec

from tracker.documents import extract_document
from tracker.errors import ExtractError
from tracker.model import Page
from tracker.reading.confined import MEMORY_MAX_BYTES, TIME_MAX_S, Outcome


def main() -> None:
    """Bind this process first, then read: whatever a file does, it does it here and within the bounds."""
    page = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Page)
    # Libraries may print; only the outcome may reach the parent.
    out = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _bind()
    answer = msgspec.msgpack.encode(_outcome(page))
    with os.fdopen(out, "wb") as stream:
        stream.write(answer)


def _bind() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX_BYTES, MEMORY_MAX_BYTES))
    seconds = int(TIME_MAX_S)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write to a disk
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(page: Page) -> Outcome:
    try:
        return Outcome(article=extract_document(page))
    except ExtractError as error:
        return Outcome(code=error.code, message=error.message)
    except MemoryError:
        return Outcome(code="over_limit", message="reading it took more memory than it may")


if __name__ == "__main__":
    main()
