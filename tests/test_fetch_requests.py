"""Forms and headers of sources: sent to the source's own host, and to nobody else."""

from __future__ import annotations

import ssl
from urllib.parse import parse_qsl

import pytest
import trustme
from loopback import Reply, running

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy
from tracker.fetch.address import check_url
from tracker.model import Request

PAGE = b"<html><body><p>The park at the river opened today, its north gate first, says the district.</p></body></html>"
FORM = (("q", "温榆河公园 & 二期"), ("since", "2025-01-17"))
OWN = (("X-Requested-With", "XMLHttpRequest"), ("Cookie", "session=1"), ("Accept", "application/json"))
HOSTS = ("news.example", "other.example")
FOUND = Reply(body=PAGE)


def to(location: str, status: int) -> Reply:
    return Reply(status=status, headers={"Location": location})


def code_of(asked: Request, policy: Policy) -> str:
    with pytest.raises(FetchError) as caught:
        Fetcher().fetch(asked, policy)
    return caught.value.code


def test_a_form_is_posted_as_browsers_do() -> None:
    with running({"/s": FOUND}) as site:
        answer = Fetcher().fetch(Request(url="http://news.example/s", form=FORM, headers=OWN), site.policy())
    assert isinstance(answer, Fetched)
    assert answer.page.body == PAGE
    [(path, body)] = site.posted
    assert (path, tuple(parse_qsl(body.decode("ascii")))) == ("/s", FORM)
    sent = site.asked[-1][3]
    assert sent["content-type"] == "application/x-www-form-urlencoded"
    assert (sent["x-requested-with"], sent["cookie"], sent["accept"]) == (
        "XMLHttpRequest",
        "session=1",
        "application/json",
    )
    assert sent["accept-encoding"] == "gzip, deflate"


def test_headers_of_a_source_are_no_business_of_robots_txt() -> None:
    with running({"/s": FOUND}) as site:
        Fetcher().fetch(Request(url="http://news.example/s", headers=OWN), site.policy())
    assert [("cookie" in sent, path) for _, path, _, sent in site.asked] == [(False, "/robots.txt"), (True, "/s")]


@pytest.mark.parametrize(("status", "posts"), [(301, 1), (302, 1), (303, 1), (307, 2), (308, 2)])
def test_what_a_redirect_does_to_a_form(status: int, posts: int) -> None:
    with running({"/s": to("/t", status), "/t": FOUND}) as site:
        Fetcher().fetch(Request(url="http://news.example/s", form=FORM, headers=OWN), site.policy())
    assert [path for path, _ in site.posted] == ["/s", "/t"][:posts]
    assert site.asked[-1][1] == "/t"
    assert "cookie" in site.asked[-1][3]
    assert ("content-type" in site.asked[-1][3]) == (posts == 2)


@pytest.mark.parametrize("status", [301, 302, 303])
def test_another_host_gets_neither_form_nor_headers_not_even_on_the_way_back(status: int) -> None:
    answers = {
        "news.example/s": to("http://other.example/t", status),
        "other.example/t": to("http://news.example/u", status),
        "news.example/u": FOUND,
    }
    with running(answers) as site:
        Fetcher().fetch(Request(url="http://news.example/s", form=FORM, headers=OWN), site.policy(*HOSTS, robots=False))
    assert [path for path, _ in site.posted] == ["/s"]
    assert [sent.get("cookie") for _, _, _, sent in site.asked] == ["session=1", None, None]
    assert [sent["accept"][:9] for _, _, _, sent in site.asked] == ["applicati", "text/html", "text/html"]


@pytest.mark.parametrize("status", [307, 308])
def test_a_form_is_not_sent_on_to_another_host(status: int) -> None:
    with running({"news.example/s": to("http://other.example/t", status), "other.example/t": FOUND}) as site:
        assert code_of(Request(url="http://news.example/s", form=FORM), site.policy(*HOSTS)) == "unsafe_address"
        assert not any(host == "other.example" for host, _, _, _ in site.asked)


def test_another_port_is_another_host() -> None:
    opened = frozenset({("news.example", 8080)})
    with running({"/s": to("http://news.example:8080/t", 302), "/t": FOUND}) as site:
        policy = site.policy(open_ports=opened, robots=False)
        Fetcher().fetch(Request(url="http://news.example/s", headers=OWN), policy)
    assert [sent.get("cookie") for _, _, _, sent in site.asked] == ["session=1", None]


