"""A page and perhaps a person's selectors in; its article out, or an ExtractError that says why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tracker.address import joined
from tracker.errors import ExtractError
from tracker.extract import embedded, wording
from tracker.extract.blocks import blocks
from tracker.extract.body import Body, find_body
from tracker.extract.days import LOCAL, Known, days_in, parse_stamp
from tracker.extract.decode import decode
from tracker.extract.flow import Flow, flow
from tracker.extract.head import Head, read_head
from tracker.extract.markup import Markup, cut
from tracker.extract.published import Limits, Place, find_published
from tracker.extract.publisher import find_publisher
from tracker.extract.selected import Selected, Selectors, select
from tracker.extract.titles import find_title
from tracker.extract.trim import trim
from tracker.model import Article, Block, Page

_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"RIFF")
_CONTROLS = bytes((1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17, 18))
_NOT_TEXT = re.compile(r"^\s*(?:image|audio|video|font)/|pdf|zip|msword|officedocument|octet-stream", re.I)
_NOT_PROSE = re.compile(r"\b(?:json|javascript|ecmascript|css)\b", re.I)
_TRACKING = re.compile(r"^(?:utm_\w+|spm|from|fbclid|gclid|share\w*|scene|isappinstalled|nsukey|srcid)$", re.I)
_UNSOUND = re.compile("[\ud800-\udfff\x00]")
_PLAIN_CHARS = 6_000_000
_LONGEST_CHARS = 200_000  # twice a long government plan
_LONGEST_TITLE_CHARS = 400
_FEW_CHARS = 80  # below that the text may be kept in a script


def extract(page: Page, selectors: Selectors | None = None) -> Article:
    """Read the article of `page`. Raises ExtractError that begins with `binary`, `empty`, `no_text` or `too_long`."""
    _refuse(page)
    decoded = decode(page.body, page.content_type)
    if not decoded.text or decoded.text.isspace():
        raise _error(page, "empty", "the page has no content")
    source = decoded.text
    chosen = select(source, selectors) if selectors else Selected()
    markup = _markup(source, page.content_type)
    layout = flow(markup)
    about = read_head(layout.title, layout.head, markup.scripts)
    title, title_at = (chosen.title, -1) if chosen.title else find_title(layout, about)
    forum = _is_forum(layout, source)
    body = find_body(layout, title, title_at, forum)
    text = _body_blocks(layout, body, chosen, (source, markup.scripts), (title, forum))
    if not any(block.text.strip() or block.table for block in text):
        raise _error(page, "no_text", "no article was found in the page")
    if _size(text) > _LONGEST_CHARS:
        raise _error(page, "too_long", f"the text has more than {_LONGEST_CHARS} characters, as no article has")
    last = page.fetched.astimezone(LOCAL).date()
    place, limits = Place(title_at, body.first, body.end), Limits(page.url, last, source)
    day = _selected_day(chosen.date, last) or find_published(layout, about, markup.scripts, place, limits)
    return Article(
        title=_sound(title or _first_words(text))[:_LONGEST_TITLE_CHARS],
        published=day,
        publisher=_sound(find_publisher(layout, about, title)),
        canonical_url=_sound(canonical(page.final_url or page.url, about)),
        blocks=_sound_blocks(_told_by_captions(text)),
        encoding=decoded.encoding,
        forum=forum,
        damaged=decoded.damaged,
    )


def _sound(text: str) -> str:
    """The text fit to be written out: halves of surrogate pairs, which escapes can leave, become U+FFFD."""
    if _UNSOUND.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
    return text


def _told_by_captions(text: tuple[Block, ...]) -> tuple[Block, ...]:
    """Captions are no part of the text, unless there is no other: news told in pictures."""
    if any(block.kind != "caption" for block in text):
        return text
    return tuple(replace(block, kind="paragraph") for block in text)


def _sound_blocks(text: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks fit to be written out; one look tells that nearly all are."""
    tables = any(block.table is not None for block in text)
    if not tables and not _UNSOUND.search("\n".join([block.text for block in text])):
        return text
    return tuple(map(sound_block, text))


