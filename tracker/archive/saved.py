"""A saved page comes in (HTML, MHTML, PDF, DOCX, text); it goes out as fetched, at the address it gives for itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from tracker.archive.page import MAX_BODY_BYTES, Problem, page, problem
from tracker.extract.entities import unescape
from tracker.model import Page

_WEB_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    **dict.fromkeys(_WEB_NAMES, "text/html"),
    **dict.fromkeys((".mhtml", ".mht"), "multipart/related"),
    ".pdf": "application/pdf",
    ".docx": _DOCX,
    **dict.fromkeys((".txt", ".md"), "text/plain"),
}
# Texts are left out: a folder of pages may hold notes of all kinds; one at a time they are added by hand.
PAGE_NAMES = (*_WEB_NAMES, ".mhtml", ".mht", ".pdf", ".docx")
ADDED_NAMES = tuple(_TYPES)

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
    own = path.resolve().as_uri()
    if len(body) > MAX_BODY_BYTES:
        yield problem(str(path), "too_large", url=own)
        return
    content_type = _TYPES.get(path.suffix.lower(), "text/html")
    url = ""
    if content_type == "multipart/related":
        url, content_type, body = _unpacked(body)
        if not body:
            yield problem(str(path), "no_text", url=own)
            return
    url = url or (own_address(body) if content_type.startswith("text/html") else "") or own
    yield page((url, url), (200, content_type), body, fetched)


def _unpacked(body: bytes) -> tuple[str, str, bytes]:
    """Address, type and bytes of the page that a browser saved as MHTML, its pictures and styles left out."""
    message = message_from_bytes(body, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            place = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
            charset = part.get_content_charset()
            told = f"text/html; charset={charset}" if charset else "text/html"
            web = re.match(r"https?://\S+$", str(place))
            return str(place) if web else "", told, payload if isinstance(payload, bytes) else b""
    return "", "", b""


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
    return unescape(raw.decode("utf-8", "replace"))
