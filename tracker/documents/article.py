"""The page of a document in; its article (title, day, publisher, blocks) out, or an ExtractError with a code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.documents.docx import read_docx
from tracker.documents.kind import document_kind
from tracker.documents.layout import Part, parts_of
from tracker.documents.pdf import read_pdf
from tracker.documents.published import find_published
from tracker.errors import ExtractError
from tracker.extract.article import canonical, sound_block
from tracker.extract.head import Head
from tracker.extract.tables import unit_in
from tracker.model import Article, Block, Page

_TOP_PARTS = 12  # the headline stands among the first few
_MAX_TITLE = 120
_SHORT_TITLE, _LONG_TITLE = 6, 50  # of one that is but a line among others
_UNIT_CHARS = 30
_LETTERHEAD = re.compile(r"^(.{2,40}?(?:政府|委员会|办公室|[局委厅部院]))\s*文\s*件$")
_NUMBER = re.compile(r"[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号?$|^第?\s*\d+\s*[号期]$")
_DAY = re.compile(r"[（(\s]*(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?[)）\s]*")
_NO_TITLE = re.compile(
    r"^(?:附件|附录|索引号|发文机关|主题词|主题分类|（?征求意见稿）?$|\d|[（(〔]|目\s*录$|单位[:：])"
)
_ISSUER = re.compile(r"^(?:发布机构|发文机关|发布单位|制发机关|来源|发布部门)\s*[:：]\s*(\S{2,40})")
_SIGNED = re.compile(
    r"^[一-鿿（）()·\s]{4,40}(?:局|委员会|委|办公室|办|政府|厅|部|院|会|中心|队|处|公司|大学|集团|组)$"
)
_LAST_PARTS = 8
_HEADLESS = Head(title="", metas=(), canonical="", linked_data=())


def extract_document(page: Page) -> Article:
    """Read the article of a document. ExtractError codes: encrypted, damaged_document, scanned, no_text, over_limit."""
    try:
        if document_kind(page) == "docx":
            parts, notes = read_docx(page.body)
        else:
            sheets, notes = read_pdf(page.body)
            parts = parts_of(sheets)
            if not parts and any(sheet.pictures for sheet in sheets):
                raise ExtractError("its pages are pictures, which needs OCR", code="scanned")
    except RecursionError as error:  # parts within parts without end
        raise ExtractError("the document is nested too deep", code="over_limit") from error
    if not any(part.text or part.table for part in parts):
        raise ExtractError("the document holds no text", code="no_text")
    title, taken = _title(parts, notes.get("Title", ""))
    body = [part for at, part in enumerate(parts) if at not in taken and not (at < _TOP_PARTS and _is_frame(part))]
    return Article(
        title=title,
        published=find_published(parts, page, notes.get("CreationDate", "")),
        publisher=_publisher(parts),
        canonical_url=canonical(page.final_url or page.url, _HEADLESS),
        blocks=tuple(map(sound_block, _blocks(body))),
    )


def _title(parts: Sequence[Part], noted: str) -> tuple[str, set[int]]:
    """The headline and the parts that it takes up: the largest heading near the top, else what the file is called,
    when it is in the text, else the first short line."""
    top = [(at, part) for at, part in enumerate(parts[:_TOP_PARTS]) if _can_be_title(part)]
    heads = [(at, part) for at, part in top if part.kind == "heading"]
    if heads:
        largest = max(part.size for _, part in heads)
        at = next(at for at, part in heads if part.size == largest)
        taken, title = [at], parts[at].text
        while _goes_on(parts, taken[-1], largest) and len(title) < _MAX_TITLE:
            taken.append(taken[-1] + 1)
            title += parts[taken[-1]].text
        return title, set(taken)
    noted = " ".join(noted.split())
    if len(noted) >= _SHORT_TITLE and noted in "".join(part.text for part in parts[:_TOP_PARTS]):
        return noted, set()
    at = next((at for at, part in top), 0)
    text = parts[at].text
    return (text, {at}) if 0 < len(text) <= _LONG_TITLE and text[-1] not in "。；" else (text[:_LONG_TITLE], set())


def _is_frame(part: Part) -> bool:
    """A letterhead, a document's number, or a day alone: not the text, like the by-line of a web page."""
    text = part.text
    return part.table is None and bool(_LETTERHEAD.match(text) or _NUMBER.search(text) or _DAY.fullmatch(text))


def _can_be_title(part: Part) -> bool:
    text = part.text
    if not 4 <= len(text) <= _MAX_TITLE or part.table is not None:
        return False
    return not (_NO_TITLE.match(text) or _NUMBER.search(text) or _LETTERHEAD.match(text))


def _goes_on(parts: Sequence[Part], at: int, size: float) -> bool:
    """Whether the next part is another line of the headline: as large, and on the same page."""
    if at + 1 >= len(parts) or not size:
        return False
    following = parts[at + 1]
    large = following.kind == "heading" and following.size == size and following.sheet == parts[at].sheet
    return large and following.centred and parts[at].centred and _can_be_title(following)


def _publisher(parts: Sequence[Part]) -> str:
    """Who issued it: the letterhead, a line that says so, or the signature above the day at the end."""
    for part in parts[:_TOP_PARTS]:
        found = _LETTERHEAD.match(part.text) or _ISSUER.match(part.text)
        if found and len(part.text) <= 50:
            return "".join(found.group(1).split())
    for part in reversed(parts[-_LAST_PARTS:]):
        if part.table is None and _SIGNED.match(part.text):
            return "".join(part.text.split())
    return ""


def _blocks(parts: Sequence[Part]) -> list[Block]:
    """Parts as blocks; a line above a table that says its unit becomes the table's."""
    found: list[Block] = []
    for part in parts:
        table = part.table
        above = found[-1].text if found else ""
        if table is not None and not table.unit and len(above) <= _UNIT_CHARS:
            table = replace(table, unit=unit_in(above))
        found.append(Block(kind=part.kind, text=part.text, table=table, page_number=part.sheet, turns=part.turns))
    return found
