"""Properties that hold for any text: lengths, offsets, determinism, bounded time."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language import language

ZH = language("zh")
WORDS = [
    "2025年", "12月", "9月底", "截至", "全年", "上半年", "前三季度", "国庆", "“十四五”", "同期", "去年", "比",
    "较", "由", "到", "至", "—", "分别", "、", "和", "，", "。", "；", "《", "》", "(", ")", "增长", "下降",
    "提高到", "达到", "同比", "环比", "年均", "5%", "6.4%", "1.2倍", "翻两番", "3,200亿元", "10万", "12万人次",
    "三分之二", "六成", "0.3个百分点", "百分之", "一千二百套", "两百余", "第二个", "首个", "投用", "开工", "推迟",
    "取消", "尚未", "预计", "将", "已", "累计", "新增", "目标", "计划", "近", "超", "以上", "左右", "30日",
    "2月30日", "99月", "九十九", "万亿", "万亿亿", "二〇二五年", "-3.1%", "０", "達", "年内", "前", "起", "以来",
    "未来三年", "近五年", "本周六", "上月", "昨日", "的", "是", "为", "其中", "占", "每", "名", "元", "亩",
    "平方公里", "2019年同期", "9999年", "第九十九个", "项", "12:30", "2025-02-31", ".",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
days = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2034, 12, 31)))


@given(st.text(max_size=80))
def test_normalising_keeps_the_length_and_is_stable(text: str) -> None:
    once = ZH.normalise(text)
    assert len(once) == len(text)
    assert ZH.normalise(once) == once


@given(texts)
def test_sentences_cover_all_but_blanks_in_order(text: str) -> None:
    spans = ZH.sentences(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())


@settings(max_examples=400, deadline=None)
@given(texts, days)
def test_understanding_any_text_gives_valid_offsets_and_values(text: str, published: date | None) -> None:
    plain = ZH.normalise(text)
    found = ZH.understand(plain, published, None)
    for quantity in found.quantities:
        start, end = quantity.span
        assert 0 <= start < end <= len(plain)
        assert plain[start:end] == quantity.raw
        assert quantity.value.is_finite()
        assert quantity.basis in ("yoy", "mom", "average", "cumulative", "level")
    for period in found.periods:
        assert plain[slice(*period.span)] == period.raw
        assert period.start is None or period.end is None or period.start <= period.end
    for stage in found.stages:
        assert plain[slice(*stage.span)] == stage.raw
    starts = [q.span[0] for q in found.quantities]
    assert starts == sorted(starts)
    assert ZH.understand(plain, published, None) == found


@given(texts)
def test_spun_words_stand_in_the_text(text: str) -> None:
    assert all(word in text for word in ZH.spun_words(text))


@given(st.decimals(Decimal("0.01"), Decimal("99999"), places=2), st.sampled_from(["万元", "元", "万亿元", "亿元"]))
def test_converting_there_and_back(value: Decimal, unit: str) -> None:
    there = ZH.convert(value, unit, "亿元")
    assert there is not None
    assert ZH.convert(there, "亿元", unit) == value


def test_hostile_repetition_stays_quick() -> None:
    began = time.perf_counter()
    for piece in (
        "增长达到约为",
        "由到至",
        "1,",
        "一二三",
        "的同比",
        "“十四五”",
        "《",
        "年月日",
        "5%、",
        "至少不超过近约",
        "由5%和1%",
        "推迟",
        "比赛时间",
        "1亿2千万",
        "(亿元) 1 ",
        "截至6月底，年内",
    ):
        ZH.understand(ZH.normalise(piece * 400 + "5%。"), date(2025, 5, 1), None)
    assert time.perf_counter() - began < 5
