"""Hundreds of rounds in one process against a real server: memory and descriptors stay as they are."""

from __future__ import annotations

import gc
import os
import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from loopback import Reply, Site, running
from small_town import TARGETS

from tracker.commands.place import Place
from tracker.commands.serving import chores
from tracker.config import parse_config
from tracker.redaction import Redaction
from tracker.run import RunSettings
from tracker.schedule.chores import Desk, do_round

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class News:
    """A list with one article more each time it is asked for, its oldest ones dropped."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def list(self, sent: dict[str, str]) -> Reply:
        newest = next(self._numbers)
        numbers = range(newest, max(0, newest - 20), -1)
        rows = "".join(f"<li><a href='/{n}.html'>滨江湿地公园二期建设进展{n}</a> 2025-08-19</li>" for n in numbers)
        return Reply(body=f"<ul>{rows}</ul>".encode())

    def article(self, sent: dict[str, str]) -> Reply:
        return Reply(
            body="<title>滨江湿地公园二期</title><p>2025年8月19日，滨江湿地公园二期正在建设。</p>".encode() * 20
        )


def resident_mib() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES / 2**20


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def live(folder: Path, site: Site, rounds: int, warm: int) -> tuple[float, int, int]:
    """Do so many rounds after `warm` ones; growth in MiB, in open descriptors, and in threads."""
    now = iter(datetime(2025, 9, 1, tzinfo=UTC) + timedelta(hours=6 * n) for n in count())
    place = Place(archive=folder / "archive", out=folder / "reports", contact="", heartbeat="")
    settings = RunSettings(policy=site.policy(), archive=place.archive, clock=lambda: next(now))
    source = "  - {id: news, name: 滨江新闻, tier: official, listing: 'http://news.example/list'}\n"
    config = parse_config(TARGETS + source, "targets.yaml")
    work = chores(place, Redaction())
    desk = Desk(config=config, db=folder / "tracker.db", settings=settings, chores=work, clock=settings.clock)
    before = 0.0, 0, 0
    for number in range(warm + rounds):
        if number == warm:
            before = resident_mib(), open_files(), threading.active_count()
        assert not do_round(desk, ["news"]), desk.errors
        site.asked.clear()  # the server's own memory is not meant
    return resident_mib() - before[0], open_files() - before[1], threading.active_count() - before[2]


def answers(rounds: int) -> dict[str, object]:
    news = News()
    return {"/list": news.list, **{f"/{n}.html": news.article for n in range(1, rounds + 1)}}


def test_rounds_leave_no_descriptors_and_no_threads_behind(tmp_path: Path) -> None:
    with running(answers(20)) as site:  # type: ignore[arg-type]
        _, descriptors, threads = live(tmp_path, site, 10, 3)
    assert descriptors <= 2 and threads <= 2, "the server here may have a connection open"


@pytest.mark.long
def test_five_hundred_rounds_take_no_more_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running(answers(600)) as site:  # type: ignore[arg-type]
        grown_mib, descriptors, threads = live(tmp_path, site, 500, 100)
    with capsys.disabled():
        print(f"\n500 rounds: {grown_mib:+.1f} MiB, {descriptors:+d} descriptors, {threads:+d} threads")
    assert grown_mib / 5 < 1
    assert descriptors <= 2 and threads <= 2
