"""Full disks, stores and folders that cannot be written, slow readers, many runs at once: told, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from crash_site import older_report, prepared
from crashing import HERE, Doer, doing
from loopback import Site
from test_cli_commands import ROOT, TRACKER, call
from test_store_crashes import check_kept, check_sound, check_whole, content, files_in
from test_store_pages import EDITION, reading
from test_store_power import build_recorder

from tracker.errors import StoreError
from tracker.store import open_store

OFFSETS = 50


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_recorder(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="module")
def doer(recorder: Path) -> Iterator[Doer]:
    with doing(recorder) as one:
        yield one


# ---- a full disk ----------------------------------------------------------------------------------------------------


def fill(doer: Doer, site: Site, seed: Path, place: Path, job: str, limit: int) -> bool:
    """Do a job on a disk with room for so many bytes, then with room enough; whether the first was too little."""
    prepared(seed, job, place)
    older_report(place / "reports")
    asked = {"port": site.port, "record": place.parent / "log"}
    death = doer.do(job, place, limit=limit, **asked)
    whole = files_in(seed / "done" / job / "reports")
    if death.code:
        assert death.code == 1 and death.said.startswith("error: "), death.said
        assert "No space left" in death.said or "the disk is full" in death.said, death.said
        assert death.said.count("\n") == 1
        check_whole(place / "reports", whole)
    check_sound(place / "tracker.db")
    check_kept(place / "tracker.db", death)
    again = doer.do(job, place, **asked)
    assert again.code == 0, again.said
    assert content(place / "tracker.db") == content(seed / "done" / job / "tracker.db")
    assert files_in(place / "reports") == whole
    assert job != "run" or doer.do("words", place, words=["ingest", "archive"]).code == 0, "the archive is whole"
    shutil.rmtree(place)
    return bool(death.code)


def room_needed(doer: Doer, site: Site, seed: Path, place: Path, job: str) -> int:
    """How many bytes a job needs at most, found by halving."""
    enough, little = 1 << 21, 0
    while enough - little > 1 << 12:
        middle = (enough + little) // 2
        if fill(doer, site, seed, place, job, middle):
            little = middle
        else:
            enough = middle
    return enough


@pytest.mark.parametrize("job", ["run", "report"])
def test_a_full_disk_is_told_and_the_next_run_recovers(
    doer: Doer, site: Site, seed: Path, tmp_path: Path, job: str
) -> None:
    limits = (0, 300, 20_000, 60_000) if job == "run" else (0, 500)
    assert [fill(doer, site, seed, tmp_path / "full", job, limit) for limit in limits] == [True] * len(limits)


@pytest.mark.long
@pytest.mark.parametrize("job", ["run", "report"])
def test_a_disk_full_at_fifty_offsets(doer: Doer, site: Site, seed: Path, tmp_path: Path, job: str) -> None:
    needed = room_needed(doer, site, seed, tmp_path / "full", job)
    limits = [needed * number // OFFSETS for number in range(OFFSETS)]
    assert sum(fill(doer, site, seed, tmp_path / "full", job, limit) for limit in limits) >= OFFSETS // 2


# ---- what cannot be written -----------------------------------------------------------------------------------------


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are for their owner alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def closed(place: Path) -> Path:
    """Take away the right to write from a folder and all in it."""
    for path in (*place.rglob("*"), place):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return place


def test_a_store_that_cannot_be_written_can_be_read(doer: Doer, seed: Path, shared: Path) -> None:
    shutil.copytree(seed / "done" / "run", shared / "place")
    place = closed(shared / "place")
    before = files_in(place)
    for words in (["articles"], ["evidence"], ["assess"], ["export", "--table", "runs"], ["doctor"]):
        done = doer.do("words", place, words=words)
        assert done.code in (0, 1) and "error" not in done.said and done.said, done.said
    for words in (["ingest", "archive"], ["report"], ["run"]):
        done = doer.do("words", place, words=words)
        assert done.code == 1 and done.said.startswith("error: "), done.said
        assert "Traceback" not in done.said and done.said.count("\n") == 1
    assert files_in(place) == before


def test_a_report_that_cannot_be_written_stays(doer: Doer, seed: Path, shared: Path) -> None:
    place = shared / "place"
    shutil.copytree(seed / "done" / "run", place)
    closed(place / "reports")
    before = files_in(place / "reports")
    for path in (place, *place.glob("tracker.db*")):
        path.chmod(0o777)
    done = doer.do("words", place, words=["report", "--as-of", "2025-12-31"])
    assert done.code == 1 and "cannot be written" in done.said and done.said.count("\n") == 1, done.said
    assert files_in(place / "reports") == before
    for path in (place / "reports", *(place / "reports").rglob("*")):
        path.chmod(0o777)
    assert doer.do("words", place, words=["report", "--as-of", "2025-12-31"]).code == 0
    assert files_in(place / "reports") != before


def test_what_a_crash_left_half_written_is_put_right_or_told(doer: Doer, seed: Path, shared: Path) -> None:
    place = shared / "place"
    place.mkdir()
    hot_journal(seed / "done" / "run" / "tracker.db", place)
    closed(place)
    done = doer.do("words", place, words=["articles"])
    assert done.code == 1 and "in the middle of a write" in done.said, done.said
    for path in (place, *place.iterdir()):
        path.chmod(0o777)
    assert doer.do("words", place, words=["articles"]).code == 0
    assert not (place / "tracker.db-journal").exists()
    check_sound(place / "tracker.db")


def hot_journal(db: Path, place: Path) -> None:
    """Copy a store as it lies on the disk while a transaction has begun to overwrite it."""
    shutil.copy(db, place / "work.db")
    with closing(sqlite3.connect(place / "work.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE articles SET text = text || 'x', encoding = 'x'")
        shutil.copy(place / "work.db", place / "tracker.db")
        shutil.copy(place / "work.db-journal", place / "tracker.db-journal")
        connection.execute("ROLLBACK")
    (place / "work.db").unlink()


def test_a_store_in_wal_mode_is_read_where_nothing_can_be_written(doer: Doer, seed: Path, shared: Path) -> None:
    place = shared / "place"
    place.mkdir()
    shutil.copy(seed / "done" / "run" / "tracker.db", place)
    with closing(sqlite3.connect(place / "tracker.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    closed(place)
    done = doer.do("words", place, words=["articles"])
    assert done.code == 0 and "http://news.example/a" in done.said, done.said


# ---- slow readers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["articles"], ["articles", "--json", "--text"], ["export", "--table", "articles"]])
def test_a_paused_reader_does_not_hold_back_a_writer(tmp_path: Path, words: list[str]) -> None:
    db = tmp_path / "tracker.db"
    with open_store(db) as store:
        store.save_readings(
            [reading(f"https://a.example/{number:05}", text="长文" * 500) for number in range(1500)], EDITION
        )
        reader = subprocess.Popen([*TRACKER, *words], cwd=tmp_path, stdout=subprocess.PIPE)
        assert reader.stdout and reader.stdout.readline()
        time.sleep(0.3)  # by now the pipe is full and the reader waits in the middle of its output
        started = time.monotonic()
        store.save_reading(reading("https://b.example/1"), EDITION)
        assert time.monotonic() - started < 5
        assert reader.poll() is None
        assert len(reader.stdout.read().splitlines()) >= 1499
        assert reader.wait() == 0


def test_readers_look_while_a_writer_is_at_work(tmp_path: Path) -> None:
    db = tmp_path / "tracker.db"
    with open_store(db) as store:
        store.save_reading(reading("https://a.example/1"), EDITION)
        with store.transaction():
            store.save_reading(reading("https://a.example/2"), EDITION)
            with open_store(db, read_only=True) as other:
                assert [row.url for row in other.articles()] == ["https://a.example/1"], "what was committed"
    with open_store(db, read_only=True) as other, pytest.raises(StoreError, match="cannot be written"):
        other.save_reading(reading("https://a.example/3"), EDITION)


# ---- many at once ---------------------------------------------------------------------------------------------------


def overlapping(seed: Path, folder: Path, runs: int) -> None:
    """So many runs at once on one store: one of them works, the others say so in one line and end with 75."""
    place = prepared(seed, "run", folder / "many")
    program = (
        "import os, sys, time; sys.argv = ['tracker', 'run']\n"
        "import tracker.cli, tracker.run, tracker.commands.work as work, tracker.run.settings\n"
        "time.sleep(max(0, float(os.environ['AT']) - time.time()))\n"
        "sys.exit(tracker.cli.run())"
    )
    at = str(time.time() + 0.1 * runs)
    environment = os.environ | {"AT": at, "PYTHONPATH": f"{ROOT}:{HERE}"}
    processes = [
        subprocess.Popen([sys.executable, "-c", program], cwd=place, stderr=subprocess.PIPE, env=environment, text=True)
        for _ in range(runs)
    ]
    said = [process.communicate()[1] for process in processes]
    codes = [process.returncode for process in processes]
    assert codes.count(75) >= 1 and set(codes) <= {0, 1, 75}, said
    for code, text in zip(codes, said, strict=True):
        assert "Traceback" not in text and "database is locked" not in text
        assert code != 75 or (text.count("\n") == 1 and "another run holds the lock" in text)
    check_sound(place / "tracker.db")
    shutil.rmtree(place)


def test_overlapping_runs_leave_one_at_work(seed: Path, tmp_path: Path) -> None:
    overlapping(seed, tmp_path, 8)


@pytest.mark.long
def test_twenty_overlapping_runs_fifty_times(seed: Path, tmp_path: Path) -> None:
    for _ in range(50):
        overlapping(seed, tmp_path, 20)


def test_readers_and_writers_meet_without_trouble(tmp_path: Path) -> None:
    """Reports, looks and a writer on one store, each in a process of its own."""
    (tmp_path / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    db, stop = tmp_path / "tracker.db", threading.Event()
    with open_store(db) as store:
        store.save_readings([reading(f"https://a.example/{number}") for number in range(200)], EDITION)

    def write() -> None:
        chance = random.Random(1)
        with open_store(db) as store:
            while not stop.is_set():
                store.save_reading(reading(f"https://b.example/{chance.random()}"), EDITION)
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for words in (("report", "--as-of", "2025-12-31"), ("articles",), ("assess",), ("backup",)):
            done = call(*words, cwd=tmp_path)
            assert done.returncode == 0 and "locked" not in done.stderr, done.stderr
    finally:
        stop.set()
        writer.join()
    check_sound(db)
