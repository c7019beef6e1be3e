"""Codes, numbers and texts of every kind come in; what a reader would see is compared with how people write it."""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commands.symptom_words import WORDS
from tracker.model import Assessment, Comparator, Figure, Reason
from tracker.render.draft_words import REMARKS
from tracker.render.escape import address, escape, link
from tracker.render.layout import cut, pad, width, wrap, wrap_items
from tracker.render.numbers import date_text, figure_text, period_text, share_text, value_text
from tracker.render.phrases import phrases
from tracker.render.words import reason, short_reason, status_name

PACKAGE = Path(__file__).parent.parent / "tracker"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("9.70", "%", "9.7%", "9.7%"),
        ("1040", "亿元", "1040亿元", "104 billion yuan"),
        ("0.5", "亿元", "0.5亿元", "50 million yuan"),
        ("62", "万平方米", "62万平方米", "620,000 m²"),
        ("500", "万平方米", "500万平方米", "5 million m²"),
        ("9999", "个", "9999个", "9,999"),
        ("12000", "个", "1.2万个", "12,000"),
        ("120000", "个", "12万个", "120,000"),
        ("1200000", "人", "120万人", "1,200,000 people"),
        ("1234500", "人次", "123.45万人次", "1,234,500 visits"),
        ("12345", "个", "12345个", "12,345"),
        ("-120000.0", "个", "-12万个", "-120,000"),
        ("120000000", "元", "1.2亿元", "120,000,000 yuan"),
        ("123450000", "元", "12345万元", "123,450,000 yuan"),
        ("12000", "万平方米", "12000万平方米", "120 million m²"),
        ("12000", "%", "12000%", "12,000%"),
        ("18.6", "公里", "18.6公里", "18.6 km"),
        ("-3.4", "%", "-3.4%", "-3.4%"),
        ("35", "微克/立方米", "35微克/立方米", "35 微克/立方米"),
        ("1E+2", "个", "100个", "100"),
    ],
)
def test_values(value: str, unit: str, zh: str, en: str) -> None:
    assert value_text(Decimal(value), unit, "zh") == zh
    assert value_text(Decimal(value), unit, "en") == en


@pytest.mark.parametrize(
    ("comparator", "zh", "en"),
    [
        ("=", "200个", "200"),
        (">", "超200个", "over 200"),
        ("~", "约200个", "about 200"),
        ("<", "不足200个", "under 200"),
        (">=", "200个以上", "200 or more"),
        ("<=", "200个以内", "200 or less"),
    ],
)
def test_comparators(comparator: Comparator, zh: str, en: str) -> None:
    figure = Figure(value=Decimal(200), unit="个", comparator=comparator, start=None, end=None, basis=None)
    assert (figure_text(figure, "zh"), figure_text(figure, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2025-01-01", "2025-12-31", "2025年", "2025"),
        ("2025-01-01", "2025-06-30", "2025年上半年", "the first half of 2025"),
        ("2025-01-01", "2025-09-30", "2025年前三季度", "Jan–Sep 2025"),
        ("2025-01-01", "2025-11-30", "2025年1—11月", "Jan–Nov 2025"),
        ("2024-02-01", "2024-02-29", "2024年2月", "Feb 2024"),
        ("2025-09-26", "2025-09-26", "2025年9月26日", "26 Sep 2025"),
        ("2025-09-03", "2025-09-26", "2025年9月3日至2025年9月26日", "3 Sep 2025 to 26 Sep 2025"),
    ],
)
def test_periods(start: str, end: str, zh: str, en: str) -> None:
    span = date.fromisoformat(start), date.fromisoformat(end)
    assert (period_text(*span, "zh"), period_text(*span, "en")) == (zh, en)


def test_days_and_shares() -> None:
    assert (date_text(date(2025, 9, 6), "zh"), date_text(date(2025, 9, 6), "en")) == ("2025年9月6日", "6 Sep 2025")
    assert [share_text(Decimal(share)) for share in ("0.875", "-0.1", "1.2")] == ["88%", "-10%", "120%"]


