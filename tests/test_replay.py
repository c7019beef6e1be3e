"""Reading again: only what a change can concern, to the same end as reading everything, and told before it stands."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from accuracy import corpus_pages
from crashing import Doer, doing
from mailing import ADMIN, READERS, config_for
from mailing import DAY as MONDAY
from mailing import NOW as MONDAY_NOON
from test_cli_commands import CORPUS, ROOT, TRACKER, Done, call
from test_cli_ingest import archived, content, ingested

from tracker.archive import Pruned, append_page, pages, survey
from tracker.archive import drop as drop_records
from tracker.config import load_config
from tracker.ingest import ingest
from tracker.lock import only_run
from tracker.model import Config, Page, Target, Told
from tracker.notify import prepare
from tracker.replay import Replay, Terms, replay
from tracker.store import Store, Validators, open_store

NOW = datetime(2026, 4, 2, tzinfo=UTC)
DAY = date(2026, 4, 1)
PAGES = list(corpus_pages(CORPUS))
EDITED = "wenyu-park-phase2"
EDIT = ("[温榆河公园, 昌平, 二期]", "[温榆河公园|东小口森林公园]")


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(ROOT / "targets.yaml")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Path:
    """A folder with an archive and the store of what was read from it."""
    folder = tmp_path_factory.mktemp("seed")
    ingested(archived(folder / "archive", PAGES), folder / "tracker.db", config)
    shutil.copy(ROOT / "targets.yaml", folder / "targets.yaml")
    return folder


@pytest.fixture
def place(seed: Path, tmp_path: Path) -> Path:
    shutil.copytree(seed, tmp_path / "place")
    return tmp_path / "place"


def terms(place: Path, sure: bool = True, **more: object) -> Terms:
    told = {"archive": (place / "archive",), "day": DAY, "clock": lambda: NOW, "sure": lambda found: sure}
    return Terms(**(told | more))  # type: ignore[arg-type]  # those of Terms


def again(place: Path, config: Config, sure: bool = True, **more: object) -> Replay:
    with open_store(place / "tracker.db") as store:
        return replay(config, store, terms(place, sure, **more))


def edited(config: Config, name: str = EDITED, **changes: object) -> Config:
    targets = (replace(one, **changes) if one.id == name else one for one in config.targets)  # type: ignore[arg-type]
    return replace(config, targets=tuple(targets))


def wider(config: Config) -> Config:
    """The park's goal made that of two parks."""
    return edited(config, about=(("温榆河公园", "东小口森林公园"),), title_zh="公园开放")


def stale_urls(db: Path, config: Config) -> set[str]:
    from tracker.edition import edition

    with open_store(db) as store:
        return {url for url, _ in store.rereading(edition(config)).stale_versions()}


# ---- the same end as reading everything -----------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["edited", "removed", "added", "turned round"])
def test_what_is_left_out_changes_nothing(place: Path, tmp_path: Path, config: Config, change: str) -> None:
    park = next(one for one in config.targets if one.id == EDITED)
    parade = replace(park, id="parade", about=(("回天",), ("项目",)), title_zh="回天项目")
    other = {
        "edited": wider(config),
        "removed": replace(config, targets=tuple(one for one in config.targets if one.id != "huitian-round2")),
        "added": replace(config, targets=(*config.targets, parade)),
        "turned round": replace(config, targets=config.targets[::-1]),
    }[change]
    found = again(place, other, workers=2 if change == "added" else 1)
    assert found.applied and found.stale == len(PAGES) and not found.failed
    assert found.wanted < len(PAGES) / 2 and (found.wanted > 0) == (change != "turned round")
    assert content(place / "tracker.db") == ingested(place / "archive", tmp_path / "fresh.db", other)
    assert again(place, other).stale == 0


def test_what_all_targets_share_concerns_all_pages(place: Path, tmp_path: Path, config: Config) -> None:
    other = replace(config, place=replace(config.place, beside=(*config.place.beside, "滨江区")))
    found = again(place, other)
    assert found.wanted == len(PAGES)
    assert content(place / "tracker.db") == ingested(place / "archive", tmp_path / "fresh.db", other)


def test_an_edition_that_nobody_noted_concerns_all_pages(place: Path, config: Config) -> None:
    with open_store(place / "tracker.db") as store:
        store._database.execute("DELETE FROM editions")
        store._database.conn.commit()
    assert again(place, wider(config)).wanted == len(PAGES)


def test_another_reader_concerns_all_pages(place: Path, tmp_path: Path, config: Config) -> None:
    with open_store(place / "tracker.db") as store:
        store._database.execute("UPDATE articles SET reader_version = 'an older one!!!!', title = 'misread'")
        store._database.conn.commit()
    found = again(place, config)
    assert (found.wanted, found.cause.code) == (len(PAGES), "reader_upgraded")
    assert content(place / "tracker.db") == ingested(place / "archive", tmp_path / "fresh.db", config)


