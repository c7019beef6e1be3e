"""A small district with evidence of every kind comes in; report, digest and summary are read as people do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from golden_files import as_looked_at

from tracker.judge.forecast import forecast
from tracker.judge.turns import Past, case_on, turns
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
from tracker.render import feeds
from tracker.render.changes import deciding, find_changes, newest_first, seen_on
from tracker.render.layout import width
from tracker.render.markdown import of_all, of_target
from tracker.render.markdown.sheet import page_sheet
from tracker.render.markdown.target import target_text
from tracker.render.standing import Dossier, Overview, Standing
from tracker.render.summary import summary
from tracker.render.way import outlook_text
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


def standing(one: Assessment, of: Config = CONFIG, day: date = DAY, before: Assessment | None = None) -> Standing:
    rows = sorted(seen_on([row for row in EVIDENCE if row.target == one.target], day), key=newest_first)
    found = next(target for target in of.targets if target.id == one.target)
    past = Past(target=found, evidence=rows)
    turned = turns(past, of, day)
    return Standing(
        target=found, now=one, before=before, turns=turned, behind=tuple(deciding(turn, rows) for turn in turned),
        deciding=deciding(one, rows), newest=next((row for row in rows if row.counts), None),
        counting=sum(row.counts for row in rows), aside=sum(not row.counts for row in rows),
        watched=WATCHED.get(found.id), forecast=forecast(case_on(past, of, day)),
        fresh=tuple(row for row in rows if row.counts)[:3],
    )  # fmt: skip


WATCHED = {"mall": Watched(observed="partial", since=date(2025, 1, 17), gaps=(("gov.example", 0.62),))}


def view(of: Config = CONFIG, day: date = DAY, before: tuple[Assessment, ...] = (), **more: Any) -> Overview:
    was = {one.target: one for one in before}
    told = tuple(standing(one, of, day, was.get(one.target)) for one in more.pop("now", NOW))
    since = date(2025, 12, 13) if before else None
    return Overview(config=of, as_of=day, since=since, standings=told, **{"sources": (), **more})


def dossiers(whole: Overview) -> Iterator[Dossier]:
    for one in whole.standings:
        rows = [row for row in EVIDENCE if row.target == one.target.id]
        seen = sorted(seen_on(rows, whole.as_of), key=newest_first)
        yield Dossier(standing=one, evidence=tuple(seen), sample=whole.sample)


def pages(*of: Any, **more: Any) -> dict[str, str]:
    """Path to text of all Markdown reports of the small district."""
    whole = view(*of, **more)
    found = list(of_all(whole))
    for dossier in dossiers(whole):
        found += of_target(whole.config, whole.as_of, dossier)
    return {document.path: document.text for document in found}


def made(**more: Any) -> str:
    return pages(**more)["README.md"]


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {title}\n\n(.*?)(?=^## |^---|\Z)", text, re.M | re.S)
    assert found is not None, title
    return found[1]


def test_the_head_has_the_title_the_day_the_counts_and_what_to_see() -> None:
    lines = made().splitlines()
    assert lines[0] == "# 某区\\|重点任务：进展报告（截至2025年12月20日）"
    assert lines[2].strip() == "共5项任务：达进度 2，欠进度 1，暂无消息 1，未观测 1。"
    assert lines[3].strip() == "这是第一份报告。请留意2项。"
    assert lines[4] == "[第51周通报](weekly/2025-W51.md)"
    assert "与上次报告（2025年12月13日）相比有3项变化。" in made(before=BEFORE)
    assert "相比没有变化。" in made(before=NOW)


def test_a_sample_says_so_in_the_first_line_of_every_page() -> None:
    assert all("为测试而写" in text.splitlines()[0] for text in pages(sample=True).values())
    assert not any("为测试而写" in text for text in pages().values())


def test_the_tables_show_value_period_pace_outlook_due_date_and_last_news() -> None:
    text = made()
    url = "<https://a.example/0001>"
    value = f"[193个]({url}) / 200个 (2025年12月20日)"
    row = f"| {value} | 75% / 97% | 难以实现，仅据一个数值 | 2025-12-31 | [2025-12-02]({url}) |  |"
    assert f"| [投用200个项目](targets/count.md) | 达进度 {row}" in section(text, "民生保障")
    assert "| [没有消息的事](targets/quiet.md) | 暂无消息 |  |  |  |  |  |  |" in section(text, "体育")
    assert "| [自行车赛举办](targets/race.md) | 未观测 |" in section(text, "体育")
    assert "| 达进度：181个 → 193个 |" in made(before=BEFORE)


def test_every_table_row_has_as_many_cells_as_its_head() -> None:
    for text in pages(before=BEFORE, sources=SOURCES).values():
        for block in re.findall(r"(?:^\|.*\n)+", text, re.M):
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}) == 1


def test_silence_of_the_watch_is_never_called_overdue() -> None:
    assert not any("逾期未见结果" in text.split("## 历程")[0] for text in pages().values())
    assert "自行车赛" not in section(made(), "落后、逾期与未完成")


def test_the_sections_hold_their_targets() -> None:
    text = made()
    assert "[商场开业](targets/mall.md)：**欠进度**" in section(text, "落后、逾期与未完成")
    due_soon = section(text, "30天内到期")
    assert all(name in due_soon for name in ("投用200个项目", "滨河公园开放", "商场开业"))
    assert "自行车赛" not in due_soon
    attention = section(text, "需要留意").strip().splitlines()
    assert attention == [
        "- **公布的日期已过，未见结果**：[滨河公园开放](targets/park.md)",
        "- **只有计划，没有行动**：[滨河公园开放](targets/park.md)",
        "- **只有一个来源**：[商场开业](targets/mall.md)",
    ]
    assert "没有消息的事" in section(text, "没有消息的任务")


def test_each_quote_is_verbatim_with_publisher_day_link_and_hash() -> None:
    page = pages()["targets/count.md"]
    evidence = section(page, r"依据（1条）")
    fragment = "https://a.example/0001#:~:text=%E6%88%AA%E8%87%B312%E6%9C%881%E6%97%A5"
    assert f"> 截至12月1日，累计投用项目超193个。\n>\n> **2025-12-02** [某报](<{fragment}" in evidence
    assert "> **主要依据**，超193个 (2025年12月20日)" in evidence and f"`{'ab12' * 16}`，首次见到2026-01-01" in evidence
    assert "原表述：投用200个项目" in page and "责任单位：区\\*办" in page and "基数：172个" in page


def test_what_was_set_aside_is_shown_with_its_reason() -> None:
    aside = section(pages()["targets/count.md"], r"未采用（3条）")
    assert "> 累计投用项目150个。" in aside and "> 转载。" in aside
    assert "未采用：已被更正 ([网页](<https://a.example/0001>))" in aside and "未采用：转载或同一消息" in aside


def test_different_figures_of_one_period_stand_side_by_side() -> None:
    rival = said(
        "count", "累计投用项目190个。", "https://c.example/1", "2025-12-02", figure=replace(FIGURE, comparator="=")
    )
    equal = replace(rival, id="x", source="别报", figure=replace(FIGURE, value=Decimal(190), comparator="="))
    text = target_text(page_sheet(CONFIG, DAY), Dossier(standing=standing(NOW[0]), evidence=(rival, equal)))
    rows = section(text, "说法不一").splitlines()[2:4]
    assert rows[0].startswith("| 2025年12月20日 | 193个 | [某报]") and "| 190个 | [别报]" in rows[1]
    assert "说法不一" not in pages()["targets/count.md"]


def test_a_long_page_says_how_many_are_not_on_it() -> None:
    rows = tuple(replace(EVIDENCE[0], id=str(number)) for number in range(250))
    text = target_text(page_sheet(CONFIG, DAY), Dossier(standing=standing(NOW[0]), evidence=rows))
    assert text.count("> 截至12月1日") == 200
    assert "以下为最新的200条，其余51条用 `tracker evidence --target count` 列出。" in text


def test_the_forecast_says_on_what_it_rests() -> None:
    told = section(pages()["targets/count.md"], "进度与预测")
    assert "剩余时间" not in told and "- 所需速度：每月19.4个" in told
    assert "- 预计：难以实现，仅据一个数值；照此到2025年12月31日为" in told
    mall = section(pages()["targets/mall.md"], "进度与预测")
    assert "- 公布的日期：2026年4月30日（2025年9月15日消息）" in mall and "- 预计：比期限晚120天" in mall


def test_a_day_that_was_reached_or_has_passed_is_no_outlook() -> None:
    opened = section(pages(day=date(2025, 12, 27))["targets/park.md"], "进度与预测")
    assert opened.strip() == "- 完成日期：2025年12月25日，比期限早6天"
    row = replace(EVIDENCE[4], expected=date(2025, 10, 1))
    told = forecast(case_on(Past(target=CONFIG.targets[2], evidence=[row]), CONFIG, DAY))
    assert told is not None and told.slip_days == -91 and outlook_text(told, "zh") == ""


def test_the_week_is_told_in_the_order_of_a_supervision_office() -> None:
    text = pages()["weekly/2025-W51.md"]
    headings = re.findall(r"^## (.*)$", text, re.M)
    assert headings == ["总体情况", "需要留意", "本周变化", "滞后事项", "今后60天的时间节点", "本周依据"]
    counts = section(text, "总体情况").splitlines()
    assert (counts[0], counts[2]) == (
        "| 已完成 | 超进度 | 达进度 | 欠进度 | 其它 | 合计 |",
        "| 0 | 0 | 2 | 1 | 2 | 5 |",
    )
    assert "| [商场开业](../targets/mall.md) |  | 欠进度 |" in section(text, "滞后事项")
    assert "| 2025-12-31 | [投用200个项目](../targets/count.md) | 期限 |" in section(text, "今后60天的时间节点")
    opened = pages(day=date(2025, 12, 27))["weekly/2025-W52.md"]
    assert "- 2025-12-25 **[滨河公园开放](../targets/park.md)**：暂无消息 → 已完成。" in section(opened, "本周变化")


def test_what_was_published_later_is_left_out() -> None:
    assert "公园已经开放" not in pages()["targets/park.md"]
    assert "公园已经开放" in pages(day=date(2025, 12, 25))["targets/park.md"]


def test_what_was_corrected_later_still_counts_on_that_day() -> None:
    wrong = replace(EVIDENCE[1], set_aside_from=date(2025, 12, 24))
    assert [row.counts for row in seen_on((wrong,), date(2025, 12, 23))] == [True]
    assert [row.counts for row in seen_on((wrong,), date(2025, 12, 24))] == [False]


def test_text_of_the_web_cannot_act() -> None:
    for text in pages().values():
        assert "<b>" not in text and "](javascript" not in text.replace("\\]", "")
    page = pages()["targets/mall.md"]
    assert "> 商场\\<b\\>开业\\</b\\>推迟到\\[2026年\\](javascript:x)\\|4月。" in page
    assert "(<https://b.example/x%3Ey#:~:text=" in page


def test_trouble_of_sources_is_told() -> None:
    assert section(made(sources=SOURCES), "来源").splitlines()[0] == (
        "- **某区政府**：被拦截，自2025年12月19日起；从未正常；it said \\<b\\>no\\</b\\>"
    )
    assert "## 来源" not in made()


def test_what_was_not_looked_at_is_told_with_each_target() -> None:
    judged = [replace(one, observed="partial") if one.target in ("mall", "quiet") else one for one in NOW]
    found = pages(now=judged)
    assert "观察不全（2025年1月17日以来）：某区政府 只看到62%的日子" in found["targets/mall.md"]
    assert "**欠进度**（观察不全）" in section(found["README.md"], "落后、逾期与未完成")
    assert "观察不全" in section(found["README.md"], "没有消息的任务")
    assert "观察不全" not in made()


def test_an_empty_store_makes_a_report_too() -> None:
    silent = [assessed(one.id, "no_news", Reason(code="no_evidence")) for one in CONFIG.targets]
    text = made(now=silent)
    assert "共5项任务：暂无消息 5。" in text
    assert section(text, "需要留意").strip() == "无。"


def test_a_thousand_targets_leave_the_lists_readable() -> None:
    many = tuple(replace(CONFIG.targets[4], id=f"t{number}") for number in range(1000))
    of = replace(CONFIG, targets=many)
    text = made(of=of, now=[assessed(one.id, "no_news", Reason(code="no_evidence")) for one in many])
    assert section(text, "没有消息的任务").count("\n- ") == 50 and "- 另有950项" in text
    assert len(text) < 200_000


def test_flags_that_many_carry_name_a_few_and_urgent_ones_all() -> None:
    many = tuple(replace(CONFIG.targets[4], id=f"t{number}", title_zh=f"事{number}") for number in range(8))
    flags = ("single_source", "contradicted")
    now = [assessed(one.id, "in_progress", Reason(code="no_evidence"), flags=flags) for one in many]
    found = pages(of=replace(CONFIG, targets=many), now=now)
    for text in (found["README.md"], found["weekly/2025-W51.md"]):
        urgent, usual = section(text, "需要留意").strip().splitlines()
        assert urgent.startswith("- **来源之间说法不一**") and urgent.count("](") == 8
        assert usual.startswith("- **只有一个来源**") and usual.count("](") == 5 and usual.endswith("；另有3项")


SOURCES = (
    SourceState(
        source="gov",
        last_visit=VISIT,
        alert=Alert(source="gov", word="blocked", since=VISIT, last_good=None, detail="it said <b>no</b>"),
    ),
)


BEFORE = (replace(NOW[0], value=Decimal(181)), replace(NOW[2], status="on_track"), NOW[3], NOW[4])


def test_changes_are_found() -> None:
    changes = find_changes(BEFORE, NOW, EVIDENCE)
    assert [change.now.target for change in changes] == ["count", "park", "mall"]
    assert changes[1].before is None
    assert find_changes(NOW, NOW, EVIDENCE) == ()
    told = section(made(before=BEFORE), "变化")
    assert "[商场开业](targets/mall.md)**：达进度 → 欠进度。" in told
    assert "[投用200个项目](targets/count.md)**：达进度：181个 → 193个。" in told
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


def test_english_reports_use_english_titles_and_units_beside_the_own_wording() -> None:
    found = pages(replace(CONFIG, language="en"))
    text = found["README.md"]
    assert (
        "| [count](targets/count.md) | on track | [193](<https://a.example/0001>) / 200 (20 Dec 2025) | 75% / 97% |"
        in text
    )
    assert "not observed 1" in text
    assert (
        "As stated: 投用200个项目" in found["targets/count.md"]
        and "As stated: 滨河公园开放" in found["targets/park.md"]
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_are_those_that_were_looked_at(language: str) -> None:
    """After a change that is wanted: RENEW_GOLDEN=1 python -m pytest tests/test_render_reports.py, then git diff."""
    as_looked_at(f"markdown/{language}", pages(replace(CONFIG, language=language), before=BEFORE, sources=SOURCES))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_feeds_calendar_and_status_file_are_those_that_were_looked_at(language: str) -> None:
    whole = view(replace(CONFIG, language=language, site_url="https://goals.example/"), before=BEFORE, sources=SOURCES)
    found = [*feeds.of_all(whole)]
    for dossier in dossiers(whole):
        found += feeds.of_target(whole.config, DAY, dossier)
    as_looked_at(f"feeds/{language}", {one.path: one.text for one in found})


PAYLOADS = (
    *("<script>alert(1)</script>", "# 标题", "[x](http://evil.example)", "![x](http://evil.example/a.png)", "a|b|c"),
    *(
        "\n\n# 标题\n",
        "`code`",
        "http://evil.example/",
        "www.evil.example",
        "- 列表\n- 列表",
        "1. x",
        "> 引",
        "=== \n---",
    ),
    *(
        "\u202e倒",
        "&lt;b&gt;",
        "a@evil.example",
        "<!-- x",
        "\\[x](http://evil.example)",
        "javascript:alert(1)",
        "~~x~~",
    ),
    *("\x00\x1b[31m", "</td><td>", "[x]: http://evil.example", "$x^2$", "```\nx\n```", "|\n| --- |", "\r\n\r\n## x"),
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_any_text_adds_a_heading_a_link_a_cell_or_markup(payload: str) -> None:
    shapes = []
    for text in ("字", payload):
        of = replace(
            CONFIG,
            title=text,
            targets=tuple(
                replace(one, title_zh=text, owner=text, quote=text, measure=text, theme=text) for one in CONFIG.targets
            ),
            statements=(replace(CONFIG.statements[0], title=text, publisher=text),),
        )
        rows = [replace(row, title=text, source=text, sentence=text) for row in EVIDENCE if row.target == "count"]
        dossier = Dossier(
            standing=replace(standing(NOW[0], of), deciding=rows[0], newest=rows[0]), evidence=tuple(rows)
        )
        whole = Overview(config=of, as_of=DAY, since=None, standings=(dossier.standing,), sources=SOURCES)
        found = [*of_target(of, DAY, dossier), *of_all(whole)]
        assert not any("evil.example" in href for one in found for href in links(one.text))
        shapes.append([shape(one.text) for one in found])
    assert shapes[0] == shapes[1]


def shape(text: str) -> tuple[object, ...]:
    """How many lines, headings, links, images, cells, code spans and elements a reader of Markdown would find."""
    bare = re.sub(r"\\.", "", re.sub(r"\]\(<[^>]*>\)", "](<>)", text))
    counted = (
        r"^#+ ",
        r"\]\(",
        r"!\[",
        r"\|",
        r"`",
        r"<[a-zA-Z/!]",
        r"^> ",
        r"^ *[-*+] ",
        r"^\d+[.)] ",
        r"^[=-]+$",
        "://",
    )
    return (text.count("\n"), *(len(re.findall(one, bare, re.M)) for one in counted))


def links(text: str) -> list[str]:
    return re.findall(r"(?<!\\)\]\(<([^>#]*)", text)
