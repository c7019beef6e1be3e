"""The bytes of a DOCX file come in; its parts and what it says of itself go out, or an ExtractError with a code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tracker.documents.grid import as_table
from tracker.documents.layout import HEADING_CHARS, Part
from tracker.errors import ExtractError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOCKED = b"\xd0\xcf\x11\xe0"  # an encrypted DOCX lies in the container of the older formats
_DROPPED = frozenset(_W + name for name in ("del", "moveFrom", "instrText", "delText"))
_MAX_COLUMNS = 60


@dataclass(slots=True)
class _Count:
    """The page that is being read, None where the file holds no marks of pages."""

    sheet: int | None


def read_docx(body: bytes) -> tuple[list[Part], dict[str, str]]:
    """Parts in reading order, and the file's own notes. ExtractError codes: encrypted, damaged_document, over_limit.

    Pages are counted by the marks that Word left where it broke them last; without any, no part has a page.
    """
    if body.startswith(_LOCKED):
        raise ExtractError("the document is locked with a password", code="encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise ExtractError("the document is too large unpacked", code="over_limit")
        root, styles, notes = _opened(body)
    except ExtractError:
        raise
    except Exception as error:  # the library raises whatever the parts of a broken file make it stumble over
        raise ExtractError(f"the file is damaged: {type(error).__name__}", code="damaged_document") from error
    marked = next(root.iter(f"{_W}lastRenderedPageBreak"), None) is not None
    count = _Count(1 if marked else None)
    return [part for child in _children(root) if (part := _part(child, styles, count)) is not None], notes


def _opened(body: bytes) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The body's element, the names of the paragraph styles by id, and title and day of the file."""
    import docx

    document = docx.Document(io.BytesIO(body))
    styles = {style.style_id: style.name or "" for style in document.styles}
    about = document.core_properties
    created = about.created.strftime("D:%Y%m%d") if about.created else ""
    return document.element.body, styles, {"Title": about.title or "", "CreationDate": created}


def _children(node: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those within content controls."""
    for child in node:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _children(child)


def _part(node: Any, styles: dict[str, str], count: _Count) -> Part | None:
    if node.tag == f"{_W}tbl":
        sheet = count.sheet
        rows = _rows(node, count)
        if len(rows) < 2:
            return Part("paragraph", " ".join(filter(None, rows[0])), sheet) if rows else None
        return Part("table", "", sheet, table=as_table(rows))
    sheet = count.sheet
    text, turns = _text(node, count)
    if not text:
        return None
    begins = sheet + sum(turn == 0 for turn in turns) if sheet is not None else None
    part = Part("paragraph", text, begins, 0.0, tuple(turn for turn in turns if turn))
    return _styled(part, node, styles)


def _styled(part: Part, node: Any, styles: dict[str, str]) -> Part:
    """The part as a heading where its style, or a centred short line, says so; a title is larger than a heading."""
    style = next(node.iter(f"{_W}pStyle"), None)
    name = styles.get(style.get(f"{_W}val", ""), "").lower() if style is not None else ""
    aligned = next(node.iter(f"{_W}jc"), None)
    centred = aligned is not None and aligned.get(f"{_W}val") == "center"
    sizes = [int(one.get(f"{_W}val", "0")) / 2 for one in node.iter(f"{_W}sz") if one.get(f"{_W}val", "").isdigit()]
    size = 100.0 if name == "title" else max(sizes, default=0.0)
    short = len(part.text) <= HEADING_CHARS and part.text[-1] not in "。；，,;：:"
    heading = name == "title" or name.startswith(("heading", "标题")) or (centred and short)
    return replace(part, kind="heading" if heading else "paragraph", size=size, centred=centred)


def _text(node: Any, count: _Count) -> tuple[str, list[int]]:
    """The text of a paragraph as it stands after all changes, and the offsets at which pages begin in it."""
    text = ""
    turns: list[int] = []
    for kind, said in _runs(node):
        if kind == "page":
            turns += [len(text)] if count.sheet is not None else []
            count.sheet = count.sheet + 1 if count.sheet is not None else None
        elif not (said == " " and text.endswith((" ", ""))) or text:
            text += said
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    return text, [min(max(0, turn - lead), len(text)) for turn in turns]


def _runs(node: Any) -> Iterator[tuple[str, str]]:
    for child in node:
        if child.tag in _DROPPED:
            continue
        if child.tag == f"{_W}t":
            yield "text", " ".join((child.text or "").split()) or " "
        elif child.tag in (f"{_W}tab", f"{_W}cr") or (child.tag == f"{_W}br" and child.get(f"{_W}type") != "page"):
            yield "text", " "
        elif child.tag == f"{_W}lastRenderedPageBreak":
            yield "page", ""
        else:
            yield from _runs(child)


def _rows(node: Any, count: _Count) -> list[tuple[str, ...]]:
    """The texts of a table's cells, merged ones in all the columns and rows that they cover."""
    rows: list[list[str]] = []
    for row in node.iter(f"{_W}tr"):
        cells: list[str] = []
        for cell in (child for child in row if child.tag == f"{_W}tc"):
            span, follows = _spans(cell)
            text = " ".join(filter(None, (_text(one, count)[0] for one in cell.iter(f"{_W}p"))))
            above = rows[-1][len(cells)] if rows and follows and len(rows[-1]) > len(cells) else text
            cells += [above] * min(span, _MAX_COLUMNS - len(cells))
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [tuple(row + [""] * (width - len(row))) for row in rows if any(row)]


def _spans(cell: Any) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it goes on with the one above."""
    across = next(cell.iter(f"{_W}gridSpan"), None)
    down = next(cell.iter(f"{_W}vMerge"), None)
    wide = across.get(f"{_W}val", "1") if across is not None else "1"
    return int(wide) if wide.isdigit() else 1, down is not None and down.get(f"{_W}val") != "restart"
