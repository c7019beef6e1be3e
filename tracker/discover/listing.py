"""A page that lists articles in, as HTML or JSON; its links and the requests for its further pages out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from tracker.discover.anchors import Anchor, anchors_of
from tracker.discover.chosen import chosen
from tracker.discover.counting import counted_on, counts_pages, is_further, next_page
from tracker.discover.days import has_day, moment_of
from tracker.discover.feed import from_feed_text, from_json_feed, looks_like_feed, unhidden
from tracker.discover.found import Discovery, Offer, Query, further, local_day, sorted_out, with_rest
from tracker.discover.headlines import recognised
from tracker.discover.hidden import hidden_markup, is_too_deep
from tracker.discover.items import at, items_at, json_of, lists_in, own_offers
from tracker.discover.paging import further_pages
from tracker.discover.scripted import scripts, values
from tracker.model import Reason, Request

_MAX_LINKS = 2000


def from_listing(query: Query) -> Discovery:
    """Links by what a person gave (selectors, path and names), else by structure; and what comes after this page."""
    from tracker.extract.decode import decode

    text = decode(query.page.body, query.page.content_type).text.lstrip("\ufeff \t\r\n")
    if looks_like_feed(text):
        return from_feed_text(text, query)
    found = _from_answer(text, query)
    if found is None:
        found = _from_page(text, query)
    if counts_pages(query.source):
        found = with_rest(found, next_page(query.source, _asked(query)))
    if _is_bare(found, text, query):
        return Discovery(trouble=Reason(code="no_links"))
    return found


def _is_bare(found: Discovery, text: str, query: Query) -> bool:
    """Whether a list that should hold links holds none; a search may find nothing, and every list has an end."""
    if found.trouble is not None or found.links or found.dropped or is_further(query.source, _asked(query)):
        return False
    return query.source.kind == "listing" or text.startswith("<")


def _asked(query: Query) -> Request:
    return query.request or Request(url=query.page.url)


# ---- JSON -----------------------------------------------------------------------------------------------------------


def _from_answer(text: str, query: Query) -> Discovery | None:
    """Links of an answer in JSON; None for a page, unless its source says that JSON is what it gives."""
    document = json_of(text)
    if query.source.json:
        return _by_path(document if document is not None else _written_out(text, query.source.json), query)
    if not isinstance(document, dict | list):
        return None
    if isinstance(document, dict) and str(document.get("version", "")).startswith("https://jsonfeed.org/"):
        return from_json_feed(document, query)
    offers = _structured(document, query)
    links, dropped = sorted_out(map(unhidden, offers), query)
    return with_rest(Discovery(links=links, dropped=dropped), further(query, [counted_on(query.page.final_url)]))


def _by_path(document: Any, query: Query) -> Discovery:
    """The items that a person points at; where they lead is the person's business, so other sites are followed too."""
    if document is None:
        return Discovery(trouble=Reason(code="not_json"))
    items = items_at(document, query.source.json)
    if items is None:
        return Discovery(trouble=Reason(code="no_items", facts=(("path", query.source.json),)))
    if query.source.fields:
        offers = list(own_offers(items, dict(query.source.fields), query))
    else:
        offers = _structured(items, query)
    links, dropped = sorted_out(map(unhidden, offers), query)
    trouble = Reason(code="no_items", facts=(("path", query.source.json),)) if items and not offers else None
    found = Discovery(links=links, dropped=dropped, trouble=trouble)
    return with_rest(found, further(query, [counted_on(query.page.final_url)]))


def _structured(document: Any, query: Query) -> list[Offer]:
    anchors = list(islice(_anchors_in([document], query), _MAX_LINKS))
    return recognised(anchors, query.page.final_url, elsewhere=query.source.kind == "search")


def _written_out(text: str, path: str) -> Any:
    """The value in a page's scripts that has something at the path."""
    return next((value for _, script in scripts(text) for value in values(script) if at(value, path) is not None), None)


def _anchors_in(documents: list[Any], query: Query) -> Iterator[Anchor]:
    """Items of JSON as if they stood on a page, since they are told from menus in the same way."""
    for document in documents:
        for place, items in lists_in(document):
            for item in items:
                day = local_day(moment_of(item.day), query.zone)
                try:
                    url = urljoin(query.page.final_url, item.url.strip()).partition("#")[0]
                except ValueError:
                    continue
                beside = day is not None or has_day(item.day)
                yield Anchor(url=url, text=item.title, picture=False, day=day, beside_day=beside, place=place)


# ---- HTML -----------------------------------------------------------------------------------------------------------


def _from_page(text: str, query: Query) -> Discovery:
    from selectolax.lexbor import LexborHTMLParser

    if is_too_deep(text):
        return Discovery(trouble=Reason(code="malformed"))
    tree = LexborHTMLParser(text)
    base = _base(tree, query.page.final_url)
    source = query.source
    picked, after = chosen(tree.html or "", base, source) if source.link or source.next else ([], [])
    offers = picked if source.link else recognised(_all_anchors(tree, text, base, query), query.page.final_url)
    links, dropped = sorted_out(offers, query)
    more = after if source.next else further_pages(tree, text, base, query.page.final_url)
    return Discovery(links=links, dropped=dropped, more=further(query, more))


def _all_anchors(tree: Any, text: str, base: str, query: Query) -> list[Anchor]:
    """The anchors of the page itself, of the markup that it hides, and of the values in its scripts."""
    from selectolax.lexbor import LexborHTMLParser

    markup = hidden_markup(text)
    hidden = LexborHTMLParser("" if is_too_deep(markup) else markup)
    written = [value for _, script in scripts(text) for value in values(script)]
    return [
        *anchors_of(tree, base, _MAX_LINKS),
        *anchors_of(hidden, base, _MAX_LINKS),
        *islice(_anchors_in(written, query), _MAX_LINKS),
    ]


def _base(tree: Any, url: str) -> str:
    """The address against which the page's relative ones are read."""
    node = tree.css_first("base[href]")
    try:
        return urljoin(url, node.attributes.get("href") or "") if node is not None else url
    except ValueError:
        return url
