"""Each defence of the gate has a check that turns red when the defence is switched off.

A check is run twice: as it is, and with one defence patched away, when it must fail; else it would prove nothing.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import certificates
import pytest
from internet import PUBLIC, Internet, internet
from loopback import Reply, Site, running
from polite_world import Clock, Host, serving

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy, address, asking, pace, robots, session, unpack, wire
from tracker.fetch.network import Leash
from tracker.model import Request

PAGE = b"<html><body><p>The park at the river opened today, its north gate first, says the district.</p></body></html>"
GOOD = Reply(body=PAGE)
Off = Callable[[pytest.MonkeyPatch], None]


# ---- checks: each returns when the defence holds ---------------------------------------------------------------------


def end(asked: str | Request, policy: Policy, fetcher: Fetcher | None = None) -> str:
    """`page`, or the code of the refusal."""
    try:
        answer = (fetcher or Fetcher()).fetch(asked, policy)
    except FetchError as error:
        return error.code
    assert isinstance(answer, Fetched)
    return "page"


def to(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


@contextmanager
def world(answers: dict[str, Any], **names: Any) -> Iterator[tuple[Internet, Fetcher, Policy]]:
    """An internet with one site and a canary; at the end nothing must have reached the canary."""
    with running(answers) as site, internet(site.port, {"news.example": [[PUBLIC]], **names}) as net:
        yield net, Fetcher(network=net.network()), Policy(delay_s=0.0, robots=False, timeout_s=3.0)
        assert net.caught == 0


def inner_addresses_are_refused() -> None:
    with world({}, **{"inner.example": [["10.0.0.1"]], "mixed.example": [[PUBLIC, "::1"]]}) as (_, fetcher, policy):
        for host in ("127.0.0.1", "169.254.169.254", "[::1]", "inner.example", "mixed.example"):
            end(f"http://{host}/", policy, fetcher)


def each_hop_is_checked() -> None:
    with world({"/": to("http://127.0.0.1/")}) as (_, fetcher, policy):
        end("http://news.example/", policy, fetcher)


def odd_ports_are_refused() -> None:
    with world({"/": GOOD}) as (_, fetcher, policy):
        assert end("http://news.example:6379/", policy, fetcher) == "unsafe_address"


def odd_spellings_are_refused() -> None:
    with world({"/": GOOD}) as (_, fetcher, policy):
        for url in ("http://news.example\\@127.0.0.1/", "http://news.example/\tb", "http://news.example/ b"):
            assert end(url, policy, fetcher) == "unsafe_address"
            assert fetcher.notes() == ()


def the_checked_address_is_connected_to() -> None:
    with world({"/": GOOD}, **{"flips.example": [[PUBLIC], ["127.0.0.1"]]}) as (_, fetcher, policy):
        assert end("http://flips.example/", policy, fetcher) == "page"


def proxies_of_the_environment_are_not_used() -> None:
    with world({"/": GOOD}) as (net, fetcher, policy), pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            patch.setenv(name, f"http://127.0.0.1:{net.canary[1]}")
        assert end("http://news.example/", policy, fetcher) == "page"


def tls_server(folder: Path, wanted: certificates.Wanted, answers: dict[str, Any]) -> Any:
    """A server whose certificate is signed by the authority in ca.pem of the folder."""
    authority = certificates.authority("trusted")
    (folder / "ca.pem").write_bytes(authority.pem())
    return running(answers, tls=certificates.served(certificates.issue(wanted, authority), folder))


def certificates_of_the_environment_are_not_trusted() -> None:
    with (
        TemporaryDirectory() as folder,
        tls_server(Path(folder), certificates.Wanted(), {"/": GOOD}) as site,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            patch.setenv(name, str(Path(folder) / "ca.pem"))
        assert end("https://news.example/", site.policy(robots=False)) == "unreachable"


def refused_by_tls(wanted: certificates.Wanted, *, known: bool = True) -> None:
    with TemporaryDirectory() as folder, tls_server(Path(folder), wanted, {"/": GOOD}) as site:
        ca_file = str(Path(folder) / "ca.pem") if known else ""
        assert end("https://news.example/", site.policy(robots=False, ca_file=ca_file)) == "unreachable"


def unknown_authorities_are_refused() -> None:
    refused_by_tls(certificates.Wanted(), known=False)


def other_names_are_refused() -> None:
    refused_by_tls(certificates.Wanted(alternatives=("other.example",)))


def common_names_are_not_enough() -> None:
    refused_by_tls(certificates.Wanted(alternatives=()))


def https_does_not_lead_to_http() -> None:
    away = {"/": to("http://plain.example/")}
    with (
        TemporaryDirectory() as folder,
        tls_server(Path(folder), certificates.Wanted(), away) as site,
        running({"/": GOOD}) as plain,
    ):
        places = {"news.example": ("127.0.0.1", site.port), "plain.example": ("127.0.0.1", plain.port)}
        policy = site.policy(robots=False, ca_file=str(Path(folder) / "ca.pem"), connect_to=places)
        assert end("https://news.example/", policy) == "unsafe_address"
        assert plain.asked == []


def redirects_end_at_five() -> None:
    with running({"/": to("/")}) as site:
        assert end("http://news.example/", site.policy(robots=False)) == "redirects"
        assert len(site.asked) == 6


def one(reply: Reply, **settings: Any) -> str:
    with running({"/": reply, "/next": GOOD}) as site:
        return end("http://news.example/", site.policy(robots=False, max_bytes=20_000, **settings))


def head(*lines: str, status: int = 200) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} X", "Content-Type: text/html", *lines, "", ""]).encode()


def bodies_of_redirects_stay_unread() -> None:
    raw = (head("Location: /next", "Content-Encoding: gzip", status=302), gzip.compress(bytes(50_000_000), 1))
    assert one(Reply(raw=raw)) == "page"


def bytes_on_the_wire_are_counted() -> None:
    """Packed bytes that unpack to nothing at all, so that nothing but the wire can tell."""
    start = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    nothing = (b"\x00\x00\x00\xff\xff" * 1000 for _ in range(200))
    assert one(Reply(raw=(head("Content-Encoding: gzip"), start, *nothing))) == "too_large"


def unpacked_bytes_are_counted() -> None:
    packed = gzip.compress(bytes(5_000_000), mtime=0)
    assert one(Reply(body=packed, headers={"Content-Encoding": "gzip"})) == "too_large"


def members_are_counted() -> None:
    packed = gzip.compress(b"", mtime=0) * 11_000
    with running({"/": Reply(body=packed, headers={"Content-Encoding": "gzip"})}) as site:
        assert end("http://news.example/", site.policy(robots=False)) == "too_large"


def one_encoding_is_taken_off() -> None:
    twice = gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)
    assert one(Reply(body=twice, headers={"Content-Encoding": "gzip, gzip"})) == "unreachable"


def heads_are_bounded() -> None:
    assert one(Reply(raw=repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)), timeout_s=1.0) == "too_large"


def pictures_are_not_loaded() -> None:
    assert one(Reply(body=b"\xff\xd8", content_type="image/jpeg")) == "not_text"


def time_is_bounded() -> None:
    for start, piece in ((head("Content-Length: 9999"), b"x"), (head()[:-2], b"X: y\r\n"), (b"HTTP/1.1 2", b"0")):
        began = time.monotonic()
        assert one(Reply(raw=[start, *[piece] * 30], drip_s=0.1), timeout_s=0.5) == "timeout"
        assert time.monotonic() - began < 1.5


def another_host_is_not_blamed_for_lost_time() -> None:
    slow = (b"HTTP/1.1 302 Found\r\n", b"Location: http://b.example/\r\n", b"Content-Length: 0\r\n\r\n")
    late = (b"HTTP/1.1 404 Gone\r\n", b"X: y\r\n", b"\r\n")
    answers = {
        "a.example/": Reply(raw=slow, drip_s=0.3),
        "b.example/robots.txt": Reply(raw=late, drip_s=0.2),
        "b.example/": GOOD,
    }
    with running(answers) as site:
        fetcher, policy = Fetcher(), site.policy("a.example", "b.example", timeout_s=1.0)
        end("http://a.example/", policy, fetcher)
        assert end("http://b.example/", replace(policy, timeout_s=5.0), fetcher) == "page"


def robots_txt_is_obeyed() -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    with running({"/robots.txt": rules, "/": GOOD}) as site:
        assert end("http://news.example/", site.policy()) == "robots"
        assert site.paths == ["/robots.txt"]


def no_robots_txt_for_errors_is_a_no() -> None:
    with running({"/robots.txt": Reply(status=503), "/": GOOD}) as site:
        assert end("http://news.example/", site.policy()) == "server_error"


def politely(host: Host, runs: int = 1, *, robots_txt: bool = True) -> None:
    """Six pages of a host, asked by four at a time in each of the runs; the host's log tells the breaches."""
    from tracker.model import Link
    from tracker.run.visit import visits

    clock, notes = Clock(), ()
    with serving({"news.example": host, "side.example": host}, 6, clock) as (site, log):
        # Two queues for one host, as two sources have them.
        policy = site.policy("news.example", delay_s=host.delay_s if robots_txt else 0.0, patience_s=1.0)
        links = [Link(url=f"http://news.example{dot}/{n}", source="s") for n in range(6) for dot in ("", ".")]
        for _ in range(runs):
            fetcher = Fetcher(clock, notes=notes)
            for visit in visits(links, lambda link, by=fetcher: by.fetch(link.url, policy), 4):
                assert visit.error is None or visit.error.code in ("resting", "server_error", "blocked")
            notes = fetcher.notes()
    assert log.breaches == []
    assert len(log.asked) >= 2


