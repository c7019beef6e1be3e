"""The checked values of a source come in, a Source goes out, with every contradiction between its keys noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.config.nodes import Mark, Problem
from tracker.config.values import Record
from tracker.model import Source
from tracker.placeholder import Place, fault, places

SOURCE_KINDS = ("feed", "sitemap", "listing", "search")
DEFAULT_EVERY = "6h"
# Keys that make sense for some kinds of sources only.
_ONLY_FOR = {
    **dict.fromkeys(("form", "json"), ("listing", "search")),
    **dict.fromkeys(("link", "next"), ("listing",)),
    "words": ("search",),
}
_PLACES = {
    "feed": ("since",),
    "sitemap": ("since",),
    "listing": ("since", "page", "offset"),
    "search": ("query", "since", "page", "offset"),
}
_COUNTERS = ("page", "offset")


def build_source(record: Record, problems: list[Problem]) -> Source:
    """The Source of a record; with new problems it is of no use."""
    values: dict[str, Any] = dict(record.values)
    kinds = [kind for kind in SOURCE_KINDS if kind in values]
    if len(kinds) != 1:
        given = " and ".join(kinds) or "none"
        message = f"a source needs one address ({given} given)"
        problems.append(Problem(record.mark, message, "one of: " + ", ".join(SOURCE_KINDS)))
    addresses = {kind: values.pop(kind) for kind in kinds}
    kind, address = next(iter(addresses.items()), ("", ""))
    problems.extend(_contradictions(record, kind))
    if kind and None not in record.values.values():
        problems.extend(_misplaced(record, kind))
    if "every" not in values and "cron" not in values:
        values["every"] = DEFAULT_EVERY
    fields = values.pop("fields", None)
    if isinstance(fields, Record):
        values["fields"] = tuple((name, str(value)) for name, value in fields.values.items())
    if "delay" in values:
        values["delay_s"] = values.pop("delay")
    return Source(kind=kind, address=address, **values)


def _contradictions(record: Record, kind: str) -> Iterator[Problem]:
    has = record.values.__contains__
    if has("every") and has("cron"):
        yield Problem(record.place("cron"), "`every` and `cron` exclude each other", "keep one of them")
    for key, kinds in _ONLY_FOR.items():
        if has(key) and kind and kind not in kinds:
            yield Problem(record.place(key), f"`{key}` with a {kind}", "it goes with " + " or ".join(kinds))
    if has("fields") and not has("json"):
        yield Problem(record.place("fields"), "`fields` without `json`", "add the path to the items: json: data.list")
    for key in ("link", "next"):
        if has(key) and has("json"):
            yield Problem(record.place(key), f"`{key}` and `json` exclude each other", "keep one of them")


def _misplaced(record: Record, kind: str) -> Iterator[Problem]:
    """Places to fill in that have no meaning, stand twice or are missing."""
    found: list[Place] = []
    for mark, text in _templates(record, kind):
        wrong = fault(text, _PLACES[kind])
        if wrong is not None:
            yield Problem(mark, *wrong)
            return
        found += places(text)
    names = [place.name for place in found]
    if kind == "search" and "query" not in names:
        yield Problem(record.place(kind), "the address of a search has no {query}", "write {query} where the words go")
    if sum(names.count(name) for name in _COUNTERS) > 1:
        yield Problem(record.place(kind), "more than one counter of pages", "keep one {page} or {offset:20}")


def _templates(record: Record, kind: str) -> Iterator[tuple[Mark, str]]:
    yield record.place(kind), str(record.values[kind])
    form: Any = record.values.get("form", ())
    for _, value in form:
        yield record.place("form"), value
