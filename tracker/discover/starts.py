"""A source and the targets in, what it is asked first out, and for which targets each of these requests counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from tracker.model import Config, Request, Source, Target
from tracker.placeholder import Place, fill

DEFAULT_WORDS = 2
_FOREVER = date(2000, 1, 1)  # for `{since}` where nothing says since when
# A phase, a round, a year or a number names nothing that could be searched for by itself.
_PHASE = re.compile(r"第?[一二三四五六七八九十\d]+[期轮批届个号]|[\d—–~至到年月日个%-]+|[一二三四五六七八九十]+个")


def starts(source: Source, config: Config, since: date | None) -> tuple[Request, ...]:
    """What a source is asked first: its address, or for a search one request for each distinct query of the targets.

    since: the day that `{since}` stands for.
    """
    return tuple(_request(source, query, since) for query in _asked_for(source, config))


def queries(source: Source, config: Config, since: date | None) -> Mapping[str, frozenset[str]]:
    """Key of each start -> ids of the targets whose news it may bring: all, or those whose query it is."""
    return {_request(source, query, since).key: targets for query, targets in _asked_for(source, config).items()}


def query_of(target: Target, config: Config, words: int) -> str:
    """Up to `words` words that find news of a target: the thing, before it the place, behind it a second idea."""
    ideas = [idea[0] for idea in target.about if idea]
    names = (config.place.name, *config.place.aliases)
    things = [word for word in ideas if not _PHASE.fullmatch(word) and word not in names] or ideas
    placed = any(name in word for name in names for word in things)
    wanted = things[: max(1, words - 1)] if not placed else things[:words]
    if words == 1 or placed:
        return " ".join(wanted[:words])
    return " ".join([min(names, key=len), *wanted])


def _asked_for(source: Source, config: Config) -> dict[str, frozenset[str]]:
    """Query -> ids of its targets; the empty query for a source that is not asked for words."""
    if source.kind != "search":
        return {"": frozenset(target.id for target in config.targets)}
    found: dict[str, set[str]] = {}
    for target in config.targets:
        found.setdefault(query_of(target, config, source.words or DEFAULT_WORDS), set()).add(target.id)
    return {query: frozenset(ids) for query, ids in found.items() if query}


def _request(source: Source, query: str, since: date | None) -> Request:
    def put(place: Place) -> str:
        return _filled(place, query, since or _FOREVER)

    return Request(
        url=fill(source.address, lambda place: quote(put(place), safe="")),
        form=tuple((name, fill(value, put)) for name, value in source.form),
        headers=source.headers,
    )


def _filled(place: Place, query: str, since: date) -> str:
    if place.name == "query":
        return query
    if place.name == "since":
        return since.strftime(place.form) if place.form else since.isoformat()
    return (place.form or "1") if place.name == "page" else "0"
