"""Settling: stories, spokesmen, corrections and contradictions, whatever the order in which pages came."""

import random
import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_judge import config, target

from tracker.dedupe.quoting import quotes
from tracker.model import Candidate, Figure, Reason, Trace
from tracker.settle import settle, settle_streamed

CONFIG = config(target())
SKETCH = {name: random.Random(name).randbytes(128) for name in "abcdefgh"}


def figures(*words):
    return b"".join(sorted(struct.pack(">I", zlib.crc32(word.encode())) for word in words))


def trace(url, published="2025-06-01", tier="press", text="a", **keys):
    plain = {
        "url": url,
        "canonical_url": url,
        "page_sha256": "",
        "title": "",
        "source": url.split("/")[2],
        "tier": tier,
        "published": date.fromisoformat(published),
        "first_seen": datetime(2026, 4, 1, tzinfo=UTC),
        "sketch": SKETCH[text],
        "text_sha256": url,
        "figures": figures("9.1%", "62万", text),
        "candidates": (opened(),),
    }
    return Trace(**(plain | keys))


def opened(sentence="8月16日清晨，某公园三期正式开园，迎来首批游客。", **keys):
    return Candidate(**({"target": "t", "sentence": sentence, "modality": "actual", "stage": "opened"} | keys))


def grown(value, sentence=None, start="2025-01-01", end="2025-03-31", **keys):
    number = Figure(
        value=Decimal(value),
        unit="%",
        comparator="=",
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        basis="yoy",
    )
    sentence = sentence or f"一季度某产业收入同比增长{value}%。"
    return opened(sentence, stage=None, figure=number, **keys)


def counting(settlement):
    return {row.url for row in settlement.evidence if row.counts}


def why(settlement, url):
    return next(row.why_not.code for row in settlement.evidence if row.url == url and row.why_not)


def test_a_repost_is_one_story_and_the_most_authoritative_page_speaks():
    pages = [trace("https://b.example/1", tier="portal"), trace("https://a.example/1", "2025-06-02", tier="official")]
    found = settle(pages, CONFIG)
    assert len(found.stories) == 1
    assert counting(found) == {"https://a.example/1"}
    assert why(found, "https://b.example/1") == "repost"


def test_of_one_tier_the_earlier_page_speaks():
    pages = [trace("https://a.example/1", "2025-06-02"), trace("https://b.example/1", "2025-06-01")]
    assert counting(settle(pages, CONFIG)) == {"https://b.example/1"}


def test_bulletins_with_the_same_words_and_other_figures_are_two_stories():
    may = trace("https://a.example/5", "2025-06-20", figures=figures("5.1%", "92亿", "5月"), candidates=(grown("5.1"),))
    june = trace(
        "https://a.example/6", "2025-07-20", figures=figures("6.2%", "98亿", "6月"), candidates=(grown("6.2"),)
    )
    assert len(settle([may, june], CONFIG).stories) == 2


def test_a_retelling_with_the_same_fact_and_figures_is_the_same_story():
    long = trace("https://a.example/1", text="a", figures=figures("9月", "29日", "30平", "4.8平"))
    short = trace(
        "https://b.example/1",
        "2025-06-02",
        text="b",
        figures=figures("9月", "29日", "30平"),
        candidates=(opened("某公园三期8月16日开园。"),),
    )
    assert len(settle([long, short], CONFIG).stories) == 1


def test_independent_reports_of_one_event_stay_two_stories():
    one = trace("https://a.example/1", text="a", figures=figures("9000人"))
    other = trace(
        "https://b.example/1",
        text="b",
        figures=figures("48公顷", "3年", "12亿"),
        candidates=(opened("记者今天从园林局了解到，经过改造，该园面向公众敞开大门。"),),
    )
    assert len(settle([one, other], CONFIG).stories) == 2


def test_a_repost_may_add_evidence_of_its_own():
    own = opened("另一目标开工。", target="t2", stage="started")
    pages = [trace("https://a.example/1"), trace("https://b.example/1", "2025-06-02", candidates=(opened(), own))]
    assert counting(settle(pages, CONFIG)) == {"https://a.example/1", "https://b.example/1"}


def test_spam_never_counts_and_never_speaks():
    spam = trace("https://a.example/1", "2025-05-01", spam=Reason(code="spun"))
    found = settle([spam, trace("https://b.example/1")], CONFIG)
    assert counting(found) == {"https://b.example/1"}
    assert all("https://a.example/1" not in story.urls for story in found.stories)


def test_pages_before_the_statement_and_its_own_reports_do_not_count():
    early = trace("https://a.example/1", disposition=Reason(code="before_statement"))
    own = trace("https://b.example/1", text="b", disposition=Reason(code="statement"))
    assert counting(settle([early, own], CONFIG)) == set()


