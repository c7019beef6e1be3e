"""A site with a list, a feed and a sitemap goes out, whose answers a test may change between two runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from loopback import Reply

FIRST = datetime(2025, 9, 1, 4, tzinfo=UTC)
KNOWN = 10  # articles at the first visit
A_VISIT = 2  # new ones at each of the later
EVERY_H = 25  # between two visits: robots.txt is asked for again after a day
XML = "application/xml; charset=utf-8"
KINDS = {"list": "/news/list.html", "feed": "/feed.xml", "map": "/sitemap.xml"}
TARGETS = """
version: 1
title: 滨江区重点任务
place: {{name: 滨江区, aliases: [滨江]}}
statement: {{title: 发布会, date: 2025-01-17}}
targets:
  - {{id: wetland, title: 滨江湿地公园二期开放, stage: opened, due: 2025-12-31, about: [湿地公园, 二期]}}
sources:
  - {{id: {kind}, name: 滨江新闻, tier: official, {key}: 'http://news.example{path}'}}
"""

Answer = Reply | Callable[[dict[str, str]], Reply]
Change = Callable[["Site"], Mapping[str, Answer]]


def targets_of(kind: str) -> str:
    key = {"list": "listing", "feed": "feed", "map": "sitemap"}[kind]
    return TARGETS.format(kind=kind, key=key, path=KINDS[kind])


@dataclass(slots=True)
class Site:
    """visit: how many runs it has seen. change: answers that stand in for the usual ones, made anew at each visit."""

    visit: int = 0
    change: Change | None = None
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return FIRST + timedelta(hours=EVERY_H * self.visit)

    @property
    def numbers(self) -> range:
        """Numbers of the articles on the list, the newest first."""
        newest = KNOWN + A_VISIT * self.visit
        return range(newest, newest - KNOWN, -1)

    def day(self, number: int) -> date:
        return (FIRST + timedelta(hours=EVERY_H / A_VISIT * (number - KNOWN))).date()

    def publish(self) -> None:
        """Bring the answers up to the present visit."""
        fixed = {
            "/robots.txt": Reply(body=b"User-agent: *\nAllow: /\n", content_type="text/plain"),
            KINDS["list"]: Reply(body=page_of_rows(rows(self))),
            KINDS["feed"]: Reply(body=feed(self, self.numbers), content_type=XML),
            KINDS["map"]: Reply(body=sitemap(self, self.numbers), content_type=XML),
        }
        articles = {path(number): Reply(body=article(number, self.day(number))) for number in self.numbers}
        self.answers.clear()
        self.answers.update({**fixed, **articles})
        if self.change:
            self.answers.update(self.change(self))


def path(number: int) -> str:
    return f"/news/2025/t{1000 + number}.html"


def title(number: int) -> str:
    return f"滨江区第{number}号重点工程取得新的进展"


def article(number: int, day: date | str, *, text: str = "", head: str = "") -> bytes:
    text = text or (
        f"<p>滨江区第{number}号工程本周完成了主体验收，正在做收尾，市民不久可以从北门入园。</p>"
        "<p>据介绍，工程周边的道路今后分批恢复，附近居民的出行将更加方便，施工单位每天清扫两次。</p>"
    )
    line = f"<p>{day} 10:00　来源：滨江日报</p>" if day else ""
    return (
        f"<html><head><title>{head or title(number)}</title></head><body><div>{navigation()}</div>"
        f"<h1>{head or title(number)}</h1>{line}<div class='content'>{text}</div></body></html>"
    ).encode()


def navigation() -> str:
    names = ("首页", "要闻", "公告", "互动", "服务", "数据")
    return "".join(f"<a href='/{at}/'>{name}</a>" for at, name in enumerate(names))


def rows(site: Site, numbers: range | None = None) -> str:
    numbers = site.numbers if numbers is None else numbers
    return "".join(
        f"<li><a href='{path(number)}'>{title(number)}</a><span>{site.day(number)}</span></li>" for number in numbers
    )


def page_of_rows(inside: str, more: str = "") -> bytes:
    return (
        f"<html><head><title>要闻_滨江新闻</title></head><body><div>{navigation()}</div><ul>{inside}</ul>{more}"
        "<p>主办：滨江新闻社</p></body></html>"
    ).encode()


def feed(site: Site, numbers: range) -> bytes:
    entries = "".join(
        f"<item><title>{title(number)}</title><link>http://news.example{path(number)}</link>"
        f"<pubDate>{site.day(number):%a, %d %b %Y} 02:00:00 GMT</pubDate></item>"
        for number in numbers
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>滨江</title>{entries}</channel></rss>".encode()


def sitemap(site: Site, numbers: range) -> bytes:
    entries = "".join(
        f"<url><loc>http://news.example{path(number)}</loc><lastmod>{site.day(number)}</lastmod></url>"
        for number in numbers
    )
    return (
        f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()
    )


def fresh(site: Site) -> Iterator[int]:
    """Numbers of the articles that are new since all was well; the tests break a site at visit 3."""
    return (number for number in site.numbers if number > KNOWN + A_VISIT * 2)
