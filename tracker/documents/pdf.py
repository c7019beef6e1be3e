"""The bytes of a PDF file come in; its sheets and what it says of itself go out, or an ExtractError with a code."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from tracker.documents.sheets import Piece, Rule, Sheet
from tracker.errors import ExtractError

MAX_SHEETS = 400
MAX_CHARS = 3_000_000
_MAX_PATHS = 5_000  # on one page
_THIN = 2.5  # points; what is thicker is no rule
_GAP = 1.2  # of the size of the letters: a wider gap parts two pieces
_BLANK = 0.25  # a gap this wide between Latin letters is a blank
_WRONG_PASSWORD, _UNKNOWN_LOCK = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

Letter = tuple[str, float, float, float, float]  # char, left, right, baseline, size
Numbers = tuple[float, ...]


def read_pdf(body: bytes) -> tuple[list[Sheet], dict[str, str]]:
    """Sheets up to MAX_SHEETS, and the file's own notes. ExtractError codes: encrypted, damaged_document."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(body)
        notes = document.get_metadata_dict()
        sheets: list[Sheet] = []
        chars = 0
        for number in range(min(len(document), MAX_SHEETS)):
            sheet, size = _sheet(document[number], number + 1)
            sheets.append(sheet)
            chars += size
            if chars > MAX_CHARS:
                break
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (_WRONG_PASSWORD, _UNKNOWN_LOCK):
            raise ExtractError("the document is locked with a password", code="encrypted") from error
        raise ExtractError(f"the file is damaged: {error}", code="damaged_document") from error
    return sheets, notes


def _sheet(page: Any, number: int) -> tuple[Sheet, int]:
    width, height = page.get_mediabox()[2:]
    rotation = page.get_rotation()
    letters = [_turned(letter, rotation, (width, height)) for letter in _letters(page)]
    rules, pictures = _drawn(page)
    if rotation:  # rules would have to be turned too; tables there are read by their gaps
        rules = []
    shown = width if rotation in (90, 270) else height
    pieces = tuple(_pieces(letters))
    return Sheet(number, shown, pieces, tuple(rules), pictures), len(letters)


def _letters(page: Any) -> Iterator[tuple[str, Numbers]]:
    """Each character with its box (left, right, bottom, top) and the place where its baseline begins."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code < 0x20 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        if raw.FPDFText_GetLooseCharBox(text, at, box) and raw.FPDFText_GetCharOrigin(text, at, x, y):
            yield chr(code), (box.left, box.right, box.bottom, box.top, x.value, y.value)


def _turned(letter: tuple[str, Numbers], rotation: int, size: tuple[float, float]) -> Letter:
    """The letter as a reader of the turned page sees it."""
    char, (left, right, bottom, top, x, y) = letter
    width, height = size
    if rotation == 90:
        return char, bottom, top, width - x, right - left
    if rotation == 270:
        return char, height - top, height - bottom, x, right - left
    if rotation == 180:
        return char, width - right, width - left, height - y, top - bottom
    return char, left, right, y, top - bottom


def _pieces(letters: list[Letter]) -> Iterator[Piece]:
    """Letters in the order of the file, put together while they go on along one baseline."""
    held: list[Letter] = []
    for letter in letters:
        if held and not _goes_on(held[-1], letter):
            yield from _piece(held)
            held = []
        held.append(letter)
    yield from _piece(held)


def _goes_on(before: Letter, letter: Letter) -> bool:
    size = max(before[4], letter[4], 1.0)
    level = abs(before[3] - letter[3]) < 0.3 * size
    return level and -0.6 * size < letter[1] - before[2] < _GAP * size


def _piece(letters: list[Letter]) -> Iterator[Piece]:
    text = ""
    right = 0.0
    for char, left, end, _, size in letters:
        apart = left - right > _BLANK * size and text[-1:].isascii() and char.isascii() and char.isalnum()
        text += f" {char}" if text and apart and not text.endswith(" ") else char
        right = end
    text = " ".join(text.split())
    if text:
        first = letters[0]
        yield Piece(text, first[1], max(one[2] for one in letters), first[3], max(one[4] for one in letters))


def _drawn(page: Any) -> tuple[list[Rule], int]:
    """The thin lines drawn on a page, and the number of its pictures."""
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    pictures = 0
    for number, thing in enumerate(page.get_objects(max_depth=1)):
        if number >= _MAX_PATHS:
            break
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif thing.type == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(thing)
    return rules, pictures


def _rules_of(path: Any) -> Iterator[Rule]:
    """The straight parts of a path; a thin filled box is a rule too, a wide one has four of them as its border."""
    import pypdfium2.raw as raw

    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) < _THIN:
        yield Rule(left, bottom, right, top)
        return
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for number in range(min(raw.FPDFPath_CountSegments(path), _MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            rule = Rule(
                min(before[0], point[0]), min(before[1], point[1]), max(before[0], point[0]), max(before[1], point[1])
            )
            if min(rule.right - rule.left, rule.top - rule.bottom) < _THIN:
                yield rule
        before = point
