"""The web site of the sample comes in, from a server and from disk; a person finds what they look for in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import Tab, browser, tab
from hostile_world import world
from many_targets import make
from payloads import HTML
from playwright.sync_api import Browser, Page, expect
from site_folder import sample_store, site_texts, texts_of, write_site

from tracker.demo.sample import sample_site
from tracker.demo.server import saved_pages, serving
from tracker.hosting import hosting
from tracker.store import open_store

DAY = date(2025, 12, 31)
KINDS = ("index.html", "targets/huitian-round2.html", "targets/wenyu-park-phase2.html", "changes.html", "history.html")
SOURCES = ("sources.html", "sources/changping-gov.html")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True, slots=True)
class Site:
    """The site's folder, and where a server has it."""

    folder: Path
    url: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    config, db = sample_store(folder)
    with open_store(db) as store:
        write_site(folder, site_texts(store, config, DAY))
    with hosting(folder / "site", ("127.0.0.1", 0)) as port:
        yield Site(folder / "site", f"http://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Tab]:
    """What a test did not expect to be told, or to be asked for, is a fault."""
    with tab(chromium) as one:
        yield one
        assert one.stayed_at_home(), (one.complaints, one.asked)


def shown(page: Page) -> list[str]:
    return page.locator("table.targets tbody tr:visible th a").all_text_contents()


def test_filters_can_be_sent_and_undone(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url)
    everything = shown(page)
    assert len(everything) == 30
    page.select_option("select[name=status]", "behind")
    behind = shown(page)
    assert 0 < len(behind) < 30
    expect(page.locator(".found")).to_have_text(f"显示{len(behind)}项，共30项")
    page.select_option("select[name=theme]", "industry")
    assert set(shown(page)) < set(behind)
    assert urlsplit(page.url).fragment == "status=behind&theme=industry"
    sent = page.url
    page.go_back()
    assert shown(page) == behind
    page.goto("about:blank")
    page.goto(sent)
    assert set(shown(page)) < set(behind)
    assert page.input_value("select[name=theme]") == "industry"
    page.get_by_role("button", name="清除").click()
    assert shown(page) == everything
    page.fill("input[name=q]", "温榆河 ２期")
    assert shown(page) == []
    page.fill("input[name=q]", "温榆河 二期")
    assert shown(page) == ["温榆河公园昌平二期年内开放"]
    page.fill("input[name=q]", "")
    page.select_option("select[name=owner]", index=1)
    assert 0 < len(shown(page)) < 30


def test_columns_are_sorted_both_ways(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url)
    order = shown(page)
    page.get_by_role("button", name="期限").click()
    column = "table.targets tbody tr td:nth-of-type(4)"
    days = [re.sub(r"\D+$|^\D+", "", one) for one in page.locator(column).all_text_contents()]
    known = [one for one in days if one]
    assert known == sorted(known) and days == known + [""] * (len(days) - len(known))
    head = page.locator("th[data-sort=due]")
    assert head.get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="期限").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator(column).first.text_content() == "期限2030-12-31"
    assert urlsplit(page.url).fragment == "sort=-due"
    page.get_by_role("button", name="状态").click()
    assert page.locator("table.targets tbody .status").first.text_content() == "已完成"
    page.go_back()
    page.go_back()
    page.go_back()
    assert shown(page) == order


def test_the_counts_are_filters(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url)
    count = page.locator(".counts .s-achieved")
    number = int(count.locator("b").text_content() or "")
    count.click()
    assert len(shown(page)) == number
    page.goto(site.url + "#status=behind,overdue,missed")
    assert {one.strip() for one in page.locator("table.targets tr:visible .status").all_text_contents()} == {"欠进度"}


def test_what_a_flag_does_not_name_is_a_click_away(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url)
    line = page.locator(".panels li", has_text="只有一个来源")
    assert line.locator("a:not(.more)").count() == 5
    left = int(re.sub(r"\D", "", line.locator("a.more").text_content() or ""))
    line.locator("a.more").click()
    assert len(shown(page)) == 5 + left < 30
    assert page.input_value("select[name=flag]") == "single_source"
    page.select_option("select[name=flag]", "")
    assert len(shown(page)) == 30