# ---- told before it stands ------------------------------------------------------------------------------------------


def test_a_dry_run_tells_the_same_and_changes_nothing(place: Path, config: Config) -> None:
    before = (place / "tracker.db").read_bytes()
    told = again(place, wider(config), sure=False)
    assert not told.applied and told.read == told.wanted > 0 and told.effect.evidence
    assert (place / "tracker.db").read_bytes() == before
    done = again(place, wider(config))
    assert done.applied and done.effect == told.effect
    assert (done.read, done.taken_up) == (0, told.read), "what was read for the telling is not read again"
    assert not (place / "tracker.db.replay").exists()


def test_what_comes_goes_and_changes_is_told(place: Path, config: Config) -> None:
    with open_store(place / "tracker.db") as store:
        before = {row.id: row for row in store.evidence()}
    effect = again(place, wider(config)).effect
    with open_store(place / "tracker.db") as store:
        now = {row.id: row for row in store.evidence()}
        (run,) = [row for row in store.export("runs") if row[1] == "replay"]
    assert {one.row.id for one in effect.came} == now.keys() - before.keys() != set()
    assert {one.row.id for one in effect.went} == before.keys() - now.keys()
    assert {one.row.id for one in effect.flipped} == {
        name for name in before.keys() & now.keys() if before[name].counts != now[name].counts
    }
    assert f"targets_edited ({EDITED})" in run[-1] and f"{len(effect.came)} came" in run[-1]


def test_what_a_server_gave_and_when_it_was_seen_stays(place: Path, config: Config) -> None:
    from tracker.edition import edition
    from tracker.match import compile_targets
    from tracker.read import read

    page = replace(PAGES[0], fetched=NOW)
    with open_store(place / "tracker.db") as store:
        store.save_reading(read(page, compile_targets(config)), edition(config), Validators(etag='"7"'))
        dates = "SELECT first_seen, fetched, added FROM articles ORDER BY url"
        before = store._database.execute(dates).fetchall()
        assert replay(config, store, terms(place, everything=True)).read == len(PAGES)
        assert store._database.execute(dates).fetchall() == before
        assert store.validators(page.url) == Validators(etag='"7"')


def test_statuses_are_told_before_and_after(place: Path, config: Config) -> None:
    changes = again(place, edited(config, about=(("温榆河公园",), ("从来没有的词",)))).effect.statuses
    assert [(one.now.target, one.now.status) for one in changes] == [(EDITED, "no_news")]
    assert changes[0].before.status != "no_news"


# ---- what is not there ----------------------------------------------------------------------------------------------


def test_a_page_that_was_let_go_stays_as_it_was(place: Path, config: Config) -> None:
    concerned = again(place, wider(config), sure=False).missing
    assert concerned == ()
    (place / "tracker.db.replay").unlink()
    before = content(place / "tracker.db")
    lost = {one.url for one in PAGES if "温榆河公园" in one.body.decode("utf-8", "replace")}
    found = survey(place / "archive", lambda page: "gone" if page.url in lost else "read")
    drop_records([one for one in found.records if one.standing == "gone"], found)
    done = again(place, wider(config))
    assert done.applied and done.failed and done.missing
    assert set(done.missing) == stale_urls(place / "tracker.db", wider(config))
    after = content(place / "tracker.db")
    for table in ("evidence", "versions"):
        kept = [row for row in before[table] if any(url in row for url in done.missing)]
        assert set(kept) <= set(after[table])


def test_pages_that_are_stale_are_not_let_go(place: Path, config: Config) -> None:
    from tracker.keep import prune
    from tracker.model import Keeping

    strict = replace(config, archive=Keeping(keep="evidence", days=0))
    other = replace(wider(config), archive=strict.archive)

    def goes(chosen: Config) -> int:
        def sure(plan: Pruned) -> bool:
            return False

        with open_store(place / "tracker.db") as store:
            return len(prune(place / "archive", store, chosen, NOW, sure)[1].dropped)

    assert goes(strict) > 0 and goes(other) == 0
    again(place, other)
    assert goes(other) > 0


def test_what_a_person_said_of_a_page_stays(tmp_path: Path, config: Config) -> None:
    page = next(one for one in PAGES if "温榆河公园" in one.body.decode("utf-8", "replace"))
    said = Told(published=date(2025, 8, 19), publisher="某区发布")
    for number, told in enumerate((None, Told(), said)):
        append_page(tmp_path / "archive", replace(page, told=told, fetched=NOW + timedelta(days=number)))
    before = ingested(tmp_path / "archive", tmp_path / "tracker.db", config)
    assert again(tmp_path, config, everything=True).read == 1
    assert content(tmp_path / "tracker.db") == before
    with open_store(tmp_path / "tracker.db") as store:
        (article,) = store.articles()
        assert (article.published, article.publisher) == (said.published, said.publisher)


