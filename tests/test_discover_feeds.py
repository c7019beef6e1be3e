"""Feeds and sitemaps as they are in the wild: versions, encodings, faults, pages, wrapped links, memory."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.discover import Discovery, Query, discover
from tracker.model import Page, Source

TITLE = "滨江湿地公园二期今起向市民开放"
ADDRESS = "http://news.example/feed/all.xml"
RSS = "<rss version='2.0'><channel><title>要闻</title>{}</channel></rss>"
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>Mon, 18 Aug 2025 20:30:00 GMT</pubDate></item>"


def find(kind: str, body: str | bytes, label: str = "", known_until: date | None = None) -> Discovery:
    page = Page(
        url=ADDRESS,
        final_url=ADDRESS,
        status=200,
        content_type=label,
        body=body.encode() if isinstance(body, str) else body,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256="",
    )
    source = Source(id="s", name="s", tier="press", kind=kind, address=ADDRESS, headers=(("X-A", "b"),))
    zone = ZoneInfo("Asia/Shanghai")
    return discover(Query(page=page, source=source, since=date(2025, 1, 17), zone=zone, known_until=known_until))


def urls(found: Discovery) -> list[str]:
    return [link.url for link in found.links]


def rss(link: str = "http://news.example/1", title: str = TITLE) -> str:
    return RSS.format(ITEM.format(title=title, link=link))


VERSIONS = {
    "rss 0.91": "<rss version='0.91'><channel><title>t</title>"
    "<item><title>{t}</title><link>/1</link></item></channel></rss>",
    "rss 0.90": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>t</title></channel>"
    "<item><title>{t}</title><link>/1</link></item></rdf:RDF>",
    "rss 1.0": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><items><rdf:Seq><rdf:li resource='/1'/></rdf:Seq></items>"
    "</channel><item rdf:about='/1'><title>{t}</title><link>/1</link><dc:date>2025-08-19</dc:date></item></rdf:RDF>",
    "rss 2.0": "<rss version='2.0'><channel><image><link>http://news.example/logo</link></image><item><title>{t}</title>"
    "<link>/1</link><description><![CDATA[<p>a<b>]]></description><pubDate>2025-08-19</pubDate></item></channel></rss>",
    "atom 0.3": "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>{t}</title>"
    "<link rel='alternate' type='text/html' href='/1'/><issued>2025-08-19T01:00:00+08:00</issued></entry></feed>",
    "atom 1.0": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><source><title>x</title><link href='/2'/></source>"
    "<title>{t}</title><link href='/1'/><content type='xhtml'><div><a href='/3'>x</a></div></content></entry></feed>",
    "cdata": "<rss version='2.0'><channel>"
    "<item><title><![CDATA[{t}]]></title><link><![CDATA[/1]]></link></item></channel></rss>",
    "json 1.1": '{{"version": "https://jsonfeed.org/version/1.1",'
    ' "items": [{{"id": "1", "url": "/1", "title": "{t}"}}]}}',
    "json outside": '{{"version": "https://jsonfeed.org/version/1",'
    ' "items": [{{"external_url": "/1", "title": "{t}"}}]}}',
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ["feed", "search"])
def test_every_version_gives_its_links(version: str, kind: str) -> None:
    found = find(kind, VERSIONS[version].format(t=TITLE))
    assert [(link.url, link.title) for link in found.links] == [("http://news.example/1", TITLE)]


@pytest.mark.parametrize(
    ("declared", "label", "codec"),
    [
        ("utf-8", "", "gb18030"),
        ("gbk", "application/xml; charset=utf-8", "utf-8"),
        ("gb2312", "", "gb18030"),
        ("utf-8", "text/xml; charset=iso-8859-1", "utf-8"),
        ("utf-8", "text/xml; charset=gbk", "utf-8"),
        ("utf-16", "", "utf-16"),
        ("utf-8", "", "utf-8-sig"),
        ("big5", "", "big5"),
    ],
)
def test_encodings_are_seen_through(declared: str, label: str, codec: str) -> None:
    title = "濱江濕地公園二期今起向市民開放" if codec == "big5" else TITLE
    whole = rss(title=title).replace("要闻", "t")
    body = f"<?xml version='1.0' encoding='{declared}'?>{whole}".encode(codec)
    assert [link.title for link in find("feed", body, label).links] == [title]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n  <?xml version='1.0'?>" + rss(),
        "<br /><b>Warning</b>: something in x.php on line 3<br />" + rss(),
        rss().replace(TITLE, "甲 & 乙 < 丙 &nbsp; 丁"),
        rss().replace("</channel></rss>", ""),
        rss().replace("</channel></rss>", "<item><title>截断的"),
        rss().replace(TITLE, "\x08" + TITLE),
        rss().replace("<item>", "<item><media:title>x</media:title><itunes:title>y</itunes:title>"),
    ],
)
def test_faults_of_feeds_cost_nothing_of_what_can_be_read(body: str) -> None:
    assert urls(find("feed", body)) == ["http://news.example/1"]


def test_ampersands_in_addresses_need_no_escape() -> None:
    assert urls(find("feed", rss("http://news.example/a?id=1&amp;b=2"))) == ["http://news.example/a?id=1&b=2"]
    assert urls(find("feed", rss("http://news.example/a?id=1&b=2"))) == ["http://news.example/a?id=1&b=2"]
    body = "<urlset><url><loc>http://news.example/a?id=1&b=2</loc></url></urlset>"
    assert urls(find("sitemap", body)) == ["http://news.example/a?id=1&b=2"]


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [("xml:base='http://b.example/x/'", "http://b.example/x/a.html"), ("", "http://news.example/feed/a.html")],
)
def test_relative_links_of_a_feed(attribute: str, expected: str) -> None:
    entry = "<entry><title>t</title><link href='a.html'/></entry>"
    body = f"<feed xmlns='http://www.w3.org/2005/Atom' {attribute}>{entry}</feed>"
    assert urls(find("feed", body)) == [expected]


def test_a_page_instead_of_a_feed_names_the_feed() -> None:
    page = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/rss.xml'></head><body>新闻</body></html>"
    )
    found = find("feed", page)
    assert found.trouble is not None and found.trouble.code == "not_a_feed"
    assert found.trouble.fact("feed") == "http://news.example/rss.xml"


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_feeds_in_pages_go_on(rel: str) -> None:
    entry = "<entry><title>t</title><link href='/1'/></entry>"
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><link rel='{rel}' href='?page=2'/>{entry}</feed>"
    assert [(one.url, one.headers) for one in find("feed", body).more] == [(ADDRESS + "?page=2", (("X-A", "b"),))]


def test_json_feeds_go_on() -> None:
    items = [{"url": "/1", "title": "t", "date_published": "2025-08-18T20:30:00Z"}]
    found = find("feed", json.dumps({"version": "x", "next_url": "/f?p=2", "items": items}))
    assert [one.url for one in found.more] == ["http://news.example/f?p=2"]
    assert found.links[0].published == date(2025, 8, 19)


def test_links_wrapped_by_search_services() -> None:
    bing = "http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;tid=1&amp;url=https%3a%2f%2fnews.example%2fa%2f1.html&amp;c=2"
    assert urls(find("search", rss(bing))) == ["https://news.example/a/1.html"]
    old = "https://news.google.com/rss/articles/CBMiHWh0dHBzOi8vbmV3cy5leGFtcGxlL2EvMS5odG1s0gEA?oc=5"
    assert urls(find("search", rss(old))) == ["https://news.example/a/1.html"]
    new = "https://news.google.com/rss/articles/CBMiZkFVX3lxTFBKa3Bfc29tZV90b2tlbl90aGF0X3NheXNfbm90aGluZw?oc=5"
    found = find("search", rss(new))
    assert [(one.reason.code, one.title) for one in found.dropped] == [("wrapped", TITLE)]


def test_an_article_that_carries_an_address_is_no_wrapper() -> None:
    url = "http://news.example/a/1.html?url=http://other.example/"
    assert urls(find("feed", rss(url))) == [url]


# ---- sitemaps -------------------------------------------------------------------------------------------------------


def test_a_sitemap_of_lines() -> None:
    body = "\ufeffhttp://news.example/1.html\r\nhttp://news.example/2.html\n"
    assert urls(find("sitemap", body)) == ["http://news.example/1.html", "http://news.example/2.html"]
    assert urls(find("sitemap", gzip.compress(body.encode()))) == [
        "http://news.example/1.html",
        "http://news.example/2.html",
    ]


def test_a_feed_in_the_place_of_a_sitemap() -> None:
    assert urls(find("sitemap", "<?xml version='1.0'?>" + rss())) == ["http://news.example/1"]


def test_a_sitemap_declared_as_gbk() -> None:
    body = f"<?xml version='1.0' encoding='GBK'?><urlset><url><loc>http://news.example/1</loc><title>{TITLE}</title></url></urlset>"
    assert find("sitemap", body.encode("gbk")).links[0].title == TITLE


def test_the_day_of_a_change_is_not_that_of_publication_and_tells_what_is_known() -> None:
    entry = "<url><loc>http://news.example/{}</loc><lastmod>{}</lastmod></url>"
    body = f"<urlset>{entry.format(1, '2025-08-01')}{entry.format(2, '2025-08-20')}<url><loc>http://news.example/3</loc></url></urlset>"
    assert [link.published for link in find("sitemap", body).links] == [None, None, None]
    known = find("sitemap", body, known_until=date(2025, 8, 10))
    assert urls(known) == ["http://news.example/2", "http://news.example/3"]
    assert known.dropped == ()
    index = body.replace("urlset", "sitemapindex").replace("url>", "sitemap>")
    assert [one.url for one in find("sitemap", index, known_until=date(2025, 8, 10)).more] == [
        "http://news.example/3",
        "http://news.example/2",
    ]
