"""A source whose address or form counts its pages, and one of its requests in; the request for the next page out."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.model import Request, Source
from tracker.placeholder import Place, places, split

_COUNTERS = ("page", "offset")
_PAGE_NAMES = re.compile(r"(?:page(?:no|num|number|index)?|pn|p|curr?(?:ent)?page(?:no|num)?|pageno_?)", re.I)
_OFFSET_NAMES = re.compile(r"(?:offset|start|begin|from|skip)", re.I)
_SIZE_NAMES = re.compile(r"(?:page_?size|limit|size|rows|num|count|per_?page|ps)", re.I)


def counts_pages(source: Source) -> bool:
    """Whether the source says with `{page}` or `{offset:20}` how its pages are counted."""
    texts = (source.address, *(value for _, value in source.form))
    return any(place.name in _COUNTERS for text in texts for place in places(text))


def next_page(source: Source, request: Request) -> tuple[Request, ...]:
    """The request for the page after that of `request`, by the counter of the source; nothing when there is none."""
    form = tuple(
        (name, _counted_up(template, value))
        for (name, template), (_, value) in zip(source.form, request.form, strict=False)
    )
    following = replace(request, url=_counted_up(source.address, request.url), form=form)
    return () if following == request else (following,)


def is_further(source: Source, request: Request) -> bool:
    """Whether a request asks for a later page of a list, where an empty answer is no more than the end of the list."""
    texts = [(source.address, request.url)]
    texts += [(template, value) for (_, template), (_, value) in zip(source.form, request.form, strict=False)]
    for template, text in texts:
        counter, found = _counter(template), _matched(template, text)
        if counter is not None and found is not None:
            return int(found["counter"]) > (int(counter.form or 1) if counter.name == "page" else 0)
    return _matched(source.address, request.url) is None


def counted_on(url: str) -> str:
    """The next page of a list in JSON whose address counts pages (`pageNo=1`) or items (`start=0&limit=20`), or ''."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    numbers = {name: int(value) for name, value in pairs if re.fullmatch(r"\d{1,6}", value, re.ASCII)}
    size = next((number for name, number in numbers.items() if _SIZE_NAMES.fullmatch(name)), 0)
    for name, number in numbers.items():
        step = 1 if _PAGE_NAMES.fullmatch(name) else size if _OFFSET_NAMES.fullmatch(name) else 0
        if step:
            counted = [(key, str(number + step) if key == name else value) for key, value in pairs]
            return urlunsplit(parts._replace(query=urlencode(counted)))
    return ""


def _counted_up(template: str, text: str) -> str:
    """The text with its counter moved on by a page, where it was made from the template."""
    counter, found = _counter(template), _matched(template, text)
    if counter is None or found is None:
        return text
    start, end = found.span("counter")
    step = int(counter.form) if counter.name == "offset" else 1
    return f"{text[:start]}{int(found['counter']) + step}{text[end:]}"


def _counter(template: str) -> Place | None:
    return next((place for place in places(template) if place.name in _COUNTERS), None)


def _matched(template: str, text: str) -> re.Match[str] | None:
    return re.fullmatch("".join(_pattern(piece) for piece in split(template)), text, re.DOTALL)


def _pattern(piece: str | Place) -> str:
    if isinstance(piece, str):
        return re.escape(piece)
    return r"(?P<counter>\d{1,9})" if piece.name in _COUNTERS else "[^&]*?"
