"""A trace comes in; a card goes out: the little of a page by which it is told whether another carries the same news."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from sys import intern

from tracker.address import host_of
from tracker.model import TIERS, Candidate, Trace

DIGEST_BYTES = 8
UNDATED = date.max.toordinal()

# Marks that stand inside a figure or around a name end no clause.
_INSIDE = re.compile(r"(?<=\d)[.,](?=\d)|[%·“”‘’\"'《》()\s]+")
_CLAUSE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stories need of a page, in about 1 KiB. Sentences are those of the evidence that could count.

    day is an ordinal, UNDATED for none. targets, facts (DIGEST_BYTES each), firm and the lines of `told` run side by
    side, one a sentence; clauses of a line are parted by `|`.
    """

    url: str
    canonical_url: str  # '' where it is the address itself
    tier: int  # the lower, the more authoritative
    day: int
    host: str
    text: bytes  # a digest of the body, empty for none
    sketch: bytes
    figures: bytes
    speaks: bool  # its evidence may count
    targets: tuple[str, ...] = ()
    facts: bytes = b""
    firm: tuple[bool, ...] = ()
    told: str = ""

    @property
    def authority(self) -> tuple[int, int, str]:
        """The order in which pages may speak: the more authoritative first, then the earlier."""
        return (self.tier, self.day, self.url)


def card(trace: Trace, normalise: Callable[[str], str], *, speaks: bool) -> Card:
    """The card of a page; `normalise` makes texts of one language alike (width, traditional characters)."""
    claims = [row for row in trace.candidates if row.why_not is None]
    return Card(
        url=trace.url,
        canonical_url="" if trace.canonical_url == trace.url else trace.canonical_url,
        tier=TIERS.index(trace.tier),
        day=trace.published.toordinal() if trace.published else UNDATED,
        host=intern(host_of(trace.url)),
        text=_digest(trace.text_sha256) if trace.text_sha256 else b"",
        sketch=trace.sketch,
        figures=trace.figures,
        speaks=speaks,
        targets=tuple(intern(row.target) for row in claims),
        facts=b"".join(_digest(_fact(row)) for row in claims),
        firm=tuple(row.figure is not None or row.stage != "ongoing" for row in claims),
        told="\n".join(_clauses(normalise(row.sentence)) for row in claims),
    )


def trait(row: Candidate, normalise: Callable[[str], str]) -> bytes:
    """What a sentence has in common with its copies: its figure with the period or, where it has none, its words."""
    return _digest(_fact(row)) if row.figure is not None else _words(row.target, _clauses(normalise(row.sentence)))


def claims(card: Card) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """The target of each sentence of a card, and what may be its trait."""
    facts = (card.facts[at : at + DIGEST_BYTES] for at in range(0, len(card.facts), DIGEST_BYTES))
    for target, fact, line in zip(card.targets, facts, card.told.split("\n"), strict=False):
        yield target, (_words(target, line), fact)


def _words(target: str, clauses: str) -> bytes:
    return _digest(f"{target}\n{clauses}")


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=DIGEST_BYTES).digest()


def _fact(row: Candidate) -> str:
    """What a sentence says of its target, whatever its words: the figure with its period, or the stage with its day."""
    if row.figure is not None:
        figure = row.figure
        said = ["figure", str(figure.value), str(figure.start), str(figure.end)]
    else:
        said = [row.stage or "", str(row.expected)]
    return "\n".join([row.target, *said, row.modality])


def _clauses(sentence: str) -> str:
    return "|".join(_CLAUSE.findall(_INSIDE.sub("", sentence)))
