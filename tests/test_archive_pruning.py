"""The archive keeps each page once and lets pages go by rule: what evidence needs is there after whatever happens."""

from __future__ import annotations

import gzip
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store_pages import EDITION, reading
from test_store_settled import evidence

from tracker.archive import Problem, Survey, append_page, choose, drop, find_page, pages, survey
from tracker.archive.places import placed_pages
from tracker.config import parse_config
from tracker.errors import ConfigError, StoreError
from tracker.keep import keep_page
from tracker.model import Keeping, Page, Story, Told
from tracker.store import open_store

NOW = datetime(2026, 4, 1, tzinfo=UTC)
ALL, EVIDENCE = Keeping(), Keeping(keep="evidence", days=30)


def page(number: int, days_ago: int = 0, size: int = 300, **changes: object) -> Page:
    body = f"<html>{number}".encode() + random.Random(number).randbytes(size)
    url = f"https://a.example/{number}"
    told: dict[str, object] = {
        "url": url,
        "final_url": url,
        "status": 200,
        "content_type": "text/html",
        "body": body,
        "fetched": NOW - timedelta(days=days_ago, seconds=number),
        "sha256": sha256(body).hexdigest(),
    }
    return Page(**(told | changes))  # type: ignore[arg-type]


def in_archive(folder: Path) -> list[Page]:
    found = list(pages((folder,)))
    assert not [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Page)]


# ---- each page once -------------------------------------------------------------------------------------------------


def test_the_same_bytes_of_the_same_address_are_kept_once(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    first, again, other = page(1, 3), page(1), page(2)
    with open_store(tmp_path / "t.db") as store:
        for one in (first, again, other):
            keep_page(folder, store, one)
            store.save_reading(reading(one.url, one.sha256, one.fetched), EDITION)
        assert in_archive(folder) == [first, other]
        (folder / "2026-03-28.warc.gz").unlink()  # the first day's file
        keep_page(folder, store, again)
    assert again in in_archive(folder), "what the store says and the archive has not is written"


def test_what_a_person_said_and_who_offered_a_page_comes_back(tmp_path: Path) -> None:
    said = Told(published=date(2025, 8, 19), publisher="滨江发布 “公众号”")
    chosen = [
        page(1, source="list"),
        page(2, told=Told()),
        page(3, told=said, final_url="https://b.example/x"),
        page(4, told=said, url="file:///srv/a.txt", final_url="file:///srv/a.txt", content_type="text/plain"),
        page(5, url="file:///srv/%E6%96%B0.pdf", final_url="file:///srv/%E6%96%B0.pdf", content_type="application/pdf"),
    ]
    for one in chosen:
        append_page(tmp_path, one)
    assert in_archive(tmp_path) == chosen


def test_a_page_is_found_by_its_hash(tmp_path: Path) -> None:
    chosen = [page(number, number % 3) for number in range(12)]
    for one in chosen:
        append_page(tmp_path, one)
    for one in chosen:
        found = find_page(tmp_path, one.url, one.sha256, one.fetched)
        assert found is not None and found[1] == one
        place = found[0]
        raw = place.path.read_bytes()[place.offset : place.offset + place.size]
        assert raw.startswith(b"\x1f\x8b") and f"@{place.offset}" in str(place)
    assert find_page(tmp_path, chosen[0].url, "0" * 64, chosen[0].fetched) is None
    assert find_page(tmp_path / "none", chosen[0].url, chosen[0].sha256, NOW) is None


def test_a_record_names_the_hash_of_its_page(tmp_path: Path) -> None:
    raw = gzip.decompress(append_page(tmp_path, page(1)).read_bytes())
    assert f"WARC-Payload-Digest: sha256:{page(1).sha256}".encode() in raw


# ---- what goes ------------------------------------------------------------------------------------------------------


def archived(folder: Path, chosen: list[Page], needed: set[str]) -> Survey:
    for one in chosen:
        append_page(folder, one)
    return survey(folder, lambda one: "needed" if one.sha256 in needed else "read")


def numbers(folder: Path) -> list[int]:
    return sorted(int(one.url.rpartition("/")[2]) for one in in_archive(folder))


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (ALL, [0, 1, 2, 3, 4, 5, 6, 7]),
        (EVIDENCE, [0, 1, 2, 6, 7]),
        (Keeping(limit_bytes=1), [6, 7]),
        (Keeping(keep="evidence", days=5, limit_bytes=10**9), [0, 6, 7]),
    ],
)
def test_the_rule_decides(tmp_path: Path, rule: Keeping, left: list[int]) -> None:
    """Page n is 10 n days and n seconds old; 6 and 7 are needed."""
    chosen = [page(number, 10 * number) for number in range(8)]
    found = archived(tmp_path, chosen, {chosen[6].sha256, chosen[7].sha256})
    drop(choose(found, rule, NOW).dropped, found)
    assert numbers(tmp_path) == left


