"""A store for people and other tools: words are found, views tell how goals stand, older schemas are kept safe."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from test_cli_commands import ROOT, call
from test_store_crashes import SCHEMAS, dump, old_store
from test_store_pages import EDITION, NOW, reading
from test_store_settled import URLS, assessment, evidence, settlement

from tracker.config import load_config
from tracker.errors import StoreError
from tracker.model import Reading, Reason
from tracker.store import LinkOutcome, Store, open_store
from tracker.store.migrating import COPIES_KEPT
from tracker.store.opening import wal_is_safe
from tracker.store.schema import MIGRATIONS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "tracker.db")


def page(number: int, title: str, text: str, **changes: object) -> Reading:
    one = reading(f"https://a.example/{number}", text=text)
    trace = replace(one.trace, title=title, **changes)  # type: ignore[arg-type]
    return replace(one, article=replace(one.article, title=title), trace=trace)


def found(store: Store, words: str) -> list[str]:
    return [row.url.rpartition("/")[2] for row in store.articles(search=words)]


PAGES = [
    page(1, "温榆河公园二期开园", "昨日，公园迎客。GDP 增长 5%。"),
    page(2, "回天行动计划", '累计投用项目 a_b 100% "引号"'),
    page(3, "其他", "温榆河公园以外的消息，回天地区"),
]
SEARCHES = [
    ("温榆河公园", ["1", "3"]),
    ("温榆河 开园", ["1"]),
    ("回天", ["2", "3"]),
    ("温榆河公园 回天", ["3"]),
    ("gdp", ["1"]),
    ("a_b", ["2"]),
    ("a_", ["2"]),
    ("0%", ["2"]),
    ('"引号"', ["2"]),
    ("不存在的词", []),
    ("河 -公园", []),
    ("NEAR(", []),
]


@pytest.mark.parametrize(("words", "urls"), SEARCHES)
@pytest.mark.parametrize("indexed", [True, False, None])
def test_all_words_are_found_with_and_without_the_index(
    store: Store, words: str, urls: list[str], indexed: bool | None
) -> None:
    store.save_readings(PAGES[:2], EDITION)
    if indexed is None:
        store.index_texts()  # the first pages are in the index, the last one is not
    store.save_readings(PAGES[2:], EDITION)
    if indexed:
        store.index_texts()
    assert found(store, words) == urls


def test_the_index_follows_the_pages(store: Store) -> None:
    store.save_readings(PAGES, EDITION)
    store.index_texts()
    changed = page(1, "温榆河公园二期开园", "新的正文：骑行友好区")
    store.save_readings(
        [replace(changed, trace=replace(changed.trace, page_sha256="c" * 64, first_seen=NOW + timedelta(1)))], EDITION
    )
    assert found(store, "骑行友好") == ["1"] and found(store, "昨日，公园") == []
    store.index_texts()
    assert found(store, "骑行友好") == ["1"] and found(store, "昨日，公园") == []
    with store.transaction():
        store._database.execute("DELETE FROM versions WHERE url = ?", (changed.trace.url,))
        store._database.execute("DELETE FROM articles WHERE url = ?", (changed.trace.url,))
    assert found(store, "骑行友好") == []
    with store.transaction():
        store._database.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


def test_a_store_made_anew_by_vacuum_is_searched_right(store: Store) -> None:
    store.save_readings(PAGES, EDITION)
    store.index_texts()
    with store.transaction():
        store._database.execute("DELETE FROM versions WHERE url LIKE '%/1'")
        store._database.execute("DELETE FROM articles WHERE url LIKE '%/1'")
    store._database.execute("VACUUM")
    assert found(store, "回天行动") == ["2"]


def test_the_command_searches_and_marks_what_was_found_late(tmp_path: Path) -> None:
    with open_store(tmp_path / "tracker.db") as store:
        day = date(2026, 3, 30)
        store.save_readings([*PAGES[:2], page(4, "温榆河公园新闻", "当天", published=day, first_seen=NOW)], EDITION)
    done = call("articles", "--search", "温榆河公园", cwd=tmp_path)
    late, timely = done.stdout.splitlines()
    assert late.endswith("https://a.example/1  (found 155 days later)") and timely.endswith("https://a.example/4")


# ---- views ----------------------------------------------------------------------------------------------------------


def test_the_views_tell_how_the_goals_stand(store: Store) -> None:
    config = load_config(ROOT / "targets.yaml")
    target = config.targets[0].id
    store.save_readings([reading(url) for url in URLS], EDITION)
    store.save_targets(config)
    rows = (
        evidence(0, target=target, counts=True, why_not=None),
        evidence(1, target="gone", counts=True, why_not=None),
    )
    store.save_settlement(*settlement((*rows, evidence(2, target=target)), URLS))
    said = [
        assessment(date(2025, 11, day), target=target, status=status) for day, status in ((3, "behind"), (4, "ahead"))
    ]
    store.save_assessments(
        [*said, assessment(date(2999, 1, 1), target=target), assessment(date(2025, 1, 1), target="gone")]
    )
    progress = store._database.execute("SELECT target, title, status, as_of FROM progress").fetchall()
    assert progress == [(target, config.targets[0].title_zh, "ahead", "2025-11-04")], (
        "of followed goals, and no forecast"
    )
    latest = store._database.execute(
        "SELECT target, goal, days_late, rank FROM latest_evidence ORDER BY target"
    ).fetchall()
    assert latest == sorted([(target, config.targets[0].title_zh, 155, 1), ("gone", "gone", 155, 1)])


def test_goals_that_are_dropped_stay_but_are_not_listed(store: Store) -> None:
    config = load_config(ROOT / "targets.yaml")
    store.save_targets(config)
    store.save_targets(replace(config, targets=config.targets[1:]))
    before = store.path.read_bytes()
    store.save_targets(replace(config, targets=config.targets[1:]))
    assert store.path.read_bytes() == before, "nothing new, nothing written"
    rows = store._database.execute("SELECT id, position, listed FROM targets ORDER BY position").fetchall()
    assert rows[0] == (config.targets[0].id, None, 0) and rows[1] == (config.targets[1].id, 1, 1)


def test_links_that_wait_are_found_by_their_index(store: Store) -> None:
    run = store.start_run("run", NOW)
    codes = ("waiting", "read", "timeout", "gone")
    links = [LinkOutcome(url=code, source="s", disposition=Reason(code=code)) for code in codes]
    store.record_links(run, links)
    assert store.waiting_days() == {"s": {"": 2}}
    asked: list[str] = []
    store._database.conn.set_trace_callback(asked.append)
    store.waiting_days()
    store._database.conn.set_trace_callback(None)
    plan = str(store._database.execute("EXPLAIN QUERY PLAN " + asked[-1]).fetchall())
    assert "SEARCH one USING INDEX links_code" in plan


def test_the_datasette_page_names_what_is_there(store: Store) -> None:
    told = yaml.safe_load((ROOT / "docs" / "datasette" / "metadata.yml").read_text("utf-8"))
    (database,) = told["databases"].values()
    names = {
        row[0] for row in store._database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    }
    for table, about in database["tables"].items():
        assert table in names
        columns = {row[1] for row in store._database.execute(f"PRAGMA table_xinfo({table})")}
        used = {
            *about.get("facets", ()),
            *about.get("columns", {}),
            *(about[key] for key in ("sort", "sort_desc", "label_column") if key in about),
        }
        assert used <= columns, table
    for query in database["queries"].values():
        store._database.execute(query["sql"], {"words": "湿地公园", "target": "x"}).fetchall()


# ---- opening --------------------------------------------------------------------------------------------------------


def pragma(store: Store, name: str) -> object:
    return store._database.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_is_committed_is_on_the_disk(store: Store) -> None:
    assert (pragma(store, "journal_mode"), pragma(store, "synchronous")) == ("delete", 3)


def test_wal_is_kept_only_where_it_is_safe(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert store._database.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    store.close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    with open_store(store.path) as other:
        assert (pragma(other, "journal_mode"), pragma(other, "synchronous")) == ("wal", 2)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with caplog.at_level(logging.WARNING), open_store(store.path) as other:
        assert (pragma(other, "journal_mode"), pragma(other, "synchronous")) == ("delete", 3)
    assert "taken out of WAL mode" in caplog.text


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 6, 23), True), ((3, 7, 0), False), ((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True)],
)
def test_versions_with_the_bug_are_known(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_every_older_store_is_brought_up_to_date(
    tmp_path: Path, schema: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = old_store(tmp_path / "place", schema)
    old = dump(db)
    with closing(sqlite3.connect(db)) as connection:
        rows = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        }
    with caplog.at_level(logging.WARNING), open_store(db, read_only=True) as store:
        assert pragma(store, "user_version") == len(MIGRATIONS)
        for name, number in rows.items():
            assert store._database.execute(f"SELECT count(*) FROM {name}").fetchone() == (number,)
        assert len(list(store.articles(text=True))) == len(list(store.traces())) == 6
        assert store.evidence() and store.assessments_before(date(2026, 4, 1))
        assert found(store, "昌平") and store.damage() == ""
    (copy,) = db.parent.glob("tracker.db.schema*.bak")
    assert dump(copy) == old and copy.name in caplog.text and f"from schema {schema.stem}" in caplog.text


def test_old_and_new_stores_have_the_same_tables(tmp_path: Path) -> None:
    made = []
    for schema in SCHEMAS:
        with open_store(old_store(tmp_path / schema.stem, schema)) as store:
            made.append(store._database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall())
    with open_store(tmp_path / "fresh.db") as store:
        made.append(store._database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall())
    assert all(one == made[-1] for one in made)


def test_the_last_copies_before_migrations_stay(tmp_path: Path) -> None:
    db = old_store(tmp_path / "place", SCHEMAS[-1])
    for hour in range(5):
        stamp = datetime(2025, 1, 1, hour, tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")
        db.with_name(f"tracker.db.schema{hour % 3 + 1}-{stamp}.bak").touch()
    open_store(db).close()
    kept = sorted(path.name[-20:-4] for path in db.parent.glob("*.bak"))
    assert len(kept) == COPIES_KEPT and kept[:2] == ["20250101T030000Z", "20250101T040000Z"]


def test_a_store_that_refers_to_nothing_is_not_brought_up_to_date(tmp_path: Path) -> None:
    db = old_store(tmp_path / "place", SCHEMAS[0])
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE evidence SET url = 'https://nowhere.example/'")
        connection.commit()
    before = dump(db)
    with pytest.raises(StoreError, match="a row of evidence refers to a row of articles not there"):
        open_store(db)
    assert dump(db) == before
