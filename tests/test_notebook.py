"""The labelled pages come in; notebooks read them by the documented functions, and the documented code runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accuracy import corpus_pages
from lxml import etree

import tracker
from tracker.config import load_config
from tracker.edition import edition
from tracker.errors import ConfigError, StoreError
from tracker.ingest import settle_store
from tracker.reading import read_all
from tracker.store import open_store

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    shutil.copy(ROOT / "targets.yaml", folder)
    config = load_config(folder / "targets.yaml")
    with open_store(folder / "tracker.db") as store:
        pages = corpus_pages(ROOT / "tests" / "corpus" / "changping-dev")
        store.save_readings(list(read_all(pages, config, 1)), edition(config))
        settle_store(store, config)
    return folder


def opened(place: Path) -> tracker.Notebook:
    return tracker.open_store(place / "tracker.db", targets=place / "targets.yaml")


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, tracker; print([name for name in sys.modules if name.startswith(('tracker.', 'sqlite'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="no attribute 'open'"):
        tracker.open  # noqa: B018  # asking is the test


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_code_of_the_document_runs(
    place: Path, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    names: dict[str, Any] = {}
    exec(compile(BLOCKS[number], "docs/notebooks.md", "exec"), names)
    if "savefig" not in BLOCKS[number]:
        told = capsys.readouterr().out
        assert len(told.splitlines()) == 30 and "huitian-round2" in told
        return
    values = [names["figures"][day] for day in names["days"]]
    assert values == sorted(values) and {176, 181, 193} <= set(values)
    drawn = etree.parse(place / "huitian-round2.svg")
    assert max(len(line.findall(".//{*}use")) for line in drawn.iterfind(".//{*}g")) >= len(values)


def test_every_documented_name_is_there(place: Path) -> None:
    with opened(place) as goals:
        named = set(re.findall(r"`goals\.(\w+)", TEXT))
        assert named == {name for name in dir(goals) if not name.startswith("_")} - {"close", "config"}
        assert all(hasattr(goals, name) for name in named)
    assert set(re.findall(r"tracker\.(\w+)\(", TEXT)) <= set(tracker.__all__)


def test_the_values_are_those_of_the_program(place: Path) -> None:
    with opened(place) as goals:
        target = goals.target("huitian-round2")
        (standing,) = (one for one in goals.standings(DAY) if one.target == target)
        (judged,) = (one for one in goals.assessments(DAY) if one.target == target.id)
        assert standing.now == judged and standing.turns[-1].status == judged.status == "achieved"
        assert goals.assessments(date(2025, 6, 30)) != goals.assessments(DAY)
        assert all(one.status == "no_news" for one in goals.assessments(DAY, known=date(2025, 1, 31)))
        assert all(one.status for one in goals.assessments()) and goals.decisions() == ()
        assert all("回天" in one.title + one.text for one in goals.articles("回天行动", text=True))
        with pytest.raises(FrozenInstanceError):
            judged.status = "missed"  # type: ignore[misc]


def test_rows_are_flat_and_alike(place: Path) -> None:
    with opened(place) as goals:
        for values in (goals.targets, goals.evidence(), goals.assessments(DAY), goals.standings(DAY), goals.articles()):
            rows = goals.rows(values)
            assert rows and len({tuple(row) for row in rows}) == 1
            plain = (str, int, float, bool, date, tuple, type(None))
            assert all(isinstance(cell, plain) for row in rows for cell in row.values())
        rows = goals.rows(goals.evidence("huitian-round2"))
        assert {row["figure_value"] for row in rows} >= {176.0, 181.0, 193.0, None}
        standing = tracker.to_rows(goals.standings(DAY))[0]
        assert "target_title_en" in standing and "turns" not in standing and "before" not in standing
        told = {lang: tracker.to_rows(goals.assessments(DAY), lang)[0]["why"] for lang in ("zh", "en")}
        assert told["zh"] != told["en"] and goals.rows(goals.assessments(DAY))[0]["why"] == told["zh"]
    assert tracker.to_rows([]) == []


def test_mistakes_are_said_in_a_line(place: Path) -> None:
    with pytest.raises(StoreError, match="there is no store yet"):
        tracker.open_store(place / "none.db", targets=place / "targets.yaml")
    with pytest.raises(ConfigError):
        tracker.open_store(place / "tracker.db", targets=place / "none.yaml")
    with opened(place) as goals, pytest.raises(ConfigError, match="no target has the id 'x'"):
        goals.target("x")


def test_a_store_is_only_looked_at(place: Path) -> None:
    before = (place / "tracker.db").read_bytes()
    with opened(place) as goals:
        goals.standings(DAY)
    assert (place / "tracker.db").read_bytes() == before
