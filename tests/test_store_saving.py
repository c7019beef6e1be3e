"""Backups, their return, tables for other programs: a copy is a committed state, and nothing is replaced unasked."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from deciding import status
from test_cli_commands import ROOT, TRACKER, call
from test_store_pages import EDITION, NOW, reading
from test_store_settled import URLS, assessment, evidence, settlement

from tracker.errors import StoreError
from tracker.store import Store, open_store
from tracker.store.backup import backup_store, restore_store
from tracker.store.exporting import TABLES, write_csv, write_ndjson

LATER = datetime(2026, 4, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.db"
    with open_store(path) as store:
        fill(store)
    return path


def fill(store: Store) -> None:
    run = store.start_run("run", NOW)
    store.save_readings([reading(url) for url in URLS], EDITION)
    store.save_settlement(*settlement((evidence(0, why_not=None, counts=True), evidence(1)), URLS))
    store.save_assessments([assessment(date(2025, 11, 3))])
    store.add_decisions([status("health", "ahead")])
    store.finish_run(run, NOW, "ok")


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


# ---- backups --------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_store_and_says_what_it_holds(db: Path, tmp_path: Path) -> None:
    made = backup_store(db, tmp_path / "backups", LATER)
    assert made.name == "tracker-20260402T030000Z.db"
    assert dump(made) == dump(db)
    manifest = json.loads(made.with_name(made.name + ".json").read_text("utf-8"))
    assert manifest["rows"]["articles"] == len(URLS) and manifest["made"] == "2026-04-02T03:00:00Z"
    assert manifest["schema"] and manifest["sha256"] and manifest["bytes"] == made.stat().st_size
    assert sorted(path.name for path in made.parent.iterdir()) == [made.name, made.name + ".json"]


def test_the_youngest_backups_stay(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    made = [backup_store(db, folder, LATER + timedelta(days=number), keep=3) for number in range(5)]
    assert sorted(path.name for path in folder.glob("*.db")) == [path.name for path in made[2:]]
    assert len(list(folder.glob("*.json"))) == 3 and (folder / "notes.txt").exists()


def test_what_a_killed_backup_left_goes_with_the_next(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, age_s in ((".tracker-1.db.x.tracker-part", 7200), (".tracker-2.db.x.tracker-part", 60), (".mine", 7200)):
        (folder / name).write_text("half")
        os.utime(folder / name, (time.time() - age_s,) * 2)
    backup_store(db, folder, LATER)
    assert sorted(path.name for path in folder.glob(".*")) == [".mine", ".tracker-2.db.x.tracker-part"]


def test_a_backup_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store to back up"):
        backup_store(tmp_path / "none.db", tmp_path / "backups", LATER)


def test_a_backup_comes_back(db: Path, tmp_path: Path) -> None:
    made = backup_store(db, tmp_path / "backups", LATER)
    before = dump(db)
    with open_store(db) as store:
        store.save_assessments([assessment(date(2025, 11, 3), status="behind")])
    changed = dump(db)
    kept = restore_store(made, db, LATER)
    assert kept and dump(db) == before and dump(kept) == changed
    fresh = tmp_path / "fresh.db"
    assert restore_store(made, fresh, LATER) is None and dump(fresh) == before


@pytest.mark.parametrize("more", ["run", "article"])
def test_a_store_that_knows_more_is_not_replaced_unasked(db: Path, tmp_path: Path, more: str) -> None:
    made = backup_store(db, tmp_path / "backups", LATER)
    with open_store(db) as store:
        if more == "run":
            store.start_run("run", LATER)
        else:
            store.save_reading(reading("https://c.example/1"), EDITION)
    before = dump(db)
    with pytest.raises(StoreError, match=r"knows more than the backup.*--force"):
        restore_store(made, db, LATER)
    assert dump(db) == before
    kept = restore_store(made, db, LATER, force=True)
    assert kept and dump(kept) == before and dump(db) == dump(made)


def test_who_names_the_manifest_is_told_of_the_backup(db: Path, tmp_path: Path) -> None:
    made = backup_store(db, tmp_path / "backups", NOW)
    with pytest.raises(StoreError, match=f"name {made.name}, which"):
        restore_store(made.with_name(made.name + ".json"), db, NOW)


@pytest.mark.parametrize("harm", ["byte", "no manifest", "row", "newer"])
def test_a_backup_that_is_not_whole_is_refused(db: Path, tmp_path: Path, harm: str) -> None:
    made = backup_store(db, tmp_path / "backups", LATER)
    manifest = made.with_name(made.name + ".json")
    if harm == "byte":
        content = bytearray(made.read_bytes())
        content[5000] ^= 1
        made.write_bytes(content)
    elif harm == "no manifest":
        manifest.unlink()
    elif harm == "row":
        told = json.loads(manifest.read_text("utf-8"))
        told["rows"]["articles"] += 1
        manifest.write_text(json.dumps(told), encoding="utf-8")
    else:
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA user_version = 999")
        sha256 = subprocess.run(["sha256sum", made], capture_output=True, text=True).stdout.split()[0]
        told = json.loads(manifest.read_text("utf-8")) | {"sha256": sha256}
        manifest.write_text(json.dumps(told), encoding="utf-8")
    before = db.read_bytes()
    with pytest.raises(StoreError):
        restore_store(made, db, LATER, force=True)
    assert db.read_bytes() == before and len(list(tmp_path.glob("tracker.db*"))) == 1


def test_a_damaged_store_is_replaced_and_kept_with_its_journal(db: Path, tmp_path: Path) -> None:
    made = backup_store(db, tmp_path / "backups", LATER)
    db.write_bytes(b"no store any more" * 1000)
    (tmp_path / "tracker.db-journal").write_bytes(b"of the damaged one")
    kept = restore_store(made, db, LATER)
    assert kept and kept.read_bytes().startswith(b"no store") and dump(db) == dump(made)
    assert not (tmp_path / "tracker.db-journal").exists()


def live_backups(tmp_path: Path, number: int) -> None:
    """Back up while a process writes: each copy holds whole transactions only, and all that was committed before."""
    db = tmp_path / "tracker.db"
    open_store(db).close()
    program = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from test_store_pages import EDITION, open_store, reading
with open_store(Path({str(db)!r})) as store:
    for number in range(10**6):
        store.save_readings([reading(f"https://a.example/{{number}}-{{n}}") for n in range(4)], EDITION)
        print(number, flush=True)
"""
    writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    chance, restored = random.Random(number), tmp_path / "restored.db"
    try:
        assert writer.stdout
        for count in range(number):
            for _ in range(chance.randint(1, 5)):
                committed = int(writer.stdout.readline())
            made = backup_store(db, tmp_path / "backups", LATER + timedelta(seconds=count), keep=2)
            restored.unlink(missing_ok=True)
            assert restore_store(made, restored, LATER) is None
            with open_store(restored) as store:
                urls = {row.url for row in store.articles()}
            whole = {url.rpartition("-")[0] for url in urls}
            assert len(urls) == 4 * len(whole) >= 4 * (committed + 1)
    finally:
        writer.kill()
        writer.communicate()


