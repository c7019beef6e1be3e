"""Weeks go by in a real store; each digest tells what the last one could not, once, and to whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from mailing import ADMIN, DAY, NOW, PERIOD, QUICK, READERS, config_for, secrets

from tracker.ingest import ingest
from tracker.model import Config, DigestPlan, Only, Parcel, Recipient, Snapshot
from tracker.notify import deliver, period_of, prepare
from tracker.store import Store, open_store
from tracker.store.rows import from_json, to_json

WEEK = timedelta(days=7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "t.db") as opened:
        yield opened


def config(**plan: object) -> Config:
    """Mail by a server that does not answer."""
    made = config_for(9, readers=READERS[:1])
    return replace(made, digest=replace(made.digest, **plan))  # type: ignore[arg-type]  # those of DigestPlan


def read(store: Store, folder: Path, told: Config, day: date, sentence: str) -> None:
    """Take in a page that says one thing on a day."""
    text = (
        f"<html><head><title>{sentence}</title><meta name='PubDate' content='{day.isoformat()} 09:00'></head>"
        f"<body><h1>{sentence}</h1><p>{day.isoformat()}</p><p>{sentence}。记者在现场看到，各项工作有序进行。</p></body></html>"
    )
    page = folder / f"{day.isoformat()}.html"
    page.write_text(text, encoding="utf-8")
    ingest((page,), told, store, 1, lambda done: None)


def week(store: Store, told: Config, number: int) -> dict[str, Parcel]:
    """Prepare the digest some weeks later; the parcels by recipient."""
    day = DAY + number * WEEK
    prepare(store, told, period_of(day), day, NOW + number * WEEK)
    return {one.recipient: one for one in store.parcels(period_of(day))}


def test_each_digest_tells_what_the_last_could_not(store: Store, tmp_path: Path) -> None:
    told = config()
    assert week(store, told, 0)[ADMIN].subject == "没有变化：某区重点任务"
    read(store, tmp_path, told, DAY + timedelta(days=2), "某区滨河公园10月8日正式开放")
    assert week(store, told, 0)[ADMIN].subject == "没有变化：某区重点任务", "it was prepared, and stays"
    assert week(store, told, 1)[ADMIN].subject == "1项变化：滨河公园开放 暂无消息 → 已完成"
    assert week(store, told, 2)[ADMIN].subject == "没有变化：某区重点任务"


def test_what_is_found_late_is_told_although_its_day_has_passed(store: Store, tmp_path: Path) -> None:
    told = config()
    read(store, tmp_path, told, date(2025, 9, 3), "某区滨河公园9月3日正式开放")
    assert week(store, told, 0)[ADMIN].subject.startswith("没有变化"), "the first digest tells of its week"
    late = config()
    read(store, tmp_path, late, date(2025, 9, 10), "某区商场9月10日正式开业")
    parcel = week(store, late, 1)[ADMIN]
    assert parcel.subject == "1项变化：商场开业 暂无消息 → 已完成"
    snapshot = store.last_snapshot("2025-W43")
    assert snapshot is not None and snapshot.day == DAY + WEEK and len(snapshot.known) == 2


def test_a_quiet_week_is_left_out_where_that_is_wanted(store: Store, tmp_path: Path) -> None:
    told = config(when_quiet="skip")
    parcels = week(store, told, 0)
    assert {one.state for one in parcels.values()} == {"skipped"}
    assert deliver(store, told, secrets(), NOW, QUICK).waiting == 0
    read(store, tmp_path, told, DAY + timedelta(days=2), "某区滨河公园10月8日正式开放")
    assert {one.state for one in week(store, told, 0).values()} == {"skipped"}, "what is settled stays so"
    assert {one.state for one in week(store, told, 1).values()} == {"pending"}


def test_readers_get_their_own_language_and_choice(store: Store, tmp_path: Path) -> None:
    readers = (
        Recipient(address="en@readers.example", language="en"),
        Recipient(address="city@readers.example", only=Only(themes=("city",))),
    )
    told = config(recipients=readers, when_quiet="skip")
    read(store, tmp_path, told, DAY - timedelta(days=2), "某区滨河公园10月4日正式开放")
    parcels = week(store, told, 0)
    assert parcels["en@readers.example"].subject == "1 change: 滨河公园开放 no news → achieved"
    assert parcels["city@readers.example"].state == "skipped" and parcels[ADMIN].state == "pending"
    assert b"Content-Language: en" in parcels["en@readers.example"].message.encode()


def test_a_reader_whose_mail_was_refused_is_told_again(store: Store, tmp_path: Path) -> None:
    told = config()
    read(store, tmp_path, told, DAY - timedelta(days=2), "某区滨河公园10月4日正式开放")
    refused = week(store, told, 0)[READERS[0]]
    store.save_parcel(replace(refused, state="failed", next_try=None), NOW)
    assert week(store, told, 1)[READERS[0]].subject.startswith("没有变化"), "a first digest tells of its week"
    read(store, tmp_path, told, DAY + timedelta(days=9), "某区商场10月15日正式开业")
    refused = week(store, told, 2)[READERS[0]]
    assert refused.subject.startswith("1项变化：商场开业")
    store.save_parcel(replace(refused, state="failed", next_try=None), NOW + 2 * WEEK)
    parcels = week(store, told, 3)
    assert parcels[READERS[0]].subject.startswith("1项变化：商场开业") and parcels[ADMIN].subject.startswith("没有变化")


def test_a_snapshot_of_the_first_version_can_still_be_read() -> None:
    text = (
        '{"day":"2025-10-06","made":"2025-10-06T00:00:00Z","assessments":[{"target":"park","as_of":"2025-10-06","status":'
        '"ahead","late":false,"value":"193","unit":"个","progress":"0.75","expected_progress":null,"observed":"full",'
        '"flags":["stale"],"why":{"code":"count_so_far","facts":[["value","193"]]},"evidence":["https://a.example/1"]}],'
        '"known":["e1"],"targets":[["","h"],["park","h"]],"program":"p"}'
    )
    snapshot = from_json(text, Snapshot)
    assert (snapshot.day, snapshot.made, snapshot.assessments[0].value) == (DAY, NOW, Decimal(193))
    assert to_json(snapshot) == text[:-1] + ',"decided":[],"replay":null}', "what was added since has a default"


def test_a_digest_for_a_file_alone_is_what_the_next_is_compared_with(store: Store, tmp_path: Path) -> None:
    told = replace(config(), digest=DigestPlan(), mail=None)
    assert week(store, told, 0) == {} and store.has_digest(PERIOD)
    snapshot = store.last_snapshot("2025-W42")
    assert snapshot is not None and snapshot.day == DAY
