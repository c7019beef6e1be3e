"""targets.yaml files come in; what they mean, and where they are wrong, is compared with what a person would say."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.config import load_config, parse_config
from tracker.errors import ConfigError
from tracker.model import Config, Target

SHIPPED = Path(__file__).parent.parent / "targets.yaml"

HEAD = """\
version: 1
title: 某区重点任务
place: {name: 某区}
statement: {title: 工作报告, date: 2025-01-10}
sources: []
"""


def load(targets: str, head: str = HEAD) -> Config:
    return parse_config(head + "targets:\n" + targets, "t.yaml")


def one(keys: str) -> Target:
    lines = "".join(f"    {line}\n" for line in keys.splitlines())
    return load("  - id: x\n" + lines).targets[0]


def refused(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "t.yaml")
    return caught.value


def test_a_growth_goal() -> None:
    target = one("title: 产业收入增长6%\nat_least: 6%\nover: 2025\nabout: [产业, 收入|营收]\nmeasure: 产业收入")
    assert target.kind == "quantity"
    assert target.goal is not None
    assert (target.goal.value, target.goal.unit, target.goal.comparator) == (Decimal(6), "%", ">=")
    assert (target.goal.basis, target.goal.over) == ("yoy", (date(2025, 1, 1), date(2025, 12, 31)))
    assert target.due == date(2025, 12, 31)
    assert target.derived == ("due",)
    assert target.about == (("产业",), ("收入", "营收"))


@pytest.mark.parametrize(
    ("keys", "basis"),
    [
        ("title: 收入增长6%\nat_least: 6%\nover: 2025", "yoy"),
        ("title: {zh: 收入, en: Revenue grows}\nat_least: 6%\nover: 2025-01-01/2025-06-30", "yoy"),
        ("title: 收入\nquote: 收入增速不低于6%\nat_least: 6%\nover: 2025", "yoy"),
        ("title: 单位能耗下降3%\nat_most: -3%\nover: 2025", "yoy"),
        ("title: 优良天数比例\nat_least: 75%\nover: 2025", "level"),
        ("title: 收入增长到1800亿元\nat_least: 1800亿元\nover: 2030", "level"),
        ("title: 上半年投资\nat_least: 100亿元\nover: 2025-01-01/2025-06-30", "cumulative"),
        ("title: 新增学位\nat_least: 2000个\ndue: 2025-12-31", "cumulative"),
    ],
)
def test_the_basis_follows_from_unit_wording_and_period(keys: str, basis: str) -> None:
    goal = one(keys).goal
    assert goal is not None and goal.basis == basis


def test_milestone_and_commitment() -> None:
    milestone = one("title: 公园开放\nstage: opened\ndue: 2025-06-30\nparts: [一期, [二期, 北园]]")
    assert (milestone.kind, milestone.stage, milestone.due) == ("milestone", "opened", date(2025, 6, 30))
    assert milestone.parts == (("一期",), ("二期", "北园"))
    commitment = one("title: 提升城市品质")
    assert (commitment.kind, commitment.goal, commitment.due) == ("commitment", None, None)


@pytest.mark.parametrize(
    ("amount", "value", "unit"),
    [("200", "200", "个"), ("200个", "200", "个"), ("1800亿元", "1800", "亿元"), ("500万平方米", "500", "万平方米")],
)
def test_amounts_are_read_as_people_write_them(amount: str, value: str, unit: str) -> None:
    goal = one(f"title: 目标\nat_least: {amount}\ndue: 2025-12-31").goal
    assert goal is not None and (goal.value, goal.unit) == (Decimal(value), unit)


def test_a_baseline_is_brought_to_the_unit_of_the_goal() -> None:
    goal = one("title: 面积\nat_least: 500万平方米\nbaseline: 1200000平方米\ndue: 2025-12-31").goal
    assert goal is not None and goal.baseline == Decimal(120)
    bare = one("title: 项目\nat_least: 200\nbaseline: 172\ndue: 2025-12-31").goal
    assert bare is not None and bare.baseline == Decimal(172)


def test_one_title_stands_for_both_languages() -> None:
    assert (one("title: 公园").title_en, one("title: {en: Park}\nabout: [公园]").title_zh) == ("公园", "Park")


def test_scalars_stay_what_a_person_meant() -> None:
    target = one("title: no\nabout: [0123, 12:30, yes, 1.50]\nowner: 2025-01-17\nquote: 1e3")
    assert (target.title_zh, target.owner, target.quote) == ("no", "2025-01-17", "1e3")
    assert target.about == (("0123",), ("12:30",), ("yes",), ("1.50",))


def test_defaults_of_the_file() -> None:
    config = load("  - {id: x, title: 公园}\n")
    assert (config.language, config.timezone, config.sources, config.publishers) == ("zh", "Asia/Shanghai", (), ())
    assert config.targets[0].statement == config.statements[0].id


@pytest.mark.parametrize(
    "url", ["https://example.org/goals", "https://example.org/goals/", "https://example.org/goals//"]
)
def test_the_site_is_a_folder(url: str) -> None:
    assert load("  - {id: x, title: 公园}\n").site_url == ""
    assert load("  - {id: x, title: 公园}\n", HEAD + f"site: {{url: {url}}}\n").site_url == "https://example.org/goals/"


def test_sources_and_publishers() -> None:
    head = HEAD.replace(
        "sources: []",
        """\
