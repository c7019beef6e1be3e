"""Lines of text or JSON come in; what the language understands of each goes out, a row for every line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.errors import ConfigError

Row = Mapping[str, Any]


def parse_lines(lines: Iterable[bytes], published: str | None) -> Iterator[Row]:
    """One row for every line; `published` holds where a line does not give its own day. ConfigError names the line."""
    from tracker.language import language
    from tracker.language.rows import parse_row

    tongue = language("zh")
    default = _day(published, "--published")
    for number, raw in enumerate(lines, 1):
        where = f"line {number}"
        text, day = _line(raw, where, default)
        yield parse_row(text, day, tongue)


def _line(raw: bytes, where: str, default: date | None) -> tuple[str, date | None]:
    try:
        line = raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise ConfigError("the text is not UTF-8", where=where, fix="convert it, e.g. with iconv") from error
    if not line.lstrip().startswith("{"):
        return line, default
    try:
        row = json.loads(line)
    except ValueError:
        return line, default  # a text may begin with a brace
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ConfigError("the object has no text", where=where, fix='write {"text": "...", "published": "2025-10-28"}')
    given = row.get("published")
    return row["text"], default if given is None else _day(str(given), where)


def _day(text: str | None, where: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{text!r} is no day", where=where, fix="write it like 2025-12-31") from error


def plain(row: Row) -> str:
    """The row as a person reads it: the text, then a line for each thing understood."""
    lines = [row["text"]]
    for one in row["quantities"]:
        told = (one["role"], one["basis"], one["modality"], one["period"])
        words = " ".join(str(word) for word in told if word)
        lines.append(f"  {one['raw']}: {one['comparator']} {one['value']} {one['unit']}  {words}")
    for one in row["periods"]:
        lines.append(f"  {one['raw']}: {one['start'] or '…'} – {one['end'] or '…'}  {one['role']}")
    for one in row["stages"]:
        until = f" by {one['expected']}" if one["expected"] else ""
        lines.append(f"  {one['raw']}: {one['stage']} {one['modality']}{until}")
    return "\n".join(lines)
