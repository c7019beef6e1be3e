"""What cron and people hear of a run, its exit codes, its lock and its heartbeat: real processes and a real server."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import Reply, running
from small_town import TARGETS

from tracker.errors import StoreError
from tracker.lock import LockHeldError, only_daemon, only_run

ROOT = Path(__file__).parent.parent
TRACKER = [sys.executable, "-c", "from tracker.cli import main; main()"]
FEED = Reply(
    body=b"<rss version='2.0'><channel><title>x</title><item><title>old</title><link>http://127.0.0.1/old.html</link>"
    b"<pubDate>Wed, 01 Jan 2025 08:00:00 GMT</pubDate></item></channel></rss>",
    content_type="application/rss+xml",
)
Done = subprocess.CompletedProcess[str]


def call(*words: str, cwd: Path, **environment: str) -> Done:
    return subprocess.run([*TRACKER, *words], cwd=cwd, capture_output=True, text=True, env=os.environ | environment)


def write_targets(folder: Path, port: int) -> None:
    feed = f"feed: 'http://127.0.0.1:{port}/feed', allow_private: true"
    source = f"  - {{id: news, name: 滨江新闻, tier: official, {feed}}}\n"
    (folder / "targets.yaml").write_text(TARGETS + source, encoding="utf-8")


# ---- what is said ---------------------------------------------------------------------------------------------------


def test_cron_hears_nothing_of_a_run_that_went_well(tmp_path: Path) -> None:
    with running({"/feed": FEED}) as site:
        write_targets(tmp_path, site.port)
        for words in (("run",), ("serve", "--once")):
            done = call(*words, cwd=tmp_path)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        done = call("run", "--verbose", cwd=tmp_path)
        assert done.stdout == "reports/README.md\n" and done.stderr.startswith("1 sources, 0 pages")
        done = call("run", "--log", "text", "--log-file", "tracker.log", cwd=tmp_path)
        assert done.stdout == "" and "INFO 1 sources, 0 pages" in done.stderr
        assert (tmp_path / "tracker.log").read_text("utf-8") == done.stderr


def test_a_person_at_a_terminal_sees_what_was_done(tmp_path: Path) -> None:
    with running({"/feed": FEED}) as site:
        write_targets(tmp_path, site.port)
        master, slave = pty.openpty()
        with subprocess.Popen([*TRACKER, "run"], cwd=tmp_path, stdout=slave, stderr=slave) as process:
            os.close(slave)
            said = b""
            while chunk := _read(master):
                said += chunk
            os.close(master)
            assert process.wait() == 0
    assert b"1 sources, 0 pages" in said and b"reports/README.md" in said


def _read(master: int) -> bytes:
    try:
        return os.read(master, 4096)
    except OSError:  # how a terminal ends whose other side is closed
        return b""


def test_an_alert_is_told_once_and_again_when_it_changes(tmp_path: Path) -> None:
    gone, page = Reply(status=404), Reply(body=b"<html><p>no feed</p></html>")
    answers, found = {"/feed": gone}, []
    with running(answers) as site:
        write_targets(tmp_path, site.port)
        for answer in (gone, gone, gone, page, page, FEED):
            answers["/feed"] = answer
            found.append(call("run", cwd=tmp_path))
    assert [one.returncode for one in found] == [1, 1, 1, 1, 1, 0]
    assert [one.stderr.count("\n") for one in found] == [0, 1, 0, 0, 1, 0], "what one visit shows may be chance"
    assert "滨江新闻" in found[1].stderr and "滨江新闻" in found[4].stderr
    assert {one.stdout for one in found} == {""}


# ---- exit codes -----------------------------------------------------------------------------------------------------


def test_the_exit_codes_are_those_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.yaml").write_text("version: 1\ntitel: x\n", encoding="utf-8")
    codes: dict[int, str] = {}
    with running({"/feed": FEED}) as site:
        write_targets(tmp_path, site.port)
        with only_run(tmp_path / "held.db"), only_daemon(tmp_path / "held.db"):
            for words, code in (
                (("run",), 0),
                (("run", "--db", "folder"), 2),
                (("run", "--db", "folder/none/tracker.db"), 1),
                (("run", "--out", "targets.yaml"), 2),
                (("run", "--targets", "broken.yaml"), 2),
                (("serve", "--targets", "broken.yaml"), 2),
                (("run", "--log", "xml"), 2),
                (("run", "--log-file", "folder/none/log"), 2),
                (("run", "--db", "held.db"), 75),
                (("backfill", "--db", "held.db"), 75),
                (("serve", "--db", "held.db"), 75),
                (("serve", "--once", "--db", "held.db"), 75),
            ):
                done = call(*words, cwd=tmp_path)
                assert done.returncode == code, (words, done.stderr)
                assert "Traceback" not in done.stderr and done.stdout == ""
                assert sum(line.startswith(("error", "Error")) for line in done.stderr.splitlines()) == (code != 0)
                codes[code] = done.stderr
    assert codes[75].count("\n") == 1
    document = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert re.findall(r"^\| (\d+) \|", document, re.MULTILINE) == ["0", "1", "2", "75", "130"]


def test_an_interrupted_run_says_so(tmp_path: Path) -> None:
    drip = Reply(raw=(b"HTTP/1.1 200 OK\r\n", *[b"X-More: 1\r\n"] * 8), drip_s=0.5)
    with running({"/feed": drip}) as site:
        write_targets(tmp_path, site.port)
        with subprocess.Popen([*TRACKER, "run"], cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
            while "/feed" not in site.paths:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=40)
    assert (process.returncode, said.strip()) == (130, "interrupted")


# ---- the lock -------------------------------------------------------------------------------------------------------


HERE, NO_SUCH_PROCESS = socket.gethostname(), 2**22 + 1
NAMELESS = "holds the lock (wait"


@pytest.mark.parametrize(
    ("pid", "host", "age_s", "said"),
    [
        (0, HERE, 200, "holds the lock: process {pid}, for 3 min "),
        (0, HERE, 5 * 3600 + 200, "holds the lock: process {pid}, for 5 h "),
        (0, HERE, -86_400, "holds the lock: process {pid}, for 0 min "),  # signed before the clock was set back
        (77, "elsewhere", 9 * 86_400 + 200, "holds the lock: process 77 on elsewhere, for 9 days "),
        (NO_SUCH_PROCESS, HERE, 3600, NAMELESS),
    ],
)
def test_the_holder_is_named_with_its_age(tmp_path: Path, pid: int, host: str, age_s: int, said: str) -> None:
    """pid 0 stands for this process."""
    started = datetime.now(UTC) - timedelta(seconds=age_s)
    note = {"pid": pid or os.getpid(), "host": host, "started": started.isoformat()}
    assert said.format(pid=os.getpid()) in held_with(tmp_path, json.dumps(note))


@pytest.mark.parametrize("note", ["", '{"pid": ', '{"pid": "x", "host": 1, "started": "2025"}', "[]", "\x00" * 20])
def test_a_note_that_says_nothing_names_nobody(tmp_path: Path, note: str) -> None:
    assert NAMELESS in held_with(tmp_path, note)
    with only_run(tmp_path / "tracker.db"), only_daemon(tmp_path / "tracker.db"):
        assert json.loads((tmp_path / "tracker.db.lock").read_text("utf-8"))["pid"] == os.getpid()


def held_with(folder: Path, note: str) -> str:
    """What a second run is told where the lock is held and the note beside it says this."""
    store = folder / "tracker.db"
    with only_run(store):
        (folder / "tracker.db.lock").write_text(note, encoding="utf-8")
        with pytest.raises(LockHeldError) as told, only_run(store):
            pytest.fail("two at once")
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_folder_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(StoreError, match="local disk"), only_run(tmp_path / "tracker.db"):
        pytest.fail("nothing runs without its lock")


# ---- the heartbeat --------------------------------------------------------------------------------------------------


def test_the_heartbeat_hears_of_success_and_failure_and_is_in_no_line(tmp_path: Path) -> None:
    ok = Reply(body=b"OK", content_type="text/plain")
    answers = {"/feed": FEED, "/ping/c0ffee": ok}
    (tmp_path / "file").write_text("", encoding="utf-8")
    with running(answers) as site:
        write_targets(tmp_path, site.port)
        address = f"http://127.0.0.1:{site.port}/ping/c0ffee"
        for words, code, path in (
            (("run",), 0, "/ping/c0ffee"),
            (("serve", "--once", "--db", "other.db"), 0, "/ping/c0ffee"),
            (("run", "--out", "file/reports"), 1, "/ping/c0ffee/fail"),
            (("serve", "--once", "--db", "other.db", "--out", "file/reports"), 1, "/ping/c0ffee/fail"),
        ):
            site.asked.clear()
            answers.pop("/ping/c0ffee", None) if path.endswith("fail") else None
            done = call(*words, cwd=tmp_path, TRACKER_HEARTBEAT=address)
            assert done.returncode == code, done.stderr
            assert [one for one in site.paths if "ping" in one] == [path]
            assert "c0ffee" not in done.stderr + done.stdout
            assert ("heartbeat was not taken" in done.stderr) == path.endswith("fail"), "it was answered with 404"
        path, body = site.posted[-1]
        assert path == "/ping/c0ffee/fail" and b"text=" in body and b"reports" in body, "the last error is told"
