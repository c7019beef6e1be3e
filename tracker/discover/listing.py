"""An HTML list page in, the links of its headlines and of its further pages out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urljoin

from tracker.discover.addresses import same_site
from tracker.discover.anchors import Anchor, anchors_of
from tracker.discover.days import day_of_address, day_of_text
from tracker.discover.found import Discovery, Offer, Query, sorted_out
from tracker.discover.paging import further_pages
from tracker.model import Reason

_MAX_LINKS = 2000
_HEADLINE = 9.0  # width in Chinese characters: names of columns are shorter, headlines longer
_LONE_HEADLINE = 12.0
_NAVIGATION = frozenset({
    "首页", "主页", "更多", "更多>>", "更多>", "more", ">more", "查看更多", "详情", "查看详情", "阅读全文", "全文",
    "登录", "注册", "返回", "返回首页", "返回顶部", "顶部", "上一页", "下一页", "尾页", "末页", "上一頁", "下一頁",
    "首頁", "打印", "关闭", "收藏", "分享", "评论", "网站地图", "站点地图", "联系我们", "关于我们", "版权声明",
    "隐私政策", "免责声明", "无障碍", "适老版", "长者版", "繁体", "简体", "english", "home", "next", "previous",
    "login", "register",
})  # fmt: skip
_FOOTERS = ("备案", "许可证", "公网安备", "举报", "版权所有", "客户端下载", "网站声明", "icp备", "icp证")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crowd:
    """Anchors that stand in the same kind of place on the page."""

    size: int
    dated: float  # share of them beside or under a date
    width: float  # median width of their texts


def from_listing(query: Query) -> Discovery:
    """Links by the selectors that a person gave, else by structure: the repeated places that carry headlines."""
    from selectolax.lexbor import LexborHTMLParser

    from tracker.extract.decode import decode

    page = query.page
    text = decode(page.body, page.content_type).text
    tree = LexborHTMLParser(text)
    base = _base(tree, page.final_url)
    if query.source.link:
        offers = _selected(tree, base, query)
    else:
        offers = _recognised(anchors_of(tree, base, _MAX_LINKS), page.final_url)
    links, dropped = sorted_out(offers, query)
    more = further_pages(tree, text, base, query)
    trouble = None if links or dropped else Reason(code="no_links")
    return Discovery(links=links, dropped=dropped, more=more, trouble=trouble)


def _base(tree: Any, url: str) -> str:
    node = tree.css_first("base[href]")
    try:
        return urljoin(url, node.attributes.get("href") or "") if node is not None else url
    except ValueError:
        return url


def _selected(tree: Any, base: str, query: Query) -> list[Offer]:
    """What the person's selectors choose; where it goes is the person's business, so other sites are followed too."""
    chosen = {node.mem_id for node in tree.css(query.source.link)}
    inside = {a.mem_id for node in tree.css(query.source.link) for a in node.css("a[href]")}
    offers = []
    for anchor in anchors_of(tree, base, _MAX_LINKS):
        if anchor.node.mem_id in chosen or anchor.node.mem_id in inside:
            offers.append(replace(_offer(anchor), published=_selected_day(anchor, query.source.date)))
    return offers


def _selected_day(anchor: Anchor, selector: str) -> date | None:
    node = anchor.row.css_first(selector) if selector else None
    return day_of_text(node.text()) if node is not None else anchor.day


def _recognised(anchors: Sequence[Anchor], page_url: str) -> list[Offer]:
    groups: defaultdict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        groups[anchor.place].append(anchor)
    crowds = {place: _crowd(group) for place, group in groups.items()}
    return [
        replace(_offer(anchor), why_not=_why_not(anchor, crowds[anchor.place], page_url))
        for anchor in sorted(anchors, key=_picture_last)
    ]


def _picture_last(anchor: Anchor) -> bool:
    """Of two anchors for one address the one with words is meant to be kept; sorting is stable otherwise."""
    return anchor.picture


def _offer(anchor: Anchor) -> Offer:
    return Offer(url=anchor.url, title=anchor.text, published=anchor.day)


def _crowd(group: Sequence[Anchor]) -> _Crowd:
    dated = sum(_is_dated(anchor) for anchor in group)
    widths = [width(anchor.text) for anchor in group]
    return _Crowd(size=len(group), dated=dated / len(group), width=median(widths))


def _why_not(anchor: Anchor, crowd: _Crowd, page_url: str) -> str:
    """Why an anchor is no headline of this list; empty for a headline."""
    if not same_site(anchor.url, page_url):
        return "off_site"
    if _is_navigation(anchor, page_url):
        return "navigation"
    if crowd.dated >= 0.5:
        return ""
    own = width(anchor.text)
    if crowd.size >= 3 and crowd.width >= _HEADLINE and own >= _HEADLINE / 2:
        return ""
    long_enough = own >= (_HEADLINE / 2 if _is_dated(anchor) else _LONE_HEADLINE)
    return "" if long_enough else "navigation"


def _is_dated(anchor: Anchor) -> bool:
    return anchor.beside_day or day_of_address(anchor.url) is not None


def _is_navigation(anchor: Anchor, page_url: str) -> bool:
    words = anchor.text.lower()
    if not words or words.isdigit() or words in _NAVIGATION or any(mark in words for mark in _FOOTERS):
        return True
    is_column = anchor.url.endswith("/") and width(words) < _HEADLINE and day_of_address(anchor.url) is None
    return is_column or anchor.url == page_url.partition("#")[0]


def width(text: str) -> float:
    """Length in Chinese characters; a Latin letter is half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
