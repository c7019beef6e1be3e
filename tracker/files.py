"""A path and a text come in; the file is replaced as a whole, or a StoreError says why it is not."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tracker.errors import StoreError

_READABLE_BY_ALL = 0o644  # mkstemp makes files for their owner alone; a report is there to be read


def write_whole(path: Path, text: str) -> None:
    """Replace the file at once: a reader sees the old text or the new one, never half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(_READABLE_BY_ALL)
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        fix = "check the folder's permissions and the space on its disk"
        raise StoreError(f"cannot be written: {error.strerror}", where=str(path), fix=fix) from error
