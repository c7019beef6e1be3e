"""Nodes that say how a source is asked come in; fields, headers, paths, selectors and numbers go out."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.config.nodes import Mapping, Node, Problem, Scalar
from tracker.config.scalars import kind_of, plain_text, shortened
from tracker.config.shapes import Shape

Pairs = tuple[tuple[str, str], ...]
AskingReader = Callable[[Node, Shape, list[Problem]], object]

_PATH = re.compile(r"\.|[^.\s]+(?:\.[^.\s]+)*")
_DELAY = re.compile(r"([1-9]\d{0,3})([sm])")
_DELAY_MAX_S = 3600
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_HEADER_VALUE = re.compile(r"[!-~](?:[ -~]{0,500}[!-~])?")
# They belong to the connection, say who asks, or would carry a secret in a file that people share.
_RESERVED = {
    *("host", "connection", "content-length", "content-type", "content-encoding", "transfer-encoding", "te", "trailer"),
    *("upgrade", "expect", "keep-alive", "accept-encoding", "user-agent", "from", "range", "if-none-match", "if-match"),
    *("if-modified-since", "if-unmodified-since", "if-range", "cookie", "authorization", "proxy-authorization"),
    *("proxy-connection", "forwarded", "x-forwarded-for", "x-real-ip"),
}


def asking_readers() -> dict[str, AskingReader]:
    return {
        "form": lambda node, shape, problems: _pairs(node, "{keyword: '{query}', size: 20}"),
        "headers": lambda node, shape, problems: _headers(node),
        "path": lambda node, shape, problems: _path(node),
        "count": lambda node, shape, problems: _count(node, shape.most),
        "delay": lambda node, shape, problems: _delay_s(node),
        "selector": lambda node, shape, problems: _selector(node),
    }


def _pairs(node: Node, example: str) -> Pairs:
    if not isinstance(node, Mapping) or not node.pairs:
        raise Problem(node.mark, f"{kind_of(node)} where names with values are expected", f"write {example}")
    return tuple((key.text, _field_value(value)) for key, value in node.pairs)


def _field_value(node: Node) -> str:
    """Forms have fields that are sent empty; a person writes quotes for them."""
    if isinstance(node, Scalar) and not node.plain and not node.text:
        return ""
    return plain_text(node)


def _headers(node: Node) -> Pairs:
    pairs = _pairs(node, "{Referer: 'https://www.example.org/'}")
    if not isinstance(node, Mapping):
        return pairs
    for key, value in node.pairs:
        if not _HEADER.fullmatch(key.text):
            raise Problem(
                key.mark, f"`{shortened(key.text)}` is not the name of a header", "write it like X-Requested-With"
            )
        if key.text.lower() in _RESERVED:
            raise Problem(
                key.mark, f"the header `{key.text}` cannot be set", "it is set by tracker itself, or never sent"
            )
        if not _HEADER_VALUE.fullmatch(plain_text(value)):
            raise Problem(value.mark, "not a value for a header", "use ASCII without line breaks, %-encoded if need be")
    return pairs


def _path(node: Node) -> str:
    text = plain_text(node)
    if not _PATH.fullmatch(text):
        raise Problem(node.mark, f"`{shortened(text)}` is not a path", "write names with dots between: data.list")
    return text


def _count(node: Node, most: int) -> int:
    text = plain_text(node)
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII) or int(text) > most:
        raise Problem(node.mark, f"`{shortened(text)}` is not allowed here", f"allowed: 1 to {most}")
    return int(text)


def _delay_s(node: Node) -> int:
    found = _DELAY.fullmatch(plain_text(node))
    delay_s = int(found[1]) * (60 if found[2] == "m" else 1) if found else 0
    if not 0 < delay_s <= _DELAY_MAX_S:
        raise Problem(node.mark, f"`{shortened(plain_text(node))}` is not a pause", "write 10s or 2m, an hour at most")
    return delay_s


def _selector(node: Node) -> str:
    import soupsieve

    text = plain_text(node)
    try:
        soupsieve.compile(text)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        reason = str(error).partition("\n")[0]
        raise Problem(
            node.mark, f"`{shortened(text)}` is not a CSS selector: {reason}", "try it in a browser"
        ) from None
    return text
