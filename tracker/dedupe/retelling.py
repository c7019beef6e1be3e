"""Cards of pages come in; for each page that retells another the pair of them goes out."""

from __future__ import annotations

import zlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.dedupe.card import DIGEST_BYTES, UNDATED, Card
from tracker.dedupe.quoting import overlap, quotes
from tracker.dedupe.text import Pair, pieces

QUOTE_DAYS = 10  # a repost quotes within these days
FACT_DAYS = 3  # and retells within these
MANY_FIGURES = 6  # a page with so many figures, all of them told by the other, is a summary of it
KEY_LETTERS = 8  # a clause so long may lead to the page it was taken from
NEIGHBOURS = 8  # a page is compared with so many that share a fact or a clause, those nearest in time

_Key = bytes | int
_Recent = defaultdict[_Key, deque["_Page"]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    fact: bytes
    firm: bool
    clauses: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A card laid open, for as long as later pages may retell it."""

    number: int
    card: Card
    figures: frozenset[bytes]
    facts: frozenset[bytes]
    firm: frozenset[bytes]
    told: dict[str, list[_Sentence]]  # by target


def retellings(cards: Sequence[Card]) -> Iterator[Pair]:
    """Pairs of a page and one that retells it; a page retells one other at most, else a digest would join its sources.

    Pages are gone through in order of time; what is older than QUOTE_DAYS is forgotten. Pages without a date retell by
    quoting alone.
    """
    undated = _undated(cards)
    free = {page.number for waiting in undated.values() for page in waiting}
    older, recent, since = _recent(), _recent(), 0
    for number in sorted(range(len(cards)), key=lambda n: (cards[n].day, cards[n].authority)):
        card = cards[number]
        if not card.targets or card.day == UNDATED:
            continue
        if card.day - since > QUOTE_DAYS:
            older, recent, since = recent, _recent(), card.day
        page = _opened(number, card)
        clauses = _clause_keys(page)
        keys = (*page.facts, *clauses)
        if source := _source(page, _near(keys, older, recent)):
            yield source.number, number
        for other in _quoting(page, clauses, undated, free):
            free.remove(other)
            yield number, other
        for key in keys:
            recent[key].append(page)


def _recent() -> _Recent:
    return defaultdict(lambda: deque(maxlen=NEIGHBOURS))


def _near(keys: Iterable[_Key], older: _Recent, recent: _Recent) -> Iterator[_Page]:
    """The pages nearest in time that share a key."""
    for key in keys:
        near = recent.get(key, ())
        yield from near
        if len(near) < NEIGHBOURS:
            yield from older.get(key, ())


def _opened(number: int, card: Card) -> _Page:
    facts = [card.facts[at : at + DIGEST_BYTES] for at in range(0, len(card.facts), DIGEST_BYTES)]
    told: dict[str, list[_Sentence]] = defaultdict(list)
    for target, fact, firm, line in zip(card.targets, facts, card.firm, card.told.split("\n"), strict=True):
        told[target].append(_Sentence(fact, firm, tuple(line.split("|")), line.replace("|", "")))
    firm_facts = frozenset(fact for fact, firm in zip(facts, card.firm, strict=True) if firm)
    return _Page(number, card, pieces(card.figures), frozenset(facts), firm_facts, dict(told))


def _clause_keys(page: _Page) -> tuple[_Key, ...]:
    """What a page that quotes this one has of it: a clause about the same target."""
    keys = (
        zlib.crc32(f"{target}\n{clause}".encode("utf-8", "replace"))
        for target, sentences in page.told.items()
        for sentence in sentences
        for clause in sentence.clauses
        if len(clause) >= KEY_LETTERS
    )
    return tuple(dict.fromkeys(keys))


def _undated(cards: Sequence[Card]) -> dict[_Key, list[_Page]]:
    waiting: dict[_Key, list[_Page]] = defaultdict(list)
    for number, card in enumerate(cards):
        if card.targets and card.day == UNDATED:
            page = _opened(number, card)
            for key in _clause_keys(page):
                if len(waiting[key]) < NEIGHBOURS:
                    waiting[key].append(page)
    return waiting


def _quoting(page: _Page, keys: Sequence[_Key], undated: dict[_Key, list[_Page]], free: set[int]) -> list[int]:
    """The undated pages that quote this one, each of them once: the earliest page that they quote has them."""
    met = {one.number: one for key in keys if key in undated for one in undated[key] if one.number in free}
    return [n for n, one in sorted(met.items()) if one.card.host != page.card.host and _quoted(page, one)]


def _source(page: _Page, near: Iterator[_Page]) -> _Page | None:
    """Of the pages that this one may retell the one it has most of, and of those the earliest."""
    retold = [
        one
        for one in {one.number: one for one in near}.values()
        if page.card.day - one.card.day <= QUOTE_DAYS and page.card.host != one.card.host and _retells(page, one)
    ]
    return min(retold, key=lambda one: (-len(page.facts & one.facts), one.card.day, one.card.authority), default=None)


def _retells(page: _Page, source: _Page) -> bool:
    if _quoted(page, source):
        return True
    shared = page.facts & source.facts
    if not shared or page.card.day - source.card.day > FACT_DAYS:
        return False
    fewer = min(len(page.figures), len(source.figures))
    common = len(page.figures & source.figures) / max(1, fewer)
    if fewer and not common:
        return False
    if fewer >= MANY_FIGURES and common >= 0.95:
        return True
    firm = page.firm & source.firm
    return firm in (page.firm, source.firm) and bool(firm) and (common >= 0.6 or common + _words(page, source) >= 1.0)


def _pairs(one: _Page, other: _Page) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Sentences of both about the same target."""
    for target, sentences in one.told.items():
        for theirs in other.told.get(target, ()):
            for mine in sentences:
                yield mine, theirs


def _quoted(one: _Page, other: _Page) -> bool:
    for mine, theirs in _pairs(one, other):
        short, long = (mine, theirs) if len(mine.letters) <= len(theirs.letters) else (theirs, mine)
        if quotes(short.clauses, short.letters, long.letters):
            return True
    return False


def _words(one: _Page, other: _Page) -> float:
    """How like the words are in which both tell a firm fact."""
    alike = (
        overlap(mine.letters, theirs.letters)
        for mine, theirs in _pairs(one, other)
        if mine.fact == theirs.fact and mine.firm
    )
    return max(alike, default=0.0)
