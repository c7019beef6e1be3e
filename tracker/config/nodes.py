"""The text of a YAML file comes in, a tree of nodes that know their place goes out; all but plain YAML is refused.

Anchors, aliases, tags and merge keys are refused because a person who checks a list of goals reads what is written
where it is written; and because with them gone a small file cannot grow into a large tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import yaml

MAX_BYTES = 1 << 20
MAX_DEPTH = 12
MAX_EVENTS = 100_000  # a file of 1 MiB as people write it has about 70,000


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem(Exception):
    """Something a person has to put right, and how."""

    mark: Mark
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written: `text` without quotes; `plain` when it stood without quotes or a block sign."""

    mark: Mark
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    mark: Mark
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    mark: Mark
    pairs: tuple[tuple[Scalar, Node], ...]


Node = Scalar | Sequence | Mapping


def parse_nodes(text: str, events_max: int = MAX_EVENTS) -> Node:
    """Read one YAML document; raises Problem with the place of the first thing that is not plain YAML."""
    events = _checked_events(text, events_max)
    try:
        first = next(events, None)
        if first is None:
            raise Problem(Mark(1, 1), "the file is empty", "start from the targets.yaml that comes with tracker")
        root = _compose(first, events)
        if next(events, None) is not None:
            raise Problem(root.mark, "more than one document in the file", "remove the lines that hold only ---")
    except yaml.MarkedYAMLError as error:
        raise _as_problem(error) from error
    except yaml.YAMLError as error:
        raise Problem(_place_of(text, getattr(error, "position", 0)), "a character that YAML does not allow") from error
    return root


def _checked_events(text: str, events_max: int) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or count > events_max:
            what = "nested too deeply" if depth > MAX_DEPTH else "too many values"
            raise Problem(_mark(event), what, "write the lists as the shipped targets.yaml does")
        if isinstance(event, yaml.NodeEvent):
            _refuse_magic(event)
            yield event
        elif isinstance(event, yaml.CollectionEndEvent):
            yield event


def _refuse_magic(event: yaml.NodeEvent) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise Problem(_mark(event), f"an alias (*{event.anchor})", "write the value out, aliases are not read")
    if event.anchor is not None:
        raise Problem(_mark(event), f"an anchor (&{event.anchor})", "remove it, anchors are not read")
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise Problem(_mark(event), f"a tag ({tag})", "remove it, tags are not read")


def _compose(event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
    mark = _mark(event)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(mark, event.value, event.style is None)
    children: list[Node] = []
    for child in events:
        if isinstance(child, yaml.CollectionEndEvent):
            break
        children.append(_compose(child, events))
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(mark, tuple(children))
    return Mapping(mark, _pairs(children))


def _pairs(children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
    seen: dict[str, Scalar] = {}
    pairs = []
    for key, value in list(pairwise(children))[::2]:
        if not isinstance(key, Scalar):
            raise Problem(key.mark, "a list or mapping as a key", "a key is one word")
        if key.text in seen:
            fix = f"it is also on line {seen[key.text].mark.line}"
            raise Problem(key.mark, f"the key `{key.text}` a second time", fix)
        if key.text == "<<":
            raise Problem(key.mark, "a merge key (<<)", "write the values out, merge keys are not read")
        seen[key.text] = key
        pairs.append((key, value))
    return tuple(pairs)


def _mark(event: yaml.Event) -> Mark:
    place = event.start_mark
    return Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)


def _as_problem(error: yaml.MarkedYAMLError) -> Problem:
    place = error.problem_mark or error.context_mark
    mark = Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
    what = error.problem or "not YAML"
    return Problem(mark, f"not YAML: {what}", "look for a missing quote, colon or blank on this line or the one before")


def _place_of(text: str, position: int) -> Mark:
    before = text[:position]
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
