"""The name of a place and the places that a statement names come in; whose figures count and whose do not goes out."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Place

_LEVELS = "省市区县镇乡"
_OUR_WORDS = {
    "区": ("全区", "我区", "本区"),
    "县": ("全县", "我县", "本县"),
    "市": ("全市", "我市", "本市"),
    "镇": ("全镇",),
}
_WIDER_WORDS = {"区": ("全市", "全国"), "县": ("全市", "全省", "全国"), "市": ("全省", "全国"), "省": ("全国",)}
_MOST = 12


def place_of(name: str, named: Sequence[str]) -> Place:
    """The place with the words that mean it, wider areas and its neighbours among the places that were named."""
    level = name[-1:]
    own = [name[:-1]] if len(name) > 2 and level in _LEVELS and not name.endswith("新区") else []
    rank = _LEVELS.find(level)
    others = [one for one in dict.fromkeys(named) if one != name and name not in one and one not in name]
    wider = [one for one in others if 0 <= _LEVELS.find(one[-1]) < rank]
    beside = [one for one in others if one[-1] == level and len(one) in (3, 4)]
    words = ("新区",) if name.endswith("新区") else _OUR_WORDS.get(level, ())
    return Place(
        name=name,
        aliases=tuple(dict.fromkeys([*own, *words])),
        within=tuple(dict.fromkeys([*wider, *_WIDER_WORDS.get(level, ("全国",))]))[:_MOST],
        beside=tuple(beside)[:_MOST],
    )


def guards(thing: str, place: Place) -> tuple[str, ...]:
    """Neighbours that a passage must not name: where a thing lies in several places, and ours is one of them."""
    short = place.name[:-1] if len(place.name) > 2 else place.name
    at = thing.find(short)
    if at < 2:
        return ()
    return tuple(one[:-1] if len(one) > 2 else one for one in place.beside)