def pauses_are_kept() -> None:
    politely(Host(delay_s=0.05))


def crawl_delay_is_kept() -> None:
    politely(Host(robots=lambda day: (200, "User-agent: *\nCrawl-delay: 0.1\n"), delay_s=0.1), robots_txt=False)


def retry_after_is_kept() -> None:
    politely(Host(pages=lambda day, number: (503, 600.0), delay_s=0.0))


def retry_after_is_kept_by_the_next_run() -> None:
    politely(Host(pages=lambda day, number: (503, 600.0), delay_s=0.0), runs=2)


def hosts_are_asked_one_at_a_time() -> None:
    from concurrent.futures import ThreadPoolExecutor

    slow = (head("Content-Length: 3"), b"a", b"b", b"c")
    with running({f"/{n}": Reply(raw=slow, drip_s=0.03) for n in range(4)}) as site, ThreadPoolExecutor(4) as pool:
        fetcher, policy = Fetcher(), site.policy(robots=False, delay_s=0.15)
        list(pool.map(lambda n: end(f"http://news.example/{n}", policy, fetcher), range(4)))
        assert site.most_at_once == 1


def hosts_that_fail_are_left_alone() -> None:
    with running({"/": Reply(status=500)}) as site:
        fetcher, policy = Fetcher(), site.policy(robots=False)
        assert [end("http://news.example/", policy, fetcher) for _ in range(5)][3:] == ["resting"] * 2
        assert len(site.asked) == 3


