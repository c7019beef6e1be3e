"""What is known of sources and hosts goes into a real store and comes out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tracker.model import HostNote, Reason, Request
from tracker.store import Ahead, LinkOutcome, Store, Walked, open_store
from tracker.watch import Alert, Check, Looked

NOW = datetime(2025, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db") as opened:
        yield opened


def test_checks_come_back_oldest_first_and_only_the_latest(store: Store) -> None:
    for number in range(70):
        run = store.start_run("run", NOW)
        check = Check(source="gov", checked=NOW + timedelta(hours=number), items=None if number % 2 else number)
        store.save_check(run, check)
    found = store.checks("gov")
    assert len(found) == 60
    assert [one.checked for one in found] == [NOW + timedelta(hours=number) for number in range(10, 70)]
    assert (found[0].items, found[1].items) == (10, None)
    assert store.checks("paper") == ()


def test_an_alert_stands_until_another_or_none_takes_its_place(store: Store) -> None:
    blocked = Alert(source="gov", word="blocked", since=NOW, last_good=NOW - timedelta(days=2), detail="403")
    store.save_alert("gov", blocked, NOW)
    store.save_alert("gov", blocked, NOW + timedelta(days=1))
    assert store.alerts() == {"gov": blocked}
    gone = replace(blocked, word="moved", last_good=None)
    store.save_alert("gov", gone, NOW + timedelta(days=2))
    assert store.alerts() == {"gov": gone}
    store.save_alert("gov", None, NOW + timedelta(days=3))
    assert store.alerts() == {}


def test_days_looked_at_keep_the_moment_they_were_first_known(store: Store) -> None:
    days = Looked(source="gov", start="http://gov.example/", first=date(2025, 1, 17), last=date(2025, 9, 1), seen=NOW)
    store.save_looked([days])
    store.save_looked([replace(days, seen=NOW + timedelta(days=1)), replace(days, last=date(2025, 9, 2))])
    assert store.looked() == (days, replace(days, last=date(2025, 9, 2)))
    assert store.looked_to("gov", "http://gov.example/") == date(2025, 9, 2)
    assert store.looked_to("gov", "http://gov.example/other") is None


def test_a_walk_comes_back_as_it_stood(store: Store) -> None:
    request = Request(url="http://gov.example/s", form=(("q", "公园"), ("p", "2")), headers=(("Referer", "x"),))
    walked = Walked(
        source="gov", start="s", since=date(2025, 1, 17), pending=(Ahead(request=request, floor=date(2025, 1, 17)),)
    )
    store.save_walk(walked)
    store.save_walk(replace(walked, start="t", pending=()))
    assert store.walked("gov", "s") == walked
    assert store.walked("gov", "t") == replace(walked, start="t", pending=())
    assert store.walked("gov", "u") is None


def test_notes_of_hosts_replace_those_before(store: Store) -> None:
    old = HostNote(site="http://old.example", failures=2, rest_until=NOW)
    new = HostNote(site="https://new.example", robots_status=200, robots_body=b"\xff", robots_fetched=NOW)
    store.save_host_notes([old])
    store.save_host_notes([new, old])
    assert store.host_notes() == (old, new)
    store.save_host_notes([])
    assert store.host_notes() == ()


def test_days_with_links_that_wait_are_counted_by_their_last_end(store: Store) -> None:
    first, second = store.start_run("run", NOW), store.start_run("run", NOW)
    day = date(2025, 8, 1)

    def end(name: str, code: str, published: date | None = day) -> LinkOutcome:
        url = f"http://gov.example/{name}"
        return LinkOutcome(url=url, source="gov", disposition=Reason(code=code), published=published)

    store.record_links(first, [end("a", "waiting"), end("b", "blocked"), end("c", "read"), end("d", "timeout", None)])
    store.record_links(second, [end("a", "read")])
    archived = store.start_run("ingest", NOW)
    store.record_links(archived, [end("b", "read")])
    assert store.waiting_days() == {"gov": {"": 1, "2025-08-01": 1}}