def test_a_correction_sets_aside_what_it_corrects_from_its_day_on():
    wrong = trace("https://a.example/1", "2025-04-25", text="a", candidates=(grown("6.8"),))
    correction = trace(
        "https://a.example/2", "2025-04-27", text="b", candidates=(grown("4.2", retracts=Decimal("6.8")),)
    )
    found = settle([wrong, correction], CONFIG)
    assert counting(found) == {"https://a.example/2"}
    row = next(row for row in found.evidence if row.url == "https://a.example/1")
    assert (row.why_not.code, row.set_aside_from) == ("retracted", date(2025, 4, 27))


def test_a_lower_tier_cannot_take_back_what_a_higher_one_said():
    figure = trace("https://a.example/1", "2025-04-25", tier="official", text="a", candidates=(grown("6.8"),))
    rumour = trace(
        "https://b.example/2",
        "2025-04-27",
        tier="community",
        text="b",
        candidates=(grown("4.2", retracts=Decimal("6.8")),),
    )
    assert counting(settle([figure, rumour], CONFIG)) == {"https://a.example/1"}


def test_a_higher_tier_outranks_a_different_figure_for_the_same_period():
    official = trace("https://a.example/1", "2025-07-29", tier="official", text="a", candidates=(grown("9.7"),))
    portal = trace("https://b.example/1", "2025-09-03", tier="portal", text="b", candidates=(grown("9.2"),))
    other = trace(
        "https://c.example/1", "2025-09-03", tier="portal", text="c", candidates=(grown("8.2", end="2025-06-30"),)
    )
    found = settle([official, portal, other], CONFIG)
    assert counting(found) == {"https://a.example/1", "https://c.example/1"}
    assert why(found, "https://b.example/1") == "contradicted"


PAGES = [
    trace("https://a.example/1", "2025-04-25", text="a", candidates=(grown("6.8"),)),
    trace("https://b.example/1", "2025-04-26", text="a", candidates=(grown("6.8"),)),
    trace("https://a.example/2", "2025-04-27", text="b", candidates=(grown("4.2", retracts=Decimal("6.8")),)),
    trace("https://c.example/3", "2025-04-27", tier="portal", text="c", candidates=(grown("4.1"),)),
    trace("https://d.example/4", "2025-08-17", text="d"),
    trace("https://e.example/4", "2025-08-17", tier="official", text="d"),
    trace("https://f.example/5", "2025-08-18", text="e", spam=Reason(code="spun")),
    replace(trace("https://g.example/6", text="f"), published=None),
]


@settings(max_examples=60, deadline=None)
@given(st.permutations(PAGES))
def test_the_order_of_pages_changes_nothing(pages):
    assert repr(settle(pages, CONFIG)) == repr(settle(PAGES, CONFIG))


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(range(len(PAGES)))))
def test_a_stream_gives_what_memory_gives(chosen):
    pages = sorted((PAGES[number] for number in chosen), key=lambda one: one.url)
    whole, stream = settle(pages, CONFIG), settle_streamed(lambda: iter(pages), CONFIG)
    assert tuple(stream.stories) == whole.stories
    rows = list(stream.evidence)
    assert [row.url for row in rows] == sorted(row.url for row in rows)
    assert {repr(row) for row in rows} == {repr(row) for row in whole.evidence}


# ---- who retells whom -----------------------------------------------------------------------------------------------

LONG = "昨天，随着第一台钻机开钻，筹备了两年的某附属学校南校区在药谷东侧破土动工。"


def clauses(sentence):
    return tuple(clause for clause in sentence.replace("。", "").replace("：", "，").split("，") if clause)


@pytest.mark.parametrize(
    ("short", "long", "taken"),
    [
        ("筹备了两年的某附属学校南校区在药谷东侧破土动工", LONG, True),
        ("晚报登的：昨天，筹备了两年的某附属学校南校区在药谷东侧破土动工。", LONG, True),
        ("7月9日，筹备了两年的某附属学校南校区在药谷东侧破土动工。", LONG, True),
        ("某附属学校破土动工。", LONG, False),
        ("昨天，某附属学校南校区正式开工，区领导和学生代表一起培土。", LONG, False),
        (
            "二期项目正在加快建设并陆续投入使用，累计投用181个。",
            "二期项目正在加快建设并陆续投入使用，累计投用190个。",
            False,
        ),
        ("二期项目正在加快建设并陆续投入使用，记者获悉。", "二期项目正在加快建设并陆续投入使用，累计投用190个。", True),
        ("各项工程加快建设并陆续投入使用，81个项目投用。", "各项工程加快建设并陆续投入使用，181个项目投用。", False),
        ("药谷园区企业收入同比增长5%，利润增长。", "药谷园区企业收入同比增长5.1%，利润增长。", False),
        ("", LONG, False),
    ],
)
def test_a_quote_keeps_whole_clauses(short, long, taken):
    assert quotes(clauses(short), "".join(clauses(short)), "".join(clauses(long))) is taken


