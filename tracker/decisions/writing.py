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
    blocks = [yaml.safe_dump([_block(one)], **_STYLE) for one in in_order(decisions)]  # type: ignore[call-overload]
    return _HEAD.rstrip("\n") + ("\n\n" + "\n".join(blocks) if blocks else " []\n")


_STYLE = {"allow_unicode": True, "default_flow_style": False, "sort_keys": True, "width": 100}


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