def moved(status: int) -> Site:
    answers = {"a.example/": to("http://b.example/", status), "b.example/": GOOD}
    asked = Request(url="http://a.example/", form=(("q", "x"),), headers=(("Cookie", "secret"),))
    with running(answers) as site:
        end(asked, site.policy("a.example", "b.example", robots=False))
    return site


def headers_stay_at_home() -> None:
    assert all("cookie" not in sent for host, _, _, sent in moved(302).asked if host == "b.example")


def forms_stay_at_home() -> None:
    assert len(moved(307).posted) == 1


def the_gates_own_headers_are_its_own() -> None:
    with running({"/": GOOD}) as site:
        asked = Request(url="http://news.example/", headers=(("Host", "inner.example"),))
        assert end(asked, site.policy(robots=False)) == "unsafe_header"
        assert site.asked == []


def header_values_hold_no_lines() -> None:
    with running({"/": GOOD}) as site:
        asked = Request(url="http://news.example/", headers=(("X-Query", "a\r\n folded"),))
        assert end(asked, site.policy(robots=False)) == "unsafe_header"
        assert site.asked == []


# ---- switches --------------------------------------------------------------------------------------------------------


def swap(where: object, name: str, value: object) -> Off:
    return lambda patch: patch.setattr(where, name, value, raising=False)


