"""Stores of many targets and of much evidence come in; reports are made in little time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DAY = "2026-03-31"

# In a process of its own; it prints files written, processor seconds and peak memory (VmHWM) in MiB.
JOB = """
import sys, time
from datetime import date
from pathlib import Path
from memory import peak_mib
from tracker.config import load_config
from tracker.folder import fill
from tracker.publish import FAMILIES, documents
from tracker.render import markdown
from tracker.standings import standings
from tracker.store import open_store

folder = Path(sys.argv[1])
config = load_config(folder / "targets.yaml")
with open_store(folder / "tracker.db") as store:
    began = time.process_time()
    families = [one for one in FAMILIES if sys.argv[3] == "all" or one.of_all is markdown.of_all]
    told = documents(standings(store, config, date.fromisoformat(sys.argv[2])), tuple(families))
    done = fill(folder / sys.argv[3], told)
    print(done.written, time.process_time() - began, peak_mib())
"""


def cost(folder: Path, families: str, day: str = DAY) -> tuple[int, float, int]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", JOB, str(folder), day, families]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    written, took_s, peak = done.stdout.split()
    print(f"{folder.name} of {day}, {families}: {written} files, {float(took_s):.1f} s, {peak} MiB")
    return int(written), float(took_s), int(peak)


@pytest.mark.long
@pytest.mark.parametrize(
    ("targets", "rows", "markdown_s", "all_s", "within_mib"), [(1000, 100_000, 10, 60, 500), (30, 240_000, 10, 15, 300)]
)
def test_reports_of_a_large_store(
    tmp_path: Path, targets: int, rows: int, markdown_s: float, all_s: float, within_mib: int
) -> None:
    from many_targets import make

    folder = tmp_path / f"{targets}-targets-{rows}-rows"
    make(folder, targets, rows)
    for families, within_s in (("markdown", markdown_s), ("all", all_s)):
        written, took_s, peak = cost(folder, families)
        assert took_s < within_s and peak < within_mib, families
        assert written == targets + 2 if families == "markdown" else written > 5 * targets
        assert cost(folder, families)[0] == 0, "the same again"
    pages = list((folder / "markdown" / "targets").iterdir())
    assert max(page.stat().st_size for page in pages) < 400_000
    changed, _, _ = cost(folder, "markdown", "2026-04-01")
    assert changed == 2, "on a day without news the overview and the week alone are others"
