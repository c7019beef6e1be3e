"""A page of any kind and the compiled targets come in; its reading goes out, or how the reader broke on it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from tracker.documents import document_kind
from tracker.extract import extract
from tracker.match import Index
from tracker.model import Page, Reading
from tracker.read import Study, read, study
from tracker.reading.confined import extract_confined


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """A page that the reader could not digest: a bug, kept with its traceback."""

    url: str
    trace: str


def read_page(page: Page, index: Index) -> Reading:
    """Read a page of any kind; for a bad page the disposition of the trace says what is wrong with it."""
    return read(page, index, extract_confined if document_kind(page) else extract)


def study_page(page: Page, index: Index) -> Study:
    """Take a page of any kind apart as `read_page` does."""
    return study(page, index, extract_confined if document_kind(page) else extract)


def read_one(page: Page, index: Index) -> Reading | Crash:
    """The same, but one page that shows a bug must not cost the others."""
    try:
        return read_page(page, index)
    except Exception:
        return Crash(url=page.url, trace=traceback.format_exc())
