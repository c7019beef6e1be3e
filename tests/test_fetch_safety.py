"""Which addresses may be asked, which machines connected to, and which pages are obstacles."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import FetchError
from tracker.fetch import Fetcher, Policy
from tracker.fetch.address import check_url, permitted
from tracker.fetch.blocked import obstacle
from tracker.fetch.looks import looks_of


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "javascript:alert(1)",
        "//news.example/a",
        "http://",
        "http:///a",
        "http://user@news.example/",
        "http://user:pass@news.example/",
        "http://news.example@evil.example/",
        "http://news.example\\@evil.example/",
        "http://news.example/a b",
        "http://news.example/a\r\nHost: x",
        "http://news.example/\x00",
        "http://news.example:8080/",
        "http://news.example:99999/",
        "http://news.example:port/",
        "http://[fe80::1%25eth0]/",
        "http://%31%32%37.0.0.1/",
        "http://" + "a" * 70 + ".example/",
        "http://[::1",
    ],
)
def test_addresses_that_are_never_asked(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_url(url, Policy())
    assert caught.value.code == "unsafe_address"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://news.example/", "http://news.example/"),
        ("HTTP://News.Example.:80", "http://news.example/"),
        ("https://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
        (
            "http://新闻.example/路径?查询=1",
            "http://xn--efvy88h.example/%E8%B7%AF%E5%BE%84?%E6%9F%A5%E8%AF%A2=1",
        ),
        ("http://新闻。example．/", "http://xn--efvy88h.example/"),
        ("http://my_site.example/%E8%b7%af/a|b,c;d?%", "http://my_site.example/%E8%B7%AF/a%7Cb,c;d?%25"),
        ("http://news.example/a/../b/./c/%2e%2E/d/..", "http://news.example/b/"),
        ("http://news.example/../../a", "http://news.example/a"),
        ("http://news.example//evil.example/../a", "http://news.example//a"),
        ("http://news.example?a=/../b", "http://news.example/?a=/../b"),
        ("http://[2606:4700:0:0::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_addresses_that_are_asked(url: str, asked: str) -> None:
    assert check_url(url, Policy()).url == asked


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://0.0.0.0/",
    ],
)
def test_ways_to_write_this_machine(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        Fetcher().fetch(url, Policy(delay_s=0, robots=False))
    assert caught.value.code == "unsafe_address"


PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "240e::1"]
PRIVATE = ["10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "127.9.9.9", "::1", "fd00::1"]
NEVER = [
    *(
        "0.0.0.0",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
    ),
    *(
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "::",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ),
    *("2001::1", "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "::ffff:0.0.0.0", "::7f00:1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert permitted(ip_address(address), allow_private=False)


@pytest.mark.parametrize("address", [*PRIVATE, "::ffff:127.0.0.1", "::ffff:10.0.0.1"])
def test_private_addresses_need_leave(address: str) -> None:
    assert not permitted(ip_address(address), allow_private=False)
    assert permitted(ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_other_addresses_are_never_permitted(address: str) -> None:
    assert not permitted(ip_address(address), allow_private=True)


@given(st.ip_addresses(v=4))
def test_an_address_mapped_into_ipv6_is_judged_as_itself(address: object) -> None:
    mapped = ip_address(f"::ffff:{address}")
    assert permitted(mapped, allow_private=False) == permitted(ip_address(str(address)), allow_private=False)


def test_a_mapped_host_is_checked_too() -> None:
    policy = Policy(delay_s=0, connect_to={"news.example": ("127.0.0.1", 1)})
    with pytest.raises(FetchError) as caught:
        Fetcher().fetch("http://news.example/", policy)
    assert caught.value.code == "unsafe_address"


# ---- obstacles ------------------------------------------------------------------------------------------------------

OBSTACLES = [
    ("challenge", "<title>Just a moment...</title><body><p>Checking your browser</p><script src=/x></script></body>"),
    ("challenge", "<html><head><title>访问验证</title></head><body>请拖动滑块完成拼图</body></html>"),
    ("challenge", "<p>您的访问过于频繁，请稍后再试。</p>"),
    ("challenge", "<html><script>var arg1='3F';setCookie('acw_sc__v2', x)</script><body></body></html>"),
    ("challenge", "<body><form>请输入图片中的字符 <img src=/c.png> 验证码</form></body>"),
    ("challenge", "<h1>403</h1><p>您的请求被拦截，事件编号 1234</p>"),
    ("script_shell", "<html><head><script src=/app.js></script></head><body><div id=app></div></body></html>"),
    ("script_shell", '<html><meta http-equiv="refresh" content="0;url=/x"></html>'),
]
PAGES = [
    "<h1>区里开通验证码登录</h1>"
    + "<p>昨日，区政务服务中心介绍，居民登录时输入手机收到的验证码即可办理事项。</p>" * 20,
    "<p>本市发布通知。</p><a href=/a>通知</a><script></script>",
    "<p>温榆河公园昌平二期昨天开放，市民可以从北门和东门入园，园内有十二公里步道，还有两处儿童乐园和三处停车场。</p><script>x</script>",
    "<html><head><title>安全</title><p>公园今天开放，市民可以从北门和东门入园，二期工程还在建设，明年五月完工。</p><script></script>",
    "<p>公园二期昨天开放，市民可从北门入园。</p>" * 10 + "<form>登录后评论 验证码 <div class=g-recaptcha></div></form>",
    "<a href=/1>关于验证码登录的通知</a>" + "<a href=/n>短讯</a>" * 9 + "<script src=/geetest.js></script>",
    "<html><body></body></html>",
    "",
]


@pytest.mark.parametrize(("kind", "markup"), OBSTACLES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_obstacles_are_recognised(kind: str, markup: str, encoding: str) -> None:
    assert obstacle(markup.encode(encoding), "text/html") == kind


@pytest.mark.parametrize("markup", PAGES)
def test_pages_are_no_obstacles(markup: str) -> None:
    assert obstacle(markup.encode(), "text/html; charset=utf-8") == ""


def test_only_html_can_be_an_obstacle() -> None:
    feed = '<?xml version="1.0"?><rss><channel><title>验证码</title></channel></rss>'.encode()
    assert obstacle(feed, "application/rss+xml") == ""
    assert obstacle(feed, "text/html") == ""


@given(st.text(alphabet="<>/ ascriptyle中\"'"))
def test_any_markup_has_looks(markup: str) -> None:
    looks = looks_of(markup)
    assert not any("\n" in clause for part in (looks.title, looks.headings, looks.own) for clause in part)


def test_hostile_markup_takes_linear_time() -> None:
    for piece in ("<script", "<script>", "<", "</script", "<a "):
        assert obstacle((piece * 25_000).encode(), "text/html") in ("", "script_shell")
