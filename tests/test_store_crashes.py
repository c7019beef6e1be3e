"""Processes that are killed at any moment: what was committed stays, nothing is there twice, and it is completed."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from crash_site import OLDER, prepared
from crashing import Death, Doer
from loopback import Site

from tracker.store.schema import MIGRATIONS

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
EVENTS = ("call", "return")
LONG = 20  # kills at the beginning of each function, and as many at its end
LAST_KIND = "SELECT max(run) FROM links WHERE url = one.url"

# (file, function): where a process may die; each is also killed at random moments
POINTS = {
    "run": (
        *(
            ("runs.py", "start"),
            ("watching.py", "save_walk"),
            ("runs.py", "record_links"),
            ("writing.py", "append_page"),
        ),
        *(
            ("pages.py", "save"),
            ("articles.py", "_take"),
            ("watching.py", "save_check"),
            ("watching.py", "save_looked"),
        ),
        *(("runs.py", "record_health"), ("goals.py", "save_targets"), ("settled.py", "stage_settlement")),
        *(("settled.py", "apply_settlement"), ("searching.py", "add_to_index"), ("runs.py", "finish")),
    ),
    "ingest": (
        *(("ingest.py", "keep"), ("pages.py", "save"), ("settled.py", "_write"), ("settled.py", "set_mark")),
        *(("searching.py", "add_to_index"), ("runs.py", "finish")),
    ),
    "report": (
        *(("folder.py", "_stage"), ("files.py", "sync"), ("folder.py", "_put"), ("folder.py", "_lines")),
        ("settled.py", "save_assessments"),
    ),
}


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the pages and the site decide, whatever happened on the way."""
    selects = {
        "articles": "SELECT url, sha256, title, published, first_seen, story, code, text FROM articles",
        "versions": "SELECT * FROM versions",
        "stories": "SELECT * FROM stories",
        "evidence": "SELECT * FROM evidence",
        "assessments": "SELECT * FROM assessments",
        "links": f"SELECT url, code FROM links AS one WHERE run = ({LAST_KIND})",
        "queue": "SELECT * FROM search_queue",
        "found": "SELECT url FROM articles_fts AS f JOIN articles AS a ON a.id = f.rowid WHERE f.text MATCH '湿地公'",
    }
    with closing(sqlite3.connect(db)) as connection:
        return {name: sorted(connection.execute(select), key=repr) for name, select in selects.items()}


