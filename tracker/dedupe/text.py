"""Cards of pages come in; pairs of them that have one address or one text go out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import eq
from struct import unpack

from tracker.dedupe.card import UNDATED, Card

ROWS, BANDS, WIDTH = 4, 16, 2  # of the MinHash sketch: pages as alike as 0.5 share a band with a chance of 0.64
ALIKE = 0.6  # share of equal minima from which two bodies are one text
SAME_FIGURES = 0.8  # share of the shorter text's figures that the other must hold
REPOST_DAYS = 10  # a text with some other figures is a repost only within these days
NEIGHBOURS = 16  # a page is compared with so many of its band, those nearest in time

Pair = tuple[int, int]


def same_texts(cards: Sequence[Card], joined: Callable[[int, int], bool]) -> Iterator[Pair]:
    """Pairs of numbers of cards, which are in order of address; `joined` tells which pairs need no looking at."""
    yield from _one_address(cards)
    yield from _one_body(cards)
    yield from _near_duplicates(cards, joined)


def _one_address(cards: Sequence[Card]) -> Iterator[Pair]:
    """Pages that name one address as theirs. Some sites name their front page on every page: the texts must agree."""
    first: dict[str, int] = {}
    for number, card in enumerate(cards):
        if card.canonical_url:
            place = bisect_left(cards, card.canonical_url, key=lambda one: one.url)
            if place < len(cards) and cards[place].url == card.canonical_url:
                first.setdefault(card.canonical_url, place)
            other = first.setdefault(card.canonical_url, number)
            if other != number and _alike(cards[other], card) >= ALIKE:
                yield other, number


def _one_body(cards: Sequence[Card]) -> Iterator[Pair]:
    first: dict[bytes, int] = {}
    for number, card in enumerate(cards):
        if card.text and first.setdefault(card.text, number) != number:
            yield first[card.text], number


def _near_duplicates(cards: Sequence[Card], joined: Callable[[int, int], bool]) -> Iterator[Pair]:
    """Candidates by banding, one band at a time so that the memory of a band is free again for the next."""
    numbers = sorted((n for n, card in enumerate(cards) if card.sketch), key=lambda n: (cards[n].day, n))
    for start in range(0, BANDS * ROWS * WIDTH, ROWS * WIDTH):

        def band(number: int, start: int = start) -> bytes:
            return cards[number].sketch[start : start + ROWS * WIDTH]

        for _, bucket in groupby(sorted(numbers, key=band), band):
            members = list(bucket)
            for place, one in enumerate(members):
                for other in members[place + 1 : place + 1 + NEIGHBOURS]:
                    if not joined(one, other) and _same_text(cards[one], cards[other]):
                        yield one, other


def _same_text(one: Card, other: Card) -> bool:
    alike = _alike(one, other)
    if alike < ALIKE:
        return False
    mine, theirs = pieces(one.figures), pieces(other.figures)
    if not mine or not theirs:
        return alike >= 0.9 and mine == theirs
    return len(mine & theirs) >= SAME_FIGURES * min(len(mine), len(theirs)) and (
        mine == theirs or _near_in_time(one, other)
    )


def _near_in_time(one: Card, other: Card) -> bool:
    """This month's bulletin may repeat last month's words and many of its figures."""
    return UNDATED in (one.day, other.day) or abs(one.day - other.day) <= REPOST_DAYS


def _alike(one: Card, other: Card) -> float:
    """Share of equal minima; pages without a text are alike."""
    if not one.sketch or not other.sketch:
        return 1.0
    minima = len(one.sketch) // WIDTH
    same: int = sum(map(eq, unpack(f">{minima}H", one.sketch), unpack(f">{minima}H", other.sketch)))
    return same / minima


def pieces(figures: bytes) -> frozenset[bytes]:
    """The figures of a page, 4 bytes each."""
    return frozenset(figures[at : at + 4] for at in range(0, len(figures), 4))
