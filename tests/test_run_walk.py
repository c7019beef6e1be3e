"""Walking lists over real servers: back to the statement, in parts, after failures, and which days were looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from loopback import Answers, Reply, Site, running
from small_town import TARGETS

from tracker.archive import pages
from tracker.config import parse_config
from tracker.model import Config, Link, Page
from tracker.run import RunSettings, RunSummary, run_once
from tracker.run.plan import Memory, plan
from tracker.store import Store, open_store
from tracker.watch.days import joined

FIRST = datetime(2025, 9, 1, 4, tzinfo=UTC)
STATED = date(2025, 1, 17)
FEED_OF_ONE = (
    "<rss version='2.0'><channel><title>x</title><item><title>滨江区工程进展</title>"
    "<link>http://far.example/a.html</link></item></channel></rss>"
)
LIST = "  - {id: list, name: 滨江新闻, tier: official, listing: 'http://news.example/list'}\n"
FEED = "  - {id: feed, name: 滨江新闻, tier: official, feed: 'http://news.example/feed'}\n"


def config_of(*sources: str) -> Config:
    return parse_config(TARGETS + "".join(sources), "targets.yaml")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db") as opened:
        yield opened


def article(number: int, day: date) -> Reply:
    return Reply(
        body=(
            f"<html><head><title>第{number}号工程有新进展</title></head><body><h1>第{number}号工程有新进展</h1>"
            f"<p>{day} 10:00　来源：滨江日报</p><div><p>滨江区第{number}号工程本周完成了主体验收，正在做收尾。</p>"
            "<p>据介绍，工程周边的道路今后分批恢复，附近居民的出行将更加方便。</p></div></body></html>"
        ).encode()
    )


class News:
    """A column with one article every three days up to a day, ten on a page, the newest first."""

    def __init__(self, until: date, *, dated: bool = True) -> None:
        self.until = until
        self.dated = dated
        self.broken: set[int] = set()

    def articles(self, until: date | None = None) -> list[tuple[int, date]]:
        first = date(2024, 10, 1)
        count = ((until or self.until) - first).days // 3 + 1
        return [(number, first + timedelta(days=3 * number)) for number in range(count)][::-1]

    def answers(self) -> Answers:
        found: dict[str, object] = {
            f"/a/{number}.html": article(number, day) for number, day in self.articles(date(2026, 6, 1))
        }
        for page in range(60):
            found["/list" if page == 0 else f"/list?page={page + 1}"] = lambda sent, page=page: self.page(page)
        return found  # type: ignore[return-value]  # a plain dict of both kinds of answers

    def page(self, page: int) -> Reply:
        if page in self.broken:
            return Reply(status=503)
        shown = self.articles()[10 * page : 10 * page + 10]
        rows = "".join(
            f"<li><a href='/a/{number}.html'>滨江第{number}号工程有新进展</a><i>{day if self.dated else ''}</i></li>"
            for number, day in shown
        )
        more = f"<a href='/list?page={page + 2}'>下一页</a>" if len(self.articles()) > 10 * page + 10 else ""
        return Reply(body=f"<html><body><ul>{rows}</ul>{more}</body></html>".encode())


def go(config: Config, store: Store, site: Site, now: datetime, **changes: object) -> RunSummary:
    usual = RunSettings(policy=site.policy(max_failures=99), clock=lambda: now)
    return run_once(config, store, replace(usual, **changes), now)  # type: ignore[arg-type]  # fields of RunSettings


def looked(store: Store) -> list[tuple[date, date]]:
    return joined((one.first, one.last) for one in store.looked())


def lists(site: Site) -> list[str]:
    return [path for path in site.paths if path.startswith("/list")]


def read(store: Store) -> int:
    return sum(one.disposition.code == "no_target" for one in store.articles())


def test_the_first_run_walks_back_to_the_statement_and_not_further(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    with running(news.answers()) as site:
        go(config_of(LIST), store, site, FIRST)
    since = [day for _, day in news.articles() if day >= STATED]
    assert read(store) == len(since) > 70
    assert len(lists(site)) == len(since) // 10 + 2, "one page beyond the statement tells that the rest is older"
    assert looked(store) == [(STATED, date(2025, 9, 1))]


def test_a_walk_in_parts_finds_the_same_and_says_what_is_ahead(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    config = config_of(LIST)
    with running(news.answers()) as site:
        first = go(config, store, site, FIRST, list_pages_max=3)
        assert first.unfinished == (("list", 1),)
        assert not first.failed
        ((start, _),) = looked(store)
        assert date(2025, 5, 20) < start < date(2025, 6, 20)
        for number in range(1, 4):
            news.until += timedelta(days=12)  # the list moves on meanwhile, by four articles a time
            last = go(config, store, site, FIRST + timedelta(days=12 * number), list_pages_max=5)
            if number < 3:
                site.asked.clear()
    assert not last.unfinished
    assert read(store) == len([day for _, day in news.articles() if day >= STATED])
    assert looked(store) == [(STATED, date(2025, 10, 7))]


def test_a_walk_that_was_killed_goes_on_where_it_was(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    config = config_of(LIST)
    with running(news.answers()) as site:
        seen = 0

        def killed() -> bool:
            nonlocal seen
            seen += 1
            if seen > 4:
                raise KeyboardInterrupt
            return False

        with pytest.raises(KeyboardInterrupt):
            go(config, store, site, FIRST, stop=killed)
        before = len(lists(site))
        site.asked.clear()
        go(config, store, site, FIRST + timedelta(hours=1))
    assert before > 2
    assert before + len(lists(site)) <= 9 + 2, "but for the first pages, none is walked again"
    assert read(store) == len([day for _, day in news.articles() if day >= STATED])
    assert looked(store) == [(STATED, date(2025, 9, 1))]


def test_a_page_of_the_list_that_fails_is_asked_for_again(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    config = config_of(LIST)
    with running(news.answers()) as site:
        news.broken = {4}
        first = go(config, store, site, FIRST)
        assert first.failed
        assert first.unfinished == (("list", 1),)
        ((start, _),) = looked(store)
        assert start > date(2025, 4, 1), "what lies behind the broken page was not looked at"
        news.broken = set()
        news.until += timedelta(days=33)
        second = go(config, store, site, FIRST + timedelta(days=33))
    assert not second.failed
    assert read(store) == len([day for _, day in news.articles() if day >= STATED])
    assert looked(store) == [(STATED, date(2025, 10, 4))]


def test_later_runs_take_what_is_new_and_lengthen_the_days_looked_at(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    config = config_of(LIST)
    with running(news.answers()) as site:
        go(config, store, site, FIRST)
        news.until += timedelta(days=60)
        site.asked.clear()
        go(config, store, site, FIRST + timedelta(days=60))
        assert len(lists(site)) == 3, "twenty new articles fill two pages, the third brings nothing new"
    assert looked(store) == [(STATED, date(2025, 10, 31))]


def test_a_gap_in_a_feed_is_a_gap(store: Store) -> None:
    """A feed shows its latest entries only: what came and went between two visits was not seen."""

    def feed(*days: str) -> Reply:
        items = "".join(
            f"<item><title>滨江区工程进展{day}</title><link>http://news.example/n/{day}.html</link><pubDate>{day}</pubDate></item>"
            for day in days
        )
        body = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()
        return Reply(body=body, content_type="application/rss+xml")

    shown = [feed("2025-08-20", "2025-08-28")]
    config = config_of(FEED)
    with running({"/feed": lambda sent: shown[0]}) as site:
        # The articles themselves are gone: what was looked at is the feed's business only where they came.
        go(config, store, site, FIRST)
        assert looked(store) == []
    with running(
        {"/feed": lambda sent: shown[0]} | {f"/n/2025-{d}.html": article(1, STATED) for d in ("10-20", "10-30")}
    ) as site:
        shown[0] = feed("2025-10-20", "2025-10-30")
        go(config, store, site, FIRST + timedelta(days=61))
    assert looked(store) == [(date(2025, 10, 20), date(2025, 11, 1))]


def test_a_list_without_days_is_believed_when_it_was_walked_to_its_end(store: Store) -> None:
    news = News(until=date(2025, 3, 1), dated=False)
    config = config_of(LIST)
    with running(news.answers()) as site:
        go(config, store, site, FIRST, list_pages_max=2)
        assert looked(store) == [(date(2025, 9, 1), date(2025, 9, 1))]
        go(config, store, site, FIRST + timedelta(days=1))
    assert looked(store) == [(STATED, date(2025, 9, 2))]


def test_a_source_that_does_not_answer_was_not_looked_at(store: Store) -> None:
    with running({}) as site:
        summary = go(config_of(LIST), store, site, FIRST)
    assert [one.reason.code for one in summary.troubles] == ["gone"]
    assert looked(store) == []
    assert store.checks("list")[-1].trouble == "gone"


def test_a_day_further_back_is_walked_on_request(store: Store) -> None:
    news = News(until=date(2025, 8, 31))
    config = config_of(LIST)
    with running(news.answers()) as site:
        go(config, store, site, FIRST)
        go(config, store, site, FIRST, since=date(2024, 11, 1))
    known = set(store.last_outcomes())
    assert sum("/a/" in link for link in known) >= len([day for _, day in news.articles() if day >= date(2024, 11, 1)])
    assert looked(store) == [(date(2024, 11, 1), date(2025, 9, 1))]


def test_a_page_is_known_under_the_address_that_it_gives_for_itself(store: Store) -> None:
    page = article(1, date(2025, 8, 20)).body
    named = page.replace(b"<head>", b"<head><link rel='canonical' href='http://news.example/a/1.html'>")
    stolen = page.replace(b"<head>", b"<head><link rel='canonical' href='http://other.example/a/9.html'>")
    rows = "<li><a href='{}'>滨江区重点工程有了新的进展情况</a><i>2025-08-20</i></li>"
    shown = [rows.format("/share/1") + rows.format("/share/2")]
    answers = {
        "/list": lambda sent: Reply(body=f"<ul>{shown[0]}</ul>".encode()),
        "/share/1": Reply(body=named),
        "/share/2": Reply(body=stolen),
        "/a/1.html": Reply(body=page),
        "other.example/a/9.html": Reply(body=page),
    }
    other = "  - {id: other, name: 别家, tier: press, listing: 'http://other.example/list'}\n"
    with running(answers | {"other.example/list": Reply(body=f"<ul>{rows.format('/a/9.html')}</ul>".encode())}) as site:
        policy = site.policy("news.example", "other.example")
        go(config_of(LIST), store, site, FIRST, policy=policy)
        shown[0] += rows.format("/a/1.html")
        go(config_of(LIST, other), store, site, FIRST, policy=policy)
    assert "/a/1.html" not in site.paths
    assert "/a/9.html" in site.paths, "no page can keep another site's article from being read"


def test_what_a_source_allows_is_allowed_for_its_own_host(store: Store) -> None:
    """A page of an inner source must not lead to the other machines of the network, nor to other ports."""
    rows = "".join(
        f"<item><title>滨江区工程进展</title><link>{url}</link></item>"
        for url in ("http://127.0.0.1:{port}/a/1.html", "http://127.0.0.2:{port}/a/2.html", "http://localhost/a/3.html")
    )
    shown = [""]
    answers: Answers = {
        "/feed": lambda sent: Reply(body=shown[0].encode(), content_type="application/rss+xml"),
        **{f"/a/{number}.html": article(number, date(2025, 8, 20)) for number in (1, 2, 3)},
    }
    with running(answers) as site:
        shown[0] = f"<rss version='2.0'><channel><title>x</title>{rows}</channel></rss>".format(port=site.port)
        own = FEED.replace("news.example", f"127.0.0.1:{site.port}").replace("}", ", allow_private: true}")
        policy = replace(site.policy(), allow_private=False, connect_to={})
        go(config_of(own), store, site, FIRST, policy=policy)
    ends = {url.rpartition("/")[2]: one.disposition.code for url, one in store.last_outcomes().items()}
    assert ends == {"1.html": "no_target", "2.html": "unsafe_address", "3.html": "unsafe_address"}
    assert sum(path.startswith("/a/") for path in site.paths) == 1


def test_the_day_of_the_list_counts_where_the_page_gives_none(store: Store, tmp_path: Path) -> None:
    text = "<p>滨江湿地公园二期已经开放，市民可以从北门入园。</p><p>园内新建步道六公里，设有两处观鸟台。</p>"
    page = (
        f"<html><head><title>滨江湿地公园二期开放</title></head><body><h1>滨江湿地公园二期开放</h1>{text}</body></html>"
    )
    rows = "<li><a href='/a/1.html'>滨江湿地公园二期开放</a><i>2025-08-19</i></li>"
    rows += "<li><a href='/a/2.html'>滨江区道路工程有了新的进展</a><i>2025-08-21</i></li>"
    answers: Answers = {
        "/list": Reply(body=f"<ul>{rows}</ul>".encode()),
        "/a/1.html": Reply(body=page.encode()),
        "/a/2.html": article(2, date(2025, 8, 20)),
    }
    with running(answers) as site:
        go(config_of(LIST), store, site, FIRST, archive=tmp_path / "archive")
    days = {one.url.rpartition("/")[2]: one.published for one in store.articles()}
    assert days == {"1.html": date(2025, 8, 19), "2.html": date(2025, 8, 20)}
    assert [one.published for one in store.evidence()] == [date(2025, 8, 19)]
    kept = {page.url: page.listed for page in pages((tmp_path / "archive",)) if isinstance(page, Page)}
    assert kept["http://news.example/a/1.html"] == date(2025, 8, 19), "so that reading it again comes out the same"


def link(host: str, number: int) -> Link:
    return Link(url=f"http://{host}/{number}", source="list", published=date(2025, 8, 1))


def test_a_host_that_rests_takes_nothing_of_the_budget_of_others() -> None:
    resting = tuple(link("resting.example", number) for number in range(600))
    memory = Memory(done=frozenset(), waiting=resting, attempts={})
    fresh = [link("news.example", number) for number in range(20)] + [link("other.example", 1)]
    hosts = Counter(urlsplit(one.url).hostname for one in plan(fresh, memory, 50).follow)
    assert hosts == {"resting.example": 29, "news.example": 20, "other.example": 1}


def test_no_page_is_given_up_because_its_host_is_away(store: Store) -> None:
    """A host without robots.txt for days, visited every hour: its pages are read when it is back."""
    away = [True]
    answers: Answers = {
        "/feed": Reply(body=FEED_OF_ONE.encode(), content_type="application/rss+xml"),
        "far.example/robots.txt": lambda sent: Reply(status=503 if away[0] else 404),
        "far.example/a.html": article(1, date(2025, 8, 20)),
    }
    with running(answers) as site:
        policy = site.policy("news.example", "far.example", max_failures=99)
        for hour in range(15):
            go(config_of(FEED), store, site, FIRST + timedelta(hours=hour), policy=policy)
        assert [one.disposition.code for one in store.last_outcomes().values()] == ["server_error"]
        away[0] = False
        go(config_of(FEED), store, site, FIRST + timedelta(days=3), policy=policy)
    assert read(store) == 1
