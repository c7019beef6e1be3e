"""Head and lines of a page in; the headline, and the line at which it stands, out."""

from __future__ import annotations

import re

from tracker.extract.flow import Flow, Line
from tracker.extract.head import Head

_TITLE_METAS = ("articletitle", "og:title", "headline", "twitter:title", "title", "dc.title")
_SEPARATOR = r"\s*(?:[_|｜丨–—―»·]|\s[-‐‑]\s|-(?=[^\d\s]))\s*"
_AFFIX_START = re.compile(r"^[\s_|｜丨\-–—―»·:：(（,，【\[]")
_AFFIX_END = re.compile(r"[\s_|｜丨\-–—―»·:：)）】\]]$")
_SITE = re.compile(
    r"(?:网|網|报|報|在线|線上|新闻|新聞|资讯|資訊|政府|门户|頻道|频道|论坛|社区|客户端|日报|晚报|周报|晨报|时报|"
    r"杂志|博客|中心|要闻|数字版|电子版|"
    r"局|委|厅|部|公司|集团|大学|学院|医院|\.com|\.cn|\.net|news|powered by.*|_?首页.*)$",
    re.I,
)
_MAX_CHARS = 120
_TITLE_CHARS = 6
_SITE_CHARS = 30
_TITLE_NAMES = frozenset(("title", "titles", "tit", "biaoti", "headline", "subject"))
_HEADINGS = ("h1", "h2", "h3", "h4")


def find_title(page: Flow, head: Head) -> tuple[str, int]:
    """The headline and its line's index (-1 when it stands nowhere in the text).

    Most pages repeat their heading at one end of <title>; that line wins. Then the metas, a lone h1, a block named as
    title where <title> is but the name of the site, and <title> without the names of site and channel.
    """
    whole = _squash(head.title)
    at = _matching_line(page.lines, whole)
    stated = _stated(head)
    if at >= 0 and not stated and _is_site(whole) and not _is_headline(page, at):
        named = _named_title(page, whole)
        at = named if named >= 0 else at
        return page.lines[at].text, at
    if at >= 0 and not (stated and _SITE.search(page.lines[at].text) and _squash(stated) not in whole):
        return _with_next_line(page.lines, at, whole), at
    if stated:
        return stated, _line_of(page.lines, stated)
    return _unstated(page, head.title)


def _unstated(page: Flow, whole: str) -> tuple[str, int]:
    """A lone h1, a block named as title, or what <title> says."""
    lines = page.lines
    alone = [at for at, line in enumerate(lines) if line.name == "h1" and 4 <= len(line.text) <= _MAX_CHARS]
    if alone and (len(alone) == 1 or not whole):
        return lines[alone[0]].text, alone[0]
    named = _named_title(page, _squash(whole)) if _is_site(_squash(whole)) else -1
    if named >= 0:
        return lines[named].text, named
    title = cut_site(whole)
    if not title and lines:
        at = next((index for index, line in enumerate(lines) if line.name in _HEADINGS), -1)
        return (lines[at].text, at) if at >= 0 else ("", -1)
    return title, _line_of(lines, title)


def _is_site(whole: str) -> bool:
    """True for a <title> without any separator that reads like the name of a site."""
    return bool(_SITE.search(whole)) and len(whole) <= _SITE_CHARS and not re.search(_SEPARATOR, whole)


def _named_title(page: Flow, whole: str) -> int:
    """The first heading, or line of a block whose class says title, that can be a headline; else -1."""
    for heading in (True, False):
        for at, line in enumerate(page.lines):
            size = len(line.text)
            if not _TITLE_CHARS <= size <= _MAX_CHARS or line.link > size * 0.5 or _squash(line.text) == whole:
                continue
            if (line.name in ("h1", "h2") if heading else _is_named(page, at)) and not _SITE.search(line.text):
                return at
    return -1


def _is_headline(page: Flow, at: int) -> bool:
    """True for a line that its markup calls a heading or title; a site's name would be a link there."""
    line = page.lines[at]
    return line.link <= len(line.text) * 0.5 and (line.name in _HEADINGS or _is_named(page, at))


