"""Head, headline and lines of a page in; the name of the site that published it out."""

from __future__ import annotations

import re
from itertools import accumulate, takewhile

from tracker.extract.flow import Flow
from tracker.extract.head import Head

_TOP_ITEMS = 40
_OWNER = re.compile(
    r"(?:版权所有|版權所有|主办单位|主办|主辦|主管单位)\s*(?:[:：©]|\(C\)|（C）|Copyright)*\s*([^\s:：,，。|｜©（(]{2,30})",
    re.I,
)
_OWNER_BEFORE = re.compile(r"([\w\u4e00-\u9fff]{2,24}?)\s*(?:版权所有|版權所有)")
_POWERED = re.compile(r"powered by|discu[zs]|phpwind|首页$|^首页", re.I)
_CUT = re.compile(r"[_|｜丨]|\s[-‐–—]+\s|[-–—－](?=\D)|\s(?=\S+$)")
_JUNK = re.compile(r"^[\s_|｜丨\-–—－:：»·>]+|[\s_|｜丨\-–—－:：»·>]+$")


def find_publisher(page: Flow, head: Head, title: str) -> str:
    """The site's name: stated in a meta, joined to the headline in <title>, or in the footer; never the stated 来源."""
    stated = head.meta("og:site_name", "sitename", "site_name", "application-name")
    return stated or _affix(head.title, title, page) or _owner(page) or _linked(head)


def _affix(whole: str, title: str, page: Flow) -> str:
    """What <title> says beside the headline: the part that the page repeats, the last behind it, or one before it."""
    at = whole.find(title) if title else -1
    if at < 0:
        return ""
    after, before = _names(whole[at + len(title) :]), _names(whole[:at])
    lines = page.lines[: _top_lines(page)] + page.lines[-12:]
    texts = [line.text for line in lines if len(line.text) < 200 and line.link < len(line.text) * 0.9]
    repeated = [name for name in after if any(name in text for text in texts)]
    return (repeated or after or before[:1] or [""])[-1]


def _top_lines(page: Flow) -> int:
    """How many lines stand for the first items at the top of the page."""
    sums = accumulate(line.items for line in page.lines)
    return sum(1 for _ in takewhile(lambda items: items <= _TOP_ITEMS, sums))


def _names(side: str) -> list[str]:
    parts = [_JUNK.sub("", part) for part in _CUT.split(_JUNK.sub("", side))]
    return [part for part in parts if len(part) >= 2 and not _POWERED.search(part)]


def _owner(page: Flow) -> str:
    for line in reversed(page.lines[-30:]):
        text = line.text
        found = _OWNER.search(text) if "主" in text or "版" in text else None
        found = found or (_OWNER_BEFORE.search(text) if "版" in text else None)
        if found:
            return re.sub(r"(?:版权所有|所有)$", "", found.group(1))
    return ""


def _linked(head: Head) -> str:
    for item in head.linked_data:
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name:
            return name
    return ""
