"""A page that is a PDF or DOCX document in; the article it holds, with the numbers of its pages, out."""

from __future__ import annotations

from tracker.documents.article import extract_document
from tracker.documents.kind import document_kind, readable

__all__ = ["document_kind", "extract_document", "readable"]
