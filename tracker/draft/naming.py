"""A goal comes in; its id in Latin letters, the ideas of the news about it, and its confidence go out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tracker.config.derive import Ideas, derive_ideas
from tracker.draft.stated import Stated
from tracker.model import Place, Reason

_LONGEST_ID = 48
_LONGEST_IDEA = 16
_LEAST_IDEA = 2
_LISTED = re.compile(r"(?<![一二三甲乙丙高中初])等[^等、，]{2,8}$")
# A name that ends with a kind of thing of which a place has many.
_KIND = re.compile(
    r"(?P<name>[^、]{2,}?)(?P<kind>绿道|步道|公园|学校|高中|中学|小学|幼儿园|医院|院区|产业园|科技园|大桥|隧道|快速路|高速公路|体育馆|图书馆|博物馆|文化馆|美术馆"
    r"|研究院|实验室|自行车赛|马拉松|越野赛|帆船赛|旅游节|文化节|艺术节|博览会|论坛|污水处理厂|水库|码头|航线|管廊|安置房|幼儿园)(?:工程|项目)?"
)
_SURE = {"quantity": 0.95, "milestone": 0.9, "commitment": 0.75}
_LEAST = 0.3
# What an assumption costs; the others are remarks that cost nothing.
_COSTS = {
    "due_assumed": 0.1,
    "object_before": 0.15,
    "stage_assumed": 0.15,
    "listed": 0.05,
    "approximate": 0.05,
    "mended": 0.05,
}
_STAGE_MARK = {
    "started": "start",
    "topped_out": "top",
    "completed": "built",
    "opened": "open",
    "adopted": "plan",
    "held": "held",
}


def ideas_of(goal: Stated, place: Place, quote: str) -> Ideas:
    """What news of the goal must speak of: its thing with its subject, else its title, as in the quote."""
    plain = re.sub(r"[\s“”]", "", quote)
    found = dict.fromkeys(part for idea in _ideas(goal, place) for part in _standing(idea, plain))
    return tuple(found) or _ideas(goal, place)


def _standing(idea: tuple[str, ...], quote: str) -> Ideas:
    """An idea as it stands in the quote: in two parts where a figure or a bracket was left out between them."""
    if any(word in quote for word in idea):
        return (idea,)
    word = idea[0]
    for cut in range(len(word) - 2, 1, -1):
        if word[:cut] in quote:
            return ((word[:cut],), *_standing((word[cut:],), quote))
    return () if len(word) < _LEAST_IDEA or word[-_LEAST_IDEA:] not in quote else ((word[-_LEAST_IDEA:],),)


def _ideas(goal: Stated, place: Place) -> Ideas:
    own = goal.kind == "quantity" or not goal.subject or not goal.title.startswith(goal.subject)
    told = goal.measure if own else f"{goal.subject} {goal.measure}"
    for text in (told, goal.title):
        ideas = [tuple(word for word in idea if word.strip()) for idea in derive_ideas(_LISTED.sub("", text), place)]
        if found := tuple(part for idea in ideas if idea for part in (_divided(idea) if len(idea) == 1 else (idea,))):
            return found
    return ((re.sub(r"[|,\s]", "", goal.title)[:_LONGEST_IDEA] or goal.title,),)


def _divided(idea: tuple[str, ...]) -> Ideas:
    """某科学城绿道 as two ideas, its name and what it is: news says the one here and the other there."""
    found = _KIND.fullmatch(idea[0])
    return ((found["name"],), (found["kind"],)) if found else (idea,)


def name_all(
    goals: Iterable[Stated], ideas: Iterable[Ideas], spell: Callable[[str], str], year: int
) -> tuple[str, ...]:
    """An id for each goal: its ideas in Latin letters (`spell`), how it is measured, and a number where that is taken.

    The same goal in next year's statement gets the same id, for only goals due after the planned `year` carry theirs.
    """
    taken: dict[str, int] = {}
    ids = []
    for goal, told in zip(goals, ideas, strict=True):
        name = _slug("-".join(spell(idea[0]) for idea in told))
        mark = _mark(goal, year)
        short = name[: _LONGEST_ID - len(mark) - 1].rstrip("-")
        whole = f"{short}-{mark}" if mark else short
        taken[whole] = taken.get(whole, 0) + 1
        while taken[whole] > 1 and f"{whole}-{taken[whole]}" in taken:
            taken[whole] += 1
        unique = whole if taken[whole] == 1 else f"{whole}-{taken[whole]}"
        taken.setdefault(unique, 1)
        ids.append(unique)
    return tuple(ids)


def _mark(goal: Stated, year: int) -> str:
    if goal.kind == "milestone":
        return _STAGE_MARK.get(goal.stage, "")
    if goal.kind == "commitment":
        return ""
    if re.search(r"增长|增速|下降|降低|减少|提高", goal.title) and goal.amount.endswith("%"):
        return "growth"
    return str(goal.due.year) if goal.due and goal.due.year > year else ""


def _slug(text: str) -> str:
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9]+", "-", text.lower())).strip("-") or "goal"


def confidence_of(goal: Stated, checks: Iterable[Reason]) -> float:
    """How sure the draft is, from 0.3 to 0.95: by kind, less for each assumption."""
    return max(_LEAST, round(_SURE[goal.kind] - sum(_COSTS.get(one.code, 0.0) for one in checks), 2))
