"""In come the numbers of a text with its periods; out come quantities with role, period, basis and modality."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tracker.language.zh.dating import governing_mention, growth_basis, resolve_period
from tracker.language.zh.roles import Role, read_role
from tracker.language.zh.stages import Scene
from tracker.language.zh.token import Token
from tracker.model import Period, Quantity

_AIM = re.compile(
    r"(?:左右|以上|以内)?的?(?:年度|预期|增长|全年|既定|总体|发展|工作|奋斗|的)*"
    r"(?:目标|任务|指标|预期)(?!.{0,6}(?:完成|实现|达成))"
)
_REACHED = re.compile(r"(?<!未)(?<!不)完成|实现了|达成|超额|已(?!确定|明确)")
_RESPECTIVELY = re.compile(r"分别|依次|各自")


def read_quantities(scene: Scene, tokens: list[Token], inherited: tuple[Period | None, ...]) -> list[Quantity]:
    """The quantities of a text; `inherited` gives for each sentence the period it takes over."""
    quantities: list[Quantity] = []
    roles: list[Role] = []
    for index, token in enumerate(tokens):
        role = read_role(scene, tokens, index, roles)
        roles.append(role)
        quantities.append(_quantity(scene, token, role, inherited[bisect_right(scene.sentences, token.span[0]) - 1]))
    return _number_items(scene, tokens, quantities)


def _quantity(scene: Scene, token: Token, role: Role, inherited: Period | None) -> Quantity:
    start = token.span[0]
    mention = governing_mention(scene, token, role)
    planned = scene.timeline.planned(start) or _is_aim(scene, token)
    raw = scene.text[start : token.span[1]]
    period = mention.period if mention else inherited
    basis = role.basis
    if role.name == "growth" and basis == "yoy":
        basis = growth_basis(scene, token, period)
    resolved, basis = resolve_period(scene, token, role, (period, basis, planned))
    return Quantity(
        raw=raw, span=token.span, value=role.value, unit=role.unit, comparator=token.comparator, role=role.name,
        period=resolved, basis=basis or "level", modality="planned" if planned else "actual",
    )  # fmt: skip


def _is_aim(scene: Scene, token: Token) -> bool:
    """200个的目标: the number of an aim is planned, unless the clause says that it was reached."""
    first, last = scene.clause(token.span[0])
    if not _AIM.match(scene.text, token.span[1], last):
        return False
    return _REACHED.search(scene.text, first, token.span[0]) is None


def _number_items(scene: Scene, tokens: list[Token], quantities: list[Quantity]) -> list[Quantity]:
    """Number the figures of a 分别 list, a range counting as one."""
    heads: dict[int, list[int]] = {}
    for index, token in enumerate(tokens):
        heads.setdefault(token.head, []).append(index)
    numbered = list(quantities)
    for head, members in heads.items():
        first, _ = scene.clause(tokens[head].span[0])
        if len(members) < 2 or not _RESPECTIVELY.search(scene.text, first, tokens[head].span[0]):
            continue
        places = {span: i for i, span in enumerate(dict.fromkeys(tokens[m].span for m in members))}
        if len(places) < 2:
            continue
        periods = _listed_periods(scene, tokens[head].span[0], len(places))
        for member in members:
            place = places[tokens[member].span]
            numbered[member] = replace(quantities[member], item=(place, len(places)))
            if periods:
                numbered[member] = replace(numbered[member], period=periods[place])
    return numbered


_LISTED = re.compile(r"\s*(?:[、，]|和|与|及)\s*")


def _listed_periods(scene: Scene, place: int, size: int) -> list[Period]:
    """The periods of 2023年、2024年分别增长… or 2022年至2024年分别为…, one for each figure; else none."""
    first = scene.sentence(place)[0]
    named = [m.period for m in scene.mentions if first <= m.period.span[0] < place and m.governs]
    if named and (years := _years_of(named[-1])) and len(years) == size:
        return years
    periods = named[-size:]
    gaps = [scene.text[a.span[1] : b.span[0]] for a, b in pairwise(periods)]
    whole = all(p.start is not None and p.end is not None for p in periods)
    return periods if len(periods) == size and whole and all(_LISTED.fullmatch(gap) for gap in gaps) else []


def _years_of(span: Period) -> list[Period]:
    """The years of a span of whole years; none for any other period."""
    start, end = span.start, span.end
    if start is None or end is None or (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return []
    return [replace(span, start=date(y, 1, 1), end=date(y, 12, 31)) for y in range(start.year, end.year + 1)]
