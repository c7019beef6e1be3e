"""Numbers come in; a store with so many targets and pieces of evidence goes out, in seconds, for reports to be made of.

python tests/many_targets.py FOLDER [TARGETS] [ROWS]     writes FOLDER/targets.yaml and FOLDER/tracker.db
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tracker.config import load_config
from tracker.edition import edition
from tracker.model import Article, Config, Evidence, Figure, Reading, Reason, Target, Trace
from tracker.store import LinkOutcome, open_store
from tracker.store.batches import batches
from tracker.watch import Check, Looked

STATED, LAST = date(2025, 1, 17), date(2026, 3, 31)
SEEN = datetime(2026, 4, 1, tzinfo=UTC)
ROWS_A_PAGE = 20
THEMES = ("industry", "city", "livelihood", "ecology", "sport", "transport", "education", "health")
TIERS = ("official", "press", "portal", "press")
ASIDE = ("repost", "no_deed", "other_place", "repost", "other_year", "contradicted")
STAGES = ("announced", "started", "ongoing", "topped_out", "completed", "delayed")
HEAD = """\
version: 1
title: 滨江区2025年重点任务
language: {language}
timezone: Asia/Shanghai
place: {{name: 滨江区, beside: [临江区]}}
statement: {{title: 滨江区政府工作报告, publisher: 滨江日报, date: 2025-01-17, url: "https://news.example/report"}}
sources:
"""


def targets_text(targets: int, language: str = "zh") -> str:
    """A targets file of all kinds in turn: growth, count, a level years away, milestone, commitment."""
    lines = [HEAD.format(language=language)]
    for number in range(6):
        lines.append(f"  - {{id: s{number}, name: 滨江来源{number}, tier: {TIERS[number % 4]}, ")
        lines.append(f'listing: "https://s{number}.example/list"}}\n')
    lines.append("targets:\n")
    for number in range(targets):
        goal = (
            "    measure: 产业收入{n}\n    at_least: 6%\n    over: 2025\n",
            "    measure: 项目{n}\n    at_least: 200个\n    baseline: 20个\n    due: 2025-12-31\n",
            "    measure: 产值{n}\n    at_least: 1800亿元\n    over: 2030\n",
            "    stage: opened\n    due: 2025-12-31\n",
            "",
        )[number % 5]
        title = f"{{zh: 滨江第{number}项工程按期完成, en: Riverside work no. {number}}}"
        lines.append(f"  - id: goal-{number:05}\n    title: {title}\n")
        lines.append(f"    theme: {THEMES[number // 5 % len(THEMES)]}\n    owner: 滨江区第{number % 17}局\n")
        lines.append(f"    about: [工程{number}号]\n    quote: 年内完成第{number}项工程\n" + goal.format(n=number))
    return "".join(lines)


def make(folder: Path, targets: int = 1000, rows: int = 100_000, language: str = "zh") -> Config:
    """Write targets.yaml and tracker.db, the rows dealt out evenly to the targets and days; the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "targets.yaml"
    path.write_text(targets_text(targets, language), encoding="utf-8")
    config = load_config(path)
    pages = -(-rows // ROWS_A_PAGE)
    with open_store(folder / "tracker.db") as store:
        number = store.start_run("run", SEEN)
        for some in batches(range(pages), 2000):
            with store.transaction():
                store.save_readings([_reading(page) for page in some], edition(config))
                store.record_links(number, map(_link, some))
        store.save_settlement((), evidence(config, rows))
        store.save_targets(config)
        for source in config.sources:
            store.save_looked([Looked(source=source.id, start=source.address, first=STATED, last=LAST, seen=SEEN)])
            store.save_check(number, Check(source=source.id, checked=SEEN, items=20, fetched=2))
        store.finish_run(number, SEEN, "ok")
    return config


def evidence(config: Config, rows: int) -> Iterator[Evidence]:
    for number in range(rows):
        target = config.targets[number % len(config.targets)]
        turn = number // len(config.targets)  # of this target
        yield _row(target, number, turn)


def _row(target: Target, number: int, turn: int) -> Evidence:
    page = number // ROWS_A_PAGE
    published, aside = _published(page), turn % 3 == 2
    planned = turn % 5 == 3
    code = ASIDE[turn // 3 % len(ASIDE)]
    other = {"repost": "of", "contradicted": "by"}.get(code)
    facts = ((other, _url(page // 2)),) if other else ()
    told = (published - STATED).days * len(STAGES) // ((LAST - STATED).days + 1)
    stage = STAGES[told] if target.kind == "milestone" else None
    return Evidence(
        id=f"{target.id}-{number:07}",
        target=target.id,
        url=_url(page),
        title=f"滨江区推进重点工程（第{page}期）",
        source=f"滨江来源{page % 6}",
        tier=TIERS[page % 4],
        published=published,
        first_seen=SEEN,
        page_sha256=f"{page:064x}",
        story="",
        sentence=f"滨江区有关负责人介绍，截至{published.month}月{published.day}日，{target.title_zh}的各项工作"
        f"正在有序推进，现场已完成第{turn}道工序，第{number}号工地的设备安装同步展开。",
        modality="planned" if planned else "actual",
        stage=stage,
        expected=date(2025, 12, 20) + timedelta(days=turn % 40) if stage == "delayed" else None,
        day=None,
        figure=None if planned else _figure(target, published, turn),
        part=stage == "completed",
        counts=not aside,
        why_not=Reason(code=code, facts=facts) if aside else None,
    )


def _figure(target: Target, published: date, turn: int) -> Figure | None:
    goal = target.goal
    if goal is None:
        return None
    months = max(1, published.month - 1)
    blank = Figure(value=Decimal(0), unit=goal.unit, comparator="=", start=None, end=None, basis=goal.basis)
    if goal.basis == "yoy":
        end = date(2025, months % 12 + 1, 1) - timedelta(days=1)
        return replace(blank, value=Decimal(50 + turn % 30) / 10, start=date(2025, 1, 1), end=end)
    if goal.basis == "level":
        year = 2023 + turn % 2
        return replace(blank, value=Decimal(1000 + 90 * (year - 2023)), start=date(year, 1, 1), end=date(year, 12, 31))
    done = 20 + (published - STATED).days * 150 // (LAST - STATED).days
    return replace(blank, value=Decimal(done), start=published, end=published)


def _published(page: int) -> date:
    """Spread by a step that shares no factor with the number of days."""
    days = (LAST - STATED).days + 1
    return STATED + timedelta(days=page * 89 % days)


def _url(page: int) -> str:
    return f"https://s{page % 6}.example/{_published(page):%Y%m}/t{page:07}.html"


def _reading(page: int) -> Reading:
    trace = Trace(
        url=_url(page),
        canonical_url=_url(page),
        page_sha256=f"{page:064x}",
        title=f"滨江区推进重点工程（第{page}期）",
        source=f"s{page % 6}",
        tier=TIERS[page % 4],
        published=_published(page),
        first_seen=SEEN,
        sketch=b"",
        text_sha256=f"{page:064x}",
        figures=b"",
        spam=None,
        disposition=Reason(code="read"),
        candidates=(),
    )
    article = Article(
        title=trace.title,
        published=trace.published,
        publisher=trace.source,
        canonical_url=trace.url,
        blocks=(),
        encoding="",
    )
    return Reading(article=article, trace=trace)


def _link(page: int) -> LinkOutcome:
    url, published = _url(page), _published(page)
    return LinkOutcome(url=url, source=f"s{page % 6}", disposition=Reason(code="read"), published=published)


if __name__ == "__main__":
    make(Path(sys.argv[1]), *map(int, sys.argv[2:]))
