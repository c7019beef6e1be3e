"""Pages in every encoding under every label: the exact text comes out, and what may be wrong says so."""

from __future__ import annotations

import codecs
import time

import pytest
from encoded_pages import HONG_KONG, JAPANESE, SIMPLIFIED, TRADITIONAL, Encoded, encoded_pages
from test_reading_mutated import made

from tracker.extract import decode, extract

GOOD = SIMPLIFIED["long"]
PAGE = f"<html><head><title>测试</title></head><body><p>{GOOD}</p></body></html>"


def read_wrong(pages: list[Encoded]) -> list[str]:
    """Names of the pages whose text is not what was written, with a sign when nothing tells so."""
    wrong = []
    for page in pages:
        found = decode(page.body, page.content_type)
        if found.text != page.text:
            wrong.append(page.name + ("" if found.damaged else " (silently)"))
    return wrong


def test_pages_of_every_encoding_and_label_are_exact() -> None:
    pages = list(encoded_pages())
    assert len(pages) >= 600
    wrong = read_wrong(pages)
    assert len(wrong) <= len(pages) * 0.005, wrong
    assert not [name for name in wrong if name.endswith("(silently)")]


def test_right_pages_are_not_called_damaged() -> None:
    flagged = [page.name for page in encoded_pages() if decode(page.body, page.content_type).damaged]
    assert len(flagged) <= 8, flagged


@pytest.mark.parametrize(
    ("texts", "encoding", "label"),
    [
        (SIMPLIFIED, "gbk", "gbk"),
        (TRADITIONAL, "big5", "big5"),
        (HONG_KONG, "big5hkscs", "big5"),
        (JAPANESE, "shift_jis", "shift_jis"),
    ],
)
def test_a_few_characters_are_right_or_flagged(texts: dict[str, str], encoding: str, label: str) -> None:
    """Two characters without a label are no certainty; with the right one they are read by it."""
    whole = "".join(text for name, text in texts.items() if name != "long")
    for size in (2, 3, 5, 8):
        parts = [f"<p>{whole[at : at + size]}</p>" for at in range(0, len(whole) - size, 3)]
        pages = [Encoded(part, part.encode(encoding), f"text/html; charset={label}", part) for part in parts]
        assert len(read_wrong(pages)) <= len(pages) * 0.02
        unlabelled = [Encoded(page.name, page.body, "text/html", page.text) for page in pages]
        assert not [name for name in read_wrong(unlabelled) if name.endswith("(silently)")]


def test_a_label_that_lies_about_a_word_is_noticed() -> None:
    found = decode("<p>圖書館</p>".encode("big5"), "text/html; charset=gbk")
    assert found.text == "<p>圖書館</p>" or found.damaged


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("label", ["", "right"])
def test_a_few_bad_bytes_leave_the_page_readable(encoding: str, label: str) -> None:
    text = PAGE if encoding != "big5" else PAGE.replace(GOOD, TRADITIONAL["long"]).replace("测试", "公告")
    body = bytearray(text.encode(encoding))
    for at in range(400, len(body) - 400, 997):
        body[at : at + 1] = b"\xff"
    found = decode(bytes(body), f"text/html; charset={encoding}" if label else "text/html")
    same = sum(one in found.text for one in text.replace("</p>", "，").split("，"))
    assert found.damaged and found.text.count("\ufffd") < 60
    assert same > len(text.split("，")) * 0.8


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_a_cut_last_character_is_damage(encoding: str) -> None:
    body = ("<p>公告：圖書館今日起開放，歡迎市民前來借閱。館內設有自修室，座位二百個" + "一").encode(encoding)
    found = decode(body[:-1], f"text/html; charset={encoding}")
    assert found.damaged and "歡迎市民前來借閱" in found.text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_mark_that_lies_is_not_believed(mark: bytes, encoding: str) -> None:
    found = decode(mark + PAGE.encode(encoding), "text/html")
    assert (found.text, found.encoding, found.damaged) == (PAGE, encoding, False)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_wider_encodings_are_known_by_their_mark(encoding: str) -> None:
    mark = codecs.BOM_UTF32_LE if encoding.endswith("le") else codecs.BOM_UTF32_BE
    assert decode(mark + PAGE.encode(encoding)).text == PAGE


def test_two_marks_are_no_text() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + PAGE.encode()).text == PAGE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_zero_bytes_do_not_make_a_page_wide(encoding: str) -> None:
    body = PAGE.encode(encoding).replace(b"<p>", b"\0" * 200 + b"<p>").replace(b"<title>", b"\0<title>\0")
    assert decode(body, "text/html").text.replace("\0", "") == PAGE


def test_the_euro_sign_of_the_code_page_is_read() -> None:
    body = PAGE.replace("测试", "价格E12").encode("gb18030").replace(b"E12", b"\x8012")
    found = decode(body, "text/html; charset=gbk")
    assert "价格€12" in found.text and not found.damaged


@pytest.mark.parametrize(("encoding", "label"), [("hz", "hz-gb-2312"), ("iso2022_jp", "iso-2022-jp")])
def test_encodings_of_seven_bits_are_read_by_their_label(encoding: str, label: str) -> None:
    text = "<p>日本中国文字</p>"
    assert decode(text.encode(encoding), f"text/html; charset={label}").text == text


def test_what_told_the_encoding_is_known() -> None:
    body = PAGE.encode("gb18030")
    assert not decode(body, "text/html; charset=gb2312").guessed
    assert decode(body, "text/html").guessed and decode(body, "text/html; charset=utf-8").guessed
    assert not decode(PAGE.encode(), "text/html").guessed


def test_damage_is_told_with_the_article() -> None:
    body = PAGE.encode("gb18030").replace("新开工".encode("gb18030"), b"\xff", 1)
    article = extract(made(body))
    assert article.damaged and article.encoding == "gb18030" and "总产值同比增长百分之六" in article.text


@pytest.mark.parametrize(
    "body",
    [
        *(b"\x80" * 4_000_000, b"\xff" * 4_000_000, b"\x81\x30\x81" * 1_500_000, b"\xe9 " * 2_000_000),
        *(b"<meta charset" * 300_000 + b"\xff", b"<meta charset=hz>" + b"~{" * 2_000_000),
        *(b"<meta charset=iso-2022-jp>" + b"\x1b$" * 2_000_000, b"\xff\xfe" + b"<html>" * 700_000),
    ],
    ids=["euros", "lost", "halves", "latin", "metas", "hz", "iso-2022-jp", "lying mark"],
)
def test_decoding_takes_no_longer_for_hostile_bytes(body: bytes) -> None:
    started = time.process_time()
    decode(body, "text/html")
    assert time.process_time() - started < 2.5, "0.1 to 0.4 s on an idle machine"
