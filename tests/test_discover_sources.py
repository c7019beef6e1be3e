"""Feeds, sitemaps, list pages and searches give their links, and each link that is dropped has its reason."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.discover import Discovery, Query, discover
from tracker.model import Config, Page, Place, Source, Statement, Target

SINCE = date(2025, 1, 17)
ZONE = ZoneInfo("Asia/Shanghai")


def source_of(kind: str, address: str = "http://news.example/list/", **more: str) -> Source:
    return Source(id="s", name="s", tier="press", kind=kind, address=address, **more)  # type: ignore[arg-type]


def find(kind: str, body: str | bytes, *, url: str = "http://news.example/list/", **more: str) -> Discovery:
    content = body.encode() if isinstance(body, str) else body
    page = Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html; charset=utf-8" if kind == "listing" else "application/xml",
        body=content,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256="",
    )
    return discover(Query(page=page, source=source_of(kind, url, **more), since=SINCE, zone=ZONE))


def urls(found: Discovery) -> list[str]:
    return [link.url for link in found.links]


def more(found: Discovery) -> list[str]:
    return [request.url for request in found.more]


def reasons(found: Discovery) -> dict[str, str]:
    return {one.url: one.reason.code for one in found.dropped}


# ---- feeds ----------------------------------------------------------------------------------------------------------


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'


def test_rss_items_have_title_and_local_day() -> None:
    item = "<item><title> 公园&amp;绿道 </title><link>http://news.example/1</link><pubDate>{}</pubDate></item>"
    found = find("feed", rss(item.format("Mon, 18 Aug 2025 20:30:00 GMT")))
    assert [(link.url, link.title, link.published) for link in found.links] == [
        ("http://news.example/1", "公园&绿道", date(2025, 8, 19))
    ]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("<pubDate>2025-08-18 20:30:00</pubDate>", date(2025, 8, 18)),  # no offset: as the place's clock tells
        ("<pubDate>Mon, 18 Aug 2025 20:30:00 +0800</pubDate>", date(2025, 8, 18)),
        ("<pubDate>2025年8月18日</pubDate>", date(2025, 8, 18)),
        ("<pubDate>yesterday</pubDate>", None),
        ("", None),
    ],
)
def test_days_of_a_feed_as_they_are_written(stamp: str, day: date | None) -> None:
    found = find("feed", rss(f"<item><title>t</title><link>http://news.example/1</link>{stamp}</item>"))
    assert [link.published for link in found.links] == [day]


def test_relative_links_permanent_ids_and_items_without_link() -> None:
    items = (
        "<item><title>a</title><link>/a.html</link></item>",
        '<item><title>b</title><guid isPermaLink="true">http://news.example/b</guid></item>',
        "<item><title>c</title></item>",
    )
    assert urls(find("feed", rss(*items))) == ["http://news.example/a.html", "http://news.example/b"]


def test_atom_takes_the_article_and_not_the_feed_itself() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title>'
        '<link rel="self" href="http://news.example/a.xml"/><link rel="alternate" href="http://news.example/a"/>'
        "<published>2025-03-01T00:30:00+08:00</published><updated>2025-04-01T00:00:00Z</updated></entry></feed>"
    )
    found = find("feed", text)
    assert [(link.url, link.published) for link in found.links] == [("http://news.example/a", date(2025, 3, 1))]


def test_what_is_older_than_the_statement_is_dropped_with_the_day() -> None:
    item = "<item><title>t</title><link>http://news.example/{}</link><pubDate>{}</pubDate></item>"
    found = find("feed", rss(item.format(1, "2025-01-16"), item.format(2, "2025-01-17")))
    assert urls(found) == ["http://news.example/2"]
    assert found.dropped[0].reason.fact("day") == "2025-01-16"


def test_one_address_under_two_names_is_one_link() -> None:
    item = "<item><title>t</title><link>{}</link></item>"
    found = find("feed", rss(item.format("http://news.example/1?utm_source=a"), item.format("http://news.example/1#x")))
    assert urls(found) == ["http://news.example/1?utm_source=a"]


@pytest.mark.parametrize("body", ["", "<html><body>moved</body></html>", "not xml", b"\x00\x01\x02"])
def test_a_page_that_is_no_feed_is_trouble(body: str | bytes) -> None:
    found = find("feed", body)
    assert found.trouble is not None
    assert found.trouble.code == "not_a_feed"


def test_an_empty_feed_is_no_trouble() -> None:
    assert find("feed", rss()) == Discovery()


def test_a_feed_cut_off_in_the_middle_gives_what_it_has() -> None:
    whole = rss(*(f"<item><title>t</title><link>http://news.example/{n}</link></item>" for n in range(5)))
    assert urls(find("feed", whole[: whole.index("/4")]))[:4] == [f"http://news.example/{n}" for n in range(4)]


def test_entities_in_a_feed_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rss("<item><link>&b;</link></item>")
    assert find("feed", bomb).trouble is not None


# ---- sitemaps -------------------------------------------------------------------------------------------------------

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def test_news_sitemap_with_titles_and_days() -> None:
    body = (
        f"<urlset {SITEMAP}><url><loc> http://news.example/1 </loc><lastmod>2026-01-01</lastmod><n:news>"
        "<n:publication_date>2025-08-18T17:00:00Z</n:publication_date><n:title>公园开放</n:title></n:news></url>"
        "<url><loc>http://news.example/2</loc><lastmod>2025-01-02</lastmod></url>"
        "<url><loc>http://news.example/3</loc></url><url></url></urlset>"
    )
    found = find("sitemap", body)
    assert [(link.url, link.title, link.published) for link in found.links] == [
        ("http://news.example/1", "公园开放", date(2025, 8, 19)),
        ("http://news.example/3", "", None),
    ]
    assert reasons(found) == {"http://news.example/2": "before_statement"}


def test_an_index_names_the_sitemaps_that_may_hold_news() -> None:
    entry = "<sitemap><loc>http://news.example/{}.xml</loc>{}</sitemap>"
    days = [("a", "<lastmod>2025-02-01</lastmod>"), ("b", "<lastmod>2024-12-31</lastmod>"), ("c", "")]
    days.append(("d", "<lastmod>2025-05-01T00:00:00+08:00</lastmod>"))
    found = find("sitemap", f"<sitemapindex {SITEMAP}>{''.join(entry.format(*day) for day in days)}</sitemapindex>")
    assert more(found) == ["http://news.example/c.xml", "http://news.example/d.xml", "http://news.example/a.xml"]


def test_packed_sitemaps_are_unpacked() -> None:
    body = gzip.compress(f"<urlset {SITEMAP}><url><loc>http://news.example/1</loc></url></urlset>".encode())
    assert urls(find("sitemap", body)) == ["http://news.example/1"]
    assert find("sitemap", gzip.compress(b" " * (11 << 20))).trouble is not None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (
            '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
            "unsafe_xml",
        ),
        ("<!DOCTYPE urlset><urlset/>", "unsafe_xml"),
        ("<html><p>moved<br></html>", "not_a_sitemap"),
        ("", "not_a_sitemap"),
        ("<urlset><url><loc>http://news.example/1</loc></url><url>", "malformed"),
    ],
)
def test_bad_sitemaps_are_trouble(body: str, code: str) -> None:
    found = find("sitemap", body)
    assert found.trouble is not None
    assert found.trouble.code == code


# ---- list pages -----------------------------------------------------------------------------------------------------

FRAME = (
    '<html><head><title>要闻</title></head><body><div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a>'
    '<a href="/hdjl/">互动交流</a><a href="/en/">English</a></div>{}<div class="foot">'
    '<a href="/about.html">关于我们</a><a href="http://beian.example/">京ICP备00000000号</a>'
    '<a href="/map.html">网站地图</a></div></body></html>'
)
ROWS = [
    ("/202508/t20250819_1.html", "温榆河公园二期开放", "2025-08-19"),
    ("/202507/t20250701_2.html", "更正", "2025-07-01"),
    ("/202505/t20250506_3.html", "生命谷三期首个标准厂房投入使用", "2025-05-06"),
]
FORMS = {
    "ul": "<ul>{}</ul>|<li><span>{day}</span><a href='{url}'>{title}</a></li>",
    "ul after": "<ul>{}</ul>|<li><a href='{url}' title='{title}'>{title}</a> [{day}]</li>",
    "table": "<table>{}</table>|<tr><td>·<a href='{url}'>{title}</a></td><td>{day}</td></tr>",
    "dl": "<dl>{}</dl>|<dt><a href='{url}'>{title}</a></dt><dd>{day}</dd>",
    "divs": "<div>{}</div>|<div class=item><h3><a href='{url}'>{title}</a></h3><p>摘要……</p><i>{day}</i></div>",
    "breaks": "<td>{}</td>|<a href='{url}'>{title}</a>　{day}<br>",
    "picture": "<ul>{}</ul>|<li><a href='{url}'><img src=x alt=图></a><h4><a href='{url}'>{title}</a></h4>{day}</li>",
    "column": "<ul>{}</ul>|<li>[<a href='/bm/'>部门</a>]<a href='{url}'>{title}</a><em>{day}</em></li>",
}


@pytest.mark.parametrize("form", FORMS)
def test_headlines_are_found_by_structure(form: str) -> None:
    frame, _, row = FORMS[form].partition("|")
    rows = "".join(row.format(url=url, title=title, day=day) for url, title, day in ROWS)
    found = find("listing", FRAME.format(frame.format(rows)))
    expected = [("http://news.example" + url, title, date.fromisoformat(day)) for url, title, day in ROWS]
    assert sorted((link.url, link.title, link.published) for link in found.links) == sorted(expected)


def test_headlines_without_any_date_are_found_by_their_number_and_length() -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>区里今年第{n}批重点工程开工建设</a></li>" for n in range(1, 5))
    assert len(find("listing", FRAME.format(f"<ul>{rows}</ul>")).links) == 4


def test_the_whole_headline_is_taken_where_the_list_cuts_it() -> None:
    row = "<li><a href='/1.html' title='温榆河公园昌平二期今天正式开放'>温榆河公园昌平二...</a> 2025-08-19</li>"
    assert find("listing", FRAME.format(row)).links[0].title == "温榆河公园昌平二期今天正式开放"


def test_each_link_that_is_not_followed_has_its_reason() -> None:
    rows = (
        "<li><a href='/1.html'>温榆河公园二期开放</a> 2025-08-19</li>"
        "<li><a href='/2.pdf'>关于印发行动方案的通知</a> 2025-08-18</li>"
        "<li><a href='http://far.example/3.html'>友情链接网站的一条新闻</a> 2025-08-17</li>"
        "<li><a href='/4.html'>去年的一条旧新闻在这里</a> 2024-08-17</li>"
        "<li><a href='javascript:void(0)'>展开全部的新闻列表</a> 2025-08-17</li>"
    )
    found = find("listing", FRAME.format(f"<ul>{rows}</ul>"))
    assert urls(found) == ["http://news.example/1.html"]
    told = reasons(found)
    assert told["http://news.example/2.pdf"] == "document"
    assert told["http://far.example/3.html"] == "off_site"
    assert told["http://news.example/4.html"] == "before_statement"
    assert told["javascript:void(0)"] == "not_web"
    assert told["http://news.example/zwgk/"] == "navigation"
    assert set(told.values()) == {"document", "off_site", "before_statement", "not_web", "navigation"}


def test_a_day_within_a_headline_is_not_the_day_of_the_page() -> None:
    row = "<li><a href='/1.html'>2024年1月1日起施行的办法解读</a><span>2025-08-19</span></li>"
    assert find("listing", FRAME.format(row)).links[0].published == date(2025, 8, 19)


def test_selectors_of_a_person_decide() -> None:
    body = (
        "<base href='http://cdn.news.example/x/'><div class=a><a href='1.html'>短</a><b>2025-08-19</b></div>"
        "<div class=b><a href='2.html'>一条很长很长的推荐新闻标题</a></div><a class=older href='/list/2'>older</a>"
    )
    found = find("listing", body, link=".a a", date="b", next=".older")
    assert [(link.url, link.title, link.published) for link in found.links] == [
        ("http://cdn.news.example/x/1.html", "短", date(2025, 8, 19))
    ]
    assert more(found) == ["http://cdn.news.example/list/2"]


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        ("<a href='index_1.html'>下一页</a>", ("index_1.html",)),
        ("<a href='?page=2'>下页&gt;</a>", ("?page=2",)),
        ("<a rel=next href='p2'>→</a>", ("p2",)),
        ("<b>1</b><a href='?page=2'>2</a><a href='?page=3'>3</a>", ("?page=2", "?page=3")),
        ("<a href='index.html'>1</a><a href='index_1.html'>2</a>", ("index.html", "index_1.html")),
        ('<script>createPageHTML(5, 0, "index", "html");</script>', ("index_1.html",)),
        ('<script>createPageHTML(1, 0, "index", "html");</script>', ()),
        ("<a href='/calendar/2025/08/12'>12</a>", ()),
        ("<a href='http://far.example/2'>下一页</a>", ()),
        ("<a href='javascript:go(2)'>下一页</a>", ()),
        ("<a href='/a/1.html'>下一页为您讲述公园的故事</a>", ()),
    ],
)
def test_further_pages(pager: str, expected: tuple[str, ...]) -> None:
    found = find("listing", FRAME.format(pager))
    assert more(found) == ["http://news.example/list/" + url for url in expected]


def test_a_list_without_a_single_link_is_trouble() -> None:
    found = find("listing", "<html><body>维护中</body></html>")
    assert found.trouble is not None
    assert found.trouble.code == "no_links"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/aulitrdhef='\" .页下1\x00中", max_size=200))
def test_no_list_page_breaks_the_finder(body: str) -> None:
    assert isinstance(find("listing", body), Discovery)


def test_a_hostile_list_page_takes_little_time() -> None:
    began = time.process_time()
    find("listing", "<div>" * 20_000 + "<a href='/1'>x</a>" * 20_000)
    assert time.process_time() - began < 5


# ---- searches -------------------------------------------------------------------------------------------------------


def config_of(*ideas: tuple[tuple[str, ...], ...]) -> Config:
    return Config(
        path="",
        title="",
        language="zh",
        timezone="Asia/Shanghai",
        place=Place(name="滨江区", aliases=("滨江",)),
        statements=(Statement(id="s", title="", publisher="", date=SINCE, url=""),),
        sources=(),
        publishers=(),
        targets=tuple(
            Target(id=str(n), kind="commitment", title_zh="", title_en="", about=about) for n, about in enumerate(ideas)
        ),
    )


def test_addresses_wrapped_by_a_search_service_are_unwrapped() -> None:
    item = "<item><title>t</title><link>http://s.example/go?url=http%3A%2F%2Fnews.example%2F1</link></item>"
    assert urls(find("search", rss(item))) == ["http://news.example/1"]


@pytest.mark.parametrize("reference", ["&#x110000;", "&#xD800;", "&#1114112;", "&#" + "9" * 5000 + ";", "&#x;", "&#;"])
def test_a_reference_to_no_character_spoils_no_feed(reference: str) -> None:
    entry = f"<item><title>公园{reference}开放&#25;&#x5f00;</title><link>http://news.example/1.html</link></item>"
    # Without an end, feedparser's forgiving parser reads on where the strict one gives up.
    for end in ("</channel></rss>", ""):
        found = find("feed", f"<rss version='2.0'><channel><title>x</title>{entry}{end}")
        assert urls(found) == ["http://news.example/1.html"]


def test_a_headline_in_json_with_an_endless_reference_is_read() -> None:
    rows = [
        {"url": f"/{number}.html", "title": f"滨江公园二期今天正式开放&#{'9' * 4900};第{number}天"}
        for number in range(3)
    ]
    found = find("listing", json.dumps(rows))
    assert len(found.links) == 3
