"""All the anchors of a list page in, the same as offers out, those that are no headlines with the reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from tracker.discover.addresses import same_site
from tracker.discover.anchors import Anchor
from tracker.discover.days import day_of_address
from tracker.discover.found import Offer

_HEADLINE = 9.0  # width in Chinese characters: names of columns are shorter, headlines longer
_LONE_HEADLINE = 12.0
_NAME = 4.0  # names of authors and columns are no longer
_NAVIGATION = frozenset({
    "首页", "主页", "更多", "更多>>", "更多>", "more", ">more", "查看更多", "加载更多", "点击加载更多", "详情",
    "查看详情", "阅读全文", "全文", "登录", "注册", "返回", "返回首页", "返回顶部", "顶部", "上一页", "下一页",
    "尾页", "末页", "上一頁", "下一頁", "上页", "下页", "首頁", "打印", "关闭", "收藏", "分享", "评论",
    "网站地图", "站点地图", "联系我们", "关于我们", "版权声明", "隐私政策", "免责声明", "无障碍", "适老版",
    "长者版", "繁体", "简体", "english", "home", "next", "previous", "login", "register", "上一期", "下一期",
    "往期回顾", "加入收藏", "设为首页",
})  # fmt: skip
_FOOTERS = ("备案", "许可证", "公网安备", "举报", "版权所有", "客户端下载", "网站声明", "icp备", "icp证")
# Addresses of single articles: a number of its own, a long key, or an id; columns have names.
_ARTICLE = re.compile(
    r"(?:\d{4}|[0-9a-f]{12})[^/]*\.\w{2,5}$|/\d{5,}/?$|/[0-9a-f]{16,}/?$|(?:content|detail|article|t\d{8})[_-]?\d+",
    re.I,
)
_ID = re.compile(r"(?:^|&)(?:\w{0,20}id|tid|aid|article|news)=\w{2,}", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crowd:
    """Anchors that stand in the same kind of place on the page."""

    size: int
    dated: float  # share of them beside or under a date
    numbered: float  # share of them whose addresses look like those of articles
    width: float  # median width of their texts
    repeated: frozenset[str]  # addresses that three of them or more share: the column or author of several rows


def recognised(anchors: Sequence[Anchor], page_url: str, elsewhere: bool = False) -> list[Offer]:
    """Each anchor as an offer, `why_not` empty for a headline; of two for one address that with words comes first.

    elsewhere: whether headlines may lead to other sites, as those of a search do.
    """
    groups: defaultdict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        groups[anchor.place].append(anchor)
    crowds = {place: _crowd(group) for place, group in groups.items()}
    offers = [
        Offer(
            url=anchor.url,
            title=anchor.text,
            published=anchor.day,
            why_not=_why_not(anchor, crowds[anchor.place], page_url, elsewhere),
        )
        for anchor in sorted(anchors, key=lambda anchor: anchor.picture)
    ]
    # Where one address stands twice, as in a menu and in the list, the headline speaks for it.
    return sorted(offers, key=lambda offer: bool(offer.why_not))


def _crowd(group: Sequence[Anchor]) -> _Crowd:
    return _Crowd(
        size=len(group),
        dated=sum(_is_dated(anchor) for anchor in group) / len(group),
        numbered=sum(_is_numbered(anchor.url) for anchor in group) / len(group),
        width=median(width(anchor.text) for anchor in group),
        repeated=frozenset(url for url, count in Counter(anchor.url for anchor in group).items() if count >= 3),
    )


def _why_not(anchor: Anchor, crowd: _Crowd, page_url: str, elsewhere: bool) -> str:
    """Why an anchor is no headline of this list; empty for a headline."""
    if not elsewhere and not same_site(anchor.url, page_url):
        return "off_site"
    if _is_navigation(anchor, page_url) or anchor.url in crowd.repeated:
        return "navigation"
    if crowd.dated >= 0.5 and (crowd.numbered > 0 or crowd.width >= _NAME):
        return ""
    own = width(anchor.text)
    if crowd.size >= 3 and crowd.width >= _HEADLINE and (own >= _HEADLINE / 2 or _is_numbered(anchor.url)):
        return ""
    if crowd.numbered >= 0.5 and _is_numbered(anchor.url) and own >= _HEADLINE / 2:
        return ""
    long_enough = own >= (_HEADLINE / 2 if _is_dated(anchor) else _LONE_HEADLINE)
    return "" if long_enough else "navigation"


def _is_dated(anchor: Anchor) -> bool:
    return anchor.beside_day or day_of_address(anchor.url) is not None


def _is_numbered(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(_ARTICLE.search(parts.path[-500:]) or _ID.search(parts.query))


def _is_navigation(anchor: Anchor, page_url: str) -> bool:
    words = anchor.text.lower()
    if not words or words.isdigit() or words in _NAVIGATION or any(mark in words for mark in _FOOTERS):
        return True
    is_column = anchor.url.endswith("/") and width(words) < _HEADLINE and not _is_numbered(anchor.url)
    return (is_column and day_of_address(anchor.url) is None) or anchor.url == page_url.partition("#")[0]


def width(text: str) -> float:
    """Length in Chinese characters; a Latin letter is half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)
