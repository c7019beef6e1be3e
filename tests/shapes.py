"""What was written in some format comes in; out goes its shape, which texts must not change: elements, lines, types.

A document that is not well formed, or leads somewhere that nobody meant, is an AssertionError.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from email import message_from_string, policy
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar
from lxml import etree
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

_FETCHED = frozenset({"src", "srcset", "data", "poster", "background", "formaction", "action", "ping", "manifest"})
_LINES_ONLY = "\n"
_NO_ICON = "data:,"
_ROWS = "window.trackerRows = "  # a script that holds rows of a table


def html(text: str) -> Any:
    """Every element with its depth and the names of its attributes, as a browser sees them (WHATWG's rules)."""
    root = LexborHTMLParser(text).root
    return [_element(node.tag or "", node.attributes, depth) for node, depth in _walk(root, _children, 0)]


def _children(node: Any) -> Any:
    return [] if node.tag == "-comment" else node.iter(include_text=False)


def _walk(node: Any, children: Callable[[Any], Any], depth: int) -> Any:
    yield node, depth
    for child in children(node):
        yield from _walk(child, children, depth + 1)


def _element(tag: str, attributes: Mapping[str, str | None], depth: int) -> tuple[int, str, tuple[str, ...]]:
    names = tuple(sorted(attributes))
    for name in names:
        plain, value = name.rpartition("}")[2].lower(), attributes[name] or ""
        assert not plain.startswith("on"), (tag, name)
        assert plain not in _FETCHED or not urlsplit(value).scheme, (tag, name)
        if plain in ("href", *_FETCHED) and value != _NO_ICON:
            _check_link(value)
    return depth, tag, tuple(name for name in names if name != "class")  # a long text may look otherwise


def _check_link(address: str) -> None:
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https", "mailto", ""), address
    assert parts.scheme or not address.startswith(("/", "\\")), address
    assert not set(address) & set("\"'<>`\\ ") and address.isprintable(), address


def markdown(text: str) -> Any:
    """As a forge shows it: tables, struck text, bare addresses as links, and whatever HTML it lets pass."""
    return html(rendered(text))


def rendered(text: str) -> str:
    """The HTML of Markdown by the rules of forges (GFM), which know addresses by `www.`, `https://` and `@` alone."""
    rules = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    assert rules.linkify is not None
    rules.linkify.add("//", None)
    return rules.render(text)


def xml(text: str) -> Any:
    """As strict as can be; the contents of entries are HTML."""
    tree = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    shape = [_element(str(node.tag), dict(node.attrib), depth) for node, depth in _walk(tree, list, 0)]
    contents = [html(node.text or "") for node in tree.iterfind(".//{*}content")]
    return shape, contents


def calendar(text: str) -> Any:
    """The names of all properties; no line too long, and three readers would not find more events than one."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n", "").isprintable(), "no control characters"
    found = Calendar.from_ical(text)
    assert all(not one.errors for one in found.walk())
    return [line.partition(":")[0].partition(";")[0] for line in text.replace("\r\n ", "").split("\r\n")]


def status(text: str) -> Any:
    assert text.isascii() and not set(text) & set("<>&\x7f")
    return _types(json.loads(text))


def _types(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _types(one) for key, one in value.items()}
    return [_types(one) for one in value] if isinstance(value, list) else type(value).__name__


def plain(text: str) -> Any:
    """A text for people: nothing that moves a cursor or turns the reading direction."""
    bad = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign not in _LINES_ONLY]
    assert bad == []
    return None  # where lines break depends on the words


def chat(text: str) -> Any:
    """Nobody is called, nothing is markup; how many lines fit depends on the words."""
    told = [line for line in text.split("\n") if not line.startswith(("https://", "http://"))]
    assert not set("".join(told)) & set("@<>*_`[]")
    return plain(text)


def mail(text: str) -> Any:
    """The headers, and the parts with the shape of the one in HTML."""
    message = message_from_string(text, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    plain(str(message["Subject"]))
    shapes = [html(part.get_content()) for part in parts if part.get_content_type() == "text/html"]
    return list(message.keys()), [part.get_content_type() for part in parts], shapes


def table(text: str) -> Any:
    """Rows and columns; no cell that a spreadsheet would compute, whatever it skips before it."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    for cell in (cell for row in rows for cell in row):
        start = next((sign for sign in cell if sign.isprintable() and not sign.isspace()), "")
        number = cell.lstrip("+-").replace(".", "", 1).isdigit()
        assert number or unicodedata.normalize("NFKC", start) not in ("=", "+", "-", "@"), cell
    return [len(row) for row in rows]


def lines(text: str) -> Any:
    assert text.isascii()
    return [_types(json.loads(line)) for line in text.splitlines()]


def script(text: str) -> Any:
    """Rows have the shape of their HTML; other scripts and styles are the same whatever the texts are."""
    if not text.startswith(_ROWS):
        return text
    assert not set(text) & set("<>&\u2028\u2029")
    return html("<table>" + json.loads(text.removeprefix(_ROWS).rstrip(";\n")))


SHAPES: dict[str, Callable[[str], Any]] = {
    "html": html,
    "md": markdown,
    "xml": xml,
    "svg": xml,
    "ics": calendar,
    "json": status,
    "txt": plain,
    "chat": chat,
    "eml": mail,
    "csv": table,
    "ndjson": lines,
    "js": script,
    "css": script,
}
