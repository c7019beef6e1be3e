"""Title, meta and link tags and scripts of a page in; what the page says about itself, apart from its text, out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.extract.markup import attributes, plain

_MAX_METAS = 300
_CONTENT_CHARS = 9000


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself.

    metas: lower-case name, property or itemprop, with the content, in page order. linked_data: JSON-LD objects.
    """

    title: str
    metas: tuple[tuple[str, str], ...]
    canonical: str
    linked_data: tuple[dict[str, object], ...]

    def meta(self, *names: str) -> str:
        """Content of the first of `names` that the page has, else an empty text."""
        known = {name: content for name, content in reversed(self.metas) if content}
        return next((known[name] for name in names if name in known), "")

    def linked(self, key: str) -> str:
        """The first text under `key` in the JSON-LD objects, else an empty text."""
        values = (item.get(key) for item in self.linked_data)
        return next((value for value in values if isinstance(value, str) and value), "")


def read_head(title: str, tags: list[str], scripts: tuple[str, ...]) -> Head:
    """Head of a page. tags: its <meta> and <link rel=canonical>, as written; scripts: `attributes>code` each."""
    link = next((tag for tag in tags if tag[:4].lower() == "link"), "")
    return Head(
        title=plain(title[:2000]),
        metas=tuple(_metas(tag for tag in tags[:_MAX_METAS] if len(tag) < _CONTENT_CHARS)),
        canonical=attributes(link).get("href", "") if link else "",
        linked_data=tuple(_linked_data(scripts)),
    )


def _metas(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        found = attributes(tag)
        content = found.get("content", "")
        for key in ("name", "property", "itemprop"):
            if content and key in found:
                yield found[key].lower(), content


def _linked_data(scripts: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for script in scripts:
        tag, _, source = script.partition(">")
        if "ld+json" not in tag:
            continue
        try:
            # Line breaks inside of strings are common in pages and harmless.
            value = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: object) -> list[dict[str, object]]:
    """The objects of a JSON-LD value that can be articles, those typed as articles first."""
    items = value if isinstance(value, list) else [value]
    found: list[dict[str, object]] = []
    for item in items:
        if isinstance(item, dict):
            graph = item.get("@graph")
            found += [part for part in graph if isinstance(part, dict)] if isinstance(graph, list) else [item]
    return sorted(found, key=lambda item: "Article" not in str(item.get("@type", "")))
