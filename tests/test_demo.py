"""The sample site over HTTP: everything reachable is found once, a second run is cheap, reports are written."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tracker.config import load_config
from tracker.demo import NOW, demo_settings, run_demo, sample_running
from tracker.demo.sample import sample_site, sample_targets
from tracker.demo.server import Served, saved_pages
from tracker.errors import ConfigError
from tracker.model import Config
from tracker.run import RunSummary, run_once
from tracker.store import Store, open_store

TARGETS = Path(__file__).parent.parent / "targets.yaml"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    path = tmp_path_factory.mktemp("demo") / "targets.yaml"
    path.write_text(sample_targets(TARGETS), encoding="utf-8")
    return load_config(path)


@pytest.fixture(scope="module")
def two_runs(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Served]]]:
    """The store after two runs, and what the server was asked in each."""
    folder = tmp_path_factory.mktemp("runs")
    with open_store(folder / "tracker.db") as store, sample_running() as served:
        asked = []
        for _ in range(2):
            served.requests.clear()
            run_once(config, store, demo_settings(served, None), NOW)
            asked.append(Served(port=served.port, hosts=served.hosts, requests=list(served.requests)))
        yield store, asked


def is_article(url: str) -> bool:
    return url in {page.url for page in saved_pages(sample_site()) if page.kind == "article"}


def test_every_article_is_found_or_dropped_with_a_reason(two_runs: tuple[Store, list[Served]]) -> None:
    store, _ = two_runs
    outcomes = {url: one.disposition.code for url, one in store.last_outcomes().items()}
    articles = {page.url for page in saved_pages(sample_site()) if page.kind == "article"}
    assert len(articles) == 69
    assert articles <= outcomes.keys()
    early = {url for url in articles if outcomes[url] == "before_statement"}
    assert {one.url for one in store.articles()} >= articles - early
    assert "reader_failed" not in outcomes.values()


def test_no_article_is_fetched_twice(two_runs: tuple[Store, list[Served]]) -> None:
    _, (first, _) = two_runs
    articles = [url for url, _ in first.requests if is_article(url)]
    assert len(articles) == len(set(articles))


def test_a_second_run_costs_one_conditional_request_a_source(
    config: Config, two_runs: tuple[Store, list[Served]]
) -> None:
    _, (_, second) = two_runs
    assert sorted(second.requests) == sorted((source.address, 304) for source in config.sources)


def test_dead_links_are_asked_once(two_runs: tuple[Store, list[Served]]) -> None:
    store, (first, _) = two_runs
    dead = [url for url, status in first.requests if status == 404 and not url.endswith("/robots.txt")]
    assert len(dead) == len(set(dead))
    assert any(one.disposition.code == "gone" for one in store.last_outcomes().values())


def test_nothing_of_the_unreliable_host_counts(config: Config, two_runs: tuple[Store, list[Served]]) -> None:
    store, _ = two_runs
    known = {publisher.host for publisher in config.publishers}
    unknown = {urlsplit(one.url).hostname for one in store.articles()} - known
    assert len(unknown) == 1
    of_it = [one for one in store.articles() if urlsplit(one.url).hostname in unknown]
    assert len(of_it) == 7
    assert all(one.spam for one in of_it)
    assert not [one for one in store.evidence() if one.counts and urlsplit(one.url).hostname in unknown]


def test_the_sample_keeps_encodings_and_holds_no_secure_address() -> None:
    pages = saved_pages(sample_site())
    assert not [page.url for page in pages if re.search(rb"https:\\?/\\?/[\w.-]+example\b", page.body)]
    undecodable = 0
    for page in pages:
        try:
            page.body.decode("utf-8")
        except UnicodeDecodeError:
            undecodable += 1
    assert undecodable >= 10


def test_the_demo_writes_its_reports_in_good_time(tmp_path: Path) -> None:
    began = time.monotonic()
    done = run_demo(TARGETS, tmp_path / "out")
    assert time.monotonic() - began < 15
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {
        *("README.md", "targets", "weekly", "digest.txt", "digest.html", "targets.yaml", "tracker.db", "archive")
    }
    assert not done.run.troubles
    assert len(done.assessments) == 30
    statuses = {one.target: one.status for one in done.assessments}
    assert statuses["wenyu-park-phase2"] == "achieved"
    assert statuses["yanshou-trail-race"] == "cancelled"
    assert "温榆河公园" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_the_demo_comes_out_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        run_demo(TARGETS, tmp_path)
        names = [path for path in sorted(tmp_path.rglob("*")) if path.is_file() and path.suffix not in (".db", ".gz")]
        texts.append({str(path.relative_to(tmp_path)): path.read_bytes() for path in names})
    assert texts[0] == texts[1]


def test_a_missing_targets_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        run_demo(tmp_path / "none.yaml", tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError):
        run_demo(TARGETS, tmp_path / "out")


def test_the_summary_counts_every_link(config: Config, tmp_path: Path) -> None:
    with open_store(tmp_path / "tracker.db") as store, sample_running() as served:
        summary: RunSummary = run_once(config, store, demo_settings(served, tmp_path / "archive"), NOW)
        assert sum(count for _, count in summary.outcomes) == len(store.link_outcomes(summary.run))
        assert summary.sources == len(config.sources)


def test_the_repository_shows_the_report_of_the_demo(tmp_path: Path) -> None:
    run_demo(TARGETS, tmp_path)
    shown = Path(__file__).parent.parent / "reports"
    told = {path.relative_to(tmp_path) for pattern in ("*.md", "*/*.md", "digest.*") for path in tmp_path.glob(pattern)}
    assert told == {path.relative_to(shown) for path in shown.rglob("*") if path.is_file()}, "stale: run `make sample`"
    for name in told:
        assert (shown / name).read_text("utf-8") == (tmp_path / name).read_text("utf-8"), "stale: run `make sample`"