def test_a_page_is_found_whatever_its_file_is_called(place: Path, tmp_path: Path, config: Config) -> None:
    for number, path in enumerate(sorted((place / "archive").iterdir())):
        path.rename(place / "archive" / f"crawl{number}.warc.gz")
    found = again(place, wider(config))
    assert found.read > 0 and not found.missing


# ---- interrupted ----------------------------------------------------------------------------------------------------


class Stopped(Exception):
    pass


def test_an_interrupted_replay_goes_on(place: Path, tmp_path: Path, config: Config) -> None:
    before = (place / "tracker.db").read_bytes()

    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        again(place, config, everything=True, progress=stop)
    assert (place / "tracker.db").read_bytes() == before
    done = again(place, config, everything=True)
    assert done.taken_up == 64 and done.read == len(PAGES) - 64 and done.applied


def test_what_waits_is_dropped_when_the_targets_change_again(place: Path, tmp_path: Path, config: Config) -> None:
    again(place, wider(config), sure=False)
    other = edited(config, about=(("温榆河公园",),))
    done = again(place, other)
    assert done.taken_up == 0 and done.read > 0
    assert content(place / "tracker.db") == ingested(place / "archive", tmp_path / "fresh.db", other)


@pytest.mark.parametrize("rubbish", [b"no database at all, only words" * 40, b"SQLite format 3\x00" + b"\x07" * 4000])
def test_a_damaged_file_beside_the_store_is_made_anew(place: Path, config: Config, rubbish: bytes) -> None:
    (place / "tracker.db.replay").write_bytes(rubbish)
    assert again(place, wider(config)).applied


@pytest.fixture(scope="module")
def doer() -> Iterator[Doer]:
    with doing() as one:
        yield one


POINTS = (
    *(("rereading.py", "_attach"), ("rereading.py", "want"), ("rereading.py", "keep"), ("rereading.py", "settle")),
    *(("rereading.py", "_replace"), ("settled.py", "apply_settlement"), ("editions.py", "set_replay")),
    *(("rereading.py", "apply"), ("searching.py", "is_indexed")),
)


@pytest.mark.parametrize("event", ["call", pytest.param("return", marks=pytest.mark.long)])
def test_a_kill_leaves_the_old_store_or_the_new(seed: Path, tmp_path: Path, doer: Doer, event: str) -> None:
    text = (ROOT / "targets.yaml").read_text("utf-8").replace(*EDIT)
    old = content(seed / "tracker.db")
    new = None
    for number, (file, function) in enumerate((("", ""), *POINTS)):
        place = tmp_path / str(number)
        shutil.copytree(seed, place)
        (place / "targets.yaml").write_text(text, encoding="utf-8")
        words = ["replay", "--yes", "--archive", str(place / "archive")]
        words += ["--db", str(place / "tracker.db"), "--targets", str(place / "targets.yaml")]
        if new is None:
            assert doer.do("words", place, words=words).code == 0
            new = content(place / "tracker.db")
            assert new != old
            continue
        assert doer.do("words", place, words=words, point=(file, function, event, 1)).code == -9, function
        assert content(place / "tracker.db") in (old, new)
        assert doer.do("words", place, words=words).code == 0
        assert content(place / "tracker.db") == new
        assert not (place / "tracker.db.replay").exists()


# ---- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def changed(place: Path) -> Path:
    """The folder after the park's goal was edited."""
    text = (place / "targets.yaml").read_text("utf-8")
    assert EDIT[0] in text
    (place / "targets.yaml").write_text(text.replace(*EDIT), encoding="utf-8")
    return place


def test_the_command_tells_and_applies(changed: Path) -> None:
    dry = call("replay", "--dry-run", cwd=changed)
    assert dry.returncode == 0 and "nothing was changed" in dry.stderr
    assert f"69 stale pages: the targets have changed ({EDITED})" in dry.stdout
    assert "pages read again; no changed target can concern the other" in dry.stdout
    assert f"{EDITED}: " in dry.stdout and "evidence: " in dry.stdout and "statuses: " in dry.stdout
    assert "read before the targets or the reader changed; `tracker replay`" in call("assess", cwd=changed).stderr
    done = call("replay", cwd=changed)
    assert done.returncode == 0 and "by an earlier replay" in done.stdout
    assert done.stdout.splitlines()[2:] == dry.stdout.splitlines()[2:]
    assert call("assess", cwd=changed).stderr == ""
    assert "nothing to read again" in call("replay", cwd=changed).stderr


