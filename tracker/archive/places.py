"""A day file comes in; each of its records goes out with the place where it lies and the page that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tracker.archive.page import Problem, problem
from tracker.archive.warc import BROKEN, answers_at
from tracker.archive.writing import day_file
from tracker.model import Page

DAY_FILES = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].warc.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A record: its file, the offset in bytes at which it begins, and its size there."""

    path: Path
    offset: int
    size: int

    def __str__(self) -> str:
        return f"{self.path}@{self.offset}"


def placed_pages(path: Path) -> Iterator[tuple[Place, Page | None] | Problem]:
    """The records of a file as this program writes it, None for one that is no page.

    The first record that is damaged, or that is not alone in its place, is a problem and the end: what lies behind it
    cannot be told apart for sure.
    """
    try:
        with path.open("rb") as handle:
            offset, size = 0, path.stat().st_size
            while offset < size:
                answers, end = _record(handle, offset, str(path))
                if any(isinstance(one, Problem) for one in answers) or len(answers) > 1:
                    raise ValueError("not a record as this program writes them")
                found = next((one for one in answers if isinstance(one, Page)), None)
                yield Place(path=path, offset=offset, size=end - offset), found
                offset = end
    except BROKEN as error:
        yield problem(f"{path}@{offset}", "broken_record", error=str(error))
    except OSError as error:
        yield problem(str(path), "unreadable", error=error.strerror or "")


def _record(handle: BinaryIO, offset: int, name: str) -> tuple[list[Page | Problem], int]:
    answers: list[Page | Problem] = []
    reading = answers_at(handle, offset, name)
    while True:
        try:
            answers.append(next(reading))
        except StopIteration as end:
            return answers, end.value


def find_page(folder: Path, url: str, sha256: str, fetched: datetime) -> tuple[Place, Page] | None:
    """Where a version of an address lies that was first fetched at a moment, with the page; None where it is not."""
    path = day_file(folder, fetched)
    if not path.exists():
        return None
    for one in placed_pages(path):
        if not isinstance(one, Problem) and one[1] is not None and (one[1].url, one[1].sha256) == (url, sha256):
            return one[0], one[1]
    return None
