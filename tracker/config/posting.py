"""Nodes that say how mail leaves and where it goes come in; addresses, hosts, numbers and names of variables go out."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.config.nodes import Node, Problem
from tracker.config.scalars import plain_text, shortened
from tracker.config.shapes import Shape

PostingReader = Callable[[Node, Shape, list[Problem]], object]

MAILBOX_LETTERS = 254
# One address as RFC 5322 has it without quotes and comments. An encoded word (=?...?=) could say something else.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_MAILBOX = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_SERVER = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|[0-9A-Fa-f:]+:[0-9A-Fa-f:]*")
_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_ENV = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def posting_readers() -> dict[str, PostingReader]:
    return {
        "mailbox": lambda node, shape, problems: _mailbox(node),
        "server": lambda node, shape, problems: _matching(node, _SERVER, "a host such as smtp.example.org"),
        "port": lambda node, shape, problems: _number(node, 1, 65535),
        "hour": lambda node, shape, problems: _number(node, 0, 23),
        "env": lambda node, shape, problems: _variable(node),
        "list_id": lambda node, shape, problems: _matching(node, _LIST_ID, "words with dots: digest.example.org"),
        "secret": lambda node, shape, problems: _refuse_secret(node),
    }


def _mailbox(node: Node) -> str:
    text = plain_text(node)
    if len(text) > MAILBOX_LETTERS or not _MAILBOX.fullmatch(text):
        fix = "write one like name@example.org, without a name"
        raise Problem(node.mark, f"`{shortened(text)}` is not a mail address", fix)
    return text


def _matching(node: Node, pattern: re.Pattern[str], wanted: str) -> str:
    text = plain_text(node)
    if not pattern.fullmatch(text):
        raise Problem(node.mark, f"`{shortened(text)}` is not of the right form", f"allowed: {wanted}")
    return text


def _number(node: Node, low: int, high: int) -> int:
    text = plain_text(node)
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not low <= int(text) <= high:
        raise Problem(node.mark, f"`{shortened(text)}` is not allowed here", f"a number from {low} to {high}")
    return int(text)


def _variable(node: Node) -> str:
    """The name of an environment variable. What is wrong is not repeated: it may be the secret itself."""
    text = plain_text(node)
    if not _ENV.fullmatch(text):
        raise Problem(node.mark, "this is not the name of a variable", "write its name, such as SMTP_PASSWORD")
    return text


def _refuse_secret(node: Node) -> object:
    fix = "put it into an environment variable or a file that you alone can read; name that with the key _env or _file"
    raise Problem(node.mark, "a secret has no place in this file", fix)