def test_the_same_as_json(changed: Path) -> None:
    done = call("replay", "--dry-run", "--json", cwd=changed)
    assert done.stdout.isascii()
    *changes, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last["kind"] == "summary" and last["targets"] == [EDITED] and last["stale"] == 69
    assert sum(one["kind"] == "evidence" for one in changes) == last["came"] + last["went"] + last["changed"] > 0
    assert all(one["before"] or one["now"] for one in changes)


def test_on_a_terminal_it_asks(changed: Path) -> None:
    before = content(changed / "tracker.db")
    assert "nothing was changed" in answered(changed, "n")
    assert content(changed / "tracker.db") == before
    answered(changed, "y")
    assert content(changed / "tracker.db") != before


def answered(place: Path, answer: str) -> str:
    """Run it with a terminal as its input; what it says on stderr."""
    master, slave = pty.openpty()
    with os.fdopen(master, "wb", buffering=0) as keys:
        keys.write(f"{answer}\n".encode())
        done: Done = subprocess.run([*TRACKER, "replay"], cwd=place, stdin=slave, capture_output=True, text=True)
        os.close(slave)
    assert done.returncode == 0 and "Shall this stand?" in done.stderr
    return done.stderr


def test_one_at_a_time_and_only_where_there_is_something(changed: Path, tmp_path: Path) -> None:
    with only_run(changed / "tracker.db"):
        assert call("replay", cwd=changed).returncode == 75
    (changed / "archive").rename(changed / "elsewhere")
    done = call("replay", cwd=changed)
    assert done.returncode == 2 and "archive: there is no such file or folder" in done.stderr
    assert call("replay", "elsewhere", "--dry-run", cwd=changed).returncode == 0
    done = call("replay", cwd=tmp_path, TRACKER="")
    assert done.returncode == 2 and "targets.yaml" in done.stderr and "Traceback" not in done.stderr


def test_what_is_missing_is_told_with_the_way_to_get_it(changed: Path) -> None:
    (changed / "archive" / next(iter(os.listdir(changed / "archive")))).unlink()
    done = call("replay", cwd=changed)
    assert done.returncode == 1 and "not in the archive and stay as they were; `tracker add URL`" in done.stdout
    assert "https://" in done.stdout


# ---- in the digest --------------------------------------------------------------------------------------------------

OPENED = "某区滨河公园10月8日正式开放"


def park(about: tuple[tuple[str, ...], ...]) -> Config:
    made = config_for(9, readers=READERS[:1])
    targets: tuple[Target, ...] = tuple(replace(one, about=about) if one.id == "park" else one for one in made.targets)
    return replace(made, targets=targets)


@pytest.mark.parametrize("told_between", [False, True])
def test_the_digest_says_why(tmp_path: Path, told_between: bool) -> None:
    """Also where a digest has been sent after the edit and before the pages were read again."""
    narrow, wide = park((("滨河公园",), ("东岸",))), park((("滨河公园",),))
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>{OPENED}</title><meta name='PubDate' content='2025-10-08 09:00'></head>"
        f"<body><h1>{OPENED}</h1><p>{OPENED}。记者在现场看到，各项工作有序进行。</p></body></html>",
        encoding="utf-8",
    )
    os.utime(page, ((MONDAY_NOON + timedelta(days=3)).timestamp(),) * 2)
    with open_store(tmp_path / "t.db") as store:
        ingest((page,), narrow, store)
        week(store, narrow, 1)
        if told_between:
            assert "没有变化" in week(store, wide, 2)
        replay(wide, store, Terms(archive=(page,), day=DAY, clock=lambda: NOW, sure=lambda found: True))
        text = week(store, wide, 3)
    assert "滨河公园开放 暂无消息 → 已完成" in text and "变化原因：目标定义有改动" in text


def week(store: Store, config: Config, number: int) -> str:
    """Prepare the digest of a week; what the administrator is sent."""
    from email import message_from_string, policy

    from tracker.notify import period_of

    day = MONDAY + timedelta(weeks=number)
    prepare(store, config, period_of(day), day, MONDAY_NOON + timedelta(weeks=number))
    (parcel,) = [one for one in store.parcels(period_of(day)) if one.recipient == ADMIN]
    mail = message_from_string(parcel.message, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return f"{mail['subject']}\n{body.get_content()}"


def test_the_archive_is_only_read(place: Path, config: Config) -> None:
    before = {path.name: path.read_bytes() for path in (place / "archive").iterdir()}
    again(place, wider(config))
    assert {path.name: path.read_bytes() for path in (place / "archive").iterdir()} == before
    assert sum(isinstance(one, Page) for one in pages((place / "archive",))) == len(PAGES)
