"""WARC files, saved pages and folders of them come in; pages and problems go out, one at a time and in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.archive.page import MAX_BODY_BYTES, Problem
from tracker.archive.places import Place, find_page
from tracker.archive.pruning import Pruned, Record, Survey, choose, drop, survey
from tracker.archive.saved import ADDED_NAMES, PAGE_NAMES, saved_page
from tracker.archive.warc import warc_pages
from tracker.archive.writing import append_page
from tracker.errors import ConfigError
from tracker.model import Page

__all__ = [
    "ADDED_NAMES",
    "MAX_BODY_BYTES",
    "Place",
    "Problem",
    "Pruned",
    "Record",
    "Survey",
    "append_page",
    "choose",
    "drop",
    "find_page",
    "pages",
    "pages_of_days",
    "saved_page",
    "survey",
]

_WARC_NAMES = (".warc", ".warc.gz")


def pages(paths: tuple[Path, ...]) -> Iterator[Page | Problem]:
    """Every page under the paths, whatever its status; ConfigError at once for a path that cannot be one."""
    return pages_of_days(paths, frozenset())


def pages_of_days(paths: tuple[Path, ...], days: frozenset[str]) -> Iterator[Page | Problem]:
    """The same, files named after one of the days (YYYY-MM-DD) first: this program puts there what it fetched then."""
    files = sorted(_files(paths), key=lambda path: path.name[:10] not in days)
    return (page for path in files for page in (warc_pages(path) if _is_warc(path) else saved_page(path)))


def _is_warc(path: Path) -> bool:
    return path.name.endswith(_WARC_NAMES)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    known = _WARC_NAMES + PAGE_NAMES
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.name.endswith(known) and one.is_file())
        elif not path.is_file():
            raise ConfigError("there is no such file or folder", where=str(path), fix="name WARC files or saved pages")
        elif not path.name.endswith(known):
            fix = "the name must end with " + ", ".join(known)
            raise ConfigError("neither a WARC file nor a saved page", where=str(path), fix=fix)
        else:
            found.append(path)
    return found
