"""Broken and hostile pages: whatever the bytes, a reading comes out in time, and says what it is worth."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from mutated_pages import CODES, PEAK_MIB, SLOW_S, index, page_of

from tracker.read import read

HERE = Path(__file__).parent
BAD_ADDRESSES = ["http://[broken/a", "http://a.example]/x", "http://‮／.example/", "http://a.example:port/x", "//["]
made = page_of


def run(*words: str) -> dict[str, object]:
    """Pages read in a process of their own, so that its memory is theirs."""
    done = subprocess.run(
        [sys.executable, str(HERE / "mutated_pages.py"), *words],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(HERE.parent), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(told: dict, pages: int) -> None:
    assert not told["crashes"], told["crashes"]
    assert told["pages"] == pages and set(told["codes"]) <= CODES
    assert told["slowest_s"][0][0] < SLOW_S, told["slowest_s"]
    assert told["peak_mib"] < PEAK_MIB


@pytest.mark.parametrize("first", [0, 1000])
def test_mutated_pages_are_read_or_refused(first):
    told = run(str(first), "1000")
    check(told, 1000)
    assert told["codes"]["read"] > 100 and told["codes"]["unreadable"] > 10


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 100_000, 5000))
def test_many_mutated_pages_are_read_or_refused(first):
    check(run(str(first), "5000"), 5000)


def test_hostile_pages_are_read_or_refused_in_time():
    told = run("hostile", "0.03")
    check(told, sum(told["codes"].values()))
    assert told["pages"] > 140


@pytest.mark.long
@pytest.mark.parametrize("mib", ["1", "10"])
def test_large_hostile_pages_are_read_or_refused_in_time(mib):
    told = run("hostile-read", mib)
    check(told, sum(told["codes"].values()))


@pytest.mark.parametrize(
    "text", ["9" * 12_000, "一" * 12_000, "一、二" * 4_000, "9.9" * 4_000, "第一二三四五六七八九十" * 1_000]
)
def test_runs_of_numerals_are_read_at_once(text):
    """Patterns that part such runs in every way would take years."""
    body = f"<p>温榆河公园昌平二期{text}，今天开放。北京市昌平区的温榆河公园昌平二期今天开放。</p>"
    told = read(made(body.encode()), index()).trace
    assert told.disposition.code == "read"


def test_a_reference_of_thousands_of_digits_is_one_lost_character():
    article = read(made(f"<p>昌平区今天公布了一批数据，&#{'9' * 5000};增长很快。</p>".encode()), index()).article
    assert "增长很快" in article.text and "\ufffd" in article.text


def test_a_paragraph_of_thousands_of_sentences_is_read():
    """What a sentence inherits from those before must not be looked for from each of them anew."""
    body = "<p>" + "今天的天气很好。" * 5000 + "上半年，昌平区医药健康产业收入同比增长9.7%。</p>"
    assert read(made(body.encode()), index()).trace.candidates


def test_a_text_that_no_one_would_publish_is_refused():
    body = "<p>" + "昌平区医药健康产业收入同比增长9.7%。</p><p>" * 15_000
    disposition = read(made(body.encode()), index()).trace.disposition
    assert disposition.code == "unreadable" and "too_long" in dict(disposition.facts)["why"]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_none_spoils_nothing(address):
    body = f'<html><head><link rel="canonical" href="{address}"></head><body><p>北京市昌平区今天公布了一批数据，'
    body += "全区医药健康产业收入同比增长9.7%，这是上半年的结果，比一季度快一点五个百分点。</p></body></html>"
    assert read(made(body.encode()), index()).article.canonical_url == "https://news.example/a.html"
    assert read(made(body.encode(), url=address), index()).trace.url == address
