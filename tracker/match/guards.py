"""What rules a passage out although all its words are met: another phase, another place, a word of `not_about`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.match.index import Index
from tracker.match.look import Look
from tracker.match.names import is_relative, places_in
from tracker.model import Reason
from tracker.passage import Known, Line, Passage, phases, squeeze


def phase_guard(look: Look, known: Known, number: int) -> Reason | None:
    """Other phases do not count where the target names its own."""
    wanted = known.phases
    if not wanted:
        return None
    text = look.page[number].text
    families = {family for _, family in wanted}
    named = {phase for phase in phases(text) if phase[1] in families}
    if not named:
        named = _phases_before(look, number, families)
    if not named or named & wanted:
        return None
    return Reason(code="other_phase", facts=(("phase", "、".join(sorted(a + b for a, b in named))),))


def _phases_before(look: Look, number: int, families: set[str]) -> set[tuple[str, str]]:
    for other in look.before(number):
        named = {phase for phase in phases(look.page[other].text) if phase[1] in families}
        if named:
            return named
    return set()


def not_about(look: Look, found: Passage) -> Reason | None:
    """A ruled-out word in the line, unless the target's full name stands there in one piece without it."""
    squeezed = squeeze(look.page[found.line].text)
    for word in found.known.not_about:
        at = squeezed.find(word)
        if at < 0:
            continue
        if _full_name_without(look, found, word):
            continue
        return Reason(code="not_about", facts=(("word", word),))
    return None


def _full_name_without(look: Look, found: Passage, word: str) -> bool:
    if not all(found.ideas) or len(found.ideas) < 2:
        return False
    text = look.page[found.line].text
    for first in found.ideas[found.known.subject]:
        spans = [min(idea, key=lambda span: abs(span[0] - first[0])) for idea in found.ideas]
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        name = text[start:end]
        if end - start <= 20 and word not in squeeze(name) and not re.search(r"[，。；、]", name):
            return True
    return False


def place_guard(look: Look, found: Passage) -> Reason | None:
    """A figure must be of the target's own place; a named thing must not be another place's of a like name."""
    line, places = look.page[found.line], look.index.places
    end = found.subject[1] if found.subject else len(line.text)
    near = places_in(places, line.text[:end])
    if found.known.measured:
        scope = _scope(look, found.line, near)
        return None if scope in places.own else Reason(code="other_place", facts=(("place", scope),))
    behind = re.match(r"[^，。；]{0,12}", line.text[end:])
    named = {name for name, _ in places_in(places, behind.group())} if behind else set()
    if named & places.own:
        return None
    if named & places.beside:  # 滨河公园乙区段
        return Reason(code="other_place", facts=(("place", min(named & places.beside)),))
    if near:
        name, start = near[-1]
        beside = name in places.beside and not re.search(r"；|。.", line.text[start:end])
    else:
        titled = {name for name, _ in places_in(places, look.page[0].text)}
        inside = {name for name, _ in places_in(places, line.text)}
        beside = bool(titled & places.beside) and not (titled | inside) & places.own
        name = min(titled & places.beside) if beside else ""
    return Reason(code="other_place", facts=(("place", name),)) if beside else None


def _scope(look: Look, number: int, near: list[tuple[str, int]]) -> str:
    """Whose figures a line gives: the nearest place named before, in the line, its paragraph, heading or headline.

    全区 and 我区 mean the place that the page is about.
    """
    names = [name for name, _ in near]
    if names:
        return _resolve(look, names[-1])
    for other in look.before(number):
        earlier = places_in(look.index.places, look.page[other].text) if other else []
        if earlier:
            return _resolve(look, earlier[0][0])
    return look.place


def _resolve(look: Look, name: str) -> str:
    return look.place if is_relative(look.index.places, name) else name


def page_place(index: Index, page: Sequence[Line], home: bool) -> str:
    """The place a page is about: in the headline, else the one it names most; its own place wins a tie.

    home: where none is named, it is the configuration's.
    """
    names = index.places
    for line in (page[0].text, " ".join(line.text for line in page)):
        met = [name for name, _ in places_in(names, line) if not is_relative(names, name)]
        ours = [name for name in met if name in names.own]
        beside = [name for name in met if name in names.beside]
        if ours and len(ours) >= len(beside):
            return ours[0]
        if beside:
            return beside[0]
        if line is page[0].text and met:
            return met[0]
    relative = any(is_relative(names, name) for line in page for name, _ in places_in(names, line.text))
    return index.config.place.name if relative or home else ""
