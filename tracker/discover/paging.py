"""A parsed list page in, the addresses of its further pages out, the next one first."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.discover.addresses import same_site
from tracker.discover.anchors import address_of

_NEXT = re.compile(r"(?:下一?[页頁]|[后後]一?[页頁]|next(?: page)?|older(?: posts)?|[›»>]{1,2})[\s›»>→]*", re.I)
_MORE = re.compile(r"(?:点击)?(?:加载|查看|显示|浏览)?更多(?:新闻|内容|文章)?\W{0,3}|load more|show more", re.I)
_NUMBER = re.compile(r"\[?\s*\d{1,4}\s*\]?")
# Widespread government publishing systems write the page links by script: pages are index.html, index_1.html, …
_SCRIPTED = re.compile(
    r"createPage\w{0,20}\(\s*(?:['\"][\w-]{0,40}['\"]\s*,\s*)?(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*"
    r"['\"]([\w-]{1,40})['\"]\s*,\s*['\"](\w{1,8})['\"]"
)
_COUNTER = re.compile(r"[_-]?\d+")
_INDEX = re.compile(r"(?:index|default|list)?(?:\.\w{1,5})?$")
_CLICKABLE = "a, link[href], [data-url], [data-href]"
_PAGE_PARAMETER = re.compile(r"(?:^|&)\w{0,12}(?:page|pn|offset|start|from)\w{0,8}=\d+", re.I)
_LOOKED_AT = 5000


def further_pages(tree: Any, text: str, base: str, own: str) -> list[str]:
    """Addresses of pages that continue the list at `own`, by what pagers look like; on the same site."""
    nodes = [(node, _words(node)) for node in tree.css(_CLICKABLE)[:_LOOKED_AT]]
    worded = [node for node, words in nodes if node.tag == "a" and _NEXT.fullmatch(words)]
    marked = [node for node, _ in nodes if "next" in (node.attributes.get("rel") or "").lower().split()]
    numbered = [_joined(base, node) for node, words in nodes if node.tag == "a" and _NUMBER.fullmatch(words)]
    loading = [_joined(base, node) for node, words in nodes if _MORE.fullmatch(words)]
    found = [
        *(_joined(base, node) for node in (*marked, *worded)),
        *(url for url in loading if url and _continues(url, own)),
        *_scripted(text, base),
        *(url for url in numbered if url and _frame(url) == _frame(own)),
    ]
    return [url for url in dict.fromkeys(found) if url and same_site(url, own)]


def _words(node: Any) -> str:
    return " ".join(str(node.text())[:80].split())


def _continues(url: str, own: str) -> bool:
    """`More` may lead to the column itself; the address of its next page counts."""
    return bool(_PAGE_PARAMETER.search(urlsplit(url).query)) or (_frame(url) == _frame(own) and url != own)


def _scripted(text: str, base: str) -> list[str]:
    called = _SCRIPTED.search(text)
    if called is None or int(called[2]) + 1 >= int(called[1]):
        return []
    try:
        return [urljoin(base, f"{called[3]}_{int(called[2]) + 1}.{called[4]}")]
    except ValueError:
        return []


def _joined(base: str, node: Any) -> str:
    url = address_of(node.attributes, base)
    return "" if url.lower().startswith("javascript:") else url


def _frame(url: str) -> str:
    """The address without counters and without the name of an index page."""
    parts = urlsplit(url)
    return parts.netloc + _INDEX.sub("", _COUNTER.sub("", parts.path))