def test_a_quote_leads_to_its_sentence_on_the_page(chromium: Browser, site: Site) -> None:
    """The pages of the sample are on a server of the loopback interface, which answers for their hosts."""
    with serving(saved_pages(sample_site())) as pages, tab(chromium) as desk:
        page = desk.page

        def answer(route: object) -> None:
            parts = urlsplit(route.request.url)  # type: ignore[attr-defined]
            port = pages.port if parts.hostname != "127.0.0.1" else parts.port
            headers = {**route.request.headers, "host": parts.netloc}  # type: ignore[attr-defined]
            url = parts._replace(netloc=f"127.0.0.1:{port}", scheme="http").geturl()
            route.fulfill(response=route.fetch(url=url, headers=headers))  # type: ignore[attr-defined]

        page.context.route("**/*", answer)
        page.goto(site.url + "index.html#q=第二轮回天")
        page.locator("table.targets tbody tr:visible a").first.click()
        expect(page.locator("h1")).to_have_text("第二轮回天行动计划累计投用200个项目")
        quote = page.locator("article.quote.decides")
        sentence = quote.locator("blockquote").text_content() or ""
        link = quote.locator(".origin a")
        assert ":~:text=" in (link.get_attribute("href") or "")
        link.click()
        assert urlsplit(page.url).hostname != "127.0.0.1"
        assert sentence.strip() in (page.text_content("body") or "")
        assert any(urlsplit(url).hostname == urlsplit(page.url).hostname for url, _ in pages.requests)
        assert page.evaluate("document.referrer") == ""


def test_the_language_switch_keeps_the_page_and_the_filters(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url + "#status=achieved&sort=-last")
    number = len(shown(page))
    page.get_by_role("link", name="English").click()
    assert urlsplit(page.url).path == "/en/index.html"
    assert page.locator("html").get_attribute("lang") == "en"
    assert len(shown(page)) == number
    assert page.locator("table.targets tr:visible small[lang=zh-CN]").count() > 0
    page.goto(site.url + "en/targets/huitian-round2.html")
    page.get_by_role("link", name="中文").click()
    assert urlsplit(page.url).path == "/targets/huitian-round2.html"


def test_a_mark_of_a_chart_shows_its_sentence(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url + "targets/huitian-round2.html")
    told = page.locator(".told")
    expect(told).to_contain_text("Tab")
    page.locator(".point .reach").first.hover()
    expect(told).to_contain_text("176个")
    page.locator(".point").nth(1).focus()
    expect(told).to_contain_text("181个")
    page.keyboard.press("Enter")
    assert page.locator("article.quote:target").count() == 1
    expect(page.locator("article.quote:target blockquote")).to_contain_text("181个")


