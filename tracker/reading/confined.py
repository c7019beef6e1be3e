"""The page of a document comes in; its article goes out of a child process with bounds on its time and memory."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass

import msgspec

from tracker.errors import ExtractError
from tracker.extract import Selectors
from tracker.model import Article, Page

TIME_MAX_S = 40.0
MEMORY_MAX_BYTES = 1024 * 1024 * 1024
# How a process ends whose memory or time is used up.
_OUT_OF_BOUNDS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGKILL, signal.SIGXCPU}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the child says: an article, or the code and the words of an ExtractError."""

    article: Article | None = None
    code: str = ""
    message: str = ""


def extract_confined(page: Page, selectors: Selectors | None = None) -> Article:
    """The article of a document; a file that breaks, fills or stalls its reader is an ExtractError and nothing more.

    ExtractError codes: those of extract_document, over_limit for too much time or memory, and damaged_document for a
    file on which the reader died. Selectors are for web pages and leave a document as it is.
    """
    # -P: what lies in the working directory is not taken for a module.
    command = [sys.executable, "-P", "-m", "tracker.reading.child"]
    try:
        done = subprocess.run(
            command,
            input=msgspec.msgpack.encode(page),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIME_MAX_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractError(f"reading it took longer than {TIME_MAX_S:.0f} s", code="over_limit") from error
    if done.returncode:
        code = "over_limit" if -done.returncode in _OUT_OF_BOUNDS else "damaged_document"
        raise ExtractError(f"its reader ended with {done.returncode}", code=code)
    outcome = msgspec.msgpack.decode(done.stdout, type=Outcome)
    if outcome.article is None:
        raise ExtractError(outcome.message, code=outcome.code)
    return outcome.article
