"""States of sources come in; the section of the report, the gaps of a target and the note are read as people do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import pytest

from tracker.config import parse_config
from tracker.model import Assessment, Config, Reason
from tracker.render.sources import gaps_text, sources_section, trouble_note
from tracker.watch import Alert, Change, Check, Looked, SourceState, Watched, state_of

DAY = date(2025, 12, 20)
NOW = datetime(2025, 12, 20, 1, tzinfo=UTC)
TEXT = """
version: 1
title: 任务
language: {language}
place: {{name: 滨江区}}
statement: {{title: 发布会, date: 2025-01-10}}
targets:
  - {{id: park, title: 滨江公园二期开放, stage: opened, due: 2025-12-31}}
sources:
  - {{id: gov, name: 区政府, tier: official, listing: 'https://gov.example/news/'}}
  - {{id: paper, name: 日报, tier: press, listing: 'https://paper.example/'}}
  - {{id: paper-feed, name: 日报, tier: press, feed: 'https://paper.example/feed'}}
  - {{id: find, name: 搜索, tier: community, search: 'https://find.example/?q={{query}}'}}
"""
ZH = parse_config(TEXT.format(language="zh"), "targets.yaml")
EN = parse_config(TEXT.format(language="en"), "targets.yaml")
BLOCKED = Alert(
    source="gov", word="blocked", since=NOW - timedelta(days=3), last_good=NOW - timedelta(days=4), detail="403 [x](y)"
)
STATES = (
    SourceState(
        source="gov", last_visit=NOW, last_good=BLOCKED.last_good, trouble="blocked", alert=BLOCKED, items=20, read=15,
        looked=((date(2025, 1, 10), date(2025, 12, 16)),),
    ),
    SourceState(source="paper", last_visit=NOW, last_good=NOW, items=8, read=3,
                looked=tuple((date(2025, month, 1), date(2025, month, 9)) for month in range(1, 6))),
    SourceState(source="paper-feed", last_visit=NOW, trouble="timeout"),
    SourceState(source="find"),
)  # fmt: skip


def judged(observed: Literal["full", "partial", "none"]) -> Assessment:
    facts: dict[str, Any] = dict.fromkeys(("value", "unit", "progress", "expected_progress"))
    return Assessment(
        target="park", as_of=DAY, status="no_news", late=False, observed=observed, flags=(),
        why=Reason(code="no_evidence"), evidence=(), **facts,
    )  # fmt: skip


def test_the_section_names_sources_in_trouble_and_shows_all() -> None:
    heading, trouble, table = sources_section(ZH, STATES, DAY)
    assert heading == "## 来源"
    assert trouble == ("- **区政府**：被拦截，自2025年12月17日起；上次正常：4天前（2025年12月16日）；403 \\[x\\](y)")
    assert table.splitlines() == [
        "| 来源 | 最近访问 | 状况 | 列出 | 已读 | 看过的日子 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| [区政府](<https://gov.example/news/>) | 2025-12-20 | 被拦截 | 20 | 15 | 2025-01-10 至 2025-12-16 |",
        "| [日报 (paper)](<https://paper.example/>) | 2025-12-20 | 正常 | 8 | 3 | … 2025-03-01 至 2025-03-09，"
        "2025-04-01 至 2025-04-09，2025-05-01 至 2025-05-09 |",
        "| [日报 (paper-feed)](<https://paper.example/feed>) | 2025-12-20 | 本次未成（网站未在限时内答复） |  | 0 "
        "| — |",
        "| [搜索](<https://find.example/?q=>) |  | 尚未访问 |  | 0 | — |",
    ]


def test_the_section_in_english() -> None:
    _, trouble, table = sources_section(EN, STATES, DAY)
    assert trouble == ("- **区政府**: blocked since 17 Dec 2025; last success 4 days ago (16 Dec 2025); 403 \\[x\\](y)")
    assert "| blocked | 20 | 15 | 2025-01-10 to 2025-12-16 |" in table
    assert "failed this time (no answer in time)" in table


def test_without_states_there_is_no_section_and_without_alerts_only_the_table() -> None:
    assert sources_section(ZH, (), DAY) == []
    assert len(sources_section(ZH, STATES[1:], DAY)) == 2


@pytest.mark.parametrize(
    ("days", "zh", "en"), [(0, "今天", "today"), (1, "1天前", "1 day ago"), (9, "9天前", "9 days ago")]
)
def test_how_long_ago(days: int, zh: str, en: str) -> None:
    state = replace(STATES[0], alert=replace(BLOCKED, last_good=NOW - timedelta(days=days)))
    assert f"上次正常：{zh}（" in sources_section(ZH, (state,), DAY)[1]
    assert f"last success {en} (" in sources_section(EN, (state,), DAY)[1]


def test_gaps_name_the_outlet_its_share_and_what_is_wrong_with_it() -> None:
    watched = Watched(observed="partial", since=date(2025, 8, 1), gaps=(("gov.example", 0.621), ("find", 0.0)))
    assert gaps_text(ZH, judged("partial"), watched, STATES) == (
        "观察不全（2025年8月1日以来）：区政府 只看到62%的日子，自2025年12月17日起被拦截；搜索 只看到0%的日子"
    )
    assert gaps_text(EN, judged("partial"), watched, STATES) == (
        "partly observed since 1 Aug 2025: 区政府, 62% of the days seen, blocked since 17 Dec 2025; "
        "搜索, 0% of the days seen"
    )


def test_gaps_are_told_without_details_too_and_not_at_all_where_all_was_seen() -> None:
    assert gaps_text(ZH, judged("none"), None, STATES) == "未观测：区政府，自2025年12月17日起被拦截"
    assert gaps_text(ZH, judged("none"), None, ()) == "未观测"
    assert gaps_text(ZH, judged("full"), None, STATES) == ""


@pytest.mark.parametrize("config", [ZH, EN], ids=["zh", "en"])
def test_the_note_says_what_began_changed_and_ended(config: Config) -> None:
    moved = replace(BLOCKED, word="moved", detail="to http://x.example/")
    changes = (
        Change(source="gov", before=None, now=BLOCKED),
        Change(source="gov", before=BLOCKED, now=moved),
        Change(source="paper", before=replace(BLOCKED, source="paper"), now=None),
    )
    lines = {
        "zh": [
            "来源异常：区政府，被拦截，自2025年12月17日起；上次正常：4天前（2025年12月16日）；403 [x](y)",
            "来源异常（原为被拦截）：区政府，已搬走，自2025年12月17日起；上次正常：4天前（2025年12月16日）；"
            "to http://x.example/",
            "来源恢复：日报 (paper)，原为被拦截",
        ],
        "en": [
            "source in trouble: 区政府, blocked since 17 Dec 2025; last success 4 days ago (16 Dec 2025); 403 [x](y)",
            "source in trouble (was blocked): 区政府, moved since 17 Dec 2025; last success 4 days ago (16 Dec 2025); "
            "to http://x.example/",
            "source well again: 日报 (paper), was blocked",
        ],
    }
    assert trouble_note(config, changes, NOW).splitlines() == lines[config.language]
    assert trouble_note(config, (), NOW) == ""


def test_what_a_server_says_forges_no_line() -> None:
    said = replace(BLOCKED, detail="403\n来源恢复：区政府\x1b[31m" + "长" * 400)
    note = trouble_note(ZH, (Change(source="gov", before=None, now=said),), NOW)
    assert len(note.splitlines()) == 1
    assert "\x1b" not in note
    assert len(note) < 200


def test_the_state_of_a_source_is_made_of_all_that_is_kept() -> None:
    checks = [
        Check(source="gov", checked=NOW - timedelta(days=2), items=20),
        Check(source="gov", checked=NOW - timedelta(days=1)),
        Check(source="gov", checked=NOW, trouble="timeout"),
    ]
    days = (date(2025, 1, 1), date(2025, 1, 9), date(2025, 1, 10), date(2025, 1, 12), date(2025, 3, 1))
    looked = [
        Looked(source="gov", start="a", first=days[0], last=days[1], seen=NOW),
        Looked(source="gov", start="b", first=days[2], last=days[3], seen=NOW),
        Looked(source="other", start="c", first=days[0], last=days[4], seen=NOW),
    ]
    assert state_of("gov", checks, None, looked, 7) == SourceState(
        source="gov", last_visit=NOW, last_good=NOW - timedelta(days=1), trouble="timeout", items=20, read=7,
        looked=((days[0], days[3]),),
    )  # fmt: skip
    assert state_of("gov", checks, BLOCKED, (), 0).last_good == BLOCKED.last_good
    assert state_of("gov", (), None, (), 0) == SourceState(source="gov")
