"""The name of a statement (file, address or -) comes in; its text with what the page says of itself goes out."""

from __future__ import annotations

import hashlib
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from tracker.archive import Problem, saved_page
from tracker.documents import document_kind, readable
from tracker.draft import Paper
from tracker.errors import ConfigError, ExtractError, FetchError
from tracker.extract import decode, extract
from tracker.fetch import Policy
from tracker.model import Article, Page, Reason
from tracker.reading.confined import extract_confined
from tracker.render.words import reason

MAX_BYTES = 20 * 1024 * 1024
_SNIFFED_BYTES = 64 * 1024
_BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF")
_TAGS = re.compile(rb"<(?:!doctype|html|head|body|p|div|table|article)\b", re.IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def paper_of(name: str, policy: Policy) -> Paper:
    """The statement to draft from. TrackerError names it, says what is wrong, and the fix."""
    if name == "-":
        page = _standing_in(sys.stdin.buffer.read(MAX_BYTES + 1))
    elif name.lower().startswith(("http://", "https://")):
        page = _fetched(name, policy)
    else:
        page = _saved(name)
    try:
        return _read(page, name)
    except ExtractError as error:
        fix = error.fix or "save the text of the statement as a .txt file and name that"
        raise ExtractError(error.message, code=error.code, where=name, fix=fix) from error


def _standing_in(body: bytes) -> Page:
    if len(body) > MAX_BYTES:
        raise ConfigError(f"more than {MAX_BYTES // 2**20} MiB", where="-", fix="give the statement alone")
    digest = hashlib.sha256(body).hexdigest()
    return Page(url="", final_url="", status=200, content_type="", body=body, fetched=datetime.now(UTC), sha256=digest)


def _saved(name: str) -> Page:
    path = Path(name)
    if not path.is_file():
        raise ConfigError("there is no such file", where=name, fix="name a file, an address with https://, or -")
    (found,) = saved_page(path)
    if isinstance(found, Problem):
        raise ConfigError(_words(found.reason), where=name, fix="name a file with the statement's text")
    return found


def _words(one: Reason) -> str:
    return reason(one, "en")


def _fetched(url: str, policy: Policy) -> Page:
    """The page at an address, asked for as politely as any other; nothing is stored."""
    from tracker.commands.symptom_words import said
    from tracker.commands.visiting import fetched
    from tracker.fetch import Fetcher

    try:
        return fetched(Fetcher(), url, policy)
    except FetchError as error:
        what, fix = said(Reason(code=error.code, facts=(("message", error.message),)))
        if error.code == "unsafe_address":
            fix = "save the page and name the file"
        raise FetchError(what.rstrip("."), code=error.code, where=url, fix=fix.rstrip(".")) from error


def _read(page: Page, name: str) -> Paper:
    if not page.body.strip():
        raise ExtractError("there is nothing in it", code="empty", fix="name a file with the statement's text")
    if document_kind(page):
        if not readable():
            fix = "pip install 'tracker[documents]'"
            raise ConfigError("reading PDF and DOCX needs two more packages", where=name, fix=fix)
        return _paper(extract_confined(page), page)
    if _is_plain(page):
        return _plain(page)
    return _paper(extract(page), page)


def _is_plain(page: Page) -> bool:
    """Whether the page is a text without tags, whatever its name says."""
    return page.content_type.startswith("text/plain") or not _TAGS.search(page.body[:_SNIFFED_BYTES])


def _plain(page: Page) -> Paper:
    start = page.body[:1024]
    if start.startswith(_BINARY) or (b"\x00" in start and not start.startswith(_WIDE_MARKS)):
        raise ExtractError("this is no text", code="binary")
    text = decode(page.body, page.content_type).text.replace("\r\n", "\n").replace("\r", "\n")
    return Paper(text=text, url=page.url)


def _paper(article: Article, page: Page) -> Paper:
    """The article as lines; its headline stands first, as in a text."""
    lines, headings = [article.title], {0}
    for block in article.blocks:
        if block.kind == "caption":
            continue
        rows = (*block.table.header, *block.table.rows) if block.table is not None else ()
        told = [" ".join(row) for row in rows] if rows else block.text.split("\n")
        if block.kind == "heading":
            headings.update(range(len(lines), len(lines) + len(told)))
        lines += told
    return Paper(
        text="\n".join(lines),
        headings=frozenset(headings),
        title=article.title,
        publisher=article.publisher,
        url=article.canonical_url if page.url.startswith("http") else "",
        day=article.published,
    )
