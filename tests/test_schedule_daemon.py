"""The daemon as a process of its own against a real server: its times, its signals, its files, and its sudden end."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import Reply, Site, running
from small_town import TARGETS

from tracker.lock import only_run
from tracker.store import open_store

PROGRAM = Path(__file__).with_name("daemon_process.py")
QUICK = '  - {id: quick, name: 滨江新闻, tier: official, listing: "http://news.example/list", every: 1s}\n'
SLOW = '  - {id: slow, name: 滨江新闻, tier: official, listing: "http://other.example/list", every: 1d}\n'
LIST = Reply(body="<ul><li><a href='/a.html'>滨江湿地公园二期开放</a> 2025-08-19</li></ul>".encode())
PAGE = Reply(body="<title>滨江湿地公园二期开放</title><p>2025年8月19日，滨江湿地公园二期正式开放。</p>".encode())
SITE = {"/list": LIST, "/a.html": PAGE}
WEDNESDAY = datetime(2025, 9, 3, 12, 0, tzinfo=UTC)
WAIT_S = 30.0  # on a busy machine; what is waited for comes within one or two


@dataclass(slots=True)
class Daemon:
    """A running daemon, what it has said so far, and its end."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def wait_for(self, pattern: str, count: int = 1) -> None:
        until(lambda: len(re.findall(pattern, "".join(self.said))) >= count, pattern, self.said)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(WAIT_S)


@contextmanager
def daemon(folder: Path, port: int, **environment: str) -> Iterator[Daemon]:
    command = [sys.executable, str(PROGRAM), str(folder), str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | environment)
    one = Daemon(process)

    def listen() -> None:
        assert process.stderr
        one.said.extend(iter(process.stderr.readline, ""))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        process.kill()
        process.wait()
        thread.join()
        assert process.stderr
        process.stderr.close()


def until(holds: Callable[[], bool], what: str, said: Sequence[str] = ()) -> None:
    ending = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < ending, f"waited in vain for {what} in {''.join(said)}"
        time.sleep(0.05)


def set_clock(folder: Path, days: float) -> None:
    """Let the daemon's clock show so many days after a Wednesday noon."""
    ahead = WEDNESDAY + timedelta(days=days) - datetime.now(UTC)
    (folder / "clock.txt").write_text(str(ahead.total_seconds()), encoding="utf-8")


def write_targets(folder: Path, *sources: str) -> None:
    (folder / "targets.yaml").write_text(TARGETS + "".join(sources), encoding="utf-8")


def visits(site: Site, host: str) -> int:
    return sum(1 for asked, path, _, _ in site.asked if asked == host and path == "/list")


# ---- times ----------------------------------------------------------------------------------------------------------


def test_sources_are_visited_at_once_then_at_their_times_and_not_again_for_a_restart(tmp_path: Path) -> None:
    write_targets(tmp_path, QUICK, SLOW)
    with running(SITE) as site:
        with daemon(tmp_path, site.port) as one:
            until(lambda: visits(site, "news.example") >= 4, "four visits")
            assert one.end() == 0
        said = "".join(one.said)
        assert said.count("the report was written") == 1, "once, as nothing changed afterwards"
        assert "2 sources, 2 pages" in said, "the sources due at once are visited in one run"
        before = visits(site, "news.example")
        with daemon(tmp_path, site.port) as one:
            until(lambda: visits(site, "news.example") > before + 1, "two more visits")
            assert one.end(signal.SIGINT) == 0
    assert visits(site, "other.example") == 1
    assert "the report was written" not in "".join(one.said)
    assert "滨江湿地公园二期开放" in (tmp_path / "reports" / "README.md").read_text("utf-8")


def test_a_clock_that_moves_lays_the_times_anew(tmp_path: Path) -> None:
    write_targets(tmp_path, SLOW)
    with running(SITE) as site, daemon(tmp_path, site.port) as one:
        until(lambda: visits(site, "other.example") == 1, "the first visit")
        one.wait_for("the report was written")
        (tmp_path / "clock.txt").write_text("90000", encoding="utf-8")
        one.wait_for("the clock moved by 90000 s")
        until(lambda: visits(site, "other.example") == 2, "the visit of the next day")
        assert one.end() == 0


def test_once_does_what_is_due_and_ends(tmp_path: Path) -> None:
    write_targets(tmp_path, SLOW)
    with running(SITE) as site:
        command = [sys.executable, str(PROGRAM), str(tmp_path), str(site.port), "--once"]
        for days, count in ((0, 1), (0.5, 1), (1.1, 2), (8, 3)):
            set_clock(tmp_path, days)
            subprocess.run(command, check=True)
            assert visits(site, "other.example") == count
    assert outbox(tmp_path) == ["2025-W37"], "of the Monday between"


# ---- targets.yaml ---------------------------------------------------------------------------------------------------


def test_a_changed_file_counts_and_a_broken_one_is_refused_once(tmp_path: Path) -> None:
    write_targets(tmp_path, SLOW)
    with running(SITE) as site, daemon(tmp_path, site.port) as one:
        one.wait_for("the report was written")
        write_targets(tmp_path, SLOW, QUICK.replace("every: 1s", "evry: 1s"))
        one.wait_for(r"targets.yaml:\d+:\d+: unknown key `evry` \(did you mean `every`")
        one.wait_for("the former targets stay in force")
        time.sleep(2.5)  # two more looks at the file
        assert "".join(one.said).count("unknown key") == 1
        one.process.send_signal(signal.SIGHUP)
        one.wait_for("unknown key", 2)  # who asks is told again
        assert visits(site, "news.example") == 0
        write_targets(tmp_path, SLOW, QUICK)
        until(lambda: visits(site, "news.example") > 0, "a visit of the new source")
        write_targets(tmp_path, SLOW)
        one.process.send_signal(signal.SIGHUP)
        one.wait_for("was read again", 2)
        assert one.end() == 0
    assert visits(site, "other.example") == 1


