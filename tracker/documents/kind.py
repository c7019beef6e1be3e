"""A page comes in; which kind of document it is goes out, told by its bytes first and by its label second."""

from __future__ import annotations

from importlib.util import find_spec

from tracker.model import Page

_PDF_WITHIN = 1024  # readers accept what stands before the mark, and so some files have something there
_PACKED = b"PK\x03\x04"
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"


def document_kind(page: Page) -> str:
    """`pdf`, `docx`, or '' for any other page."""
    label = page.content_type.partition(";")[0].strip().lower()
    start = page.body[:_PDF_WITHIN]
    if start.startswith(b"%PDF-") or (label.endswith("/pdf") and b"%PDF-" in start):
        return "pdf"
    named = "wordprocessingml" in label or page.url.partition("?")[0].lower().endswith(".docx")
    if start.startswith(_PACKED) and (named or b"word/" in page.body[:65536] or b"word/" in page.body[-65536:]):
        return "docx"
    if named and start.startswith(_OLD_CONTAINER):
        return "docx"
    if start.lstrip().startswith(b"<"):
        return ""  # a web page under a wrong label
    if label.endswith("/pdf"):
        return "pdf"
    return "docx" if "wordprocessingml" in label else ""


def readable() -> bool:
    """Whether the libraries that read documents are installed (the extra `documents`)."""
    return find_spec("pypdfium2") is not None and find_spec("docx") is not None
