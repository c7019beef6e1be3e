"""A path and its content come in; the file is replaced as a whole, or a StoreError says why it is not."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.errors import StoreError

READABLE_BY_ALL = 0o644  # mkstemp makes files for their owner alone; a report is there to be read
_UNFINISHED = ".tracker-part"
_LEFT_AFTER_S = 3600  # what is being written is younger than this


def write_whole(path: Path, text: str) -> None:
    """Replace the file at once: a reader sees the old text or the new one, never half of it."""
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8", newline="")


@contextmanager
def replacing(path: Path, mode: int = READABLE_BY_ALL) -> Iterator[Path]:
    """Give an empty file beside `path` to fill; it takes the place of `path` when the block ends well, else it goes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
        os.close(handle)
        fresh = Path(name)
        try:
            yield fresh
            sync(fresh)
            fresh.chmod(mode)
            fresh.replace(path)
            sync(path.parent)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        fix = "check the folder's permissions and the space on its disk"
        raise StoreError(f"cannot be written: {error.strerror}", where=str(path), fix=fix) from error


def _remove_leftovers(folder: Path) -> None:
    """What writers that were killed have left."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_AFTER_S:
                left.unlink()


def sync(path: Path) -> None:
    """Make the file, or a renaming in the folder, outlast a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
