"""Decoding: what bytes and labels give which text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract import decode

SIMPLE = "今年上半年，全区工业总产值同比增长百分之六，新开工项目四十二个。"
COMPLEX = "今年上半年，全區工業總產值同比增長百分之六，新開工項目四十二個，經濟發展平穩。"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "expected"),
    [
        (SIMPLE, "utf-8", "text/html", "utf-8"),
        (SIMPLE, "utf-8-sig", "text/html", "utf-8"),
        (SIMPLE, "utf-8", "text/html; charset=gbk", "utf-8"),
        (SIMPLE, "gbk", "text/html; charset=gb2312", "gb18030"),
        (SIMPLE + "小䴙䴘", "gb18030", "text/html; charset=gb2312", "gb18030"),
        (SIMPLE, "gbk", "text/html", "gb18030"),
        (SIMPLE, "gbk", "text/html; charset=utf-8", "gb18030"),
        (SIMPLE, "gbk", "text/html; charset=iso-8859-1", "gb18030"),
        (SIMPLE, "gbk", "text/html; charset=no-such-thing", "gb18030"),
        (SIMPLE, "gbk", "text/html; charset=big5", "gb18030"),
        (COMPLEX, "big5", "text/html; charset=big5", "big5hkscs"),
        (COMPLEX, "big5", "text/html", "big5hkscs"),
        (COMPLEX, "big5", "text/html; charset=gb18030", "big5hkscs"),
        (COMPLEX, "gb18030", "text/html; charset=big5", "gb18030"),
        (SIMPLE, "utf-16", "text/html", "utf-16-le"),
        ("<html><body><p>" + SIMPLE, "utf-16-be", "text/html", "utf-16-be"),
        (
            "これは日本語のページです。図書館は昨日から開いています。",
            "shift_jis",
            "text/html; charset=shift_jis",
            "cp932",
        ),
        ("これは日本語のページです。図書館は昨日から開いています。", "euc_jp", "text/html; charset=euc-jp", "euc-jp"),
        ("La bibliothèque a été ouverte à tous.", "cp1252", "text/html; charset=iso-8859-1", "cp1252"),
    ],
)
def test_text_comes_out_right(text: str, encoding: str, content_type: str, expected: str) -> None:
    found = decode(text.encode(encoding), content_type)
    assert (found.text, found.encoding, found.damaged) == (text, expected, False)


def test_label_in_the_page_counts() -> None:
    body = b'<meta charset="big5"><p>' + "上海".encode("big5")
    assert decode(body).text.endswith("上海")


def test_header_goes_before_the_page() -> None:
    body = b'<meta charset="gbk"><p>' + COMPLEX.encode("big5")
    assert decode(body, "text/html; charset=big5").text.endswith(COMPLEX)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_lost_characters_are_told(encoding: str) -> None:
    body = SIMPLE.encode(encoding)
    found = decode(body[:18] + b"\xff" + body[18:], "text/html")
    assert found.damaged
    assert "新开工项目四十二个" in found.text


def test_cut_character_at_the_end_is_damage_of_utf8() -> None:
    found = decode(SIMPLE.encode()[:-1])
    assert (found.encoding, found.damaged) == ("utf-8", True)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="的一是在不了有和人这中大为上个国我以要他年月日增长项目产业，。0123456789%", min_size=12, max_size=200
    )
)
def test_chinese_survives_every_encoding_without_a_label(text: str) -> None:
    if any(char > "\x7f" for char in text):
        assert decode(text.encode("gb18030")).text == text
    assert decode(text.encode("utf-8")).text == text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_decode(body: bytes, label: str) -> None:
    found = decode(body, f"text/html; charset={label}")
    assert found.damaged or "\ufffd" not in found.text or "\ufffd".encode() in body or found.encoding != "utf-8"
