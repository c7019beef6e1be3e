"""Texts with places to fill in, as `?q={query}&from={since:%Y%m%d}`, come in; filled ones, or what is wrong, go out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

_PLACE = re.compile(r"\{([^{}]*)\}")
# What may stand behind the colon of each name.
_FORMS = {
    "query": re.compile(r""),
    "since": re.compile(r"|(?=.*%)(?:%[Ymd]|[-/._ 年月日T:\d])+"),
    "page": re.compile(r"|\d"),
    "offset": re.compile(r"[1-9]\d{0,3}"),
}
_EXAMPLES = {
    "query": "{query}",
    "since": "{since} or {since:%Y%m%d}",
    "page": "{page}, or {page:0} where pages are counted from 0",
    "offset": "{offset:20} for pages of 20 items",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to fill in: `{name:form}`."""

    name: str
    form: str


def places(text: str) -> tuple[Place, ...]:
    """The places of a text in their order, whether they are of any use or not."""
    return tuple(_place(found) for found in _PLACE.finditer(text))


def fill(text: str, put: Callable[[Place], str]) -> str:
    """The text with every place replaced by what `put` gives for it."""
    return _PLACE.sub(lambda found: put(_place(found)), text)


def split(text: str) -> list[str | Place]:
    """The text in pieces, places and what stands between them."""
    pieces: list[str | Place] = []
    end = 0
    for found in _PLACE.finditer(text):
        pieces += [text[end : found.start()], _place(found)]
        end = found.end()
    return [*pieces, text[end:]]


def fault(text: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """What is wrong with the places of a text where `names` may stand, and how to put it right; None: nothing."""
    if "{" in _PLACE.sub("", text) or "}" in _PLACE.sub("", text):
        return "a brace without its partner", "write %7B and %7D for braces that are part of the address"
    for place in places(text):
        if place.name not in names:
            near = get_close_matches(place.name, names, n=1)
            hint = f"did you mean {{{near[0]}}}? " if near else ""
            allowed = "; ".join(_EXAMPLES[name] for name in names)
            return f"{{{place.name}}} has no meaning here", hint + (f"allowed: {allowed}" if names else "take it out")
        if not _FORMS[place.name].fullmatch(place.form):
            return f"{{{place.name}:{place.form}}} is not of the right form", f"write {_EXAMPLES[place.name]}"
    return None


def _place(found: re.Match[str]) -> Place:
    name, _, form = found[1].partition(":")
    return Place(name=name, form=form)
