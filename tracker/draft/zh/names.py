"""The object of a deed comes in; whether it names a thing, the things that it lists, and their short names go out."""

from __future__ import annotations

import re

from tracker.draft.zh.words import GENERIC, ROLE, TAIL, THING, THING_INSIDE, VAGUE

_LEAST_LETTERS = 5  # of an item with a name of its own; shorter ones are kinds of things (文化馆、城隍庙)
_LONGEST = 36
_ETC = re.compile(r"等(?P<kind>[^等]{0,14})$")
# 杏林路、杏园北街两条道路: how many the list has.
_COUNT_BEHIND = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d{1,2})(?:[条所座处家]|项(?=工程|重[大点]))[一-龥]{1,8}$"
)
# Ends of names that stand alone even when they are short: 文渡街, 星链大厦.
_SITE = re.compile(r"(?:路|街|巷|大街|大道|桥|大厦|隧道|广场|[A-Z\d]区|中学|小学|公园|村)(?:[A-Z\d]座)?$")
_PHASE = re.compile(r"^第?[一二三四五六七八九十]+期(?:工程)?$")
_PHASE_OF = re.compile(r"第?[一二三四五六七八九十]+期(?:工程)?$")
_SEPARATOR = re.compile(r"、|以及|及(?!时)|(?<![参])和(?![谐平睦])|(?<![参])与(?!会|时)")
_ATTRIBUTE = re.compile(r"^.*?(?:总?投资|规模|面积|占地|总长|全长|床位)[^的]{0,16}的|^(?:位于|坐落于)[^的]{0,12}的")
_TRIMMED = re.compile(r"^[“”\s，、：]+|[，、：。]+$")


def strip_attribute(name: str) -> tuple[str, bool]:
    """The name without figures that describe the thing (总投资12亿元的), and whether there were any."""
    plain = _ATTRIBUTE.sub("", name)
    described = plain != name
    last = plain.rpartition("的")[2]
    if last != plain and len(last) >= 4 and THING.search(TAIL.sub("", last)):
        plain = last  # 两家合作建设的某某基地
    return plain, described


def names_thing(name: str, *, won: bool = False, described: bool = False) -> bool:
    """Whether a name is that of a certain thing, not a role, a quality or things of a kind.

    won: a title that is awarded, where a role will do. described: figures tell which thing it is.
    """
    if VAGUE.search(name) or not 3 <= len(name) <= _LONGEST:
        return False
    plain = _ETC.sub("", name)
    if not won and ROLE.search(name) and not re.search(r"“[^“”]{2,}”", name):
        return False
    core = _PHASE_OF.sub("", TAIL.sub("", plain))
    head = THING.search(plain) or THING.search(core) or (won and ROLE.search(plain))
    if not head and core != TAIL.sub("", plain):
        head = THING_INSIDE.search(core)  # 某河公园某区二期
    if not head:
        quoted = re.search(r"“[^“”]{3,}”$", plain)
        return quoted is not None and THING_INSIDE.search(plain) is not None
    return described or len(GENERIC.sub("", plain[: head.start()])) >= 2


def holds_thing(name: str) -> bool:
    """Whether a name begins with that of a certain thing (三号码头自动化), for works that are done to it."""
    inside = THING_INSIDE.search(name)
    if inside is None or VAGUE.search(name) or ROLE.search(name) or len(name) > _LONGEST:
        return False
    return len(GENERIC.sub("", name[: inside.start()])) >= 2


def listed(name: str) -> tuple[str, ...]:
    """The things that a name lists, each with a name of its own; the whole as one where its items are but kinds."""
    plain = _without_count(_ETC.sub("", name))
    items = [item for item in _SEPARATOR.split(plain) if item]
    if len(items) < 2:
        return (_tidy(plain),)
    by_commas = [item for item in plain.split("、") if item]
    for parts in (items, by_commas):
        if len(parts) > 1 and all(_letters(item) >= _LEAST_LETTERS or _is_site(item) for item in parts):
            return tuple(_tidy(item) for item in parts)
    return (_tidy(plain),)


def _without_count(name: str) -> str:
    found = _COUNT_BEHIND.search(name)
    return name[: found.start()] if found and _SEPARATOR.search(name[: found.start()]) else name


def _is_site(item: str) -> bool:
    found = _SITE.search(item)
    return found is not None and len(GENERIC.sub("", item[: found.start()])) >= 2


def phases(name: str) -> tuple[str, ...]:
    """某园一期、二期 as two things, each with its whole name; any other list as it is."""
    items = [item for item in _SEPARATOR.split(_ETC.sub("", name)) if item]
    whole = _PHASE_OF.sub("", items[0]) if items else ""
    return tuple(whole + item if whole and _PHASE.match(item) else _tidy(item) for item in items)


def _letters(item: str) -> int:
    """Letters of a name, a word in Latin letters as two."""
    return len(re.sub(r"[A-Za-z]+", "XX", re.sub(r"[^\w]", "", item)))


def _tidy(name: str) -> str:
    return _TRIMMED.sub("", name) if "”" not in name else name.strip(" 、，：。\u2009")


def without_tail(name: str) -> str:
    """某院北院区建设 as 某院北院区."""
    return TAIL.sub("", name) or name
