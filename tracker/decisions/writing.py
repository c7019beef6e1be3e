"""Decisions come in; a YAML text goes out in which each is a block of its own, as it is kept in git."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

import yaml

from tracker.decisions.fields import fields_of
from tracker.decisions.standing import in_order
from tracker.model import Decision, Quoted

VERSION = 1
_HEAD = """\
# What people decided about evidence, for `tracker decisions import`. Blocks are only added: a decision is taken back by
# another one (`tracker review undo`), and a block that is changed here is refused.
version: 1
decisions:
"""


def write_decisions(decisions: Iterable[Decision]) -> str:
    """The text of decisions.yaml: in the order in which they were made, keys in alphabetic order."""
    blocks = [_dumped(_block(one)) for one in in_order(decisions)]
    return _HEAD.rstrip("\n") + ("\n\n" + "\n".join(blocks) if blocks else " []\n")


def _dumped(block: dict[str, object]) -> str:
    nodes = yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(block)], flow_style=False)
    return str(yaml.serialize(nodes, Dumper=yaml.SafeDumper, allow_unicode=True, width=100))


def _node(value: object) -> yaml.Node:
    """Keys in order. A text with signs that a parser may take for ends of lines is written with escapes."""
    if isinstance(value, dict):
        pairs = [(_node(name), _node(value[name])) for name in sorted(value)]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(value, int):
        return yaml.ScalarNode("tag:yaml.org,2002:int", str(value))
    text = str(value)
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


def _block(one: Decision) -> dict[str, object]:
    said: dict[str, object] = {
        "id": one.id,
        "verb": one.verb,
        "made": one.made.astimezone(UTC).isoformat(),
        "day": one.day.isoformat(),
        "author": one.author,
        "why": one.why,
        "target": one.target,
        "evidence": one.evidence,
        "changes": dict(one.changes),
        "status": one.status,
        "until": one.until.isoformat() if one.until else "",
        "undoes": one.undoes,
        **(_quoted(one.quoted) if one.quoted else {}),
    }
    return {name: value for name, value in said.items() if value}


def _quoted(one: Quoted) -> dict[str, object]:
    claim = one.claim
    return {
        "url": one.url,
        "page_sha256": one.page_sha256,
        "seen": one.seen.astimezone(UTC).isoformat(),
        "page_number": claim.page_number,
        "quote": claim.sentence,
        "read": {name: text for name, text in fields_of(claim).items() if text and name != "target"},
        "set_aside": {"code": claim.why_not.code, **dict(claim.why_not.facts)} if claim.why_not else {},
    }
