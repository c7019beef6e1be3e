"""Settling: stories, spokesmen, corrections and contradictions, whatever the order in which pages came."""

import random
import struct
import zlib
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from test_judge import config, target

from tracker.model import Candidate, Figure, Reason, Trace
from tracker.settle import settle

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
        "first_seen": datetime(2026, 4, 1, tzinfo=timezone.utc),
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
