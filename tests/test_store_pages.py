"""Readings and runs in a real SQLite file: what goes in comes out, whatever the order, and nothing stored is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.model import Article, Block, Candidate, Figure, Reading, Reason, Trace
from tracker.store import Edition, LinkOutcome, SourceHealth, Store, Validators, open_store

NOW = datetime(2026, 4, 1, 1, 5, 48, tzinfo=UTC)
EDITION = Edition(targets_hash="t1", reader_version="r1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "tracker.db")


def candidate(**changes: object) -> Candidate:
    figure = Figure(
        value=Decimal("9.70"),
        unit="%",
        comparator="~",
        start=date(2025, 1, 1),
        end=date(2025, 9, 30),
        basis="yoy",
    )
    one = Candidate(
        target="health",
        sentence="前三季度，医药健康产业收入增长9.7%左右。",
        modality="actual",
        figure=figure,
        retracts=Decimal("6.8"),
        why_not=Reason(code="other_place", facts=(("place", "海淀区"),)),
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def reading(url: str, sha256: str = "a" * 64, seen: datetime = NOW, text: str = "正文") -> Reading:
    trace = Trace(
        url=url,
        canonical_url=url + "?canonical",
        page_sha256=sha256,
        title="标题 “引号”",
        source="district",
        tier="official",
        published=date(2025, 10, 28),
        first_seen=seen,
        sketch=bytes(range(256)),
        text_sha256="b" * 64,
        figures=b"\x00\x01\x02\xff",
        spam=Reason(code="spun", facts=(("words", "东谈主"),)),
        disposition=Reason(code="read"),
        candidates=(candidate(), candidate(figure=None, stage="opened", expected=date(2025, 12, 31), why_not=None)),
    )
    article = Article(
        title=trace.title,
        published=trace.published,
        publisher="昌平区人民政府",
        canonical_url=trace.canonical_url,
        blocks=(Block(kind="paragraph", text=text), Block(kind="caption", text="图")),
        encoding="gb18030",
    )
    return Reading(article=article, trace=trace)


def test_a_trace_comes_out_as_it_went_in(store: Store) -> None:
    one = reading("https://a.example/1")
    store.save_reading(one, EDITION)
    assert list(store.traces()) == [one.trace]
    (article,) = store.articles(text=True)
    assert (article.text, article.publisher, article.spam, article.story) == ("正文", "昌平区人民政府", True, None)
    assert [row.text for row in store.articles()] == [""]


def test_traces_come_in_order_of_address_over_many_batches(store: Store) -> None:
    urls = [f"https://a.example/{number:04}" for number in range(700)]
    store.save_readings([reading(url) for url in reversed(urls)], EDITION)
    found = list(store.traces())
    assert [trace.url for trace in found] == urls
    assert all(len(trace.candidates) == 2 for trace in found)
    assert [row.url for row in store.articles()] == urls


VERSIONS = [
    reading("https://a.example/1", "a" * 64, NOW, "first"),
    reading("https://a.example/1", "b" * 64, NOW + timedelta(days=1), "second"),
    reading("https://a.example/1", "c" * 64, NOW + timedelta(days=1), "as late"),
    reading("https://a.example/1", "c" * 64, NOW - timedelta(days=9), "as late"),
]


@pytest.mark.parametrize("order", list(permutations(range(len(VERSIONS)))))
@pytest.mark.parametrize("at_once", [True, False])
def test_the_latest_version_stays_in_whatever_order_they_come(store: Store, order: list[int], at_once: bool) -> None:
    chosen = [VERSIONS[number] for number in order]
    for group in [chosen] if at_once else [[one] for one in chosen]:
        store.save_readings(group, EDITION)
    (trace,) = store.traces()
    (article,) = store.articles(text=True)
    assert (trace.page_sha256, article.text) == ("c" * 64, "as late")
    assert trace.first_seen == NOW - timedelta(days=9), "known since this text was first seen"


def test_a_page_is_read_again_only_where_that_can_change_something(store: Store) -> None:
    store.save_readings(VERSIONS[:2], EDITION)
    url, later = "https://a.example/1", NOW + timedelta(days=1)
    assert store.has_page(url, "b" * 64, later, EDITION)
    assert store.has_page(url, "a" * 64, NOW, EDITION), "an older version stays superseded"
    assert not store.has_page(url, "b" * 64, later, Edition(targets_hash="t2", reader_version="r1"))
    assert not store.has_page(url, "b" * 64, later, Edition(targets_hash="t1", reader_version="r2"))
    assert not store.has_page(url, "d" * 64, later, EDITION)
    assert not store.has_page(url, "a" * 64, NOW - timedelta(days=1), EDITION), "it was known earlier than we thought"
    assert not store.has_page("https://a.example/2", "b" * 64, later, EDITION)
    assert store.stale_pages(EDITION) == 0
    assert store.stale_pages(Edition(targets_hash="t2", reader_version="r1")) == 1


def test_times_are_compared_as_times_and_not_as_text(store: Store) -> None:
    beijing = timezone(timedelta(hours=8))
    store.save_reading(reading("u", "a" * 64, datetime(2026, 4, 1, 7, tzinfo=beijing)), EDITION)
    store.save_reading(reading("u", "b" * 64, datetime(2026, 4, 1, 1, tzinfo=UTC)), EDITION)
    assert next(store.traces()).page_sha256 == "b" * 64


def test_a_page_read_again_loses_its_old_candidates(store: Store) -> None:
    one = reading("https://a.example/1")
    store.save_reading(one, EDITION)
    fewer = replace(one, trace=replace(one.trace, candidates=one.trace.candidates[:1]))
    store.save_reading(fewer, EDITION)
    assert list(store.traces()) == [fewer.trace]


def test_validators_belong_to_a_page_or_to_a_source(store: Store) -> None:
    assert store.validators("https://a.example/1") is None
    given = Validators(etag='"abc"', last_modified="Wed, 01 Apr 2026 01:05:48 GMT")
    store.save_reading(reading("https://a.example/1"), EDITION, given)
    assert store.validators("https://a.example/1") == given
    health = SourceHealth(source="s", url="https://a.example/list", checked=NOW, answered=NOW)
    store.record_health(health)
    assert store.validators("https://a.example/list") is None, "no validators without what they stand for"
    store.record_health(health, given)
    assert store.validators("https://a.example/list") == given
    trouble = SourceHealth(source="s", url="https://a.example/list", checked=NOW, answered=None, trouble="timeout")
    store.record_health(trouble)
    assert store.sources_health() == (replace(trouble, answered=NOW),), "the last answer is remembered"
    assert store.validators("https://a.example/list") == given


def test_links_end_once_a_run_and_the_last_run_tells(store: Store) -> None:
    link = LinkOutcome(
        url="https://a.example/1",
        source="s",
        disposition=Reason(code="timeout"),
        title="题",
        published=date(2025, 1, 2),
    )
    first, second = store.start_run("run", NOW), store.start_run("run", NOW)
    store.record_links(first, [link])
    store.record_links(second, [link, replace(link, disposition=Reason(code="read"))])
    store.finish_run(second, NOW, "ok")
    assert store.link_outcomes(first) == (link,)
    assert [one.disposition.code for one in store.link_outcomes(second)] == ["read"]
    assert store.last_outcomes()[link.url].disposition.code == "read"
    archive = store.start_run("ingest", NOW)
    store.record_links(archive, [replace(link, disposition=Reason(code="http_status"))])
    assert store.last_outcomes()[link.url].disposition.code == "read", "an archive does not tell how the site answers"


# ---- what can go wrong ----------------------------------------------------------------------------------------------


def test_a_failed_transaction_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        store.save_reading(reading("https://a.example/1"), EDITION)
        raise RuntimeError
    assert not list(store.traces())


def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    store.save_reading(reading("https://a.example/1"), EDITION)
    pages = store._database.execute("PRAGMA page_count").fetchone()[0]
    store._database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="the disk is full") as caught:
        store.save_readings([reading(f"https://a.example/{n}", text="长" * 4000) for n in range(2, 50)], EDITION)
    assert caught.value.where == str(store.path)
    assert [trace.url for trace in store.traces()] == ["https://a.example/1"]
    assert store.damage() == ""


def test_the_store_must_exist_where_it_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store yet .*tracker ingest"):
        open_store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_files_that_are_no_store_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database, " * 100)
    other = tmp_path / "other.db"
    subprocess.run(
        [sys.executable, "-c", f"import sqlite3; sqlite3.connect({str(other)!r}).execute('CREATE TABLE t(a)')"]
    )
    for path, words in ((text, "no tracker store"), (other, "another program"), (tmp_path, "a folder")):
        with pytest.raises(StoreError, match=words):
            open_store(path)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "missing" / "tracker.db")
    assert text.read_text().startswith("no database")


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with open_store(path) as store:
        store._database.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match=r"schema 999.*install the newer tracker"):
        open_store(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_store_can_be_read_and_says_why_not_written(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    open_store(path).close()
    path.chmod(0o444)
    with open_store(path, create=False) as store:
        assert not list(store.traces())
        with pytest.raises(StoreError, match="cannot be written"):
            store.save_reading(reading("https://a.example/1"), EDITION)


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    open_store(path).close()
    troubles: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with open_store(path) as store:
                for number in range(20):
                    store.save_reading(reading(f"https://{name}.example/{number}"), EDITION)
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    with open_store(path) as store:
        assert len(list(store.traces())) == 60


def test_a_reader_of_the_output_does_not_block_a_writer(store: Store) -> None:
    store.save_readings([reading(f"https://a.example/{number:04}") for number in range(600)], EDITION)
    slow = store.articles(text=True)
    next(slow)
    with open_store(store.path) as other:
        started = time.monotonic()
        other.save_reading(reading("https://b.example/1"), EDITION)
        assert time.monotonic() - started < 5
    assert len(list(slow)) == 599


def test_a_killed_writer_leaves_a_sound_store(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    program = f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from pathlib import Path
        from test_store_pages import EDITION, open_store, reading
        store = open_store(Path({str(path)!r}))
        for number in range(100000):
            store.save_readings([reading(f"https://a.example/{{number}}-{{n}}") for n in range(8)], EDITION)
            print(number, flush=True)
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for _ in range(20):
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_store(path) as store:
        assert store.damage() == ""
        found = len(list(store.traces()))
        assert found % 8 == 0 and found >= (last + 1) * 8
