"""Tell which pages carry the same news: cards of pages in, stories with their spokesmen out."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.dedupe.card import Card, card, claims, trait
from tracker.dedupe.quoting import overlap
from tracker.dedupe.retelling import retellings
from tracker.dedupe.text import same_texts
from tracker.model import Story

__all__ = ["Card", "card", "claims", "reworded", "spokesmen", "stories", "story_id", "trait"]

REWORDED = 0.6  # share of the letters in common from which one sentence is another's revision


def spokesmen(cards: Sequence[Card]) -> Sequence[int]:
    """For each card the number of the card that speaks for its story, its own where it stands alone.

    Two pages belong together when they have one canonical address or one text, when their bodies are near-duplicates
    with the same figures, or when one retells the other: it quotes its evidence clause for clause, or, within a few
    days, is a summary of it by its figures or tells only facts of it in like words. Stories are the connected
    components. Cards are in order of address; time and memory grow linearly with them.
    """
    parent = array("L", range(len(cards)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(one: int, other: int) -> None:
        left, right = find(one), find(other)
        parent[max(left, right)] = min(left, right)

    for one, other in same_texts(cards, lambda one, other: find(one) == find(other)):
        join(one, other)
    for one, other in retellings(cards):
        join(one, other)
    first: dict[int, int] = {}
    roots = array("L", map(find, range(len(cards))))
    for number, root in enumerate(roots):
        if number != root and cards[number].authority < cards[first.get(root, root)].authority:
            first[root] = number
    return array("L", (first.get(root, root) for root in roots))


def stories(cards: Sequence[Card], spokesman: Sequence[int]) -> Iterator[Story]:
    """The stories in order of their spokesmen's addresses; the addresses of a story in order of authority."""
    told = sorted(range(len(cards)), key=lambda number: spokesman[number])
    for first, members in groupby(told, lambda number: spokesman[number]):
        ranked = sorted((cards[number] for number in members), key=lambda one: one.authority)
        url = cards[first].url
        yield Story(id=story_id(url), spokesman=url, urls=tuple(one.url for one in ranked))


def reworded(one: str, other: str) -> bool:
    """Whether two sentences, as letters, are versions of one."""
    return overlap(one, other) >= REWORDED


def story_id(spokesman: str) -> str:
    """The name of a story, after the address that speaks for it."""
    return hashlib.sha256(spokesman.encode()).hexdigest()[:12]