def test_all_can_be_done_by_keyboard(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    press_until(page, "document.activeElement.name === 'q'")
    page.keyboard.type("铁人")
    assert shown(page) == ["办好昌平铁人三项赛"]
    press_until(page, "document.activeElement.closest('th[data-sort=due]')")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").count() == 1
    press_until(page, "document.activeElement.closest('tbody')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("办好昌平铁人三项赛")
    press_until(page, "document.activeElement.closest('.mark')")
    expect(page.locator(".told")).to_contain_text("2025")
    press_until(page, "document.activeElement.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").count() == 1


def press_until(page: Page, condition: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean({condition})"):
            return
    pytest.fail(f"Tab never leads to {condition}")


def test_everything_can_be_read_without_a_script(chromium: Browser, site: Site) -> None:
    with tab(chromium, java_script_enabled=False) as plain:
        page = plain.page
        page.goto(site.url)
        assert page.locator("table.targets tbody tr").count() == 30
        assert not page.locator("form.filters").is_visible()
        page.locator("table.targets tbody tr a").nth(1).click()
        assert page.locator("blockquote").count() > 0
        page.locator("summary").last.click()
        assert page.locator("details[open] article").first.is_visible()
        assert plain.stayed_at_home(), (plain.complaints, plain.asked)


def test_it_works_from_disk(desk: Tab, site: Site) -> None:
    page = desk.page
    page.goto((site.folder / "index.html").as_uri() + "#status=behind")
    assert 0 < len(shown(page)) < 30
    assert page.evaluate("getComputedStyle(document.querySelector('nav ul')).display") == "flex"
    page.locator("table.targets tr:visible a").first.click()
    expect(page.locator("article.quote").first).to_be_visible()
    page.locator(".point, .mark").first.focus()


@pytest.mark.parametrize(
    "kind", [*KINDS, *SOURCES, "en/index.html", "en/targets/east-town-mall.html", "en/history.html"]
)
def test_a_phone_and_paper_need_no_sideways_scrolling(chromium: Browser, site: Site, kind: str) -> None:
    path = kind if (site.folder / kind).exists() else first_source(site)
    for how, media in ((PHONE, "screen"), ({"viewport": {"width": 720, "height": 1000}}, "print")):
        with tab(chromium, **how) as one:
            one.page.emulate_media(media=media)  # type: ignore[arg-type]
            one.page.goto(site.url + path)
            wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, media)
            assert one.stayed_at_home(), (one.complaints, one.asked)


def first_source(site: Site) -> str:
    return "sources/" + min(path.name for path in (site.folder / "sources").iterdir())


def test_paper_has_the_addresses_and_no_controls(chromium: Browser, site: Site) -> None:
    with tab(chromium) as one:
        one.page.emulate_media(media="print")
        one.page.goto(site.url + "targets/huitian-round2.html")
        assert not one.page.locator("header nav").is_visible()
        after = one.page.evaluate("getComputedStyle(document.querySelector('.origin a'), '::after').content")
        assert "http" in after and ":~:" not in after
        assert one.stayed_at_home(), (one.complaints, one.asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, site: Site, scheme: str) -> None:
    """axe-core finds nothing serious on any kind of page, in both languages."""
    with tab(chromium, color_scheme=scheme) as one:
        ground = set()
        for kind in (*KINDS, "sources.html", first_source(site)):
            for language in ("", "en/"):
                one.page.goto(site.url + language + kind)
                one.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
                assert one.faults() == [], (kind, language)
                ground.add(one.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert one.stayed_at_home(), (one.complaints, one.asked)
        assert ground == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 23, 26)"}


def test_a_long_overview_filters_all_of_its_pages(desk: Tab, tmp_path: Path) -> None:
    config = make(tmp_path, 250, 250)
    with open_store(tmp_path / "tracker.db") as store:
        texts = site_texts(store, config, date(2026, 3, 31))
        write_site(tmp_path, (one for one in texts if one.path.count("/") == 1))
    page = desk.page
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert len(shown(page)) == 200
    assert not [url for url in desk.asked if url.endswith("rows.js")]
    page.fill("input[name=q]", "第249项")
    expect(page.locator(".found")).to_have_text("显示1项，共250项")
    assert shown(page) == ["滨江第249项工程按期完成"]
    assert not page.locator(".leaves").is_visible()


def test_hostile_texts_do_nothing(desk: Tab, tmp_path: Path) -> None:
    write_site(tmp_path, texts_of(world(HTML)))
    page = desk.page
    page.expose_function("canary", lambda: desk.complaints.append("canary"))
    for path in ("index.html#q=script&status=x", "changes.html", "history.html", "sources.html", "sources/gov.html"):
        page.goto((tmp_path / "site").as_uri() + "/" + path)
    for number in range(0, len(HTML), 8):
        page.goto((tmp_path / "site" / "targets" / f"t{number}.html").as_uri())
        for mark in page.locator(".point, .mark").all()[:2]:
            mark.hover(force=True)
    page.goto(
        (tmp_path / "site").as_uri()
        + "/index.html#"
        + "q=%3Cimg src=x onerror=canary()%3E&owner=__proto__&sort=constructor"
    )
    page.wait_for_timeout(100)
