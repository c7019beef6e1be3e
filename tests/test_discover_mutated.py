"""Mutated feeds, sitemaps, lists and answers in JSON: whatever comes, a Discovery goes out, in good time."""

from __future__ import annotations

import json
import random
import resource
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from list_shapes import BARE, SHAPES

from tracker.discover import Discovery, Query, discover
from tracker.model import Page, Source

ZONE = ZoneInfo("Asia/Shanghai")
ENTRY = (
    "<item><title>公园&amp;绿道</title><link>http://news.example/{0}.html</link>"
    "<pubDate>Mon, 18 Aug 2025 20:30:00 GMT</pubDate></item>"
)
ATOM = "<entry><title type='html'>公园</title><link href='/a/{0}.html'/><updated>2025-08-18T20:30:00Z</updated></entry>"
LOC = "<url><loc>http://news.example/{0}.html</loc><lastmod>2025-08-18</lastmod></url>"
ROWS = range(1000, 1006)
SEEDS: list[tuple[str, bytes]] = [
    (
        "feed",
        f"<?xml version='1.0'?><rss version='2.0'><channel>{''.join(map(ENTRY.format, ROWS))}</channel></rss>".encode(),
    ),
    ("feed", f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(map(ATOM.format, ROWS))}</feed>".encode("gb18030")),
    ("feed", json.dumps({"version": "x", "items": [{"url": f"/{n}", "title": "公园"} for n in ROWS]}).encode()),
    ("sitemap", f"<urlset>{''.join(map(LOC.format, ROWS))}</urlset>".encode()),
    ("sitemap", "\n".join(f"http://news.example/{n}" for n in ROWS).encode()),
    ("listing", json.dumps({"data": [{"url": url, "title": title} for url, title, _ in BARE]}).encode()),
    *(("listing", f"<html><body>{markup}</body></html>".encode()) for markup in SHAPES.values()),
]
PIECES = (
    *(
        b"<",
        b">",
        b"&",
        b"'",
        b'"',
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"<?xml",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(b"</", b"/>", b"<script>", b"</script>", b"{", b"}", b"[", b"]", b"\\", b"&#x110000;", b"\\ud800", b"http://[x/"),
    *(
        b"2025-02-30",
        b"99999999999999999999",
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"href=",
        b"xml:base='//['",
        b"<link>",
    ),
)


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """One to eight changes: bytes turned over, cut out, doubled, put elsewhere, or pieces of markup put in."""
    body = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((1, 3, 20, 300)))
        match chance.randrange(6):
            case 0:
                del body[start:end]
            case 1:
                body[start:start] = chance.choice(PIECES) * chance.choice((1, 1, 50))
            case 2:
                body[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 3:
                body[start:start] = body[start:end] * chance.choice((1, 30))
            case 4:
                body = body[:start]
            case _:
                body[start:start] = chance.choice(SEEDS)[1][:500]
    return bytes(body)


def discovered(kind: str, body: bytes, chance: random.Random, selected: bool = False) -> Discovery:
    address = "http://news.example/list/"
    label = chance.choice(("", "text/html; charset=gbk", "application/xml; charset=utf-16", "text/html; charset=x"))
    page = Page(
        url=address,
        final_url=address,
        status=200,
        content_type=label,
        body=body,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256="",
    )
    source = Source(
        id="s",
        name="s",
        tier="press",
        kind=kind,
        address=address,
        link="li a" if selected else "",
        date="span" * selected,
    )
    return discover(Query(page=page, source=source, since=date(2025, 1, 17), zone=ZONE))


def run(count: int, seed: int) -> None:
    chance = random.Random(seed)
    slowest = 0.0
    troubles = 0
    for number in range(count):
        kind, body = SEEDS[number % len(SEEDS)]
        changed = mutated(body, chance)
        began = time.thread_time()
        found = discovered(kind, changed, chance, kind == "listing" and chance.random() < 0.2)
        slowest = max(slowest, time.thread_time() - began)
        repr(found).encode("utf-8")
        if not found.links and not found.dropped and kind == "listing":
            assert found.trouble is not None, changed
        troubles += found.trouble is not None
    assert slowest < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < 1024
    print(f"{count} mutated, {troubles} in trouble, slowest {slowest:.2f} s")


def test_seeds_are_sound() -> None:
    chance = random.Random(1)
    for kind, body in SEEDS:
        found = discovered(kind, body, chance)
        assert found.trouble is None and len(found.links) >= 4, body[:200]


def test_a_thousand_mutated_sources_end_in_a_discovery() -> None:
    run(1000, 20250117)


@pytest.mark.long
def test_fifty_thousand_mutated_sources_end_in_a_discovery() -> None:
    run(50_000, 7)
