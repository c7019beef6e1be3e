"""A page that a person has found in, a source entry for its address out: what kind it is and what it would find."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.address import host_of
from tracker.discover.addresses import is_web
from tracker.discover.days import day_of_text, has_day
from tracker.discover.feed import from_feed
from tracker.discover.found import Discovery, Query
from tracker.discover.headlines import width
from tracker.discover.listing import from_listing
from tracker.discover.sitemap import from_sitemap
from tracker.model import Page, Source, Tier

_ENOUGH = 3  # links that make a list
_MAX_ANCHORS = 2000
_ROW_CHARS = 1500
_DEPTH = 6  # levels of a JSON answer among which the list is looked for
_URL_NAMES = ("url", "link", "href", "docurl", "weburl", "arturl", "linkurl")
_TITLE_NAMES = ("title", "headline", "name", "doctitle", "subject")
_DATE_NAMES = ("date", "published", "publishtime", "pubdate", "pubtime", "time", "docreltime", "releasetime", "created")
_FEED_TYPE = re.compile(r"rss|atom|feed\+json", re.I)
_PAGER = re.compile(r"下一?[页頁]|[后後]一?[页頁]|next|older", re.I)
_SAFE_NAME = re.compile(r"[A-Za-z_][\w-]*")
_SITEMAP_LINE = re.compile(r"^[ \t]{0,9}sitemap[ \t]{0,9}:[ \t]{0,9}(\S{1,2000})", re.I | re.M)
_ROWS = ("li", "tr", "dd", "article", "div", "p")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source entry (`keys` in the order in which they are written), and what it finds today.

    feeds: feeds that the page names, which are better than the page itself.
    """

    source: Source
    keys: tuple[tuple[str, str | Mapping[str, str]], ...]
    found: Discovery
    feeds: tuple[str, ...] = ()


def propose(page: Page, zone: tzinfo) -> Proposal:
    """The entry that finds most in a page: a feed, a sitemap, a JSON list, or a listing with selectors if needed.

    Its `found` is empty when nothing was found in any way.
    """
    plain = _source(page, "listing")
    if rows := _json_rows(page):
        return _of_json(plain, rows)
    for kind, finder in (("feed", from_feed), ("sitemap", from_sitemap)):
        source = replace(plain, kind=kind)
        found = finder(Query(page=page, source=source, since=None, zone=zone))
        if found.trouble is None and (found.links or found.more):
            return Proposal(source=source, keys=_keys(source), found=found)
    return _of_listing(page, plain, zone)


def feeds_named(page: Page) -> tuple[str, ...]:
    """The feeds that a page names in its head."""
    found = []
    for node in _tree(page).css('link[rel~="alternate"][href]'):
        if _FEED_TYPE.search(node.attributes.get("type") or ""):
            found.append(_joined(page.final_url, node.attributes.get("href") or ""))
    return tuple(dict.fromkeys(url for url in found if url))


