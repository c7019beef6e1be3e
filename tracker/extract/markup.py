"""Text of a page in; its markup as a flat list of pieces and tags, and what its head says, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_MAX_CHARS = 6_000_000
_MAX_DEPTH = 1000  # the C parser needs quadratic time beyond some thousand open elements
_FEW_TAGS = 20_000  # a page with fewer costs half a second when all of them are open
_MAX_OPEN_INLINE = 40  # unclosed inline tags are copied into every later paragraph
_FEW_INLINE = 1500  # tags; a page with fewer cannot grow by that to more than some hundred thousand nodes
_MAX_GROWTH = 4

# Raw text in them is not escaped when the tree is written out again.
_DROPPED = ["script", "style", "noscript", "iframe"]
_RARELY_DROPPED = ["xmp", "noembed", "noframes", "plaintext"]
# Finds all tags that a parser opens anew in each paragraph (and some others, always closed ones); written for speed.
_INLINE_TAG = re.compile(
    r"<(/?)(?:[BbIiUuSs](?=[\s>/])|[Ff][Oo][Nn][Tt]|[Ee][Mm](?=[\s>/])|[Ss][Tt][Rr]|[Bb][Ii][Gg]|[Ss][Mm][Aa]|[Tt][Tt]|"
    r"[Cc][Oo][Dd]|[Nn][Oo][Bb])"
)
_INLINE_WHOLE = re.compile(_INLINE_TAG.pattern + r"[^<>]*>")
_STRUCTURE = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|option|br|hr|img|input|meta|link|area|base|col|embed|source|param|wbr)\b)"
    r"[a-z][^<>]*>",
    re.I,
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)

_META = re.compile(r"<meta\b((?:[^<>\"']++|\"[^\"]{0,9000}\"|'[^']{0,9000}'){0,60}+)>", re.I)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,2000})", re.I)
_LINK = re.compile(r"<link\b[^<>]{0,300}\bcanonical\b[^<>]{0,2000}>", re.I)
_LINKED_DATA = re.compile(r"<script\b[^<>]{0,200}ld\+json[^<>]{0,100}>", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself, apart from its text.

    metas: lower-case name, property or itemprop, with the content, in page order. linked_data: JSON-LD objects.
    """

    title: str
    metas: tuple[tuple[str, str], ...]
    canonical: str
    linked_data: tuple[dict[str, object], ...]

    def meta(self, *names: str) -> str:
        """Content of the first of `names` that the page has, else an empty text."""
        known = {name: content for name, content in reversed(self.metas) if content}
        return next((known[name] for name in names if name in known), "")

    def linked(self, key: str) -> str:
        """The first text under `key` in the JSON-LD objects, else an empty text."""
        values = (item.get(key) for item in self.linked_data)
        return next((value for value in values if isinstance(value, str) and value), "")


def tokens(text: str) -> list[str]:
    """The repaired body cut before each tag: `tag>text behind it`, comments and scripts left out."""
    from selectolax.lexbor import LexborHTMLParser

    text = tame(text)
    tree = LexborHTMLParser(text)
    tree.strip_tags(_DROPPED + [name for name in _RARELY_DROPPED if name in text])
    root = tree.body or tree.root
    html = ((root.html if root else "") or "")[: _MAX_GROWTH * len(text) + 10_000]
    # The tree is written with `<` and `>` escaped in texts and in attributes, so that each `<` opens a tag.
    return (_COMMENT.sub("", html) if "<!--" in html else html).split("<")


def name_of(token: str) -> str:
    """Name of a token's tag, with a slash before it when it closes."""
    words = token.partition(">")[0].split(None, 1)
    return words[0] if words else ""


def tame(text: str) -> str:
    """The text cut where a parser would be led into quadratic work: too long, too deep, or ever more open tags."""
    text = text[:_MAX_CHARS]
    tags = text.count("<")
    if tags > _FEW_INLINE:
        closing = _INLINE_TAG.findall(text)
        opened = len(closing) - 2 * closing.count("/")
        text = _INLINE_WHOLE.sub("", text) if opened > _MAX_OPEN_INLINE else text
    return text[: _too_deep(text)] if tags > _FEW_TAGS else text


def _too_deep(text: str) -> int:
    """Where the nesting passes the limit, or the length of the text."""
    depth = 0
    for match in _STRUCTURE.finditer(text):
        if match.group(1):
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > _MAX_DEPTH:
                return match.start()
    return len(text)


def head(text: str) -> Head:
    """Read title, metas, canonical address and JSON-LD from the source text of a page."""
    found = _TITLE.search(text)
    link = _LINK.search(text)
    return Head(
        title=plain(found.group(1)) if found else "",
        metas=tuple(_metas(text)),
        canonical=attributes(link.group()).get("href", "") if link else "",
        linked_data=tuple(_linked_data(text)) if "ld+json" in text else (),
    )


def attributes(tag: str) -> dict[str, str]:
    """Attributes of one tag, names in lower case, values unescaped."""
    return {
        name.lower(): unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


def _metas(text: str) -> Iterator[tuple[str, str]]:
    for tag in _META.findall(text):
        found = attributes(tag)
        content = found.get("content", "")
        for key in ("name", "property", "itemprop"):
            if key in found and content:
                yield found[key].lower(), content


def _linked_data(text: str) -> Iterator[dict[str, object]]:
    for source in elements(text, _LINKED_DATA, "</script"):
        try:
            # Line breaks inside of strings are common in pages and harmless.
            value = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: object) -> list[dict[str, object]]:
    """The objects of a JSON-LD value that can be articles, those typed as articles first."""
    items = value if isinstance(value, list) else [value]
    found: list[dict[str, object]] = []
    for item in items:
        if isinstance(item, dict):
            graph = item.get("@graph")
            found += [part for part in graph if isinstance(part, dict)] if isinstance(graph, list) else [item]
    return sorted(found, key=lambda item: "Article" not in str(item.get("@type", "")))


def elements(text: str, opening: re.Pattern[str], closing: str) -> Iterator[str]:
    """What stands between each match of `opening` and the next `closing`, in time linear in the text."""
    at = 0
    while (match := opening.search(text, at)) and (end := text.find(closing, match.end())) >= 0:
        yield text[match.end() : end]
        at = end


def plain(source: str) -> str:
    """Text of a short piece of markup, on one line."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", "", source)).split())
