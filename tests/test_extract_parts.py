"""Parts of reading a page: days, titles, tables, lines, captions, errors and limits."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.errors import ExtractError
from tracker.extract import Selectors, extract
from tracker.extract.blocks import blocks
from tracker.extract.days import Known, day_in_address, days_in, parse_stamp
from tracker.extract.flow import Flow, flow
from tracker.extract.head import Head, read_head
from tracker.extract.lines import split_breaks
from tracker.extract.markup import cut
from tracker.extract.titles import cut_site, find_title
from tracker.model import Article, Page

LAST = date(2026, 4, 1)
TEXT = "石桥县图书馆新馆昨天上午对读者开放，首日接待读者三千二百人次，比预计多出近一半。"


def page(body: str | bytes, url: str = "https://www.site.example/a.html", content_type: str = "text/html") -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        content_type=content_type,
        body=body.encode() if isinstance(body, str) else body,
        fetched=datetime(2026, 4, 1, tzinfo=UTC),
        sha256="",
    )


def read(body: str, url: str = "https://www.site.example/a.html") -> Article:
    return extract(page(body, url))


def laid_out(source: str) -> tuple[Flow, Head]:
    markup = cut(source)
    page = flow(markup)
    return page, read_head(page.title, page.head, markup.scripts)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-08-19", date(2025, 8, 19)),
        ("2025-08-19 18:30:11", date(2025, 8, 19)),
        ("2025/8/9", date(2025, 8, 9)),
        ("2025-08-19T18:30:00Z", date(2025, 8, 20)),
        ("2025-08-19T23:30:00+08:00", date(2025, 8, 19)),
        ("2025-08-19T23:30:00-0500", date(2025, 8, 20)),
        ("20250819", date(2025, 8, 19)),
        ("20250819183000", date(2025, 8, 19)),
        ("1741489200", date(2025, 3, 9)),
        ("1741489200000", date(2025, 3, 9)),
        ("Sat, 08 Mar 2025 10:00:00", date(2025, 3, 8)),
        ("March 8, 2025", date(2025, 3, 8)),
        ("2025-02-30", None),
        ("今天", None),
    ],
)
def test_stamps(value: str, expected: date | None) -> None:
    assert parse_stamp(value) == expected


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("日期：2025-08-19 18:30", None, date(2025, 8, 19)),
        ("2025年8月9日　星期六　第02版", None, date(2025, 8, 9)),
        ("2025年08月19日08:30 来源：日报", None, date(2025, 8, 19)),
        ("2025-08-1909:30", None, date(2025, 8, 19)),
        ("２０２５年８月９日", None, date(2025, 8, 9)),
        ("二〇二五年十二月二十三日", None, date(2025, 12, 23)),
        ("二○二五年三月十日", None, date(2025, 3, 10)),
        ("202503/0916:43:01", None, date(2025, 3, 9)),
        ("02-10 06:33", date(2026, 2, 15), date(2026, 2, 10)),
        ("12-30 06:33", date(2026, 1, 15), date(2025, 12, 30)),
        ("02-10 06:33", None, date(2026, 2, 10)),
        ("09-10 06:33", None, date(2025, 9, 10)),
        ("发布时间：18-03-0823:16", None, date(2018, 3, 8)),
        ("投票比例 3-5 票", None, None),
        ("2027-01-01", None, None),
    ],
)
def test_days_in_lines(text: str, near: date | None, expected: date | None) -> None:
    found = days_in(text, Known(LAST, near, lambda: LAST))
    assert (found[0].day if found else None) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/xw/202508/t20250819_13702.html", date(2025, 8, 19)),
        ("http://a.example/html/2025-06/11/content_31077.htm", date(2025, 6, 11)),
        ("https://a.example/beijing/20250518/89007.shtml", date(2025, 5, 18)),
        ("https://a.example/2025/0518/89.shtml", date(2025, 5, 18)),
        ("https://a.example/news/202602/10/c_10561.html", date(2026, 2, 10)),
        ("https://a.example/local/2025-02/19/c_1125597921.htm", date(2025, 2, 19)),
        ("https://a.example/25/0907/09/EOFOC8MJ.html", date(2025, 9, 7)),
        ("https://a.example/omn/20250907/20250907A081B000.html", date(2025, 9, 7)),
        ("https://a.example/s/7c40de.html", None),
        ("https://a.example/story/5603/4909425", None),
        ("https://20250101.example/a.html", None),
    ],
)
def test_day_in_address(address: str, expected: date | None) -> None:
    assert day_in_address(address, LAST) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<h1>甲地修路</h1><div>来信时间：2025-03-01　答复时间：2025-03-09</div><p>{TEXT}</p>", date(2025, 3, 9)),
        (f"<h1>甲地修路</h1><div>2025-03-09 10:00</div><p>2025年1月2日，{TEXT}</p>", date(2025, 3, 9)),
        (f"<h1>甲地修路</h1><p>2025年1月2日，{TEXT}</p>", None),
        (f"<h1>甲地修路</h1><p>{TEXT}</p><div>发布时间：2025-03-09</div>", date(2025, 3, 9)),
        (
            f"<h1>甲地修路</h1><div>更新于2025年3月9日</div><p>{TEXT}</p><p>{TEXT}</p><ul><li>公开报道（2025-01-01）</li></ul>",
            date(2025, 3, 9),
        ),
        (
            f'<meta name="PubDate" content="2025-03-09"><h1>甲地修路</h1><div>2025-03-10</div><p>{TEXT}</p>',
            date(2025, 3, 9),
        ),
        (
            f'<meta name="lastmodified" content="2025-03-10"><h1>甲地修路</h1><div>2025-03-09</div><p>{TEXT}</p>',
            date(2025, 3, 9),
        ),
        (
            f'<meta name="PubDate" content="2027-03-10"><h1>甲地修路</h1><div>2025-03-09</div><p>{TEXT}</p>',
            date(2025, 3, 9),
        ),
        (f"<div>今天是2026年3月30日</div><h1>甲地修路</h1><div>2025-03-09</div><p>{TEXT}</p>", date(2025, 3, 9)),
    ],
)
def test_published(markup: str, expected: date | None) -> None:
    assert read(markup).published == expected


def test_the_address_decides_between_two_stated_days() -> None:
    markup = f'<meta name="PubDate" content="2025-11-02"><h1>甲地修路</h1><div>2025-03-09 08:00</div><p>{TEXT}</p>'
    assert read(markup, "https://a.example/xw/t20250309_1.html").published == date(2025, 3, 9)
    assert read(markup, "https://a.example/xw/1.html").published == date(2025, 11, 2)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("新馆开放_新闻中心_石桥县政府", "新馆开放"),
        ("新馆开放 - 石桥网", "新馆开放"),
        ("新馆开放 | 地方 | 石桥日報", "新馆开放"),
        ("速览｜新馆今天向读者开放", "速览｜新馆今天向读者开放"),
        ("1-10月投资平稳增长", "1-10月投资平稳增长"),
        ("石桥日报-老城节点渐次亮相", "老城节点渐次亮相"),
    ],
)
def test_site_is_cut_from_title(title: str, expected: str) -> None:
    assert cut_site(title) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<title>新馆今天开放_石桥网</title><h1>石桥网</h1><h2>新馆今天开放</h2>", "新馆今天开放"),
        ("<title>石桥网</title><h1>新馆今天开放</h1>", "新馆今天开放"),
        ('<title>石桥网</title><meta name="ArticleTitle" content="新馆今天开放"><h1>石桥网</h1>', "新馆今天开放"),
        (
            "<title>新馆今天开放，首日迎客三...</title><h1>新馆今天开放，首日迎客三千余人</h1>",
            "新馆今天开放，首日迎客三千余人",
        ),
        ("<title>周报-一周要闻</title><div>一周要闻</div>", "一周要闻"),
        ("<title>新馆今天开放-石桥网</title><div><a href='/'>石桥网</a></div>", "新馆今天开放"),
    ],
)
def test_titles(markup: str, expected: str) -> None:
    assert find_title(*laid_out(markup + f"<p>{TEXT}</p>"))[0] == expected


def test_inline_tags_do_not_break_a_sentence() -> None:
    (line,) = flow(
        cut("<p>石桥县<a href='/k'>图书馆</a>\n  新馆<strong>今天</strong>\n开放，<span>共 3 层</span>。</p>")
    ).lines
    assert line.text == "石桥县图书馆新馆今天开放，共 3 层。"
    assert line.link == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。\x00乙。", 2),
        ("甲，\x00乙。", 1),
        ("石桥县图书馆新馆昨天上午对读者开放首日接待读者三千二百人次比\x00预计多出近一半。", 1),
        ("石桥县图书馆新馆昨天上午对读者开放首日接待读者三千二百人次比\x00　　预计多出近一半。", 2),
        ("石桥县图书馆新馆昨天上午对读者开放首日接待读者三千二百人次比\x00二、预计多出近一半。", 2),
        ("一、综合\x00全年平稳。", 2),
    ],
)
def test_line_breaks(text: str, expected: int) -> None:
    assert len([line for line in split_breaks(text) if line.strip()]) == expected


def table_of(rows: str) -> list[object]:
    layout = flow(cut(f"<p>{TEXT}</p><table>{rows}</table>"))
    return [block.table for block in blocks(layout, tuple(range(len(layout.lines)))) if block.table]


def test_layout_calendar_and_fact_tables_hold_no_data() -> None:
    week = "".join(f"<td>{day}</td>" for day in range(1, 8))
    assert table_of(f"<tr><td>导航</td><td>{TEXT * 6}</td></tr><tr><td>页脚</td><td>甲</td></tr>") == []
    assert table_of(f"<tr>{week}</tr>" * 5) == []
    assert table_of("<tr><td>索引号</td><td>0001</td></tr><tr><td>发布机构</td><td>县政府</td></tr>") == []
    assert table_of("<tr><td><a>甲地新闻</a></td><td><a>乙地新闻</a></td></tr>" * 3) == []


def test_rows_keep_the_cells_of_the_page() -> None:
    (table,) = table_of(
        "<tr><th>地区</th><th>产值</th></tr><tr><td>甲</td><td>1.5</td></tr><tr><td>乙</td><td>—</td></tr>"
    )
    assert (table.header, table.rows) == ((("地区", "产值"),), (("甲", "1.5"), ("乙", "—")))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"", "text/html", "empty"),
        (b"  \n ", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "binary"),
        (b"\x89PNG\r\n\x1a\n", "", "binary"),
        (b"abc", "application/pdf", "binary"),
        (bytes(range(32)) * 40, "text/html", "binary"),
        (b'{"title": "a"}', "application/json", "no_text"),
        (b"<html><body><script>var a = 1;</script></body></html>", "text/html", "no_text"),
    ],
)
def test_pages_without_an_article_are_refused(body: bytes, content_type: str, code: str) -> None:
    with pytest.raises(ExtractError, match=f"{code}: "):
        extract(page(body, content_type=content_type))


def test_selectors_of_a_person_win() -> None:
    top = "<h1>甲</h1><div class=t>乙的标题</div><i class=d>2025年3月9日</i>"
    markup = f"{top}<div class=b><p>{TEXT}</p></div><p>{TEXT * 9}</p>"
    article = extract(page(markup), Selectors(title=".t", body=".b", date=".d"))
    assert (article.title, article.published, article.text) == ("乙的标题", date(2025, 3, 9), TEXT)
    with pytest.raises(ExtractError, match="selector: "):
        extract(page(markup), Selectors(title="..t"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="canonical" href="/b.html">', "https://www.site.example/b.html"),
        ('<meta property="og:url" content="https://www.site.example/c.html">', "https://www.site.example/c.html"),
        ('<link rel="canonical" href="/">', "https://www.site.example/a.html?id=1"),
    ],
)
def test_canonical_address(markup: str, expected: str) -> None:
    article = read(f"{markup}<p>{TEXT}</p>", "https://www.site.example/a.html?id=1&utm_source=x#top")
    assert article.canonical_url == expected


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + TEXT,
        "".join(f"<font size={size}>" for size in range(3000)) + f"<p>{TEXT}" * 3000,
        '<p title="' + "a<" * 300_000,
        "<meta " * 100_000,
        "<title>" + "_" * 200_000 + f"</title><p>{TEXT}",
        "<table>" + ("<tr>" + "<td rowspan=9999 colspan=99>1</td>" * 40 + "</tr>") * 300 + "</table>" + TEXT,
        '<script>"' + '\\"' * 200_000 + f"</script><p>{TEXT}",
        "<p>" + "来源：" * 60_000,
        "<script>" + "a=" * 300_000 + f"</script><p>{TEXT}",
    ],
    ids=["deep", "open-inline", "attribute", "metas", "title", "spans", "string", "labels", "script"],
)
def test_bombs_are_read_in_time(body: str) -> None:
    started = time.process_time()
    try:
        extract(page(body))
    except ExtractError as error:
        assert "no_text" in str(error)
    assert time.process_time() - started < 2.0


def test_broken_pages_give_an_article_or_an_extract_error() -> None:
    """2,000 pages cut, doubled, stirred and spliced."""
    chance = random.Random(20250309)
    samples = [path.read_bytes() for path in sorted((Path(__file__).parent / "pages").glob("*.html"))]
    for _ in range(2000):
        body = bytearray(chance.choice(samples))
        at, other = sorted((chance.randrange(len(body)), chance.randrange(len(body))))
        change = chance.randrange(5)
        if change == 0:
            del body[at:]
        elif change == 1:
            body += body[at:]
        elif change == 2:
            body[at:at] = chance.randbytes(60)
        elif change == 3:
            del body[at:other]
        else:
            for _ in range(30):
                body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            article = extract(page(bytes(body)))
        except ExtractError:
            continue
        assert article.text.strip()