def test_both_languages_have_the_same_codes() -> None:
    zh, en = phrases("zh"), phrases("en")
    for name in ("statuses", "stages", "flags", "tiers", "themes", "labels", "alerts", "reasons"):
        assert set(getattr(zh, name)) == set(getattr(en, name)), name
    for code, text in zh.reasons.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", en.reasons[code])), code
    assert set(REMARKS["zh"]) == set(REMARKS["en"])


def test_every_code_of_the_core_has_words() -> None:
    """Codes written out in calls of Reason(code=...) and of the like."""
    known = {*phrases("zh").reasons, *WORDS, *REMARKS["zh"]}
    missing = {
        (path.name, code)
        for path in PACKAGE.rglob("*.py")
        for code in _codes(ast.parse(path.read_text(encoding="utf-8")))
        if code not in known
    }
    assert missing == set()


def _codes(tree: ast.AST) -> set[str]:
    named: list[ast.expr] = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if call.func.id in ("Reason", "FetchError"):
                named += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
            if call.func.id in ("nothing", "problem"):
                named += call.args[:2]
    return {node.value for node in named if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def why(code: str, **facts: str) -> Reason:
    return Reason(code=code, facts=tuple(facts.items()))


@pytest.mark.parametrize(
    ("given_reason", "zh", "en"),
    [
        (
            why("growth_so_far", value="9.1", unit="%", goal="6%", period="2025-01-01/2025-09-30"),
            "2025年前三季度增长9.1%，目标6%",
            "growth of 9.1% in Jan–Sep 2025, goal 6%",
        ),
        (
            why("growth_missed", value="-3.0", unit="%", goal="6%", period="2025-01-01/2025-12-31"),
            "2025年下降3%，未达到目标（6%）",
            "growth of -3% in 2025 misses the goal (6%)",
        ),
        (
            why("count_pace", value="193", unit="个", goal="200个", day="2025-09-26", progress="75", expected="72"),
            "截至2025年9月26日累计193个，目标200个，完成75%，序时进度72%",
            "193 by 26 Sep 2025, goal 200; 75% of the way done, 72% of the time gone",
        ),
        (
            why("count_pace", value="193", unit="个", goal="200个", day="", progress="75", expected=""),
            "累计193个，目标200个，完成75%",
            "193, goal 200; 75% of the way done",
        ),
        (
            why("level_missed", value="1131", unit="亿元", year="2030", goal="1800亿元"),
            "2030年为1131亿元，未达到目标（1800亿元）",
            "113.1 billion yuan in 2030 misses the goal (180 billion yuan)",
        ),
        (
            why("reached", stage="opened", published="2025-09-30", day="2025-09-29", source="周报"),
            "已开放投用（2025年9月29日），2025年9月30日消息",
            "opened on 29 Sep 2025, reported 30 Sep 2025",
        ),
        (why("activity", stage="ongoing", published="", source=""), "推进中", "under way"),
        (why("other_phase", phase="二期"), "说的是其他分期（二期）", "about another phase (二期)"),
        (why("other_phase"), "说的是其他分期", "about another phase"),
        (why("never_heard_of", a="1", b=""), "never_heard_of (a=1)", "never_heard_of (a=1)"),
    ],
)
def test_reasons(given_reason: Reason, zh: str, en: str) -> None:
    assert reason(given_reason, "zh") == zh
    assert reason(given_reason, "en") == en


def test_facts_from_the_web_are_text_and_never_a_pattern() -> None:
    assert reason(why("other_place", place="{name}[x]\\1"), "zh") == "说的是其他地方（{name}[x]\\1）"


def test_short_reasons_can_be_counted() -> None:
    assert short_reason(why("other_phase", phase="二期"), "zh") == "说的是其他分期"
    assert short_reason(why("http_status", status="404"), "zh") == "网站答复 404"


@pytest.mark.parametrize(
    ("status", "observed", "late", "zh"),
    [
        ("overdue", "full", False, "逾期未见结果"),
        ("overdue", "none", False, "未观测"),
        ("no_news", "none", False, "未观测"),
        ("achieved", "none", False, "已完成"),
        ("achieved", "full", True, "已完成（逾期）"),
    ],
)
def test_status_names(status: str, observed: Literal["full", "partial", "none"], late: bool, zh: str) -> None:
    one = Assessment(
        target="x", as_of=date(2026, 1, 1), status=status, late=late, value=None, unit=None, progress=None,
        expected_progress=None, observed=observed, flags=(), why=Reason(code="no_evidence"), evidence=(),
    )  # fmt: skip
    assert status_name(one, "zh") == zh


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("增长9.7%，达1040亿元。", "增长9.7%，达1040亿元。"),
        ("a|b", "a\\|b"),
        ("# 标题", "\\# 标题"),
        ("1. 第一", "1\\. 第一"),
        ("- 项", "\\- 项"),
        ("[点我](http://a.b)", "\\[点我\\](http:\\//a.b)"),
        ("<script>`x`</script>", "\\<script\\>\\`x\\`\\</script\\>"),
        ("两\n行\r\n# 三", "两 行 # 三"),
        ("www.a.b a@b.c ~~x~~ $x$ &amp;", "www\\.a.b a\\@b.c \\~\\~x\\~\\~ \\$x\\$ \\&amp;"),
        ("好\u202e坏\x1b[31m", "好坏\\[31m"),
    ],
)
def test_text_of_the_web_stays_text(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text())
def test_escaped_text_is_one_line_and_reads_the_same(text: str) -> None:
    escaped = escape(text)
    assert len(escaped.splitlines()) <= 1
    bare = re.sub(r"\\(.)", r"\1", escaped)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", text)
    assert bare == " ".join(kept.split())


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/新闻?a=1&b=%20", "https://a.example/%E6%96%B0%E9%97%BB?a=1&b=%20"),
        ("https://a.example/x>) [y](javascript:z", "https://a.example/x%3E%29%20%5By%5D%28javascript:z"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("http://[broken", ""),
    ],
)
def test_addresses(url: str, target: str) -> None:
    assert address(url) == target
    assert link("题[目]", url) == (f"[题\\[目\\]](<{target}>)" if target else "题\\[目\\]")


