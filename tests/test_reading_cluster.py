"""The same pages are read here and by the workers of a real Dask cluster; who reads changes nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from accuracy import corpus_pages

from tracker.config import load_config
from tracker.errors import TrackerError
from tracker.reading import cluster, read_all

HERE = Path(__file__).parent
CONFIG = load_config(HERE.parent / "targets.yaml")
PAGES = list(corpus_pages(HERE / "corpus" / "changping-dev"))


@pytest.fixture(scope="module")
def dask():
    distributed = pytest.importorskip("distributed")
    os.environ["PYTHONPATH"] = str(HERE.parent)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, worker_dashboard_address=None
    ) as found:
        yield found


def test_a_cluster_reads_what_one_process_reads_in_the_same_order(dask):
    assert list(read_all(PAGES, CONFIG, dask.scheduler_address)) == list(read_all(PAGES, CONFIG, 1))


def test_a_killed_worker_costs_nothing(dask):
    from distributed import Client

    with Client(dask.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    read = read_all(PAGES, CONFIG, dask.scheduler_address)
    first = next(read)
    os.kill(pids[0], signal.SIGKILL)
    assert [first, *read] == list(read_all(PAGES, CONFIG, 1))


def test_another_version_of_the_reader_is_refused(dask, monkeypatch):
    monkeypatch.setattr(cluster, "reader_version", lambda: "another")
    with pytest.raises(TrackerError, match="another version"):
        list(read_all(PAGES, CONFIG, dask.scheduler_address))


def test_no_scheduler_is_told_as_such(monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_S", 1)
    with pytest.raises(TrackerError, match="no Dask scheduler answers"):
        list(read_all(PAGES, CONFIG, "tcp://127.0.0.1:9"))
