"""Sequences of visits come in, as tables and from a model of normal life; alerts come when they must, and only then."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_model import LIVES, normal_visits

from tracker.watch import Alert, Check, alert_of, news, suspicious

FIRST = datetime(2025, 9, 1, tzinfo=UTC)


def well(items: int | None = 20, new: int = 2, **more: int) -> Check:
    parts = {"fetched": new, "titled": new, "dated": new, "bodied": new} | more
    return Check(source="s", checked=FIRST, items=items, **parts)


def wrong(trouble: str, items: int | None = None) -> Check:
    return Check(source="s", checked=FIRST, trouble=trouble, items=items, detail=f"it said {trouble}")


def dated(*checks: Check, first: datetime = FIRST) -> tuple[Check, ...]:
    """The checks a day apart."""
    return tuple(replace(check, checked=first + timedelta(days=at)) for at, check in enumerate(checks))


def word(*checks: Check) -> str:
    alert = alert_of(dated(*checks))
    return alert.word if alert else ""


USUAL = (well(),) * 10
WALLED = well(new=2, blocked=2, titled=0, dated=0, bodied=0)
LOST = well(new=3, failed=3, titled=0, dated=0, bodied=0)
NO_TEXT = well(new=2, bodied=0)


@pytest.mark.parametrize(
    ("trouble", "called"),
    [
        *(("blocked", "blocked"), ("robots", "blocked"), ("moved", "moved"), ("gone", "moved")),
        *((code, "unreachable") for code in ("unreachable", "timeout", "server_error", "resting")),
        *((code, "redesigned") for code in ("not_a_feed", "not_a_sitemap", "malformed", "not_text", "reader_failed")),
        *((code, "refused") for code in ("refused", "unsafe_address", "too_large", "redirects", "unsafe_xml")),
        ("no_links", "empty"),
    ],
)
def test_every_trouble_of_an_address_has_a_word_at_the_second_visit(trouble: str, called: str) -> None:
    bad = wrong(trouble, 0 if trouble == "no_links" else None)
    at_once = trouble in ("robots", "moved")
    assert word(*USUAL, bad) == (called if at_once else "")
    assert word(*USUAL, bad, bad) == called
    assert suspicious(dated(*USUAL, bad))
    assert suspicious(dated(*USUAL, bad, bad))
    assert word(*USUAL, bad, bad, well()) == ""
    assert not suspicious(dated(*USUAL, bad, bad, well()))


@pytest.mark.parametrize(
    ("bad", "called"),
    [
        ((well(3, 0), well(3, 0)), "redesigned"),
        ((well(3, 0), well(None, 0)), "redesigned"),  # unchanged since it was short
        ((well(0, 0), well(0, 0)), "empty"),
        ((well(0, 0), well(None, 0)), "empty"),
        ((wrong("no_links", 0), well(0, 0)), "empty"),
        ((WALLED, replace(WALLED, fetched=4, blocked=4)), "blocked"),
        ((WALLED, WALLED), "blocked"),  # only asked for again
        ((LOST, well(new=0)), ""),
        ((well(new=6, failed=6, titled=0, dated=0, bodied=0),), "unreachable"),
        ((NO_TEXT,), "redesigned"),
        ((well(new=2, titled=0),), "redesigned"),
        ((well(new=2, dated=0),), "redesigned"),
        ((well(new=1, bodied=0), well(new=0), well(new=1, bodied=0)), "redesigned"),
        ((wrong("timeout"), wrong("server_error")), "unreachable"),
        ((wrong("blocked"), wrong("robots")), "blocked"),
    ],
)
def test_what_is_wrong_is_alerted(bad: tuple[Check, ...], called: str) -> None:
    assert word(*USUAL, *bad) == called
    assert suspicious(dated(*USUAL, *bad)) or not called


@pytest.mark.parametrize(
    "visits",
    [
        (*USUAL, wrong("server_error"), well(), wrong("timeout"), well(None, 0)),
        (*USUAL, well(4, 0), well(4, 0)),  # a drop to a fifth is no more than allowed
        (*USUAL, well(60, 40), well(25, 10), well()),
        (*USUAL, well(None, 0), well(None, 0)),
        (well(2), well(1), well(0, 0), well(3), well(0, 0), well(1), well(0, 0), well(0, 0), well(2)),
        (*(well(3, 1),) * 5, well(0, 0), well(2, 1), well(0, 0), well(0, 0)),
        (*(well(new=2, dated=0),) * 5, well(new=2, dated=0)),  # never had a day
        (*(well(new=4, bodied=2),) * 5, well(new=4, bodied=0)),  # half of them are pictures
        (*USUAL, well(new=1, bodied=0), well(new=2)),
        (*USUAL, well(new=10, blocked=2, bodied=8), well(new=2, blocked=2, bodied=0), well(new=3, blocked=2, bodied=1)),
        (*(well(None, 0),) * 5,),
    ],
)
def test_what_is_normal_is_not_alerted(visits: tuple[Check, ...]) -> None:
    assert [word(*visits[:at]) for at in range(1, len(visits) + 1)] == [""] * len(visits)
    assert not suspicious(dated(*visits))


def test_a_list_of_the_year_may_begin_anew_in_january_only() -> None:
    anew = (well(2, 2), well(3, 1), well(4, 1), well(6, 2))
    january = dated(*USUAL, *anew, first=datetime(2025, 12, 23, tzinfo=UTC))
    assert [alert_of(january[:at]) for at in range(len(january) + 1)] == [None] * (len(january) + 1)
    assert word(*USUAL, *anew[:2]) == "redesigned"
    lost = dated(*USUAL, well(2, 0), well(2, 0), first=datetime(2025, 12, 23, tzinfo=UTC))
    assert alert_of(lost) is not None  # nothing on it is new


def test_an_alert_keeps_its_beginning_and_last_success() -> None:
    visits = dated(*USUAL, *(wrong("blocked"),) * 5)
    told = [alert_of(visits[:at]) for at in range(len(visits) + 1)]
    assert told[:12] == [None] * 12
    assert set(told[12:]) == {
        Alert(
            source="s",
            word="blocked",
            since=FIRST + timedelta(days=10),
            last_good=FIRST + timedelta(days=9),
            detail="it said blocked",
        )
    }


def test_an_alert_older_than_the_visits_at_hand_keeps_its_beginning_and_its_word() -> None:
    standing = Alert(source="s", word="redesigned", since=FIRST - timedelta(days=9), last_good=None)
    short = dated(*(well(2, 0),) * 15)
    assert alert_of(short, standing) == standing
    assert alert_of(dated(*(well(2, 1),) * 15), standing) is None  # what comes reads well: that is how it is now
    blocked = replace(standing, word="blocked")
    assert alert_of(dated(*(wrong("blocked"),) * 15), blocked) == replace(blocked, detail="it said blocked")
    assert alert_of(dated(*(well(2, 0),) * 15), blocked) is None
    assert alert_of((), standing) == standing


def test_a_new_normal_ends_the_alert_after_ten_visits() -> None:
    visits = (*USUAL, *(well(3, 1),) * 12)
    words = [word(*visits[:at]) for at in range(10, len(visits) + 1)]
    assert words == ["", "", *["redesigned"] * 8, "", "", ""]
    undated = (*USUAL, *(well(new=1, dated=0),) * 12)
    assert word(*undated[:13]) == "redesigned"
    assert word(*undated) == ""
    assert word(*USUAL, *(well(new=1, bodied=0),) * 12) == "redesigned"  # without texts nothing is normal


def test_the_word_follows_what_most_of_the_visits_say() -> None:
    assert word(*USUAL, wrong("blocked"), wrong("blocked"), wrong("timeout")) == "blocked"
    assert word(*USUAL, wrong("blocked"), wrong("timeout"), wrong("timeout")) == "unreachable"
    assert word(*USUAL, wrong("timeout"), wrong("timeout"), wrong("moved")) == "moved"


def test_the_administrator_is_told_once_and_again_when_it_changes_or_ends() -> None:
    blocked = Alert(source="a", word="blocked", since=FIRST, last_good=None, detail="the server answered 403")
    later = replace(blocked, detail="the server answered 429")
    moved = replace(blocked, word="moved")
    other = replace(blocked, source="b")
    assert [(one.source, one.before, one.now) for one in news({}, {"b": other, "a": blocked})] == [
        ("a", None, blocked),
        ("b", None, other),
    ]
    assert news({"a": blocked}, {"a": later}) == ()
    assert [(one.before, one.now) for one in news({"a": blocked}, {"a": moved})] == [(blocked, moved)]
    assert [(one.before, one.now) for one in news({"a": blocked, "b": other}, {"b": other})] == [(blocked, None)]


# ---- normal life ----------------------------------------------------------------------------------------------------


def false_alarms(seeds: range, visits: int, every_h: float) -> tuple[Counter[str], int]:
    """Normal visits, those with an alert standing by kind of source, and how many alerts were raised in all."""
    counts: Counter[str] = Counter()
    raised = 0
    for name in LIVES:
        for seed in seeds:
            history = normal_visits(name, seed, visits, every_h)
            told = [bool(alert_of(history[max(0, at - 60) : at])) for at in range(1, visits + 1)]
            counts["visits"] += visits
            counts[name] += sum(told)
            raised += sum(now and not before for before, now in zip([False, *told], told, strict=False))
    return counts, raised


def shares(counts: Counter[str], raised: int) -> tuple[float, float]:
    standing = counts.total() - counts["visits"]
    print(f"\n{counts['visits']} normal visits: {raised} false alarms, standing at {standing}: {dict(counts)}")
    return raised / counts["visits"], standing / counts["visits"]


def test_at_most_one_in_a_hundred_of_a_thousand_normal_visits_raises_an_alert() -> None:
    raised, standing = shares(*false_alarms(range(2), 50, 24.0))
    assert raised <= 0.01
    assert standing <= 0.01


@pytest.mark.long
@pytest.mark.parametrize(("every_h", "most"), [(24.0, 0.01), (6.0, 0.01), (2.0, 0.01)])
def test_at_most_one_in_a_hundred_of_many_normal_visits_raises_an_alert(every_h: float, most: float) -> None:
    raised, _ = shares(*false_alarms(range(100, 140), 120, every_h))
    assert raised <= most


@pytest.mark.parametrize("name", sorted(LIVES))
@pytest.mark.parametrize("trouble", ["blocked", "gone", "moved", "server_error", "not_a_feed"])
def test_every_kind_of_source_is_alerted_within_two_visits_of_a_change(name: str, trouble: str) -> None:
    for seed in range(5):
        history = normal_visits(name, seed, 40)
        now = history[-1].checked
        bad = [Check(source="s", checked=now + timedelta(days=at), trouble=trouble) for at in (1, 2)]
        assert alert_of((*history, *bad)) is not None


@pytest.mark.parametrize("name", [name for name, life in LIVES.items() if life.window >= 10])
def test_a_drop_is_alerted_within_two_visits_whatever_the_source(name: str) -> None:
    random = Random(name)
    for seed in range(5):
        history = normal_visits(name, seed, 40)
        usual = next(check.items for check in reversed(history) if check.items)
        items = random.randrange(0, max(1, usual // 6))
        short = [replace(history[-1], checked=history[-1].checked + timedelta(days=at), items=items, trouble="",
                         fetched=0, blocked=0, failed=0, titled=0, dated=0, bodied=0) for at in (1, 2)]  # fmt: skip
        assert suspicious((*history, short[0]))
        found = alert_of((*history, *short))
        assert found is not None
        assert found.word == ("redesigned" if items else "empty")


CHECKS = st.builds(
    Check,
    source=st.just("s"),
    checked=st.just(FIRST),
    trouble=st.sampled_from(["", "", "", "blocked", "timeout", "moved", "no_links", "not_a_feed", "odd"]),
    items=st.none() | st.integers(0, 40),
    fetched=st.integers(0, 9),
    blocked=st.integers(0, 9),
    failed=st.integers(0, 9),
    titled=st.integers(0, 9),
    dated=st.integers(0, 9),
    bodied=st.integers(0, 9),
)


@given(st.lists(CHECKS, max_size=60))
def test_any_visits_give_an_alert_that_makes_sense(checks: list[Check]) -> None:
    history = dated(*checks)
    alert = alert_of(history)
    if alert:
        assert suspicious(history) or alert.word == "redesigned"
        assert alert.word in {"blocked", "moved", "unreachable", "redesigned", "empty", "refused"}
        assert alert.since in {check.checked for check in history}
        assert alert.last_good is None or alert.last_good < alert.since
        assert alert_of(history, alert) == alert