# ---- ends -----------------------------------------------------------------------------------------------------------


def drip(pieces: int, pause_s: float) -> Reply:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return Reply(raw=(head, *[b"<p>x</p>"] * pieces), drip_s=pause_s)


@pytest.mark.parametrize(("pieces", "pause_s", "left"), [(3, 0.3, False), (100, 0.3, True)])
def test_it_ends_after_the_page_in_hand(tmp_path: Path, pieces: int, pause_s: float, left: bool) -> None:
    write_targets(tmp_path, QUICK)
    rows = "".join(f"<li><a href='/{n}.html'>滨江湿地公园二期建设进展{n}</a> 2025-08-19</li>" for n in range(50))
    pages = {f"/{n}.html": drip(pieces, pause_s) for n in range(50)}
    listing = Reply(body=f"<ul>{rows}</ul>".encode())
    with running({"/list": listing, **pages}) as site, daemon(tmp_path, site.port) as one:
        until(lambda: len(site.asked) >= 3, "the first page asked for")
        began = time.monotonic()
        assert one.end() == 0
        assert time.monotonic() - began < 14
    assert ("is left to the next run" in "".join(one.said)) == left
    with open_store(tmp_path / "tracker.db") as store:
        assert not store.damage()
        waiting = [one for one in store.last_outcomes().values() if one.disposition.code == "waiting"]
    assert len(waiting) >= 45, "the others are kept for the next run"


def outbox(folder: Path) -> list[str]:
    with open_store(folder / "tracker.db") as store:
        assert not store.damage()
        return [one.period.split()[0] for one in store.periods("outbox")]


def digests(folder: Path) -> int:
    """Weeks in the ledger, that of the beginning included."""
    with open_store(folder / "tracker.db") as store:
        return len(store.periods("digest"))


def kill_through_weeks(folder: Path, weeks: int, chance: random.Random) -> list[str]:
    """Start the daemon a week later each time and kill it at some moment, then let it work; the digests kept."""
    write_targets(folder, SLOW)
    with running(SITE) as site:
        for week in range(weeks + 1):
            set_clock(folder, week * 7)
            with daemon(folder, site.port) as one:
                one.wait_for("serving 1 sources")
                time.sleep(chance.uniform(0, 1.2))
                one.end(signal.SIGKILL)
            with daemon(folder, site.port) as one:
                one.wait_for("serving 1 sources")
                until(lambda: digests(folder) > week, f"week {week} in the ledger", one.said)  # noqa: B023  used at once
                assert one.end() == 0
    return outbox(folder)


def test_killed_at_any_moment_it_makes_every_digest_once(tmp_path: Path) -> None:
    found = kill_through_weeks(tmp_path, 2, random.Random(5))
    assert len(found) == 2 == len(set(found))


@pytest.mark.long
def test_killed_through_many_weeks_it_makes_every_digest_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = kill_through_weeks(tmp_path, 40, random.Random(6))
    assert len(found) == 40 == len(set(found))
    with capsys.disabled():
        print("\n41 kills in 40 weeks: 40 digests, 0 twice, 0 lost")


# ---- others ---------------------------------------------------------------------------------------------------------


def test_it_waits_for_another_run_and_says_so_once(tmp_path: Path) -> None:
    write_targets(tmp_path, QUICK)
    with running(SITE) as site, only_run(tmp_path / "tracker.db"), daemon(tmp_path, site.port) as one:
        one.wait_for(f"another run holds the lock: process {os.getpid()}")
        time.sleep(2.5)  # two more times of the source
        assert visits(site, "news.example") == 0
        assert "".join(one.said).count("holds the lock") == 1
        second = subprocess.run(one.process.args, capture_output=True, text=True, check=False)
        assert "another daemon holds the lock" in second.stderr
    with running(SITE) as site, daemon(tmp_path, site.port) as one:
        until(lambda: visits(site, "news.example") > 0, "a visit, as the lock is free")


def test_the_service_manager_is_told(tmp_path: Path) -> None:
    write_targets(tmp_path, SLOW)
    path = str(tmp_path / "notify")
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager, running(SITE) as site:
        manager.bind(path)
        manager.settimeout(WAIT_S)
        with daemon(tmp_path, site.port, NOTIFY_SOCKET=path, WATCHDOG_USEC="400000") as one:
            while heard.count("WATCHDOG=1") < 3:
                heard.append(manager.recv(100).decode())
            one.process.send_signal(signal.SIGTERM)
            while "STOPPING=1" not in heard:
                heard.append(manager.recv(100).decode())
            assert one.process.wait(WAIT_S) == 0
    assert heard[0] in ("READY=1", "WATCHDOG=1") and heard.count("READY=1") == 1


def test_without_a_service_manager_nobody_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from tracker.schedule.supervisor import tell, watchdog_s

    tell("READY=1", {})
    assert not caplog.text
    tell("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    assert "cannot be told" in caplog.text
    assert watchdog_s({}) == 0
    assert watchdog_s({"WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "1"}) == 0, "meant for another process"
    assert watchdog_s({"WATCHDOG_USEC": "2000000", "WATCHDOG_PID": str(os.getpid())}) == 2
