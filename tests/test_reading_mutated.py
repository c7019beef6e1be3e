"""Broken pages of every kind: whatever the bytes, a reading comes out and its disposition says what it is worth."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_reading import index

from tracker.model import Page
from tracker.read import read

PAGES = sorted(Path(__file__).parent.glob("corpus/changping-*/pages/*.html"))
BAD_ADDRESSES = ["http://[broken/a", "http://a.example]/x", "http://‮／.example/", "http://a.example:port/x", "//["]


def broken(chance: random.Random) -> bytes:
    """A page of the corpora with stretches cut, doubled, overwritten, or taken from another page."""
    body = bytearray(chance.choice(PAGES).read_bytes())
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.randint(1, 400))
        other = chance.choice(PAGES).read_bytes()
        body[start:end] = chance.choice(
            [b"", body[start:end] * 3, chance.randbytes(end - start), other[:600], b"<\">'%&#0;0123456789"]
        )
    return bytes(body)


def made(body: bytes, url: str = "https://news.example/a.html") -> Page:
    fetched = datetime(2026, 4, 1, tzinfo=UTC)
    return Page(url=url, final_url=url, status=200, content_type="text/html", body=body, fetched=fetched, sha256="0")


@pytest.mark.parametrize("seed", range(8))
def test_mutated_pages_are_read_or_refused(seed):
    chance = random.Random(seed)
    codes = {read(made(broken(chance)), index()).trace.disposition.code for _ in range(250)}
    assert codes <= {"read", "no_target", "spam", "statement", "before_statement", "unreadable"}
    assert "read" in codes


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_none_spoils_nothing(address):
    body = f'<html><head><link rel="canonical" href="{address}"></head><body><p>北京市昌平区今天公布了一批数据，'
    body += "全区医药健康产业收入同比增长9.7%，这是上半年的结果，比一季度快一点五个百分点。</p></body></html>"
    assert read(made(body.encode()), index()).article.canonical_url == "https://news.example/a.html"
    assert read(made(body.encode(), url=address), index()).trace.url == address
