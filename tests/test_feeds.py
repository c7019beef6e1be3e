"""A small district comes in; its feeds, calendar, status file and badges are read by programs that are not ours."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import ics
import pytest
import vobject
from hostile_world import DAY, DUE, World, world
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lxml import etree

from tracker.model import Reason
from tracker.pace import Forecast
from tracker.render import feeds
from tracker.render.feeds.badges import badge
from tracker.render.feeds.calendar import fold
from tracker.render.feeds.naming import feed_of_theme
from tracker.render.feeds.turned import ENTRIES_MAX

HERE = Path(__file__).parent
SITE = "https://goals.example/district/"
TITLES = ("公园开放", "累计投用200个项目；第二轮，回天行动计划", "骑行友好区", "Health & care < 6 %", "学校\\开工")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def built(one: World) -> dict[str, str]:
    documents = [*feeds.of_all(one.overview)]
    for dossier in one.dossiers:
        documents += feeds.of_target(one.config, DAY, dossier)
    assert len({document.path for document in documents}) == len(documents)
    return {document.path: document.text for document in documents}


def made(**more: Any) -> dict[str, str]:
    return built(world(TITLES, **more))


def changed(one: World, number: int, **more: Any) -> World:
    """With other things said of one standing."""
    dossiers = list(one.dossiers)
    dossiers[number] = replace(dossiers[number], standing=replace(dossiers[number].standing, **more))
    told = tuple(dossier.standing for dossier in dossiers)
    return replace(one, dossiers=tuple(dossiers), overview=replace(one.overview, standings=told))


# ---- feeds ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rules() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(HERE / "atom.rng"))


def broken_rules(feed: etree._Element) -> list[str]:
    """What RFC 4287 asks for and no grammar can say."""
    wrong = []
    entries = feed.findall("a:entry", ATOM)
    if feed.find("a:author", ATOM) is None and any(entry.find("a:author", ATOM) is None for entry in entries):
        wrong.append("4.1.1: no author")
    ids = [one.text for one in feed.iterfind(".//a:id", ATOM)]
    if len(set(ids)) < len(ids):
        wrong.append("4.1.1: an id twice")
    for one in (feed, *entries):
        links = [link.attrib for link in one.findall("a:link", ATOM)]
        alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        if len(set(alternates)) < len(alternates):
            wrong.append("4.1.1: two alternates of one kind")
        if not alternates and one.find("a:content", ATOM) is None and one is not feed:
            wrong.append("4.1.2: neither content nor alternate")
    return wrong


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_feeds_are_valid(rules: etree.RelaxNG, language: str, site_url: str) -> None:
    found = {path: text for path, text in made(language=language, site_url=site_url).items() if path.endswith(".xml")}
    assert len(found) == 1 + 2 * len(TITLES)
    for path, text in found.items():
        tree = etree.fromstring(text.encode())
        assert rules.validate(tree), (path, rules.error_log)
        assert broken_rules(tree) == []
        told = feedparser.parse(text)
        assert not told.bozo and told.version == "atom10" and told.entries


def test_a_wrong_feed_is_not_called_valid(rules: etree.RelaxNG) -> None:
    text = made()["site/feed.xml"]
    for old, new in (
        ("<updated>", "<updated>2025"),
        ("<id>", "<id> "),
        ("</author>", "</author><x/>"),
        (" href=", " h="),
    ):
        assert old in text and not rules.validate(etree.fromstring(text.replace(old, new).encode())), old


def test_an_entry_says_what_changed_why_and_by_whom() -> None:
    entries = feedparser.parse(made(site_url=SITE)["site/feed.xml"]).entries
    assert [one.title for one in entries][:2] == ["公园开放 暂无消息 → 欠进度", TITLES[1] + " 暂无消息 → 欠进度"]
    one = entries[1]
    assert "2026年4月30日" in one.content[0].value and "https://a.example/1" in one.content[0].value
    assert one.link == SITE + "targets/t1.html" and one.tags[0].term == TITLES[1]
    assert (one.published, one.updated) == ("2025-12-20T00:00:00+08:00", "2025-12-20T00:00:00+08:00")


def test_a_page_that_was_found_late_makes_a_new_entry_of_an_old_day() -> None:
    one = world(TITLES)
    standing = one.dossiers[2].standing
    row = replace(standing.deciding, first_seen=datetime(2026, 1, 9, 20, tzinfo=UTC))
    text = built(changed(one, 2, behind=(None, row)))["site/feed.xml"]
    first = feedparser.parse(text).entries[0]
    assert first.title.startswith("骑行友好区") and first.published.startswith("2025-12-20")
    assert first.updated == "2026-01-10T04:00:00+08:00" == feedparser.parse(text).feed.updated


def test_names_stay_when_texts_change_and_differ_from_site_to_site() -> None:
    def ids(one: World) -> list[str]:
        return [entry.id for entry in feedparser.parse(built(one)["site/feed.xml"]).entries]

    here = ids(world(TITLES, site_url=SITE))
    other = world(tuple(title + "！" for title in TITLES), site_url=SITE, language="en")
    assert here == ids(other) and len(set(here)) == len(TITLES)
    assert not set(here) & set(ids(world(TITLES, site_url=SITE + "x/")))
    assert ids(world(TITLES)) == ids(world(TITLES, url="https://other.example/")), "by the place, without a site"


def test_the_links_lead_into_the_site_from_wherever_a_feed_lies() -> None:
    for path, text in made().items():
        if path.endswith(".xml"):
            for one in etree.fromstring(text.encode()).iterfind(".//a:link[@rel='alternate']", ATOM):
                found = urljoin("https://x.example/" + path, one.get("href"))
                assert found.removeprefix("https://x.example/site/").split("/")[0] in ("index.html", "targets")


def test_a_feed_holds_the_newest_changes() -> None:
    one = world(TITLES)
    now = one.dossiers[0].standing.now
    days = [date(2025, 1, 1) + timedelta(number) for number in range(300)]
    turns = tuple(replace(now, as_of=day, value=Decimal(day.toordinal())) for day in days)
    told = feedparser.parse(built(changed(one, 0, turns=turns, behind=(None,) * 300))["site/feeds/targets/t0.xml"])
    assert len(told.entries) == ENTRIES_MAX
    assert [entry.published[:10] for entry in told.entries] == [str(day) for day in reversed(days)][:ENTRIES_MAX]


def test_a_sample_says_so() -> None:
    one = world(TITLES)
    sample = replace(one, overview=replace(one.overview, sample=True))
    assert "为测试而写" in feedparser.parse(built(sample)["site/feed.xml"]).feed.subtitle
    assert json.loads(built(sample)["site/status.json"])["sample"] is True
    assert "subtitle" not in feedparser.parse(built(one)["site/feed.xml"]).feed


def test_a_target_without_a_change_has_an_empty_feed(rules: etree.RelaxNG) -> None:
    one = world(TITLES)
    first = one.dossiers[0].standing.turns[:1]
    text = built(changed(one, 0, turns=first, behind=(None,)))["site/feeds/targets/t0.xml"]
    tree = etree.fromstring(text.encode())
    assert rules.validate(tree) and tree.find("a:entry", ATOM) is None
    assert tree.findtext("a:updated", namespaces=ATOM) == "2025-01-17T00:00:00+08:00"


@pytest.mark.parametrize(("theme", "name"), [("industry", "industry.xml"), ("city-2", "city-2.xml")])
def test_plain_themes_name_their_feed(theme: str, name: str) -> None:
    assert feed_of_theme(theme) == f"feeds/themes/{name}"


@given(st.text(min_size=1))
def test_no_theme_leads_out_of_its_folder(theme: str) -> None:
    folder, _, name = feed_of_theme(theme).rpartition("/")
    assert folder == "feeds/themes" and name.endswith(".xml") and name.isascii() and not name.startswith(".")


# ---- calendar -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_calendar_is_read_by_others(language: str, site_url: str) -> None:
    text = made(language=language, site_url=site_url)["site/calendar.ics"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and text.count("\n") == text.count("\r\n")
    told = Calendar.from_ical(text)
    assert [event.errors for event in told.walk()] == [[]] * len(told.walk())
    # the statement; due dates of two quantities and two milestones; announced dates of the milestones
    assert len(told.events) == 1 + 4 + 2
    assert len(list(vobject.readOne(text).vevent_list)) == len(ics.Calendar(text).events) == len(told.events)
    days = {str(event["SUMMARY"]): event.start for event in told.events}
    words = {"zh": ("期限：", "公布的日期："), "en": ("Due: ", "Announced date: ")}[language]
    assert days[words[0] + TITLES[1]] == DUE and days[words[1] + TITLES[4]] == date(2026, 4, 30)
    summaries = {event.summary.value for event in vobject.readOne(text).vevent_list}
    assert summaries == set(days) == {event.name for event in ics.Calendar(text).events}
    assert {str(event.get("URL", "")) for event in told.events[1:]} <= (
        {f"{SITE}targets/t{number}.html" for number in range(5)} if site_url else {""}
    )


def test_events_keep_their_names_and_change_only_when_their_target_does() -> None:
    one = world(TITLES)
    later = replace(one.overview, as_of=DAY + timedelta(3))
    text = built(one)["site/calendar.ics"]
    assert {document.path: document.text for document in feeds.of_all(later)}["site/calendar.ics"] == text
    uids = [str(event["UID"]) for event in Calendar.from_ical(text).events]
    assert len(set(uids)) == len(uids)


def summaries_when(status: str, why: str) -> list[str]:
    one = world(TITLES)
    now = one.dossiers[1].standing.now
    other = changed(one, 1, now=replace(now, status=status, why=replace(now.why, code=why)))
    events = Calendar.from_ical(built(other)["site/calendar.ics"]).events
    return [str(event["SUMMARY"]).partition("：")[0] for event in events if TITLES[1] in str(event["SUMMARY"])]


def test_what_is_decided_has_no_dates_any_more() -> None:
    assert summaries_when("on_track", "announced") == ["期限", "公布的日期"]
    assert summaries_when("missed", "announced_late") == ["公布的日期"], "it may still come"
    assert summaries_when("achieved", "reached") == summaries_when("cancelled", "cancelled") == []
    assert summaries_when("in_progress", "activity") == ["期限"], "a day of a part is none of the whole"


def test_a_share_of_the_time_is_no_day() -> None:
    one = world(TITLES)
    now = one.dossiers[0].standing.now
    why = Reason(code="count_pace", facts=(("value", "193"), ("unit", "个"), ("goal", "200个"), ("expected", "97")))
    assert built(changed(one, 0, now=replace(now, why=why))) and summaries_when("behind", "count_pace") == ["期限"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_a_folded_line_is_the_line(text: str) -> None:
    folded = fold(text)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


# ---- status.json ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("site_url", ["", SITE])
def test_the_status_file_fits_its_schema(language: str, site_url: str) -> None:
    found = made(language=language, site_url=site_url)
    schema = json.loads(found["site/status.schema.json"])
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    told = json.loads(found["site/status.json"])
    assert list(checker.iter_errors(told)) == []
    for wrong in ({"as_of": "20.12.2025"}, {"schema_version": 2}, {"counts": {"behind": "4"}}, {"targets": [{}]}):
        assert list(checker.iter_errors(told | wrong)), wrong


def test_the_status_file_says_how_the_targets_stand() -> None:
    ahead = Forecast(method="line", due=DUE, days_left=11, expected=Decimal(586) / 3, outlook="likely", points=2)
    told = json.loads(built(changed(world(TITLES, site_url=SITE), 0, forecast=ahead))["site/status.json"])
    assert (told["as_of"], told["since"], told["total"]) == ("2025-12-20", "2025-12-13", 5)
    assert told["counts"] == {"in_progress": 1, "behind": 4} and told["sample"] is False
    count, park = told["targets"][:2]
    assert (count["value"], count["goal"]["value"], count["progress"]) == (193, 200, 0.75)
    assert (park["status"], park["announced"], park["due"]) == ("behind", "2026-04-30", "2025-12-31")
    assert park["deciding"]["quote"] == TITLES[1] and park["deciding"]["sha256"] == "ab12" * 16
    assert [turn["status"] for turn in park["turns"]] == ["no_news", "behind"]
    assert count["forecast"]["expected"] == 195.3333 and count["forecast"]["outlook"] == "likely"
    assert park["page"] == SITE + "targets/t1.html" and park["flags"] == ["single_source", "stale"]


def test_where_nobody_watched_nothing_is_called_overdue() -> None:
    one = world(TITLES)
    now = replace(one.dossiers[1].standing.now, status="overdue", observed="none")
    told = json.loads(built(changed(one, 1, now=now))["site/status.json"])
    assert told["targets"][1]["status"] == "unobserved" and told["counts"]["unobserved"] == 1


# ---- badges ---------------------------------------------------------------------------------------------------------


def test_badges_have_room_for_their_texts_and_say_them_to_those_who_listen() -> None:
    narrow, wide = (etree.fromstring(badge(label, "已完成", "achieved").encode()) for label in ("ill", "公园开放"))
    assert int(narrow.get("width")) < int(wide.get("width"))
    for root in (narrow, wide):
        texts = root.findall(".//{*}text")
        boxes = root.findall("{*}rect")
        assert int(boxes[1].get("x")) == int(boxes[0].get("width"))
        assert int(root.get("width")) == sum(int(box.get("width")) for box in boxes)
        for text, box in zip(texts, boxes, strict=True):
            end = int(text.get("x")) + int(text.get("textLength"))
            assert int(box.get("x", "0")) < int(text.get("x")) and end < int(box.get("x", "0")) + int(box.get("width"))
    assert wide.findtext("{*}title") == "公园开放: 已完成" and wide.get("role") == "img"


def test_there_is_a_badge_for_each_target_and_one_for_all() -> None:
    found = made()
    assert "欠进度 193" in found["site/badges/t0.svg"] and "0/5 已完成" in found["site/badge.svg"]
    assert "https:" not in found["site/badge.svg"].replace("http://www.w3.org/2000/svg", "")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()