def test_widths() -> None:
    assert (width("昌平abc"), width("é"), width("e\u0301")) == (7, 1, 1)
    assert pad("昌平", 6) == "昌平  "
    assert (cut("温榆河公园", 7), cut("温榆河", 6)) == ("温榆河…", "温榆河")


@given(st.text(st.sampled_from("温榆河公园，。（）《》“”9.7% abc"), max_size=200), st.integers(20, 80))
def test_lines_are_never_too_wide_and_lose_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns, "  ")
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    breakable = max((len(run) for run in re.findall(r"[^温榆河公园 ]+", text)), default=0) * 4 + 6
    if breakable <= columns:
        assert all(_columns(line) <= columns for line in lines)


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def test_a_line_never_begins_with_a_stop() -> None:
    lines = wrap("昌平区医药健康产业收入，增长，显著，今年，目标，有望，提前，实现。", 20)
    assert not any(line[0] in "，。" for line in lines)


def test_a_number_stays_with_what_it_counts() -> None:
    for columns in range(20, 40):
        lines = wrap("截至2025年12月31日累计投用200个项目，其中文体12个，交通1,040公里。", columns)
        assert not any(line[-1].isdigit() for line in lines), (columns, lines)


@pytest.mark.parametrize("separator", ["，", ", "])
def test_items_are_broken_between_two_of_them_only(separator: str) -> None:
    items = ["已完成 10", "逾期未见结果 1", "on track 2", "暂无消息 3"]
    for columns in range(17, 60):
        lines = wrap_items(items, separator, columns)
        assert all(width(line) <= columns for line in lines)
        assert separator.join(items) == "".join(f"{line} " if line.endswith(",") else line for line in lines)
    assert wrap_items([], separator, 20) == [""]


def test_addresses_are_not_broken() -> None:
    url = "https://a.example/" + "x" * 90
    assert url in wrap(f"见 {url} 。", 40)[1]


def test_no_word_of_the_reports_hides_another() -> None:
    from tracker.render import chinese, chinese_reports, english, english_reports

    assert not set(chinese_reports.REPORTS) & set(chinese._LABELS)
    assert not set(english_reports.REPORTS) & set(english._LABELS)