def test_a_repost_that_drops_a_clause_is_the_same_story_even_if_less_is_read_from_it():
    told = opened("昨天，某高校南口基地三期的钥匙交到校方手里，加上此前投用的一、二期，整座基地宣告全面投入使用。")
    short = opened("昨天，某高校南口基地三期的钥匙交到校方手里，整座基地宣告全面投入使用。", stage="ongoing", part=True)
    pages = [
        trace("https://a.example/1", figures=b"", candidates=(told,)),
        trace("https://b.example/1", "2025-06-02", text="b", figures=b"", candidates=(short,)),
    ]
    assert counting(settle(pages, CONFIG)) == {"https://a.example/1"}


def test_a_traditional_copy_quotes_too():
    told = opened("昨天，某高校南口基地三期的钥匙交到校方手里，整座基地宣告全面投入使用。")
    copy = opened("昨天，某高校南口基地三期的鑰匙交到校方手裏，整座基地宣告全面投入使用。")
    pages = [
        trace("https://a.example/1", figures=b"", candidates=(told,)),
        trace("https://b.example/1", "2025-06-02", text="b", figures=b"", candidates=(copy,)),
    ]
    assert len(settle(pages, CONFIG).stories) == 1


def test_a_page_without_a_date_goes_to_the_earliest_that_it_quotes_and_joins_no_others():
    pages = [
        trace("https://a.example/1", "2025-07-10", figures=b"", candidates=(opened(LONG, stage="started"),)),
        trace("https://b.example/1", "2025-09-10", text="b", figures=b"", candidates=(opened(LONG, stage="started"),)),
        replace(
            trace("https://c.example/1", text="c", figures=b"", candidates=(opened("晚报登的：" + LONG),)),
            published=None,
        ),
    ]
    assert {story.urls for story in settle(pages, CONFIG).stories} == {
        ("https://a.example/1", "https://c.example/1"),
        ("https://b.example/1",),
    }


def test_a_digest_does_not_join_its_sources():
    park, school = opened(), opened(LONG, target="t2", stage="started")
    pages = [
        trace("https://a.example/1", text="a", figures=b"", candidates=(park,)),
        trace("https://b.example/1", text="b", figures=b"", candidates=(school,)),
        trace("https://c.example/1", "2025-06-03", text="c", figures=b"", candidates=(park, school)),
    ]
    found = settle(pages, CONFIG)
    assert len(found.stories) == 2
    assert {"https://a.example/1", "https://b.example/1"} <= counting(found)


def test_the_same_site_does_not_retell_itself():
    pages = [
        trace("https://a.example/1", figures=b""),
        trace("https://a.example/2", "2025-06-02", text="b", figures=b""),
    ]
    assert len(settle(pages, CONFIG).stories) == 2


def test_pages_that_all_name_the_front_page_as_their_address_are_no_story():
    front = {"canonical_url": "https://a.example/", "candidates": ()}
    pages = [
        trace("https://a.example/1", text="a", figures=figures("1"), **front),
        trace("https://a.example/2", text="b", figures=figures("2"), **front),
        trace("https://m.a.example/1", text="a", figures=figures("1"), **front),
    ]
    assert {story.urls for story in settle(pages, CONFIG).stories} == {
        ("https://a.example/1", "https://m.a.example/1"),
        ("https://a.example/2",),
    }


def test_a_page_under_the_address_that_another_names_is_the_same_story():
    mobile = trace(
        "https://m.a.example/1", canonical_url="https://www.a.example/1", figures=figures("x"), candidates=()
    )
    assert len(settle([mobile, trace("https://www.a.example/1")], CONFIG).stories) == 1


def test_a_fact_told_all_over_the_country_costs_no_more_than_its_neighbours():
    """Ten thousand pages that share one fact and two clauses: compared each with each they would take hours."""
    pages = [
        trace(
            f"https://site{number}.example/1",
            figures=figures(f"{number}人", f"{number}元"),
            sketch=random.Random(number).randbytes(128),
            candidates=(opened(f"据第{number}号报道，某公园三期工程今天开园，{number}人到场，市民可以免费入园游览。"),),
        )
        for number in range(10_000)
    ]
    assert len(settle(pages, CONFIG).stories) == len(pages)
