"""Reading whole pages: tables, the statement's own report, spam, forums and corrections."""

from datetime import date
from decimal import Decimal

import pytest
from test_reading import index, page

from tracker.model import Page
from tracker.read import read

MONTHLY = """<p>现将2025年11月我区主要经济指标公布如下，数据取自企业联网直报，按产业口径统计。</p>
<table border=1><tr><th>指标</th><th>单位</th><th>11月</th><th>同比增长（%）</th>
<th>1—11月</th><th>同比增长（%）</th></tr>
<tr><td>规模以上工业总产值</td><td>亿元</td><td>90.1</td><td>6.6</td><td>911.2</td><td>15.3</td></tr>
<tr><td>先进制造产业产值</td><td>亿元</td><td>117.0</td><td>5.4</td><td>1201.5</td><td>7.2</td></tr>
<tr><td>医药健康产业收入</td><td>亿元</td><td>—</td><td>—</td><td>1021.3</td><td>8.9</td></tr>
<tr><td>先进能源产业税收</td><td>亿元</td><td>2.0</td><td>3.3</td><td>30.2</td><td>7.7</td></tr></table>"""

INDUSTRIES = """<p>上半年三大主导产业运行平稳，现将有关数据发布如下，供各界参考使用。</p>
<table><caption>2025年上半年三大产业收入情况</caption>
<tr><td rowspan=2>产业</td><td colspan=2>收入</td></tr><tr><td>总量（亿元）</td><td>同比增速（%）</td></tr>
<tr><td>医药健康</td><td>541.2</td><td>9.4</td></tr><tr><td>先进能源</td><td>1290.4</td><td>-0.8</td></tr></table>"""

YEARLY = """<p>经初步核算，全区主要指标完成情况如下表，最终数据以年鉴为准，敬请留意。</p>
<table><tr><th>指标名称</th><th>计量单位</th><th>2024年</th><th>比上年增长%</th></tr>
<tr><td>先进制造产业产值</td><td>亿元</td><td>1,290.0</td><td>4.9</td></tr>
<tr><td>医药健康产业收入</td><td>万元</td><td>10400000</td><td>10.2</td></tr></table>"""


def figures(reading):
    return {
        (row.target, row.figure.value, f"{row.figure.start}/{row.figure.end}")
        for row in reading.trace.candidates
        if row.why_not is None and row.figure is not None
    }


def html_page(title, day, body, **keys):
    plain = page(title, day, ["占位"])
    html = plain.body.decode().replace("<p>占位</p>", body)
    fields = {name: getattr(plain, name) for name in Page.__dataclass_fields__}
    return Page(**(fields | {"body": html.encode()} | keys))


@pytest.mark.parametrize(
    ("title", "day", "body", "expected"),
    [
        (
            "2025年11月昌平区主要经济指标",
            "2025-12-24",
            MONTHLY,
            {
                ("manufacturing-output-growth", Decimal("7.2"), "2025-01-01/2025-11-30"),
                ("health-revenue-growth", Decimal("8.9"), "2025-01-01/2025-11-30"),
            },
        ),
        (
            "昌平区上半年三大产业运行情况",
            "2025-07-29",
            INDUSTRIES,
            {
                ("health-revenue-growth", Decimal("9.4"), "2025-01-01/2025-06-30"),
                ("energy-revenue-growth", Decimal("-0.8"), "2025-01-01/2025-06-30"),
            },
        ),
        (
            "昌平区2024年统计公报",
            "2025-03-18",
            YEARLY,
            {
                ("manufacturing-output-2030", Decimal("1290.0"), "2024-01-01/2024-12-31"),
                ("health-revenue-2030", Decimal("1040"), "2024-01-01/2024-12-31"),
            },
        ),
    ],
)
def test_tables_give_the_cumulative_column_in_the_targets_unit(title, day, body, expected):
    assert figures(read(html_page(title, day, body), index())) == expected


def test_the_statements_own_report_is_no_follow_up():
    goals = [
        "今年，昌平区医药健康产业收入增长6%，先进能源产业收入增长5%，先进制造产业产值增长6%。",
        "温榆河公园昌平二期、奥北森林公园三期年内开放，小米未来产业园今年建成。",
    ]
    reading = read(page("昌平区今年要办这些大事", "2025-01-18", goals), index())
    assert reading.trace.disposition.code == "statement"


def test_the_same_goals_in_summer_are_news():
    goals = ["温榆河公园昌平二期、奥北森林公园三期年内开放，小米未来产业园今年建成。"]
    assert read(page("昌平区重点工程", "2025-07-18", goals), index()).trace.disposition.code == "read"


def test_a_page_of_before_the_statement_is_set_apart():
    reading = read(page("南口国重基地一期交付", "2025-01-13", ["清华南口国重基地一期正式移交。"]), index())
    assert reading.trace.disposition.code == "before_statement"


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://news.example/n/20250302/77.html", date(2025, 3, 2)),
        ("https://news.example/show/77.html", None),
    ],
)
def test_a_spun_page_is_spam_and_its_own_date_is_not_believed(url, published):
    text = "第二轮回天行动策画累计投用技俩176个，东谈主们都说，往常米数也不小。"
    spun = html_page("回天技俩投用", "2025-12-29", f"<p>{text}</p>", url=url, final_url=url)
    reading = read(spun, index())
    assert reading.trace.spam is not None
    assert reading.article.published == published


def test_planted_promotions_are_spam_and_one_word_in_honest_news_is_not():
    planted = "前三季度，真人视讯注册送彩金，医药健康产业收入同比增长9.1%，棋牌游戏大厅，欢迎体验。"
    assert read(page("昌平经济数据", "2025-10-28", [planted]), index()).trace.spam is not None
    honest = "昌平警方打掉一个跨境网络赌博团伙，该团伙以百家乐为名组织赌博，涉案人员已被采取强制措施。"
    assert read(page("昌平警方通报", "2025-10-28", [honest]), index()).trace.spam is None


def test_a_correction_gives_the_right_figure_and_takes_back_the_wrong_one():
    text = "本报4月25日报道中，昌平区“先进能源产业收入同比增长6.8%”有误，一季度先进能源产业收入实际同比增长4.2%。"
    candidates = read(page("更正", "2025-04-27", [text]), index()).trace.candidates
    row = next(row for row in candidates if row.target == "energy-revenue-growth")
    assert (row.figure.value, row.retracts, row.why_not) == (Decimal("4.2"), Decimal("6.8"), None)


def test_every_quote_is_verbatim_even_in_traditional_characters_and_full_width_digits():
    text = "上半年，昌平區醫藥健康產業收入同比增長９．７％。"
    candidates = read(page("昌平經濟", "2025-07-29", [text]), index()).trace.candidates
    row = next(row for row in candidates if row.target == "health-revenue-growth")
    assert row.sentence == text
    assert row.figure.value == Decimal("9.7")