def only_the_first_hop(patch: pytest.MonkeyPatch) -> None:
    real, seen = session.check_endpoints, []

    def check(*args: Any) -> None:
        if not seen:
            real(*args)
        seen.append(args)

    patch.setattr(session, "check_endpoints", check)


def by_name_again(patch: pytest.MonkeyPatch) -> None:
    real = session.exchange

    def exchange(ask: wire.Ask, found: Any, policy: Policy, network: Any, leash: Leash) -> wire.Answer:
        return real(ask, network.resolve(ask.place.host, ask.place.port), policy, network, leash)

    patch.setattr(session, "exchange", exchange)


def through_the_proxy(patch: pytest.MonkeyPatch) -> None:
    def connected(found: Any, network: Any, leash: Leash) -> socket.socket:
        proxy = urlsplit(os.environ["http_proxy"])
        return socket.create_connection((proxy.hostname or "", proxy.port or 0), timeout=leash.left_s())

    patch.setattr(wire, "connected", connected)


def tls_with(change: Callable[[ssl.SSLContext], None]) -> Off:
    real = wire._tls

    def loosened(ca_file: str) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=ca_file)
        context.hostname_checks_common_name = False
        change(context)
        return context

    assert real
    return swap(wire, "_tls", loosened)


def unverified(context: ssl.SSLContext) -> None:
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE


def any_name(context: ssl.SSLContext) -> None:
    context.check_hostname = False


def common_name(context: ssl.SSLContext) -> None:
    context.hostname_checks_common_name = True


def no_limit_unpacked(patch: pytest.MonkeyPatch) -> None:
    real = wire.unpacked
    patch.setattr(wire, "unpacked", lambda chunks, coding, room: (b"" for _ in real(chunks, coding, 10**9)))


def any_encodings(patch: pytest.MonkeyPatch) -> None:
    def unpacked(chunks: Iterator[bytes], coding: str, room: int) -> Iterator[bytes]:
        body = b"".join(chunks)
        for _ in filter(None, coding.split(",")):
            body = zlib.decompress(body, zlib.MAX_WBITS | 32)
        yield body

    patch.setattr(wire, "unpacked", unpacked)


def a_leash_that_starts_anew(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Leash, "left_s", lambda self: 0.5)


def always_fair(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Leash, "fair", property(lambda self: True, lambda self, value: None), raising=False)


def turns_for_all(patch: pytest.MonkeyPatch) -> None:
    real = pace._Host
    patch.setattr(pace, "_Host", lambda: real(turn=contextlib.nullcontext()))  # type: ignore[arg-type]  # no lock


