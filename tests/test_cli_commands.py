"""The command line as people and cron meet it: real processes, a real store, and what they print and return."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from accuracy import corpus_pages

from tracker.archive import append_page

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus" / "changping-dev"
TRACKER = [sys.executable, "-c", "from tracker.cli import main; main()"]
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]

ARTICLE_KEYS = ["url", "title", "published", "publisher", "source", "tier", "story", "spam", "disposition"]
EVIDENCE_KEYS = [
    *("id", "target", "url", "title", "source", "tier", "published", "modality", "stage", "expected", "quantity"),
    *("sentence", "counts", "why_not", "story", "first_seen", "page_sha256", "page_number", "decided"),
]
ASSESSMENT_KEYS = [
    *("target", "as_of", "status", "late", "value", "unit", "progress", "expected_progress", "observed", "flags"),
    *("why", "evidence"),
]
PARSE_KEYS = ["text", "published", "quantities", "periods", "stages"]


def call(*words: str, cwd: Path, text: str | None = None, **env: str) -> Done:
    return subprocess.run(
        [*TRACKER, *words], cwd=cwd, input=text, capture_output=True, text=True, encoding="utf-8", env=os.environ | env
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped targets and an archive of the corpus, ingested once."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "targets.yaml").write_text((ROOT / "targets.yaml").read_text("utf-8"), encoding="utf-8")
    for page in corpus_pages(CORPUS):
        append_page(folder / "archive", page)
    done = call("ingest", "archive", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def tracker(place: Path) -> Run:
    return lambda *words, **more: call(*words, cwd=place, **more)


def lines(done: Done) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii(), "JSON is ASCII-escaped"
    return [json.loads(line) for line in done.stdout.splitlines()]


# ---- the fixed JSON -------------------------------------------------------------------------------------------------


def test_every_page_is_an_article_with_every_key(tracker: Run) -> None:
    rows = lines(tracker("articles", "--json"))
    assert {row["url"] for row in rows} == {page.url for page in corpus_pages(CORPUS)}
    assert all(list(row) == ARTICLE_KEYS for row in rows)
    assert any(row["spam"] for row in rows) and any(row["published"] is None for row in rows)
    texts = lines(tracker("articles", "--json", "--text"))
    assert all(list(row) == [*ARTICLE_KEYS, "text"] for row in texts)
    assert sum(bool(row["text"]) for row in texts) > len(texts) * 0.9


def test_evidence_has_every_key_and_its_quantity_too(tracker: Run) -> None:
    rows = lines(tracker("evidence", "--json"))
    assert rows and all(list(row) == EVIDENCE_KEYS for row in rows)
    quantities = [row["quantity"] for row in rows if row["quantity"]]
    assert quantities
    assert all(list(one) == ["value", "unit", "comparator", "period", "basis"] for one in quantities)  # type: ignore[call-overload]
    assert all(bool(row["counts"]) == (row["why_not"] is None) for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    one = rows[0]["target"]
    assert lines(tracker("evidence", "--target", str(one), "--json")) == [row for row in rows if row["target"] == one]


def test_assess_judges_every_target_as_of_the_day(tracker: Run) -> None:
    rows = lines(tracker("assess", "--as-of", "2025-12-31", "--json"))
    assert len(rows) == 30
    assert all(list(row) == ASSESSMENT_KEYS for row in rows)
    assert {row["as_of"] for row in rows} == {"2025-12-31"}
    assert len({row["status"] for row in rows}) > 4
    early = lines(tracker("assess", "--as-of", "2025-01-18", "--json"))
    assert {row["status"] for row in early} == {"no_news"}


def test_known_leaves_out_what_was_found_later(tracker: Run) -> None:
    rows = lines(tracker("assess", "--as-of", "2025-12-31", "--known", "2025-12-31", "--json"))
    assert {row["status"] for row in rows} == {"no_news"}, "the corpus was fetched in 2026"


def test_parse_gives_one_line_a_line(tmp_path: Path) -> None:
    text = '前三季度收入增长9.7%。\n\n{"text": "上月增长5%", "published": "2025-03-02"}\n{括号开头\n'
    rows = lines(call("parse", "-", "--published", "2025-10-28", "--json", cwd=tmp_path, text=text))
    assert [list(row) for row in rows] == [PARSE_KEYS] * 4
    assert [row["published"] for row in rows] == ["2025-10-28", "2025-10-28", "2025-03-02", "2025-10-28"]
    assert [row["text"] for row in rows] == ["前三季度收入增长9.7%。", "", "上月增长5%", "{括号开头"]
    assert rows[0]["quantities"][0]["value"] == 9.7 and rows[2]["quantities"][0]["value"] == 5  # type: ignore[index]
    plain = call("parse", "-", "--published", "2025-10-28", cwd=tmp_path, text=text)
    assert "9.7 %" in plain.stdout and plain.returncode == 0


# ---- people ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("articles",),
        ("evidence", "--target", "huitian-round2"),
        ("assess", "--as-of", "2025-12-31"),
        ("digest", "--as-of", "2025-10-30"),
        ("doctor",),
    ],
)
def test_the_plain_output_says_something(tracker: Run, words: tuple[str, ...]) -> None:
    done = tracker(*words)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1 and not done.stderr


def test_the_report_is_written_and_the_same_each_time(tracker: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "README.md"
    done = tracker("report", "--as-of", "2025-12-31", "--out", str(path.parent))
    assert (done.returncode, done.stdout.strip()) == (0, str(path))
    first = {one: one.read_bytes() for one in path.parent.rglob("*") if one.is_file()}
    assert b"2025" in first[path] and len(first[path]) > 2000
    tracker("report", "--as-of", "2025-12-31", "--out", str(path.parent))
    assert {one: one.read_bytes() for one in path.parent.rglob("*") if one.is_file()} == first
    names = {one.name for one in path.parent.iterdir()}
    assert names == {"README.md", "targets", "weekly", "site", ".tracker-files"}, "no temporary file stays"


def test_a_report_that_a_person_edited_is_left_and_named(tracker: Run, tmp_path: Path) -> None:
    words = ("report", "--as-of", "2025-12-31", "--out", str(tmp_path / "new"))
    tracker(*words)
    path = tmp_path / "new" / "README.md"
    path.write_text("mine", encoding="utf-8")
    done = tracker(*words)
    assert done.returncode == 1 and path.read_text("utf-8") == "mine"
    assert done.stderr.startswith(str(path)) and "--force" in done.stderr and done.stderr.count("\n") == 1
    assert tracker(*words, "--force").returncode == 0 and path.read_text("utf-8") != "mine"


def test_help_comes_at_once(tmp_path: Path) -> None:
    times = []
    for _ in range(5):
        before = _processor_s()
        done = call("--help", cwd=tmp_path)
        times.append(_processor_s() - before)
    assert done.returncode == 0 and "Examples" in done.stdout
    assert median(times) < 0.2, "0.1 s; those of the clock on the wall depend on what else the machine does"


def _processor_s() -> float:
    """Seconds that ended children of this process have had a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['tracker', '--help']\n"
        "from tracker.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    heavy = {"sqlite_utils", "requests", "bs4", "warcio", "apscheduler", "opencc", "yaml", "tqdm", "msgspec", "lxml"}
    assert not heavy & set(done.stderr.split())


