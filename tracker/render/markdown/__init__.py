"""How targets stand comes in; the overview, the report of the week and a page for each target go out as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.model import Config
from tracker.render.markdown.overview import overview_text
from tracker.render.markdown.sheet import OVERVIEW, overview_sheet, page_sheet, target_path
from tracker.render.markdown.target import target_text
from tracker.render.markdown.weekly import WEEKLY, week_path, weekly_text
from tracker.render.standing import Document, Dossier, Overview

__all__ = ["WEEKLY", "of_all", "of_target"]


def of_target(config: Config, day: date, dossier: Dossier) -> Iterator[Document]:
    """targets/<id>.md"""
    path = target_path(dossier.standing.target)
    yield Document(path=path, text=target_text(page_sheet(config, day), dossier))


def of_all(overview: Overview) -> Iterator[Document]:
    """weekly/<year>-W<week>.md, and README.md."""
    config, day = overview.config, overview.as_of
    yield Document(path=week_path(day), text=weekly_text(page_sheet(config, day), overview))
    yield Document(path=OVERVIEW, text=overview_text(overview_sheet(config, day), overview))
