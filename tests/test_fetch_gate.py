"""Fetching from real servers on the loopback interface: politeness, bounds and redirects."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from loopback import Reply, running

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy, Unchanged, Validators

PAGE = "<html><body><p>温榆河公园二期今天开放，市民可以从北门入园。</p></body></html>".encode()


def body_of(answer: Fetched | Unchanged) -> bytes:
    assert isinstance(answer, Fetched)
    return answer.page.body


def code_of(url: str, policy: Policy, fetcher: Fetcher | None = None) -> str:
    with pytest.raises(FetchError) as caught:
        (fetcher or Fetcher()).fetch(url, policy)
    return caught.value.code


def test_a_page_comes_with_its_addresses_time_and_hash() -> None:
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    with running({"/a": Reply(body=PAGE)}) as site:
        answer = Fetcher(lambda: moment).fetch("http://news.example/a", site.policy())
    assert isinstance(answer, Fetched)
    page = answer.page
    assert (page.url, page.final_url, page.status) == ("http://news.example/a", "http://news.example/a", 200)
    assert (page.body, page.fetched, len(page.sha256)) == (PAGE, moment, 64)
    assert [host for host, _, _, _ in site.asked] == ["news.example", "news.example"]


def test_it_says_who_asks() -> None:
    with running({"/a": Reply(body=PAGE)}) as site:
        Fetcher().fetch("http://news.example/a", site.policy(user_agent="tracker/1 (+mailto:me@city.example)"))
    assert {sent["user-agent"] for _, _, _, sent in site.asked} == {"tracker/1 (+mailto:me@city.example)"}


def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with running({"/a": Reply(body=PAGE)}) as site:
        assert body_of(Fetcher().fetch("http://news.example/a", site.policy())) == PAGE


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(PAGE, mtime=0), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE, wbits=-15), "deflate"),
        (PAGE, "identity"),
    ],
)
def test_packed_answers_are_unpacked(packed: bytes, name: str) -> None:
    with running({"/a": Reply(body=packed, headers={"Content-Encoding": name})}) as site:
        assert body_of(Fetcher().fetch("http://news.example/a", site.policy())) == PAGE


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(status=404), "gone"),
        (Reply(status=410), "gone"),
        (Reply(status=400), "refused"),
        (Reply(status=403), "blocked"),
        (Reply(status=412), "blocked"),
        (Reply(status=429), "blocked"),
        (Reply(status=521), "blocked"),
        (Reply(status=500), "server_error"),
        (Reply(body=b"%PDF", content_type="application/pdf"), "not_text"),
        (Reply(body=b"\xff\xd8", content_type="image/jpeg"), "not_text"),
        (Reply(body=b"x" * 3000), "too_large"),
        (Reply(body=gzip.compress(b"x" * 500_000, mtime=0), headers={"Content-Encoding": "gzip"}), "too_large"),
        (Reply(body=b"not gzip", headers={"Content-Encoding": "gzip"}), "unreachable"),
        (Reply(body=gzip.compress(PAGE, mtime=0)[:-12], headers={"Content-Encoding": "gzip"}), "unreachable"),
        (Reply(body=b"\x00", headers={"Content-Encoding": "br"}), "unreachable"),
        (Reply(raw=(b"no http at all\r\n\r\n",)), "unreachable"),
        (Reply(raw=(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort",)), "unreachable"),
        (Reply(body="<title>安全验证</title><p>请完成验证后继续访问</p>".encode()), "blocked"),
        (Reply(body=b"<html><script>location.reload()</script></html>"), "blocked"),
    ],
)
def test_each_failure_has_its_code(reply: Reply, code: str) -> None:
    with running({"/a": reply}) as site:
        assert code_of("http://news.example/a", site.policy(max_bytes=2000)) == code


def test_a_length_that_is_never_told_is_bounded_all_the_same() -> None:
    endless = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *([b"x" * 1000] * 50))
    with running({"/a": Reply(raw=endless)}) as site:
        assert code_of("http://news.example/a", site.policy(max_bytes=2000)) == "too_large"


@pytest.mark.parametrize(
    "raw",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n", *([b"x"] * 100)),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *([b"x"] * 100)),
        (b"HTTP/1.1 200 OK\r\n", *([b"X: y\r\n"] * 90)),
        (b"H", *([b"T"] * 100)),
    ],
    ids=["body", "body without length", "headers", "status line"],
)
def test_a_server_that_drips_is_cut_off_in_time(raw: tuple[bytes, ...]) -> None:
    with running({"/a": Reply(raw=raw, drip_s=0.1)}) as site:
        began = time.monotonic()
        assert code_of("http://news.example/a", site.policy(timeout_s=0.6)) == "timeout"
        assert time.monotonic() - began < 2.0


def test_a_host_that_accepts_and_says_nothing_is_cut_off_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        policy = Policy(delay_s=0, timeout_s=0.4, allow_private=True, connect_to={"news.example": ("127.0.0.1", port)})
        began = time.monotonic()
        assert code_of("http://news.example/a", policy) == "timeout"
        assert time.monotonic() - began < 2.0


def test_nothing_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    policy = Policy(delay_s=0, allow_private=True, connect_to={"news.example": ("127.0.0.1", port)})
    assert code_of("http://news.example/a", policy) == "unreachable"


def test_unchanged_pages_cost_no_body() -> None:
    def answer(sent: dict[str, str]) -> Reply:
        if sent.get("if-none-match") == '"7"' and sent.get("if-modified-since") == "Sat, 01 Mar 2025 00:00:00 GMT":
            return Reply(status=304)
        return Reply(body=PAGE, headers={"ETag": '"7"', "Last-Modified": "Sat, 01 Mar 2025 00:00:00 GMT"})

    with running({"/a": answer}) as site:
        first = Fetcher().fetch("http://news.example/a", site.policy())
        assert isinstance(first, Fetched)
        assert first.validators == Validators(etag='"7"', last_modified="Sat, 01 Mar 2025 00:00:00 GMT")
        again = Fetcher().fetch("http://news.example/a", site.policy(), first.validators)
    assert again == Unchanged(url="http://news.example/a")


# ---- redirects ------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_requested_address_stays() -> None:
    answers = {
        "/a": Reply(status=301, headers={"Location": "/b?x=1#part"}),
        "/b?x=1": Reply(status=302, headers={"Location": "http://other.example/c"}),
        "other.example/c": Reply(body=PAGE),
    }
    with running(answers) as site:
        answer = Fetcher().fetch("http://news.example/a", site.policy("news.example", "other.example"))
    assert isinstance(answer, Fetched)
    assert (answer.page.url, answer.page.final_url) == ("http://news.example/a", "http://other.example/c")


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("/a", "redirects"),
        ("http://169.254.169.254/latest/meta-data", "unsafe_address"),
        ("http://[::ffff:169.254.169.254]/", "unsafe_address"),
        ("file:///etc/passwd", "unsafe_address"),
        ("gopher://news.example/", "unsafe_address"),
        ("http://me:secret@news.example/b", "unsafe_address"),
        ("http://news.example:22/b", "unsafe_address"),
        ("http://news.example/b c", "unsafe_address"),
    ],
)
def test_each_hop_is_checked_as_the_first(location: str, code: str) -> None:
    with running({"/a": Reply(status=302, headers={"Location": location})}) as site:
        assert code_of("http://news.example/a", site.policy()) == code
        assert site.paths.count("/a") <= 6


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    answers = {f"/{n}": Reply(status=302, headers={"Location": f"/{n - 1}"}) for n in range(1, 7)}
    with running(answers | {"/0": Reply(body=PAGE)}) as site:
        assert body_of(Fetcher().fetch("http://news.example/5", site.policy())) == PAGE
        assert code_of("http://news.example/6", site.policy()) == "redirects"


def test_the_time_limit_holds_for_all_hops_together() -> None:
    slow = (b"HTTP/1.1 302 Found\r\n", b"Location: /a\r\n", b"Content-Length: 0\r\n", b"\r\n")
    with running({"/a": Reply(raw=slow, drip_s=0.15)}) as site:
        began = time.monotonic()
        assert code_of("http://news.example/a", site.policy(timeout_s=0.8)) == "timeout"
        assert time.monotonic() - began < 2.5


# ---- robots.txt -----------------------------------------------------------------------------------------------------

ROBOTS = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\nDisallow: /*.php$\n"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/a", True), ("/private/a", False), ("/private/open/a", True), ("/x.php", False), ("/x.php5", True)],
)
def test_robots_txt_is_obeyed(path: str, allowed: bool) -> None:
    with running({"/robots.txt": Reply(body=ROBOTS, content_type="text/plain"), path: Reply(body=PAGE)}) as site:
        if allowed:
            assert body_of(Fetcher().fetch(f"http://news.example{path}", site.policy())) == PAGE
        else:
            assert code_of(f"http://news.example{path}", site.policy()) == "robots"
            assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(status=404), "allowed"),
        (Reply(status=403), "allowed"),
        (Reply(status=500), "server_error"),
        (Reply(status=429), "server_error"),
        (Reply(body=b"<html>front page for everything</html>"), "allowed"),
        (Reply(body=b""), "allowed"),
        (Reply(body=b"\xff\xfe\x00garbage"), "allowed"),
        (Reply(body=b"User-agent: tracker\nDisallow: /\n\nUser-agent: *\nDisallow:\n"), "robots"),
        (Reply(body=b"User-agent: *\nDisallow: /\n\nUser-agent: tracker\nDisallow:\n"), "allowed"),
    ],
)
def test_what_an_odd_robots_txt_means(reply: Reply, outcome: str) -> None:
    with running({"/robots.txt": reply, "/a": Reply(body=PAGE)}) as site:
        if outcome == "allowed":
            assert body_of(Fetcher().fetch("http://news.example/a", site.policy())) == PAGE
        else:
            assert code_of("http://news.example/a", site.policy()) == outcome
            assert "/a" not in site.paths


def test_a_hostile_robots_txt_takes_little_time() -> None:
    rules = b"User-agent: *\n" + b"".join(b"Disallow: /" + b"*a" * n + b"b$\n" for n in range(60))
    path = "/" + "a" * 1500
    with running({"/robots.txt": Reply(body=rules, content_type="text/plain"), path: Reply(body=PAGE)}) as site:
        began = time.monotonic()
        assert body_of(Fetcher().fetch(f"http://news.example{path}", site.policy())) == PAGE
        assert time.monotonic() - began < 2


def test_robots_txt_is_asked_once_a_host_and_run() -> None:
    with running({"/a": Reply(body=PAGE), "/b": Reply(body=PAGE)}) as site:
        fetcher = Fetcher()
        for path in ("/a", "/b", "/a"):
            fetcher.fetch(f"http://news.example{path}", site.policy())
    assert site.paths.count("/robots.txt") == 1


# ---- pace -----------------------------------------------------------------------------------------------------------


def test_one_host_is_asked_one_at_a_time_with_pauses() -> None:
    with running({f"/{n}": Reply(body=PAGE) for n in range(4)}) as site:
        fetcher, policy = Fetcher(), site.policy(delay_s=0.1)
        jobs = [threading.Thread(target=fetcher.fetch, args=(f"http://news.example/{n}", policy)) for n in range(4)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    moments = sorted(moment for _, _, moment, _ in site.asked)
    assert site.most_at_once == 1
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.09


def test_two_hosts_are_asked_side_by_side() -> None:
    slow = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n", b"o", b"k")
    with running({"/a": Reply(raw=slow, drip_s=0.2)}) as site:
        fetcher, policy = Fetcher(), site.policy("one.example", "two.example", robots=False)
        jobs = [
            threading.Thread(target=fetcher.fetch, args=(f"http://{name}.example/a", policy)) for name in ("one", "two")
        ]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    assert site.most_at_once == 2


def test_crawl_delay_of_robots_txt_is_kept() -> None:
    robots = Reply(body=b"User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    with running({"/robots.txt": robots, "/a": Reply(body=PAGE), "/b": Reply(body=PAGE)}) as site:
        fetcher = Fetcher()
        fetcher.fetch("http://news.example/a", site.policy())
        fetcher.fetch("http://news.example/b", site.policy())
    times = {path: moment for _, path, moment, _ in site.asked}
    assert times["/b"] - times["/a"] >= 0.28


@pytest.mark.parametrize("after", ["600", "date", "9" * 400])
def test_a_host_that_asks_for_rest_is_left_alone(after: str) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    busy = Reply(status=503, headers={"Retry-After": later if after == "date" else after})
    with running({"/a": busy, "/b": Reply(body=PAGE)}) as site:
        fetcher, policy = Fetcher(), site.policy()
        assert code_of("http://news.example/a", policy, fetcher) == "server_error"
        assert code_of("http://news.example/b", policy, fetcher) == "resting"
    assert "/b" not in site.paths


def test_a_host_that_fails_again_and_again_is_left_alone() -> None:
    with running({"/a": Reply(status=500)}) as site:
        fetcher, policy = Fetcher(), site.policy(max_failures=3)
        codes = [code_of("http://news.example/a", policy, fetcher) for _ in range(5)]
    assert codes == ["server_error"] * 3 + ["resting"] * 2
    assert site.paths.count("/a") == 3


@pytest.mark.parametrize("after", ["", "soon", "-5", "\u00b2", "Mon, 99 Foo 2025"])
def test_a_wish_for_rest_that_means_nothing_is_passed_over(after: str) -> None:
    busy = Reply(status=503, headers={"Retry-After": after})
    with running({"/a": busy, "/b": Reply(body=PAGE)}) as site:
        fetcher, policy = Fetcher(), site.policy()
        assert code_of("http://news.example/a", policy, fetcher) == "server_error"
        assert body_of(fetcher.fetch("http://news.example/b", policy)) == PAGE


def test_missing_pages_are_no_failure_of_the_host() -> None:
    with running({"/a": Reply(body=PAGE)}) as site:
        fetcher, policy = Fetcher(), site.policy()
        assert [code_of(f"http://news.example/{n}", policy, fetcher) for n in range(5)] == ["gone"] * 5
        assert body_of(fetcher.fetch("http://news.example/a", policy)) == PAGE
