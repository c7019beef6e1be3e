"""Decisions come in; how often the reading was right goes out, in all, by target and by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from tracker.address import host_of
from tracker.decisions.standing import Ruling, rulings
from tracker.model import Decision

FEW = 20  # below so many decisions a share says little
Z = 1.959964  # of a range that holds the true share in 95 of 100 cases
# What was read from these was taken for true; they were set aside for what other pages say.
_READ = ("repost", "contradicted", "retracted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What people found of the sentences of a target or a source, or of all (kind `all`).

    Of those that were counted: accepted as read, rejected, or corrected. Of the others: missed, where they should have
    counted or a person had to add them, and spared, where people rejected them too.
    """

    kind: str
    name: str
    accepted: int = 0
    rejected: int = 0
    corrected: int = 0
    missed: int = 0
    spared: int = 0

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected + self.corrected

    @property
    def precision(self) -> float | None:
        """accepted / (accepted + rejected + corrected): a corrected sentence was read wrongly."""
        return self.accepted / self.decided if self.decided else None

    @property
    def few(self) -> bool:
        return self.decided < FEW


def scores(decisions: Iterable[Decision], sources: Mapping[str, str]) -> tuple[Score, ...]:
    """All, then by target, then by source; sources: the name of the source by the address of a page."""
    found = [(_outcome(one), one) for some in rulings(decisions).values() for one in some]
    kinds: tuple[tuple[str, Callable[[Ruling], str]], ...] = (
        ("all", lambda one: ""),
        ("target", lambda one: one.quoted.claim.target),
        ("source", lambda one: sources.get(one.quoted.url) or host_of(one.quoted.url) or one.quoted.url),
    )
    result = []
    for kind, name_of in kinds:
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for outcome, one in found:
            counts[name_of(one)][outcome] += 1
        result += [Score(kind=kind, name=name, **counts[name]) for name in sorted(counts)]
    return tuple(result)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The range that holds the true share in 95 of 100 cases, the score interval of E. B. Wilson (1927).

    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n), with p = right / n and z = 1.96. It holds for few and for
    extreme shares, where p ± z·√(p(1-p)/n) does not (Brown, Cai and DasGupta, 2001).
    """
    if not of:
        return 0.0, 1.0
    share, square = right / of, Z * Z
    middle = share + square / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def _outcome(one: Ruling) -> str:
    aside = one.quoted.claim.why_not
    if one.added or (aside is not None and aside.code not in _READ):
        return "missed" if one.counts else "spared"
    if not one.counts:
        return "rejected"
    return "corrected" if one.changed else "accepted"
