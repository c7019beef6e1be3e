"""The name of a table comes in; its rows go out as columns and values that other programs understand."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any
from unicodedata import normalize

from sqlite_utils import Database

TABLES = ("articles", "evidence", "assessments", "stories", "runs", "links", "targets", "decisions")
# What serves this program alone.
_INNER = frozenset({"sketch", "figures", "candidates", "text_sha256", "etag", "last_modified", "captions"})
BATCH = 500
_JSON = frozenset({"disposition", "spam", "flags", "why", "why_not", "decided", "claim", "changes"})
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:E[+-]?\d+)?")


def columns(db: Database, table: str, *, text: bool) -> list[str]:
    """The columns of a table that others may read; `text` is among them where it is asked for."""
    names = [row[1] for row in db.execute(f"PRAGMA table_xinfo({table})")]
    return [name for name in names if name not in _INNER and (text or name != "text")]


def rows(db: Database, table: str, *, text: bool) -> Iterator[tuple[Any, ...]]:
    """The rows as they came, some at a time: a slow reader of the output must not keep a run from writing."""
    listed = ", ".join(columns(db, table, text=text))
    select = f"SELECT rowid, {listed} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {BATCH}"
    last = -1
    while some := db.execute(select, (last,)).fetchall():
        yield from (row[1:] for row in some)
        last = some[-1][0]


def write_csv(names: Iterable[str], values: Iterable[Iterable[Any]], file: IO[str]) -> None:
    """For spreadsheets: a byte order mark, and an apostrophe before what would be taken for a formula."""
    file.write("\ufeff")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(names)
    for row in values:
        writer.writerow([_harmless(value) for value in row])


def write_ndjson(names: Iterable[str], values: Iterable[Iterable[Any]], file: IO[str]) -> None:
    """One ASCII-escaped JSON object a line; reasons and lists as what they are."""
    keys = tuple(names)
    for row in values:
        told = {key: _opened(key, value) for key, value in zip(keys, row, strict=True)}
        file.write(json.dumps(told) + "\n")


def _opened(key: str, value: Any) -> Any:
    is_json = key in _JSON or (key == "evidence" and isinstance(value, str))
    return json.loads(value) if is_json and value else value


def _harmless(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and _may_compute(value) else value


def _may_compute(text: str) -> bool:
    """Whether a spreadsheet could take it for a formula; some skip what is not seen. A signed number is none."""
    start = next((sign for sign in text if sign.isprintable() and not sign.isspace()), " ")
    formula = normalize("NFKC", start) in "=+-@" or text.startswith(("\t", "\r", "\n"))
    return formula and not _NUMBER.fullmatch(text)
