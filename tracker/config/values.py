"""Nodes and the shape they should have come in; plain values with their places, and every problem met, go out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from urllib.parse import urlsplit

from tracker.config.asking import asking_readers
from tracker.config.nodes import Mapping, Mark, Node, Problem, Scalar, Sequence
from tracker.config.posting import posting_readers
from tracker.config.scalars import kind_of, plain_text, shortened
from tracker.config.shapes import Shape

Value = object
Reader = Callable[[Node, Shape, list[Problem]], Value]

ENOUGH_PROBLEMS = 100  # then a file is hardly a targets.yaml, and reading on would only take time

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_HOST = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_EVERY = re.compile(r"[1-9]\d{0,5}[smhdw]")
_DAYS = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(KB|MB|GB|TB)", re.ASCII | re.IGNORECASE)
_SIZES = {"KB": 1, "MB": 2, "GB": 3, "TB": 4}  # powers of 1024
_CRON_LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CRON_NAMES = {
    3: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    4: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
}


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a mapping by key, and where each key stands."""

    mark: Mark
    values: dict[str, Value] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)

    def place(self, key: str) -> Mark:
        return self.marks.get(key, self.mark)


def read_value(node: Node, shape: Shape, problems: list[Problem]) -> Value:
    """The value of a node, or None after noting in `problems` why there is none."""
    try:
        return _readers()[shape.name](node, shape, problems)
    except Problem as problem:
        problems.append(problem)
        return None


def _readers() -> dict[str, Reader]:
    return {
        "record": _record,
        "list": _list,
        "text": lambda node, shape, problems: plain_text(node),
        "words": lambda node, shape, problems: _words(node),
        "ideas": lambda node, shape, problems: _ideas(node),
        "titles": _titles,
        "choice": lambda node, shape, problems: _choice(node, shape.choices),
        "version": lambda node, shape, problems: int(_choice(node, ("1",))),
        "flag": lambda node, shape, problems: _flag(node),
        "date": lambda node, shape, problems: read_date(plain_text(node), node.mark),
        "span": lambda node, shape, problems: _span(node),
        "slug": lambda node, shape, problems: _matching(node, _SLUG, "small letters, digits, hyphens: life-park"),
        "every": lambda node, shape, problems: _matching(node, _EVERY, "a number and s, m, h, d or w: 30m, 2h, 1d"),
        "days": lambda node, shape, problems: int(_matching(node, _DAYS, "a number of days, from 1 on: 90")),
        "size": lambda node, shape, problems: _size(node),
        "host": lambda node, shape, problems: _host(node),
        "timezone": lambda node, shape, problems: _timezone(node),
        "cron": lambda node, shape, problems: _cron(node),
        "url": lambda node, shape, problems: _url(node),
        "address": lambda node, shape, problems: _url(node),  # its places depend on the kind of source, see sources.py
        "place": lambda node, shape, problems: _place(node),
        **asking_readers(),
        **posting_readers(),
        "amount": lambda node, shape, problems: plain_text(node),  # its unit is a matter of language, see build.py
    }


def _record(node: Node, shape: Shape, problems: list[Problem]) -> Record:
    if not isinstance(node, Mapping):
        raise Problem(node.mark, f"{kind_of(node)} where keys are expected", "keys: " + _keys(shape))
    known = {field.key: field for field in shape.fields}
    record = Record(node.mark)
    for key, value in node.pairs:
        if len(problems) > ENOUGH_PROBLEMS:
            return record
        if key.text not in known:
            problems.append(_unknown(key, tuple(known), shape))
            continue
        record.marks[key.text] = value.mark
        record.values[key.text] = read_value(value, known[key.text].shape, problems)
    for missing in (f.key for f in shape.fields if f.required and f.key not in record.marks):
        # A key that was misspelt is not reported a second time as missing.
        if not any(get_close_matches(key.text, [missing]) for key, _ in node.pairs if key.text not in known):
            problems.append(Problem(node.mark, f"the key `{missing}` is missing", known[missing].doc))
    return record


def _unknown(key: Scalar, known: tuple[str, ...], shape: Shape) -> Problem:
    near = get_close_matches(key.text, known, n=1)
    hint = f"did you mean `{near[0]}`? " if near else ""
    return Problem(key.mark, f"unknown key `{shortened(key.text)}`", f"{hint}keys: {_keys(shape)}")


def _keys(shape: Shape) -> str:
    return ", ".join(field.key for field in shape.fields)


def _list(node: Node, shape: Shape, problems: list[Problem]) -> tuple[Value, ...]:
    assert shape.item is not None
    return tuple(read_value(item, shape.item, problems) for item in _items(node))


def _items(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Sequence):
        raise Problem(node.mark, f"{kind_of(node)} where a list is expected", "write [a, b], or one `- a` a line")
    return node.items


def _words(node: Node) -> tuple[str, ...]:
    return tuple(plain_text(item) for item in _items(node))


def _ideas(node: Node) -> tuple[tuple[str, ...], ...]:
    ideas = tuple(_idea(item) for item in _items(node))
    if not ideas:
        raise Problem(node.mark, "an empty list", "name at least one idea, or leave the key out")
    return ideas


def _idea(node: Node) -> tuple[str, ...]:
    alternatives = _words(node) if isinstance(node, Sequence) else tuple(w.strip() for w in plain_text(node).split("|"))
    if not alternatives or not all(alternatives):
        raise Problem(node.mark, "an idea with an empty alternative", "write a|b without a bar at either end")
    return tuple(dict.fromkeys(alternatives))


