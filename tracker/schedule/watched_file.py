"""The path of targets.yaml comes in; the configuration goes out whenever the file holds another one."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from tracker.config import load_config
from tracker.errors import ConfigError

_LOG = logging.getLogger(__name__)

Stamp = tuple[int, int, int]
_NOTHING: Stamp = (0, 0, 0)


class WatchedFile:
    """A targets file as last read; what it holds in the meantime counts once it is without errors."""

    def __init__(self, path: Path) -> None:
        """ConfigError for a file that is wrong from the start."""
        self.path = path
        self._seen = self._read = _stamp(path)
        self._hash = _hash(path)
        self.config = load_config(path)

    def changed(self) -> bool:
        """Look at the file; whether another configuration counts from now on.

        A file that was written since the last look is left for the next one: an editor may still be at it.
        """
        stamp = _stamp(self.path)
        still, self._seen = stamp == self._seen, stamp
        if not still or stamp in (self._read, _NOTHING):
            return False
        self._read = stamp
        return _hash(self.path) != self._hash and self.reload()

    def reload(self) -> bool:
        """Read the file now; whether it counts. What is wrong with it is told, and the former one stays."""
        self._seen = self._read = _stamp(self.path)
        self._hash = _hash(self.path)
        try:
            self.config = load_config(self.path)
        except ConfigError as error:
            _LOG.error("%s\nthe former targets stay in force", error, extra={"event": "targets_refused"})
            return False
        _LOG.info("%s was read again", self.path, extra={"event": "targets_read"})
        return True


def _stamp(path: Path) -> Stamp:
    """What changes with every writing of the file; nothing where it is missing, as between two steps of an editor."""
    try:
        found = path.stat()
    except OSError:
        return _NOTHING
    return found.st_mtime_ns, found.st_size, found.st_ino


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
