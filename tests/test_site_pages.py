"""A store and a day come in; the pages of the web site hold together, stay small, and show hostile texts as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from time import monotonic, process_time

import pytest
from hostile_world import world
from many_targets import make
from memory import peak_mib
from payloads import HTML
from site_folder import SITE, sample_store, site_texts, texts_of, write_site

from tracker.model import Config
from tracker.render.phrases import phrases
from tracker.render.site import POLICY
from tracker.store import Store, open_store

DAYS = [date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)]
KB = 1024
# What a page is made of: nothing else may come out of a text.
TAGS = frozenset(
    {
        *("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "section", "footer", "a"),
        *(
            "h1",
            "h2",
            "p",
            "span",
            "b",
            "i",
            "small",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "div",
            "time",
            "code",
            "article",
        ),
        *(
            "form",
            "label",
            "input",
            "select",
            "option",
            "button",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ),
        *("figure", "figcaption", "details", "summary", "blockquote", "svg", "path", "circle", "text", "g", "desc"),
    }
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Config]]:
    config, db = sample_store(tmp_path_factory.mktemp("site"))
    with open_store(db) as store:
        yield store, config


class Seen(HTMLParser):
    """The elements of a page with their attributes, its addresses, and the names that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "data-rows")]
        self.names += [value or "" for name, value in attrs if name == "id"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_link_leads_to_a_file_and_a_name(told: tuple[Store, Config], day: date) -> None:
    pages = {one.path: one.text for one in site_texts(*told, day)}
    seen = {path: Seen(text) for path, text in pages.items() if path.endswith(".html")}
    assert len(seen) == 2 * (len(told[1].targets) + len(told[1].sources) + 4)
    for path, page in seen.items():
        assert len(page.names) == len(set(page.names)), path
        for link in page.links:
            file, _, name = link.partition("#")
            if link.startswith(("http://", "https://", "data:,")):
                continue
            where = normpath(str(PurePosixPath(path).parent / file)) if file else path
            assert where in pages, f"{path} links to {link}"
            assert not name or "=" in name or name in seen[where].names, f"{path} links to {link}"


def test_pages_obey_the_policy_and_are_small(told: tuple[Store, Config]) -> None:
    for one in site_texts(*told, DAYS[-1]):
        if not one.path.endswith(".html"):
            continue
        seen = Seen(one.text)
        assert seen.tags <= TAGS
        assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
        assert re.findall(r"<script[^>]*>", one.text) == re.findall(r'<script src="[./]*tracker\.js" defer>', one.text)
        assert f'content="{POLICY.replace(chr(39), "&#39;")}"' in one.text
        assert len(one.text.encode()) < 150 * KB
    static = {one.path: one.text for one in site_texts(*told, DAYS[0])}
    assert len(static["site/tracker.js"].encode()) < 10 * KB


def test_the_same_store_and_day_give_the_same_bytes(told: tuple[Store, Config], tmp_path: Path) -> None:
    first = list(site_texts(*told, DAYS[2]))
    assert first == list(site_texts(*told, DAYS[2]))
    assert len({one.path for one in first}) == len(first)
    assert write_site(tmp_path, first) == len(first)
    assert write_site(tmp_path, first) == 0


def test_each_page_is_there_in_both_languages_and_switches_to_itself(told: tuple[Store, Config]) -> None:
    pages = {one.path: one.text for one in site_texts(*told, DAYS[1]) if one.path.endswith(".html")}
    english = {path for path in pages if path.startswith("site/en/")}
    assert {path.replace("site/en/", "site/") for path in english} == set(pages) - english
    zh, en = pages["site/targets/huitian-round2.html"], pages["site/en/targets/huitian-round2.html"]
    assert '<html lang="zh-CN">' in zh and 'href="../en/targets/huitian-round2.html"' in zh
    assert '<html lang="en">' in en and 'href="../../targets/huitian-round2.html"' in en
    assert '<p class="wording" lang="zh-CN">今年将高标准完成第二轮回天行动计划，累计投用200个项目。</p>' in en
    assert "欠进度" in zh and "截至2025年6月25日累计181个" in zh and "behind" in en and "181 by 25 Jun 2025" in en


def page_of(told: tuple[Store, Config], target: str, day: date) -> str:
    return next(one.text for one in site_texts(*told, day) if one.path == f"site/targets/{target}.html")


def test_a_quote_stands_verbatim_with_all_that_it_takes_to_check_it(told: tuple[Store, Config]) -> None:
    store, _ = told
    page = page_of(told, "huitian-round2", DAYS[2])
    rows = [
        row for row in store.evidence("huitian-round2") if row.counts and row.published and row.published <= DAYS[2]
    ]
    assert rows
    for row in rows:
        part = page[page.index(f'id="e-{row.id}"') :].partition("</article>")[0]
        assert row.sentence in part and row.page_sha256 in part and str(row.published) in part and row.source in part
        assert f'<a href="{row.url}#:~:text=' in part
        assert 'rel="noopener noreferrer nofollow" referrerpolicy="no-referrer"' in part


def test_what_was_set_aside_says_why(told: tuple[Store, Config]) -> None:
    page = page_of(told, "energy-revenue-growth", DAYS[-1])
    assert "未采用：已被更正" in page and '<a href="#e-' in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_texts_are_text(language: str) -> None:
    made = world(HTML[:30], language=language)
    plain = world(["文"] * 30, language=language)
    found = {one.path: Seen(one.text) for one in texts_of(made) if one.path.endswith(".html")}
    expected = {one.path: Seen(one.text) for one in texts_of(plain) if one.path.endswith(".html")}
    for path, seen in found.items():
        assert seen.tags <= expected[path].tags, path
        assert seen.attributes <= expected[path].attributes, path
        assert not [link for link in seen.links if "evil" in link.partition("#")[0]], path


def test_both_languages_have_the_same_words() -> None:
    zh, en = phrases("zh").site, phrases("en").site
    assert set(zh) == set(en)
    for code, text in zh.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", en[code])), code


def test_a_long_overview_is_paged_and_its_rows_are_a_script(tmp_path: Path) -> None:
    config = make(tmp_path, 450, 900)
    with open_store(tmp_path / "tracker.db") as store:
        texts = {one.path: one.text for one in site_texts(store, config, date(2026, 3, 31))}
    assert [texts[f"site/index{part}.html"].count('<th scope="row">') for part in ("", "-2", "-3")] == [200, 200, 50]
    rows = texts["site/rows.js"]
    assert rows.startswith('window.trackerRows = "\\u003ctr ') and rows.count("data-status") == 450 and "<" not in rows


@pytest.mark.long
def test_a_thousand_targets_with_much_evidence(tmp_path: Path) -> None:
    """Prints seconds, mebibytes and sizes; the second time nothing is written.

    The seconds of the processor are what is promised: the others depend on the disk and on who else works there.
    """
    config, day = make(tmp_path, 1000, 100_000), date(2026, 3, 31)
    with open_store(tmp_path / "tracker.db") as store:
        began, busy = monotonic(), process_time()
        written = write_site(tmp_path / "out", site_texts(store, config, day, (SITE,)))
        took, busy = monotonic() - began, process_time() - busy
        again = write_site(tmp_path / "out", site_texts(store, config, day, (SITE,)))
    site = tmp_path / "out" / "site"
    index = (site / "index.html").stat().st_size // KB
    largest = max(path.stat().st_size // KB for path in (site / "targets").iterdir())
    print(f"\n{written} files in {took:.0f} s ({busy:.0f} s of a processor), then {again}; peak {peak_mib()} MiB")
    print(f"index.html {index} KiB, the largest page of a target {largest} KiB")
    assert again == 0
    assert busy < 60 and peak_mib() < 500 and index < 300
