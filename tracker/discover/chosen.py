"""A list page and the CSS selectors of a person in, the links and further pages that they choose out."""

from __future__ import annotations

from itertools import islice
from typing import Any

from tracker.discover.anchors import address_of
from tracker.discover.days import day_of_text
from tracker.discover.found import Offer
from tracker.model import Source

_LINKS_MAX = 2000
_LENGTH_MAX = 600_000  # characters; a pure Python parser takes seconds for a few million
_ROWS = frozenset({"li", "tr", "article", "dl"})
_ABOVE = 7
_ROW_LINKS = 5


def chosen(markup: str, base: str, source: Source) -> tuple[list[Offer], list[str]]:
    """Offers chosen by `link` with the day that `date` finds in their rows, and the addresses chosen by `next`.

    A selector may choose the links themselves or what they stand in.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(_without_comments(markup[:_LENGTH_MAX]), "html.parser")
    nodes = [one for node in soup.select(source.link, limit=_LINKS_MAX) for one in _links(node)] if source.link else []
    offers = [_offer(node, base, source.date) for node in nodes[:_LINKS_MAX]]
    further = [one for node in soup.select(source.next, limit=20) for one in _links(node)] if source.next else []
    return [offer for offer in offers if offer.url], [address_of(node.attrs, base) for node in further]


def _without_comments(markup: str) -> str:
    """Comments say nothing, and one without its end would be read again and again."""
    first, *others = markup.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in others)


def _links(node: Any) -> list[Any]:
    return [node] if address_of(node.attrs, "http://base.invalid/") else list(node.select("a[href]", limit=_LINKS_MAX))


def _offer(node: Any, base: str, date_selector: str) -> Offer:
    row = _row(node)
    stated = row.select_one(date_selector) if date_selector else None
    if date_selector:
        beside = f"{stated.get('datetime') or ''} {stated.get_text(' ')}" if stated is not None else ""
    else:
        beside = row.get_text(" ").replace(node.get_text(" "), " ", 1)
    return Offer(url=address_of(node.attrs, base), title=_headline(node), published=day_of_text(beside[:2000]))


def _headline(node: Any) -> str:
    text, title = " ".join(node.get_text().split()), " ".join(str(node.get("title") or "").split())
    if text and not title.startswith(text.rstrip("….")):
        return text
    image = node.select_one("img[alt]")
    return title or text or (str(image["alt"]) if image is not None else "")


def _row(node: Any) -> Any:
    """The item around a link, or the largest element around it without other links."""
    row = node
    for above in islice(node.parents, _ABOVE):
        if above.name in _ROWS:
            return above if len(above.find_all("a", limit=_ROW_LINKS + 1)) <= _ROW_LINKS else row
        if above.name in ("body", "html", "[document]") or len(above.find_all("a", limit=2)) > 1:
            return row
        row = above
    return row