def test_live_backups_are_committed_states(tmp_path: Path) -> None:
    live_backups(tmp_path, 5)


@pytest.mark.long
def test_a_hundred_live_backups_are_committed_states(tmp_path: Path) -> None:
    live_backups(tmp_path, 100)


def test_the_commands_back_up_and_restore(db: Path, tmp_path: Path) -> None:
    done = call("backup", "--keep", "2", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("backups/tracker-"), done.stderr
    done = call("restore", done.stdout.strip(), cwd=tmp_path)
    assert done.returncode == 0 and "the replaced store is" in done.stderr
    with subprocess.Popen([*TRACKER, "restore", "none.db"], cwd=tmp_path, stderr=subprocess.PIPE) as process:
        assert process.wait() == 2


# ---- export ---------------------------------------------------------------------------------------------------------


def test_every_table_is_exported_whole(db: Path, tmp_path: Path) -> None:
    for form in ("csv", "ndjson"):
        done = call("export", "--format", form, "--out", form, "--text", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert {path.name for path in (tmp_path / form).iterdir()} == {f"{name}.{form}" for name in TABLES}
    assert (tmp_path / "csv" / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for name in TABLES:
        text = (tmp_path / "csv" / f"{name}.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        told = [json.loads(line) for line in (tmp_path / "ndjson" / f"{name}.ndjson").read_text("ascii").splitlines()]
        with closing(sqlite3.connect(db)) as connection:
            assert len(rows) == len(told) == connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] > 0 or (
                name == "links"
            )
        assert all(list(one) == list(other) for one, other in zip(rows, told, strict=True))
    (one, *_) = [json.loads(line) for line in (tmp_path / "ndjson" / "assessments.ndjson").read_text().splitlines()]
    assert one["flags"] == ["stale", "single_source"] and one["why"]["code"] == "growth_so_far"


def test_one_table_goes_to_the_output(db: Path, tmp_path: Path) -> None:
    done = call("export", "--table", "stories", "--format", "ndjson", cwd=tmp_path)
    assert [json.loads(line)["spokesman"] for line in done.stdout.splitlines()] == [URLS[0]]
    for words in ((), ("--table", "nothing"), ("--table", "runs", "--table", "links")):
        done = call("export", *words, cwd=tmp_path)
        assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1 then", "'+1 then"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-3.2", "-3.2"),
        ("+5", "+5"),
        ("普通的标题", "普通的标题"),
        (None, ""),
        (3, "3"),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    file = io.StringIO(newline="")
    write_csv(["title", "other"], [[value, 'with "quotes", commas\nand lines']], file)
    (head, row) = csv.reader(io.StringIO(file.getvalue().removeprefix("\ufeff"), newline=""))
    assert head == ["title", "other"]
    assert row == [shown, 'with "quotes", commas\nand lines']


def test_ndjson_is_ascii_and_one_line_a_row() -> None:
    file = io.StringIO()
    write_ndjson(["title", "why"], [["换\n行\u2028", '{"code":"x","facts":[]}']], file)
    assert file.getvalue().isascii() and file.getvalue().count("\n") == 1
    assert json.loads(file.getvalue()) == {"title": "换\n行\u2028", "why": {"code": "x", "facts": []}}


def test_an_export_into_a_folder_that_is_a_file_is_told(db: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = call("export", "--out", "out", cwd=tmp_path)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    shutil.rmtree(tmp_path / "nothing", ignore_errors=True)
