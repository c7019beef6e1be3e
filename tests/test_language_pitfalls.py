"""The pitfalls of Chinese figures, a table for each: wording -> value, unit, comparator, role, period, modality."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.language import language
from tracker.language.rows import parse_row
from tracker.model import Understanding

ZH = language("zh")
PUBLISHED = date(2025, 7, 20)


def read(text: str, published: date | None = PUBLISHED) -> Understanding:
    return ZH.understand(ZH.normalise(text), published, None)


def values(text: str, published: date | None = PUBLISHED) -> list[tuple[float, str, str, str]]:
    rows = parse_row(text, published, ZH)["quantities"]
    return [(q["value"], q["unit"], q["comparator"], q["role"]) for q in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值增长1.2倍", [(120, "%", "=", "growth")]),
        ("产值增长到1.2倍", [(20, "%", "=", "growth")]),
        ("产值是上年的2.3倍", [(130, "%", "=", "growth")]),
        ("产值翻番", [(100, "%", "=", "growth")]),
        ("产值翻一番", [(100, "%", "=", "growth")]),
        ("产值翻两番", [(300, "%", "=", "growth")]),
        ("产值同比持平", [(0, "%", "=", "growth")]),
        ("产值同比零增长", [(0, "%", "=", "growth")]),
        ("产值下降3.4%", [(-3.4, "%", "=", "growth")]),
        ("降幅为3.6%", [(-3.6, "%", "=", "growth")]),
        ("出口增长一成", [(10, "%", "=", "growth")]),
        ("降幅较上半年收窄1.6个百分点", [(1.6, "百分点", "=", "change")]),
        ("降幅扩大0.4个百分点", [(-0.4, "百分点", "=", "change")]),
        ("增速回落0.3个百分点", [(-0.3, "百分点", "=", "change")]),
        ("涨幅扩大0.1个百分点", [(0.1, "百分点", "=", "change")]),
        ("高于全市5.1个百分点", [(5.1, "百分点", "=", "gap")]),
        ("低于全市1.4个百分点", [(-1.4, "百分点", "=", "gap")]),
        ("同比减少1100人", [(-1100, "人", "=", "delta")]),
        ("由3.2%提高到4.1%", [(3.2, "%", "=", "from"), (4.1, "%", "=", "to")]),
        ("由3.2%到4.1%", [(3.2, "%", "=", "from"), (4.1, "%", "=", "level")]),
        ("同比增长5%—6%", [(5, "%", ">=", "growth"), (6, "%", "<=", "growth")]),
        ("客流10万至12万人次", [(100000, "人次", ">=", "level"), (120000, "人次", "<=", "level")]),
        ("投资3至5万元", [(0.0003, "亿元", ">=", "level"), (0.0005, "亿元", "<=", "level")]),
        ("800至1.2万人", [(800, "人", ">=", "level"), (12000, "人", "<=", "level")]),
        ("良率五到六成", [(50, "%", ">=", "level"), (60, "%", "<=", "level")]),
        ("近200个项目", [(200, "个", "~", "level")]),
        ("200余个项目", [(200, "个", ">", "level")]),
        ("5%左右", [(5, "%", "~", "level")]),
        ("至少30座公园", [(30, "个", ">=", "level")]),
        ("不超过4%", [(4, "%", "<=", "level")]),
        ("不足300家", [(300, "个", "<", "level")]),
        ("突破千亿元大关", [(1000, "亿元", ">", "level")]),
        ("两百家", [(200, "个", "=", "level")]),
        ("一千二百套", [(1200, "个", "=", "level")]),
        ("三千五百万元", [(0.35, "亿元", "=", "level")]),
        ("面积占三分之二", [(pytest.approx(66.6667, abs=1e-3), "%", "=", "share")]),
        ("完成六成", [(60, "%", "=", "level")]),
        ("下降百分之三", [(-3, "%", "=", "growth")]),
        ("同比增长３.２％", [(3.2, "%", "=", "growth")]),
        ("同比增长６﹒１％", [(6.1, "%", "=", "growth")]),
        ("企业1,026户", [(1026, "个", "=", "level")]),
        ("总量1040亿", [(1040, "亿元", "=", "level")]),
        ("占地400亩", [(pytest.approx(26.6667, abs=1e-3), "万平方米", "=", "level")]),
        ("占地2.3平方公里", [(230, "万平方米", "=", "level")]),
        ("出口0.8亿美元", [(0.8, "亿美元", "=", "level")]),
        ("浓度27.5微克/立方米", [(27.5, "微克/立方米", "=", "level")]),
    ],
)  # fmt: skip
def test_value(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PM2.5治理", "5G网络", "地铁18号线", "12345热线", "L4级自动驾驶", "三大千亿级产业集群", "百强企业",
        "一成不变", "第3届",
        "铁人三项赛", "每万人", "两会代表", "12:30开始", "2025年7月20日", "一座公园", "第二批名单", "G6高速", "3号楼",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert values(text) == []


def test_a_respectively_list_shares_verb_unit_and_is_numbered() -> None:
    found = read("三个产业收入分别增长5%、6%和7%。").quantities
    assert [(int(q.value), q.role, q.basis, q.item) for q in found if q.unit == "%"] == [
        (5, "growth", "yoy", (0, 3)),
        (6, "growth", "yoy", (1, 3)),
        (7, "growth", "yoy", (2, 3)),
    ]
    points = read("分别提高2.16和1.66个百分点。").quantities
    assert [(str(q.value), q.unit, q.role, q.item) for q in points] == [
        ("2.16", "百分点", "change", (0, 2)),
        ("1.66", "百分点", "change", (1, 2)),
    ]
    mixed = read("同比分别增长5%和下降3%。").quantities
    assert [q.value for q in mixed] == [5, -3]


@pytest.mark.parametrize(
    ("text", "published", "start", "end", "role"),
    [
        ("12月产值增长", date(2026, 1, 12), "2025-12-01", "2025-12-31", "during"),
        ("1—11月产值增长", date(2026, 1, 5), "2025-01-01", "2025-11-30", "during"),
        ("全年产值增长", date(2026, 1, 20), "2025-01-01", "2025-12-31", "during"),
        ("全年预计增长", date(2026, 2, 20), "2026-01-01", "2026-12-31", "during"),
        ("全年产值增长", date(2025, 12, 20), "2025-01-01", "2025-12-31", "during"),
        ("四季度产值增长", date(2026, 1, 20), "2025-10-01", "2025-12-31", "during"),
        ("上半年开工", date(2026, 1, 20), "2026-01-01", "2026-06-30", "during"),
        ("截至9月底", date(2025, 10, 15), None, "2025-09-30", "asof"),
        ("到2030年", date(2025, 3, 5), None, "2030-12-31", "deadline"),
        ("年底前", date(2025, 6, 18), None, "2025-12-31", "deadline"),
        ("10月底前通车", date(2025, 8, 6), None, "2025-10-31", "deadline"),
        ("昨日开园", date(2025, 3, 1), "2025-02-28", "2025-02-28", "during"),
        ("今天上午", date(2025, 3, 1), "2025-03-01", "2025-03-01", "during"),
        ("本周六开赛", date(2025, 11, 11), "2025-11-15", "2025-11-15", "during"),
        ("9月中旬", date(2025, 7, 3), "2025-09-11", "2025-09-20", "during"),
        ("“十四五”期间", date(2025, 7, 3), "2021-01-01", "2025-12-31", "during"),
        ("自2021年至2025年", date(2025, 12, 2), "2021-01-01", "2025-12-31", "during"),
        ("1至11月", date(2025, 12, 26), "2025-01-01", "2025-11-30", "during"),
        ("前11个月", date(2025, 12, 18), "2025-01-01", "2025-11-30", "during"),
        ("首三季", date(2025, 11, 18), "2025-01-01", "2025-09-30", "during"),
        ("三季度", date(2025, 11, 18), "2025-07-01", "2025-09-30", "during"),
        ("二〇二五年六月三十日", date(2025, 7, 22), "2025-06-30", "2025-06-30", "during"),
        ("上月底", date(2024, 7, 19), None, "2024-06-30", "during"),
        ("明年5月", date(2025, 9, 5), "2026-05-01", "2026-05-31", "during"),
        ("国庆假期", date(2025, 10, 9), "2025-10-01", "2025-10-08", "during"),
        ("春节假期", date(2025, 2, 9), "2025-01-28", "2025-02-04", "during"),
        ("11月15日起", date(2025, 11, 3), "2025-11-15", None, "from"),
        ("发布时间：2025-08-19 16:43", date(2025, 8, 19), "2025-08-19", "2025-08-19", "pub"),
        ("5月1日至10日", date(2025, 5, 12), "2025-05-01", "2025-05-10", "during"),
        ("今年以来", date(2025, 7, 16), "2025-01-01", "2025-07-16", "during"),
        ("2025年6月", None, "2025-06-01", "2025-06-30", "during"),
    ],
)
def test_period(text: str, published: date | None, start: str | None, end: str | None, role: str) -> None:
    [row] = parse_row(text, published, ZH)["periods"]
    assert (row["start"], row["end"], row["role"]) == (start, end, role)


def test_relative_periods_need_a_publication_date() -> None:
    assert read("昨日开园，上半年增长5%。", None).periods == ()


def test_near_days_are_vague_and_govern_no_figure() -> None:
    found = read("近日，服务中心启用，可提供床位120张。")
    assert found.periods[0].vague
    assert found.quantities[0].period is None


def test_the_same_period_is_relative_to_that_of_the_sentence() -> None:
    found = read("前三季度增长6.1%，较上年同期回落0.3个百分点。", date(2025, 10, 30))
    assert (found.periods[1].start, found.periods[1].end) == (date(2024, 1, 1), date(2024, 9, 30))
    late = read("去年同期增速为3.8%，今年上半年为5.1%。")
    assert [(q.period.start if q.period else None, str(q.value)) for q in late.quantities] == [
        (date(2024, 1, 1), "3.8"),
        (date(2025, 1, 1), "5.1"),
    ]


def test_a_figure_of_another_period_is_dated_there() -> None:
    other, change = read("前三季度增速比上半年5.5%的增速加快0.1个百分点。", date(2025, 10, 30)).quantities
    assert other.period is not None and other.period.end == date(2025, 6, 30)
    assert change.role == "change" and change.period is not None and change.period.end == date(2025, 9, 30)


def test_later_figures_inherit_the_period_of_the_clause_and_sentence_before() -> None:
    found = read("前三季度，收入增长5%，其中9月增长2%。税收增长3%。", date(2025, 10, 30)).quantities
    assert [q.period.start.month if q.period and q.period.start else None for q in found] == [1, 9, 1]


def test_the_context_stands_in_for_a_missing_period() -> None:
    context = read("上半年").periods[0]
    [quantity] = ZH.understand("收入增长5%。", PUBLISHED, context).quantities
    assert quantity.period is not None and quantity.period.end == date(2025, 6, 30)
    [last] = ZH.understand("去年同期增长4%。", PUBLISHED, context).quantities
    assert last.period is not None and last.period.end == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "period", "basis"),
    [
        ("截至6月25日，累计投用项目181个。", "2025-06-25/2025-06-25", "cumulative"),
        ("6月25日，首个标准厂房投用。", "2025-06-25/2025-06-25", "cumulative"),
        ("今年以来累计新增学位3000个。", "2025-07-20/2025-07-20", "cumulative"),
        ("上半年收入增长5%。", "2025-01-01/2025-06-30", "yoy"),
        ("6月产值环比增长5%。", "2025-06-01/2025-06-30", "mom"),
        ("“十四五”以来年均增长9.2%。", "2021-01-01/2025-07-20", "average"),
        ("2024年产业收入1040亿元。", "2024-01-01/2024-12-31", "level"),
        ("截至9月底，收入增长5%。", "2025-01-01/2025-09-30", "yoy"),
        ("到2030年，收入达到4500亿元。", "2030-01-01/2030-12-31", "level"),
        ("较2019年增长40%。", None, "level"),
        ("五年增长57%。", None, "cumulative"),
    ],
)
def test_basis_and_interval(text: str, period: str | None, basis: str) -> None:
    published = date(2025, 10, 20) if "9月底" in text else PUBLISHED
    quantity = parse_row(text, published, ZH)["quantities"][-1]
    assert (quantity["period"], quantity["basis"]) == (period, basis)


def test_the_whole_year_of_a_count_is_dated_at_its_last_day() -> None:
    [quantity] = parse_row("全年新增产业空间81万平方米。", date(2026, 1, 27), ZH)["quantities"]
    assert (quantity["period"], quantity["basis"]) == ("2025-12-31/2025-12-31", "cumulative")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("预计全年增长6%", "planned"),
        ("力争投用200个项目", "planned"),
        ("计划投资30亿元", "planned"),
        ("建成后提供床位120张", "planned"),
        ("到2030年达到1800亿元", "planned"),
        ("增长6%以上的目标", "planned"),
        ("今年目标200个", "planned"),
        ("拟投资3亿元", "planned"),
        ("会议提出，今年增长5%", "planned"),
        ("完成年度计划的91%", "actual"),
        ("行动计划累计投用项目198个", "actual"),
        ("规划展览馆接待3万人", "actual"),
        ("已完成投资2亿元", "actual"),
        ("预计年底完工，目前完成80%", "actual"),
        ("将近200个项目", "actual"),
        ("未来科学城有企业300家", "actual"),
        ("模拟测试500次", "actual"),
        ("力争年底累计投用200个", "planned"),
        ("计划投用200个，目前累计投用181个", "mixed"),
        ("预计投资5亿元的项目昨日开工，面积3万平方米", "mixed"),
        ("比赛将于9月如期举行，规模1万人", "planned"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    expected = ["planned", "actual"] if modality == "mixed" else [modality]
    assert [q.modality for q in read(text).quantities] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学校今日开工。", [("started", "actual", None)]),
        ("学校今日举行开工仪式。", [("started", "actual", None)]),
        ("计划9月开园的公园近日通过验收。", [("opened", "planned", "2025-09-30"), ("completed", "actual", None)]),
        ("学校将于9月1日开工。", [("started", "planned", "2025-09-01")]),
        ("公园10月1日正式开园。", [("opened", "planned", "2025-10-01")]),
        ("主体结构封顶。", [("topped_out", "actual", None)]),
        ("隧道全线贯通。", [("topped_out", "actual", None)]),
        ("项目通过竣工验收。", [("completed", "actual", None)]),
        ("方案印发。", [("adopted", "actual", None)]),
        ("比赛圆满收官。", [("held", "actual", None)]),
        ("开园时间由7月1日推迟至8月中旬。", [("delayed", "actual", "2025-08-20")]),
        ("原计划年内启用的大楼，启用时间调整为2026年3月。", [("delayed", "actual", "2026-03-31")]),
        ("原定10月25日举行的比赛取消。", [("cancelled", "actual", None)]),
        ("比赛按原计划于10月25日举行。", [("held", "planned", "2025-10-25")]),
        ("组委会表示不存在取消的情况。", []),
        ("赛事没有取消。", []),
        ("项目尚未开工。", [("not_done", "actual", None)]),
        ("开诊时间还没有确定。", [("not_done", "actual", None)]),
        ("工程暂停施工。", [("suspended", "actual", None)]),
        ("工程延期交付。", [("delayed", "actual", None)]),
        ("项目预计三季度完工。", [("completed", "planned", "2025-09-30")]),
        ("项目年内投用。", [("opened", "planned", "2025-12-31")]),
        ("春节后开工。", [("started", "actual", None)]),
        ("公园什么时候开放？", []),
        ("开放面积达到2平方公里。", []),
        ("企业营业收入增长。", []),
        ("施工单位进行了检查。", []),
        ("改革开放以来。", []),
        ("用地调整为公园绿地。", []),
    ],
)
def test_stage(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    stages = parse_row(text, PUBLISHED, ZH)["stages"]
    assert [(s["stage"], s["modality"], s["expected"]) for s in stages] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8月16日清晨，公园开园。", date(2025, 8, 16)),
        ("公园昨日迎客。", date(2025, 8, 19)),
        ("公园已于7月1日起开放。", date(2025, 7, 1)),
        ("记者8月15日获悉，公园已经开放。", None),
        ("截至8月16日，累计投用项目20个。", None),
    ],
)
def test_the_day_of_an_actual_stage(text: str, day: date | None) -> None:
    assert [s.day for s in read(text, date(2025, 8, 20)).stages] == [day]


def test_words_in_titles_are_no_stages() -> None:
    assert read("《关于推迟开放公园的通知》").stages == ()
