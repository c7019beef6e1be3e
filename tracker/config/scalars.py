"""Nodes of the file come in, single values out; and how messages name what is written."""

from __future__ import annotations

from tracker.config.nodes import Node, Problem, Scalar, Sequence

_NOTHING = ("", "~", "null", "Null", "NULL")


def plain_text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise Problem(node.mark, f"{kind_of(node)} where one value is expected")
    if not node.text.strip() or (node.plain and node.text in _NOTHING):
        raise Problem(node.mark, "no value", "write one, or leave the key out")
    return node.text.strip()


def kind_of(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"`{shortened(node.text)}`" if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "keys"


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