def sitemaps_named(robots: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names."""
    return tuple(dict.fromkeys(url for url in _SITEMAP_LINE.findall(robots) if is_web(url)))


def id_of(address: str) -> str:
    """An id from the host: www.news.example.com is news-example-com."""
    words = re.findall(r"[a-z0-9]+", host_of(address).lower().removeprefix("www."))
    return "-".join(words) or "source"


def tier_of(address: str) -> tuple[Tier, bool]:
    """The tier of a host, and whether that is certain: only governments tell theirs by their name."""
    host = host_of(address)
    official = host.endswith(".gov.cn") or host == "gov.cn"
    return ("official", True) if official else ("community", False)


def _source(page: Page, kind: str) -> Source:
    title = _tree(page).css_first("title")
    name = " ".join(title.text().split())[:60] if title is not None else ""
    return Source(
        id=id_of(page.final_url),
        name=name or host_of(page.final_url),
        tier=tier_of(page.final_url)[0],
        kind=kind,
        address=page.final_url,
    )


def _keys(source: Source) -> tuple[tuple[str, str | Mapping[str, str]], ...]:
    first = (("id", source.id), ("name", source.name), ("tier", source.tier), (source.kind, source.address))
    selectors = (("link", source.link), ("date", source.date), ("next", source.next), ("json", source.json))
    fields = (("fields", dict(source.fields)),) if source.fields else ()
    return (*first, *((key, value) for key, value in selectors if value), *fields)


# ---- listings -------------------------------------------------------------------------------------------------------


def _of_listing(page: Page, plain: Source, zone: tzinfo) -> Proposal:
    """By structure alone where that finds a list, else by the selector that finds most."""

    def found_by(source: Source) -> Discovery:
        return from_listing(Query(page=page, source=source, since=None, zone=zone))

    source, found = plain, found_by(plain)
    if len(found.links) < _ENOUGH:
        for selected in _with_selectors(page, plain):
            better = found_by(selected)
            if len(better.links) > len(found.links):
                source, found = selected, better
    if not found.more and (pager := _pager(page)):
        paged = replace(source, next=pager)
        if (more := found_by(paged)).more:
            source, found = paged, more
    return Proposal(source=source, keys=_keys(source), found=found, feeds=feeds_named(page))


def _with_selectors(page: Page, plain: Source) -> Iterator[Source]:
    """The page's largest crowds of links, each as a selector, with one for the day where rows have it."""
    crowds: defaultdict[str, list[_Spot]] = defaultdict(list)
    for node in _tree(page).css("a[href]")[:_MAX_ANCHORS]:
        if width(" ".join(node.text().split())) >= 2 and (selector := _selector(node)):
            crowds[selector].append(_spot(node))
    ranked = sorted(crowds.items(), key=lambda item: -sum(spot.worth for spot in item[1]))
    for selector, crowd in ranked[:5]:
        if len(crowd) >= _ENOUGH:
            yield replace(plain, link=selector, date=_date_selector(crowd))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A link's row, and how much its words look like news."""

    row: Any
    worth: float


def _spot(node: Any) -> _Spot:
    row = node
    while row.parent is not None and row.tag not in _ROWS and row.parent.tag not in ("body", "html"):
        row = row.parent
    dated = has_day(row.text(separator=" ")[:_ROW_CHARS])
    return _Spot(row, min(float(width(" ".join(node.text().split()))), 20.0) + (20.0 if dated else 0.0))


def _selector(node: Any) -> str:
    """`tag.class a` for the nearest element above with a class or an id, but never one that is all of the page."""
    steps, above = ["a"], node.parent
    while above is not None and above.tag not in ("body", "html"):
        name = _named(above)
        steps.insert(0, name or above.tag)
        if name:
            return " ".join([steps[0], *[step for step in steps[1:-1] if step in _ROWS], "a"])
        above = above.parent
    return ""


def _named(node: Any) -> str:
    classes = (node.attributes.get("class") or "").split()
    stable = next((name for name in classes if _SAFE_NAME.fullmatch(name) and not re.search(r"\d$", name)), "")
    if stable:
        return f"{node.tag}.{stable}"
    own = node.attributes.get("id") or ""
    return f"{node.tag}#{own}" if _SAFE_NAME.fullmatch(own) else ""


def _date_selector(crowd: list[_Spot]) -> str:
    """The element of the rows that holds a full date, where most rows have one."""
    found: Counter[str] = Counter()
    for spot in crowd:
        for node in spot.row.css("span, em, i, time, td, p, div, b, small"):
            text = node.text().strip()
            if len(text) <= 24 and day_of_text(text):
                found[_named(node) or node.tag] += 1
                break
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] * 2 > len(crowd) else ""


def _pager(page: Page) -> str:
    """The selector of a link to the next page that its words or its class give away."""
    for node in _tree(page).css("a[href]"):
        if _PAGER.search(node.attributes.get("class") or "") or _PAGER.search(node.text().strip()[:20]):
            selector = _named(node) or _selector(node)
            if selector:
                return selector
    return ""


# ---- JSON -----------------------------------------------------------------------------------------------------------


def _json_rows(page: Page) -> tuple[str, list[Mapping[str, Any]]] | None:
    """The path to the longest list of objects that have an address and a title, and the list."""
    if page.body[:64].lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        whole = json.loads(page.body)
    except (ValueError, RecursionError):
        return None
    found = [(path, rows) for path, rows in _lists(whole, (), _DEPTH) if _field(rows[0], _URL_NAMES)]
    return max(found, key=lambda pair: len(pair[1]), default=None)


def _lists(value: Any, path: tuple[str, ...], depth: int) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        yield ".".join(path), value
    if isinstance(value, dict) and depth:
        for key, below in value.items():
            yield from _lists(below, (*path, str(key)), depth - 1)


def _field(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The key of a row that is called like one of the names and holds a text."""
    low = {str(key).lower().replace("_", ""): key for key, value in row.items() if isinstance(value, str) and value}
    return next((str(low[name]) for name in names if name in low), "")


def _of_json(plain: Source, found: tuple[str, list[Mapping[str, Any]]]) -> Proposal:
    """The entry of a JSON list. What it finds is told from its rows."""
    from tracker.model import Link

    path, rows = found
    names = {"url": _URL_NAMES, "title": _TITLE_NAMES, "date": _DATE_NAMES}
    fields = {name: key for name, known in names.items() if (key := _field(rows[0], known))}
    source = replace(plain, name=host_of(plain.address), json=path or "$", fields=tuple(fields.items()))
    links = tuple(
        Link(
            url=url,
            source=source.id,
            title=str(row.get(fields.get("title", ""), "")),
            published=day_of_text(str(row.get(fields.get("date", ""), ""))),
        )
        for row in rows
        if (url := _joined(plain.address, str(row.get(fields["url"], ""))))
    )
    return Proposal(source=source, keys=_keys(source), found=Discovery(links=links))


def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip())
        return url if is_web(url) and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def _tree(page: Page) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    from tracker.extract.decode import decode

    return LexborHTMLParser(decode(page.body, page.content_type).text)
