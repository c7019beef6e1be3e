"""The checked values of targets.yaml come in, a Config goes out, with every contradiction between keys noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from tracker.config.derive import Ideas, derive_ideas
from tracker.config.nodes import Problem
from tracker.config.sources import build_source
from tracker.config.telling import build_telling
from tracker.config.values import Record
from tracker.model import Config, Goal, GoalBasis, Keeping, Kind, Place, Publisher, Statement, Target

Amount = tuple[Decimal, str]

_GROWTH = re.compile(
    r"增长|增速|增幅|增加|提高|上升|下降|降低|减少|降幅|\b(?:grow|increase|rise|rising|fall|decline)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How amounts are read: the text of one -> number and unit as written; and a number between two units."""

    read: Callable[[str], Amount | None]
    convert: Callable[[Decimal, str, str], Decimal | None]


def build_config(root: Record, path: str, amounts: Amounts, problems: list[Problem]) -> Config:
    """The Config of a file without problems so far; new problems are appended, the Config is then of no use."""
    values: dict[str, Any] = root.values
    statements = _statements(root, problems)
    place = _place(values["place"])
    sources = tuple(build_source(record, problems) for record in values.get("sources", ()))
    _check_unique(values.get("sources", ()), "id", problems)
    _check_unique(values.get("publishers", ()), "host", problems)
    _check_unique(values["targets"], "id", problems)
    if not values["targets"]:
        problems.append(Problem(root.place("targets"), "no targets", "state at least one goal"))
    targets = tuple(_target(record, statements, place, amounts, problems) for record in values["targets"])
    telling = build_telling(values, targets, problems)
    return Config(
        path=path,
        title=values["title"],
        language=values.get("language", "zh"),
        timezone=values.get("timezone", "Asia/Shanghai"),
        place=place,
        statements=statements,
        sources=sources,
        publishers=tuple(Publisher(**record.values) for record in values.get("publishers", ())),
        targets=targets,
        archive=_keeping(values["archive"]) if "archive" in values else Keeping(),
        site_url=values["site"].values["url"] if "site" in values else "",
        mail=telling.mail,
        digest=telling.digest,
        chat=telling.chat,
    )


def _keeping(record: Any) -> Keeping:
    values = dict(record.values)
    limit = values.pop("limit", None)
    return Keeping(limit_bytes=limit, **values)


def _statements(root: Record, problems: list[Problem]) -> tuple[Statement, ...]:
    one, several = root.values.get("statement"), root.values.get("statements")
    if (one is None) == (several is None):
        problem = Problem(root.mark, "give either `statement` or `statements`", "one of the two, with title and date")
        problems.append(problem)
        return ()
    records: Any = several if one is None else (one,)
    for record in records:
        if one is None and "id" not in record.values:
            problems.append(Problem(record.mark, "the key `id` is missing", "targets name their statement by its id"))
    _check_unique(records, "id", problems)
    return tuple(_statement(record.values) for record in records)


def _statement(values: dict[str, Any]) -> Statement:
    return Statement(**{"id": "statement", "publisher": "", "url": ""} | values)


def _place(record: Any) -> Place:
    return Place(**record.values)


def _check_unique(records: tuple[Record, ...], key: str, problems: list[Problem]) -> None:
    seen: dict[object, int] = {}
    for record in records:
        value = record.values.get(key)
        if value is not None and value in seen:
            fix = f"it is also on line {seen[value]}"
            problems.append(Problem(record.place(key), f"{key} `{value}` a second time", fix))
        seen.setdefault(value, record.place(key).line)


def _target(
    record: Record, statements: tuple[Statement, ...], place: Place, amounts: Amounts, problems: list[Problem]
) -> Target:
    values: dict[str, Any] = record.values
    start = len(problems)
    problems.extend(_contradictions(record))
    title_zh, title_en = values["title"]
    goal = _goal(record, amounts, problems) if len(problems) == start else None
    due = values.get("due") or (goal.over[1] if goal and goal.over else None)
    about: Ideas = values["about"] if "about" in values else derive_ideas(title_zh, place)
    derived = [key for key, has in (("about", "about" not in values), ("due", due and "due" not in values)) if has]
    if not about:
        problems.append(Problem(record.mark, "no idea can be derived from the title", "add the key `about`"))
    return Target(
        id=values["id"],
        kind=_kind(values),
        title_zh=title_zh,
        title_en=title_en,
        about=about,
        not_about=tuple(word for idea in values.get("not_about", ()) for word in idea),
        statement=_statement_of(record, statements, problems),
        goal=goal,
        stage=values.get("stage"),
        due=due,
        derived=tuple(derived),
        **{key: values[key] for key in ("theme", "owner", "measure", "quote", "parts") if key in values},
    )


