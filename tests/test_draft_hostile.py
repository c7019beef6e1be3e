"""Any text comes in; drafting must not fail, must say where each quote stands, and must end soon."""

from __future__ import annotations

import time
from datetime import date

import pytest
from draft_scoring import STATEMENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.config import parse_config
from tracker.draft import Draft, Paper, draft
from tracker.errors import ExtractError
from tracker.language import language
from tracker.render.draft_file import draft_file

DAY = date(2026, 2, 10)
PIECES = [
    *(
        "今年",
        "将",
        "力争",
        "新建",
        "幼儿园",
        "3所",
        "、",
        "和",
        "分别",
        "增长",
        "5%",
        "6%",
        "，",
        "。",
        "；",
        "到2030年",
    ),
    *(
        "(责任单位:区教育局;完成时限:6月底前)",
        "建成",
        "投用",
        "某某公园二期",
        "等项目",
        "“三率”",
        '"',
        "\\",
        "\n",
        "1.",
    ),
    *(
        "去年",
        "已",
        "累计",
        "在",
        "基础上",
        "行动计划",
        "完成",
        "200个",
        "项目",
        "技俩",
        "东谈主",
        "往常米",
        "罢了",
        "ag百家乐",
    ),
    *(
        "一、",
        "工作安排",
        "至",
        "10万",
        "12万人",
        "-",
        "翻一番",
        "%",
        "的",
        "：",
        "�",
        "\u200b",
        "\ufeff",
        "#",
        "- ",
        "{",
        "}",
    ),
    *("2月29日", "2024年2月29日", "未来9999年", "9999年", "0001年", "全年", "10月", "\u2028", "\x85", "*", "&a", "!x"),
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def drafted(text: str) -> Draft | None:
    try:
        return draft(Paper(text=text), (DAY, "青岚区", ""))
    except ExtractError:
        return None


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_any_text_is_drafted_or_refused(text: str) -> None:
    made = drafted(text)
    if made is None:
        return
    for one in made.targets:
        assert text[one.start : one.end] == one.quote
        assert text.count("\n", 0, one.start) == one.line - 1
        assert 0.3 <= one.confidence <= 0.95
    config = parse_config(draft_file(made, "any.txt", "en"), "any.yaml")
    assert [target.id for target in config.targets] == [one.id for one in made.targets]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_mending_tells_where_each_letter_stood(text: str) -> None:
    zh = language("zh")
    plain = zh.normalise(text)
    copy = zh.mend(plain)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert list(copy.starts) == sorted(copy.starts) and list(copy.ends) == sorted(copy.ends)
    assert all(0 <= start < end <= len(plain) for start, end in zip(copy.starts, copy.ends, strict=True))
    if not copy.changes and not copy.adverts:
        assert copy.text == plain


# What tempts a pattern to try all ways of dividing it.
REPEATED = [
    "增长达到",
    "建成投用",
    "开发建设",
    "力争",
    "新建改造",
    "、项目",
    "的",
    "1",
    "“",
    "(",
    "到2030年",
    "今年新建学校3所，",
    "。",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    started = time.process_time()
    drafted("今年将" + piece * (20_000 // len(piece)) + "某某大桥3座")
    assert time.process_time() - started < 6


def test_the_time_grows_with_the_length_alone() -> None:
    text = (STATEMENTS / "county-report.txt").read_text("utf-8")
    whole = "\n".join([text] * (300_000 // len(text.encode())))
    started = time.process_time()
    assert drafted(whole) is not None
    assert time.process_time() - started < 8