sources:
  - {id: a, name: 甲, tier: press, feed: "https://a.example/rss", every: 30m, allow_private: yes, title: h1}
  - {id: b, name: 乙, tier: portal, search: "https://b.example/s?q={query}", cron: "0 */2 * * mon-fri", confirmed: true}
  - {id: c, name: 丙, tier: community, listing: "http://127.0.0.1:8080/"}
publishers: [{host: "*.Gov.cn", name: 政府, tier: official}]""",
    )
    first, second, third = load("  - {id: x, title: 公园}\n", head).sources
    assert (first.kind, first.address) == ("feed", "https://a.example/rss")
    assert (first.every, first.allow_private) == ("30m", True)
    assert (first.title, second.cron, second.every, second.confirmed) == ("h1", "0 */2 * * mon-fri", "", True)
    assert (third.kind, third.every) == ("listing", "6h")
    assert load("  - {id: x, title: 公园}\n", head).publishers[0].host == "*.gov.cn"


def test_how_a_source_is_asked() -> None:
    keys = """search: "https://b.example/s", form: {q: "{query}", from: "{since:%Y-%m}", empty: "", n: 20}, words: 1,
     headers: {Referer: "https://b.example/"}, json: data.list, fields: {url: "https://b.example/{id}", date: at},
     pages: 3, delay: 2m"""
    head = HEAD.replace("sources: []", f"sources:\n  - {{id: a, name: 甲, tier: press, {keys}}}")
    source = load("  - {id: x, title: 公园}\n", head).sources[0]
    assert source.form == (("q", "{query}"), ("from", "{since:%Y-%m}"), ("empty", ""), ("n", "20"))
    assert (source.headers, source.json) == ((("Referer", "https://b.example/"),), "data.list")
    assert source.fields == (("url", "https://b.example/{id}"), ("date", "at"))
    assert (source.words, source.pages, source.delay_s) == (1, 3, 120)


def test_several_statements_are_named_by_their_targets() -> None:
    head = HEAD.replace(
        "statement: {title: 工作报告, date: 2025-01-10}",
        "statements: [{id: y24, title: 甲, date: 2024-01-10}, {id: y25, title: 乙, date: 2025-01-10}]",
    )
    assert load("  - {id: x, title: 公园, statement: y25}\n", head).targets[0].statement == "y25"
    error = refused(head + "targets:\n  - {id: x, title: 公园, statement: y26}\n  - {id: z, title: 公园}\n")
    assert "did you mean `y25`?" in str(error) or "did you mean `y24`?" in str(error)
    assert "`statement` is missing" in str(error)


GOOD = HEAD + "targets:\n  - id: x\n    title: 公园\n"

SOURCE = "sources: [{id: a, name: b, tier: press"

# what is written, where it is wrong, what the message says
WRONG = [
    ("", "1:1", "empty"),
    (GOOD + "site: {url: example.org}\n", "9:13", "not a web address"),
    (GOOD + "site: {url: 'https://example.org/?page=goals'}\n", "9:13", "no folder"),
    (GOOD + "site: {}\n", "9:7", "`url` is missing"),
    (GOOD + "    titel: 公园\n", "9:5", "did you mean `title`?"),
    (GOOD + "    title: 公园\n", "9:5", "second time"),
    (GOOD + "    owner:\n", "9:11", "no value"),
    (GOOD + "    owner: [a]\n", "9:12", "a list where one value is expected"),
    (GOOD + "    about: 公园\n", "9:12", "where a list is expected"),
    (GOOD + "    about: []\n", "9:12", "empty list"),
    (GOOD + "    about: [a||b]\n", "9:13", "empty alternative"),
    (GOOD + "    about: [a|]\n", "9:13", "empty alternative"),
    (GOOD + "    stage: open\n    due: 2025-12-31\n", "9:12", "did you mean `opened`?"),
    (GOOD + "    stage: opened\n", "7:5", "without a day"),
    (GOOD + "    stage: opened\n    due: 2025-02-30\n", "10:10", "does not exist"),
    (GOOD + "    stage: opened\n    due: 31.12.2025\n", "10:10", "2025-12-31"),
    (GOOD + "    at_least: 6%\n    stage: opened\n    due: 2025-12-31\n", "10:12", "`at_least` and `stage`"),
    (GOOD + "    at_least: viel\n    due: 2025-12-31\n", "9:15", "not an amount"),
    (GOOD + "    at_least: 6%\n    baseline: 3个\n    due: 2025-12-31\n", "10:15", "cannot be compared"),
    (GOOD + "    baseline: 3个\n", "9:15", "without a number"),
    (GOOD + "    at_least: 6%\n    over: 2025-07-01/2025-01-01\n", "10:11", "ends before it starts"),
    (GOOD + "    at_least: 6%\n    over: 今年\n", "10:11", "not a period"),
    (GOOD + "  - {id: x, title: 公园}\n", "9:10", "`x` a second time"),
    (GOOD + "  - {id: Big One, title: 公园}\n", "9:10", "right form"),
    (GOOD + "  - *x\n", "9:5", "alias"),
    (GOOD + "  - &x {id: y, title: 公园}\n", "9:5", "anchor"),
    (GOOD + "  - {id: !!str y, title: 公园}\n", "9:10", "tag"),
    (GOOD + "  - {<<: {id: y}, title: 公园}\n", "9:6", "merge key"),
    (GOOD + "  - {id: y, title: 公园\n", "10:1", "not YAML"),
    (GOOD + "---\na: 1\n", "1:1", "more than one document"),
    (GOOD.replace("version: 1", "version: 2"), "1:10", "allowed: 1"),
    (GOOD.replace("sources: []", "sources: [{id: a, name: b, tier: pres, feed: 'https://a.b'}]"), "5:34", "`press`"),
    (GOOD.replace("sources: []", SOURCE + "}]"), "5:11", "feed, sitemap, listing, search"),
    (GOOD.replace("sources: []", SOURCE + ", feed: ftp://a}]"), "5:47", "not a web address"),
    (GOOD.replace("sources: []", SOURCE + ", search: 'http://a'}]"), "5:49", "{query}"),
    (GOOD.replace("sources: []", "publishers: [{host: 'http://a', name: b, tier: press}]"), "5:21", "not a host"),
    *(
        (GOOD.replace("sources: []", f"{SOURCE}, {keys}}}]"), f"5:{column}", says)
        for keys, column, says in (
            ("feed: 'http://a/', form: {q: x}", 66, "`form` with a feed"),
            ("sitemap: 'http://a/', json: a.b", 69, "`json` with a sitemap"),
            ("feed: 'http://a/', link: a", 66, "`link` with a feed"),
            ("listing: 'http://a/', words: 2", 70, "`words` with a listing"),
            ("listing: 'http://a/', fields: {url: a}", 71, "`fields` without `json`"),
            ("listing: 'http://a/', json: a, fields: {title: a}", 80, "`url` is missing"),
            ("listing: 'http://a/', json: a, link: a", 78, "exclude each other"),
            ("listing: 'http://a/', json: a..b", 69, "not a path"),
            ("listing: 'http://a/', link: 'a['", 69, "not a CSS selector"),
            ("listing: 'http://a/', pages: 0", 70, "allowed: 1 to 1000"),
            ("listing: 'http://a/', delay: 2h", 70, "not a pause"),
            ("listing: 'http://a/', headers: {Host: b}", 73, "`Host` cannot be set"),
            ("listing: 'http://a/', headers: {Cookie: b}", 73, "`Cookie` cannot be set"),
            ("listing: 'http://a/', headers: {'a b': c}", 73, "not the name of a header"),
            ("listing: 'http://a/', headers: {X-A: \"b\\nc\"}", 78, "not a value for a header"),
            ("listing: 'http://a/?q={query}'", 50, "{query} has no meaning here"),
            ("listing: 'http://a/?q={pag}'", 50, "did you mean {page}?"),
            ("listing: 'http://a/?q={offset}'", 50, "is not of the right form"),
            ("listing: 'http://a/?q={since:%H}'", 50, "is not of the right form"),
            ("listing: 'http://a/?p={page}&o={offset:9}'", 50, "more than one counter"),
            ("listing: 'http://a/?q={'", 50, "without its partner"),
            ("listing: 'http://{since}.a/'", 50, "not a web address"),
            ("search: 'http://a/', form: {q: '{querry}'}", 68, "did you mean {query}?"),
            ("search: 'http://a/', form: []", 68, "where names with values are expected"),
        )
    ),
    (GOOD.replace("sources: []", "timezone: Asia/Shanghay"), "5:11", "did you mean `Asia/Shanghai`?"),
    (GOOD.replace("sources: []", "language: cn"), "5:11", "allowed: zh, en"),
    (GOOD.replace("statement:", "statements: []\nstatement:"), "1:1", "either `statement` or `statements`"),
    (GOOD.replace("place: {name: 某区}\n", ""), "1:1", "`place` is missing"),
]


@pytest.mark.parametrize(("text", "place", "says"), WRONG, ids=[f"{place} {says}" for _, place, says in WRONG])
def test_an_error_says_where_and_what(text: str, place: str, says: str) -> None:
    error = refused(text)
    assert error.where == f"t.yaml:{place}"
    assert says in str(error)
    assert error.exit_code == 2


def test_all_errors_are_told_at_once_up_to_twenty() -> None:
    error = refused(GOOD + "    titel: a\n    onwer: b\n")
    assert str(error).count("t.yaml:") == 2
    many = refused(GOOD + "".join(f"    key{n}: a\n" for n in range(30)))
    assert "10 more" in str(many) and str(many).count("unknown key") == 20


@pytest.mark.parametrize("every", ["2", "h", "0h", "2 h 3", "1y"])
def test_wrong_intervals(every: str) -> None:
    source = f"sources: [{{id: a, name: b, tier: press, feed: 'https://a.example', every: {every}}}]"
    assert "right form" in str(refused(GOOD.replace("sources: []", source)))


@pytest.mark.parametrize(
    "cron", ["* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "*/0 * * * *", "5-1 * * * *", "a * * * *"]
)
def test_wrong_schedules(cron: str) -> None:
    source = f"sources: [{{id: a, name: b, tier: press, feed: 'https://a.example', cron: '{cron}'}}]"
    assert "not a schedule" in str(refused(GOOD.replace("sources: []", source)))


HOSTILE = {
    "deep": "[" * 100_000,
    "deep keys": "{a: " * 50_000,
    "deep blocks": "".join(" " * n + "- \n" for n in range(1000)),
    "bomb": "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
    "many": "a: [" + "1," * 400_000 + "]",
    "keys": "".join(f"? k{n}\n: v\n" for n in range(50_000)),
    "one line": "a: " + "x" * 900_000,
    "nul": "a: \0",
    "quotes": '"' * 900_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name: str) -> None:
    start = time.process_time()
    refused(HOSTILE[name])
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"a" * (1024 * 1024 + 1), "larger than 1 MiB"), ("标题: ".encode("gb18030"), "not UTF-8")],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=says):
        load_config(path)


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "no.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(path).targets[0].title_zh == "公园"


@given(st.text(max_size=200) | st.text("- :[]{}&*!|>'\"#%@,?\nab0\t", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_config_or_a_config_error(text: str) -> None:
    for whole in (text, GOOD + text):
        try:
            parse_config(whole, "t.yaml")
        except ConfigError as error:
            assert error.where.startswith("t.yaml:")


def test_the_shipped_file_survives_load_and_dump() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    dumped = yaml.safe_dump(yaml.safe_load(text), allow_unicode=True, sort_keys=False)
    assert parse_config(dumped, str(SHIPPED)) == load_config(SHIPPED)
