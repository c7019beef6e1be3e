"""Texts with their places in, the bytes of a PDF or DOCX file out, for tests of what reads documents."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

A4 = (595, 842)  # points
MARGIN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of text at a place; y counts from the bottom, in points."""

    x: float
    y: float
    text: str
    size: float = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A thin line from one point to another."""

    x: float
    y: float
    to_x: float
    to_y: float


Mark = Text | Rule


def pdf(pages: Sequence[Iterable[Mark]], *, title: str = "", created: str = "", embedded: bool = True) -> bytes:
    """A PDF of the pages. embedded: glyph numbers with a ToUnicode map; else a font of the reader's, by character."""
    sheets = [list(page) for page in pages]
    letters = sorted({char for page in sheets for mark in page if isinstance(mark, Text) for char in mark.text})
    numbers = {char: number for number, char in enumerate(letters, 1)}
    font = _embedded_font(numbers) if embedded else _named_font()
    first = 3 + len(font)
    parts: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    parts += font
    kids: list[str] = []
    for page in sheets:
        number = first + 2 * len(kids)
        kids.append(f"{number} 0 R")
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (*A4, number + 1)
        )
        parts.append(_stream(_drawing(page, numbers if embedded else None)))
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    parts.append(_information(title, created))
    return assembled(parts)


def _drawing(page: list[Mark], numbers: dict[str, int] | None) -> bytes:
    out: list[str] = []
    for mark in page:
        if isinstance(mark, Rule):
            out.append(f"0.5 w {mark.x} {mark.y} m {mark.to_x} {mark.to_y} l S")
        else:
            code = "".join(f"{numbers[char]:04x}" if numbers else char.encode("utf-16-be").hex() for char in mark.text)
            out.append(f"BT /F {mark.size} Tf 1 0 0 1 {mark.x} {mark.y} Tm <{code}> Tj ET")
    return "\n".join(out).encode()


def _named_font() -> list[bytes]:
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        b" /W [1 95 500 814 939 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]


def _embedded_font(numbers: dict[str, int]) -> list[bytes]:
    """No outlines are in it: what a text says is in the map, and nobody looks at these pages."""
    widths = " ".join(f"{number} [500]" for char, number in numbers.items() if char.isascii())
    rows = [f"<{number:04x}> <{char.encode('utf-16-be').hex()}>" for char, number in numbers.items()]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    chars = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{chars}\nendcmap end end"
    )
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Song /DW 1000 /W [%s] /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % widths.encode(),
        b"<< /Type /FontDescriptor /FontName /AAAAAA+Song /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(unicode_map.encode()),
    ]


def _information(title: str, created: str) -> bytes:
    said = f"/Title <feff{title.encode('utf-16-be').hex()}>" if title else ""
    made = f" /CreationDate (D:{created})" if created else ""
    return f"<< {said}{made} >>".encode()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def assembled(parts: list[bytes], trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1 in their order, the last one being the file's information."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    ends = (len(parts) + 1, len(parts), trailer, start)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % ends)
    return out.getvalue()


def typeset(paragraphs: Iterable[str], *, top: float = 740, size: float = 16, indent: float = 2) -> list[Text]:
    """Paragraphs as an office sets them: lines of full width from the top, the first one indented or set off."""
    y, marks = top, []
    for paragraph in paragraphs:
        for number, line in enumerate(_lines(paragraph, (A4[0] - 2 * MARGIN) / size, indent)):
            marks.append(Text(x=MARGIN + (0 if number else indent * size), y=y, text=line, size=size))
            y -= 1.75 * size
        y -= 0 if indent else size
    return marks


def _lines(text: str, width: float, indent: float) -> list[str]:
    """Lines as wide as fits, in letters; figures are not parted, and no line begins with a comma."""
    lines, line, used = [], "", indent
    for word in re.findall(r"[A-Za-z0-9.%]+[，。；：、）]?|.[，。；：、）]?", text):
        size = wide(word)
        if used + size > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + word, used + size
    return [*lines, line]


def wide(text: str) -> float:
    """The width in letters: what is ASCII is half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def centred(text: str, y: float, size: float = 16) -> Text:
    width = size * wide(text)
    return Text(x=(A4[0] - width) / 2, y=y, text=text, size=size)


def grid(rows: Sequence[Sequence[str]], *, top: float, columns: Sequence[float], size: float = 10.5) -> list[Mark]:
    """A ruled table; `columns` are the x of its upright rules."""
    height = 24.0
    bottom = top - height * len(rows)
    marks: list[Mark] = [Rule(x=x, y=top, to_x=x, to_y=bottom) for x in columns]
    marks += [
        Rule(x=columns[0], y=top - height * n, to_x=columns[-1], to_y=top - height * n) for n in range(len(rows) + 1)
    ]
    for number, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=False):
            marks.append(Text(x=x + 4, y=top - height * number - 16, text=cell, size=size))
    return marks


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"5a" * 32, b"a5" * 32)


def locked_pdf() -> bytes:
    """A PDF that says it is encrypted, with a password that nobody knows."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", b"<< >>"]
    return assembled(parts, LOCKED)


def drawn_pdf(drawing: bytes, *, picture: bool = False) -> bytes:
    """A PDF of one page with a drawing of its own; with `picture` it may paint /I."""
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 6 0 R >>"
        b" /XObject << /I 5 0 R >> >> >>",
        _stream(drawing + (b" q 500 0 0 700 0 0 cm /I Do Q" if picture else b"")),
        image + b" >>\nstream\n\x00\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< >>",
    ]
    return assembled(parts)


def docx(body: str) -> bytes:
    """A DOCX file of the given elements of its body."""
    import docx as library

    whole = io.BytesIO()
    library.Document().save(whole)
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    written = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, written if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def paragraph(text: str, *, centred: bool = False, style: str = "", before: str = "") -> str:
    """A paragraph of a DOCX file; `before` is put in front of its text, as a mark of a page."""
    aligned = '<w:jc w:val="center"/>' if centred else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{aligned}</w:pPr><w:r>{before}<w:t>{text}</w:t></w:r></w:p>"