def test_over_the_limit_the_oldest_go_and_what_is_needed_stays(tmp_path: Path) -> None:
    chosen = [page(number, number) for number in range(8)]
    found = archived(tmp_path, chosen, {chosen[7].sha256})
    size = found.bytes // 8
    plan = choose(found, Keeping(limit_bytes=int(3.5 * size)), NOW)
    drop(plan.dropped, found)
    assert numbers(tmp_path) == [0, 1, 7] and plan.over_bytes == 0
    assert plan.left_bytes == sum(one.stat().st_size for one in tmp_path.iterdir())
    again = survey(tmp_path, lambda one: "needed")
    tight = choose(again, Keeping(limit_bytes=10), NOW)
    assert tight.dropped == () and tight.over_bytes == again.bytes - 10


def test_what_has_not_been_read_stays(tmp_path: Path) -> None:
    append_page(tmp_path, page(1, 500))
    plan = choose(survey(tmp_path, lambda one: "unread"), Keeping(keep="evidence", days=1, limit_bytes=1), NOW)
    assert plan.dropped == () and plan.over_bytes > 0


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    chosen = [page(number, 40 + number % 2) for number in range(6)]
    found = archived(tmp_path, chosen, set())
    path = found.records[0].place.path
    raw = path.read_bytes()
    path.write_bytes(raw[:-9] + b"x" * 9)
    damaged = path.read_bytes()
    found = survey(tmp_path, lambda one: "read")
    assert [one.reason.code for one in found.problems] == ["broken_record"]
    drop(choose(found, EVIDENCE, NOW).dropped, found)
    assert path.read_bytes() == damaged and [one.name for one in tmp_path.iterdir()] == [path.name]


