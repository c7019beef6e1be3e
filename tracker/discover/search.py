"""Targets in, the addresses of their searches out."""

from __future__ import annotations

from tracker.discover.addresses import filled
from tracker.model import Config, Source, Target

_IDEAS = 3  # more words than that find nothing on most services


def start_addresses(source: Source, config: Config) -> tuple[str, ...]:
    """Where a source begins: its address, or for a search one address for each distinct query of the targets."""
    if source.kind != "search" or "{query}" not in source.address:
        return (source.address,)
    queries = dict.fromkeys(query_of(target, config) for target in config.targets)
    return tuple(filled(source.address, query) for query in queries if query)


def query_of(target: Target, config: Config) -> str:
    """The first wording of each idea of a target, with the place unless an idea names it."""
    words = [idea[0] for idea in target.about[:_IDEAS] if idea]
    names = (config.place.name, *config.place.aliases)
    if words and not any(name in word for name in names for word in words):
        words.insert(0, min(names, key=len))
    return " ".join(words)
