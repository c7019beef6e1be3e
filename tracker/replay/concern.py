"""What the targets were and what they are come in; which pages a change can concern goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.match import compile_targets, is_mentioned
from tracker.model import Config, Target
from tracker.passage import squeeze
from tracker.store.editions import Definition

SHARED = ""  # the definition of what all targets share: place, statements, publishers

Ideas = tuple[tuple[str, ...], ...]


def changed(before: Sequence[Definition], now: Sequence[Definition]) -> tuple[str, ...]:
    """The ids of the targets that came, went or are defined otherwise, and SHARED, in order."""
    hashes = [{one.target: one.hash for one in them} for them in (before, now)]
    return tuple(sorted(name for name in hashes[0] | hashes[1] if hashes[0].get(name) != hashes[1].get(name)))


def ideas_of(names: Sequence[str], *editions: Sequence[Definition]) -> tuple[Ideas, ...]:
    """The ideas of some targets as each of the editions had them."""
    return tuple(dict.fromkeys(one.about for them in editions for one in them if one.target in names))


def sieve(config: Config, goals: Sequence[Ideas]) -> Callable[[str], bool]:
    """Tells from all that is read of a page (title, text, captions) whether it may hold every idea of one of the goals.

    It never turns away a page whose reading depends on one of them. A reading depends on a target only if all its ideas
    are met, either in the whole text (`is_mentioned`, which then has the others looked for) or in the lines (`match`,
    where it then stands beside the others as one that may be meant). Every line is a part of one line of this text, and
    both normalising and squeezing go character by character, so whatever is met there is met here.
    """
    if not all(map(_can_be_told, goals)):
        return lambda text: True
    made = tuple(
        Target(id=str(number), kind="commitment", title_zh="", title_en="", about=about)
        for number, about in enumerate(goals)
    )
    index = compile_targets(replace(config, targets=made))
    return lambda text: is_mentioned(index, squeeze(index.language.normalise(text)))


def _can_be_told(goal: Ideas) -> bool:
    """A word with a line break in it may be met across two lines, whatever stands between them in a text."""
    words = [word for idea in goal for word in idea]
    return bool(goal) and all(goal) and all(word.strip() and "\n" not in word for word in words)
