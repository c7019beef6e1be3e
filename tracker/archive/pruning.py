"""A rule and the records of an archive come in; those to let go are chosen, and the day files written again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tracker.archive.page import Problem
from tracker.archive.places import DAY_FILES, Place, placed_pages
from tracker.errors import StoreError
from tracker.model import Keeping, Page

_CHUNK_BYTES = 1024 * 1024

# Of a page: "needed" where evidence points to it, "read" where it was read in vain, "unread" where the store has no
# reading of it.
Standing = Callable[[Page], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record and what may become of it. standing: as above, and "other" for a record that is no page."""

    place: Place
    fetched: datetime
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All records of the day files in order, and the files that are damaged, which nobody touches."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    bytes: int  # of all day files


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was let go, or would be. over_bytes: by how much what must stay exceeds the limit, 0 for not at all."""

    dropped: tuple[Record, ...]
    freed_bytes: int
    left_bytes: int
    over_bytes: int


def survey(folder: Path, standing: Standing) -> Survey:
    """Look at every day file of the archive; a file with any damage is a problem and none of its records is told."""
    records: list[Record] = []
    problems: list[Problem] = []
    total = 0
    for path in sorted(folder.glob(DAY_FILES)):
        total += path.stat().st_size
        found: list[Record] = []
        for one in placed_pages(path):
            if isinstance(one, Problem):
                problems.append(one)
                found = []
            else:
                found.append(_record(one, standing))
        records += found
    return Survey(records=tuple(records), problems=tuple(problems), bytes=total)


def _record(one: tuple[Place, Page | None], standing: Standing) -> Record:
    place, page = one
    if page is None:
        return Record(place=place, fetched=datetime.max.replace(tzinfo=UTC), standing="other")
    return Record(place=place, fetched=page.fetched, standing=standing(page))


def choose(found: Survey, rule: Keeping, now: datetime) -> Pruned:
    """What the rule lets go: pages read in vain, by age where only evidence is kept, then the oldest over the limit.

    Whatever the rule, a page that is needed, or that has not been read, stays.
    """
    free = sorted((one for one in found.records if one.standing == "read"), key=_by_age)
    aged = timedelta(days=rule.days)
    dropped = [one for one in free if rule.keep == "evidence" and now - one.fetched > aged]
    left = found.bytes - sum(one.place.size for one in dropped)
    limit = rule.limit_bytes if rule.limit_bytes is not None else found.bytes
    for one in free[len(dropped) :]:
        if left <= limit:
            break
        dropped.append(one)
        left -= one.place.size
    return Pruned(
        dropped=tuple(dropped), freed_bytes=found.bytes - left, left_bytes=left, over_bytes=max(0, left - limit)
    )


def _by_age(one: Record) -> tuple[datetime, str, int]:
    return one.fetched, str(one.place.path), one.place.offset


def drop(dropped: Iterable[Record], found: Survey) -> None:
    """Write the day files again without some records, one file after the other, each as a whole.

    Whenever it is interrupted, every file is either as it was or as it should be. StoreError where a file cannot be
    written, or has changed since the survey.
    """
    gone = {(one.place.path, one.place.offset) for one in dropped}
    for path in sorted({path for path, _ in gone}):
        records = [one.place for one in found.records if one.place.path == path]
        kept = [place for place in records if (place.path, place.offset) not in gone]
        try:
            _rewrite(path, kept, sum(place.size for place in records))
        except OSError as error:
            fix = "check the folder's permissions and the space on its disk; what is left is whole"
            raise StoreError(f"cannot be written: {error.strerror}", where=str(path), fix=fix) from error


def _rewrite(path: Path, kept: Sequence[Place], size: int) -> None:
    """Replace the file by one that holds the kept records only, byte for byte; remove it where none is left."""
    _remove_leftovers(path)
    if path.stat().st_size != size:
        raise StoreError("the file has changed meanwhile", where=str(path), fix="run `tracker prune` again")
    if not kept:
        path.unlink()
    else:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as fresh, path.open("rb") as old:
                for place in kept:
                    _copy(old, fresh, place)
                fresh.flush()
                os.fsync(fresh.fileno())
            Path(name).chmod(path.stat().st_mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    _sync(path.parent)


def _remove_leftovers(path: Path) -> None:
    """Copies that an interrupted run left half written."""
    for old in path.parent.glob(f".{path.name}.*"):
        old.unlink()


def _copy(old: BinaryIO, fresh: BinaryIO, place: Place) -> None:
    old.seek(place.offset)
    left = place.size
    while left:
        piece = old.read(min(left, _CHUNK_BYTES))
        if not piece:
            raise OSError(0, "the file ends too early")
        fresh.write(piece)
        left -= len(piece)


def _sync(folder: Path) -> None:
    """Make a rename or removal last, as far as the file system does so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
