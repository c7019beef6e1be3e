"""`tracker doctor --source` and `tracker source try` against real servers: what they say, and what they change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest
import yaml
from loopback import Reply, running
from mutated_pages import page_of

from tracker.commands.sources import examine, propose_entry
from tracker.config import load_config
from tracker.config.confirming import confirm, find_unconfirmed
from tracker.discover import Discovery
from tracker.discover.propose import feeds_named, id_of, propose, sitemaps_named, tier_of
from tracker.discover.symptoms import Visit, symptoms
from tracker.errors import ConfigError, FetchError
from tracker.model import Article, Block, Link, Reason, Source

TARGETS = """version: 1
title: 测试
place: {name: 某区}
statement: {title: 报告, date: 2025-01-10}
sources:
  - {id: other, name: 乙, tier: press, listing: "http://other.example/", confirmed: false}  # stays
  - id: news
    name: 某区要闻
    tier: official
    KIND: "http://news.example/list.html"
    confirmed:   false   # not seen yet
targets:
  - {id: park, title: 滨河公园三期开放, stage: opened, due: 2025-12-31}
"""
ROW = '<li><a href="/{n}.html">滨河公园三期建设进展第{n}篇报道</a><span>2025-0{n}-02</span></li>'
LIST = (
    "<html><head><title>要闻</title></head><body><ul class=list>"
    + "".join(ROW.format(n=n) for n in range(1, 6))
    + "</ul>"
)
ARTICLE = (
    "<h1>滨河公园三期开放</h1><p>2025-05-02</p><p>某区滨河公园三期今天开放，面积12公顷，"
    + "市民可以免费入园游览。" * 6
    + "</p>"
)
FEED = (
    "<rss version='2.0'><channel><title>某区</title>"
    "<item><title>滨河公园三期今日开放</title><link>http://news.example/1.html</link>"
    "<pubDate>Fri, 02 May 2025 09:00:00 +0800</pubDate></item></channel></rss>"
)
PAGES = {
    "/list.html": Reply(body=LIST.encode()),
    **{f"/{n}.html": Reply(body=ARTICLE.encode()) for n in range(1, 6)},
    "/feed.xml": Reply(body=FEED.encode(), content_type="application/rss+xml"),
}


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    path = tmp_path / "targets.yaml"
    path.write_text(TARGETS.replace("KIND", "listing"), encoding="utf-8")
    return path


def test_a_good_source_is_shown_and_its_line_named(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running(PAGES) as site:
        code = examine(load_config(targets), "news", site.policy())
    told = capsys.readouterr()
    assert code == 0
    for text in ("links     4", "2025-02-02", "滨河公园三期开放", "12公顷", "bears on    park", "Nothing looks wrong"):
        assert text in told.out
    assert "targets.yaml:11" in told.err and targets.read_text("utf-8") == TARGETS.replace("KIND", "listing")


def test_confirm_changes_one_word(targets: Path) -> None:
    with running(PAGES) as site:
        assert examine(load_config(targets), "news", site.policy(), confirm=True) == 0
    wanted = TARGETS.replace("KIND", "listing").replace("confirmed:   false   #", "confirmed:   true   #")
    assert targets.read_text("utf-8") == wanted


def test_a_source_in_trouble_is_not_confirmed(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = targets.read_bytes()
    with running({"/list.html": Reply(status=403)}) as site:
        assert examine(load_config(targets), "news", site.policy(), confirm=True) == 1
    assert targets.read_bytes() == before and "proof" in capsys.readouterr().out


def test_json_is_one_object(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running(PAGES) as site:
        examine(load_config(targets), "news", site.policy(), as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert (row["ok"], row["links"], row["status"], row["article"]["targets"]) == (True, 4, 200, ["park"])


def test_an_unknown_id_is_told_with_the_nearest(targets: Path) -> None:
    with running({}) as site, pytest.raises(ConfigError, match="news") as caught:
        examine(load_config(targets), "newz", site.policy())
    assert caught.value.exit_code == 2


def test_a_page_given_as_a_feed_is_told_with_its_feed(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets.write_text(TARGETS.replace("KIND", "feed"), encoding="utf-8")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    with running({**PAGES, "/list.html": Reply(body=(head + LIST).encode())}) as site:
        assert examine(load_config(targets), "news", site.policy()) == 1
    assert "feed: http://news.example/feed.xml" in capsys.readouterr().out


# ---- tracker source try ----------------------------------------------------------------------------------------------


def entry(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return yaml.safe_load(capsys.readouterr().out)[0]


def test_an_entry_is_ready_to_paste(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = load_config(targets)
    with running(PAGES) as site:
        assert propose_entry("http://news.example/list.html", config, site.policy()) == 0
    found = entry(capsys)
    assert (found["listing"], found["tier"], found["name"]) == ("http://news.example/list.html", "community", "要闻")
    text = TARGETS.replace("KIND", "listing").replace("targets:\n", "")
    document = yaml.safe_load(text.partition("  - {id: park")[0])
    document["sources"] = [found]
    document["targets"] = [{"id": "park", "title": "公园开放", "stage": "opened", "due": date(2025, 12, 31)}]
    targets.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    assert load_config(targets).sources[0].id == "news-example"


def test_a_feed_that_the_page_names_is_better(targets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    with running({**PAGES, "/list.html": Reply(body=(head + LIST).encode())}) as site:
        assert propose_entry("http://news.example/list.html", None, site.policy()) == 0
    assert entry(capsys)["feed"] == "http://news.example/feed.xml"


def test_errors_say_what_to_do() -> None:
    with running({}) as site:
        with pytest.raises(FetchError, match="browser"):
            propose_entry("http://news.example/none", None, site.policy())
        with pytest.raises(FetchError, match="--allow-private"):
            propose_entry(f"http://127.0.0.1:{site.port}/", None, replace(site.policy(), allow_private=False))
    with pytest.raises(ConfigError):
        propose_entry("ftp://news.example/", None, site.policy())


# ---- the pure part ---------------------------------------------------------------------------------------------------


def test_short_headlines_need_a_selector() -> None:
    rows = "".join(f'<li><a href="/a{n}x">公告{n}</a><em>2025-03-0{n}</em></li>' for n in range(1, 9))
    body = f'<div class="nav"><a href="/b/">栏目</a></div><div class="news"><ul>{rows}</ul></div>'
    found = propose(page_of(body.encode()), UTC)
    assert len(found.found.links) == 8 and found.found.links[0].published == date(2025, 3, 1)


def test_a_json_list_is_proposed_with_its_fields() -> None:
    rows = [{"docTitle": f"标题{n}", "url": f"/{n}.html", "pubDate": f"2025-01-0{n}"} for n in range(1, 5)]
    found = propose(page_of(json.dumps({"data": {"list": rows}}).encode(), "application/json"), UTC)
    assert found.source.json == "data.list" and dict(found.source.fields)["date"] == "pubDate"
    assert found.found.links[0].published == date(2025, 1, 1)


def test_names_and_tiers() -> None:
    assert id_of("https://www.a-b.gov.cn/x") == "a-b-gov-cn"
    assert tier_of("https://www.a.gov.cn/") == ("official", True) and tier_of("https://a.example/")[0] == "community"
    assert sitemaps_named("User-agent: *\nSitemap: https://a.example/s.xml\n") == ("https://a.example/s.xml",)
    assert feeds_named(page_of(b"<p>x</p>")) == ()


PAGE = page_of(b"<p>x</p>", url="https://news.example/list")
SOURCE = Source(id="s", name="s", tier="press", kind="listing", address="https://news.example/list")
DATED = tuple(
    Link(url=f"https://news.example/{n}", source="s", title="滨河公园三期今日开放", published=date(2025, 5, n))
    for n in (1, 2)
)
TEXT = (Block(kind="paragraph", text="滨河公园三期今天开放，市民可以免费入园游览。" * 5),)
FINE = Article(title="t", published=date(2025, 5, 1), publisher="", canonical_url="", blocks=TEXT)


@pytest.mark.parametrize(
    ("visit", "codes"),
    [
        (Visit(source=SOURCE, page=PAGE, found=Discovery(links=DATED), article=FINE), []),
        (Visit(source=SOURCE, trouble=Reason(code="robots")), ["robots"]),
        (Visit(source=SOURCE, page=PAGE, found=Discovery(trouble=Reason(code="no_links"))), ["no_links"]),
        (Visit(source=SOURCE, page=PAGE, guessed=True, found=Discovery(links=DATED)), ["encoding_guessed"]),
        (
            Visit(
                source=SOURCE,
                page=PAGE,
                found=Discovery(links=tuple(replace(one, published=None, title="要闻") for one in DATED)),
            ),
            ["no_days", "short_titles"],
        ),
        (
            Visit(source=replace(SOURCE, address="https://old.example2/"), page=PAGE, found=Discovery(links=DATED)),
            ["moved"],
        ),
        (
            Visit(
                source=SOURCE,
                page=PAGE,
                found=Discovery(links=DATED),
                article=replace(FINE, blocks=(), published=None, damaged=True),
            ),
            ["thin_body", "article_without_day", "article_damaged"],
        ),
    ],
)
def test_what_looks_wrong(visit: Visit, codes: list[str]) -> None:
    assert [one.code for one in symptoms(visit)] == codes


@pytest.mark.parametrize("text", [TARGETS, "\ufeff" + TARGETS, TARGETS.replace("\n", "\r\n")])
def test_only_the_word_of_the_one_source_is_changed(text: str) -> None:
    place = find_unconfirmed(text, "news")
    assert place is not None and place.line == 11
    assert confirm(text, place) == text.replace("confirmed:   false", "confirmed:   true")
    assert find_unconfirmed(text, "none") is None