def _kind(values: dict[str, Any]) -> Kind:
    if "at_least" in values or "at_most" in values:
        return "quantity"
    return "milestone" if "stage" in values else "commitment"


def _contradictions(record: Record) -> Iterator[Problem]:
    """Keys of a target that exclude each other or call for each other."""
    has = record.values.__contains__
    goals = [key for key in ("at_least", "at_most", "stage") if has(key)]
    if len(goals) > 1:
        yield Problem(record.place(goals[1]), f"`{goals[0]}` and `{goals[1]}` in one target", "make two targets of it")
    if not has("at_least") and not has("at_most"):
        for key in ("baseline", "over"):
            if has(key):
                yield Problem(record.place(key), f"`{key}` without a number to reach", "add `at_least` or `at_most`")
    if goals and not has("due") and not has("over"):
        fix = "add `due: 2025-12-31`" + ("" if has("stage") else ", or `over:` for a figure of one period")
        yield Problem(record.mark, f"`{goals[0]}` without a day to reach it by", fix)


def _statement_of(record: Record, statements: tuple[Statement, ...], problems: list[Problem]) -> str:
    ids = [statement.id for statement in statements]
    named: Any = record.values.get("statement")
    if named is None and len(ids) > 1:
        problems.append(Problem(record.mark, "the key `statement` is missing", "one of: " + ", ".join(ids)))
    if named is not None and named not in ids:
        near = get_close_matches(named, ids, n=1)
        fix = (f"did you mean `{near[0]}`? " if near else "") + "one of: " + ", ".join(ids)
        problems.append(Problem(record.place("statement"), f"no statement `{named}`", fix))
    return named or (ids[0] if ids else "")


def _goal(record: Record, amounts: Amounts, problems: list[Problem]) -> Goal | None:
    values: dict[str, Any] = record.values
    key = "at_least" if "at_least" in values else "at_most"
    if key not in values:
        return None
    goal = _amount(record, key, amounts, problems)
    if goal is None:
        return None
    value, unit = goal
    baseline = _baseline(record, goal, amounts, problems)
    return Goal(
        comparator=">=" if key == "at_least" else "<=",
        value=value,
        unit=unit,
        raw=values[key],
        basis=_basis(values, unit),
        baseline=baseline,
        over=values.get("over"),
    )


def _amount(record: Record, key: str, amounts: Amounts, problems: list[Problem]) -> Amount | None:
    """A bare number is one of counted things (个), as in `at_least: 200`."""
    raw = str(record.values[key])
    sign, plain = (-1, raw[1:]) if raw[0] in "-−－" else (1, raw.removeprefix("+"))
    bare = re.fullmatch(r"[\d,]+(?:\.\d+)?", plain, re.ASCII)
    amount = amounts.read(plain + "个" if bare else plain)
    if amount is None:
        problems.append(Problem(record.place(key), f"`{raw}` is not an amount", "write it like 6%, 1800亿元, 200个"))
        return None
    return sign * amount[0], amount[1]


def _baseline(record: Record, goal: Amount, amounts: Amounts, problems: list[Problem]) -> Decimal | None:
    if "baseline" not in record.values:
        return None
    amount = _amount(record, "baseline", amounts, problems)
    if amount is None:
        return None
    value, unit = amount
    bare = str(record.values["baseline"])[-1].isdigit()
    in_unit = value if bare or unit == goal[1] else amounts.convert(value, unit, goal[1])
    if in_unit is None:
        fix = f"write the baseline in {goal[1]}"
        problems.append(Problem(record.place("baseline"), f"{unit} cannot be compared with {goal[1]}", fix))
    elif in_unit == goal[0]:
        fix = "nothing would be left to do"
        problems.append(Problem(record.place("baseline"), "the baseline is the goal itself", fix))
    return in_unit


def _basis(values: dict[str, Any], unit: str) -> GoalBasis:
    over: tuple[date, date] | None = values.get("over")
    if over is None:
        return "cumulative"
    wording = " ".join((*values["title"], values.get("measure", ""), values.get("quote", "")))
    if unit == "%" and _GROWTH.search(wording):
        return "yoy"
    full_years = (over[0].month, over[0].day, over[1].month, over[1].day) == (1, 1, 12, 31)
    return "level" if full_years else "cumulative"
