"""`tracker extract` as people call it: files, addresses and standard input; drafts, differences and refusals."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from draft_scoring import STATEMENTS
from loopback import Reply, running
from paper import centred, docx, paragraph, pdf, typeset

from tracker.cli import cli
from tracker.commands.papers import paper_of
from tracker.config import load_config
from tracker.draft import draft
from tracker.errors import ConfigError, ExtractError, FetchError, TrackerError
from tracker.fetch import Policy

CITY = STATEMENTS / "city-copy.txt"
COUNTY = STATEMENTS / "county-report.txt"
ROOT = Path(__file__).parent.parent
GOALS = "今年，青岚区将新建幼儿园3所。东湖公园二期年底前开放。"


def extract(*words: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(cli, ["extract", *words], input=given)


def refusal(result: Result) -> TrackerError:
    assert isinstance(result.exception, TrackerError), result.output
    assert "\n" not in str(result.exception) and result.exception.fix
    return result.exception


def test_a_draft_on_standard_output_passes_the_check(tmp_path: Path) -> None:
    done = extract(str(CITY))
    assert done.exit_code == 0 and "30 targets" in done.stderr and "damaged copy" in done.stderr
    file = tmp_path / "draft.yaml"
    file.write_text(done.stdout, "utf-8")
    assert len(load_config(file).targets) == 30
    checked = CliRunner().invoke(cli, ["check", "--targets", str(file)])
    assert checked.exit_code == 0
    assert "# confidence 0." in done.stdout and "; check: " not in done.stdout.partition("version")[0]


def test_json_gives_one_target_a_line() -> None:
    rows = [json.loads(line) for line in extract(str(CITY), "--json").stdout.splitlines()]
    text = CITY.read_text("utf-8")
    assert len(rows) == 30 and all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert extract(str(CITY), "--json").stdout.isascii()
    assert {row["kind"] for row in rows} == {"quantity", "milestone", "commitment"}


def test_what_a_person_says_stands(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    words = ("-", "--published", "2026-02-10", "--place", "东川县", "--title", "两会记者会", "--out", str(file))
    assert extract(*words, given=GOALS.encode()).exit_code == 0
    config = load_config(file)
    (statement,) = config.statements
    assert (statement.title, statement.date, config.place.name) == ("两会记者会", date(2026, 2, 10), "东川县")


def test_a_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("mine", "utf-8")
    assert "--force" in str(refusal(extract(str(COUNTY), "--out", str(file))))
    assert file.read_text("utf-8") == "mine"
    assert extract(str(COUNTY), "--out", str(file), "--force").exit_code == 0
    assert load_config(file).place.name == "云溪县"


def test_remarks_in_chinese() -> None:
    done = extract(str(COUNTY), "--remarks", "zh")
    assert "# 可信度 0." in done.stdout and "confidence" not in done.stdout


def test_the_shipped_file_and_its_statement_are_one() -> None:
    rows = [
        json.loads(line)
        for line in extract(str(CITY), "--diff", str(ROOT / "targets.yaml"), "--json").stdout.splitlines()
    ]
    states = [row["state"] for row in rows]
    assert states.count("kept") >= 28 and states.count("dropped") <= 1 and states.count("new") <= 1
    assert {row["target"] for row in rows if row["target"]} == {
        one.id for one in load_config(ROOT / "targets.yaml").targets
    }


def test_what_a_new_year_changes(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "old.yaml"
    old.write_text("今年青岚区地区生产总值增长5%。新建幼儿园3所。东湖公园二期年底前开放。建成青湖大桥。", "utf-8")
    new.write_text("今年青岚区地区生产总值增长6%。东湖公园二期9月底前开放。举办青岚半程马拉松。建成青湖大桥。", "utf-8")
    assert extract(str(old), "--published", "2025-01-10", "--place", "青岚区", "--out", str(file)).exit_code == 0
    done = extract(str(new), "--published", "2025-02-10", "--place", "青岚区", "--diff", str(file))
    assert done.stdout.splitlines()[0] == "changed: 2"
    told = done.stdout
    assert "figure: 5% -> 6%" in told and "due: 2025-12-31 -> 2025-09-30" in told
    assert "new: 1" in told and "dropped: 1" in told and "kept: 1" in told
    assert "新建幼儿园3所" in told.partition("dropped: 1")[2] and "半程马拉松" in told.partition("new: 1")[2]


HTML = (
    "<html><head><title>青岚区召开新闻发布会</title></head><body><div class='article'><h1>青岚区召开新闻发布会</h1>"
    "<p>2026年2月10日 来源：青岚日报</p><p>{}</p><p>{}</p></div></body></html>"
)


def test_pages_and_documents(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    page = tmp_path / "page.html"
    page.write_text(HTML.format(GOALS, "去年，全区新建公园12个，群众的获得感不断增强。" * 5), "utf-8")
    sheet = tmp_path / "paper.pdf"
    head = [centred("青岚区2026年重点任务", 790, 22), centred("2026年2月10日", 755, 14)]
    sheet.write_bytes(pdf([[*head, *typeset([GOALS], top=700)]]))
    word = tmp_path / "paper.docx"
    word.write_bytes(docx("".join([paragraph("青岚区2026年重点任务"), paragraph("2026年2月10日"), paragraph(GOALS)])))
    for file in (page, sheet, word):
        rows = [
            json.loads(line) for line in extract(str(file), "--json", "--published", "2026-02-10").stdout.splitlines()
        ]
        assert [(row["kind"], row["due"]) for row in rows] == [
            ("quantity", "2026-12-31"),
            ("milestone", "2026-12-31"),
        ], file


def test_an_address_is_fetched_through_the_gate() -> None:
    body = HTML.format(GOALS, "去年，全区新建公园12个，群众的获得感不断增强。" * 5)
    with running({"/plan.html": Reply(body=body.encode())}) as site:
        url = "http://www.example.gov.cn/plan.html"
        paper = paper_of(url, site.policy("www.example.gov.cn"))
        assert paper.day == date(2026, 2, 10) and paper.url == url
        assert len(draft(paper, (None, "", "")).targets) == 2
        with pytest.raises(FetchError) as told:
            paper_of(url, Policy())
        assert told.value.fix


@pytest.mark.parametrize(
    ("body", "words", "told"),
    [
        (b"", (), "nothing"),
        (b"  \n\n ", (), "nothing"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), (), "no text"),
        (bytes(range(256)) * 20, (), "no text"),
        ("青岚区举行了一场足球比赛，主队以三比一获胜。".encode(), ("--published", "2026-01-01"), "no goals"),
        ("今年将新建幼儿园3所。".encode(), ("--place", "青岚区"), "--published"),
        ("今年将新建幼儿园3所。".encode(), ("--published", "2026-01-01"), "--place"),
        (b"<html><body><p>hello</p></body></html>", ("--published", "2026-01-01"), ""),
    ],
)
def test_what_is_no_statement_is_refused_in_one_line(body: bytes, words: tuple[str, ...], told: str) -> None:
    error = refusal(extract("-", *words, given=body))
    assert told in str(error) and error.exit_code in (1, 2)
    assert isinstance(error, ConfigError | ExtractError)


def test_a_file_that_is_not_there() -> None:
    assert "no such file" in str(refusal(extract("nowhere.txt")))
