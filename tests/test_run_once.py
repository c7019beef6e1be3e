"""Whole runs against real servers on the loopback interface: every link ends somewhere, and nothing ends a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Reply, Site, running
from small_town import TARGETS

from tracker.archive import pages
from tracker.config import parse_config
from tracker.model import Config, Page
from tracker.run import RunSettings, RunSummary, run_once
from tracker.store import Store, open_store

NOW = datetime(2025, 9, 1, tzinfo=UTC)
LISTING = "  - {id: list, name: 滨江新闻, tier: official, listing: 'http://news.example/list'}\n"
FEED = "  - {id: feed, name: 滨江新闻, tier: official, feed: 'http://news.example/feed'}\n"
OTHER = "  - {id: other, name: 别家, tier: press, listing: 'http://other.example/list'}\n"
HOSTS = ("news.example", "other.example")


def article(title: str = "滨江湿地公园二期开放") -> bytes:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>2025-08-19 10:00　来源：滨江日报</p>"
        f"<div><p>8月18日，{title}，市民可以从北门入园。园内新建步道六公里，种植乔木三千株，设有两处观鸟台。</p>"
        "<p>据介绍，公园今后每天六时开放，二十一时静园，周末另有志愿者带领居民认识水鸟。</p></div></body></html>"
    ).encode()


def listing(*paths: str, more: str = "") -> bytes:
    rows = "".join(
        f"<li><a href='{path}'>滨江区重点工程有新的进展{path[-6:]}</a><i>2025-08-19</i></li>" for path in paths
    )
    return f"<html><body><ul>{rows}</ul>{more}</body></html>".encode()


def config_of(*sources: str) -> Config:
    return parse_config(TARGETS + "".join(sources), "targets.yaml")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db") as opened:
        yield opened


def settings_for(site: Site, **changes: object) -> RunSettings:
    policy = site.policy(*HOSTS)
    return replace(RunSettings(policy=policy, clock=lambda: NOW), **changes)  # type: ignore[arg-type]


def ends(store: Store) -> dict[str, str]:
    return {url.rpartition("example")[2]: one.disposition.code for url, one in store.last_outcomes().items()}


def marked(reply: Reply) -> Callable[[dict[str, str]], Reply]:
    """The same reply with an ETag, which is answered with 304 when it is sent back."""
    mark = f'"{hash(reply.body)}"'

    def answer(sent: dict[str, str]) -> Reply:
        if sent.get("if-none-match") == mark:
            return Reply(status=304, headers={"ETag": mark})
        return replace(reply, headers={"ETag": mark})

    return answer


def test_every_link_ends_in_one_disposition(store: Store) -> None:
    answers = {
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /secret\n", content_type="text/plain"),
        "/list": Reply(body=listing("/good", "/gone", "/secret", "/film", "/wall", "/file.pdf", "/old")),
        "/good": Reply(body=article()),
        "/old": Reply(body=article("去年的消息")),
        "/film": Reply(body=b"\x00", content_type="video/mp4"),
        "/wall": Reply(body="<title>安全验证</title>请完成验证".encode()),
    }
    with running(answers) as site:
        summary = run_once(config_of(LISTING), store, settings_for(site), NOW)
    found = ends(store)
    assert found.pop("/good") == "read"
    assert found.pop("/old") in ("read", "no_target")
    assert found == {
        "/gone": "gone",
        "/secret": "robots",
        "/film": "not_text",
        "/wall": "blocked",
        "/file.pdf": "document",
    }
    assert sum(count for _, count in summary.outcomes) == 7
    assert summary.evidence >= 1
    assert [one.url for one in store.articles()] == ["http://news.example/good", "http://news.example/old"]


def test_an_unreachable_source_is_told_and_stops_nothing(store: Store) -> None:
    with running({"news.example/list": Reply(body=listing("/a")), "/a": Reply(body=article())}) as site:
        policy = replace(site.policy(*HOSTS), connect_to={"news.example": ("127.0.0.1", site.port)})
        settings = RunSettings(
            policy=replace(policy, connect_to={**policy.connect_to, "other.example": ("127.0.0.1", 1)}),
            clock=lambda: NOW,
        )
        summary = run_once(config_of(OTHER, LISTING), store, settings, NOW)
    assert [(one.source, one.reason.code) for one in summary.troubles] == [("other", "unreachable")]
    assert summary.failed
    assert ends(store) == {"/a": "read"}
    health = {one.source: (one.answered is not None, one.trouble) for one in store.sources_health()}
    assert health == {"list": (True, ""), "other": (False, "unreachable")}


def test_one_article_of_two_sources_is_fetched_once(store: Store) -> None:
    feed = (
        "<rss version='2.0'><channel><title>t</title><item><title>a</title>"
        "<link>https://news.example:443/a?utm_source=rss#top</link></item></channel></rss>"
    )
    answers = {
        "/list": Reply(body=listing("/a", "/b", "/a#pictures")),
        "/feed": Reply(body=feed.encode(), content_type="application/rss+xml"),
        "/a": Reply(body=article()),
        "/b": Reply(body=article("别的消息在这里")),
    }
    with running(answers) as site:
        run_once(config_of(LISTING, FEED), store, settings_for(site), NOW)
        assert sorted(path for path in site.paths if path in ("/a", "/b") or "utm" in path) == ["/a", "/b"]


def test_a_second_run_asks_the_source_once_and_no_article(store: Store) -> None:
    answers = {
        "/list": marked(Reply(body=listing("/a", "/b", more="<a href='/list?page=2'>下一页</a>"))),
        "/list?page=2": Reply(body=listing("/c", more="<a href='/list?page=3'>下一页</a>")),
        **{f"/{name}": Reply(body=article()) for name in "abc"},
    }
    with running(answers) as site:
        run_once(config_of(LISTING), store, settings_for(site), NOW)
        assert sorted(ends(store)) == ["/a", "/b", "/c", "/list?page=2", "/list?page=3"]
        site.asked.clear()
        summary = run_once(config_of(LISTING), store, settings_for(site), NOW)
        assert site.paths == ["/list"], "robots.txt is remembered for a day"
    assert (summary.pages, summary.outcomes) == (0, ())


def test_a_list_that_has_grown_is_walked_to_what_is_known(store: Store) -> None:
    numbers: list[int] = list(range(10))

    def page(first: int) -> Callable[[dict[str, str]], Reply]:
        def answer(sent: dict[str, str]) -> Reply:
            shown = sorted(numbers, reverse=True)[first : first + 4]
            more = f"<a href='/list?page={first // 4 + 2}'>下一页</a>"
            return Reply(body=listing(*(f"/{n}" for n in shown), more=more), headers={"ETag": f'"{len(numbers)}"'})

        return answer

    answers = {"/list": page(0), **{f"/list?page={n}": page(4 * n - 4) for n in range(2, 6)}}
    with running(answers | {f"/{n}": Reply(body=article()) for n in range(12)}) as site:
        run_once(config_of(LISTING), store, settings_for(site), NOW)
        assert sum(path.startswith("/list") for path in site.paths) == 4  # the last of them is empty
        numbers.extend((10, 11))
        site.asked.clear()
        run_once(config_of(LISTING), store, settings_for(site), NOW)
        assert site.paths[:2] == ["/list", "/list?page=2"]
        assert sorted(site.paths[2:]) == ["/10", "/11"]


def test_a_list_that_broke_off_is_walked_again(store: Store) -> None:
    broken = [True]

    def second(sent: dict[str, str]) -> Reply:
        return Reply(status=500) if broken[0] else Reply(body=listing("/c"))

    answers = {
        "/list": marked(Reply(body=listing("/a", more="<a href='/list?page=2'>下一页</a>"))),
        "/list?page=2": second,
        "/a": Reply(body=article()),
        "/c": Reply(body=article()),
    }
    with running(answers) as site:
        first = run_once(config_of(LISTING), store, settings_for(site), NOW)
        assert [one.reason.code for one in first.troubles] == ["server_error"]
        broken[0] = False
        run_once(config_of(LISTING), store, settings_for(site), NOW)
    assert ends(store)["/c"] == "read"


def test_what_is_over_the_budget_comes_with_the_next_runs(store: Store) -> None:
    names = [f"/{n}" for n in range(5)]
    answers = {"/list": marked(Reply(body=listing(*names))), **{name: Reply(body=article()) for name in names}}
    with running(answers) as site:
        settings = settings_for(site, pages_max=2)
        first, second, third = (run_once(config_of(LISTING), store, settings, NOW) for _ in range(3))
    assert dict(first.outcomes) == {"waiting": 3, "read": 2}
    assert (second.pages, third.pages) == (2, 1)
    assert set(ends(store).values()) == {"read"}


def test_a_failing_article_is_tried_again_but_not_for_ever(store: Store) -> None:
    answers = {"/list": marked(Reply(body=listing("/a"))), "/a": Reply(status=500)}
    with running(answers) as site:
        settings = settings_for(site, attempts_max=3)
        runs = [run_once(config_of(LISTING), store, settings, NOW) for _ in range(5)]
        assert site.paths.count("/a") == 3
    assert [one.pages for one in runs] == [1, 1, 1, 0, 0]
    assert [one.disposition.fact("attempts") for one in store.last_outcomes().values()] == ["3"]


def test_a_run_told_to_stop_leaves_the_rest_for_the_next(store: Store) -> None:
    names = [f"/{n}" for n in range(4)]
    answers = {"/list": marked(Reply(body=listing(*names))), **{name: Reply(body=article()) for name in names}}
    with running(answers) as site:
        stopped: list[RunSummary] = []
        settings = settings_for(site, stop=lambda: any(path in names for path in site.paths))
        stopped.append(run_once(config_of(LISTING), store, settings, NOW))
        assert dict(stopped[0].outcomes) == {"read": 1, "waiting": 3}
        again = run_once(config_of(LISTING), store, settings_for(site), NOW)
    assert dict(again.outcomes) == {"read": 3}
    assert set(ends(store).values()) == {"read"}


def test_only_the_sources_asked_for_are_walked(store: Store) -> None:
    with running({"/list": Reply(body=listing("/a")), "/a": Reply(body=article())}) as site:
        summary = run_once(config_of(LISTING, OTHER), store, settings_for(site, only=("other",)), NOW)
        assert {host for host, _, _, _ in site.asked} == {"other.example"}
    assert summary.sources == 1


def test_the_archive_holds_every_page_that_was_read(store: Store, tmp_path: Path) -> None:
    answers = {"/list": Reply(body=listing("/a", "/b")), "/a": Reply(body=article()), "/b": Reply(status=404)}
    with running(answers) as site:
        run_once(config_of(LISTING), store, settings_for(site, archive=tmp_path / "archive"), NOW)
    kept = [one for one in pages((tmp_path / "archive",)) if isinstance(one, Page)]
    assert [(one.url, one.body, one.fetched) for one in kept] == [("http://news.example/a", article(), NOW)]


def test_no_sources_is_a_run_without_anything_to_do(store: Store) -> None:
    with running({}) as site:
        config = parse_config(TARGETS.replace("sources:", "sources: []"), "targets.yaml")
        summary = run_once(config, store, settings_for(site), NOW)
    assert (summary.sources, summary.pages, summary.failed) == (0, 0, False)


@pytest.mark.parametrize(
    "body",
    [b"<div>" * 30_000, b"\x00" * 1000, b"<table>" * 5000 + b"<a href=/x>" * 5000, b"\xff\xfe" * 4000, b"<!--"],
    ids=["deep", "zeros", "tables", "bytes", "comment"],
)
def test_hostile_pages_end_nothing(store: Store, body: bytes) -> None:
    answers = {"/list": Reply(body=listing("/bad", "/a")), "/bad": Reply(body=body), "/a": Reply(body=article())}
    with running({**answers, "other.example/list": Reply(body=body)}) as site:
        run_once(config_of(OTHER, LISTING), store, settings_for(site), NOW)
    found = ends(store)
    assert found["/a"] == "read"
    assert "/bad" in found
