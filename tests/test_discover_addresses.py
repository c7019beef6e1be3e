"""Addresses that name one page become one, and days are read from addresses and lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.discover.addresses import canonical, identity, is_document, is_media, is_web, owner, same_site
from tracker.discover.days import day_of_address, day_of_text, has_day, moment_of
from tracker.discover.unwrap import unwrapped


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("http://news.example:8080/a#top", "http://news.example:8080/a"),
        ("http://news.example./a?utm_source=x&id=7&spm=1.2", "http://news.example/a?id=7"),
        ("http://news.example/a?b=2&a=1", "http://news.example/a?a=1&b=2"),
        ("http://news.example/a;jsessionid=12AB?x=1", "http://news.example/a?x=1"),
        ("http://news.example/a?from=wechat&share_token=9", "http://news.example/a"),
        ("http://news.example/a?fromage=1", "http://news.example/a?fromage=1"),
        ("http://news.example/新闻?标题=一", "http://news.example/新闻?标题=一"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


@given(st.text(max_size=60))
def test_canonical_takes_anything_and_is_stable(text: str) -> None:
    once = canonical("http://news.example/" + text)
    assert canonical(once) == once


def test_identity_does_not_tell_http_from_https() -> None:
    assert identity("https://news.example/a?utm_id=1") == identity("http://news.example:80/a#x")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.city.example/", "https://news.city.example/a", True),
        ("http://www.bj.gov.cn/", "http://www.sh.gov.cn/", False),
        ("http://www.bj.gov.cn/", "http://tjj.bj.gov.cn/", True),
        ("http://a.com.cn/", "http://b.com.cn/", False),
        ("http://a.example/", "http://b.example/", False),
        ("http://127.0.0.1/", "http://10.0.0.1/", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


def test_owner_of_a_bare_name() -> None:
    assert owner("localhost") == "localhost"


@pytest.mark.parametrize("url", ["http://a.example/x.XLS", "http://a.example/x.jpg?size=2", "http://a.example/v.mp4"])
def test_media(url: str) -> None:
    assert is_media(url)


@pytest.mark.parametrize("url", ["http://a.example/x.PDF", "http://a.example/notice.docx?download=1"])
def test_documents(url: str) -> None:
    assert is_document(url)
    assert not is_media(url)


@pytest.mark.parametrize("url", ["mailto:x@a.example", "javascript:void(0)", "/a", "http://", "http://[x"])
def test_not_web(url: str) -> None:
    assert not is_web(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://search.example/click?id=3&url=http%3a%2f%2fnews.example%2fa%3fb%3d1", "http://news.example/a?b=1"),
        ("http://news.example/a?url=/b", "http://news.example/a?url=/b"),
    ],
)
def test_unwrapped(url: str, expected: str) -> None:
    assert unwrapped(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/202508/t20250819_1370.html", date(2025, 8, 19)),
        ("http://a.example/html/2025-08/19/content_1.htm", date(2025, 8, 19)),
        ("http://a.example/2025/0819/1.shtml", date(2025, 8, 19)),
        ("http://a.example/2025/08/19/1.shtml", date(2025, 8, 19)),
        ("http://a.example/n/20250819/1.html", date(2025, 8, 19)),
        ("http://a.example/news/2025-08-19/doc-1.html", date(2025, 8, 19)),
        ("http://a.example/20121231.html", None),  # a bare number may be just a number
        ("http://a.example/20251345/1.html", None),
        ("http://a.example/120250819/1.html", None),
    ],
)
def test_day_of_address(url: str, expected: date | None) -> None:
    assert day_of_address(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[2025-08-19]", date(2025, 8, 19)),
        ("2025年8月9日 第02版", date(2025, 8, 9)),
        ("发布：2025/8/9 10:30", date(2025, 8, 9)),
        ("2025.08.19", date(2025, 8, 19)),
        ("08-19 10:30", None),
        ("2025年11月主要经济指标", None),
        ("2025-13-40", None),
    ],
)
def test_day_of_text(text: str, expected: date | None) -> None:
    assert day_of_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("08-19 10:30", True), ("3小时前", True), ("增长5.6%", False), ("", False)]
)
def test_has_day(text: str, expected: bool) -> None:
    assert has_day(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 07 Mar 2026 09:25:00 +0800", datetime.fromisoformat("2026-03-07T09:25:00+08:00")),
        ("2026-03-07T01:25:00Z", datetime.fromisoformat("2026-03-07T01:25:00+00:00")),
        ("2026-03-07", datetime(2026, 3, 7)),
        ("2026年3月7日", date(2026, 3, 7)),
        ("soon", None),
    ],
)
def test_moment_of(text: str, expected: datetime | date | None) -> None:
    assert moment_of(text) == expected


ARTICLES = st.builds(
    "http://www.news.example/{}/{}".format,
    st.sampled_from(["yw", "2025/08", "content/2025-08/19", "m2", "print2", "news"]),
    st.one_of(
        st.integers(1000, 9_999_999).map("t20250819_{}.html".format),
        st.integers(1000, 9_999_999).map("{}.shtml".format),
        st.integers(1000, 9_999_999).map("{}/".format),
        st.integers(1, 9_999_999).map("show.php?newsid={}".format),
        st.integers(1, 9_999_999).map("detail?type=2&id={}".format),
    ),
)
COPIES = (
    lambda url: url.replace("http:", "https:"),
    lambda url: url.replace("www.", ""),
    lambda url: url.replace("www.", "m."),
    lambda url: url.replace("www.", "wap."),
    lambda url: url.replace(".example/", ".example/m/"),
    lambda url: url.replace(".example/", ".example/print/"),
    lambda url: url.replace(".html", "_print.html"),
    lambda url: url.replace(".html", ".amp.html"),
    lambda url: url + ("&" if "?" in url else "?") + "print=1",
    lambda url: url + ("&" if "?" in url else "?") + "utm_source=x&spm=1.2",
    lambda url: url + ("&" if "?" in url else "?") + "PHPSESSID=0a1b",
    lambda url: url + "#top",
    lambda url: url.rstrip("/") if "?" not in url else url,
    lambda url: url + "index.html" if url.endswith("/") else url,
    lambda url: url.replace("http://www.news.example", "HTTP://WWW.News.Example:80"),
)


@given(ARTICLES, st.lists(st.sampled_from(COPIES), max_size=3, unique=True))
def test_copies_of_one_article_have_one_identity(url: str, copies: list[Callable[[str], str]]) -> None:
    copy = url
    for change in copies:
        copy = change(copy)
    marks = sum(copy.count(mark) for mark in ("/m/", "/print/", "_print", ".amp"))
    if marks < 2:  # a copy of a copy is nothing that exists
        assert identity(copy) == identity(url), copy


@given(ARTICLES, ARTICLES)
def test_two_articles_never_have_one_identity(one: str, other: str) -> None:
    assert (identity(one) == identity(other)) is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/show?id=1", "http://a.example/show?id=2"),
        ("http://a.example/show?newsid=11&p=1", "http://a.example/show?newsid=11&p=2"),
        ("http://a.example/print/1234.html", "http://a.example/print/1235.html"),
        ("http://m.a.example/1.html", "http://b.example/1.html"),
        ("http://a.example/%E6%96%B0.html", "http://a.example/%E6%97%A7.html"),
        ("http://a.example/%D0%C2/1", "http://a.example/%BE%C9/1"),
        ("http://a.example/index.html?id=1", "http://a.example/index.html?id=2"),
        ("http://news.a.example/1.html", "http://www.a.example/1.html"),
        ("http://m.cn/1", "http://m.example/1"),
    ],
)
def test_articles_told_apart(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_an_address_written_in_two_ways() -> None:
    assert identity("http://a.example/新闻/1") == identity("http://a.example/%e6%96%b0%E9%97%bb/1")
    assert identity("http://a.example/") == identity("http://a.example/index.html") == identity("http://www.a.example")


def test_the_index_of_a_copy_is_the_article() -> None:
    assert identity("http://news.example/yw/1000/index_print.html") == identity("http://news.example/yw/1000/")