def _is_named(page: Flow, at: int) -> bool:
    return not _TITLE_NAMES.isdisjoint(page.names_of(page.nodes[page.lines[at].node]))


def _with_next_line(lines: list[Line], at: int, whole: str) -> str:
    """The headline with its other half, when a line break parts it within its heading."""
    line = lines[at]
    for one, other in zip(lines[max(0, at - 1) : at + 1], lines[max(0, at - 1) + 1 : at + 2], strict=False):
        together = one.node == other.node and line.name in _HEADINGS
        if together and line.text != whole and whole.startswith(_squash(one.text + other.text)):
            return f"{one.text} {other.text}"
    return line.text


def _matching_line(lines: list[Line], whole: str) -> int:
    """Index of the line that is one end of <title> (or begins alike, when one of both is cut short), else -1."""
    best, found = 0.0, -1
    if not whole:
        return -1
    chars = set(whole)
    for at, line in enumerate(lines):
        text = line.text
        if not 2 <= len(text) <= _MAX_CHARS or text[0] not in chars:
            continue
        heading = line.name in _HEADINGS
        if text[-1] not in chars and not heading:
            continue
        text = _squash(text)
        score = _match(text, whole, heading)
        if score and line.link > len(line.text) * 0.5 and not heading:
            score *= 0.5
        if score * (1.3 if heading else 1.0) > best:
            best, found = score * (1.3 if heading else 1.0), at
    return found


def _match(text: str, whole: str, heading: bool) -> float:
    """How many characters of <title> the line explains; 0 when it is not its headline."""
    size = len(text)
    if text == whole:
        return size + 1.0
    if size >= 4 and whole.startswith(text) and _AFFIX_START.match(whole[size:]):
        return float(size) if heading or not _SITE.search(text) or size > 10 else _weak(size, whole[size:])
    if size >= 4 and whole.endswith(text) and _AFFIX_END.search(whole[:-size]):
        return size * 0.8 if not _SITE.search(text) else _weak(size, whole[:-size])
    if size >= 6 and text in whole and not _SITE.search(text) and (heading or size > 10):
        return size * (0.7 if heading else 0.4)
    stem = whole.rstrip(".…")
    if heading and len(stem) >= 6 and text.startswith(stem[: max(6, len(stem) * 2 // 3)]):
        return float(len(stem))
    if heading and size >= 8 and _common(text, whole) >= max(6, size // 2):
        return _common(text, whole) * 0.9
    return 0.0


def _weak(size: int, rest: str) -> float:
    """A line that reads like the name of a site can be the headline when the rest of <title> does so too."""
    return size * 0.3 if _SITE.search(rest.strip("_-|｜—– ")) else 0.0


def _common(left: str, right: str) -> int:
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return size


def _stated(head: Head) -> str:
    title = head.meta(*_TITLE_METAS) or head.linked("headline")
    title = " ".join(title.split())
    return cut_site(title) if title and len(title) <= _MAX_CHARS * 2 else ""


def cut_site(title: str) -> str:
    """A title without the names of site and channel that are joined to it by `_`, `|`, ` - ` and the like."""
    parts = re.split(_SEPARATOR, title)
    if len(parts) == 1:
        return title.strip()
    longest = max(parts, key=lambda part: (len(part), -parts.index(part)))
    if _SITE.search(parts[0]) and len(parts[0]) < len(longest):
        return longest
    end = len(parts)
    while end > 1 and (_SITE.search(parts[end - 1]) or len(parts[end - 1]) <= 8):
        end -= 1
    kept = title
    for part in reversed(parts[end:]):
        kept = kept[: kept.rfind(part)] if part else kept
    return re.sub(rf"(?:{_SEPARATOR})+$|[-\s_|｜]+$", "", kept).strip()


def _line_of(lines: list[Line], title: str) -> int:
    wanted = _squash(title)
    same = [at for at, line in enumerate(lines) if len(line.text) <= _MAX_CHARS * 2 and _squash(line.text) == wanted]
    return min(same, key=lambda at: (lines[at].name not in _HEADINGS, at)) if same and wanted else -1


def _squash(text: str) -> str:
    return "".join(text.split())
