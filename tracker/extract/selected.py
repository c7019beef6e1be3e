"""CSS selectors of a person and a page's source in; the parts they point at out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.errors import ExtractError


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for title, body and date of a source's articles; an empty one leaves the part to the rules."""

    title: str = ""
    body: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Selected:
    """What the selectors found: text of the title, markup of the body, text (or datetime) of the date."""

    title: str = ""
    body: str = ""
    date: str = ""


def select(source: str, selectors: Selectors) -> Selected:
    """Apply `selectors` to the page; parts not found are empty. Raises ExtractError for a selector that is no CSS."""
    if selectors == Selectors():
        return Selected()
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(source, "html.parser")
    title, date = _first(soup, selectors.title), _first(soup, selectors.date)
    return Selected(
        title=" ".join(title.get_text().split()) if title else "",
        body="".join(str(part) for part in _all(soup, selectors.body)),
        date=str(date.get("datetime") or date.get("content") or date.get_text(" ")).strip() if date else "",
    )


def _first(soup: Any, css: str) -> Any:
    found = _all(soup, css)
    return found[0] if found else None


def _all(soup: Any, css: str) -> list[Any]:
    from soupsieve import SelectorSyntaxError

    try:
        return list(soup.select(css)) if css else []
    except SelectorSyntaxError as error:
        raise ExtractError(f"selector: {css!r} is not a CSS selector", fix="correct it in targets.yaml") from error
