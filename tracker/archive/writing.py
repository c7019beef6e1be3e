"""A fetched page comes in and is appended to the WARC file of its day."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tracker.archive.warc import ADDED, FINAL_URI, LISTED, PUBLISHED, PUBLISHER, SOURCE
from tracker.errors import StoreError
from tracker.model import Page


def day_file(folder: Path, fetched: datetime) -> Path:
    """Where the pages lie that were fetched on the day (UTC) of a moment."""
    return folder / f"{fetched.astimezone(UTC):%Y-%m-%d}.warc.gz"


def append_page(folder: Path, page: Page) -> Path:
    """Append the page to FOLDER/YYYY-MM-DD.warc.gz (the day it was fetched, UTC) and return the file's path.

    The record is made in memory and written at once, so that a crash can tear the last record only.
    """
    path = day_file(folder, page.fetched)
    record = _record(page)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _append(path, record)
    except OSError as error:
        fix = "check the folder's permissions and the space on its disk"
        raise StoreError(f"the page cannot be archived: {error.strerror}", where=str(path), fix=fix) from error
    return path


def _append(path: Path, record: bytes) -> None:
    """Add the whole record or, where the disk is full, none of it."""
    with path.open("ab", buffering=0) as handle:
        size = handle.tell()
        try:
            left = memoryview(record)
            while left:
                left = left[handle.write(left) :]
            os.fsync(handle.fileno())
        except OSError:
            handle.truncate(size)
            raise


def _about(page: Page) -> dict[str, str]:
    """What a record cannot say of a page by the standard, and reading it again needs."""
    headers = {FINAL_URI: page.final_url} if page.final_url != page.url else {}
    if page.source:
        headers[SOURCE] = page.source
    if page.listed:
        headers[LISTED] = page.listed.isoformat()
    if page.told is not None:
        headers[ADDED] = "yes"
        if page.told.published:
            headers[PUBLISHED] = page.told.published.isoformat()
        if page.told.publisher:
            headers[PUBLISHER] = quote(page.told.publisher)  # a header is ASCII
    return headers


def _record(page: Page) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    warc_headers = {"WARC-Date": page.fetched.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    # In hexadecimal digits, as evidence names the page; the writer itself would give SHA-1.
    warc_headers["WARC-Payload-Digest"] = f"sha256:{page.sha256}"
    warc_headers |= _about(page)
    # Without a size the writer would put digests of its own in place of ours.
    body, size = io.BytesIO(page.body), len(page.body)
    if not page.url.startswith(("http://", "https://")):  # a saved file was no answer of a server
        kind = page.content_type or "application/octet-stream"
        record = writer.create_warc_record(
            page.url, "resource", body, size, warc_content_type=kind, warc_headers_dict=warc_headers
        )
    else:
        http = StatusAndHeaders(f"{page.status} ", _http_headers(page), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            page.url, "response", body, size, http_headers=http, warc_headers_dict=warc_headers
        )
    writer.write_record(record)
    return buffer.getvalue()


def _http_headers(page: Page) -> list[tuple[str, str]]:
    named = [("Content-Type", page.content_type)] if page.content_type else []
    return [*named, ("Content-Length", str(len(page.body)))]
