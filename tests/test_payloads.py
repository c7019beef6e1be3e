"""Hostile texts and addresses come in, in every field; no output has more elements or lines than with tame ones.

A new output is a line in OUTPUTS; the end of its name says which shape it must keep (tests/shapes.py).
"""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from browser import browser
from hostile_world import DAY, World, world
from lxml import etree
from payloads import ADDRESSES, HTML, texts
from playwright.sync_api import Browser
from shapes import SHAPES, rendered
from test_store_pages import EDITION, reading

from tracker.model import Candidate, Decision, Evidence, Quoted, Recipient
from tracker.notify.message import Content, mail_parcel
from tracker.render import feeds, markdown, site
from tracker.render.digest import Reader, digest
from tracker.render.escape import address
from tracker.render.summary import summary
from tracker.store import open_store
from tracker.store.exporting import TABLES, write_csv, write_ndjson

Files = Iterator[tuple[str, str]]
BATCH = 30  # a digest tells no more of one kind
TEXTS = texts()


def batches(chosen: Sequence[str]) -> list[Sequence[str]]:
    return [chosen[start : start + BATCH] for start in range(0, len(chosen), BATCH)]


ALL, THIRD, TENTH = batches(TEXTS), batches(TEXTS[::3]), batches(TEXTS[::10])


def summed_up(one: World) -> Files:
    yield "summary.txt", summary(one.config, [standing.now for standing in one.overview.standings], DAY)


def mailed(one: World) -> Files:
    made = digest(one.issue, Reader(language=one.config.language, admin=True))
    yield "digest.html", made.html
    yield "digest.txt", made.text
    yield "digest.chat", made.chat
    yield "subject.txt", made.subject
    name = one.config.title
    config = replace(one.config, mail=replace(one.config.mail, sender_name=name)) if one.config.mail else one.config
    content = Content(subject=made.subject, text=made.text, html=made.html)
    recipient = Recipient(address="reader@home.example", name=name)
    parcel = mail_parcel(config, recipient, content, ("2025-W51", ""), datetime(2025, 12, 22, tzinfo=UTC))
    yield "digest.eml", parcel.message


def of_family(family: Any) -> Callable[[World], Files]:
    """What a family of documents says of each target, and of all."""

    def made(one: World) -> Files:
        for dossier in one.dossiers:
            yield from ((document.path, document.text) for document in family.of_target(one.config, DAY, dossier))
        yield from ((document.path, document.text) for document in family.of_all(one.overview))

    return made


OUTPUTS: dict[str, Callable[[World], Files]] = {
    "summary": summed_up,
    "markdown": of_family(markdown),
    "digest": mailed,
    "feeds": of_family(feeds),
    "site": of_family(site),
}


def shape(path: str, text: str) -> Any:
    return SHAPES[path.rpartition(".")[2]](text)


def shapes(output: str, one: World) -> list[Any]:
    return [shape(path, text) for path, text in OUTPUTS[output](one)]


def tame(number: int) -> list[str]:
    return [f"甲{at}" for at in range(number)]


def check(output: str, hostile: World, harmless: World) -> None:
    pairs = zip(OUTPUTS[output](hostile), shapes(output, harmless), strict=True)
    for (path, text), expected in pairs:
        assert shape(path, text) == expected, path


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 1000 and len(set(TEXTS)) == len(TEXTS)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_texts_change_no_shape(output: str, language: str) -> None:
    for batch in THIRD if language == "zh" else TENTH:
        check(output, world(batch, language=language), world(tame(len(batch)), language=language))


@pytest.mark.parametrize("output", OUTPUTS)
def test_addresses_change_no_shape(output: str) -> None:
    """What is of the web is a link like any other, and what is not is text."""
    tamed = ["https://a.example/" if address(one) else "urn:x" for one in ADDRESSES]
    names = tame(len(ADDRESSES))
    for hostile, harmless in zip(batches(ADDRESSES), batches(tamed), strict=True):
        few = names[: len(hostile)]
        check(output, world(few, hostile), world(few, harmless))
    for one, other in zip(ADDRESSES, tamed, strict=True):
        check(output, world(names[:3], [one] * 3, url=one), world(names[:3], [other] * 3, url=other))


@pytest.mark.parametrize("output", OUTPUTS)
def test_many_texts_at_once_change_no_shape(output: str) -> None:
    """More targets than fit on one page."""
    check(output, world(TEXTS[:600:2]), world(tame(300)))


@pytest.mark.long
@pytest.mark.parametrize("output", OUTPUTS)
def test_each_text_alone_and_as_the_title_of_all(output: str) -> None:
    for text in TEXTS:
        check(output, world([text, "甲1", "甲2"]), world(tame(3)))


def test_what_is_told_is_told_verbatim_where_programs_read_it() -> None:
    for batch in THIRD:
        told = dict(OUTPUTS["feeds"](world(batch)))
        targets = json.loads(told["site/status.json"])["targets"]
        assert [one["title"]["zh"] for one in targets] == [one["deciding"]["quote"] for one in targets] == list(batch)


# ---- exports --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """Every table in both forms, of a store full of hostile texts and of one full of tame ones."""
    made: dict[str, dict[str, list[str]]] = {"csv": {}, "ndjson": {}}
    for words in (list(TEXTS), tame(len(TEXTS))):
        with open_store(tmp_path_factory.mktemp("store") / "tracker.db") as store:
            _fill(store, words)
            for table in TABLES:
                for form, write in (("csv", write_csv), ("ndjson", write_ndjson)):
                    file = io.StringIO()
                    write(store.columns(table, text=True), store.export(table, text=True), file)
                    made[form].setdefault(table, []).append(file.getvalue())
    return made


