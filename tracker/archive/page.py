"""The parts of an archived answer come in; a page with its hash goes out, or the problem that took its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tracker.model import Page, Reason

MAX_BODY_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file or record that gave no page. `where`: the file, with the record's offset in bytes after `@`."""

    where: str
    reason: Reason
    url: str = ""


def problem(where: str, code: str, *, url: str = "", error: str = "") -> Problem:
    return Problem(where=where, reason=Reason(code=code, facts=(("error", error),) if error else ()), url=url)


def page(urls: tuple[str, str], answer: tuple[int, str], body: bytes, fetched: datetime) -> Page:
    """A page from (requested, final) address, (status, content type), body and time."""
    return Page(
        url=urls[0],
        final_url=urls[1],
        status=answer[0],
        content_type=answer[1],
        body=body,
        fetched=fetched,
        sha256=hashlib.sha256(body).hexdigest(),
    )
