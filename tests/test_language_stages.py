"""Stages as people tell them: postponed, denied, come after all, promised, under way; each with its day or window."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.language import language

ZH = language("zh")


def stages(text: str, published: str) -> list[tuple[str, str, str]]:
    """Stage, modality and the day of the deed or the last day of the window, empty where the text gives none."""
    found = ZH.understand(ZH.normalise(text), date.fromisoformat(published), None).stages
    return [(s.stage, s.modality, str(s.expected or s.day or "")) for s in found]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        ("2025-06-10", "音乐节挪到了7月12日，门票继续有效。", [("delayed", "actual", "2025-07-12")]),
        ("2025-06-10", "马拉松由9月21日改到10月19日。", [("delayed", "actual", "2025-10-19")]),
        ("2025-06-10", "体育馆的交付时间从8月底拖到年底。", [("delayed", "actual", "2025-12-31")]),
        ("2025-06-10", "开馆日期一推再推，如今定在9月10日。", [("delayed", "actual", "2025-09-10")]),
        ("2025-06-10", "原定6月14日的龙舟赛顺延一周。", [("delayed", "actual", "2025-06-21")]),
        ("2025-06-10", "受汛情影响，水厂投产时间从6月底推迟两个月。", [("delayed", "actual", "2025-08-31")]),
        ("2025-06-10", "大桥通车时间由今年秋季推迟到明年春季。", [("delayed", "actual", "2026-05-31")]),
        (
            "2025-06-10",
            "图书馆原计划5月开馆，现改在国庆期间开放。",
            [("delayed", "actual", "2025-10-08"), ("opened", "planned", "2025-10-08")],
        ),
        ("2025-06-10", "办公时间由9时调到8时30分。", []),
        ("2025-06-10", "交付时间从12月提前到10月。", []),
        ("2025-06-10", "空调温度调到26度。", []),
        ("2025-06-10", "推迟过两次的音乐节昨晚开幕。", [("held", "actual", "2025-06-09")]),
        ("2025-06-10", "一再延期的体育馆终于在6月1日开馆。", [("opened", "actual", "2025-06-01")]),
        ("2025-06-10", "因故停工三年的酒店项目上月竣工。", [("completed", "actual", "")]),
        (
            "2025-06-10",
            "因雨推迟的龙舟赛定于6月14日举行。",
            [("delayed", "actual", "2025-06-14"), ("held", "planned", "2025-06-14")],
        ),
        ("2025-06-10", "龙舟赛没有取消，比赛时间仍为6月14日。", [("held", "planned", "2025-06-14")]),
        ("2025-06-10", "网传大桥停建系谣言。", []),
        ("2025-06-10", "展览不会延期。", []),
        ("2025-06-10", "开赛时间为6月14日9时。", [("held", "planned", "2025-06-14")]),
        ("2025-06-10", "图书馆开放时间为9时至17时。", []),
        (
            "2025-06-10",
            "竣工要等到明年3月，开馆最快也要到国庆。",
            [("completed", "planned", "2026-03-31"), ("opened", "planned", "2025-10-08")],
        ),
        (
            "2025-06-10",
            "6月8日，赛艇公开赛在东湖发枪，傍晚全部跑完。",
            [("held", "actual", "2025-06-08"), ("held", "actual", "2025-06-08")],
        ),
        ("2025-06-10", "首班公交5时发车。", []),
        ("2025-06-10", "6月8日，马拉松从体育场发车点旁鸣枪。", [("held", "actual", "2025-06-08")]),
        (
            "2025-06-10",
            "昨日，最后一名选手冲过终点线，六个组别冠军全部产生。",
            [("held", "actual", "2025-06-09"), ("held", "actual", "2025-06-09")],
        ),
        (
            "2025-06-10",
            "美术馆6月1日揭开面纱，与市民见面。",
            [("opened", "actual", "2025-06-01"), ("opened", "actual", "2025-06-01")],
        ),
        (
            "2025-06-10",
            "河滨公园昨天敞开大门，迎来首批游客。",
            [("opened", "actual", "2025-06-09"), ("opened", "actual", "2025-06-09")],
        ),
        ("2025-06-10", "步行街上周末开了街，商场也全开了。", [("opened", "actual", ""), ("opened", "actual", "")]),
        ("2025-06-10", "古镇昨夜全部亮灯。", [("opened", "actual", "2025-06-09")]),
        (
            "2025-06-10",
            "6月9日，水厂开了工，第一铲土落下。",
            [("started", "actual", "2025-06-09"), ("started", "actual", "2025-06-09")],
        ),
        ("2025-06-10", "剧院主楼已封了顶，幕墙装到三成。", [("topped_out", "actual", ""), ("ongoing", "actual", "")]),
        ("2025-06-10", "项目还在跑用地手续。", [("ongoing", "actual", "")]),
        (
            "2025-06-10",
            "外架已经拆除，工人正逐层砌墙。",
            [("ongoing", "actual", ""), ("ongoing", "actual", ""), ("ongoing", "actual", "")],
        ),
        (
            "2025-06-10",
            "工程已完成工程量的七成，只差最后一道铺装。",
            [("ongoing", "actual", ""), ("ongoing", "actual", ""), ("ongoing", "actual", "")],
        ),
        ("2025-06-10", "两家人只差一个名额。", []),
        ("2025-06-10", "精装修队伍和设备已进场。", [("ongoing", "actual", ""), ("ongoing", "actual", "")]),
        ("2025-06-10", "施工队伍已进场，工程全面铺开。", [("started", "actual", "")]),
        (
            "2025-06-10",
            "方案初稿已完成，正在听取意见。",
            [("ongoing", "actual", ""), ("ongoing", "actual", ""), ("ongoing", "actual", "")],
        ),
        ("2025-06-10", "承建方承诺9月30日前完工。", [("completed", "planned", "2025-09-30")]),
        ("2025-06-10", "赶在中秋前，大门一定打开。", [("opened", "planned", "2025-09-30")]),
        ("2025-06-10", "按合同工期，地铁站2026年底前完工。", [("completed", "planned", "2026-12-31")]),
        ("2025-06-10", "整个校区2027年投入使用。", [("opened", "planned", "2027-12-31")]),
        ("2025-06-10", "双方约定：12月中旬，场馆完工。", [("completed", "planned", "2025-12-20")]),
        ("2025-06-10", "国庆节前后，西区先行开放。", [("opened", "planned", "2025-10-08")]),
        ("2025-06-10", "六月底之前，护栏全部拆完，步道开放。", [("opened", "planned", "2025-06-30")]),
        (
            "2025-06-10",
            "展馆春节前完工，“五一”前迎客。",
            [("completed", "planned", "2026-02-14"), ("opened", "planned", "2026-04-30")],
        ),
        ("2025-06-10", "水厂没能按期投产。", [("not_done", "actual", "")]),
        (
            "2025-06-10",
            "展馆未能如期开馆，投用时间另行通知。",
            [("not_done", "actual", ""), ("not_done", "actual", "")],
        ),
        ("2025-06-10", "开业还得等等。", [("not_done", "actual", "")]),
        ("2025-06-10", "截至6月5日，年内投用社区食堂12家。", [("opened", "actual", "")]),
        (
            "2025-06-10",
            "竣工于2025年5月20日的大桥昨日通车。",
            [("completed", "actual", "2025-05-20"), ("opened", "actual", "2025-06-09")],
        ),
        ("2025-12-21", "国庆前开街的老码头，游客不断。", [("opened", "actual", "")]),
        ("2026-01-15", "12月31日前已全部完工的有三处。", [("completed", "actual", "")]),
        ("2025-06-10", "首批住户昨天拿到了新房钥匙。", [("completed", "actual", "2025-06-09")]),
        ("2025-06-10", "打完最后一根工程桩，地基开始回填。", [("ongoing", "actual", ""), ("ongoing", "actual", "")]),
    ],
)
def test_stage(published: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stages(text, published) == expected


@pytest.mark.parametrize(
    "verb", ["挪到", "改到", "调到了", "推到", "延到", "顺到", "拖到了", "推迟到", "顺延至", "改期至"]
)
def test_every_wording_of_a_new_date_is_a_delay(verb: str) -> None:
    assert stages(f"灯会由2月9日{verb}2月16日。", "2026-02-01") == [("delayed", "actual", "2026-02-16")]


@pytest.mark.parametrize("verb", ["改到", "调到", "移到"])
def test_an_earlier_date_is_no_delay(verb: str) -> None:
    assert stages(f"灯会由2月16日{verb}2月9日。", "2026-02-01") == []


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("国庆前", "2025-09-30"),
        ("国庆节前", "2025-09-30"),
        ("国庆节期间", "2025-10-08"),
        ("国庆节前后", "2025-10-08"),
        ("中秋前", "2025-09-30"),
        ("春节前", "2026-02-14"),
        ("明年“五一”前", "2026-04-30"),
        ("元旦前", "2025-12-31"),
        ("十月底之前", "2025-10-31"),
        ("12月中旬", "2025-12-20"),
        ("明年春天", "2026-05-31"),
        ("今冬", "2026-02-28"),
    ],
)
def test_the_window_of_a_plan_ends_on_its_last_day(words: str, last: str) -> None:
    assert stages(f"展馆力争{words}开馆。", "2025-06-10") == [("opened", "planned", last)]