def sound_block(block: Block) -> Block:
    """The block fit to be written out."""
    table = block.table
    if table is None:
        return replace(block, text=_sound(block.text)) if _UNSOUND.search(block.text) else block
    if not any(_UNSOUND.search(cell) for row in (*table.header, *table.rows) for cell in row):
        return block
    header, rows = (tuple(tuple(map(_sound, row)) for row in part) for part in (table.header, table.rows))
    return replace(block, table=replace(table, caption=_sound(table.caption), header=header, rows=rows))


def _refuse(page: Page) -> None:
    if not page.body or page.body.isspace():
        raise _error(page, "empty", "the answer has no content")
    if _NOT_PROSE.search(page.content_type):
        raise _error(page, "no_text", f"{page.content_type} holds no article")
    start = page.body[:1024]
    if start.startswith(_MAGIC) or (_NOT_TEXT.search(page.content_type) and b"<" not in start):
        raise _error(page, "binary", f"{page.content_type or 'the content'} is not a text page")
    if (len(start) - len(start.translate(None, _CONTROLS))) * 20 > len(start):
        raise _error(page, "binary", "the content is not text")


def _error(page: Page, code: str, message: str) -> ExtractError:
    return ExtractError(f"{code}: {message}", where=page.url)


def _markup(source: str, content_type: str) -> Markup:
    """The page cut before its tags; a plain text becomes one preformatted block."""
    is_plain = content_type.startswith("text/plain") and not re.search(r"<(?:html|body|p|div)\b", source)
    if not is_plain and "<" in source:
        return cut(source)
    return Markup(["pre>" + source[:_PLAIN_CHARS].replace("&", "&amp;")], ())


def _is_forum(layout: Flow, source: str) -> bool:
    """A thread: several posts with their times, or one with a floor on a page of known forum software."""
    short = [line.text for line in layout.lines if len(line.text) < 60]
    posts = len([text for text in short if wording.POSTED.search(text)])
    floors = len([text for text in short if len(text) < 24 and wording.FLOOR.match(text)])
    return (posts >= 2 and floors >= 1) or (posts + floors >= 2 and bool(wording.POWERED.search(source)))


def _body_blocks(
    layout: Flow, body: Body, chosen: Selected, sources: tuple[str, tuple[str, ...]], known: tuple[str, bool]
) -> tuple[Block, ...]:
    """Blocks of the selected part, else of the body found, else of text that the page keeps for its scripts."""
    if chosen.body:
        part = flow(cut(chosen.body))
        return blocks(part, tuple(trim(part, list(range(len(part.lines))), *known)))
    found = blocks(layout, body.kept)
    hidden = embedded.markup_in(*sources) if _size(found) < _FEW_CHARS else ""
    if not hidden:
        return found
    part = flow(cut(hidden))
    kept = blocks(part, find_body(part, known[0], -1, known[1]).kept)
    return kept if _size(kept) > 2 * _size(found) else found


def _size(text: tuple[Block, ...]) -> int:
    return sum(len(block.text) if block.table is None else 20 * len(block.table.rows) for block in text)


def _selected_day(text: str, last: date) -> date | None:
    if not text:
        return None
    return parse_stamp(text) or next((one.day for one in days_in(text, Known(last, None, lambda: last))), None)


def _first_words(text: tuple[Block, ...]) -> str:
    return next((block.text[:60] for block in text if block.text), "")


def canonical(address: str, about: Head) -> str:
    """The address that the page gives for itself, else `address` without fragment and tracking parameters."""
    for stated in (about.canonical, about.meta("og:url")):
        if stated and (whole := joined(address, stated)):
            return whole
    try:
        parts = urlsplit(address)
        pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    except ValueError:  # no address, or more parameters than anyone reads
        return address
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))
