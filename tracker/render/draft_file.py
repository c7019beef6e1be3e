"""A draft comes in; the text of a targets file, with what to check beside each target, goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from tracker.draft import Draft, Drafted
from tracker.render.draft_words import LABELS, remark, remarks

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_ACROSS = 6  # restored words a line


def draft_file(draft: Draft, source: str, language: str) -> str:
    """The whole file. source: what the draft was made from; language: of the remarks, zh or en."""
    return "\n".join([*_head(draft, source, language), *_frame(draft), *_targets(draft, language), ""])


def _head(draft: Draft, source: str, language: str) -> Iterator[str]:
    words = LABELS[language]
    yield _comment(words["head"].format(source=source))
    for one in draft.remarks:
        yield _comment(remark(one, language))
    if draft.changes:
        yield _comment(words["damaged"])
        pairs = [f"{odd}→{plain}" for odd, plain in draft.changes]
        for at in range(0, len(pairs), _ACROSS):
            yield _comment("  " + "  ".join(pairs[at : at + _ACROSS]))
    if draft.adverts:
        yield _comment(words["adverts"].format(adverts="、".join(draft.adverts)))


def _frame(draft: Draft) -> Iterator[str]:
    place, told = draft.place, draft.statement
    yield "version: 1"
    yield _line("title", draft.title)
    yield "language: zh"
    yield "timezone: Asia/Shanghai"
    yield "place:"
    yield "  " + _line("name", place.name)
    for key, names in (("aliases", place.aliases), ("within", place.within), ("beside", place.beside)):
        if names:
            yield f"  {key}: {_flow(names)}"
    yield "statement:"
    for key, text in (("title", told.title), ("publisher", told.publisher)):
        if text:
            yield "  " + _line(key, text)
    yield f"  date: {told.date.isoformat()}"
    if told.url:
        yield "  " + _line("url", told.url)
    yield "sources: []"
    yield "targets:"


def _targets(draft: Draft, language: str) -> Iterator[str]:
    words = LABELS[language]
    theme = ""
    for one in draft.targets:
        if one.goal.theme != theme:
            theme = one.goal.theme
            yield ""
            yield _comment(theme, 2)
        checks = remarks(one.checks, language)
        yield _comment(words["confidence"].format(value=f"{one.confidence:.2f}", checks=checks), 2)
        quoted = one.quote if len(one.quote) <= 60 else one.quote[:60] + "…"
        yield _comment(words["place"].format(line=one.line, start=one.start, end=one.end, quote=quoted), 2)
        lead = "  - "
        for line in _keys(one):
            yield lead + line
            lead = "    "


def _keys(one: Drafted) -> Iterator[str]:
    goal = one.goal
    yield _line("id", one.id)
    yield f"title: {_map(title_of(one))}" if one.title_en else _line("title", goal.title)
    for key, text in (("theme", goal.theme), ("owner", goal.owner)):
        if text:
            yield _line(key, text)
    if goal.kind == "quantity":
        yield _line("measure", goal.measure)
        yield _line(goal.bound, goal.amount)
        if goal.baseline:
            yield _line("baseline", goal.baseline)
        if goal.over:
            yield f"over: {goal.over}"
    elif goal.stage:
        yield _line("stage", goal.stage)
    if goal.due:
        yield f"due: {goal.due.isoformat()}"
    yield f"about: {_flow('|'.join(idea) for idea in one.about)}"
    if one.not_about:
        yield f"not_about: {_flow(one.not_about)}"
    yield _line("quote", one.quote)


def title_of(one: Drafted) -> dict[str, str]:
    """The title by language; English only where it was made without guessing."""
    return {"zh": one.goal.title} | ({"en": one.title_en} if one.title_en else {})


def _comment(text: str, indent: int = 0) -> str:
    return f"{' ' * indent}# {_UNPRINTABLE.sub(' ', text)}".rstrip()


def _line(key: str, text: str) -> str:
    return f"{key}: {_scalar(text)}"


def _scalar(text: str) -> str:
    return _written(text).removesuffix("\n...")


def _map(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_inside(text)}" for key, text in pairs.items()) + "}"


def _flow(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_inside(text) for text in texts) + "]"


def _inside(text: str) -> str:
    """A text within brackets, where commas and brackets must be quoted."""
    return _written([text])[1:-1]


def _written(value: object) -> str:
    flow = isinstance(value, list)
    plain = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, default_flow_style=flow)
    return plain.rstrip("\n")
