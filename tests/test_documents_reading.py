"""PDF and DOCX documents as offices make them: paragraphs, tables, headline, day and pages as a person reads them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pypdfium2 as pdfium
import pytest
from paper import A4, Mark, Rule, Text, centred, docx, grid, paragraph, pdf, typeset
from pypdfium2 import raw

from tracker.documents import document_kind, extract_document
from tracker.model import Article, Page

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST = "今年以来，全区坚持稳中求进工作总基调，经济运行总体平稳，1—9月医药健康产业收入815.6亿元，同比增长9.7%；"
SECOND = "8月18日，滨江湿地公园二期正式开放，市民可以从北门入园，园内新建步道6.5公里，种植乔木3000株，设有两处观鸟台。"
THIRD = "下一步，全区将继续推动重点任务落地见效，确保完成全年目标。"


ADDRESS = "http://news.example/files/bulletin.pdf"


def page(body: bytes, url: str = ADDRESS, content_type: str = "application/pdf") -> Page:
    digest = sha256(body).hexdigest()
    return Page(url=url, final_url=url, status=200, content_type=content_type, body=body, fetched=NOW, sha256=digest)


def read(*sheets: list[Mark], url: str = ADDRESS, **told: object) -> Article:
    return extract_document(page(pdf(sheets, **told), url))  # type: ignore[arg-type]  # told: title, created, embedded


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.table is None]


# ---- paragraphs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("embedded", [True, False])
@pytest.mark.parametrize(
    ("size", "indent"), [(10.5, 2), (12, 2), (16, 2), (22, 2), (10.5, 0), (12, 0), (16, 0), (22, 0)]
)
def test_lines_become_the_paragraphs_they_were_set_from(embedded: bool, size: float, indent: float) -> None:
    body = [FIRST + SECOND, SECOND, FIRST * 2, THIRD]
    article = read([centred("情况通报", 790, 24), *typeset(body, size=size, indent=indent)], embedded=embedded)
    assert texts(article) == body


def test_a_paragraph_goes_on_over_the_page_and_its_sentences_know_theirs() -> None:
    whole = typeset([FIRST, SECOND + THIRD])
    cut = len(whole) - 2
    second = [replace(text, y=740 - 28 * number) for number, text in enumerate(whole[cut:])]
    article = read([*whole[:cut], centred("— 1 —", 50, 12)], [*second, centred("— 2 —", 50, 12)])
    *_, last = article.blocks
    assert (last.text, last.page_number) == (SECOND + THIRD, 1)
    (turn,) = last.turns
    assert last.text[turn:] == "".join(text.text for text in second)


@pytest.mark.parametrize(
    "number", ["— {} —", "- {} -", "{}", "第{}页", "第 {} 页 共 4 页", "{}/4", "·{}·", "Page {} of 4"]
)
def test_page_numbers_and_running_heads_are_no_text(number: str) -> None:
    sheets: list[list[Mark]] = [
        [
            Text(x=90, y=800, text=f"滨江区统计公报（{at}）", size=9),
            *typeset(["甲乙丙丁"[at - 1] + line for line in (FIRST, SECOND)]),
            centred(number.format(at), 50, 10),
        ]
        for at in range(1, 5)
    ]
    article = read(*sheets)
    assert texts(article) == [mark + line for mark in "甲乙丙丁" for line in (FIRST, SECOND)]
    assert [block.page_number for block in article.blocks] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_headings_stand_apart() -> None:
    body = [
        "一、重点产业稳步增长",
        FIRST,
        "（二）重点项目有序推进",
        SECOND,
        "一、二、三产业都有增长，说明全区经济运行总体平稳。",
    ]
    kinds = [block.kind for block in read([centred("情况通报", 790, 24), *typeset(body)]).blocks]
    assert kinds == ["heading", "paragraph", "heading", "paragraph", "paragraph"]


def test_a_table_of_contents_is_no_text() -> None:
    lines = [
        Text(x=90, y=700 - 28 * at, text=f"{'一二三'[at]}、滨江湿地公园二期{'.' * 30} {at + 3}") for at in range(3)
    ]
    article = read([centred("发展规划", 780, 24), *lines], list(typeset([FIRST])))
    assert texts(article) == [FIRST]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_seen(rotation: int) -> None:
    """A page turned for the reader, its text set the other way round: what is seen is upright."""
    document = pdfium.PdfDocument(pdf([list(typeset([FIRST, SECOND], top=700, size=12))]))
    sheet = document[0]
    turn = {90: (0, 1, -1, 0, A4[0], 0), 180: (-1, 0, 0, -1, *A4), 270: (0, -1, 1, 0, 0, A4[1])}[rotation]
    for thing in sheet.get_objects():
        raw.FPDFPageObj_Transform(thing, *turn)
    sheet.set_rotation(rotation)
    if rotation != 180:
        sheet.set_mediabox(0, 0, A4[1], A4[0])
        for thing in sheet.get_objects():
            raw.FPDFPageObj_Transform(thing, 1, 0, 0, 1, A4[1] - A4[0] if rotation == 90 else 0, 0)
            raw.FPDFPageObj_Transform(thing, 1, 0, 0, 1, 0, A4[0] - A4[1] if rotation == 270 else 0)
    sheet.gen_content()
    out = io.BytesIO()
    document.save(out)
    assert texts(extract_document(page(out.getvalue())))[-1] == SECOND


# ---- tables ---------------------------------------------------------------------------------------------------------

HEAD = ("指标", "1—9月", "同比增长（%）")
ROWS = (("医药健康产业收入", "815.6", "9.7"), ("先进能源产业收入", "1999.5", "5.2"))


def test_a_ruled_table_becomes_rows_with_its_unit() -> None:
    marks = [*typeset([FIRST]), Text(x=430, y=512, text="单位：亿元", size=10.5)]
    article = read([*marks, *grid([HEAD, *ROWS], top=500, columns=[90, 300, 400, 505])])
    table = article.blocks[-1].table
    assert table is not None
    assert (table.header, table.rows, table.unit) == ((HEAD,), ROWS, "亿元")
    assert article.blocks[-1].page_number == 1


def test_merged_cells_stand_in_all_their_columns() -> None:
    marks = grid([("指标", "2025年", ""), ("", "收入", "增长"), *ROWS], top=700, columns=[90, 300, 400, 505])
    # The upright rule within the first row's last two cells, and the level one below the first cell, are not drawn.
    upright = [one for one in marks if isinstance(one, Rule) and one.x == 400 and one.to_x == 400]
    level = [one for one in marks if isinstance(one, Rule) and one.y == 676 and one.to_y == 676]
    marks = [one for one in marks if one not in (*upright, *level)]
    marks += [Rule(x=400, y=676, to_x=400, to_y=604), Rule(x=300, y=676, to_x=505, to_y=676)]
    table = read([*marks, *typeset([FIRST], top=560)]).blocks[0].table
    assert table is not None
    assert table.header == (("指标", "2025年", "2025年"), ("指标", "收入", "增长"))
    assert table.rows == ROWS


def test_columns_without_rules_are_a_table_too() -> None:
    rows = [HEAD, *ROWS]
    cells = [
        Text(x=x, y=600 - 28 * at, text=text, size=10.5)
        for at, row in enumerate(rows)
        for x, text in zip((90, 300, 420), row, strict=True)
    ]
    table = read([*typeset([FIRST]), *cells]).blocks[-1].table
    assert table is not None and (table.header, table.rows) == ((HEAD,), ROWS)


def test_a_frame_around_a_text_is_no_table() -> None:
    frame = [Rule(x=80, y=y, to_x=515, to_y=y) for y in (600, 770)] + [
        Rule(x=x, y=600, to_x=x, to_y=770) for x in (80, 515)
    ]
    assert texts(read([*typeset([FIRST, SECOND]), *frame])) == [FIRST, SECOND]


# ---- headline, day, publisher ---------------------------------------------------------------------------------------


def official() -> list[Mark]:
    return [
        centred("滨江区人民政府文件", 760, 26),
        centred("滨政发〔2025〕31号", 720, 14),
        centred("滨江区人民政府关于2025年前三季度", 670, 22),
        centred("重点工作进展情况的通报", 640, 22),
        *typeset([FIRST, SECOND], top=590),
    ]


def test_an_official_paper() -> None:
    signed = [Text(x=330, y=560, text="滨江区人民政府"), Text(x=330, y=530, text="2025年10月28日")]
    article = read(official(), [*typeset([THIRD]), *signed], created="20251031090000")
    assert article.title == "滨江区人民政府关于2025年前三季度重点工作进展情况的通报"
    assert article.published == date(2025, 10, 28)
    assert article.publisher == "滨江区人民政府"
    assert texts(article)[:3] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("line", "url", "created", "day"),
    [
        ("发布日期：2025-08-19", "/a.pdf", "20250101", date(2025, 8, 19)),
        ("2025年8月19日", "/a.pdf", "", date(2025, 8, 19)),
        ("（2025年8月19日）", "/a.pdf", "", date(2025, 8, 19)),
        ("二〇二五年八月十九日", "/a.pdf", "", date(2025, 8, 19)),
        ("滨江区人民政府办公室　2025年8月19日印发", "/a.pdf", "", date(2025, 8, 19)),
        ("截至2025年8月19日", "/a.pdf", "", None),
        ("", "/t20250819_12.pdf", "20240101", date(2025, 8, 19)),
        ("2025年8月18日", "/t20250819_12.pdf", "", date(2025, 8, 18)),
        ("2024年3月5日", "/t20250819_12.pdf", "", date(2024, 3, 5)),
        ("", "/a.pdf", "20250819", None),  # when the file was made says nothing alone
        ("", "/202508/a.pdf", "20250819", date(2025, 8, 19)),
        ("", "/202507/a.pdf", "20250819", None),
        ("2026年12月31日", "/a.pdf", "", None),  # later than it was fetched
    ],
)
def test_the_day(line: str, url: str, created: str, day: date | None) -> None:
    marks = [centred("重点工作进展情况", 790, 22), *typeset([FIRST, SECOND], top=700)]
    marks += [centred(line, 755, 14)] if line else []
    assert read(marks, url=f"http://news.example{url}", created=created).published == day


@pytest.mark.parametrize(
    "title",
    [
        "滨江区2024年国民经济和社会发展统计公报",
        "滨江区2025年政府工作报告",
        "关于印发《滨江区行动计划》的通知",
        "招标文件",
    ],
)
def test_the_largest_line_is_the_headline(title: str) -> None:
    marks = [centred("滨江区统计局文件", 800, 26), centred(title, 760, 20), *typeset([FIRST, SECOND], top=700)]
    article = read(marks)
    assert (article.title, article.publisher, texts(article)) == (title, "滨江区统计局", [FIRST, SECOND])


@pytest.mark.parametrize(
    ("head", "noted", "title"),
    [
        ("重点工作进展情况", "坚持稳中求进", "重点工作进展情况"),
        ("", "Microsoft Word - 1.doc", FIRST[:50]),
        ("", "坚持稳中求进", "坚持稳中求进"),
    ],
)
def test_the_title_of_the_file_counts_where_the_text_has_it_and_no_headline(head: str, noted: str, title: str) -> None:
    above = [centred(head, 790, 22)] if head else []
    assert read([*above, *typeset([FIRST])], title=noted).title == title


# ---- DOCX -----------------------------------------------------------------------------------------------------------

BREAK = "<w:lastRenderedPageBreak/>"


def cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>"


def test_a_docx_is_read_like_a_page() -> None:
    rows = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in (HEAD, *ROWS))
    body = (
        paragraph("滨江区重点工作进展情况", centred=True)
        + paragraph("2025年10月28日", centred=True)
        + paragraph("一、重点产业", style="Heading1")
        + paragraph(FIRST)
        + f"<w:sdt><w:sdtContent>{paragraph(SECOND, before=BREAK)}</w:sdtContent></w:sdt>"
        + paragraph("单位：亿元")
        + f"<w:tbl>{rows}</w:tbl>"
        + "<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        + f"<w:ins><w:r><w:t>{THIRD}</w:t></w:r></w:ins></w:p>"
        + paragraph("滨江区统计局")
    )
    article = extract_document(page(docx(body), "http://news.example/a.docx", ""))
    assert (article.title, article.published, article.publisher) == (
        "滨江区重点工作进展情况",
        date(2025, 10, 28),
        "滨江区统计局",
    )
    found = [(block.kind, block.text, block.page_number) for block in article.blocks]
    assert found == [
        ("heading", "一、重点产业", 1),
        ("paragraph", FIRST, 1),
        ("paragraph", SECOND, 2),
        ("paragraph", "单位：亿元", 2),
        ("table", "", 2),
        ("paragraph", THIRD, 2),
        ("paragraph", "滨江区统计局", 2),
    ]
    table = article.blocks[4].table
    assert table is not None and (table.header, table.rows, table.unit) == ((HEAD,), ROWS, "亿元")


def test_a_docx_without_marks_of_pages_has_no_page_numbers() -> None:
    article = extract_document(page(docx(paragraph(FIRST) + paragraph(SECOND)), "http://news.example/a.docx", ""))
    assert {block.page_number for block in article.blocks} == {None}


def test_merged_cells_of_a_docx() -> None:
    wide, first, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("指标", first) + cell("2025年", wide),
        cell("", below) + cell("收入") + cell("增长"),
        "".join(map(cell, ROWS[0])),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + paragraph(FIRST)
    table = extract_document(page(docx(body), "http://news.example/a.docx", "")).blocks[0].table
    assert table is not None
    assert table.header == (("指标", "2025年", "2025年"), ("指标", "收入", "增长"))


# ---- kinds ----------------------------------------------------------------------------------------------------------

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("start", "content_type", "name", "kind"),
    [
        (b"%PDF-1.4", "text/html", "a", "pdf"),
        (b"%PDF-1.4", "", "a", "pdf"),
        (b"\r\n%PDF-1.4", "application/pdf", "a", "pdf"),
        (b"rubbish", "application/pdf", "a", "pdf"),
        (b"<html>", "application/pdf", "a.pdf", ""),
        (b"PK\x03\x04..word/document.xml", "application/octet-stream", "a", "docx"),
        (b"PK\x03\x04", DOCX, "a", "docx"),
        (b"PK\x03\x04..xl/workbook.xml", "application/zip", "a", ""),
        (b"\xd0\xcf\x11\xe0", DOCX, "a", "docx"),
        (b"\xd0\xcf\x11\xe0", "application/msword", "a.doc", ""),
        (b"<html>%PDF-1.4", "text/html", "a", ""),
        (b"", "text/html", "a", ""),
    ],
)
def test_a_document_is_known_by_its_bytes_first(start: bytes, content_type: str, name: str, kind: str) -> None:
    assert document_kind(page(start, f"http://news.example/{name}", content_type)) == kind
