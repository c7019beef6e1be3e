"""Random documents of several pages are set and read back; how many paragraphs come back exactly is measured."""

from __future__ import annotations

import random

import pytest
from paper import Mark, Text, centred, pdf, typeset
from test_documents_reading import page, texts

from tracker.documents import extract_document

SENTENCES = (
    "全区坚持稳中求进工作总基调，",
    "1—9月医药健康产业收入815.6亿元，同比增长9.7%，",
    "8月18日滨江湿地公园二期正式开放，市民可以从北门入园，",
    "先进能源产业收入1999.5亿元，增长5.2%；",
    "新建步道6.5公里，种植乔木3000株，",
    "居民人均可支配收入达到68235元，比上年同期增加3102元；",
    "GDP增速为5.4%，高于全市0.2个百分点，",
    "一批重点项目加快建设（含PPP项目），进度符合预期；",
)


def written(chance: random.Random) -> list[str]:
    """Headings and paragraphs, each with a number of its own, as no two lines of a real document are the same."""
    body: list[str] = []
    for number in range(chance.randint(8, 30)):
        if chance.random() < 0.15:
            body.append(f"（{'一二三四五六七八九'[number % 9]}）第{number}项工作")
        told = "".join(chance.choice(SENTENCES) for _ in range(chance.randint(1, 8)))
        body.append(f"第{number}项进展，{told}完成{number * 37 + 1000}户。")
    return body


def paged(lines: list[Text]) -> list[list[Mark]]:
    """The lines over as many pages as they need, with running heads and page numbers."""
    pages: list[list[Mark]] = [[]]
    shift = 0.0
    for line in lines:
        if line.y + shift < 90:
            shift = 740 - line.y
            pages.append([])
        pages[-1].append(Text(x=line.x, y=line.y + shift, text=line.text, size=line.size))
    head = Text(x=90, y=795, text="滨江区统计公报", size=9)
    return [[head, *marks, centred(f"— {number} —", 50, 10)] for number, marks in enumerate(pages, 1)]


def exact_share(documents: int, seed: int) -> float:
    """The share of paragraphs and headings read exactly as written, of documents of two pages and more."""
    chance = random.Random(seed)
    exact = total = 0
    for _ in range(documents):
        body = written(chance)
        size, indent = chance.choice([10.5, 12, 14, 16]), chance.choice([2, 2, 2, 0])
        sheets = paged(typeset(body, size=size, indent=indent))
        if len(sheets) > 1:
            read = texts(extract_document(page(pdf(sheets, embedded=chance.random() < 0.5))))
            exact += sum(one in read for one in body)
            total += len(body)
    return exact / total


def test_paragraphs_come_back_as_written() -> None:
    assert exact_share(25, seed=3) >= 0.99


@pytest.mark.long
def test_paragraphs_of_a_thousand_documents_come_back_as_written() -> None:
    share = exact_share(1000, seed=4)
    print(f"paragraphs exact: {share:.4f}")
    assert share >= 0.99
