"""A real store comes in; Datasette shows it on the loopback interface, also while a run writes, and to nobody else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from test_cli_commands import ROOT, call
from test_store_friendly import page
from test_store_pages import EDITION
from test_store_settled import assessment, evidence, settlement

from tracker.browsing import described
from tracker.config import load_config
from tracker.store import open_store

COMMAND = (sys.executable, "-c", "from tracker.cli import main; main()", "browse", "--port", "0")


def fill(path: Path) -> None:
    config = load_config(ROOT / "targets.yaml")
    target = config.targets[0].id
    pages = [page(number, f"温榆河公园二期开园 {number}", "昨日，公园迎客。") for number in range(3)]
    with open_store(path) as store:
        store.save_readings(pages, EDITION)
        store.save_targets(config)
        row = evidence(0, target=target, url=pages[0].trace.url, counts=True, why_not=None)
        store.save_settlement(*settlement((row,), tuple(one.trace.url for one in pages)))
        store.save_assessments([assessment(row.published, target=target, status="behind")])
        store.index_texts()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The store, whose name is not that of the metadata, and the address at which it is shown."""
    db = tmp_path_factory.mktemp("place") / "my goals.db"
    fill(db)
    shower = subprocess.Popen(
        [*COMMAND, "--db", str(db)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert shower.stdout is not None
    yield db, shower.stdout.readline().strip()
    shower.send_signal(signal.SIGINT)
    assert shower.wait(20) == 0


def test_the_tables_views_and_searches_are_there(shown: tuple[Path, str]) -> None:
    _, url = shown
    assert "How each goal stands" in requests.get(f"{url}/progress", timeout=20).text
    (row,) = requests.get(f"{url}/progress.json?_shape=array", timeout=20).json()
    assert row["status"] == "behind"
    (row,) = requests.get(f"{url}/latest_evidence.json?_shape=array", timeout=20).json()
    assert row["rank"] == 1
    for words, number in (("温榆河公园", 3), ("温榆河公园 迎客。", 3), ("不存在的词", 0), ('"引号', 0)):
        found = requests.get(f"{url}/articles.json?_shape=array&_search={quote(words)}", timeout=20)
        assert found.status_code == 200 and len(found.json()) == number, words
        query = requests.get(f"{url}/words.json?_shape=array&words={quote(words.split()[0])}", timeout=20)
        assert query.status_code == 200 and len(query.json()) == number, words


def test_every_page_of_the_metadata_opens(shown: tuple[Path, str]) -> None:
    db, url = shown
    (told,) = described(db)["databases"].values()
    for name in (*told["tables"], *told["queries"]):
        assert requests.get(f"{url}/{name}", timeout=20).status_code == 200, name


def test_nothing_can_be_written(shown: tuple[Path, str]) -> None:
    db, url = shown
    before = db.read_bytes()
    for sql in ("delete from articles", "select writefile('x', 'y')", "attach 'x.db' as x"):
        assert requests.get(f"{url}.json", params={"sql": sql}, timeout=20).status_code == 400, sql
    assert requests.post(f"{url}/articles", timeout=20).status_code >= 400
    assert db.read_bytes() == before


def test_only_this_machine_is_answered(shown: tuple[Path, str]) -> None:
    _, url = shown
    port = int(url.split(":")[2].split("/")[0])
    for host, code in (("evil.example", 421), (f"evil.example:{port}", 421), ("", 421), (f"localhost:{port}", 200)):
        assert requests.get(url, headers={"Host": host}, timeout=20).status_code == code, host
    with socket.socket() as outside, pytest.raises(OSError):
        outside.settimeout(2)
        outside.connect(("127.0.0.2", port))


def test_a_run_writes_meanwhile_and_what_it_wrote_is_seen(shown: tuple[Path, str]) -> None:
    db, url = shown
    end, number = time.monotonic() + 2, 100
    with open_store(db) as store:
        while time.monotonic() < end:
            one = page(number, f"中轴线绿道 {number}", "正文")
            store.save_readings([replace(one, trace=replace(one.trace, page_sha256=f"{number:064}"))], EDITION)
            number += 1
            assert requests.get(f"{url}/articles.json?_size=5", timeout=20).status_code == 200
    told = requests.get(
        f"{url}.json", params={"sql": "select count(*) as n from articles", "_shape": "array"}, timeout=20
    )
    assert told.json() == [{"n": 3 + number - 100}] and number > 102


def test_what_cannot_be_shown_is_said_in_a_line(tmp_path: Path) -> None:
    done = call("browse", cwd=tmp_path)
    assert done.returncode == 1 and "there is no store yet" in done.stderr
    fill(tmp_path / "tracker.db")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = call("browse", "--port", str(taken.getsockname()[1]), cwd=tmp_path)
    assert done.returncode == 2 and "is taken" in done.stderr and "--port" in done.stderr
    (tmp_path / "datasette").mkdir()
    (tmp_path / "datasette" / "__init__.py").write_text("raise ImportError")
    done = call("browse", cwd=tmp_path, PYTHONPATH=os.pathsep.join((str(tmp_path), str(ROOT))))
    assert done.returncode == 2 and "pip install 'tracker[browse]'" in done.stderr
