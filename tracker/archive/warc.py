"""A WARC file comes in; its HTTP answers go out as pages, and what cannot be read as problems with their offset."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from tracker.archive.members import GzipMember, is_gzip, next_start
from tracker.archive.page import MAX_BODY_BYTES, Problem, page, problem
from tracker.model import Page, Told

FINAL_URI = "WARC-X-Final-URI"  # the address after redirects, where this program wrote the record
SOURCE = "WARC-X-Source"  # id of the source that offered the page
LISTED = "WARC-X-Listed"  # the day that its list gave
ADDED = "WARC-X-Added-By-Hand"  # present on a page that a person added, with what was said of it
PUBLISHED = "WARC-X-Published"
PUBLISHER = "WARC-X-Publisher"

_CHUNK_BYTES = 64 * 1024
_BLANKS_BYTES = 16
BROKEN = (zlib.error, EOFError, ValueError, ArchiveLoadFailed, StatusAndHeadersParserException)
_READABLE = re.compile("html|pdf|wordprocessingml", re.IGNORECASE)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


def warc_pages(path: Path) -> Iterator[Page | Problem]:
    """The answers of one .warc or .warc.gz file, one record in memory at a time.

    A record that cannot be read is a problem, and reading goes on with the next one that can be found.
    """
    try:
        handle = path.open("rb")
    except OSError as error:
        yield problem(str(path), "unreadable", error=error.strerror or "")
        return
    with handle:
        yield from _walk(handle, path)


def _walk(handle: BinaryIO, path: Path) -> Iterator[Page | Problem]:
    gzip = is_gzip(handle)
    size = path.stat().st_size
    offset: int | None = 0
    while offset is not None and offset < size:
        try:
            offset = yield from (answers_at if gzip else _plain)(handle, offset, str(path))
        except BROKEN as error:
            yield problem(f"{path}@{offset}", "broken_record", error=str(error))
            offset = next_start(handle, offset, gzip=gzip)


def answers_at(handle: BinaryIO, offset: int, name: str) -> Generator[Page | Problem, None, int]:
    """The answers of a gzip member; returns the offset behind it.

    A member holds one record, but a file compressed as a whole has all of them in one. An answer is given only when
    reading has gone on behind it: the check sum at the member's end may tell that it is damaged.
    """
    member = GzipMember(handle, offset)
    stream = io.BufferedReader(member, _CHUNK_BYTES)
    answer: Page | Problem | None = None
    while record := _record(stream):
        if answer:
            yield answer
        answer = _answer(record, f"{name}@{offset}")
    following = member.end()
    if answer:
        yield answer
    return following


def _plain(handle: BinaryIO, offset: int, name: str) -> Generator[Page | Problem, None, int]:
    """The answer of the record at `offset` of an uncompressed file; returns the offset behind it."""
    handle.seek(offset)
    record = _record(handle)
    if record and (answer := _answer(record, f"{name}@{offset}")):
        yield answer
    return _past_blanks(handle)


def _past_blanks(handle: BinaryIO) -> int:
    """The offset of the next byte that is not part of the blank lines between records."""
    while piece := handle.read(_BLANKS_BYTES):
        if rest := piece.lstrip(b"\r\n"):
            return handle.tell() - len(rest)
    return handle.tell()


def _record(stream: BinaryIO) -> ArcWarcRecord | None:
    """The record at the stream's position, None at its end; ValueError or warcio's errors for something else."""
    line = stream.readline(_CHUNK_BYTES)
    while line and not line.strip():
        line = stream.readline(_CHUNK_BYTES)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError("no record begins here")
    loader = ArcWarcRecordLoader(arc2warc=False)
    record = loader.parse_record_stream(stream, line.decode("ascii", "replace").rstrip(), "warc")
    if record.length is None or not record.rec_headers.get_header("Content-Length"):
        raise ValueError("the record does not give its length")
    return record


def _answer(record: ArcWarcRecord, where: str) -> Page | Problem | None:
    """The page or problem of a response or of a saved resource, None for other records; reads the record to its end."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    status, content_type, encoding = _head(record)
    if status is None:
        _rest(record)
        return None
    if encoding not in _ENCODINGS:
        _rest(record)
        return problem(where, "unsupported_encoding", url=url, error=encoding)
    body = _body(record)
    _rest(record)
    if body is None:
        return problem(where, "too_large", url=url)
    final = record.rec_headers.get_header(FINAL_URI) or url
    found = page((url, final), (status, content_type), body, _time(record))
    source, listed = record.rec_headers.get_header(SOURCE) or "", _day(record.rec_headers.get_header(LISTED))
    return replace(found, source=source, listed=listed, told=_told(record))


def _told(record: ArcWarcRecord) -> Told | None:
    """What the person who added the page said of it; ValueError for a day that is none."""
    headers = record.rec_headers
    if not headers.get_header(ADDED):
        return None
    publisher = unquote(headers.get_header(PUBLISHER) or "")
    return Told(published=_day(headers.get_header(PUBLISHED)), publisher=publisher)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _head(record: ArcWarcRecord) -> tuple[int | None, str, str]:
    """Status (None for a record that is no page), content type and content encoding."""
    if record.rec_type == "response" and record.http_headers:
        headers = record.http_headers
        encoding = (headers.get_header("Content-Encoding") or "").strip().lower()
        return int(headers.get_statuscode()), headers.get_header("Content-Type") or "", encoding
    content_type = record.rec_headers.get_header("Content-Type") or ""
    readable = record.rec_headers.get_header(ADDED) or _READABLE.search(content_type)
    if record.rec_type == "resource" and readable:
        return 200, content_type, ""
    return None, "", ""


def _body(record: ArcWarcRecord) -> bytes | None:
    """The payload without transfer and content encoding, None where it is larger than MAX_BODY_BYTES."""
    stream = record.content_stream()
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK_BYTES):
        size += len(piece)
        if size > MAX_BODY_BYTES:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _rest(record: ArcWarcRecord) -> None:
    """Read the record's block away; EOFError where the file ends before it does."""
    while record.raw_stream.read(_CHUNK_BYTES):
        pass
    if record.raw_stream.limit > 0:
        raise EOFError("the file ends within a record")


def _time(record: ArcWarcRecord) -> datetime:
    time = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    return time if time.tzinfo else time.replace(tzinfo=UTC)
