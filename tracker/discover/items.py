"""Values of JSON in, the items in them that name an article out: by path and names, or by their structure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from tracker.discover.addresses import is_media
from tracker.discover.days import moment_of
from tracker.discover.found import Offer, Query, local_day
from tracker.extract.entities import unescape

_ITEMS_MAX = 5000
_VALUES_MAX = 300_000
_WRAPPED = re.compile(r"[\w$.]{0,100}\s{0,9}\(\s{0,9}(?=[\[{])")  # callback({...})
_TAG = re.compile(r"<[^<>]{0,500}>")
_NAME_IN_PATTERN = re.compile(r"\{([^{}]{1,100})\}")
_LEADS = re.compile(r"https?://.|//[\w.-]+\.\w|\.{0,2}/[^/\s]|[\w./-]{1,200}\.s?html?\b|\?\w+=")
_URL_NAMES = ("url", "link", "href", "uri", "path", "address")
_TITLE_NAMES = ("title", "headline", "subject", "header", "name", "caption", "text")
_DAY_NAMES = ("pub", "date", "day", "time", "created")
_NOT_AN_ARTICLE = re.compile(
    r"img|image|pic|cover|thumb|logo|icon|avatar|video|audio|media|poster|author|user|site|api", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What an object says of an article; `day` is text as written."""

    url: str
    title: str
    day: str


def json_of(text: str) -> Any:
    """The value of a text in JSON, be it wrapped in a call; None for what is none."""
    text = text.strip("\ufeff \t\r\n;")
    wrapped = _WRAPPED.match(text)
    if wrapped is not None and not text.startswith(("{", "[")):
        text = text[wrapped.end() :].rstrip(" \t\r\n;)")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def at(value: Any, path: str) -> Any:
    """What stands at a path such as `data.list` or `0.items`; None where nothing does."""
    for name in path.split(".") if path != "." else ():
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
            value = value[int(name[:9])]
        else:
            return None
    return value


def items_at(document: Any, path: str) -> list[Any] | None:
    """The items at a path, none where it holds null or the whole answer is empty; None where there is no such path."""
    value = at(document, path)
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return value
    above, _, name = path.rpartition(".")
    holder = at(document, above) if above else document
    return [] if value is None and (not document or (isinstance(holder, dict) and name in holder)) else None


def own_offers(items: Iterable[Any], names: Mapping[str, str], query: Query) -> Iterator[Offer]:
    """Offers of items by the names of their fields (url, title, date, seen, latest); no offer without an address."""
    for item in list(items)[:_ITEMS_MAX]:
        url = _url_of(item, names.get("url", "url"))
        if not url:
            continue
        try:
            whole = urljoin(query.page.final_url, url)
        except ValueError:
            continue
        days = {name: _day(at(item, names[name]), query) for name in ("date", "seen", "latest") if name in names}
        yield Offer(
            url=whole,
            title=plain(_text(at(item, names["title"]))) if "title" in names else "",
            published=days.get("date"),
            latest=days.get("seen") or days.get("latest"),
        )


def lists_in(value: Any) -> Iterator[tuple[str, list[Item]]]:
    """Path and items of every list whose objects mostly hold an address and a title."""
    waiting: list[tuple[str, Any]] = [("", value)]
    seen = 0
    while waiting and seen < _VALUES_MAX:
        place, one = waiting.pop()
        seen += 1
        below = list(one.items()) if isinstance(one, dict) else [("", each) for each in one]
        if isinstance(one, list):
            items = [item for each in one[:_ITEMS_MAX] if (item := item_of(each)) is not None]
            if items and len(items) * 2 >= len(one):
                yield place, items
                continue
        # Lists of one kind in several objects, as the columns of a front page, share a place.
        waiting += [(f"{place}.{name}"[-200:], each) for name, each in reversed(below) if isinstance(each, dict | list)]


def item_of(value: Any) -> Item | None:
    """The address and title that an object holds, or the object one level below; None where it lacks one of them."""
    for one in (value, *value.values()) if isinstance(value, dict) else ():
        if isinstance(one, dict) and len(one) <= 200:
            url, title = _best(one, _URL_NAMES, _leads), plain(_best(one, _TITLE_NAMES, _says))
            if url and title:
                return Item(url=url, title=title, day=_day_of(one))
    return None


def plain(text: str) -> str:
    """A headline without the marks of a search and other tags."""
    return " ".join(unescape(_TAG.sub("", text[:5000])).split())


def _url_of(item: Any, name: str) -> str:
    """The address in a field, or made by a pattern such as `https://a.example/{id}.html`."""
    if "{" not in name:
        return _text(at(item, name)).strip()
    values = [_text(at(item, found[1])) for found in _NAME_IN_PATTERN.finditer(name)]
    return _NAME_IN_PATTERN.sub(lambda found: _text(at(item, found[1])), name) if all(values) else ""


def _best(item: dict[str, Any], names: tuple[str, ...], fits: Any) -> str:
    """The value whose key is most like one of the names: the first name before the others, short keys before long."""
    ranked = []
    for key, value in item.items():
        low = str(key).lower()
        rank = next((number for number, name in enumerate(names) if name in low), None)
        if rank is not None and isinstance(value, str) and not _NOT_AN_ARTICLE.search(low) and fits(value):
            ranked.append((low not in names, rank, len(low), value))
    return min(ranked)[-1] if ranked else ""


def _leads(text: str) -> bool:
    return bool(_LEADS.match(text.strip())) and not is_media(text.strip())


def _says(text: str) -> bool:
    return bool(plain(text)) and not _LEADS.match(text)


def _day_of(item: dict[str, Any]) -> str:
    low = {str(key).lower(): value for key, value in item.items()}
    if {"year", "month", "day"} <= low.keys():
        return "-".join(_text(low[name]) for name in ("year", "month", "day"))
    for name in _DAY_NAMES:
        for key, value in low.items():
            if name in key and moment_of(_text(value)) is not None:
                return _text(value)
    return ""


def _day(value: Any, query: Query) -> Any:
    return local_day(moment_of(_text(value)), query.zone)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
