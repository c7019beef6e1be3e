"""The daemon against a real server and a real clock, and the times it derives from targets.yaml."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from loopback import Reply, Site, running

from tracker.model import Config, Source
from tracker.run import RunSettings, RunSummary
from tracker.schedule import Chores, serve, trigger_of, weekdays
from tracker.store import Store

TARGETS = """
version: 1
title: 滨江区重点任务
language: zh
timezone: Asia/Shanghai
place: {name: 滨江区}
statement: {title: 发布会, publisher: 滨江日报, date: 2025-01-17, url: "http://news.example/0"}
targets:
  - {id: wetland, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31}
sources:
  - {id: quick, name: 滨江新闻, tier: official, listing: "http://news.example/list", every: 1s}
  - {id: slow, name: 滨江新闻, tier: official, listing: "http://other.example/list", every: 1d}
"""
LIST = Reply(body="<ul><li><a href='/a.html'>滨江湿地公园二期开放</a> 2025-08-19</li></ul>".encode())


def serve_for(seconds: float, site: Site, folder: Path, report: Callable[..., object]) -> list[RunSummary]:
    """Run the daemon in this thread and end it with SIGTERM, as a service manager does."""
    told: list[RunSummary] = []
    settings = RunSettings(policy=site.policy("news.example", "other.example"))
    chores = Chores(report=report, digest=lambda *_: None, told=told.append)
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    try:
        serve(folder / "targets.yaml", folder / "tracker.db", settings, chores)
    finally:
        timer.cancel()
    return told


def test_sources_are_visited_at_once_and_then_at_their_times(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    reported: list[date] = []

    def report(store: Store, config: Config, today: date) -> None:
        reported.append(today)

    former = signal.getsignal(signal.SIGTERM)
    with running({"/list": LIST}) as site:
        told = serve_for(3.4, site, tmp_path, report)
        lists = [host for host, path, _, _ in site.asked if path == "/list"]
    assert lists.count("other.example") == 1
    assert 3 <= lists.count("news.example") <= 5
    assert [summary.sources for summary in told] == [2] + [1] * (len(told) - 1)
    assert len(reported) == len(told)
    assert signal.getsignal(signal.SIGTERM) == former


def test_a_failing_job_and_a_spoilt_file_do_not_end_the_daemon(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(TARGETS, encoding="utf-8")
    calls: list[int] = []

    def report(store: Store, config: Config, today: date) -> None:
        calls.append(1)
        if len(calls) == 1:
            path.write_text("version: nonsense\n", encoding="utf-8")
            raise RuntimeError("a bug in a report")
        path.write_text(TARGETS, encoding="utf-8")

    with running({"/list": LIST}) as site:
        restore = threading.Timer(1.5, path.write_text, (TARGETS,), {"encoding": "utf-8"})
        restore.start()
        serve_for(3.6, site, tmp_path, report)
        restore.cancel()
    assert len(calls) >= 2
    assert "a bug in a report" in caplog.text
    assert "targets.yaml:1" in caplog.text


def test_a_run_at_work_is_ended_soon_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    rows = "".join(f"<li><a href='/{n}.html'>滨江湿地公园二期建设进展{n}</a> 2025-08-19</li>" for n in range(100))
    slow = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>x</p>")
    pages = {f"/{n}.html": Reply(raw=slow, drip_s=0.2) for n in range(100)}
    with running({"/list": Reply(body=f"<ul>{rows}</ul>".encode()), **pages}) as site:
        began = time.monotonic()
        told = serve_for(1.5, site, tmp_path, lambda *_: None)
        assert time.monotonic() - began < 5
    assert len(told) == 1
    assert dict(told[0].outcomes)["waiting"] > 50


# ---- times ----------------------------------------------------------------------------------------------------------


def times(source: Source, start: datetime, count: int) -> list[str]:
    trigger = trigger_of(source, "Asia/Shanghai")
    found: list[str] = []
    moment, before = start, None
    for _ in range(count):
        moment = trigger.get_next_fire_time(before, moment)
        before = moment
        found.append(f"{moment:%a %H:%M}")
        moment = moment.replace(second=1)
    return found


def source_with(**times: str) -> Source:
    return Source(id="s", name="s", tier="press", kind="feed", address="http://news.example/", **times)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 */12 * * *", ["Mon 12:00", "Tue 00:00", "Tue 12:00"]),
        ("30 9 * * 0", ["Sun 09:30", "Sun 09:30", "Sun 09:30"]),
        ("30 9 * * 7", ["Sun 09:30", "Sun 09:30", "Sun 09:30"]),
        ("0 8 * * 1-5", ["Tue 08:00", "Wed 08:00", "Thu 08:00"]),
        ("0 8 * * mon,FRI", ["Fri 08:00", "Mon 08:00", "Fri 08:00"]),
    ],
)
def test_cron_lines_mean_what_cron_means_by_them(cron: str, expected: list[str]) -> None:
    monday = datetime(2025, 9, 1, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
    assert times(source_with(cron=cron), monday, 3) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [("*", "*"), ("*/2", "sun,tue,thu,sat"), ("5-1", "sun,mon,fri,sat"), ("1-5/2", "mon,wed,fri"), ("0,7", "sun")],
)
def test_weekdays(field: str, expected: str) -> None:
    assert weekdays(field) == expected


@pytest.mark.parametrize(
    ("every", "seconds"), [("45s", 45), ("30m", 1800), ("2h", 7200), ("1d", 86400), ("1w", 604800)]
)
def test_intervals(every: str, seconds: int) -> None:
    assert trigger_of(source_with(every=every), "UTC").interval.total_seconds() == seconds
