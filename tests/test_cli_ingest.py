"""Ingest: the same evidence however it is read, resumed where it stopped, honest about what could not be read."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from accuracy import corpus_config, corpus_pages
from test_cli_commands import CORPUS, ROOT, TRACKER, call, lines

from tracker.archive import append_page, pages
from tracker.ingest import ingest, refuse
from tracker.lock import only_run
from tracker.model import Config, Page
from tracker.store import open_store

PAGES = list(corpus_pages(CORPUS))
TABLES = ("articles", "stories", "evidence", "versions")


@pytest.fixture(scope="module")
def config() -> Config:
    return corpus_config(CORPUS, ROOT / "targets.yaml")


def archived(folder: Path, chosen: list[Page]) -> Path:
    for page in chosen:
        append_page(folder, page)
    return folder


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that the pages decide, in the order of their keys; articles without their number."""
    with sqlite3.connect(db) as connection:
        columns = {
            name: ", ".join(
                row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1:3] != ("id", "INTEGER")
            )
            for name in TABLES
        }
        return {name: sorted(connection.execute(f"SELECT {columns[name]} FROM {name}"), key=repr) for name in TABLES}


def ingested(folder: Path, db: Path, config: Config, workers: int = 1) -> dict[str, list[tuple[object, ...]]]:
    with open_store(db) as store:
        tally = ingest((folder,), config, store, workers)
    assert not tally.failures
    return content(db)


def test_order_workers_and_repetition_change_nothing(tmp_path: Path, config: Config) -> None:
    plain = ingested(archived(tmp_path / "a", PAGES), tmp_path / "a.db", config)
    assert len(plain["articles"]) == len(PAGES) and plain["evidence"] and plain["stories"]
    mixed = random.Random(3).sample(PAGES, len(PAGES))
    shuffled = archived(tmp_path / "b", mixed)
    assert ingested(shuffled, tmp_path / "b.db", config) == plain
    assert ingested(shuffled, tmp_path / "c.db", config, workers=2) == plain
    assert ingested(shuffled, tmp_path / "b.db", config) == plain, "a second time changes nothing"
    parts = [archived(tmp_path / f"d{number}", mixed[number::3]) for number in range(3)]
    for part in parts:
        last = ingested(part, tmp_path / "d.db", config)
    assert last == plain, "bit by bit as well as at once"


def test_only_what_is_new_is_read_again(tmp_path: Path, config: Config) -> None:
    folder = archived(tmp_path / "a", PAGES[:10])
    with open_store(tmp_path / "t.db") as store:
        assert sum(ingest((folder,), config, store).dispositions.values()) == 10
        archived(folder, PAGES[10:12])
        tally = ingest((folder,), config, store)
        assert (sum(tally.dispositions.values()), tally.known) == (2, 10)
        other = replace(config, targets=config.targets[:5])
        assert sum(ingest((folder,), other, store).dispositions.values()) == 12, "other targets, other readings"


def test_nothing_is_settled_again_until_a_page_comes(tmp_path: Path, config: Config) -> None:
    db = tmp_path / "t.db"
    whole = ingested(archived(tmp_path / "a", PAGES), db, config)
    with sqlite3.connect(db) as connection:
        connection.execute("DELETE FROM evidence")
    assert ingested(tmp_path / "a", db, config)["evidence"] == [], "nothing new, nothing settled"
    again = archived(tmp_path / "b", [replace(PAGES[0], url=PAGES[0].url + "?again")])
    assert {row[0] for row in ingested(again, db, config)["evidence"]} >= {row[0] for row in whole["evidence"]}


def test_a_killed_ingest_is_resumed(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    copies = [replace(page, url=f"{page.url}?copy={number}") for number in range(4) for page in PAGES]
    archived(tmp_path / "archive", copies)
    process = subprocess.Popen([*TRACKER, "ingest", "archive"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    db = tmp_path / "tracker.db"
    for _ in range(400):
        time.sleep(0.02)
        if db.exists() and (stored := _stored(db)):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 0 < stored < len(copies)
    done = call("ingest", "archive", cwd=tmp_path)
    assert done.returncode == 0
    assert f"{len(copies)} pages" in done.stderr and "known already" in done.stderr
    assert _stored(db) == len(copies)


def _stored(db: Path) -> int:
    try:
        with sqlite3.connect(db) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_what_cannot_be_read_is_told_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    chosen = [*PAGES[:3], replace(PAGES[3], status=404), replace(PAGES[4], content_type="image/png")]
    (path,) = archived(tmp_path / "archive", chosen).iterdir()
    done = call("ingest", "archive", cwd=tmp_path)
    assert done.returncode == 0, "answers that are no pages are no failures"
    assert "1 http_status" in done.stderr and "1 not_html" in done.stderr and done.stdout == ""
    path.write_bytes(path.read_bytes()[:-100] + b"garbage")
    done = call("ingest", "archive", cwd=tmp_path)
    assert done.returncode == 1
    assert f"{path.relative_to(tmp_path)}@" in done.stderr and "Traceback" not in done.stderr
    with open_store(tmp_path / "tracker.db") as store:
        kept = {one.disposition.code for one in store.link_outcomes(2)}
    assert kept == {"http_status", "broken_record"}, "every link keeps how it ended"


@pytest.mark.parametrize(
    ("status", "content_type", "body", "code"),
    [
        (200, "text/html; charset=gbk", b"", None),
        (200, "Text/HTML", b"", None),
        (203, "application/xhtml+xml", b"", None),
        (200, "", b"<!DOCTYPE html><p>", None),
        (200, "text/plain", b"<HTML>", None),
        (200, "", b"User-agent: *", "not_html"),
        (200, "text/xml", b"<?xml version='1.0'?><urlset>", "not_html"),
        (200, "application/pdf", b"<html>", "not_html"),
        (301, "text/html", b"", "http_status"),
        (503, "text/html", b"", "http_status"),
    ],
)
def test_only_text_pages_are_read(status: int, content_type: str, body: bytes, code: str | None) -> None:
    reason = refuse(replace(PAGES[0], status=status, content_type=content_type, body=body))
    assert (reason.code if reason else None) == code


def test_saved_pages_are_ingested_under_their_own_address(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "saved").mkdir()
    note = f"<!-- saved from url=(0040){PAGES[0].url} -->".encode()
    (tmp_path / "saved" / "page.html").write_bytes(note + PAGES[0].body)
    assert call("ingest", "saved", cwd=tmp_path).returncode == 0
    (row,) = lines(call("articles", "--json", cwd=tmp_path))
    assert row["url"] == PAGES[0].url
    assert len(list(pages((tmp_path / "saved",)))) == 1


def test_a_second_run_waits_outside_and_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    archived(tmp_path / "archive", PAGES[:1])
    with only_run(tmp_path / "tracker.db"):
        for words in (("ingest", "archive"), ("run",)):
            done = call(*words, cwd=tmp_path)
            assert done.returncode == 75
            assert f"process {os.getpid()}" in done.stderr and done.stderr.count("\n") == 1
    assert call("ingest", "archive", cwd=tmp_path).returncode == 0, "the lock is free again"


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    program = "import sys, time; from pathlib import Path; from tracker.lock import only_run\n"
    program += "with only_run(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    command = [TRACKER[0], "-c", program, str(tmp_path / "tracker.db")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with only_run(tmp_path / "tracker.db"):
        assert (tmp_path / "tracker.db.lock").exists()
