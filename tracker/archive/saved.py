"""A saved HTML file comes in; its page goes out, under the address that it gives for itself."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tracker.archive.page import MAX_BODY_BYTES, Problem, page, problem
from tracker.model import Page

_HEAD_BYTES = 64 * 1024
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=(?:\(\d+\))?\s*(https?://[^\s>]+)", re.IGNORECASE)
_TAG = re.compile(rb"<(?:link|meta)\b[^>]*>", re.IGNORECASE)
_CANONICAL = re.compile(rb"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
_OG_URL = re.compile(rb"\b(?:property|name)\s*=\s*[\"']?og:url\b", re.IGNORECASE)
_VALUE = re.compile(rb"\b(?:href|content)\s*=\s*[\"']?(https?://[^\s\"'>]+)", re.IGNORECASE)


def saved_page(path: Path) -> Iterator[Page | Problem]:
    """One page or problem; fetched when the file was last written, at its own path where it names no address."""
    try:
        with path.open("rb") as handle:
            body = handle.read(MAX_BODY_BYTES + 1)
            fetched = datetime.fromtimestamp(os.fstat(handle.fileno()).st_mtime, UTC)
    except OSError as error:
        yield problem(str(path), "unreadable", error=error.strerror or "")
        return
    url = own_address(body) or path.resolve().as_uri()
    if len(body) > MAX_BODY_BYTES:
        yield problem(str(path), "too_large", url=url)
    else:
        yield page((url, url), (200, "text/html"), body, fetched)


def own_address(body: bytes) -> str:
    """The address a saved page names: the browser's note, rel=canonical or og:url, in this order; '' for none."""
    head = body[:_HEAD_BYTES]
    if saved := _SAVED_FROM.search(head):
        return _address(saved[1])
    tags = _TAG.findall(head)
    for wanted in (_CANONICAL, _OG_URL):
        for tag in tags:
            if wanted.search(tag) and (value := _VALUE.search(tag)):
                return _address(value[1])
    return ""


def _address(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))