def test_a_form_never_goes_from_https_to_http() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with (
        authority.cert_pem.tempfile() as ca_file,
        running({"/s": to("http://news.example/t", 307), "/t": FOUND}, tls=context) as site,
    ):
        policy = site.policy(ca_file=ca_file, robots=False)
        asked = Request(url="HTTPS://news.example/s", form=FORM, headers=OWN)
        assert code_of(asked, policy) == "unsafe_address"
        assert site.paths == ["/s"]


@pytest.mark.parametrize(
    "name",
    [
        *("Host", "content-length", "Transfer-Encoding", "CONNECTION", "User-Agent", "Accept-Encoding", "Content-Type"),
        *(
            "Proxy-Authorization",
            "proxy-connection",
            "Upgrade",
            "Expect",
            "TE",
            "Bad Name",
            "X:Y",
            "",
            "X\r\nHost",
            "名",
        ),
    ],
)
def test_headers_that_a_source_cannot_set(name: str) -> None:
    with running({"/s": FOUND}) as site:
        asked = Request(url="http://news.example/s", headers=((name, "x"),))
        assert code_of(asked, site.policy(robots=False)) == "unsafe_header"
        assert site.asked == []


@pytest.mark.parametrize("value", ["a\r\nHost: other.example", "a\nb", "a\rb", "a\x00b", "\x1f", "\x7f"])
def test_header_values_hold_no_control_characters(value: str) -> None:
    with running({"/s": FOUND}) as site:
        asked = Request(url="http://news.example/s", headers=(("X-Query", value),))
        assert code_of(asked, site.policy(robots=False)) == "unsafe_header"
        assert site.asked == []


def test_header_values_in_other_scripts_are_sent_as_utf_8() -> None:
    with running({"/s": FOUND}) as site:
        asked = Request(url="http://news.example/s", headers=(("X-Query", "公园"),))
        Fetcher().fetch(asked, site.policy(robots=False))
    assert site.asked[-1][3]["x-query"].encode("latin-1").decode() == "公园"


@pytest.mark.parametrize(
    "target",
    [
        *(
            "//secret",
            "///a//b",
            "/%e8%b7%af",
            "/a|b",
            "/a%zz%e8",
            "/a;b,c@d:e!$&'()*+=~",
            "/[x]",
            "/?q=a|b[c]",
            "/?a=%",
        ),
        *(
            "/a?b?c=/../d",
            "/a%2fb",
            "/.hidden",
            "/...",
            "/路径?查询=公园",
            "/a/../b",
            '/"<>`{}^',
            "/a/%2e%2e/b",
            "?q",
        ),
    ],
)
def test_what_was_checked_is_what_is_sent(target: str) -> None:
    """Else robots.txt would be asked about another address than the server is."""
    with running({}) as site:
        policy = site.policy(robots=False)
        assert code_of(Request(url=f"http://news.example{target}"), policy) == "gone"
        assert site.paths == [check_url(f"http://news.example{target}", policy).target]


def test_robots_txt_rules_forms_too() -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /s\n", content_type="text/plain")
    with running({"/robots.txt": rules, "/s": FOUND}) as site:
        assert code_of(Request(url="http://news.example/s", form=FORM), site.policy()) == "robots"
        assert site.posted == []


def test_redirects_written_in_other_encodings_are_asked_as_they_were_written() -> None:
    with running(
        {
            "/1": to("/公园".encode().decode("latin-1"), 302),
            "/2": to("/公园".encode("gb18030").decode("latin-1"), 302),
            "/%E5%85%AC%E5%9B%AD": FOUND,
            "/%B9%AB%D4%B0": FOUND,
        }
    ) as site:
        for path in ("/1", "/2"):
            Fetcher().fetch(f"http://news.example{path}", site.policy(robots=False))


@pytest.mark.parametrize(
    "location", ["http://[::1", "http://a:b:c/", "", "http://", "//", "http://\u00e9\u00ff\u00fe/"]
)
def test_redirects_to_no_address_are_refused(location: str) -> None:
    with running({"/s": to(location, 302)}) as site:
        assert code_of(Request(url="http://news.example/s"), site.policy(robots=False)) in (
            "unsafe_address",
            "redirects",
        )