ALLOWED = robots.Rules(allows=lambda url: True)
DEFENCES = [
    # what protects                     what shows it                           how it is switched off
    ("deny list", inner_addresses_are_refused, swap(address, "permitted", lambda *_, **__: True)),
    ("check of each hop", each_hop_is_checked, only_the_first_hop),
    ("ports", odd_ports_are_refused, swap(address, "_opened", lambda *_: True)),
    ("forbidden characters", odd_spellings_are_refused, swap(address, "_FORBIDDEN", re.compile("(?!)"))),
    ("pinned connection", the_checked_address_is_connected_to, by_name_again),
    ("no proxy", proxies_of_the_environment_are_not_used, through_the_proxy),
    (
        "no certificates of the environment",
        certificates_of_the_environment_are_not_trusted,
        swap(wire, "certifi", SimpleNamespace(where=lambda: os.environ["SSL_CERT_FILE"])),
    ),
    ("TLS verification", unknown_authorities_are_refused, tls_with(unverified)),
    ("name in the certificate", other_names_are_refused, tls_with(any_name)),
    ("names of today", common_names_are_not_enough, tls_with(common_name)),
    ("no https to http", https_does_not_lead_to_http, swap(asking, "_refuse_downgrade", lambda *_: None)),
    ("limit of redirects", redirects_end_at_five, swap(session, "range", lambda _: range(50))),
    ("bodies of redirects", bodies_of_redirects_stay_unread, swap(wire, "_has_news", lambda _: True)),
    (
        "wire limit",
        bytes_on_the_wire_are_counted,
        swap(wire._Line, "end_of_head", lambda self: setattr(self, "_left", 10**9)),
    ),
    ("unpacked limit", unpacked_bytes_are_counted, no_limit_unpacked),
    ("limit of members", members_are_counted, swap(unpack, "_MEMBERS_MAX", 10**9)),
    ("one encoding", one_encoding_is_taken_off, any_encodings),
    ("limit of the head", heads_are_bounded, swap(wire, "_HEAD_MAX", 10**12)),
    ("no pictures", pictures_are_not_loaded, swap(wire, "_refuse_media", lambda *_, **__: None)),
    ("leash", time_is_bounded, a_leash_that_starts_anew),
    ("fair blame", another_host_is_not_blamed_for_lost_time, always_fair),
    ("robots.txt", robots_txt_is_obeyed, swap(robots.RobotsBook, "rules", lambda *_, **__: ALLOWED)),
    (
        "robots.txt with errors",
        no_robots_txt_for_errors_is_a_no,
        swap(session.Fetcher, "_load_robots", lambda *_: (404, b"")),
    ),
    ("pause", pauses_are_kept, swap(pace.Pace, "_wait_s", lambda *_: 0.0)),
    ("Crawl-delay", crawl_delay_is_kept, swap(robots, "rules_of", lambda *_: ALLOWED)),
    ("Retry-After", retry_after_is_kept, swap(session, "wished_rest_s", lambda *_: 0.0)),
    ("notes between runs", retry_after_is_kept_by_the_next_run, swap(pace.Pace, "remember", lambda *_: None)),
    ("one at a time", hosts_are_asked_one_at_a_time, turns_for_all),
    ("breaker", hosts_that_fail_are_left_alone, swap(pace.Pace, "rest", lambda *_: None)),
    ("headers stay at home", headers_stay_at_home, swap(asking, "_same_host", lambda *_: True)),
    ("forms stay at home", forms_stay_at_home, swap(asking, "_same_host", lambda *_: True)),
    ("headers of the gate", the_gates_own_headers_are_its_own, swap(asking, "_OWN", frozenset())),
    ("header lines", header_values_hold_no_lines, swap(asking, "_CONTROLS", re.compile("(?!)"))),
]
NAMES = [name for name, _, _ in DEFENCES]


@pytest.mark.parametrize(("name", "check", "off"), DEFENCES, ids=NAMES)
def test_the_defence_holds(name: str, check: Callable[[], None], off: Off) -> None:
    check()


@pytest.mark.parametrize(("name", "check", "off"), DEFENCES, ids=NAMES)
def test_without_the_defence_its_check_is_red(
    name: str, check: Callable[[], None], off: Off, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        off(patch)
        with pytest.raises(AssertionError):
            check()