def test_every_command_has_an_example_and_takes_the_files(tmp_path: Path) -> None:
    listed = call("--help", cwd=tmp_path).stdout.split("Commands:")[1]
    commands = re.findall(r"^  ([a-z]+)", listed, re.MULTILINE)
    assert {"check", "run", "serve", "ingest", "articles", "evidence", "assess", "parse", "report", "digest"} <= set(
        commands
    )
    for command in commands:
        told = call(command, "--help", cwd=tmp_path).stdout
        assert re.search(r"Examples?[:,]", told), command
        assert command in ("completion", "source") or ("--targets" in told and "--db" in told), command
    assert "--targets" in call("source", "try", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_a_script(tmp_path: Path, shell: str) -> None:
    assert "_TRACKER_COMPLETE" in call("completion", shell, cwd=tmp_path).stdout


# ---- mistakes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("asses",), 2, "assess"),
        (("assess", "--as-of", "31.12.2025"), 2, "2025-12-31"),
        (("assess", "--targets", "none.yaml"), 2, "none.yaml"),
        (("evidence", "--target", "huitian-round"), 2, "huitian-round2"),
        (("articles", "--db", "none.db"), 1, "tracker ingest"),
        (("articles", "--db", "targets.yaml"), 1, "no tracker store"),
        (("ingest", "none.warc"), 2, "none.warc"),
        (("ingest", "targets.yaml"), 2, ".warc.gz"),
        (("ingest", "archive", "--db", "missing/tracker.db"), 1, "missing"),
        (("ingest",), 2, "PATH"),
        (("parse", "-", "--published", "2025-13-01"), 2, "2025-13-01"),
    ],
)
def test_a_mistake_is_one_line_and_never_a_traceback(
    tracker: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    done = tracker(*words, text="")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert sum(line.lower().startswith("error") for line in done.stderr.splitlines()) == 1


def test_text_that_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes("第一行\n".encode() + "昌平区".encode("gb18030"))
    done = call("parse", "gbk.txt", cwd=tmp_path)
    assert done.returncode == 2 and "line 2" in done.stderr


def test_a_reader_that_has_enough_is_no_error(place: Path) -> None:
    command = " ".join(f"'{word}'" for word in TRACKER) + " articles --json --text | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command + "; exit ${PIPESTATUS[0]}"], cwd=place, capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stderr == "" and done.stdout.startswith("{")


def test_output_is_utf8_wherever_it_runs(tracker: Run) -> None:
    done = tracker("assess", "--as-of", "2025-12-31", LC_ALL="C", LANG="C")
    assert done.returncode == 0 and "昌平" in done.stdout


def test_stale_pages_are_told(place: Path, tmp_path: Path) -> None:
    changed = (ROOT / "targets.yaml").read_text("utf-8").replace("huitian-round2", "huitian-second")
    (tmp_path / "targets.yaml").write_text(changed, encoding="utf-8")
    done = call("assess", "--db", str(place / "tracker.db"), "--json", cwd=tmp_path)
    assert done.returncode == 0 and re.match(
        r"69 pages were read before the targets or the reader changed", done.stderr
    )
