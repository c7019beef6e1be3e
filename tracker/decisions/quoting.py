"""A page and a quote from it come in; the sentence as it stands there, and what it says of a target, go out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from tracker.errors import ConfigError
from tracker.language import Language
from tracker.model import STAGES, Candidate, Figure, Goal, Quantity, Target

QUOTE_CHARS = 2000
_LIKE = 0.4


def find_quote(text: str, quote: str, tongue: Language) -> str:
    """The quote as the page has it; blanks, width and kind of characters do not matter.

    ConfigError where it is not there, with the sentence that is most like it.
    """
    letters = [sign for sign in tongue.normalise(quote) if not sign.isspace()]
    if not letters or len(letters) > QUOTE_CHARS:
        raise ConfigError("no quote" if not letters else "the quote is too long", where="--quote", fix="one sentence")
    plain = tongue.normalise(text)
    found = re.search(r"\s*".join(map(re.escape, letters)), plain)
    if found:
        return " ".join(text[found.start() : found.end()].split("\n"))
    sentences = [line[start:end] for line in plain.split("\n") for start, end in tongue.sentences(line)]
    near = get_close_matches("".join(letters), sentences, 1, _LIKE)
    fix = f"the page has: {near[0]}" if near else "copy a sentence as the page has it"
    raise ConfigError("the page does not say so", where="--quote", fix=fix)


def claim_of(
    quote: str, target: Target, published: date | None, candidates: Iterable[Candidate], tongue: Language
) -> Candidate:
    """What the quote says of the target: as its sentence was read on the page, else as the grammar reads the quote.

    Where neither finds a figure or a stage, it says that something is done.
    """
    same = [one for one in candidates if one.target == target.id and (one.sentence in quote or quote in one.sentence)]
    for one in sorted(same, key=lambda one: one.why_not is not None):
        return replace(one, sentence=one.sentence if quote in one.sentence else quote, retracts=None)
    understood = tongue.understand(tongue.normalise(quote), published, None)
    if target.goal is not None and (found := _measuring(understood.quantities, target.goal, tongue)):
        figure = _figure(found, target.goal, published, tongue)
        return Candidate(target=target.id, sentence=quote, modality=found.modality, figure=figure)
    for stage in understood.stages:
        if stage.stage in STAGES:
            return Candidate(
                target=target.id,
                sentence=quote,
                modality=stage.modality,
                stage=stage.stage,
                expected=stage.expected,
                day=stage.day,
            )
    return Candidate(target=target.id, sentence=quote, modality="actual", stage="ongoing")


def _measuring(quantities: Iterable[Quantity], goal: Goal, tongue: Language) -> Quantity | None:
    """The first quantity of the goal's kind."""
    for one in quantities:
        fits = (one.role == "growth") == (goal.basis == "yoy")
        if fits and tongue.convert(one.value, one.unit, goal.unit) is not None:
            return one
    return None


def _figure(one: Quantity, goal: Goal, published: date | None, tongue: Language) -> Figure:
    """It in the goal's unit; a count is dated at its own day, else at that of the page."""
    value = tongue.convert(one.value, one.unit, goal.unit)
    assert value is not None  # so says _measuring
    start, end = (one.period.start, one.period.end) if one.period else (None, None)
    if goal.basis == "cumulative":
        start = end = end or published
    return Figure(value=value, unit=goal.unit, comparator=one.comparator, start=start, end=end, basis=goal.basis)
