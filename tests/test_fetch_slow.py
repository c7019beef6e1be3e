"""Sources that keep a run waiting end in time, and cost the healthy ones beside them nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import pytest
from internet import PUBLIC, internet
from loopback import Reply, running
from slow_servers import SLOW, healthy, silent, slow_answers

from tracker.errors import FetchError
from tracker.fetch import Endpoint, Fetched, Fetcher, Network, Policy, Unchanged
from tracker.fetch.network import resolve_name
from tracker.model import Link
from tracker.run import RunSettings
from tracker.run.visit import Visit, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """limit_s: what a page may take. slack_s: what a busy machine may add. Healthy sources have `pages` each."""

    hostile: int
    healthy: int
    pages: int
    delay_s: float
    limit_s: float
    slack_s: float


@dataclass(slots=True)
class Told:
    """How visits ended: seconds and codes of the slow ones, pages of the healthy, and when the last of these came."""

    slow: dict[str, tuple[float, str]] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    done_s: float = 0.0


SMALL = Scale(hostile=24, healthy=20, pages=3, delay_s=0.2, limit_s=1.5, slack_s=1.5)
FULL = Scale(hostile=50, healthy=100, pages=6, delay_s=2.0, limit_s=30.0, slack_s=0.0)
KINDS = [*SLOW, "silent.example", "silent-tls.example", "lookup.example"]


def slow_links(scale: Scale) -> list[Link]:
    hosts = [f"{number}-{KINDS[number % len(KINDS)]}" for number in range(scale.hostile)]
    return [Link(url=f"{'https' if 'tls' in host else 'http'}://{host}/slow", source=host) for host in hosts]


def healthy_links(scale: Scale) -> list[Link]:
    return [
        Link(url=f"http://good{host}.example/{number}", source=f"good{host}")
        for number in range(scale.pages)
        for host in range(scale.healthy)
    ]


@contextmanager
def world(scale: Scale) -> Iterator[Policy]:
    """A policy whose hosts are served here: slow ones of each kind and healthy ones."""
    numbered = {
        f"{number}-{place}": answer
        for number in range(scale.hostile)
        for place, answer in slow_answers(scale.limit_s / 20).items()
    }
    with ExitStack() as stack:
        slow = ("127.0.0.1", stack.enter_context(running(numbered)).port)
        quiet = stack.enter_context(silent())
        good = ("127.0.0.1", stack.enter_context(healthy(scale.pages, 0.01)).port)
        places: dict[str, Endpoint] = {f"good{number}.example": good for number in range(scale.healthy)}
        for link in slow_links(scale):
            if "lookup" not in link.source:
                places[link.source] = quiet if "silent" in link.source else slow
        yield Policy(delay_s=scale.delay_s, timeout_s=scale.limit_s, allow_private=True, connect_to=places)


def resolve_slowly(host: str, port: int) -> tuple[Endpoint, ...]:
    if "lookup" in host:
        time.sleep(60)
    return resolve_name(host, port)


def visited(links: Sequence[Link], policy: Policy) -> Told:
    """Visit the links as a run does."""
    fetcher = Fetcher(network=Network(resolve=resolve_slowly))
    told, began, guard = Told(), time.monotonic(), threading.Lock()

    def get(link: Link) -> Fetched | Unchanged:
        started = time.monotonic()
        try:
            return fetcher.fetch(link.url, policy)
        except FetchError as error:
            with guard:
                told.slow[link.url] = (time.monotonic() - started, error.code)
            raise

    for visit in visits(links, get, RunSettings().workers):
        _take(visit, told, time.monotonic() - began)
    return told


def _take(visit: Visit, told: Told, moment_s: float) -> None:
    if visit.fetched is not None:
        told.pages.add(visit.link.url)
        told.done_s = moment_s


def compare(scale: Scale) -> None:
    """The healthy sources alone, then beside the slow ones, which come first."""
    with world(scale) as policy:
        alone = visited(healthy_links(scale), policy)
        beside = visited([*slow_links(scale), *healthy_links(scale)], policy)
    longest_s = max(took_s for took_s, _ in beside.slow.values())
    print(f"slow: {len(beside.slow)}, the longest {longest_s:.1f} s")
    print(f"healthy: {len(beside.pages)} pages, alone {alone.done_s:.1f} s, beside {beside.done_s:.1f} s")
    assert len(alone.pages) == scale.healthy * scale.pages
    assert beside.pages == alone.pages
    assert beside.done_s <= 2 * alone.done_s + scale.slack_s
    assert len(beside.slow) == scale.hostile
    assert {code for _, code in beside.slow.values()} <= {"timeout", "redirects", "too_large"}
    assert longest_s <= scale.limit_s * 35 / 30 + scale.slack_s


def test_slow_sources_cost_the_healthy_nothing() -> None:
    compare(SMALL)


@pytest.mark.long
def test_fifty_slow_sources_beside_a_hundred_healthy_ones() -> None:
    """50 slow, 100 healthy, the real limit of 30 s: the slow end within 35 s, the healthy within twice their time."""
    compare(FULL)


def test_a_loop_of_redirects_ends_at_five() -> None:
    with running(slow_answers(1.0)) as site:
        policy = site.policy("loop.example", robots=False)
        with pytest.raises(FetchError) as caught:
            Fetcher().fetch("http://loop.example/slow", policy)
    assert caught.value.code == "redirects"
    assert site.paths == ["/slow"] * 6


def test_pauses_between_redirects_are_part_of_the_time() -> None:
    """Else a chain of hops would hold its worker for the limit and all the pauses."""
    with running(slow_answers(1.0)) as site, internet(site.port, {"loop.example": [[PUBLIC]]}) as net:
        policy = Policy(delay_s=0.2, timeout_s=0.7, robots=False)
        with pytest.raises(FetchError) as caught:
            Fetcher(network=net.network()).fetch("http://loop.example/slow", policy)
    assert caught.value.code == "timeout"
    assert 2 <= len(site.paths) <= 4


def test_a_slow_page_does_not_make_the_next_host_look_slow() -> None:
    """A host that uses up the time of a page and leads to another: that one is not blamed for what it cannot do."""
    slow = (b"HTTP/1.1 302 Found\r\n", b"Location: http://body.example/a\r\n", b"Content-Length: 0\r\n\r\n")
    late = (b"HTTP/1.1 404 Gone\r\n", b"X: y\r\n", b"\r\n")
    answers = {
        "redirect.example/slow": Reply(raw=slow, drip_s=0.3),
        "body.example/robots.txt": Reply(raw=late, drip_s=0.2),
        "body.example/a": Reply(body=b"fine"),
    }
    with running(answers) as site:
        fetcher, policy = Fetcher(), site.policy("redirect.example", "body.example", timeout_s=1.0)
        with pytest.raises(FetchError) as caught:
            fetcher.fetch("http://redirect.example/slow", policy)
        assert caught.value.code == "resting"
        assert [note for note in fetcher.notes() if "body" in note.site] == []
        answer = fetcher.fetch("http://body.example/a", replace(policy, timeout_s=5.0))
        assert isinstance(answer, Fetched)
