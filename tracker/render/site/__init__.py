"""How targets stand comes in; the pages of a web site that needs no server and no network go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from tracker.model import Config
from tracker.render.site.history import changes_pages, history_pages
from tracker.render.site.overview import overview_pages
from tracker.render.site.paper import FOLDER, POLICY, papers
from tracker.render.site.sources import source_pages
from tracker.render.site.target import target_page
from tracker.render.standing import Document, Dossier, Overview

__all__ = ["FOLDER", "POLICY", "of_all", "of_target"]

_STATIC = ("tracker.css", "tracker.js")


def of_target(config: Config, as_of: date, dossier: Dossier) -> Iterator[Document]:
    """The page of one target, in both languages."""
    for paper in papers(config, as_of, dossier.sample):
        yield target_page(paper, dossier)


def of_all(overview: Overview) -> Iterator[Document]:
    """All other pages, in both languages, and what they load."""
    for paper in papers(overview.config, overview.as_of, overview.sample):
        for pages in (overview_pages, changes_pages, history_pages, source_pages):
            yield from pages(paper, overview)
    for name in _STATIC:
        text = files("tracker.render.site").joinpath("static", name).read_text(encoding="utf-8")
        yield Document(path=f"{FOLDER}/{name}", text=text)
