"""List pages of every shape give all their articles and nothing else; answers in JSON and the corpora do too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest
from list_shapes import BARE, ROWS, SHAPES, each

from tracker.discover import Discovery, Query, discover
from tracker.discover.addresses import identity
from tracker.model import Page, Request, Source

SINCE = date(2025, 1, 17)
LIST = "http://news.example/list/"
FRAME = (
    '<html><head><title>要闻</title></head><body><div class="top"><a href="/">首页</a><a href="/zwgk/">政务公开</a>'
    '<a href="/hdjl/index.html">互动交流</a><a href="/en/">English</a><a href="/login.html">登录</a></div>'
    '<div class="ad"><a href="http://ad.example/1"><img src="/ad.gif" alt="广告位招租中欢迎来电"></a></div>{}'
    '<div class="links"><a href="http://www.gov.example/">某某人民政府门户网站</a></div><div class="foot">'
    '<a href="/about.html">关于我们</a><a href="http://beian.example/">京ICP备00000000号</a>'
    '<a href="/map.html">网站地图</a></div></body></html>'
)


def find(
    body: str | bytes, kind: str = "listing", url: str = LIST, since: date | None = SINCE, **more: Any
) -> Discovery:
    page = Page(
        url=url,
        final_url=url,
        status=200,
        content_type=more.pop("content_type", "text/html; charset=utf-8"),
        body=body.encode() if isinstance(body, str) else body,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256="",
    )
    request = more.pop("request", None)
    source = Source(id="s", name="s", tier="press", kind=kind, address=more.pop("address", url), **more)
    return discover(Query(page=page, source=source, since=since, zone=ZoneInfo("Asia/Shanghai"), request=request))


def offered(found: Discovery) -> dict[str, str]:
    return {urlsplit(link.url).path: link.title for link in found.links}


@pytest.mark.parametrize("shape", SHAPES)
def test_all_articles_of_a_list_are_found_and_nothing_else(shape: str) -> None:
    markup = str(SHAPES[shape])
    found = find(FRAME.format(markup))
    expected = {path: title for path, title, _ in (*ROWS, *BARE) if path in markup}
    assert len(expected) >= 4
    assert offered(found) == expected


DATED = [name for name in SHAPES if "without" not in name and "month and day" not in name and "sections" not in name]


@pytest.mark.parametrize("shape", DATED)
def test_each_article_has_the_day_beside_it(shape: str) -> None:
    days = {path: date.fromisoformat(day) for path, _, day in (*ROWS, *BARE)}
    found = find(FRAME.format(SHAPES[shape]))
    assert {urlsplit(link.url).path: link.published for link in found.links}.items() <= days.items()


@pytest.mark.parametrize("shape", ["list", "cards", "xml island", "array in a script", "soup of divs"])
@pytest.mark.parametrize("label", ["text/html", "text/html; charset=utf-8", "text/html; charset=gbk"])
def test_lists_in_gbk_under_any_label(shape: str, label: str) -> None:
    markup = str(SHAPES[shape])
    found = find(FRAME.format(markup).encode("gb18030"), content_type=label)
    assert set(offered(found).values()) == {title for path, title, _ in (*ROWS, *BARE) if path in markup}


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("", "./t20250819_1201.html", LIST + "t20250819_1201.html"),
        ("", "../a/t20250819_1201.html", "http://news.example/a/t20250819_1201.html"),
        ("", "//www.news.example/t20250819_1201.html", "http://www.news.example/t20250819_1201.html"),
        ("<base href='/b/'>", "t20250819_1201.html", "http://news.example/b/t20250819_1201.html"),
        ("", "?id=1201", LIST + "?id=1201"),
        ("", " t20250819_1201.html#top ", LIST + "t20250819_1201.html"),
    ],
)
def test_addresses_are_seen_from_the_page(base: str, href: str, expected: str) -> None:
    row = f"<ul><li><a href='{href}'>滨江湿地公园二期今起开放</a> 2025-08-19</li></ul>"
    assert [link.url for link in find(base + row).links] == [expected]


def test_a_chat_account_list_of_long_links() -> None:
    rows = each("<section><a href='http://mp.chat.example/s?__biz=A&mid=22%D&idx=1&sn=%r'>%t</a></section>", BARE)
    found = find(rows, url="http://mp.chat.example/list")
    assert len(found.links) == 5


# ---- answers in JSON ------------------------------------------------------------------------------------------------

ITEMS = [{"id": n, "title": f"<em>{title}</em>", "url": url, "day": day} for n, (url, title, day) in enumerate(BARE)]
JSON_SHAPES: dict[str, Any] = {
    "bare": ITEMS,
    "below": {"code": 0, "data": {"total": 5, "list": ITEMS}},
    "each below": {"resultDocs": [{"data": item, "score": 1} for item in ITEMS]},
    "with menus": {"nav": [{"title": "首页", "url": "/"}, {"title": "互动", "url": "/hd/"}], "rows": ITEMS},
    "with pictures": {"rows": [{"coverUrl": "/a.jpg", "imgurl": "/b.png", **item} for item in ITEMS]},
    "other names": {
        "rows": [{"docTitle": x["title"], "docPubUrl": x["url"], "pubTime": f"{x['day']} 10:00:00"} for x in ITEMS]
    },
}


@pytest.mark.parametrize("shape", JSON_SHAPES)
@pytest.mark.parametrize("wrapped", ["{}", "callback({});", "\ufeff {}"])
def test_items_of_json_are_found_by_structure(shape: str, wrapped: str) -> None:
    text = json.dumps(JSON_SHAPES[shape], ensure_ascii=False)
    found = find(wrapped.replace("{}", text), content_type="application/json")
    assert offered(found) == {path: title for path, title, _ in BARE}
    assert {link.published for link in found.links} == {date.fromisoformat(day) for _, _, day in BARE}


def test_items_by_path_and_names() -> None:
    text = json.dumps({"data": {"rows": [{"key": {"id": 7}, "name": "公园开放", "at": 1755561600}]}})
    names = (("url", "http://far.example/{key.id}.html"), ("title", "name"), ("date", "at"))
    found = find(text, json="data.rows", fields=names)
    assert [(link.url, link.title, link.published) for link in found.links] == [
        ("http://far.example/7.html", "公园开放", date(2025, 8, 19))
    ]


def test_the_day_on_which_a_service_met_an_article_is_not_its_day() -> None:
    text = json.dumps({"articles": [{"url": "http://a.example/1", "title": "t", "seendate": "20250819T031500Z"}]})
    names = (("url", "url"), ("title", "title"), ("seen", "seendate"))
    assert find(text, json="articles", fields=names).links[0].published is None
    old = find(text.replace("2025", "2024"), json="articles", fields=names)
    assert old.dropped[0].reason.code == "before_statement"


@pytest.mark.parametrize(
    ("kind", "body", "trouble"),
    [
        ("listing", "<html>busy</html>", "not_json"),
        ("listing", '{"data": {}}', "no_items"),
        ("listing", '{"data": {"list": [{"x": 1}]}}', "no_items"),
        ("listing", '{"data": {"list": []}}', "no_links"),
        ("search", '{"data": {"list": null}}', None),
        ("search", "{}", None),
        ("search", '{"data": {"list": []}}', None),
    ],
)
def test_what_is_wrong_with_an_answer(kind: str, body: str, trouble: str | None) -> None:
    found = find(body, kind, json="data.list", fields=(("url", "url"),))
    assert (found.trouble.code if found.trouble else None) == trouble


def test_a_path_may_lead_into_the_script_of_a_page() -> None:
    page = "<script>var a={x:[{u:'/1.html'}]}</script><script>var b={news:{rows:[{u:'/2.html',t:'公园'}]}};</script>"
    found = find(page, json="news.rows", fields=(("url", "u"), ("title", "t")))
    assert offered(found) == {"/2.html": "公园"}


# ---- further pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "form", "request_", "expected"),
    [
        ("http://a.example/l?p={page}", (), Request(url="http://a.example/l?p=1"), "http://a.example/l?p=2"),
        ("http://a.example/l?p={page:0}", (), Request(url="http://a.example/l?p=9"), "http://a.example/l?p=10"),
        ("http://a.example/l?o={offset:20}", (), Request(url="http://a.example/l?o=20"), "http://a.example/l?o=40"),
        (
            "http://a.example/l",
            (("p", "{page}"), ("q", "x")),
            Request(url="http://a.example/l", form=(("p", "3"), ("q", "x"))),
            "http://a.example/l#p=4&q=x",
        ),
    ],
)
def test_pages_counted_by_the_source(
    address: str, form: tuple[tuple[str, str], ...], request_: Request, expected: str
) -> None:
    found = find(json.dumps(ITEMS), address=address, form=form, request=request_, url=request_.url)
    assert [one.key for one in found.more] == [expected]
    ended = find("[]", address=address, form=form, request=replace(request_, url=expected.partition("#")[0]))
    assert ended.more == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/l?pageNo=1&size=20", "http://a.example/l?pageNo=2&size=20"),
        ("http://a.example/l?start=0&limit=15", "http://a.example/l?start=15&limit=15"),
        ("http://a.example/l?offset=0", ""),
        ("http://a.example/l?id=7", ""),
    ],
)
def test_pages_counted_by_the_address_of_a_list_in_json(url: str, expected: str) -> None:
    found = find(json.dumps(ITEMS), url=url)
    assert [one.url for one in found.more] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        ("<div data-url='?page=2'>加载更多</div>", "?page=2"),
        ("<a href='javascript:;' data-url='/list/more?offset=20'>查看更多</a>", "/list/more?offset=20"),
        ("<a href='/yw/'>更多</a>", ""),
        ("<link rel='next' href='/list/p2'>", "/list/p2"),
        ("<a onclick=\"location.href='index_1.html'\">下一页</a>", "index_1.html"),
        ("<script>createPageHTML('page_div',9, 2,'index','shtml',180);</script>", "index_3.shtml"),
    ],
)
def test_more_ways_to_the_next_page(pager: str, expected: str) -> None:
    found = find(f"<ul>{each('<li><a href=%u>%t</a>%d</li>')}</ul>{pager}")
    assert [one.url for one in found.more] == ([urljoin(LIST, expected)] if expected else [])


def test_further_pages_are_asked_with_the_headers_of_the_source() -> None:
    headers = (("Referer", "http://news.example/"),)
    found = find(f"<ul>{each('<li><a href=%u>%t</a>%d</li>')}</ul><a href='?page=2'>下一页</a>", headers=headers)
    assert [(one.url, one.headers) for one in found.more] == [(LIST + "?page=2", headers)]


def test_an_empty_further_page_is_the_end_of_the_list() -> None:
    empty = "<html><body>没有了</body></html>"
    assert (
        find(empty, url=LIST + "index_9.html", address=LIST, request=Request(url=LIST + "index_9.html")).trouble is None
    )
    first = find(empty, address=LIST, request=Request(url=LIST))
    assert first.trouble is not None and first.trouble.code == "no_links"


# ---- the corpora ----------------------------------------------------------------------------------------------------

CORPUS = Path(__file__).parent / "corpus" / "changping-dev"


def test_every_article_that_a_list_of_the_corpus_names_is_found() -> None:
    pages = [json.loads(line) for line in (CORPUS / "pages.jsonl").read_text("utf-8").splitlines()]
    articles = {identity(page["url"]): page["url"] for page in pages if page["kind"] == "article"}
    lists = [page for page in pages if page["kind"] in ("list", "feed", "sitemap")]
    assert len(lists) == 11
    met: set[str] = set()
    for page in lists:
        body = (CORPUS / page["file"]).read_bytes()
        kind = "listing" if page["kind"] == "list" else page["kind"]
        found = find(body, kind, page["url"], since=None, content_type=page["content_type"])
        met |= {identity(link.url) for link in found.links}
        dropped = {identity(one.url) for one in found.dropped} - {identity(link.url) for link in found.links}
        assert not {one for one in dropped & articles.keys() if same_host(articles[one], page["url"])}, page["url"]
    assert len(met & articles.keys()) >= 60


def same_host(one: str, other: str) -> bool:
    return urlsplit(one).hostname == urlsplit(other).hostname
