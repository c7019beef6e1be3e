"""Hostile feeds, sitemaps and lists: nothing is read, nothing is fetched, and each is done with in good time."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hostile_lists import hostile_lists
from loopback import Reply, Site, running
from xml_attacks import RSS, Attack, attacks

from tracker.discover import Discovery, Query, discover
from tracker.discover.feed import from_feed_text
from tracker.model import Page, Source

SECRET = "canary-7c1f"
TOUCHED: list[str] = []
SMALL, FULL = 1 << 16, 1 << 20  # bodies of some 500 KiB, and of as many as a page may have
BY_CSS = {"link": "li a", "date": "span", "next": "a.next"}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: whatever way a file is opened or a connection made, Python tells it here."""
    if event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        TOUCHED.append(f"{event} {arguments[0]} {arguments[1] if event == 'socket.connect' else ''}")


sys.addaudithook(watch)


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Site]]:
    file = tmp_path_factory.mktemp("canary") / "secret.txt"
    file.write_text(SECRET)
    with running({"/x": Reply(body=SECRET.encode())}) as site:
        yield file, site


def attack(one: Attack) -> tuple[Discovery, float]:
    address = "http://news.example/f"
    page = Page(
        url=address,
        final_url=address,
        status=200,
        content_type="text/html" if one.kind == "listing" else "application/xml",
        body=one.body,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256="",
    )
    source = Source(id="s", name="s", tier="press", kind=one.kind, address=address)
    query = Query(page=page, source=source, since=date(2025, 1, 17), zone=ZoneInfo("Asia/Shanghai"))
    began = time.thread_time()
    return discover(query), time.thread_time() - began


def test_xml_attacks_read_nothing_and_fetch_nothing(canary: tuple[Path, Site]) -> None:
    withstand(canary, SMALL)


@pytest.mark.long
def test_xml_attacks_of_full_size_read_nothing_and_fetch_nothing(canary: tuple[Path, Site]) -> None:
    withstand(canary, FULL)


def withstand(canary: tuple[Path, Site], mib: int) -> None:
    file, site = canary
    address = f"http://127.0.0.1:{site.port}/x"
    attack(Attack(name="", kind="feed", body=RSS.encode()))  # what is imported for the first time is opened
    attack(Attack(name="", kind="feed", body=b"\xb1\xb1\xbe\xa9\xca\xd0\xcc\xec\xc6\xf8<a>"))
    attack(Attack(name="", kind="feed", body=bytes(range(128, 256)) * 9))
    attack(Attack(name="", kind="listing", body=b"<a href=/1>x</a>"))
    number = 0
    slowest = 0.0
    memory_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for one in attacks(str(file), address, mib):
        TOUCHED.clear()
        found, took = attack(one)
        number += 1
        slowest = max(slowest, took)
        named = [name for name in TOUCHED if file.name in name or "passwd" in name or name.startswith("socket")]
        assert not named, one.name
        assert SECRET not in repr(found), one.name
        assert took < 2, f"{one.name}: {took:.1f} s"
        if "entity" in one.name or "laughs" in one.name or "blow-up" in one.name or "out of band" in one.name:
            assert found.trouble is not None and found.trouble.code == "unsafe_xml", one.name
    assert number >= 200
    assert site.asked == []
    memory_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before) / 1024
    assert memory_mib < 400  # that of the attacks themselves included
    print(f"{number} attacks, slowest {slowest:.2f} s, memory +{memory_mib:.0f} MiB")


def test_the_watch_sees_what_it_should(canary: tuple[Path, Site]) -> None:
    """The checks above can fail: a file that is opened and an address that is asked are seen."""
    from urllib.request import urlopen

    file, site = canary
    TOUCHED.clear()
    file.read_text()
    urlopen(f"http://127.0.0.1:{site.port}/x").read()
    assert any(file.name in name for name in TOUCHED)
    assert any(name.startswith("socket.connect") for name in TOUCHED)
    assert len(site.asked) == 1
    site.asked.clear()


@pytest.mark.parametrize("selectors", [{}, BY_CSS], ids=["structure", "css"])
def test_hostile_lists_are_done_with_in_good_time(selectors: dict[str, str]) -> None:
    get_through(selectors, SMALL)


@pytest.mark.long
@pytest.mark.parametrize("selectors", [{}, BY_CSS], ids=["structure", "css"])
def test_hostile_lists_of_full_size_are_done_with_in_good_time(selectors: dict[str, str]) -> None:
    get_through(selectors, FULL)


def get_through(selectors: dict[str, str], mib: int) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    for name, body in hostile_lists(mib):
        address = "http://news.example/list/"
        moment = datetime(2025, 9, 1, tzinfo=UTC)
        page = Page(
            url=address, final_url=address, status=200, content_type="text/html", body=body, fetched=moment, sha256=""
        )
        source = Source(id="s", name="s", tier="press", kind="listing", address=address, **selectors)  # type: ignore[arg-type]
        began = time.thread_time()
        found = discover(Query(page=page, source=source, since=None, zone=zone))
        took = time.thread_time() - began
        assert took < 5, f"{name}: {took:.1f} s"
        repr(found).encode("utf-8")  # no half of a pair is left in it


def test_a_feed_with_a_plain_document_type_is_read() -> None:
    """RSS 0.91 came with one; it is not fetched."""
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    source = Source(id="s", name="s", tier="press", kind="feed", address="http://news.example/f")
    moment = datetime(2025, 9, 1, tzinfo=UTC)
    page = Page(
        url="", final_url="http://news.example/f", status=200, content_type="", body=b"", fetched=moment, sha256=""
    )
    query = Query(page=page, source=source, since=None, zone=ZoneInfo("UTC"))
    found = from_feed_text(head + RSS.format("1").replace("2.0", "0.91"), query)
    assert [link.url for link in found.links] == ["http://news.example/1"]