def check_sound(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def check_kept(db: Path, death: Death) -> None:
    """Every row that was committed is there."""
    if not death.acked:
        return
    with closing(sqlite3.connect(db)) as connection:
        for table, column in (("articles", "url"), ("links", "url"), ("assessments", "target")):
            there = {row[0] for row in connection.execute(f"SELECT {column} FROM {table}")}
            assert {key for name, key in death.acked if name == table} <= there


def files_in(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def check_whole(reports: Path, whole: dict[str, bytes]) -> None:
    """Every report is as it was or as it will be; what waits to take its place, and the list of files, aside."""
    for name, found in files_in(reports).items():
        if not name.startswith(".tracker-"):
            assert found in (OLDER.encode(), whole[name]), f"half of {name}"


def kill_and_finish(doer: Doer, site: Site, seed: Path, place: Path, job: str, **how: object) -> Death:
    """Have a job killed, look at what is left, do it again, and compare with a job that nobody disturbed."""
    prepared(seed, job, place)
    asked = {"port": site.port, "archive": seed / "pages"} if job == "ingest" else {"port": site.port}
    death = doer.do(job, place, **asked, **how)
    whole = files_in(seed / "done" / job / "reports")
    if (place / "tracker.db").exists():
        check_sound(place / "tracker.db")
        check_kept(place / "tracker.db", death)
    check_whole(place / "reports", whole)
    again = doer.do(job, place, **asked)
    assert again.code == 0, again.said
    check_sound(place / "tracker.db")
    assert content(place / "tracker.db") == content(seed / "done" / job / "tracker.db")
    if job != "ingest":
        assert files_in(place / "reports") == whole
    shutil.rmtree(place)
    return death


Kill = Callable[..., Death]


@pytest.fixture
def kill(doer: Doer, site: Site, seed: Path, tmp_path: Path) -> Kill:
    numbers = iter(range(10**6))
    return lambda job, **how: kill_and_finish(doer, site, seed, tmp_path / str(next(numbers)), job, **how)


def killed_at_random(kill: Kill, times: int) -> int:
    """How many of so many jobs were still at work when they were killed."""
    chance = random.Random(times)
    killed = 0
    for number in range(times):
        job = ("run", "run", "ingest", "report")[number % 4]
        longest = {"run": 0.5, "ingest": 0.25, "report": 0.1}[job]
        killed += kill(job, kill_s=chance.uniform(0, longest)).code == -9
    return killed


def test_a_kill_at_any_moment_loses_nothing(kill: Kill) -> None:
    assert killed_at_random(kill, 16) >= 4


@pytest.mark.long
def test_a_thousand_kills_lose_nothing(kill: Kill) -> None:
    assert killed_at_random(kill, 1000) >= 500


@pytest.mark.parametrize("job", POINTS)
def test_a_kill_at_every_point_loses_nothing(kill: Kill, job: str) -> None:
    for number, (file, function) in enumerate(POINTS[job]):
        assert kill(job, point=(file, function, EVENTS[number % 2], 1)).code == -9, f"nobody came by {function}"


def die_often(dies: Callable[[int], bool]) -> None:
    """LONG deaths at one point, at its first passing, its second, and so on, and from the first again after its last.

    dies: has a job killed at the so-manieth passing of the point; False where it does not come by so often.
    """
    passing = 0
    for _ in range(LONG):
        passing += 1
        if not dies(passing):
            passing = 1
            assert dies(passing), "nobody came by"


@pytest.mark.long
@pytest.mark.parametrize("job", POINTS)
def test_twenty_kills_at_every_point_lose_nothing(kill: Kill, job: str) -> None:
    for file, function in POINTS[job]:
        for event in EVENTS:
            die_often(lambda number, at=(file, function, event): kill(job, point=(*at, number)).code == -9)
    print(f"{job}: {len(POINTS[job]) * len(EVENTS) * LONG} kills at {len(POINTS[job])} points, 0 lost, 0 twice")


# ---- migrations -----------------------------------------------------------------------------------------------------

# (file, function, last schema that passes it): the steps of a migration.
ALL = len(MIGRATIONS) - 1
STEPS = (
    *(("migrating.py", "migrate", ALL), ("migrating.py", "_keep_copy", ALL), ("copying.py", "copy_store", ALL)),
    *(("files.py", "sync", ALL), ("schema.py", "_marks", 1), ("schema.py", "_documents", 4)),
    *(("friendly.py", "make_friendly", 7), ("friendly.py", "_list_targets", 7), ("friendly.py", "_remake", 7)),
    *(("friendly.py", "_name_codes", 7), ("friendly.py", "_execute", 7), ("schema.py", "_usable_evidence", 8)),
    *(("schema.py", "_decisions", 9), ("schema.py", "_rereading", 10), ("migrating.py", "_check_references", ALL)),
)


def steps_from(schema: Path) -> list[tuple[str, str]]:
    return [(file, function) for file, function, last in STEPS if int(schema.stem) <= last]


Dump = tuple[int, list[str]]


def old_store(place: Path, schema: Path) -> Path:
    place.mkdir(parents=True)
    with closing(sqlite3.connect(place / "tracker.db")) as connection:
        connection.executescript(schema.read_text("utf-8"))
    return place / "tracker.db"


def dump(db: Path) -> Dump:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0], list(connection.iterdump())


def before_and_after(doer: Doer, place: Path, schema: Path) -> tuple[Dump, Dump]:
    """What an older store holds, and what it holds when nobody disturbs its migration."""
    db = old_store(place, schema)
    old = dump(db)
    assert doer.do("open", place).code == 0
    return old, dump(db)


def kill_a_migration(doer: Doer, place: Path, schema: Path, known: tuple[Dump, Dump], **how: object) -> bool:
    """Kill while the store is brought up to date: it is the old one or the new one. Returns whether it was killed."""
    db, (old, new) = old_store(place, schema), known
    death = doer.do("open", place, **how)
    version, found = dump(db)
    check_sound(db)
    assert (version, found) in (old, new)
    assert doer.do("open", place).code == 0
    assert dump(db) == new
    for copy in place.glob("tracker.db.schema*.bak"):
        assert dump(copy) == old, "every copy that has its name is whole"
    shutil.rmtree(place)
    return death.code == -9


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_a_killed_migration_leaves_the_old_or_the_new(doer: Doer, tmp_path: Path, schema: Path) -> None:
    known = before_and_after(doer, tmp_path / "known", schema)
    for number, (file, function) in enumerate(steps_from(schema), int(schema.stem)):
        point = (file, function, EVENTS[number % 2], 1)
        assert kill_a_migration(doer, tmp_path / "at", schema, known, point=point), f"nobody came by {function}"


@pytest.mark.long
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_twenty_killed_migrations_at_every_step(doer: Doer, tmp_path: Path, schema: Path) -> None:
    chance, known = random.Random(schema.stem), before_and_after(doer, tmp_path / "known", schema)
    kill = partial(kill_a_migration, doer, tmp_path / "at", schema, known)
    for file, function in steps_from(schema):
        for event in EVENTS:
            die_often(lambda number, at=(file, function, event): kill(point=(*at, number)))
    assert sum(kill(kill_s=chance.uniform(0, 0.08)) for _ in range(LONG))
    kills = len(steps_from(schema)) * len(EVENTS) * LONG
    print(f"schema {schema.stem}: {kills} kills at {len(steps_from(schema))} steps: the old store or the new one")
