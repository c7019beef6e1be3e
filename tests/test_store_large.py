"""A hundred thousand articles, and hundreds of runs: time and memory stay within bounds that a small machine has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from crash_site import planted, prepared
from crashing import doing
from loopback import Site
from test_cli_commands import ROOT

from tracker.config import load_config
from tracker.store import open_store
from tracker.store.settled import USABLE

ARTICLES = 100_000
RUNS = 500
KIB = 1024

# One job in a process of its own; it prints its processor seconds and its peak memory in KiB.
JOB = """
import sys, time
from datetime import date
from pathlib import Path
from tracker.assess import judge_targets
from tracker.commands.tell import write_report
from tracker.config import load_config
from tracker.demo import NOW, demo_settings, sample_running
from tracker.run import run_once
from tracker.store import open_store

job, db, targets = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
config, day = load_config(targets), date(2026, 3, 31)
with open_store(db) as store, sample_running() as served:
    began = time.process_time()
    if job == "run":
        run_once(config, store, demo_settings(served, None), NOW)
    elif job == "assess":
        judge_targets(store, config, lambda target: store.evidence(target, usable=True), day)
    elif job == "report":
        write_report(store, config, db.parent / "reports", day)
    took = time.process_time() - began
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, peak)
"""


def cost(job: str, db: Path, targets: Path) -> tuple[float, int]:
    command = [sys.executable, "-c", JOB, job, str(db), str(targets)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    took, peak = done.stdout.split()
    print(f"{job}: {float(took):.2f} s, {int(peak) // KIB} MiB")
    return float(took), int(peak) // KIB


# One page in so many bears on a goal: the jobs and their longest seconds; a report is Markdown, feeds and web page.
BOUNDS = {
    20: (("run", 600), ("run", 600), ("assess", 1), ("report", 3)),
    1: (("assess", 1),),
}


@pytest.mark.long
@pytest.mark.parametrize("about", BOUNDS)
def test_a_store_of_a_hundred_thousand_articles(tmp_path: Path, about: int) -> None:
    from large_store import build

    from tracker.demo.sample import sample_targets

    targets = tmp_path / "targets.yaml"
    targets.write_text(sample_targets(ROOT / "targets.yaml"), encoding="utf-8")
    db = tmp_path / "tracker.db"
    build(db, load_config(targets), ARTICLES, about)
    with open_store(db, read_only=True) as store:
        rows = store._database.table("evidence")
        print(f"{rows.count} pieces of evidence, {rows.count_where(USABLE)} of use to judge by")
    for job, seconds in BOUNDS[about]:
        took, peak = cost(job, db, targets)
        assert took < seconds and peak < 300, job


def runs(site: Site, folder: Path, number: int) -> list[tuple[int, int]]:
    """So many runs with their reports in one process; its memory in KiB and its open files after each tenth of them."""
    with doing() as doer:
        done = doer.do(
            "runs", prepared(planted(doer, site, folder), "run", folder / "runs"), port=site.port, runs=number
        )
    assert done.code == 0, done.said
    return [(int(memory), int(files)) for memory, files in (line.split() for line in done.said.splitlines())]


def test_runs_leave_no_file_open(site: Site, tmp_path: Path) -> None:
    seen = runs(site, tmp_path, 20)
    assert seen[-1][1] <= seen[0][1]


@pytest.mark.long
def test_five_hundred_runs_need_no_more_memory(site: Site, tmp_path: Path) -> None:
    seen = runs(site, tmp_path, RUNS)
    grown_kib = seen[-1][0] - seen[1][0]
    print(f"memory grows by {grown_kib / (RUNS * 0.8 / 100):.0f} KiB in 100 runs, files {seen[0][1]} to {seen[-1][1]}")
    assert grown_kib / (RUNS * 0.8 / 100) < KIB
    assert seen[-1][1] <= seen[0][1]
