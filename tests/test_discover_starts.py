"""What a source is asked first, for which targets it counts, and what a whole walk of a posted search asks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.config import parse_config
from tracker.discover import queries, starts
from tracker.discover.starts import query_of
from tracker.errors import FetchError
from tracker.fetch import Fetched, Policy, Validators
from tracker.model import Config, Page, Request, Source
from tracker.run.course import policy_of
from tracker.run.walk import Past, Tour, walk

SINCE = date(2025, 1, 17)
MOMENT = datetime(2025, 9, 1, tzinfo=UTC)
HEAD = """
version: 1
title: 重点任务
place: {name: 滨江区, aliases: [滨江]}
statement: {title: 发布会, date: 2025-01-17}
targets:
  - {id: growth, title: a, about: [医药健康|生物医药, 收入]}
  - {id: level, title: b, about: [医药健康, 收入|营收]}
  - {id: wetland, title: c, about: [滨江湿地, 二期]}
  - {id: round, title: d, about: [第三轮|三轮, 回迁房]}
  - {id: race, title: e, about: [越野, 滨江|江北, 挑战赛]}
sources:
"""


def config_of(source: str) -> Config:
    return parse_config(HEAD + f"  - {{id: s, name: s, tier: press, {source}}}\n", "t.yaml")


def asked(source: str) -> tuple[Request, ...]:
    config = config_of(source)
    return starts(config.sources[0], config, SINCE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (1, ["医药健康", "医药健康", "滨江湿地", "回迁房", "越野"]),
        (2, ["滨江 医药健康", "滨江 医药健康", "滨江湿地", "滨江 回迁房", "滨江 越野"]),
        (3, ["滨江 医药健康 收入", "滨江 医药健康 收入", "滨江湿地", "滨江 回迁房", "滨江 越野 挑战赛"]),
    ],
)
def test_words_of_a_query(words: int, expected: list[str]) -> None:
    config = config_of("feed: 'http://a.example/'")
    assert [query_of(target, config, words) for target in config.targets] == expected


def test_one_query_is_asked_once_and_counts_for_its_targets() -> None:
    config = config_of("search: 'http://s.example/?q={query}&from={since:%Y%m%d}', words: 1")
    first, *others = starts(config.sources[0], config, SINCE)
    assert first.url == "http://s.example/?q=%E5%8C%BB%E8%8D%AF%E5%81%A5%E5%BA%B7&from=20250117"
    assert len(others) == 3
    found = queries(config.sources[0], config, SINCE)
    assert list(found) == [one.key for one in (first, *others)]
    assert found[first.key] == {"growth", "level"}
    assert sorted(one for ids in found.values() for one in ids) == ["growth", "level", "race", "round", "wetland"]


def test_a_list_counts_for_all_targets() -> None:
    config = config_of("listing: 'http://a.example/l?p={page:0}&since={since}'")
    (only,) = starts(config.sources[0], config, SINCE)
    assert only.url == "http://a.example/l?p=0&since=2025-01-17"
    assert queries(config.sources[0], config, SINCE) == {only.key: {target.id for target in config.targets}}


def test_a_posted_search_has_its_words_in_the_form() -> None:
    form = "form: {qt: '{query}', page: '{page}', size: 20}"
    first = asked(f"search: 'http://s.example/q', {form}, headers: {{Referer: 'http://s.example/'}}")[0]
    assert first.url == "http://s.example/q"
    assert first.form == (("qt", "滨江 医药健康"), ("page", "1"), ("size", "20"))
    assert first.headers == (("Referer", "http://s.example/"),)


def test_a_walk_posts_page_after_page_until_nothing_is_new() -> None:
    met: list[Request] = []

    def fetch(request: Request, policy: Policy, validators: Validators | None) -> Fetched:
        met.append(request)
        number = int(dict(request.form)["page"])
        found = range(number * 10, number * 10 + 2) if number < 3 else ()
        items = [{"u": f"http://news.example/{n}.html", "t": "公园开放"} for n in found]
        if policy.delay_s != 9:
            raise FetchError("the pause of the source is not kept")
        body = json.dumps({"rows": items}).encode()
        page = Page(
            url=request.url,
            final_url=request.url,
            status=200,
            content_type="application/json",
            body=body,
            fetched=MOMENT,
            sha256="",
        )
        return Fetched(page=page, validators=Validators())

    config = config_of(
        "search: 'http://s.example/q', form: {qt: '{query}', page: '{page}'}, json: rows, delay: 9s, "
        "fields: {url: u, title: t}"
    )
    source: Source = config.sources[0]
    zone = ZoneInfo(config.timezone)
    policy = policy_of(source, Policy())
    tour = Tour(fetch=fetch, policy=policy, known=frozenset(), since=SINCE, zone=zone, pages_max=10)
    begun = starts(source, config, SINCE)
    steps = list(walk(source, begun[0], tour, Past()))
    assert [dict(one.form)["page"] for one in met] == ["1", "2", "3"]
    assert sum(len(step.links) for step in steps) == 4
    assert not any(step.trouble for step in steps)
    assert steps[-1].ended == "end"
