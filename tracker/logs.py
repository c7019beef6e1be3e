"""What a person asks of the log comes in; records go out as plain words, timed lines or JSON, without secrets.

Every JSON line carries the keys of KEYS, null where they say nothing: `event` names what happened, `trace` holds the
traceback of a bug.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from tracker.errors import ConfigError, TrackerError
from tracker.redaction import Redaction

KEYS = ("time", "level", "event", "message", "run", "source", "url", "code", "period", "trace")
PROGRESS = frozenset({"page", "list"})  # events of single pages: for a person there is a progress bar
Form = Literal["plain", "text", "json"]

_FILE_BYTES = 10 * 1024 * 1024
_FILES = 5
_LOUD = {"apscheduler": logging.ERROR, "urllib3": logging.WARNING, "charset_normalizer": logging.WARNING}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How to log. form: of the lines on stderr. loud: also what is only good to know. file: lines go there too."""

    form: Form = "plain"
    loud: bool = False
    file: Path | None = None


@contextmanager
def logging_to(wanted: Wanted, hidden: Redaction) -> Iterator[None]:
    """Log as wanted while inside. A TrackerError that leaves holds no secrets; a bug is logged, and leaves as one line.

    ConfigError for a file that cannot be written.
    """
    root = logging.getLogger()
    former = root.level, [*root.handlers], threading.excepthook
    root.handlers[:] = _handlers(wanted, hidden)
    root.setLevel(logging.INFO)
    for name, level in _LOUD.items():
        logging.getLogger(name).setLevel(level)
    threading.excepthook = _log_thread
    try:
        yield
    except TrackerError as error:
        error.message, error.where, error.fix = hidden(error.message), hidden(error.where), hidden(error.fix)
        raise
    except Exception as error:
        _LOG.exception("this is a bug, please report it", extra={"event": "bug"})
        raise TrackerError("a bug has ended the work", fix="please report the lines above") from error
    finally:
        for handler in root.handlers:
            handler.close()
        root.setLevel(former[0])
        root.handlers[:], threading.excepthook = former[1], former[2]


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        trace = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        _LOG.error("a thread failed, please report this", exc_info=trace, extra={"event": "bug"})


def _handlers(wanted: Wanted, hidden: Redaction) -> list[logging.Handler]:
    stream: logging.StreamHandler[IO[str]] = logging.StreamHandler(sys.stderr)
    stream.setFormatter(_formatter(wanted.form, hidden))
    stream.setLevel(logging.INFO if wanted.loud or wanted.form != "plain" else logging.WARNING)
    if wanted.form == "plain":
        stream.addFilter(lambda record: getattr(record, "event", "") not in PROGRESS)
    if wanted.file is None:
        return [stream]
    from logging.handlers import RotatingFileHandler  # it loads much that `--help` does not need

    try:
        file = RotatingFileHandler(wanted.file, maxBytes=_FILE_BYTES, backupCount=_FILES - 1, encoding="utf-8")
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise ConfigError(message, where=str(wanted.file), fix="name another file with --log-file") from error
    file.setFormatter(_formatter("text" if wanted.form == "plain" else wanted.form, hidden))
    return [stream, file]


def _formatter(form: Form, hidden: Redaction) -> logging.Formatter:
    return {"plain": _Plain, "text": _Text, "json": _Json}[form](hidden)


class _Plain(logging.Formatter):
    """The message, and the traceback where there is one."""

    def __init__(self, hidden: Callable[[str], str]) -> None:
        super().__init__("%(message)s")
        self._hidden = hidden

    def format(self, record: logging.LogRecord) -> str:
        return self._hidden(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


class _Text(_Plain):
    """One line with the time; further lines of a message are indented, so that each is seen to belong above."""

    def format(self, record: logging.LogRecord) -> str:
        where = "".join(f" {key}={value}" for key in ("run", "source", "url", "code") if (value := _fact(record, key)))
        text = f"{self.formatTime(record)} {record.levelname} {super().format(record)}"
        first, *more = text.split("\n")
        return "\n".join([first + self._hidden(where), *(f"    {line}" for line in more)])


class _Json(_Plain):
    """One JSON object a line, with every key of KEYS."""

    def format(self, record: logging.LogRecord) -> str:
        trace = self.formatException(record.exc_info) if record.exc_info else None
        row = {key: _fact(record, key) for key in KEYS} | {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "event": _fact(record, "event") or record.name,
            "message": record.getMessage(),
            "trace": trace,
        }
        return json.dumps({key: self._hidden(value) if isinstance(value, str) else value for key, value in row.items()})


def _fact(record: logging.LogRecord, key: str) -> str | int | None:
    value = getattr(record, key, None)
    return value if isinstance(value, int) else str(value) if value else None
