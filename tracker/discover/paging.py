"""A parsed list page in, the addresses of its further pages out, the next one first."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.discover.addresses import canonical, same_site
from tracker.discover.found import Query

_NEXT = re.compile(r"(?:下一?[页頁]|[后後]一?[页頁]|next(?: page)?|older(?: posts)?|[›»>]{1,2})[\s›»>→]*", re.I)
_NUMBER = re.compile(r"\[?\s*\d{1,4}\s*\]?")
# Widespread government publishing systems write the page links by script: pages are index.html, index_1.html, …
_SCRIPTED = re.compile(
    r"createPageHTML\w{0,9}\(\s*(?:['\"][\w-]{0,40}['\"]\s*,\s*)?(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*"
    r"['\"]([\w-]{1,40})['\"]\s*,\s*['\"](\w{1,8})['\"]"
)
_COUNTER = re.compile(r"[_-]?\d+")
_INDEX = re.compile(r"(?:index|default|list)?(?:\.\w{1,5})?$")


def further_pages(tree: Any, text: str, base: str, query: Query) -> tuple[str, ...]:
    """Pages that continue the list: by the person's selector, else by what pagers look like."""
    own = query.page.final_url
    if query.source.next:
        found = [_joined(base, node) for node in tree.css(query.source.next)]
    else:
        found = [*_next_links(tree, base), *_scripted(text, base), *_numbered(tree, base, own)]
    unique = {canonical(url): url for url in reversed(found) if url and same_site(url, own)}
    return tuple(url for key, url in reversed(unique.items()) if key != canonical(own))


def _next_links(tree: Any, base: str) -> list[str]:
    marked = [node for node in tree.css("link[rel=next], a[rel=next]") if node.attributes.get("href")]
    worded = [node for node in tree.css("a[href]") if _NEXT.fullmatch(node.text().strip())]
    return [_joined(base, node) for node in (*marked, *worded)]


def _numbered(tree: Any, base: str, own: str) -> list[str]:
    """Links whose words are a number and whose address differs from this page only by a counter."""
    nodes = [node for node in tree.css("a[href]") if _NUMBER.fullmatch(node.text().strip())]
    found = [_joined(base, node) for node in nodes]
    return [url for url in found if url and _frame(url) == _frame(own)]


def _scripted(text: str, base: str) -> list[str]:
    called = _SCRIPTED.search(text)
    if called is None or int(called[2]) + 1 >= int(called[1]):
        return []
    try:
        return [urljoin(base, f"{called[3]}_{int(called[2]) + 1}.{called[4]}")]
    except ValueError:
        return []


def _joined(base: str, node: Any) -> str:
    href: str = (node.attributes.get("href") or "").strip()
    if not href or href.lower().startswith(("javascript:", "#")):
        return ""
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""


def _frame(url: str) -> str:
    """The address without counters and without the name of an index page."""
    parts = urlsplit(url)
    return parts.netloc + _INDEX.sub("", _COUNTER.sub("", parts.path))
