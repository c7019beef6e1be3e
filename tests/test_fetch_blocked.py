"""Pages that refuse and pages with news that sound like them come in; each is known for what it is."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from loopback import Reply, running
from refusals import Sample, lookalikes, refusals

from tracker.errors import FetchError
from tracker.extract.decode import decode
from tracker.fetch import Fetcher
from tracker.fetch.blocked import obstacle

HERE = Path(__file__).parent
PAGES = sorted(path for folder in ("corpus", "pages") for path in (HERE / folder).rglob("*.*htm*"))
SITE = sorted((HERE.parent / "tracker/demo/site").rglob("*.*htm*"))
_PARAGRAPH = re.compile(r"<p[^>]*>.*?</p>", re.S)


def found(sample: Sample) -> str:
    return obstacle(sample.body, sample.content_type)


@pytest.mark.parametrize("sample", refusals(), ids=lambda sample: sample.name)
def test_a_refusal_is_no_news(sample: Sample) -> None:
    assert found(sample) == sample.kind


@pytest.mark.parametrize("sample", lookalikes(), ids=lambda sample: sample.name)
def test_news_about_refusals_is_news(sample: Sample) -> None:
    assert found(sample) == ""


def test_there_are_enough_of_both() -> None:
    kinds = Counter(sample.kind for sample in refusals())
    print(f"\n{kinds.total()} refusals {dict(kinds)}, {len(lookalikes())} lookalikes")
    assert kinds.total() >= 60
    assert len(lookalikes()) >= 60
    assert set(kinds) == {"challenge", "script_shell", "login", "parked", "maintenance", "missing"}


def test_no_page_of_the_recorded_sites_is_an_obstacle() -> None:
    pages = [*PAGES, *SITE]
    assert len(pages) > 200
    assert [path.name for path in pages if obstacle(path.read_bytes(), "text/html")] == []


def test_no_paragraph_of_the_recorded_sites_is_one_on_a_page_of_its_own() -> None:
    texts = {decode(path.read_bytes(), "text/html").text for path in PAGES[::4]}
    paragraphs = {one for text in texts for one in _PARAGRAPH.findall(text)}
    assert len(paragraphs) > 400
    alone = (f"<html><head><title>要闻</title></head><body>{one}</body></html>".encode() for one in paragraphs)
    assert [body.decode() for body in alone if obstacle(body, "text/html")] == []


def test_a_captcha_with_pictures_inside_is_not_too_large() -> None:
    picture = "<img src='data:image/png;base64," + "iVBORw0KGgo" * 30_000 + "'>"
    body = (
        f"<html><head><title>人机验证</title></head><body><p>请依次点击图中的汉字</p>{picture}</body></html>".encode()
    )
    assert obstacle(body, "text/html") == "challenge"


@pytest.mark.parametrize(
    "piece", ["<", "<a href=x>", "<!--", "<script>", "请", "<title>", "<h1>", "您的访问", "\n", "&"]
)
def test_hostile_markup_takes_no_time(piece: str) -> None:
    body = (piece * 1_000_000)[:1_000_000].encode()[:1_000_000]
    began = time.process_time()
    obstacle(body, "text/html; charset=utf-8")
    assert time.process_time() - began < 3.0


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        *(("challenge", "blocked"), ("script_shell", "blocked"), ("login", "blocked")),
        *(("parked", "moved"), ("maintenance", "server_error"), ("missing", "gone")),
    ],
)
def test_the_gate_gives_every_kind_its_code(kind: str, code: str) -> None:
    sample = next(one for one in refusals() if one.kind == kind)
    answers = {"/a": Reply(body=sample.body, content_type="text/html; charset=utf-8")}
    with running(answers) as site, pytest.raises(FetchError) as caught:
        Fetcher().fetch("http://news.example/a", site.policy())
    assert caught.value.code == code
    assert kind in caught.value.message
