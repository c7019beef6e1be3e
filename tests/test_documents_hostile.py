"""Documents that are locked, damaged or made to do harm: each ends in a code, within its bounds, and harms nobody."""

from __future__ import annotations

import io
import random
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from paper import assembled, centred, docx, drawn_pdf, grid, locked_pdf, paragraph, pdf, typeset
from test_documents_reading import DOCX, FIRST, SECOND, page

from tracker.config import parse_config
from tracker.documents import extract_document
from tracker.errors import ExtractError
from tracker.match import compile_targets
from tracker.reading import confined, read_page
from tracker.reading.confined import extract_confined

SOUND = pdf(
    [
        [
            centred("情况通报", 790, 24),
            *typeset([FIRST, SECOND]),
            *grid([("指标", "数")] * 3, top=300, columns=[90, 200, 400]),
        ]
    ]
)
TEXTS = b"BT /F 10 Tf 1 0 0 1 10 10 Tm (A) Tj ET\n"
PARAGRAPH = paragraph("A")


def bomb(size: int) -> bytes:
    """A PDF whose page is blanks that unpack to `size` bytes; one packed piece is said again and again."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * (16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + piece * (size >> 24) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    catalog = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    return assembled([*catalog, sheet, stream, b"<< >>"])


def of_zip(name: str, content: bytes) -> bytes:
    """A DOCX file with one part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(""))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for other in old.namelist():
            new.writestr(other, content if other == name else old.read(other))
    return out.getvalue()


def entity(declared: str) -> bytes:
    body = f"<w:body>{paragraph('&x;')}</w:body>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = f'<?xml version="1.0"?><!DOCTYPE a [{declared}]>'
    return of_zip("word/document.xml", f'{head}<w:document xmlns:w="{space}">{body}</w:document>'.encode())


LAUGHS = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENDLESS = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 99999999 >>", b"<< >>"]
WIDE = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
PDF_CASES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "locked": (locked_pdf, {"encrypted"}),
    "nothing": (lambda: b"%PDF-1.7\n", {"damaged_document"}),
    "cut short": (lambda: SOUND[:400], {"damaged_document", "no_text"}),
    "no text": (lambda: drawn_pdf(b""), {"no_text"}),
    "scanned": (lambda: drawn_pdf(b"", picture=True), {"scanned"}),
    "pages that hold themselves": (lambda: assembled(ENDLESS), {"damaged_document", "no_text"}),
    "3 GB of blanks": (lambda: bomb(3 << 30), {"over_limit"}),
    "a million letters in one place": (lambda: drawn_pdf(TEXTS * 1_000_000), {""}),
}
DOCX_CASES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "locked": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), {"encrypted"}),
    "cut short": (lambda: docx(PARAGRAPH)[:3000], {"damaged_document"}),
    "no package": (lambda: b"PK\x03\x04rubbish", {"damaged_document"}),
    "210 MB in one part": (lambda: of_zip("word/document.xml", b" " * (210 << 20)), {"over_limit"}),
    "no XML": (lambda: of_zip("word/document.xml", b"rubbish"), {"damaged_document"}),
    "no text": (lambda: docx(""), {"no_text"}),
    "laughs": (lambda: entity(LAUGHS + '<!ENTITY x "&a11;">'), {"damaged_document", "no_text"}),
    "nested deep": (
        lambda: docx("<w:sdt>" * 2000 + PARAGRAPH + "</w:sdt>" * 2000),
        {"damaged_document", "over_limit"},
    ),
    "a cell over a milliard columns": (
        lambda: docx(f"<w:tbl><w:tr><w:tc>{WIDE}{PARAGRAPH}</w:tc></w:tr></w:tbl>"),
        {""},
    ),
}


def code_of(body: bytes, content_type: str) -> str:
    """How reading ends in the child process; '' for an article."""
    try:
        extract_confined(page(body, "http://news.example/a", content_type))
    except ExtractError as error:
        return error.code
    return ""


def told_in_time(body: bytes, content_type: str, codes: set[str]) -> None:
    before = time.monotonic()
    assert code_of(body, content_type) in codes
    assert time.monotonic() - before < 45
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_300_000, "kilobytes, of the largest child"


@pytest.mark.parametrize("name", PDF_CASES)
def test_a_bad_pdf_ends_in_a_code(name: str) -> None:
    make, codes = PDF_CASES[name]
    told_in_time(make(), "application/pdf", codes)


@pytest.mark.parametrize("name", DOCX_CASES)
def test_a_bad_docx_ends_in_a_code(name: str) -> None:
    make, codes = DOCX_CASES[name]
    told_in_time(make(), DOCX, codes)


def test_no_file_of_the_reader_comes_out_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    body = entity(f'<!ENTITY x SYSTEM "{secret.as_uri()}">')
    try:
        assert "TOPSECRET" not in extract_document(page(body, "http://news.example/a", DOCX)).text
    except ExtractError as error:
        assert error.code in ("no_text", "damaged_document")


def test_the_child_gives_what_the_reader_gives() -> None:
    one = page(SOUND)
    assert extract_confined(one) == extract_document(one)


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "TIME_MAX_S", 0.01)
    assert code_of(SOUND, "application/pdf") == "over_limit"


def test_a_module_in_the_working_directory_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    assert code_of(SOUND, "application/pdf") == ""


def test_the_disposition_of_a_page_is_the_code() -> None:
    targets = "targets: [{id: a, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31}]"
    head = "version: 1\ntitle: t\nplace: {name: 滨江区}\nstatement: {title: s, date: 2025-01-17}\n"
    index = compile_targets(parse_config(head + targets, "targets.yaml"))
    for body, code in ((locked_pdf(), "encrypted"), (drawn_pdf(b"", picture=True), "scanned")):
        reading = read_page(page(body), index)
        assert (reading.trace.disposition.code, reading.trace.candidates) == (code, ())
    sound = read_page(page(SOUND), index)
    assert [one.page_number for one in sound.trace.candidates] == [1]


# ---- mutated documents ----------------------------------------------------------------------------------------------


def mutated(body: bytes, chance: random.Random) -> bytes:
    raw = bytearray(body)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(raw))
        kind = chance.randrange(4)
        if kind == 0:
            raw[at] = chance.randrange(256)
        elif kind == 1:
            del raw[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            raw[at:at] = chance.randbytes(chance.randrange(1, 20))
        else:
            start = chance.randrange(len(raw))
            raw[at : at + 20] = raw[start : start + 20]
    return bytes(raw)


def read_mutated(count: int, seed: int) -> int:
    """Read so many mutated documents; each is an article or an ExtractError. How many were articles?"""
    chance = random.Random(seed)
    sound = [(SOUND, "application/pdf"), (unpacked_docx(), DOCX)]
    read = 0
    for number in range(count):
        body, content_type = sound[number % 2]
        before = time.monotonic()
        try:
            extract_document(page(mutated(body, chance), "http://news.example/a", content_type))
            read += 1
        except ExtractError as error:
            assert error.code in ("encrypted", "damaged_document", "no_text", "scanned", "over_limit")
        assert time.monotonic() - before < 5
    return read


def unpacked_docx() -> bytes:
    """A DOCX file whose parts are not packed, so that a mutation changes what they say."""
    out = io.BytesIO()
    whole = docx(
        paragraph("情况通报", centred=True) + paragraph(FIRST) + f"<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def test_mutated_documents_never_break_the_reader() -> None:
    assert 40 <= read_mutated(200, seed=5) < 200


@pytest.mark.long
def test_twenty_thousand_mutated_documents_never_break_the_reader() -> None:
    assert read_mutated(20_000, seed=6) > 2000