def _titles(node: Node, shape: Shape, problems: list[Problem]) -> tuple[str, str]:
    """The title in Chinese and in English; one stands for the other where only one is given."""
    if isinstance(node, Scalar):
        return plain_text(node), plain_text(node)
    if not isinstance(node, Mapping) or not node.pairs:
        raise Problem(node.mark, f"{kind_of(node)} where a title is expected", "write a text, or {zh: ..., en: ...}")
    given: dict[str, str] = {}
    for key, value in node.pairs:
        _choice(key, ("zh", "en"))
        given[key.text] = plain_text(value)
    first = next(iter(given.values()))
    return given.get("zh", first), given.get("en", first)


def _choice(node: Node, choices: tuple[str, ...]) -> str:
    text = plain_text(node)
    if text in choices:
        return text
    near = get_close_matches(text.lower(), choices, n=1)
    hint = f"did you mean `{near[0]}`? " if near else ""
    raise Problem(node.mark, f"`{shortened(text)}` is not allowed here", f"{hint}allowed: {', '.join(choices)}")


def _flag(node: Node) -> bool:
    text = plain_text(node)
    if text.lower() not in _FLAGS:
        raise Problem(node.mark, f"`{shortened(text)}` is neither true nor false", "allowed: true, false")
    return _FLAGS[text.lower()]


def _matching(node: Node, pattern: re.Pattern[str], wanted: str) -> str:
    text = plain_text(node)
    if not pattern.fullmatch(text):
        raise Problem(node.mark, f"`{shortened(text)}` is not of the right form", f"allowed: {wanted}")
    return text


def read_date(text: str, mark: Mark) -> date:
    """A day written as 2025-12-31; raises Problem for another form and for days that do not exist."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise Problem(mark, f"`{shortened(text)}` is not a day", "write it as 2025-12-31")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(mark, f"the day {text} does not exist", "write it as 2025-12-31") from None


def _span(node: Node) -> tuple[date, date]:
    text = plain_text(node)
    if re.fullmatch(r"[12]\d{3}", text, re.ASCII):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    first, slash, last = text.partition("/")
    if not slash:
        raise Problem(node.mark, f"`{shortened(text)}` is not a period", "write 2025 or 2025-01-01/2025-06-30")
    start, end = read_date(first.strip(), node.mark), read_date(last.strip(), node.mark)
    if start > end:
        raise Problem(node.mark, f"the period {text} ends before it starts", "write the earlier day first")
    return start, end


def _host(node: Node) -> str:
    text = plain_text(node).lower()
    if not _HOST.fullmatch(text):
        raise Problem(
            node.mark, f"`{shortened(text)}` is not a host", "write www.example.org or *.example.org, no http://"
        )
    return text


def _size(node: Node) -> int:
    """Bytes; 5GB is 5 * 1024**3."""
    text = plain_text(node)
    found = _SIZE.fullmatch(text)
    size = int(Decimal(found[1]) * 1024 ** _SIZES[found[2].upper()]) if found else 0
    if not size:
        raise Problem(node.mark, f"`{shortened(text)}` is not a size", "a number above 0 and KB, MB, GB or TB: 5GB")
    return size


def _timezone(node: Node) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    text = plain_text(node)
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        near = get_close_matches(text, available_timezones(), n=1)
        fix = f"did you mean `{near[0]}`?" if near else "write one like Asia/Shanghai"
        raise Problem(node.mark, f"there is no timezone `{shortened(text)}`", fix) from None
    return text


def _url(node: Node) -> str:
    text = plain_text(node)
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and "{" not in parts.netloc
        valid = parts.scheme in ("http", "https") and named and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s\\]", text) or "@" in text.split("/")[2]:
        fix = "it starts with https:// or http:// and a host"
        raise Problem(node.mark, f"`{shortened(text)}` is not a web address", fix)
    return text


def _place(node: Node) -> str:
    """A folder of the web: names can be added to it."""
    text = _url(node)
    if "?" in text or "#" in text:
        raise Problem(node.mark, f"`{shortened(text)}` is no folder", "leave out what begins with ? or #")
    return text.rstrip("/") + "/"


def _cron(node: Node) -> str:
    text = plain_text(node)
    fields = text.split()
    if len(fields) != 5 or not all(_cron_field(value.lower(), index) for index, value in enumerate(fields)):
        fix = 'write minute hour day month weekday: "0 */2 * * *"'
        raise Problem(node.mark, f"`{shortened(text)}` is not a schedule", fix)
    return text


def _cron_field(value: str, index: int) -> bool:
    low, high = _CRON_LIMITS[index]
    for part in value.split(","):
        steps, slash, step = part.partition("/")
        if slash and not re.fullmatch(r"[1-9]\d?", step, re.ASCII):
            return False
        if steps == "*":
            continue
        numbers = [_cron_number(end, index) for end in steps.split("-")]
        if len(numbers) > 2 or any(not low <= number <= high for number in numbers) or numbers != sorted(numbers):
            return False
    return True


def _cron_number(text: str, index: int) -> int:
    """The number of a cron field, also for names of months and weekdays; -1 for anything else."""
    names = _CRON_NAMES.get(index, [])
    if text in names:
        return names.index(text) + (1 if index == 3 else 0)
    return int(text) if re.fullmatch(r"\d{1,2}", text, re.ASCII) else -1
