"""A fetched page comes in and is appended to the WARC file of its day."""

from __future__ import annotations

import io
import os
from datetime import UTC
from pathlib import Path

from tracker.archive.warc import FINAL_URI
from tracker.errors import StoreError
from tracker.model import Page


def append_page(folder: Path, page: Page) -> Path:
    """Append the page to FOLDER/YYYY-MM-DD.warc.gz (the day it was fetched, UTC) and return the file's path.

    The record is made in memory and written at once, so that a crash can tear the last record only.
    """
    path = folder / f"{page.fetched.astimezone(UTC):%Y-%m-%d}.warc.gz"
    record = _record(page)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as handle:
            handle.write(record)
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as error:
        fix = "check the folder's permissions and the space on its disk"
        raise StoreError(f"the page cannot be archived: {error.strerror}", where=str(path), fix=fix) from error
    return path


def _record(page: Page) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    headers = [("Content-Length", str(len(page.body)))]
    if page.content_type:
        headers.insert(0, ("Content-Type", page.content_type))
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    warc_headers = {"WARC-Date": page.fetched.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    if page.final_url != page.url:
        warc_headers[FINAL_URI] = page.final_url
    http = StatusAndHeaders(f"{page.status} ", headers, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            page.url, "response", payload=io.BytesIO(page.body), http_headers=http, warc_headers_dict=warc_headers
        )
    )
    return buffer.getvalue()
