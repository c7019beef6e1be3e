"""decisions.yaml: what was decided comes back as it was, and a file that was changed by hand is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml
from deciding import MADE, about, status, undo
from hypothesis import given
from hypothesis import strategies as st
from test_settle import grown, opened, trace

from tracker.decisions import evidence_id, named
from tracker.decisions.accuracy import scores, wilson
from tracker.decisions.parsing import parse_decisions
from tracker.decisions.writing import write_decisions
from tracker.errors import ConfigError
from tracker.model import STAGES, Candidate, Decision, Figure, Quoted, Reason

PAGE = trace(
    "https://a.example/1",
    page_sha256="ab12",
    candidates=(grown("6.7", page_number=3), opened(why_not=Reason(code="other_year"))),
)
REJECTED = about(PAGE, "reject")
DECISIONS = (
    REJECTED,
    about(PAGE, "correct", 1, value="7.10", stage=""),
    about(PAGE, "accept", 2, PAGE.candidates[1]),
    status("t", "achieved", date(2026, 12, 31), 3),
    undo(REJECTED, 4),
)
TEXT = write_decisions(DECISIONS)
WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
DAYS = st.none() | st.dates()
FIGURES = st.none() | st.builds(
    Figure,
    value=st.decimals(-(10**9), 10**9, places=3),
    unit=st.sampled_from(("%", "个", "亿元")),
    comparator=st.sampled_from(("=", ">", "~")),
    start=st.none(),
    end=DAYS,
    basis=st.sampled_from((None, "yoy", "cumulative")),
)
CLAIMS = st.builds(
    Candidate,
    target=st.sampled_from(("t", "t2")),
    sentence=WORDS.filter(bool),
    modality=st.sampled_from(("actual", "planned")),
    stage=st.none() | st.sampled_from(STAGES),
    expected=DAYS,
    day=DAYS,
    figure=FIGURES,
    part=st.booleans(),
    why_not=st.none() | st.builds(Reason, code=st.just("other_place"), facts=st.just((("place", "别区: #1"),))),
    page_number=st.none() | st.integers(1, 500),
)


def made_of(claim: Candidate, author: str, why: str, minute: int) -> Decision:
    quoted = Quoted(url="https://a.example/1", page_sha256="a", seen=MADE, claim=claim)
    made = MADE + timedelta(minutes=minute, microseconds=minute)
    return named(
        Decision(
            id="",
            verb="accept",
            made=made,
            day=made.date(),
            author=author,
            why=why,
            target=claim.target,
            evidence=evidence_id(claim.target, quoted.url, claim.sentence),
            quoted=quoted,
        )
    )


def test_it_reads_as_a_list_of_blocks() -> None:
    told = yaml.safe_load(TEXT)
    assert [one["verb"] for one in told["decisions"]] == ["reject", "correct", "accept", "status", "undo"]
    assert all(list(one) == sorted(one) for one in told["decisions"])
    assert told["decisions"][1]["changes"] == {"stage": "", "value": "7.10"}
    assert told["decisions"][2]["set_aside"] == {"code": "other_year"}


def test_what_was_written_is_read() -> None:
    assert parse_decisions(TEXT, "d.yaml") == DECISIONS
    assert write_decisions(reversed(DECISIONS)) == TEXT, "the order is that of their making"
    assert parse_decisions(write_decisions(()), "d.yaml") == ()


@given(st.lists(st.builds(made_of, CLAIMS, WORDS.filter(bool), WORDS, st.integers(0, 9)), max_size=4))
def test_any_decision_comes_back_as_it_was(decisions: list[Decision]) -> None:
    text = write_decisions(decisions)
    again = parse_decisions(text, "d.yaml")
    assert {one.id: one for one in again} == {one.id: one for one in decisions}
    assert write_decisions(again) == text


def test_a_new_decision_changes_no_other_line() -> None:
    before = TEXT.splitlines()
    after = write_decisions((*DECISIONS, status("t2", "cancelled", minute=9))).splitlines()
    assert after[: len(before)] == before


def test_a_block_without_an_id_is_a_decision_of_its_own() -> None:
    text = TEXT.replace(f"  id: {DECISIONS[3].id}\n", "").replace("status: achieved", "status: behind")
    found = parse_decisions(text, "d.yaml")
    assert found[3].status == "behind" and found[3].id not in {one.id for one in DECISIONS}


def line_of(part: str) -> int:
    return TEXT[: TEXT.index(part)].count("\n") + 1


STATUS_ID = f"id: {DECISIONS[3].id}"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("status: achieved", "status: behind", STATUS_ID, "not what it was when it got its id (take the change back"),
        ("why: reject的理由", "why: 别的", f"id: {REJECTED.id}", "not what it was when it got its id"),
        ("status: achieved", "status: done", "status: achieved", "no status 'done'"),
        ("status: achieved", "colour: red", "status: achieved", "unknown key `colour`"),
        ("status: achieved", "statuss: achieved", "status: achieved", "did you mean `status`?"),
        ("verb: status", "verb: drop", "verb: status", "no verb 'drop' (one of accept, reject"),
        ("  until: '2026-12-31'", "  until: tomorrow", "until", "'tomorrow' is no day"),
        ("    value: '7.10'", "    value: viel", "changes:\n    stage", "'viel' is no number"),
        ("version: 1", "version: 2", "version: 1", "a version that this tracker does not know"),
        ("version: 1", "version: &a 1", "version: 1", "an anchor"),
        ("decisions:\n", "choices:\n", "version: 1", "no file of decisions"),
        (f"  undoes: {REJECTED.id}", "  undoes: 0123", f"id: {DECISIONS[4].id}", "it got its id"),
    ],
)
def test_a_damaged_file_is_refused_with_the_line(old: str, new: str, line: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(ConfigError, match=re.escape(message)) as caught:
        parse_decisions(TEXT.replace(old, new), "d.yaml")
    told = int(str(caught.value).split(":")[1])
    assert abs(told - line_of(line)) <= 1, str(caught.value)


def test_all_wrong_blocks_are_told_at_once() -> None:
    text = TEXT.replace("verb: status", "verb: x").replace("verb: undo", "verb: y")
    with pytest.raises(ConfigError) as caught:
        parse_decisions(text, "d.yaml")
    assert str(caught.value).count("d.yaml:") == 2
    for broken, message in (("version: [", "not YAML"), ("- 1", "no file of decisions"), ("", "the file is empty")):
        with pytest.raises(ConfigError, match=message):
            parse_decisions(broken, "d.yaml")


def test_what_takes_back_an_unknown_decision_is_refused() -> None:
    text = write_decisions(DECISIONS[1:])
    with pytest.raises(ConfigError, match="neither here nor in the store"):
        parse_decisions(text, "d.yaml")
    assert parse_decisions(text, "d.yaml", {REJECTED.id}) == DECISIONS[1:]


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 60), WORDS)
def test_whatever_is_done_to_a_file_it_is_read_or_refused(start: int, length: int, put: str) -> None:
    text = TEXT[:start] + put + TEXT[start + length :]
    try:
        found = parse_decisions(text, "d.yaml")
    except ConfigError as error:
        assert str(error).startswith("d.yaml:") and "\n\n" not in str(error)
    else:
        assert all(named(one) == one for one in found)


# ---- accuracy -------------------------------------------------------------------------------------------------------


def test_precision_counts_what_was_read_and_decided() -> None:
    guarded = Reason(code="other_year")
    pages = [trace(f"https://{name}.example/1") for name in "abcde"]
    aside = [trace(f"https://{name}.example/2", candidates=(opened(why_not=guarded),)) for name in "ab"]
    repost = trace("https://c.example/2", candidates=(opened(why_not=Reason(code="repost")),))
    decisions = [
        *(about(pages[number], "accept") for number in (0, 1)),
        about(pages[2], "reject"),
        about(pages[3], "correct", stage="started"),
        about(pages[4], "correct", published="2025-06-02"),
        about(aside[0], "accept"),
        about(aside[1], "reject"),
        about(repost, "pin"),
        about(trace("https://d.example/3"), "add"),
    ]
    whole, target, *sources = scores(decisions, {"https://a.example/1": "甲报"})
    assert (whole.accepted, whole.rejected, whole.corrected, whole.missed, whole.spared) == (3, 1, 2, 2, 1)
    assert whole.precision == 0.5 and whole.few and replace(whole, kind="target", name="t") == target
    assert [(one.name, one.accepted) for one in sources][-1] == ("甲报", 1)
    assert scores([*decisions, undo(decisions[2])], {})[0].rejected == 0


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Brown, Cai and DasGupta (2001) give the formula; these are 95 % intervals worked out by hand from it.
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (81, 263, 0.2553, 0.3662), (0, 0, 0, 1)],
)
def test_the_range_of_a_share(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)
