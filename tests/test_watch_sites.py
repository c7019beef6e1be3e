"""Real sites that begin to refuse, or are redesigned, between two runs: each is alerted and none reads as no news."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
import troubled_site as made
from loopback import HTML, Reply, running
from refusals import refusals
from troubled_site import KINDS, Answer, Change, Site

from tracker.config import parse_config
from tracker.fetch import Policy
from tracker.run import RunSettings, run_once
from tracker.store import Store, open_store
from tracker.watch import Check, alert_of, suspicious

HEALTHY_VISITS = 3
HOSTS = ("news.example", "other.example", "portal.example")
LIST, FEED, MAP = KINDS["list"], KINDS["feed"], KINDS["map"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """words: those by which the alert may be called. dead: the server is not there any more."""

    name: str
    words: frozenset[str]
    change: Change
    kind: str = "list"
    dead: bool = False


# ---- blocks ---------------------------------------------------------------------------------------------------------


def answer_of(reply: Reply, *paths: str) -> Change:
    return lambda site: dict.fromkeys(paths, reply)


def articles(reply: Reply) -> Change:
    return lambda site: {made.path(number): reply for number in made.fresh(site)}


def everything(reply: Reply) -> Change:
    """Each address answers the same, also the new articles; what is known already is not asked for."""
    return lambda site: dict.fromkeys((*KINDS.values(), *map(made.path, made.fresh(site))), reply)


def block(name: str, words: str, change: Change, kind: str = "list") -> Case:
    return Case(name=f"{kind}: {name}", words=frozenset(words.split()), change=change, kind=kind)


def samples() -> Iterator[Case]:
    """Refusing pages with status 200, some of each kind, instead of the whole site."""
    words = {"parked": "moved", "maintenance": "unreachable", "missing": "moved"}
    numbers = {"challenge": 10, "login": 4, "script_shell": 2, "parked": 2, "maintenance": 2, "missing": 1}
    for kind, number in numbers.items():
        for sample in [one for one in refusals() if one.kind == kind and one.content_type == "text/html"][:number]:
            label = HTML if sample.encoding == "utf-8" else "text/html"
            change = everything(Reply(body=sample.body, content_type=label))
            yield block(sample.name, words.get(kind, "blocked"), change)


def wall() -> Reply:
    return Reply(body="<title>登录</title><p>请先登录后再查看</p>".encode())


def slow() -> Reply:
    return Reply(raw=(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", *([b"X: y\r\n"] * 100)), drip_s=0.05)


BLOCKS = (
    *samples(),
    block("403", "blocked", everything(Reply(status=403))),
    block("412", "blocked", everything(Reply(status=412, body=b"<script>$_ts={}</script>"))),
    block("429", "blocked", everything(Reply(status=429, headers={"Retry-After": "3600"}))),
    block("521", "blocked", everything(Reply(status=521))),
    block("403", "blocked", answer_of(Reply(status=403), FEED), "feed"),
    block("403", "blocked", answer_of(Reply(status=403), MAP), "map"),
    block("a wall instead of the feed", "blocked", answer_of(wall(), FEED), "feed"),
    block("a wall instead of the sitemap", "blocked", answer_of(wall(), MAP), "map"),
    block("401", "refused blocked", everything(Reply(status=401))),
    block("robots.txt forbids", "blocked", answer_of(Reply(body=b"User-agent: *\nDisallow: /\n"), "/robots.txt")),
    block("robots.txt fails", "unreachable", answer_of(Reply(status=503), "/robots.txt")),
    block("404", "moved", answer_of(Reply(status=404), LIST)),
    block("500", "unreachable", everything(Reply(status=500))),
    block("drips", "unreachable", everything(slow())),
    block("to a login", "moved blocked", lambda site: {
        **answer_of(Reply(status=302, headers={"Location": "/login"}), LIST)(site), "/login": wall()}),
    block("to another site", "moved", lambda site: {
        **answer_of(Reply(status=301, headers={"Location": "http://other.example/"}), LIST)(site),
        "other.example/": Reply(body=made.page_of_rows(made.rows(site)))}),
    block("to the front page", "moved", lambda site: {
        **answer_of(Reply(status=302, headers={"Location": "/"}), LIST)(site),
        "/": Reply(body=made.page_of_rows(made.rows(site)))}),
    block("articles 403", "blocked", articles(Reply(status=403))),
    block("articles behind a login", "blocked", articles(wall())),
    Case(name="nobody there", words=frozenset({"unreachable"}), change=lambda site: {}, dead=True),
)  # fmt: skip


# ---- redesigns ------------------------------------------------------------------------------------------------------


def redesign(name: str, change: Change, kind: str = "list", words: str = "redesigned empty") -> Case:
    return Case(name=f"{kind}: {name}", words=frozenset(words.split()), change=change, kind=kind)


def listed(inside: str, more: str = "") -> Change:
    return answer_of(Reply(body=made.page_of_rows(inside, more)), LIST)


def rewritten(row: str) -> Change:
    """The list in another form; `{path}`, `{title}` and `{day}` of every article are put in."""

    def change(site: Site) -> Mapping[str, Answer]:
        shown = (
            row.format(path=made.path(number), title=made.title(number), day=site.day(number))
            for number in site.numbers
        )
        return {LIST: Reply(body=made.page_of_rows("".join(shown)))}

    return change


def articles_as(body: str, *, day: bool = True, head: str = "") -> Change:
    def change(site: Site) -> Mapping[str, Answer]:
        return {
            made.path(number): Reply(
                body=made.article(number, site.day(number) if day else "", text=body, head=head),
            )
            for number in made.fresh(site)
        }

    return change


def shortened(kind: str, items: int) -> Change:
    def change(site: Site) -> Mapping[str, Answer]:
        numbers = site.numbers[:items]
        made_of = {
            "list": lambda: Reply(body=made.page_of_rows(made.rows(site, numbers))),
            "feed": lambda: Reply(body=made.feed(site, numbers), content_type=made.XML),
            "map": lambda: Reply(body=made.sitemap(site, numbers), content_type=made.XML),
        }
        return {KINDS[kind]: made_of[kind]()}

    return change


def new_addresses(site: Site) -> Mapping[str, Answer]:
    """The list links to where the articles will be one day."""
    links = "".join(f"<li><a href='/new/{number}'>{made.title(number)}</a></li>" for number in site.numbers)
    return {LIST: Reply(body=made.page_of_rows(links))}


_FETCHED = "<div id='list'>列表加载中</div><script src='/list.js'></script>"
_FRAME = "<iframe src='http://portal.example/list'></iframe><p>欢迎访问滨江新闻，这里是滨江区的新闻门户</p>"
_PICTURE = "<img src='/a.jpg'><img src='/b.jpg'>"
REDESIGNS = (
    redesign("no rows", listed("")),
    redesign("rows by a script", listed("", _FETCHED)),
    redesign("another site's frame", listed("", _FRAME)),
    redesign("anchors without an address", rewritten("<li><a href='javascript:void(0)'>{title}</a></li>")),
    redesign("addresses in the page", rewritten("<li><a href='#{path}'>{title}</a><i>{day}</i></li>")),
    redesign("rows without anchors", rewritten("<li>{title}<i>{day}</i></li>")),
    redesign("pictures for headlines", rewritten("<li><a href='{path}'><img src='/p.jpg'></a></li>")),
    redesign("off to another site", rewritten("<li><a href='http://portal.example{path}'>{title}</a></li>")),
    redesign("columns only", listed("<li><a href='/a/'>今日滨江</a></li><li><a href='/b/'>专题</a></li>")),
    redesign("files", rewritten("<li><a href='{path}.doc'>{title}</a></li>")),
    redesign("films", rewritten("<li><a href='{path}.mp4'>{title}</a></li>")),
    redesign("one headline", shortened("list", 1)),
    redesign("addresses that do not answer", new_addresses, words="redesigned unreachable"),
    redesign("a page for people", answer_of(Reply(body=made.page_of_rows("<li>订阅说明</li>")), FEED), "feed"),
    redesign("no entries", shortened("feed", 0), "feed"),
    redesign("one entry", shortened("feed", 1), "feed"),
    redesign("entries without links", lambda site: {FEED: Reply(
        body=made.feed(site, site.numbers).replace(b"link>", b"guide>"), content_type=made.XML)}, "feed"),
    redesign("half a document", lambda site: {FEED: Reply(
        body=made.feed(site, site.numbers)[:70], content_type=made.XML)}, "feed"),
    redesign("JSON of its own", answer_of(Reply(body=b'{"rows": []}', content_type="application/json"), FEED), "feed"),
    redesign("a page for people", answer_of(Reply(body=made.page_of_rows("<li>地图</li>")), MAP), "map"),
    redesign("no entries", shortened("map", 0), "map"),
    redesign("one entry", shortened("map", 1), "map"),
    redesign("plain words", answer_of(Reply(body=b"see /news/", content_type="text/plain"), MAP), "map"),
    redesign("no texts", articles_as("<p></p>")),
    redesign("pictures for texts", articles_as(_PICTURE)),
    redesign("texts by a script", articles_as("<div id='text'></div><script src='/text.js'></script>")),
    redesign("texts in frames", articles_as("<iframe src='/text.pdf'></iframe>")),
    redesign("no days", articles_as("", day=False)),
    redesign("no texts", articles_as("<p></p>"), "feed"),
    redesign("no days", articles_as("", day=False), "map"),
)  # fmt: skip


# ---- runs -----------------------------------------------------------------------------------------------------------


def visit(store: Store, site: Site, kind: str, policy: Policy) -> tuple[Check, ...]:
    """One run at the site's next visit, with new articles published since the last; all that is known by then."""
    site.publish()
    settings = RunSettings(policy=policy, clock=lambda: site.now, workers=2)
    run_once(parse_config(made.targets_of(kind), "targets.yaml"), store, settings, site.now)
    site.visit += 1
    return store.checks(kind)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The store of a source of a kind after some visits at which all was well."""

    @cache
    def store_of(kind: str) -> Path:
        path = tmp_path_factory.mktemp(kind) / "healthy.db"
        site = Site()
        with running(site.answers) as server, open_store(path) as store:
            for _ in range(HEALTHY_VISITS):
                checks = visit(store, site, kind, server.policy(*HOSTS))
                assert alert_of(checks) is None
                assert not suspicious(checks)
        return path

    return store_of


@pytest.fixture(scope="module")
def tally() -> Iterator[Counter[str]]:
    """How many of the cases were alerted at which visit; told with `pytest -s`."""
    counts: Counter[str] = Counter()
    yield counts
    print("\n" + ", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))


def watched(case: Case, path: Path) -> list[tuple[str, bool]]:
    """The word of the alert after each of two visits since the change, and whether the visit was suspicious."""
    site = Site(visit=HEALTHY_VISITS, change=case.change)
    found = []
    with running(site.answers) as server, open_store(path) as store:
        policy = server.policy(
            *HOSTS, timeout_s=0.5, connect_to=dict.fromkeys(HOSTS, ("127.0.0.1", 1 if case.dead else server.port))
        )
        for _ in range(2):
            checks = visit(store, site, case.kind, policy)
            alert = alert_of(checks)
            found.append((alert.word if alert else "", suspicious(checks)))
    return found


@pytest.mark.parametrize("case", (*BLOCKS, *REDESIGNS), ids=lambda case: case.name)
def test_a_change_is_alerted_within_two_visits_and_never_read_as_no_news(
    case: Case, healthy: Callable[[str], Path], tmp_path: Path, tally: Counter[str]
) -> None:
    path = tmp_path / "tracker.db"
    shutil.copy(healthy(case.kind), path)
    found = watched(case, path)
    what = "block" if case in BLOCKS else "redesign"
    tally[f"{what}s alerted at visit {next((at + 1 for at, (word, _) in enumerate(found) if word), 'none')}"] += 1
    tally[f"visits after a {what} that could be read as no news"] += sum(not doubted for _, doubted in found)
    assert found[1][0] in case.words
    assert found[0][0] in case.words | {""}
    assert [doubted for _, doubted in found] == [True, True]


def test_there_are_forty_blocks_and_thirty_redesigns() -> None:
    assert len(BLOCKS) >= 40
    assert len(REDESIGNS) >= 30


def lively(kind: str, path: Path, visits: int) -> list[tuple[str, bool]]:
    """What is said of a site that publishes by fits and starts, says so when nothing is new, and fails now and then."""
    random = Random(kind)
    site = Site(visit=HEALTHY_VISITS)
    found = []
    with running(site.answers) as server, open_store(path) as store:
        policy = server.policy(*HOSTS)
        for number in range(visits):
            failing = number % 9 == 5
            site.change = everything(Reply(status=503)) if failing else unchanged_when_asked(kind)
            checks = visit(store, site, kind, policy)
            alert = alert_of(checks)
            found.append((alert.word if alert else "", suspicious(checks) and not failing))
            site.visit += random.choice((-1, -1, 0, 1, 3))  # the visit itself has counted one
    return found


def unchanged_when_asked(kind: str) -> Change:
    def change(site: Site) -> Mapping[str, Answer]:
        usual = site.answers[KINDS[kind]]
        assert isinstance(usual, Reply)
        mark = f'"{site.visit}"'

        def answer(sent: dict[str, str]) -> Reply:
            same = sent.get("if-none-match") == mark
            return Reply(status=304) if same else replace(usual, headers={"ETag": mark})

        return {KINDS[kind]: answer}

    return change


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_site_with_ups_and_downs_raises_nothing(kind: str, healthy: Callable[[str], Path], tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    shutil.copy(healthy(kind), path)
    assert lively(kind, path, 20) == [("", False)] * 20


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_site_that_goes_on_as_before_raises_nothing(
    kind: str, healthy: Callable[[str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "tracker.db"
    shutil.copy(healthy(kind), path)
    case = Case(name="", words=frozenset(), change=lambda site: {}, kind=kind)
    assert watched(case, path) == [("", False), ("", False)]
