"""A small district with evidence of every kind comes in; report, digest and summary are read as people do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tracker.model import (
    Assessment,
    Config,
    Evidence,
    Figure,
    Goal,
    Place,
    Reason,
    Source,
    Statement,
    Target,
)
from tracker.render.changes import deciding, find_changes
from tracker.render.layout import width
from tracker.render.markdown import Extras, report
from tracker.render.summary import summary
from tracker.watch import Alert, SourceState, Watched

DAY = date(2025, 12, 20)
VISIT = datetime(2025, 12, 19, 2, tzinfo=UTC)
DUE = date(2025, 12, 31)


def target(key: str, title: str, **more: Any) -> Target:
    kind = "quantity" if "goal" in more else "milestone" if "stage" in more else "commitment"
    words: dict[str, Any] = {"id": key, "kind": kind, "title_zh": title, "title_en": key, "about": ((title,),)}
    return Target(**words | more)


GOAL = Goal(comparator=">=", value=Decimal(200), unit="个", raw="200个", basis="cumulative", baseline=Decimal(172))
CONFIG = Config(
    path="targets.yaml",
    title="某区|重点任务",
    language="zh",
    timezone="Asia/Shanghai",
    place=Place(name="某区"),
    statements=(Statement(id="s", title="发布会", publisher="某报", date=date(2025, 1, 17), url=""),),
    sources=(Source(id="gov", name="某区政府", tier="official", kind="listing", address="https://gov.example/"),),
    publishers=(),
    targets=(
        target("count", "投用200个项目", goal=GOAL, due=DUE, theme="livelihood", quote="投用200个项目", owner="区*办"),
        target("park", "滨河公园开放", stage="opened", due=DUE, theme="ecology"),
        target("mall", "商场开业", stage="opened", due=DUE, theme="ecology"),
        target("race", "自行车赛举办", stage="held", due=date(2025, 10, 31), theme="体育"),
        target("quiet", "没有消息的事", theme="体育"),
    ),
)


def assessed(key: str, status: str, why: Reason, *urls: str, **more: Any) -> Assessment:
    words: dict[str, Any] = {
        "target": key, "as_of": DAY, "status": status, "late": False, "value": None, "unit": None, "progress": None,
        "expected_progress": None, "observed": "full", "flags": (), "why": why, "evidence": urls,
    }  # fmt: skip
    return Assessment(**words | more)


def said(key: str, sentence: str, url: str, day: str, **more: Any) -> Evidence:
    words: dict[str, Any] = {
        "id": f"{key}-{url[-4:]}", "target": key, "url": url, "title": "题", "source": "某报", "tier": "press",
        "published": date.fromisoformat(day), "first_seen": datetime(2026, 1, 1, tzinfo=UTC), "story": "s",
        "page_sha256": "ab12" * 16, "sentence": sentence, "modality": "actual", "stage": None, "expected": None,
        "day": None, "figure": None, "part": False, "counts": True, "why_not": None,
    }  # fmt: skip
    return Evidence(**words | more)


FIGURE = Figure(value=Decimal(193), unit="个", comparator=">", start=DAY, end=DAY, basis="cumulative")
COUNT_FACTS = (("value", "193"), ("unit", "个"), ("goal", "200个"), ("day", "2025-12-01"), ("progress", "75"))
EVIDENCE = (
    said("count", "截至12月1日，累计投用项目超193个。", "https://a.example/0001", "2025-12-02", figure=FIGURE),
    said("count", "累计投用项目150个。", "https://a.example/0002", "2025-12-01", counts=False,
         why_not=Reason(code="retracted", facts=(("by", "https://a.example/0001"),))),
    said("count", "转载。", "https://a.example/0003", "2025-12-03", counts=False, why_not=Reason(code="repost")),
    said("count", "又一转载。", "https://a.example/0004", "2025-12-03", counts=False, why_not=Reason(code="repost")),
    said("mall", "商场<b>开业</b>推迟到[2026年](javascript:x)|4月。", "https://b.example/x>y", "2025-09-15",
         stage="delayed", expected=date(2026, 4, 30)),
    said("park", "公园力争9月底开放。", "https://b.example/0006", "2025-06-27", modality="planned", stage="opened"),
    said("park", "公园已经开放。", "https://b.example/0007", "2025-12-25", stage="opened"),
)  # fmt: skip
NOW = (
    assessed("count", "on_track", Reason(code="count_pace", facts=COUNT_FACTS), "https://a.example/0001",
             value=Decimal(193), unit="个", progress=Decimal("0.75"), expected_progress=Decimal("0.97")),
    assessed("park", "on_track", Reason(code="announced", facts=(("expected", "2025-09-30"), ("source", "某报"))),
             "https://b.example/0006", flags=("announced_date_passed", "planned_only")),
    assessed("mall", "behind", Reason(code="announced_late", facts=(("expected", "2026-04-30"), ("source", "某报"))),
             "https://b.example/x>y", flags=("single_source",)),
    assessed("race", "overdue", Reason(code="no_result"), observed="none"),
    assessed("quiet", "no_news", Reason(code="no_evidence")),
)  # fmt: skip


def made(**more: Any) -> str:
    return report(CONFIG, NOW, EVIDENCE, DAY, Extras(**more))


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {title}\n\n(.*?)(?=^## |^---|\Z)", text, re.M | re.S)
    assert found is not None, title
    return found[1]


def test_the_head_has_the_title_the_day_and_the_counts() -> None:
    lines = made().splitlines()
    assert lines[0] == "# 某区\\|重点任务：进展报告（截至2025年12月20日）"
    assert lines[2] == "共5项任务：达进度 2，欠进度 1，暂无消息 1，未观测 1。"


def test_a_sample_says_so_in_its_first_line() -> None:
    assert "为测试而写" in made(sample=True).splitlines()[0]
    assert "为测试而写" not in made()


def test_the_tables_show_value_pace_due_date_and_last_news() -> None:
    text = made()
    last = "[2025-12-02](<https://a.example/0001>)"
    row = f"| [投用200个项目](#count) | 达进度 | 193个 / 200个 | 75% / 97% | 2025-12-31 | {last} |"
    assert row in section(text, "民生保障")
    assert "| 没有消息的事 | 暂无消息 |  |  |  |  |" in section(text, "体育")
    assert "| 自行车赛举办 | 未观测 |" in section(text, "体育")


def test_every_table_row_has_as_many_cells_as_its_head() -> None:
    rows = [line for line in made().splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_silence_of_the_watch_is_never_called_overdue() -> None:
    text = made()
    assert "逾期未见结果" not in text
    assert "自行车赛" not in section(text, "落后、逾期与未完成")


def test_the_sections_hold_their_targets() -> None:
    text = made()
    assert "商场开业：**欠进度**" in section(text, "落后、逾期与未完成")
    due_soon = section(text, "30天内到期")
    assert all(name in due_soon for name in ("投用200个项目", "滨河公园开放", "商场开业"))
    assert "自行车赛" not in due_soon
    attention = section(text, "需要留意").strip().splitlines()
    assert attention == [
        "- **公布的日期已过，未见结果**：滨河公园开放",
        "- **只有计划，没有行动**：滨河公园开放",
        "- **只有一个来源**：商场开业",
    ]
    assert "没有消息的事" in section(text, "没有消息的任务")


def test_each_quote_is_verbatim_with_publisher_day_link_and_hash() -> None:
    evidence = section(made(), "逐项依据")
    assert "> 截至12月1日，累计投用项目超193个。\n>\n> [某报](<https://a.example/0001>) (媒体), 2025-12-02" in evidence
    assert "`ab12ab12ab12` — 主要依据; 超193个" in evidence
    assert "原表述：投用200个项目" in evidence and "责任单位：区\\*办" in evidence


def test_corrected_figures_are_shown_and_reposts_counted() -> None:
    evidence = section(made(), "逐项依据")
    assert "> 累计投用项目150个。" in evidence
    assert "未采用：已被更正 ([网页](<https://a.example/0001>))" in evidence
    assert "另有2条未计入：转载或同一消息 2。" in evidence
    assert "> 转载。" not in evidence


def test_what_was_published_later_is_left_out() -> None:
    assert "公园已经开放" not in made()
    assert "公园已经开放" in report(CONFIG, NOW, EVIDENCE, date(2025, 12, 25))


def test_what_was_corrected_later_still_counts_on_that_day() -> None:
    wrong = replace(EVIDENCE[1], set_aside_from=date(2025, 12, 24))
    assert "未采用" not in report(CONFIG, NOW, (wrong,), date(2025, 12, 23))
    assert "未采用" in report(CONFIG, NOW, (wrong,), date(2025, 12, 24))


def test_text_of_the_web_cannot_act() -> None:
    text = made()
    assert "<b>" not in text and "](javascript" not in text.replace("\\]", "")
    assert "> 商场\\<b\\>开业\\</b\\>推迟到\\[2026年\\](javascript:x)\\|4月。" in text
    assert "(<https://b.example/x%3Ey>)" in text


def test_the_same_input_gives_the_same_text() -> None:
    assert report(CONFIG, NOW, tuple(reversed(EVIDENCE)), DAY) == report(CONFIG, NOW, EVIDENCE, DAY)


def test_trouble_of_sources_is_told() -> None:
    alert = Alert(source="gov", word="blocked", since=VISIT, last_good=None, detail="it said <b>no</b>")
    text = made(sources=(SourceState(source="gov", last_visit=VISIT, alert=alert),))
    assert section(text, "来源").splitlines()[0] == (
        "- **某区政府**：被拦截，自2025年12月19日起；从未正常；it said \\<b\\>no\\</b\\>"
    )
    assert "## 来源" not in made()


def test_what_was_not_looked_at_is_told_with_each_target() -> None:
    watched = {"mall": Watched(observed="partial", since=date(2025, 1, 17), gaps=(("gov.example", 0.62),))}
    judged = [replace(one, observed="partial") if one.target in ("mall", "quiet") else one for one in NOW]
    text = report(CONFIG, judged, EVIDENCE, DAY, Extras(watched=watched))
    assert "观察不全（2025年1月17日以来）：某区政府 只看到62%的日子" in section(text, "逐项依据")
    assert "**欠进度**（观察不全）" in section(text, "落后、逾期与未完成")
    assert "观察不全" in section(text, "没有消息的任务")
    assert "观察不全" not in made()


def test_an_empty_store_makes_a_report_too() -> None:
    silent = [assessed(one.id, "no_news", Reason(code="no_evidence")) for one in CONFIG.targets]
    text = report(CONFIG, silent, (), DAY)
    assert "共5项任务：暂无消息 5。" in text
    assert section(text, "需要留意").strip() == "无。" and section(text, "逐项依据").strip() == "无。"


BEFORE = (replace(NOW[0], value=Decimal(181)), replace(NOW[2], status="on_track"), NOW[3], NOW[4])


def test_changes_are_found() -> None:
    changes = find_changes(BEFORE, NOW, EVIDENCE)
    assert [change.now.target for change in changes] == ["count", "park", "mall"]
    assert changes[1].before is None
    assert find_changes(NOW, NOW, EVIDENCE) == ()
    assert "商场开业**：达进度 → 欠进度。" in section(made(before=BEFORE), "变化")
    assert "投用200个项目**：达进度：181个 → 193个。" in section(made(before=BEFORE), "变化")
    assert "## 变化" not in made()


def test_the_deciding_sentence_may_belong_to_a_target_of_the_same_measure() -> None:
    shared = assessed("other", "in_progress", Reason(code="no_evidence"), "https://a.example/0001")
    found = deciding(shared, EVIDENCE)
    assert found is not None and found.target == "count"
    assert deciding(replace(shared, evidence=("https://a.example/none",)), EVIDENCE) is None


def test_of_two_sentences_on_a_page_the_one_decides_that_says_what_the_reason_says() -> None:
    url = EVIDENCE[4].url
    other = said("mall", "商场主体正在装修。", url, "2025-09-15", stage="ongoing", id="zzz")
    found = deciding(NOW[2], (other, EVIDENCE[4]))
    assert found == EVIDENCE[4]
    half = said("count", "其中文体项目20个。", EVIDENCE[0].url, "2025-12-02", id="zzz",
                figure=replace(FIGURE, value=Decimal(20)))  # fmt: skip
    assert deciding(NOW[0], (half, EVIDENCE[0])) == EVIDENCE[0]


def test_the_summary_is_aligned_by_columns() -> None:
    lines = summary(CONFIG, NOW, DAY).splitlines()
    assert lines[0] == "某区|重点任务（截至2025年12月20日）"
    rows = lines[3:]
    assert len(rows) == 5
    titles = ["投用200个项目", "滨河公园开放", "商场开业", "自行车赛举办", "没有消息的事"]
    assert len({width(row[: row.index(title)]) for row, title in zip(rows, titles, strict=True)}) == 1
    assert "193个 / 200个" in rows[0] and "完成75%" in rows[0]


def test_english_reports_use_english_titles_and_units() -> None:
    text = report(replace(CONFIG, language="en"), NOW, EVIDENCE, DAY)
    assert "| [count](#count) | on track | 193 / 200 | 75% / 97% |" in text
    assert "not observed 1" in text
