"""Addresses and sentences come in; the addresses lead to the sentences as the text fragments specification says."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.render.fragment import quoting

URL = "https://a.example/1"
LONG = "截至12月底，全区累计投用项目超过一百九十三个，覆盖交通、教育、医疗、文化等十多个领域，比上年多二十个。"
FIGURES = "1,040 homes were ready by 10:30 on Monday, it said, of 2,000 that the city wants, which was the plan."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("公园开放。", "公园开放。"),
        ("a-b, c&d", "a%2Db%2C%20c%26d"),
        ("  两处\n空白 ", "两处 空白"),
        (LONG, "截至12月底,比上年多二十个。"),
        ("没" * 50, "没" * 50),
        (FIGURES, "1,040 homes were ready by 10:30 on Monday,which was the plan."),
    ],
)
def test_a_sentence_is_found_by_itself_or_by_its_first_and_last_clause(sentence: str, told: str) -> None:
    address, _, directive = quoting(URL, sentence).partition("#:~:text=")
    assert address == URL and directive.isascii()
    assert unquote(directive) == unquote(told)
    assert directive.count(",") == (1 if sentence in (LONG, FIGURES) else 0)


def test_the_fragment_of_the_address_stays_and_a_document_opens_on_its_page() -> None:
    assert quoting(f"{URL}#c", "字").startswith(f"{URL}#c:~:text=")
    assert quoting(f"{URL}.pdf", "字", 3) == f"{URL}.pdf#page=3"
    assert quoting(f"{URL}.pdf#x", "字", 3) == f"{URL}.pdf#x"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example/", "file:///x.pdf", "http://[", ""]
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert quoting(url, "字") == quoting(url, "字", 3) == ""


@given(st.text())
def test_any_sentence_gives_an_address_that_nothing_breaks_out_of(sentence: str) -> None:
    found = quoting(URL, sentence)
    assert found.startswith(URL) and found.isascii() and not set(found) & set("<>()[]|\\\"' \n`")
