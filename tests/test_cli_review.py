"""People at the command line: they look, decide, take back, quote and measure, and what they decided stays."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_cli_commands import TRACKER
from test_run_once import LISTING

from tracker.cli import cli
from tracker.lock import LockHeldError, only_run

TARGETS = """\
version: 1
title: 滨江区重点任务
language: zh
timezone: Asia/Shanghai
place: {name: 滨江区, aliases: [滨江]}
statement: {title: 发布会, publisher: 滨江日报, date: 2025-01-17, url: "http://news.example/0"}
targets:
  - {id: wetland, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31, about: [湿地公园, 二期]}
  - {id: wetland-one, title: 滨江湿地公园一期改造, stage: completed, due: 2025-12-31, about: [湿地公园, 一期, 改造]}
  - {id: kiosks, title: 投用200个便民点, at_least: 200个, due: 2025-12-31, about: [便民点, 投用]}
sources:
"""
OPENED = "8月18日，滨江湿地公园二期开放，市民可以从北门入园。"
COUNTED = "截至10月28日，滨江区累计投用便民点1920个。"
AROUND = (
    "园内新建步道六公里，种植乔木三千株，设有两处观鸟台。",
    "据介绍，今后每天六时开放，二十一时静园。另据居民反映，北街的小公园今天 迎来首批\n游客，大家都很高兴。",
)


def page(day: str, sentence: str) -> bytes:
    return (
        f"<html><head><title>滨江区本月要闻</title></head><body><h1>滨江区本月要闻</h1>"
        f"<p>{day} 10:00　来源：滨江日报</p><div><p>{sentence}{AROUND[0]}</p><p>{AROUND[1]}</p></div></body></html>"
    ).encode()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_AUTHOR", "李记者")
    (tmp_path / "targets.yaml").write_text(TARGETS + LISTING, encoding="utf-8")
    (tmp_path / "page.html").write_bytes(page("2025-08-19", OPENED))
    (tmp_path / "kiosks.html").write_bytes(page("2025-10-28", COUNTED))
    fine("add", "page.html", "--url", "http://news.example/a", "--publisher", "滨江新闻")
    fine("add", "kiosks.html", "--publisher", "滨江新闻")
    return tmp_path


def call(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, words, standalone_mode=False, input=text)


def fine(*words: str, text: str | None = None) -> str:
    done = call(*words, text=text)
    assert done.exception is None and done.return_value == 0, (done.output, done.exception)
    return done.stdout


def rows(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in fine(*words, "--json").splitlines()]


def evidence(target: str) -> dict[str, object]:
    (row,) = [row for row in rows("evidence", "--target", target) if row["counts"] or row["decided"]]
    return row


def status_of(target: str, *words: str) -> object:
    return next(row["status"] for row in rows("assess", *words) if row["target"] == target)


# ---- single decisions -----------------------------------------------------------------------------------------------


def test_a_decision_by_a_short_id_is_told_and_settled(place: Path) -> None:
    name = str(evidence("wetland")["id"])
    told = fine("review", "reject", name[:6], "--why", "说的是 旁边的公园")
    assert "人工排除：说的是 旁边的公园（李记者，" in told and "wetland: 已完成 → 暂无消息" in told
    row = next(row for row in rows("evidence") if row["id"] == name)
    assert row["counts"] is False and row["why_not"] == row["decided"] and "李记者" in str(row["decided"])
    assert status_of("wetland") == "no_news"
    assert "暂无消息 → 已完成" in fine("review", "undo", name[:6], "--why", "看错了")
    assert evidence("wetland")["decided"] is None
    undo = rows("decisions")[-1]
    assert "已完成 → 暂无消息" in fine("review", "undo", str(undo["id"])), "an undoing can be undone"
    assert [row["taken_back"] for row in rows("decisions")] == [False, True, False]


def test_a_reading_is_corrected_in_the_unit_of_the_target(place: Path) -> None:
    name = str(evidence("kiosks")["id"])
    assert status_of("kiosks") == "achieved"
    told = fine("review", "correct", name, "--value", "192", "--why", "多了个零", "--by", "王主任")
    assert "192个" in told and "原数值1920个" in told and "王主任" in told
    assert evidence("kiosks")["quantity"] == {
        **{"value": 192, "unit": "个", "comparator": "="},
        **{"period": "2025-10-28/2025-10-28", "basis": "cumulative"},
    }
    fine("review", "correct", name, "--value", "0.0193万个", "--period", "2025-10-27/2025-10-27", "--why", "再核")
    assert evidence("kiosks")["quantity"]["value"] == 193  # type: ignore[index]


def test_a_sentence_is_moved_to_another_target_and_read_otherwise(place: Path) -> None:
    name = str(evidence("wetland")["id"])
    words = ("--target", "wetland-one", "--stage", "completed", "--day", "2025-08-18", "--date", "2025-08-20")
    told = fine("review", "correct", name, *words, "--why", "其实是一期")
    assert "原目标wetland" in told and "wetland: 已完成 → 暂无消息" in told and "wetland-one: 暂无消息 → 已完成" in told
    assert evidence("wetland-one")["id"] == name and evidence("wetland-one")["published"] == "2025-08-20"
    fine("review", "correct", name, "--stage", "none", "--modality", "planned", "--why", "只是计划")
    assert evidence("wetland-one")["stage"] is None


def test_what_is_pinned_is_marked_in_the_report(place: Path) -> None:
    fine("review", "pin", str(evidence("wetland")["id"]), "--why", "电话 *核实*")
    fine("report", "--as-of", "2025-11-01")
    report = (place / "reports" / "targets" / "wetland.md").read_text("utf-8")
    assert "> **主要依据**，开放投用" in report
    assert re.search(r"> 人工指定为依据：电话 \\\*核实\\\*（李记者，", report)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("review", "accept", "zzzz"), "no evidence has an id that begins with 'zzzz'"),
        (("review", "accept", ""), "no evidence has an id that begins with ''"),
        (
            ("review", "undo", "zzzz"),
            "no decision has an id that begins with 'zzzz'",
        ),
        (("review", "reject", "ID"), "Missing parameter: why"),
        (("review", "correct", "ID", "--why", "x"), "say what is read otherwise"),
        (("review", "correct", "ID", "--why", "x", "--stage", "opened"), "nothing is read otherwise"),
        (("review", "correct", "ID", "--why", "x", "--stage", "done"), "stage: 'done' is none of announced"),
        (("review", "correct", "ID", "--why", "x", "--value", "5"), "the target wetland is no quantity"),
        (("review", "correct", "ID", "--why", "x", "--target", "wet"), "no target has the id 'wet'"),
        (("review", "correct", "ID", "--why", "x", "--target", "kiosks", "--value", "5亿元"), "5亿元 is in 亿元"),
        (("review", "--target", "wetlant"), "did you mean wetland"),
        (("status", "set", "wetland", "done", "--why", "x"), "'done' is no status; one of achieved"),
        (("status", "set", "wetlan", "missed", "--why", "x"), "did you mean wetland"),
        (("status", "set", "wetland", "missed", "--why", "x", "--until", "2020-01-01"), "--until 2020-01-01 is over"),
        (("status", "clear", "wetland"), "nobody gave wetland a status"),
        (("add", "kiosks.html", "--target", "wetland"), "--target and --quote go together"),
        (("add", "kiosks.html", "--stage", "opened"), "goes with --target and --quote"),
        (("add", "kiosks.html", "page.html", "--target", "wetland", "--quote", "x"), "add them one by one"),
        (("add", "kiosks.html", "--target", "wetlan", "--quote", "x"), "no target has the id 'wetlan'"),
        (("decisions", "import", "none.yaml"), "none.yaml: there is no such file"),
    ],
)
def test_a_mistake_is_told_with_its_fix_and_changes_nothing(place: Path, words: tuple[str, ...], message: str) -> None:
    name = str(evidence("wetland")["id"])
    done = call(*(name if word == "ID" else word for word in words))
    told = str(done.exception) or done.output
    assert message in (getattr(done.exception, "message", "") + told) and "\n" not in told.strip(), told
    assert fine("decisions") == ""


def test_an_ambiguous_id_and_a_mistyped_one_are_told(place: Path) -> None:
    ids = [str(row["id"]) for row in rows("evidence")]
    shared = next((one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1), None)
    if shared:
        assert "ids of evidence begin with" in str(call("review", "accept", shared).exception)
    wrong = ids[0][:7] + ("0" if ids[0][7] != "0" else "1")
    assert f"did you mean {ids[0]}" in str(call("review", "accept", wrong).exception)
    fine("review", "accept", ids[0])
    assert "did you mean" in str(call("review", "undo", str(rows("decisions")[0]["id"])[:7] + "z").exception)
    fine("review", "undo", ids[0])
    assert "taken back already by 李记者" in str(call("review", "undo", str(rows("decisions")[0]["id"])).exception)


def test_the_commands_that_decide_wait_for_a_run(place: Path) -> None:
    name = str(evidence("wetland")["id"])
    fine("decisions", "export")
    with only_run(place / "tracker.db"):
        for words in (
            ("review", "accept", name),
            ("review", "undo", name),
            ("status", "set", "wetland", "missed", "--why", "x"),
            ("decisions", "import"),
            ("add", "kiosks.html", "--target", "kiosks", "--quote", "累计投用"),
        ):
            done = call(*words)
            assert isinstance(done.exception, LockHeldError) and done.exception.exit_code == 75, words
        done = call("review", text="a\n看过\nq\n")
        assert done.return_value == 75 and "the next run takes them in" in done.stderr
        assert fine("decisions").count("accept") == 1, "what was answered is kept"
    fine("decisions", "import")
    assert "人工采纳：看过" in fine("evidence")


# ---- the queue ------------------------------------------------------------------------------------------------------


def test_the_queue_tells_why_and_shrinks(place: Path) -> None:
    fine("report", "--as-of", "2025-06-01")
    looks = rows("review")
    assert [row["target"] for row in looks] == ["kiosks", "wetland"], "the newer first"
    assert all("使状态改变：暂无消息 → 已完成" in row["look"] for row in looks)  # type: ignore[operator]
    listed = fine("review", "--list", "--target", "kiosks")
    assert "1920个" in listed and "只有一个来源（滨江新闻）" in listed and "wetland" not in listed
    fine("review", "accept", str(looks[0]["id"]))
    assert [row["id"] for row in rows("review")] == [looks[1]["id"]]


def test_a_walk_asks_shows_the_context_and_keeps_the_answers(place: Path) -> None:
    answers = "c\nvalue=192\nnonsense\nvalue\n\n多了个零\ns\n"
    done = call("review", "--target", "kiosks", text=answers)
    assert done.exception is None and done.return_value == 0
    assert "【截至10月28日，滨江区累计投用便民点1920个。】" in done.stdout and "1 decisions kept" in done.stdout
    assert "kiosks: 已完成 → 逾期" in done.stdout or "kiosks: 已完成" in done.stdout
    assert done.stderr.count("write it like value=6.7%") == 2
    assert "多了个零" in str(evidence("kiosks")["decided"])
    assert "nothing deserves a look" in fine("review", "--target", "kiosks")
    wrong = call("review", "--target", "wetland", text="c\nstage=done\n\n\nq\n")
    assert "stage: 'done' is none of" in wrong.stderr and "decisions kept" not in wrong.stdout


def test_a_walk_at_a_terminal_may_be_left_at_any_time(place: Path) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen([*TRACKER, "review"], stdin=slave, stdout=slave, stderr=slave, cwd=place) as process:
        os.close(slave)
        os.write(master, "r\n不是这里\n\x04".encode())
        said = b"".join(read_all(master))
        assert process.wait(60) == 0, said.decode()
    assert "(2/2)" in said.decode() and "1 decisions kept" in said.decode()
    assert fine("decisions").count("不是这里") == 1


def read_all(master: int) -> Iterator[bytes]:
    while True:
        try:
            some = os.read(master, 65536)
        except OSError:  # the other end is closed
            return
        if not some:
            return
        yield some


# ---- quotes ---------------------------------------------------------------------------------------------------------


def test_a_quote_makes_evidence_that_no_reader_found(place: Path) -> None:
    fine("review", "reject", str(evidence("wetland")["id"]), "--why", "先排除")
    words = ("--stage", "opened", "--day", "2025-10-28", "--why", "现场看过")
    told = fine("add", "kiosks.html", "--target", "wetland", "--quote", "小公园今天迎来首批游客", *words)
    assert "人工补入：现场看过（李记者，" in told and "wetland: 暂无消息 → 已完成" in told
    (row,) = [row for row in rows("evidence", "--target", "wetland") if row["counts"]]
    assert row["sentence"] == "小公园今天 迎来首批游客" and row["stage"] == "opened"
    assert rows("accuracy")[0]["missed"] == 1


def test_what_a_quote_says_is_read_from_it(place: Path) -> None:
    row = evidence("kiosks")
    fine("add", "kiosks.html", "--target", "kiosks", "--quote", "累计投用便民点１９２０个")
    (added,) = [one for one in rows("evidence", "--target", "kiosks") if one["decided"]]
    assert added["quantity"] == row["quantity"] and added["sentence"] == COUNTED, "its whole sentence"
    fine("add", "kiosks.html", "--target", "kiosks", "--quote", "大家都很高兴", "--value", "190")
    (other,) = [one for one in rows("evidence", "--target", "kiosks") if one["sentence"] == "大家都很高兴"]
    assert other["quantity"]["period"] == "2025-10-28/2025-10-28"  # type: ignore[index]


def test_a_quote_that_is_not_there_is_refused_with_the_nearest(place: Path) -> None:
    done = call("add", "kiosks.html", "--target", "kiosks", "--quote", "截至10月，滨江区累计投用便民点195个")
    assert "the page does not say so (the page has: 截至10月28日，滨江区累计投用便民点1920个。)" in str(done.exception)
    assert fine("decisions") == ""


# ---- statuses, and the past -----------------------------------------------------------------------------------------


def test_a_status_is_given_shown_and_cleared(place: Path) -> None:
    told = fine("status", "set", "kiosks", "awaiting_result", "--until", "2999-12-31", "--why", "正在审计")
    assert "kiosks: 已完成" in told and "→ 待公布" in told
    assert re.search(r"kiosks: awaiting_result since \S+ until 2999-12-31  李记者: 正在审计", fine("status"))
    assert status_of("kiosks") == "awaiting_result" and status_of("kiosks", "--as-of", "2025-11-01") == "achieved"
    assert status_of("kiosks", "--as-of", "2026-01-01", "--known", "2026-01-01") == "no_news"
    assert "待公布 → 已完成" in fine("status", "clear", "kiosks")
    assert fine("status") == ""


def test_what_was_known_leaves_out_what_was_decided_later(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fine("review", "reject", str(evidence("wetland")["id"]), "--why", "旁边的公园")
    (made,) = rows("decisions")
    day = str(made["day"])
    assert status_of("wetland", "--known", day) == "no_news"
    earlier = re.sub(r"day: '.*'", f"day: '{int(day[:4]) + 1}-01-01'", fine("decisions", "export", "-"))
    Path("later.yaml").write_text(re.sub(r"  id: .*\n", "", earlier), encoding="utf-8")
    fine("decisions", "import", "later.yaml", "--db", "fresh.db")
    fine("ingest", "archive", "--db", "fresh.db")
    assert status_of("wetland", "--db", "fresh.db") == "no_news"
    assert status_of("wetland", "--db", "fresh.db", "--known", day) == "achieved", "settled without what came later"


# ---- surviving ------------------------------------------------------------------------------------------------------


def decide_all() -> None:
    fine("review", "correct", str(evidence("kiosks")["id"]), "--value", "192", "--why", "多了个零")
    fine("review", "pin", str(evidence("wetland")["id"]), "--why", "电话核实")
    fine("status", "set", "wetland-one", "behind", "--why", "见简报")
    words = ("--target", "wetland-one", "--quote", "另据居民反映", "--stage", "started")
    fine("add", "kiosks.html", "--publisher", "滨江新闻", *words)


@pytest.mark.parametrize("again", [("ingest", "archive"), ("replay",)])
def test_decisions_outlast_another_reader_and_other_targets(place: Path, again: tuple[str, ...]) -> None:
    decide_all()
    before = {row["id"]: row for row in rows("evidence") if row["decided"]}
    assert len(before) == 3
    narrow = TARGETS.replace("about: [湿地公园, 二期]", "about: [某物, 他物]").replace("[便民点, 投用]", "[某物, 别物]")
    (place / "targets.yaml").write_text(narrow + LISTING, encoding="utf-8")
    fine(*again)
    after = {row["id"]: row for row in rows("evidence")}
    assert after == before, "nothing is read any more, and all that people decided stands"
    (place / "targets.yaml").write_text(TARGETS + LISTING, encoding="utf-8")
    fine(*again)
    assert {row["id"]: row for row in rows("evidence") if row["decided"]} == before


def test_decisions_outlast_a_revised_page(place: Path) -> None:
    decide_all()
    (place / "page.html").write_bytes(page("2025-08-19", OPENED.replace("二期开放，", "二期开放了，")))
    fine("add", "page.html", "--url", "http://news.example/a", "--publisher", "滨江新闻")
    (row,) = [row for row in rows("evidence", "--target", "wetland") if row["counts"] and row["decided"]]
    assert "开放了" in str(row["sentence"]) and "电话核实" in str(row["decided"])
    assert [one["target"] for one in rows("evidence") if one["decided"]].count("wetland") == 1


def test_a_file_brings_decisions_to_a_new_store(place: Path) -> None:
    decide_all()
    fine("decisions", "export")
    text = (place / "decisions.yaml").read_text("utf-8")
    done = call("decisions", "import", "--db", "new.db")
    assert "4 decisions, 4 of them new" in done.stdout and "3 wait for their page" in done.stderr
    fine("ingest", "archive", "--db", "new.db")
    assert rows("evidence", "--db", "new.db") == rows("evidence")
    assert rows("assess", "--db", "new.db") == rows("assess")
    assert "4 decisions, 0 of them new" in fine("decisions", "import", "--db", "new.db")
    fine("decisions", "export", "again.yaml", "--db", "new.db")
    assert (place / "again.yaml").read_text("utf-8") == text


def test_a_damaged_file_changes_nothing(place: Path) -> None:
    decide_all()
    fine("decisions", "export")
    damaged = (place / "decisions.yaml").read_text("utf-8").replace("value: '192'", "value: '200'")
    (place / "decisions.yaml").write_text(damaged, encoding="utf-8")
    done = call("decisions", "import", "--db", "new.db")
    assert re.match(r"decisions.yaml:\d+:\d+: the block is not what it was", str(done.exception))
    assert not rows("decisions", "--db", "new.db")
    (place / "decisions.yaml").write_bytes(b"version: 1\n\xff")
    assert "decisions.yaml:2:1: not UTF-8" in str(call("decisions", "import").exception)
    (place / "decisions.yaml").write_text("version: 1\ndecisions: []\n")
    assert "0 decisions, 0 of them new" in fine("decisions", "import")


def test_decisions_about_what_is_not_followed_wait(place: Path) -> None:
    decide_all()
    fine("decisions", "export")
    without = re.sub(r"  - \{id: kiosks.*\n", "", TARGETS)
    (place / "targets.yaml").write_text(without + LISTING, encoding="utf-8")
    done = call("decisions", "import")
    assert "targets.yaml does not follow kiosks; decisions about them wait until it does" in done.stderr
    assert len(rows("decisions")) == 4


# ---- accuracy and digest --------------------------------------------------------------------------------------------


def test_accuracy_is_told_in_words_and_numbers(place: Path) -> None:
    assert "nobody decided about any evidence yet" in fine("accuracy")
    fine("review", "accept", str(evidence("wetland")["id"]))
    fine("review", "correct", str(evidence("kiosks")["id"]), "--value", "192", "--why", "多了个零")
    told = fine("accuracy").splitlines()
    assert told[0] == "all: precision 50% (9% to 91%), 1 accepted, 0 rejected, 1 corrected; few decisions"
    assert [line.split(":")[0] for line in told] == ["all", "target kiosks", "target wetland", "source 滨江新闻"]
    assert rows("accuracy")[0] == {
        **{"by": "all", "name": "", "precision": 0.5, "low": 0.0945, "high": 0.9055, "decided": 2, "few": True},
        **{"accepted": 1, "rejected": 0, "corrected": 1, "missed": 0, "spared": 0},
    }


def test_the_digest_says_that_a_person_decided(place: Path) -> None:
    from datetime import UTC, date, datetime

    from tracker.config import load_config
    from tracker.notify import period_of, prepare, present
    from tracker.render.digest import Reader, digest
    from tracker.store import open_store

    config = load_config(place / "targets.yaml")
    days = [date(2026, 3, day) for day in (2, 9, 16)]

    def told(day: date, language: str = "zh") -> str:
        with open_store(place / "tracker.db") as store:
            issue = present(store, config, day, datetime.now(UTC))
            prepare(store, config, period_of(day), day, datetime.now(UTC))
        return digest(issue, Reader(language=language)).text  # type: ignore[arg-type]

    told(days[0])
    fine("review", "reject", str(evidence("wetland")["id"]), "--why", "旁边的公园")
    text = told(days[1])
    assert "已完成 → 暂无消息" in text and "变化原因：人工认定" in text
    fine("review", "undo", str(rows("decisions")[0]["id"]))
    text = told(days[2])
    assert "暂无消息 → 已完成" in text and "变化原因：人工认定" in text
    fine("review", "correct", str(evidence("kiosks")["id"]), "--value", "192", "--why", "多了个零")
    text = told(date(2026, 3, 23), "en")
    assert "decided by a person" in text and "corrected by a person: 多了个零" in text
