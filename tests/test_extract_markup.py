"""Markup as pages have it, broken and whole: cut into pieces, repaired, thinned out, and laid out as lines."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ExtractError
from tracker.extract import Selectors, extract
from tracker.extract.flow import flow
from tracker.extract.head import read_head
from tracker.extract.lines import tidy
from tracker.extract.markup import cut
from tracker.extract.thin import thin
from tracker.model import Article, Page

TEXT = "石桥县图书馆新馆昨天上午对读者开放，首日接待读者三千二百人次，比预计多出近一半。"


def read(markup: str, url: str = "https://www.site.example/a.html") -> Article:
    return extract(
        Page(
            url=url,
            final_url=url,
            status=200,
            content_type="text/html",
            body=markup.encode("utf-8", "surrogatepass"),
            fetched=datetime(2026, 4, 1, tzinfo=UTC),
            sha256="",
        )
    )


def lines_of(markup: str) -> list[str]:
    return [line.text for line in flow(cut(markup)).lines]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<P>甲<P CLASS=x>乙<BR>丙</P>", ["甲", "乙", "丙"]),
        ("<div\n class='x'\n>甲</div\n>乙", ["甲", "乙"]),
        ("<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<dl><dt>甲<dd>乙<dt>丙</dl>", ["甲", "乙", "丙"]),
        ("<h1>甲</h2><p>乙</p>", ["甲", "乙"]),
        ("甲</div></p></td>乙", ["甲", "乙"]),
        ('<p title="a>b">甲</p>', ["甲"]),
        ("<p data-x='<b>1</b>' class=\"y\">甲</p>乙", ["甲", "乙"]),
        ('<img alt="<i>图</i> > 外观"><p>甲</p>', ["甲"]),
        ("<p>PM2.5<35，且 3 < 5 > 2</p>乙", ["PM2.5<35，且 3 < 5 > 2", "乙"]),
        ("<p>见<正文>所述</p>", ["见<正文>所述"]),
        ("甲<!-- <p>乙</p> -->丙", ["甲丙"]),
        ("甲<!--[if IE]><p>乙</p><![endif]-->丙<![if !IE]>丁<![endif]>", ["甲丙丁"]),
        ("甲<script>var a = '<p>乙</p>'; if (a<b) {}</script>丙", ["甲丙"]),
        ("甲<SCRIPT>'<p>'</SCRIPT>丙<style>p > a {}</style>", ["甲丙"]),
        ("甲<script>var a = 1;", ["甲"]),
        ("甲<!-- 乙", ["甲"]),
        ("甲<p cl", ["甲"]),
        ("<p>甲<span style='display: none'>乙</span>丙<i hidden>丁</i></p>", ["甲丙"]),
        ("<div><p style=display:none>乙</div>丙", ["丙"]),
        ("<div><button>乙</div><p>丙</p>", ["丙"]),
        ("<noscript>乙</noscript><select><option>丙</select><p>丁</p>", ["丁"]),
        ("<title>甲</title><p>乙</p>", ["乙"]),
        ("<table><tr><td>甲<div>乙<td>丙</table>丁", ["甲", "乙", "丙", "丁"]),
        ("<table><tr><td>甲</div></td><td>乙</td></tr></table>", ["甲", "乙"]),
    ],
)
def test_lines_of_markup(markup: str, expected: list[str]) -> None:
    assert lines_of(markup) == expected


def test_what_an_open_link_or_bold_print_holds_ends_with_its_block() -> None:
    page = flow(cut("<div><a href='/x'><b>甲甲</div><p>乙乙</p><p><a name='top'>丙丙</p>"))
    assert [(line.link, line.bold) for line in page.lines] == [(2, True), (0, False), (0, False)]


def test_linked_items_of_a_list_are_one_line() -> None:
    item = "<li><a href='/'>栏目{}</a></li>"
    page = flow(cut(f"<ul>{item.format(1)}{item.format(2)}<li>文字</li>{item.format(3)}</ul><p>乙</p>"))
    assert [(line.text, line.items) for line in page.lines] == [
        ("栏目1 栏目2", 2),
        ("文字", 1),
        ("栏目3", 1),
        ("乙", 1),
    ]


def test_rows_and_cells_without_end_tags_form_a_table() -> None:
    (line,) = flow(cut("<table><tr><th>地区<th>产值<tr><td>甲<td>1.5<tr><td>乙<td>2.5</table>")).lines
    assert line.table is not None
    assert (line.table.header, line.table.rows) == ((("地区", "产值"),), (("甲", "1.5"), ("乙", "2.5")))


def test_the_head_is_read_from_the_tags() -> None:
    markup = cut(
        '<TITLE>甲 &amp; 乙</TITLE><META NAME="Author" content="a > b"><link rel=canonical href="/c.html">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "丙"}</script>'
    )
    page = flow(markup)
    head = read_head(page.title, page.head, markup.scripts)
    assert (head.title, head.meta("author"), head.canonical, head.linked("headline")) == (
        "甲 & 乙",
        "a > b",
        "/c.html",
        "丙",
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲\n  乙", "甲乙"),
        ("甲\r\n\r\n乙 丙", "甲乙 丙"),
        ("甲\nabc\n乙", "甲 abc 乙"),
        ("甲　\n乙", "甲 乙"),
        ("甲\u200b乙&nbsp;丙", "甲乙 丙"),
    ],
)
def test_white_space(source: str, expected: str) -> None:
    assert tidy(source) == expected


def test_menus_far_from_any_sentence_are_thinned_out() -> None:
    menu = ["ul>", *["li>", "a href='/'>栏目", "/a>", "/li>"] * 200, "/ul>"]
    text = [f"p>{TEXT}", "/p>"]
    pieces = [*menu, "h1>标题", "/h1>", "div>", "span>日期", *menu[:60], *text, *menu, *text]
    thinned = thin(pieces)
    assert len(thinned) < len(pieces) / 2
    assert thinned.count(text[0]) == 2
    assert "h1>标题" in thinned and "span>日期" in thinned


def test_long_data_without_sentences_or_links_stays() -> None:
    cells = ["td>12.5", "/td>"] * 400
    pieces = [f"p>{TEXT}", "/p>", "table>", *cells, "/table>", f"p>{TEXT}", "/p>"]
    assert thin(pieces) == pieces
    assert thin(cells) == cells


@pytest.mark.parametrize(
    "markup",
    [
        f'<script type="application/ld+json">{{"headline": "新馆今天开放 \\ud83d"}}</script><p>{TEXT}</p>',
        f'<title>新馆&#xD83D;开放</title><link rel=canonical href="/a&#xD83D;.html"><p>{TEXT}&#55357;</p>',
        f"<title>新馆</title><script>var a = '<p>{TEXT * 3}\\ud83d</p>';</script>",
        f"<table><tr><td>{TEXT}\x00</td></tr></table><p>{TEXT}\x00</p>",
    ],
)
def test_half_characters_never_leave(markup: str) -> None:
    article = read(markup)
    written = "\n".join([article.title, article.publisher, article.canonical_url, article.text])
    assert "\x00" not in written
    assert written.encode().decode() == written


def test_whole_pairs_of_halves_become_their_character() -> None:
    markup = f'<script type="application/ld+json">{{"headline": "新馆今天开放 \\ud83d\\ude00"}}</script><p>{TEXT}</p>'
    assert read(markup).title == "新馆今天开放 😀"


def test_selectors_that_are_all_empty_change_nothing() -> None:
    markup = f"<title>新馆开放_石桥网</title><h1>新馆开放</h1><p>{TEXT}</p>"
    page = Page(
        url="https://a.example/",
        final_url="https://a.example/",
        status=200,
        content_type="text/html",
        body=markup.encode(),
        fetched=datetime(2026, 4, 1, tzinfo=UTC),
        sha256="",
    )
    assert extract(page, Selectors()) == extract(page)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<img src=a><p>▲新馆的自习室</p>", "caption"),
        ("<p>▲新馆的自习室。王其 摄</p>", "caption"),
        ("<img src=a><p>▲新馆九日开放。</p><p>▲两条公交线路调整。</p>", "paragraph"),
        ("<p>▲新馆九日开放。</p>", "paragraph"),
    ],
)
def test_a_sign_is_a_caption_beside_a_picture_and_else_a_bullet(markup: str, expected: str) -> None:
    blocks = read(f"<h1>标题</h1><p>{TEXT}</p>{markup}<p>{TEXT}</p>").blocks
    assert next(block.kind for block in blocks if block.text.startswith("▲")) == expected


def test_news_told_in_captions_has_a_text() -> None:
    article = read(
        "<h1>新馆开放</h1><figure><img src=a><figcaption>新馆九日开放，首日迎客三千余人。</figcaption></figure>"
    )
    assert article.text == "新馆九日开放，首日迎客三千余人。"


@pytest.mark.parametrize(
    "frame",
    ["由 <b>槐树</b> » 2025-03-09 08:12", "<b>槐树</b> 发表于 2025-03-09 08:12", "来自手机 {}楼 2025-03-09 08:12"],
)
def test_threads_of_many_kinds_have_the_day_of_the_first_post(frame: str) -> None:
    post = "<div class=post><p>帖子: 120</p><p>{frame}</p><div>{text}</div></div>"
    posts = "".join(post.format(frame=frame.format(at), text=TEXT) for at in (1, 2, 3))
    article = read(f"<title>石桥社区 - 新馆开放了</title><h2>新馆开放了</h2>{posts}")
    assert article.forum
    assert str(article.published) == "2025-03-09"
    assert article.text.split("\n") == [TEXT] * 3


@pytest.mark.parametrize(
    "body",
    [
        "<" * 3_000_000,
        "<!--" * 200_000,
        "<a title='" * 150_000,
        '<p class="' * 150_000 + TEXT,
        "<script>" * 200_000,
        "<li>" * 200_000 + TEXT,
        "<div><td>" * 60_000 + "</div>" * 60_000,
        "<p hidden>" * 60_000,
        "<table><tr><td>" * 20_000,
        "<button><div>" * 30_000,
        f"<p>{TEXT}\n" * 20_000,
    ],
    ids=["less", "comments", "quotes", "double", "scripts", "items", "cells", "hidden", "tables", "buttons", "lines"],
)
def test_bombs_are_read_in_time(body: str) -> None:
    started = time.process_time()
    try:
        read(body)
    except ExtractError as error:
        assert "no_text" in str(error) or "too_long" in str(error)
    assert time.process_time() - started < 3.0


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<b>",
        "</b>",
    ]
)


@given(st.lists(_PIECES | st.sampled_from(["甲乙", "丙，", "丁。"]), max_size=40))
def test_no_word_is_lost_or_doubled_however_tags_are_mixed(parts: list[str]) -> None:
    page = flow(cut("".join(parts)))
    cells = [
        cell for line in page.lines if line.table for row in (*line.table.header, *line.table.rows) for cell in row
    ]
    seen = "".join([*(line.text for line in page.lines), *cells])
    said = "".join(part for part in parts if part[0] != "<")
    assert sorted(seen.replace(" ", "")) == sorted(said)
    assert all(0 <= node.start <= node.end <= len(page.lines) for node in page.nodes)
