"""Markup of a page in; how it is made out: its title, headings, own sentences, links and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]*")
_HREF = re.compile(r"""\shref\s*=\s*["']?\s*(?!#|javascript:|mailto:|tel:|["'>\s])""", re.I)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "textarea", "select"})
_INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "span", "font", "small", "big", "code", "sup", "sub", "wbr"})
_HEADINGS = frozenset({"h1", "h2"})
_HEADLINE = 9.0  # width of a link that is a headline and no name of a column
_CLAUSE = re.compile(r"[\n。！？!?；;，,：:、|｜…]+|\.(?=\s|$)|\s[-–—_]+\s|(?<=\w)[_—]+(?=\w)")
# Who published a page and when, as articles say it; pages that refuse tell the time of the refusal, and no more.
_DATELINE = re.compile(
    r"(?:[发發][布表]|更新|成文|公开|公開|刊[发發])(?:[时時][间間]|日期|于|於)?\s*[:：]?\s*(?:19|20)\d\d\s*[-年/.]\s*\d|"
    r"(?:[来來]源|稿源|发布机构|发文机关)\s*[:：]\s*\w|"
    r"(?:published|updated|posted)(?:\s+on)?\s*[:：]?\s*(?:\w{3,9}\.?\s+\d|\d{1,2}\s+\w{3}|\d{4}-)|"
    r"\bby\s+[A-Z][\w. ]{2,30}[,|·-]\s*(?:\w{3,9}\.?\s+\d|\d{1,2}\s+\w{3})",
    re.I,
)
_STAMP = re.compile(
    r"""(?:name|property|itemprop)\s*=\s*["']?(?:pubdate|publishdate|datepublished|article:published_time)\b"""
    r"""|"@type"\s*:\s*"(?:news)?article"|"datepublished"\s*:""",
    re.I,
)
_WRITTEN = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-f]{3}|%e[4-9]%[89ab][0-9a-f]%[89ab][0-9a-f]")
_WORDED = re.compile(r'"(?:[\w’\',;:()$%-]+[.,]?\s){15}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What tells a page with news from one without.

    title, headings and own: clauses, in lower case, own those outside of links and headings. links: anchors that lead
    somewhere; headlines: texts of those that are as long as a headline. dated: the page says when it was published, or
    by whom. told_in_scripts: characters of running text that its scripts carry.
    """

    title: tuple[str, ...]
    headings: tuple[str, ...]
    own: tuple[str, ...]
    links: int
    headlines: tuple[str, ...]
    dated: bool
    told_in_scripts: int
    markup: str


@dataclass(slots=True)
class _Gathered:
    """Texts by where they stand, in page order."""

    title: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


def looks_of(markup: str) -> Looks:
    """How a page is made; in time linear in its length."""
    found = _gather(markup)
    lowered = markup.lower()
    own = unescape("".join(found.own))
    scripts = "".join(found.scripts).lower()
    told = len(_WRITTEN.findall(scripts)) + 100 * bool(_WORDED.search(scripts))
    return Looks(
        title=_clauses("".join(found.title)),
        headings=_clauses("".join(found.headings)),
        own=_clauses(own),
        links=len(found.links),
        headlines=tuple(text for text in map(_squeezed, found.links) if width(text) >= _HEADLINE),
        dated=bool(_DATELINE.search(own) or _STAMP.search(lowered)),
        told_in_scripts=told,
        markup=lowered,
    )


def width(text: str) -> float:
    """Length in Chinese characters, of which one says as much as three Latin letters."""
    return sum(0.35 if char.isascii() else 1.0 for char in text)


def _squeezed(text: str) -> str:
    return " ".join(unescape(text).lower().split())


def _clauses(text: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in _CLAUSE.split(unescape(text).lower()))
    return tuple(piece.strip(" .·-–—_()（）【】[]<>《》“”\"'") for piece in pieces if piece)


def _gather(markup: str) -> _Gathered:
    """Walk over the tags once; text goes where the last open title, heading or link says."""
    found = _Gathered()
    place = found.own
    for tag, attributes, text in _tags(markup):
        name = tag.lstrip("/")
        if name == "script":
            found.scripts.append(text)
            continue
        if name == "title":
            place = found.own if tag != name or found.title else found.title
        elif name in _HEADINGS:
            place = found.headings if tag == name else found.own
            place.append("\n")
        elif tag == "a" and _HREF.search(attributes):
            found.links.append("")
            place = found.links
        elif tag == "/a" and place is found.links:
            place = found.own
        elif name not in _INLINE:
            place = found.own if place is found.title else place
            found.own.append("\n")
        if place is found.links:
            found.links[-1] += text
        else:
            place.append(text)
    return found


def _tags(markup: str) -> Iterator[tuple[str, str, str]]:
    """(name, attributes, text behind) of every tag; what is skipped comes as one tag `script`, comments not at all."""
    first, *pieces = markup.split("<")
    yield "", "", first
    skipping = ""
    held: list[str] = []
    for piece in pieces:
        named = _NAME.match(piece)
        tag = named.group().lower() if named else ""
        if skipping == "!--" or (not skipping and piece.startswith("!--")):
            ended = "-->" in piece
            skipping = "" if ended else "!--"
            if ended:
                yield "!", "", piece.partition("-->")[2]
        elif skipping and tag != f"/{skipping}":
            held.append(piece)
        elif skipping:
            if skipping == "script":
                yield "script", "", "<".join(held)
            skipping, held = "", []
            yield tag, "", piece.partition(">")[2]
        elif tag in _SKIPPED:
            skipping, held = tag, [piece]
        else:
            attributes, _, text = piece.partition(">")
            yield tag, attributes, text