def test_other_archives_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    path = append_page(tmp_path, page(1, 400))
    other = path.rename(tmp_path / "crawl-2024.warc.gz")
    found = survey(tmp_path, lambda one: "read")
    assert found.records == () and other.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ages=st.lists(st.integers(0, 120), min_size=1, max_size=14),
    needed=st.sets(st.integers(0, 13)),
    days=st.integers(1, 100),
    limit=st.one_of(st.none(), st.integers(1, 8000)),
    keep=st.sampled_from(["all", "evidence"]),
)
def test_whatever_the_rule_what_is_needed_is_readable_after(
    tmp_path_factory: pytest.TempPathFactory,
    ages: list[int],
    needed: set[int],
    days: int,
    limit: int | None,
    keep: str,
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    chosen = [page(number, age, size=100 + 37 * number) for number, age in enumerate(ages)]
    marked = {chosen[number].sha256 for number in needed if number < len(chosen)}
    found = archived(folder, chosen, marked)
    rule = Keeping(keep=keep, days=days, limit_bytes=limit)  # type: ignore[arg-type]  # one of the two words
    plan = choose(found, rule, NOW)
    drop(plan.dropped, found)
    left = in_archive(folder)
    for number, one in enumerate(chosen):
        place = find_page(folder, one.url, one.sha256, one.fetched)
        assert number not in needed or (place is not None and place[1] == one)
        if keep == "all" and limit is None:
            assert one in left
    assert len(left) == len(chosen) - len(plan.dropped)
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert size == plan.left_bytes and (limit is None or size <= limit or plan.over_bytes == size - limit)
    again = survey(folder, lambda one: "needed" if one.sha256 in marked else "read")
    assert choose(again, rule, NOW).dropped == (), "a second time nothing goes"


# ---- interrupted ----------------------------------------------------------------------------------------------------

PRUNE = """
    import sys
    from pathlib import Path
    from datetime import UTC, datetime
    from tracker.archive import choose, drop, survey
    from tracker.model import Keeping

    needed = set(Path(sys.argv[2]).read_text().split())
    found = survey(Path(sys.argv[1]), lambda one: "needed" if one.sha256 in needed else "read")
    plan = choose(found, Keeping(keep="evidence", days=1), datetime(2026, 4, 1, tzinfo=UTC))
    print("ready", flush=True)
    drop(plan.dropped, found)
"""


def kill_while_pruning(folder: Path, needed: Path, after_s: float) -> bool:
    """Start a prune in a process of its own and kill it after it has begun to write. Whether it was killed at work."""
    command = [sys.executable, "-c", textwrap.dedent(PRUNE), str(folder), str(needed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def killed_prunes(folder: Path, rounds: int, seed: int) -> int:
    """Kill so many prunes of one archive at different moments; after each, all that is needed can be read."""
    chance = random.Random(seed)
    chosen = [page(number, 2 + number % 40, size=3000) for number in range(200)]
    for one in chosen:
        append_page(folder / "archive", one)
    kept = [one for one in chosen if chance.random() < 0.5]
    needed = folder / "needed"
    needed.write_text("\n".join(one.sha256 for one in kept))
    killed = 0
    for _ in range(rounds):
        killed += kill_while_pruning(folder / "archive", needed, chance.uniform(0.0, 0.03))
        left = {one.sha256 for one in in_archive(folder / "archive")}
        assert left >= {one.sha256 for one in kept}
        for path in (folder / "archive").glob("*.warc.gz"):
            assert not [one for one in placed_pages(path) if isinstance(one, Problem)]
    return killed


def test_a_killed_prune_leaves_an_archive_that_can_be_read(tmp_path: Path) -> None:
    assert killed_prunes(tmp_path, 4, seed=1) >= 1
    found = survey(tmp_path / "archive", lambda one: "read")
    drop(choose(found, Keeping(keep="evidence", days=1), NOW).dropped, found)
    assert list((tmp_path / "archive").iterdir()) == [], "what the killed ones left is cleared away"


@pytest.mark.long
def test_a_hundred_killed_prunes_lose_nothing(tmp_path: Path) -> None:
    assert sum(killed_prunes(tmp_path / str(number), 5, seed=number) for number in range(20)) >= 20


def test_a_file_that_grew_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    found = archived(tmp_path, [page(1, 40), page(2, 40)], {page(1).sha256})
    append_page(tmp_path, page(3, 40))
    with pytest.raises(StoreError, match="has changed"):
        drop(choose(found, EVIDENCE, NOW).dropped, found)
    assert numbers(tmp_path) == [1, 2, 3]


# ---- the store says what is needed ----------------------------------------------------------------------------------


def test_the_store_points_at_evidence_stories_and_pages_added_by_hand(tmp_path: Path) -> None:
    def url(name: str) -> str:
        return f"https://a.example/{name}"

    def mark(name: str) -> str:
        return sha256(name.encode()).hexdigest()

    quoted = evidence(1, url=url("quoted"), story="s1", page_sha256=mark("quoted"), counts=True)
    aside = evidence(2, url=url("aside"), story="s2", page_sha256=mark("aside"), counts=False)
    stories = [
        Story(id="s1", spokesman=url("spokesman"), urls=(url("spokesman"), url("quoted"))),
        Story(id="s2", spokesman=url("aside"), urls=(url("aside"),)),
        Story(id="s3", spokesman=url("alone"), urls=(url("alone"),)),
    ]
    with open_store(tmp_path / "t.db") as store:
        for name in ("quoted", "aside", "spokesman", "alone", "added"):
            store.save_reading(replace(reading(url(name), mark(name)), added=name == "added"), EDITION)
        store.save_settlement(stories, [quoted, aside])
        assert store.pointed_at() == {(url(name), mark(name)) for name in ("quoted", "aside", "spokesman", "added")}


# ---- the key of the targets file ------------------------------------------------------------------------------------

HEAD = """
version: 1
title: t
place: {name: 滨江区}
statement: {title: s, date: 2025-01-17}
targets: [{id: a, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31}]
"""


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("", Keeping()),
        ("archive: {keep: evidence}", Keeping(keep="evidence")),
        ("archive: {keep: all, limit: 5GB}", Keeping(limit_bytes=5 * 1024**3)),
        ("archive: {keep: evidence, days: 30, limit: 1.5 mb}", Keeping(keep="evidence", days=30, limit_bytes=1572864)),
    ],
)
def test_the_rule_is_written_in_the_targets_file(written: str, rule: Keeping) -> None:
    assert parse_config(HEAD + written, "t.yaml").archive == rule


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("archive: {keep: none}", "`none` is not allowed here"),
        ("archive: {days: 0}", "`0` is not of the right form"),
        ("archive: {limit: 5}", "`5` is not a size"),
        ("archive: {limit: 0GB}", "`0GB` is not a size"),
        ("archive: {size: 5GB}", "unknown key `size`"),
        ("archive: 5GB", "where keys are expected"),
    ],
)
def test_a_wrong_rule_is_told_with_its_place(written: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong) as caught:
        parse_config(HEAD + written, "t.yaml")
    assert caught.value.where.startswith("t.yaml:7:")
