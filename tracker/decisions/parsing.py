"""The text of decisions.yaml comes in; the decisions go out, or one error that names the lines that are wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import cast

from tracker.config.nodes import Mapping, Mark, Node, Problem, Scalar, Sequence, parse_nodes
from tracker.config.reporting import as_error
from tracker.config.scalars import kind_of, shortened
from tracker.decisions.fields import day_of, with_fields
from tracker.decisions.naming import evidence_id, named
from tracker.decisions.writing import VERSION
from tracker.model import STATUSES, VERBS, Candidate, Decision, Quoted, Reason

EVENTS_MAX = 5_000_000  # a decision has about 60
_MAPS = ("changes", "read", "set_aside")
_ABOUT = ("evidence", "target", "url", "page_sha256", "seen", "quote")
_ALWAYS = ("verb", "made", "day", "author")
_NEEDED = {"status": ("target", "status"), "undo": ("undoes",)}
_KEYS = tuple(sorted({*_MAPS, *_ABOUT, *_ALWAYS, "id", "why", "status", "until", "undoes", "page_number"}))
_MENDED = "take the change back, or remove the line `id:` to have it as a decision of its own"


@dataclass(frozen=True, slots=True)
class _Block:
    """The texts of one decision by key, and where each stands."""

    mark: Mark
    texts: dict[str, str]
    maps: dict[str, dict[str, str]]
    marks: dict[str, Mark]

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def place(self, key: str) -> Mark:
        return self.marks.get(key, self.mark)


def parse_decisions(text: str, path: str, known: Collection[str] = ()) -> tuple[Decision, ...]:
    """All decisions of the text, or ConfigError with FILE:LINE:COLUMN; known: the ids of decisions that are kept here.

    A block without an id gets one. A block with an id must be what it was when it got it.
    """
    problems: list[Problem] = []
    found: list[tuple[_Block, Decision]] = []
    try:
        nodes = _blocks(parse_nodes(text, EVENTS_MAX))
    except Problem as problem:
        raise as_error(path, [problem]) from problem
    for node in nodes:
        try:
            block = _block(node)
            found.append((block, _decision(block)))
        except Problem as problem:
            problems.append(problem)
    if not problems:
        problems = _loose({*known, *(one.id for _, one in found)}, found)
    if problems:
        raise as_error(path, problems)
    return tuple(one for _, one in found)


def _loose(known: Collection[str], found: list[tuple[_Block, Decision]]) -> list[Problem]:
    fix = "import the file that has it first, or remove this block"
    return [
        Problem(block.place("undoes"), f"takes back {one.undoes}, which is neither here nor in the store", fix)
        for block, one in found
        if one.undoes and one.undoes not in known
    ]


def _blocks(root: Node) -> tuple[Node, ...]:
    pairs = {key.text: value for key, value in root.pairs} if isinstance(root, Mapping) else {}
    version, decisions = pairs.get("version"), pairs.get("decisions")
    if set(pairs) != {"version", "decisions"} or not isinstance(decisions, Sequence):
        fix = "`tracker decisions export` shows how one looks"
        raise Problem(root.mark, "no file of decisions: it has the keys `version` and `decisions`, a list", fix)
    if not isinstance(version, Scalar) or version.text != str(VERSION):
        mark = version.mark if version else root.mark
        raise Problem(mark, "a version that this tracker does not know", f"it reads version {VERSION}; upgrade it")
    return decisions.items


def _block(node: Node) -> _Block:
    if not isinstance(node, Mapping):
        raise Problem(node.mark, f"{kind_of(node)} where a decision is expected", "keys: " + ", ".join(_KEYS))
    block = _Block(node.mark, {}, {}, {})
    for key, value in node.pairs:
        if key.text not in _KEYS:
            near = get_close_matches(key.text, _KEYS, n=1)
            hint = f"did you mean `{near[0]}`? " if near else ""
            raise Problem(key.mark, f"unknown key `{shortened(key.text)}`", f"{hint}keys: {', '.join(_KEYS)}")
        block.marks[key.text] = value.mark
        if key.text in _MAPS:
            block.maps[key.text] = _texts(value)
        else:
            block.texts[key.text] = _text(value)
    return block


def _texts(node: Node) -> dict[str, str]:
    if not isinstance(node, Mapping):
        raise Problem(node.mark, f"{kind_of(node)} where keys are expected", "write key: value")
    return {key.text: _text(value) for key, value in node.pairs}


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise Problem(node.mark, f"{kind_of(node)} where one value is expected", "write one value")
    return node.text


def _decision(block: _Block) -> Decision:
    verb = block.text("verb")
    if verb not in VERBS:
        raise Problem(block.place("verb"), f"no verb {shortened(verb)!r}", f"one of {', '.join(VERBS)}")
    about = verb not in _NEEDED
    for key in (*_ALWAYS, *(_ABOUT if about else _NEEDED[verb])):
        if not block.text(key):
            raise Problem(block.place(key), f"the key `{key}` is missing", "take it from the file as it was before")
    made = Decision(
        id="",
        verb=verb,
        made=_moment(block, "made"),
        day=cast(date, _day(block, "day")),
        author=block.text("author"),
        why=block.text("why"),
        target=block.text("target"),
        evidence=block.text("evidence"),
        quoted=_quoted(block) if about else None,
        changes=tuple(sorted(block.maps.get("changes", {}).items())),
        status=_status(block),
        until=_day(block, "until"),
        undoes=block.text("undoes"),
    )
    whole = named(made)
    if block.text("id") not in ("", whole.id):
        raise Problem(block.place("id"), "the block is not what it was when it got its id", _MENDED)
    return whole


def _quoted(block: _Block) -> Quoted:
    target, url, quote = (block.text(key) for key in ("target", "url", "quote"))
    if block.text("evidence") != evidence_id(target, url, quote):
        fix = "take it from the file as it was before"
        raise Problem(block.place("evidence"), "not the id of this target, url and quote", fix)
    empty = Candidate(target=target, sentence=quote, modality="actual")
    try:
        claim = with_fields(empty, {"modality": "actual", **block.maps.get("read", {})})
        with_fields(claim, block.maps.get("changes", {}))
        day_of("published", block.maps.get("changes", {}).get("published", ""))
    except ValueError as error:
        key = "read" if "changes" not in block.maps else "changes"
        raise Problem(block.place(key), str(error), "write it as `tracker review correct --help` says") from error
    return Quoted(
        url=url,
        page_sha256=block.text("page_sha256"),
        seen=_moment(block, "seen"),
        claim=_with_place(claim, block),
    )


def _with_place(claim: Candidate, block: _Block) -> Candidate:
    aside = dict(block.maps.get("set_aside", {}))
    code, number = aside.pop("code", ""), block.text("page_number")
    if number and not (number.isascii() and number.isdigit() and len(number) < 7):
        raise Problem(block.place("page_number"), f"{shortened(number)!r} is no number of a page", "write it like 3")
    why_not = Reason(code=code, facts=tuple(aside.items())) if code else None
    return replace(claim, why_not=why_not, page_number=int(number) if number else None)


def _status(block: _Block) -> str:
    status = block.text("status")
    if status and status not in STATUSES:
        raise Problem(block.place("status"), f"no status {shortened(status)!r}", f"one of {', '.join(STATUSES)}")
    return status


def _day(block: _Block, key: str) -> date | None:
    try:
        return day_of(key, block.text(key))
    except ValueError as error:
        raise Problem(block.place(key), str(error), "write it like 2025-12-31") from error


def _moment(block: _Block, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(block.text(key))
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None:
        fix = "write it like 2025-12-31T09:00:00+08:00"
        raise Problem(block.place(key), f"{shortened(block.text(key))!r} is no moment with its offset", fix)
    return moment
