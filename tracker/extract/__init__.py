"""A fetched page in; the article it holds (title, day, publisher, body with tables) out."""

from __future__ import annotations

from tracker.extract.article import extract
from tracker.extract.decode import Decoded, decode
from tracker.extract.selected import Selectors

__all__ = ["Decoded", "Selectors", "decode", "extract"]