def _fill(store: Any, words: Sequence[str]) -> None:
    one = world(words)
    pages = {row.url: row for row in one.evidence}
    readings = []
    for url, row in sorted(pages.items()):
        made = reading(url, text=row.sentence)
        trace = replace(made.trace, title=row.title, source=row.source, candidates=())
        readings.append(replace(made, article=replace(made.article, title=row.title, publisher=row.title), trace=trace))
    store.save_readings(readings, EDITION)
    store.save_targets(one.config)
    store.save_settlement([], [replace(row, story="") for row in one.evidence])
    store.add_decisions(decided(one.evidence[0], number, text) for number, text in enumerate(words))
    store.save_assessments([standing.now for standing in one.overview.standings])


def decided(row: Evidence, number: int, text: str) -> Decision:
    claim = Candidate(target=row.target, sentence=text, modality="actual")
    return Decision(
        id=f"d{number}",
        verb="correct",
        made=row.first_seen,
        day=DAY,
        author=text,
        why=text,
        target=row.target,
        evidence=row.id,
        quoted=Quoted(url=row.url, page_sha256=row.page_sha256, seen=row.first_seen, claim=claim),
        changes=(("value", text),),
    )


@pytest.mark.parametrize("form", ["csv", "ndjson"])
@pytest.mark.parametrize("table", TABLES)
def test_exports_change_no_shape(exported: dict[str, dict[str, list[str]]], form: str, table: str) -> None:
    hostile, harmless = exported[form][table]
    assert SHAPES[form](hostile) == SHAPES[form](harmless)
    rows = len(harmless.splitlines())
    assert rows == (form == "csv") if table in ("stories", "runs", "links") else rows >= len(TEXTS)


# ---- in a browser ---------------------------------------------------------------------------------------------------

TYPES = {"html": "text/html", "svg": "image/svg+xml", "xml": "text/xml", "js": "text/javascript", "css": "text/css"}
OWN = "https://own.example/"
CANARY = "window.canary = window.CANARY = () => console.log('canary')"


class Watch:
    """A page of a real browser, without network, that notes scripts that run and all that is asked for besides."""

    def __init__(self, browser: Browser, files: Mapping[str, str]) -> None:
        self.seen: list[str] = []
        self.files = files
        self.page = browser.new_context(bypass_csp=True).new_page()
        self.page.add_init_script(CANARY)
        self.page.on("console", lambda message: message.text == "canary" and self.seen.append("ran canary"))
        self.page.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("request", self._note)
        self.page.route("**/*", self._answer)

    def _note(self, request: Any) -> None:
        if request.url.removeprefix(OWN) not in self.files:
            self.seen.append(f"asked {request.url}")

    def _answer(self, route: Any) -> None:
        path = route.request.url.removeprefix(OWN)
        if path in self.files:
            kind = TYPES[path.rpartition(".")[2]] + "; charset=utf-8"
            route.fulfill(body=self.files[path], content_type=kind)
        else:
            route.abort()

    def look(self, path: str) -> list[str]:
        """What happens when a file is opened, and somebody moves over it."""
        self.seen = []
        self.page.goto(OWN + path)
        self.page.mouse.move(60, 60)
        assert self.page.url == OWN + path
        return self.seen


@pytest.fixture(scope="module", name="browser")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


def viewable(one: World) -> Files:
    """All that a browser opens; Markdown as a forge renders it, entries of feeds as a careless reader shows them."""
    for output in OUTPUTS.values():
        for path, text in output(one):
            stem, _, kind = path.rpartition(".")
            if kind in TYPES:
                yield path, text
            if kind == "md":
                yield stem + ".html", rendered(text)
            if kind == "xml":
                found = etree.fromstring(text.encode()).iterfind(".//{*}entry")
                told = [html.escape(one.findtext("{*}title")) + one.findtext("{*}content") for one in found]
                yield stem + ".html", "".join(told)


def noticed(browser: Browser, text: str) -> list[str]:
    """What is seen of a document that may lead the browser away."""
    watch = Watch(browser, {"x.html": text})
    with suppress(Exception):  # a navigation that is cut off
        watch.look("x.html")
    watch.page.context.close()
    return watch.seen


def looked_at(browser: Browser, one: World, *left_out: str) -> None:
    """Open every document of a world but those whose path holds one of some parts."""
    files = dict(viewable(one))
    watch = Watch(browser, files)
    for path in files:
        if path.endswith((".html", ".svg", ".xml")) and not any(part in path for part in left_out):
            assert watch.look(path) == [], path
    watch.page.context.close()


def test_the_browser_notices_what_it_should(browser: Browser) -> None:
    assert sum(bool(noticed(browser, text)) for text in HTML[::5]) >= 6
    assert noticed(browser, "<script>canary()</script>") == ["ran canary"]
    assert noticed(browser, "<img src=https://evil.example/x>") == ["asked https://evil.example/x"]
    assert noticed(browser, "<meta http-equiv=refresh content=0;url=https://evil.example/>")
    assert noticed(browser, html.escape(HTML[0])) == []


def test_nothing_runs_and_nothing_is_loaded(browser: Browser) -> None:
    """Of each batch what is said of all, and what is said of one target."""
    for number, batch in enumerate(TENTH):
        others = (f"/t{other}." for other in range(len(batch)) if other != number)
        looked_at(browser, world(batch), "/themes/", *others)


def test_no_address_runs_or_is_loaded(browser: Browser) -> None:
    for addresses in batches(ADDRESSES):
        looked_at(browser, world(tame(len(addresses)), addresses), "/themes/", "/badges/")


@pytest.mark.long
def test_nothing_runs_in_any_document(browser: Browser) -> None:
    for batch in ALL:
        looked_at(browser, world(batch))
