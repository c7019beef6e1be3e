"""Settling with decisions: what people say of a sentence stands, whatever is read, and in whatever order it comes."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from deciding import about, undo
from hypothesis import given
from hypothesis import strategies as st
from test_judge import config, target
from test_settle import figures, grown, opened, trace, why

from tracker.decisions import fields_of, standing, with_fields
from tracker.model import Candidate, Decision, Reason, Trace
from tracker.settle import settle

CONFIG = config(target(), target(id="t2"))
A, B, C = "https://a.example/1", "https://b.example/1", "https://c.example/1"
OTHER_YEAR = Reason(code="other_year")


def settled(pages: list[Trace], *decisions: Decision):  # type: ignore[no-untyped-def]
    return settle(pages, CONFIG, decisions).evidence


def row_of(rows, url):  # type: ignore[no-untyped-def]
    return next(row for row in rows if row.url == url)


def test_a_rejected_sentence_does_not_count_and_an_accepted_one_does() -> None:
    page = trace(A)
    aside = trace(B, text="b", candidates=(opened("另一处公园开放。", why_not=OTHER_YEAR),))
    rows = settled([page, aside], about(page, "reject"), about(aside, "accept"))
    assert (row_of(rows, A).counts, row_of(rows, A).why_not.code) == (False, "rejected")
    assert row_of(rows, A).why_not.fact("note") == "reject的理由" and row_of(rows, A).why_not.fact("author") == "李记者"
    assert (row_of(rows, B).counts, row_of(rows, B).why_not) == (True, None)
    assert row_of(rows, B).decided.code == "accepted"


@pytest.mark.parametrize(
    "page",
    [
        trace(A, spam=Reason(code="spun")),
        trace(A, disposition=Reason(code="before_statement")),
        trace(A, candidates=(opened(why_not=OTHER_YEAR),)),
    ],
)
def test_what_is_accepted_counts_whatever_set_it_aside(page: Trace) -> None:
    (row,) = settled([page], about(page, "accept"))
    assert row.counts and row.why_not is None


def test_without_a_day_nothing_can_be_judged_until_a_person_says_one() -> None:
    page = replace(trace(A), published=None)
    assert why_code(settled([page], about(page, "accept"))) == "no_date"
    (row,) = settled([page], about(page, "correct", published="2025-06-03"))
    assert row.counts and row.published == date(2025, 6, 3)


def why_code(rows):  # type: ignore[no-untyped-def]
    (row,) = rows
    return row.why_not and row.why_not.code


def test_a_corrected_sentence_keeps_its_id_and_tells_what_was_read() -> None:
    page = trace(A, candidates=(grown("67"),))
    (read,) = settled([page])
    (row,) = settled([page], about(page, "correct", value="6.7", period="2025-01-01/2025-06-30"))
    assert row.id == read.id and row.sentence == read.sentence and row.counts
    assert (row.figure.value, row.figure.end, row.figure.unit) == (Decimal("6.7"), date(2025, 6, 30), "%")
    assert row.decided.code == "amended" and row.decided.fact("was_value") == "67%"
    assert row.decided.fact("was_period") == "2025-01-01/2025-03-31"


def test_corrections_add_up_and_each_can_be_undone() -> None:
    page = trace(A, candidates=(grown("67"),))
    first, second = about(page, "correct", value="6.7"), about(page, "correct", 1, modality="planned")
    (row,) = settled([page], first, second)
    assert (row.figure.value, row.modality) == (Decimal("6.7"), "planned")
    (row,) = settled([page], first, second, undo(first))
    assert (row.figure.value, row.modality) == (Decimal("67"), "planned")
    (row,) = settled([page], first, second, undo(first), undo(second, 31))
    assert (row.figure.value, row.modality, row.decided) == (Decimal("67"), "actual", None)


def test_an_undone_undo_lets_the_decision_stand() -> None:
    page = trace(A)
    reject = about(page, "reject")
    once = undo(reject)
    assert not settled([page], reject)[0].counts
    assert settled([page], reject, once)[0].counts
    assert not settled([page], reject, once, undo(once, 31))[0].counts
    assert settled([page], reject, once, undo(once, 31), undo(undo(once, 31), 32))[0].counts


def test_the_last_word_stands() -> None:
    page = trace(A)
    words = [about(page, verb, minute) for minute, verb in enumerate(("reject", "accept", "reject", "pin"))]  # type: ignore[arg-type]
    codes = [settled([page], *words[: number + 1])[0].decided.code for number in range(4)]
    assert codes == ["rejected", "accepted", "rejected", "pinned"]
    (row,) = settled([page], *words, about(page, "correct", 9, stage="started"))
    assert (row.decided.code, row.stage) == ("pinned", "started"), "a pinned row that is corrected stays pinned"


def test_a_moved_sentence_bears_on_the_other_target_alone() -> None:
    page = trace(A)
    (row,) = settled([page], about(page, "correct", target="t2"))
    assert (row.target, row.decided.fact("was_target")) == ("t2", "t")
    both = trace(A, candidates=(opened(), opened(target="t2")))
    rows = settled([both], about(both, "correct", target="t2"))
    assert [(row.target, row.counts) for row in rows].count(("t2", True)) == 1
    assert {row.why_not.code for row in rows if row.why_not} == {"said_by_person"}


def test_what_concerns_a_target_that_is_no_longer_followed_waits() -> None:
    page = trace(A)
    assert settle([page], config(target(id="t2")), [about(page, "add", claim=opened("别的话", target="gone"))]).evidence


# ---- stories, corrections, contradictions ---------------------------------------------------------------------------


def test_a_rejected_sentence_falls_with_its_copies() -> None:
    """Else the next repost of the story would say it again."""
    pages = [trace(A, tier="official"), trace(B, "2025-06-02"), trace(C, "2025-06-03")]
    rows = settled(pages, about(pages[0], "reject"))
    assert [row.counts for row in rows] == [False] * 3
    assert {row.why_not.code for row in rows} == {"rejected"}
    assert row_of(rows, B).why_not.fact("of") == A and row_of(rows, B).decided is None


def test_where_only_the_speaking_page_was_wrong_the_next_one_speaks() -> None:
    wrong = trace(A, tier="official", candidates=(grown("67", "收入同比增长67%。"),))
    right = trace(B, "2025-06-02", candidates=(grown("6.7", "收入同比增长6.7%。"),))
    rows = settled([wrong, right], about(wrong, "reject"))
    assert [row.url for row in rows if row.counts] == [B]
    assert [row.url for row in settled([wrong, right]) if row.counts] == [A]


def test_decisions_do_not_change_which_pages_tell_one_story() -> None:
    long = trace(A, text="a", figures=figures("9月", "29日", "30平", "4.8平"))
    short = trace(B, "2025-06-02", text="b", figures=figures("9月", "29日", "30平"), candidates=(opened("三期开园。"),))
    plain = settle([long, short], CONFIG)
    decided = settle([long, short], CONFIG, [about(long, "reject"), about(short, "correct", target="t2")])
    assert plain.stories == decided.stories and len(plain.stories) == 1


def test_a_rejected_figure_contradicts_nothing_and_takes_nothing_back() -> None:
    low = trace(B, text="b", candidates=(grown("6.8"),))
    high = trace(A, "2025-06-02", tier="official", candidates=(grown("4.2"),))
    assert why(settle([low, high], CONFIG), B) == "contradicted"
    assert row_of(settled([low, high], about(high, "reject")), B).counts
    taken_back = trace(A, "2025-06-02", text="c", candidates=(grown("4.2", retracts=Decimal("6.8")),))
    assert why(settle([low, taken_back], CONFIG), B) == "retracted"
    assert row_of(settled([low, taken_back], about(taken_back, "reject")), B).counts


def test_an_accepted_figure_counts_beside_what_contradicts_it() -> None:
    low = trace(B, text="b", candidates=(grown("6.8"),))
    high = trace(A, tier="official", candidates=(grown("4.2"),))
    assert all(row.counts for row in settled([low, high], about(low, "accept")))


def test_a_corrected_figure_contradicts_by_what_it_says_now() -> None:
    low = trace(B, text="b", candidates=(grown("6.8"),))
    high = trace(A, tier="official", candidates=(grown("68"),))
    assert all(row.counts for row in settled([low, high], about(high, "correct", value="6.8")))


# ---- surviving ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["accept", "pin", "reject", "add"])
def test_a_decision_outlasts_the_sentence(verb) -> None:  # type: ignore[no-untyped-def]
    """A new reader, other targets or a revised page: the sentence is read no more."""
    page = trace(A, page_sha256="old")
    later = trace(A, page_sha256="new", first_seen=datetime(2026, 5, 1, tzinfo=UTC), candidates=())
    (before,) = settled([page], about(page, verb))
    (row,) = settled([later], about(page, verb))
    assert row == before and row.page_sha256 == "old"


def test_a_decision_outlasts_another_reading() -> None:
    page = trace(A, candidates=(grown("6.7", "收入增长6.7%。"),))
    reread = replace(page, candidates=(grown("7.1", "收入增长6.7%。"),))
    assert settled([reread], about(page, "accept"))[0].figure.value == Decimal("6.7")
    assert settled([reread], about(page, "correct", modality="planned"))[0].figure.value == Decimal("6.7")


def test_a_decision_goes_with_a_sentence_that_was_reworded() -> None:
    page = trace(A, candidates=(grown("67", "今年一季度，全区某产业收入同比增长67%。"),))
    revised = replace(page, candidates=(grown("67", "今年一季度全区某产业收入同比增长67%，增势良好。"),))
    (row,) = settled([revised], about(page, "correct", value="6.7"))
    assert row.figure.value == Decimal("6.7") and row.sentence == revised.candidates[0].sentence
    (row,) = settled([revised], about(page, "reject"))
    assert not row.counts


def test_a_page_that_says_something_else_now_is_read_anew() -> None:
    page = trace(A, candidates=(grown("67", "今年一季度，全区某产业收入同比增长67%。"),))
    revised = replace(page, candidates=(grown("7.1", "今年一季度，全区某产业收入同比增长7.1%。"),))
    rows = settled([revised], about(page, "reject"))
    assert [(str(row.figure.value), row.counts) for row in rows if row.counts] == [("7.1", True)]


def test_a_decision_waits_for_its_page() -> None:
    assert settled([], about(trace(A), "accept")) == ()


@given(st.randoms(use_true_random=False), st.integers(0, 2**32))
def test_the_order_of_pages_and_decisions_does_not_matter(shuffle: random.Random, seed: int) -> None:
    chance = random.Random(seed)
    pages = []
    for number, name in enumerate("abcdef"):
        claims = (grown(chance.choice(("6.7", "67", "7.1"))), opened(why_not=chance.choice((None, OTHER_YEAR))))
        tier, text = chance.choice(("official", "press")), chance.choice("abc")
        pages.append(trace(f"https://{name}.example/{number}", tier=tier, text=text, candidates=claims))
    decisions: list[Decision] = []
    for minute in range(8):
        page, claim = chance.choice(pages), chance.randrange(2)
        verb = chance.choice(("accept", "reject", "pin", "correct"))
        changes = {"value": "5", "unit": "%"} if verb == "correct" else {}
        decisions.append(about(page, verb, minute // 2, page.candidates[claim], **changes))  # type: ignore[arg-type]
        if chance.random() < 0.4:
            decisions.append(undo(chance.choice(decisions), minute))
    first = settle(pages, CONFIG, decisions)
    mixed, told = list(pages), [*decisions, *decisions[:3]]
    shuffle.shuffle(mixed)
    shuffle.shuffle(told)
    assert settle(mixed, CONFIG, told) == first


# ---- fields ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": "viel", "unit": "%"}, "value: 'viel' is no number"),
        ({"value": "NaN", "unit": "%"}, "value: 'NaN' is no number"),
        ({"value": "5"}, "unit: a value needs the unit"),
        ({"value": "5", "unit": "%", "period": "2025"}, "period: '2025' is no period"),
        ({"value": "5", "unit": "%", "period": "2025-12-31/2025-01-01"}, "ends before it begins"),
        ({"stage": "done"}, "stage: 'done' is none of announced"),
        ({"modality": "maybe"}, "modality: 'maybe' is none of actual, planned"),
        ({"expected": "2025-13-01"}, "expected: '2025-13-01' is no day"),
        ({"day": "20250101"}, "day: '20250101' is no day"),
        ({"target": ""}, "target: a sentence bears on one target"),
        ({"colour": "red"}, "there is no field 'colour'"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        with_fields(opened(), changes)


@pytest.mark.parametrize("claim", [opened(), grown("6.7"), opened(expected=date(2025, 9, 30), part=True)])
def test_fields_and_claims_are_the_same(claim: Candidate) -> None:
    empty = opened(claim.sentence, target="x", stage=None)
    assert with_fields(empty, fields_of(claim)) == claim


def test_a_chain_of_undoing_of_any_length_is_followed() -> None:
    chain = [about(trace(A), "reject")]
    for minute in range(1, 3000):
        chain.append(undo(chain[-1], minute))
    assert standing(reversed(chain)) == ()
    assert standing(chain[:-1]) == (chain[0],)
