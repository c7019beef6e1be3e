"""The text of a list page in, pieces of markup that its parser does not show as elements out.

Publishing systems keep the rows of a list in CDATA of an XML island, in templates, text areas and comments, or write
them by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.discover.scripted import scripts, unquoted

_DEPTH_MAX = 1000
# Elements that no other element closes by beginning.
_NESTING = re.compile(
    r"<(/?)(?=[a-z])(?:div|span|section|article|ul|ol|dl|table|form|a|b|i|u|s|em|strong|small|big|font|code|tt|nobr|center"
    r"|blockquote|template|svg|math|main|header|footer|nav|aside|label|button|object|ruby|details)\b",
    re.I,
)
_PIECES_MAX = 2_000_000  # characters in all
_HOLDERS = ("template", "textarea", "noscript", "xmp")
_LINK = re.compile(r"<a\s|&lt;a\s|data-href", re.I)
_JAVASCRIPT = re.compile(
    r"""\btype\s*=\s*["']?(?:text/javascript|application/javascript|module|application/(?:ld\+)?json)""", re.I
)
_TYPED = re.compile(r"\btype\s*=", re.I)
# A string without its end is taken up to the end of its line, so that nothing is looked at twice.
_STRING = re.compile(r""""((?:[^"\\\n]|\\.)*)"?|'((?:[^'\\\n]|\\.)*)'?|`([^`]*)`?""")


def is_too_deep(text: str) -> bool:
    """Whether elements stand in one another as on no page of a person; parsers take long over such trees."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth = max(0, depth + (-1 if found[1] else 1))
        if depth > _DEPTH_MAX:
            return True
    return False


def hidden_markup(text: str) -> str:
    """All such pieces that hold links, one after the other, in elements of their own."""
    pieces: list[str] = []
    left = _PIECES_MAX
    for piece in _pieces(text):
        if left <= 0:
            break
        if _LINK.search(piece):
            pieces.append(piece[:left])
            left -= len(piece)
    return "".join(f"<section>{piece}</section>" for piece in pieces)


def _pieces(text: str) -> Iterator[str]:
    yield from _between(text, "<![CDATA[", "]]>")
    yield from (piece for piece in _between(text, "<!--", "-->") if "[CDATA[" not in piece)
    for name in _HOLDERS:
        yield from (piece.partition(">")[2] for piece in _between(text, f"<{name}", f"</{name}"))
    for attributes, content in scripts(text):
        if _TYPED.search(attributes) and not _JAVASCRIPT.search(attributes):
            if "[CDATA[" not in content:
                yield content
        elif _LINK.search(content):
            yield "".join(_written(content))


def _written(script: str) -> Iterator[str]:
    """The strings of a script that hold markup, joined as the script would join them."""
    for found in _STRING.finditer(script[:_PIECES_MAX]):
        text = found[1] or found[2] or found[3]
        if text and "<" in text:
            yield unquoted(text)


def _between(text: str, opening: str, closing: str) -> Iterator[str]:
    """What stands between two marks, each looked for after the last; an opening without its end ends the search."""
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield text[start + len(opening) : end]
        position = end
