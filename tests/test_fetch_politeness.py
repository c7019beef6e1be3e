"""What hosts ask for is kept, over several runs that know of each other by notes alone: told by the servers' log."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from loopback import Reply, Site, running
from polite_world import PAGE, START, Clock, Host, serving

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, HostNote, Network, Policy
from tracker.fetch.pace import Pace, wished_rest_s
from tracker.model import Link
from tracker.run.visit import visits

PAGES = 6
ONLY_0, NOT_0 = "User-agent: *\nAllow: /0\nDisallow: /\n", "User-agent: *\nDisallow: /0\n"
HOSTS = {
    "plain.example": Host(),
    "slow.example": Host(robots=lambda day: (200, "User-agent: *\nCrawl-delay: 0.4\n"), delay_s=0.4),
    "secret.example": Host(robots=lambda day: (200, "User-agent: *\nDisallow: /1\nDisallow: /3\n")),
    "closed.example": Host(robots=lambda day: (200, "User-agent: tracker\nDisallow: /\n\nUser-agent: *\nAllow: /\n")),
    "none.example": Host(robots=lambda day: (404, "")),
    # Down on the first day, strict from the second on.
    "down.example": Host(robots=lambda day: (503, "") if day < 1 else (200, "User-agent: *\nDisallow: /2\n")),
    # The rules change after a day, when the pages that were forbidden become the only ones that are not.
    "changes.example": Host(robots=lambda day: (200, NOT_0 if day < 1 else ONLY_0)),
    "busy.example": Host(pages=lambda day, number: (503, 7200) if number == 2 and day < 0.01 else (200, 0)),
    "dated.example": Host(pages=lambda day, number: (429, 9000) if number and day < 0.01 else (200, 0), dated=True),
    "week.example": Host(pages=lambda day, number: (429, 6 * 86_400) if day < 5 else (200, 0)),
    "moment.example": Host(pages=lambda day, number: (503, 5) if number == 0 and day < 0.01 else (200, 0)),
    "broken.example": Host(pages=lambda day, number: (500, 0)),
}  # fmt: skip
# Hours from the first run; each run is a fetcher of its own.
RUNS_H = (0, 0.01, 1, 3, 25, 49, 24 * 7)


def policy_of(site: Site, **changes: object) -> Policy:
    return site.policy(*HOSTS, delay_s=0.1, patience_s=2.0, **changes)


def test_no_wish_of_any_host_is_passed_over_in_a_week_of_runs() -> None:
    clock, notes, ends = Clock(), (), Counter[str]()
    left = [Link(url=f"http://{host}/{number}", source=host) for number in range(PAGES) for host in HOSTS]
    with serving(HOSTS, PAGES, clock) as (site, log):
        for hours in RUNS_H:
            clock.advance(hours=hours - clock.days * 24)
            fetcher = Fetcher(clock, notes=notes)
            for visit in visits(left, lambda link, by=fetcher: by.fetch(link.url, policy_of(site)), 50):
                ends[visit.error.code if visit.error else "page"] += 1
                if visit.error is None:
                    left.remove(visit.link)
            notes = fetcher.notes()
    print(f"{len(log.asked)} requests, {dict(ends)}")
    assert log.breaches == []
    # It is not for lack of asking: what may be had was had in the end, also from those that had asked for a rest.
    forbidden = {"http://closed.example/" + str(number) for number in range(PAGES)}
    forbidden |= {f"http://broken.example/{number}" for number in range(PAGES)}
    forbidden |= {"http://secret.example/1", "http://secret.example/3", "http://down.example/2"}
    assert {link.url for link in left} == forbidden
    assert ends["resting"] > 20
    asked = Counter((host, path) for host, path, _ in log.asked)
    assert asked["plain.example", "/robots.txt"] == 1
    assert asked["changes.example", "/robots.txt"] == 2


# ---- Retry-After ----------------------------------------------------------------------------------------------------

WEEK_S = 7 * 86_400


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(("120", 120), (" 120 ", 120), ("0", 60), ("1", 60), ("60", 60), ("604800", WEEK_S), ("604801", WEEK_S)),
        *(("9" * 400, WEEK_S), ("", 0), ("soon", 0), ("-5", 0), ("1.5", 0), ("\u00b2", 0), ("Mon, 99 Foo 2025", 0)),
        (format_datetime(START + timedelta(hours=1), usegmt=True), 3600),
        (format_datetime(START + timedelta(days=30), usegmt=True), WEEK_S),
        (format_datetime(START - timedelta(days=30), usegmt=True), 60),
        ("Sat, 01 Mar 2025 09:00:00 -0000", 3600),
        ("Sat, 01 Mar 2025 17:00:00 +0800", 3600),
        ("Saturday, 01-Mar-25 09:00:00 GMT", 3600),
        ("Sat Mar  1 09:00:00 2025", 3600),
    ],
)
def test_how_long_a_host_wants_to_rest(value: str, seconds: int) -> None:
    assert wished_rest_s(value, START) == seconds


@pytest.mark.parametrize(
    ("status", "rests"), [(429, True), (503, True), (301, True), (200, False), (404, False), (403, False)]
)
def test_the_answers_to_which_a_wish_for_rest_belongs(status: int, rests: bool) -> None:
    reply = Reply(body=PAGE, status=status, headers={"Retry-After": "600", "Location": "/b"})
    with running({"/a": reply, "/b": Reply(body=PAGE)}) as site:
        fetcher, policy = Fetcher(), site.policy(robots=False)
        end(fetcher, "/a", policy)
        assert end(fetcher, "/b", policy) == ("resting" if rests else "page")
        assert fetcher.notes()[0].rest_until is not None if rests else True


def end(fetcher: Fetcher, path: str, policy: Policy) -> str:
    try:
        answer = fetcher.fetch(f"http://news.example{path}", policy)
    except FetchError as error:
        return error.code
    assert isinstance(answer, Fetched)
    return "page"


# ---- failures -------------------------------------------------------------------------------------------------------


def test_a_host_that_failed_too_often_gets_one_trial_after_its_rest() -> None:
    clock = Clock()
    works = {"now": False}
    with running({"/a": lambda sent: Reply(body=PAGE) if works["now"] else Reply(status=500)}) as site:
        fetcher, policy = Fetcher(clock, network=Network(chance=lambda: 0.0)), site.policy(robots=False)
        assert [end(fetcher, "/a", policy) for _ in range(5)] == ["server_error"] * 3 + ["resting"] * 2
        clock.advance(minutes=61)
        assert [end(fetcher, "/a", policy) for _ in range(3)] == ["server_error"] + ["resting"] * 2
        clock.advance(minutes=61)
        assert end(fetcher, "/a", policy) == "resting"  # the second rest is twice as long
        clock.advance(minutes=61)
        works["now"] = True
        assert [end(fetcher, "/a", policy) for _ in range(3)] == ["page"] * 3
        assert fetcher.notes() == ()
        assert site.paths.count("/a") == 7


def test_failures_and_rests_outlast_a_run() -> None:
    clock = Clock()
    with running({"/a": Reply(status=500)}) as site:
        policy = site.policy(robots=False)
        first = Fetcher(clock)
        assert [end(first, "/a", policy) for _ in range(2)] == ["server_error"] * 2
        second = Fetcher(clock, notes=first.notes())
        assert [end(second, "/a", policy) for _ in range(2)] == ["server_error", "resting"]
        third = Fetcher(clock, notes=second.notes())
        assert end(third, "/a", policy) == "resting"
        [note] = third.notes()
        assert (note.site, note.failures) == ("http://news.example", 3)
        assert note.rest_until is not None
        assert note.rest_until > clock() + timedelta(minutes=59)


def test_a_rest_from_a_wrong_clock_is_cut_to_the_longest_there_is() -> None:
    note = HostNote(site="http://news.example", rest_until=START + timedelta(days=9000))
    fetcher = Fetcher(Clock(), notes=(note,))
    [kept] = fetcher.notes()
    assert kept.rest_until is not None
    assert kept.rest_until < START + timedelta(days=7, minutes=1)


@pytest.mark.parametrize(("chance", "least_s", "most_s"), [(0.0, 8.0, 8.0), (0.999, 11.9, 12.0)])
def test_pauses_double_and_are_spread(chance: float, least_s: float, most_s: float) -> None:
    pace, policy = Pace(Clock(), lambda: chance), Policy(max_failures=9, patience_s=0)
    pace.failed("news.example", 2.0, policy)
    pace.failed("news.example", 2.0, policy)
    until, failures = pace.known()["news.example"]
    assert until is not None
    assert failures == 2
    assert least_s - 0.1 <= (until - START).total_seconds() <= most_s + 0.1


def test_hosts_do_not_come_back_all_at_once() -> None:
    pace, dice = Pace(Clock(), random.Random(1).random), Policy(max_failures=1)
    for number in range(50):
        pace.failed(f"{number}.example", 2.0, dice)
    ends = sorted(until for until, _ in pace.known().values() if until is not None)
    assert ends[-1] - ends[0] > timedelta(minutes=20)


# ---- robots.txt -----------------------------------------------------------------------------------------------------


def note_of(fetcher: Fetcher) -> HostNote:
    [note] = fetcher.notes()
    return note


def test_rules_are_kept_for_a_day_and_no_longer() -> None:
    clock = Clock()
    rules = Reply(body=b"User-agent: *\nDisallow: /b\n", content_type="text/plain")
    with running({"/robots.txt": rules, "/a": Reply(body=PAGE)}) as site:
        first = Fetcher(clock)
        end(first, "/a", site.policy())
        assert note_of(first).robots_body == rules.body
        for hours, times in ((22, 1), (0.9, 1), (0.2, 2)):
            clock.advance(hours=hours)
            fetcher = Fetcher(clock, notes=first.notes())
            assert [end(fetcher, path, site.policy()) for path in ("/a", "/b")] == ["page", "robots"]
            assert site.paths.count("/robots.txt") == times
        long_lived = Fetcher(clock)
        end(long_lived, "/a", site.policy())
        clock.advance(hours=25)
        end(long_lived, "/a", site.policy())
        assert site.paths.count("/robots.txt") == 4


def test_robots_txt_that_cannot_be_had_forbids_this_run_and_is_asked_again_by_the_next() -> None:
    clock = Clock()
    answers = {"/robots.txt": lambda sent: Reply(status=500 if clock.days < 0.5 else 404), "/a": Reply(body=PAGE)}
    with running(answers) as site:
        first = Fetcher(clock)
        assert [end(first, "/a", site.policy()) for _ in range(3)] == ["server_error"] * 3
        assert site.paths == ["/robots.txt"]
        assert note_of(first).robots_failing is not None
        clock.advance(hours=13)
        second = Fetcher(clock, notes=first.notes())
        assert end(second, "/a", site.policy()) == "page"
        assert note_of(second).robots_failing is None


@pytest.mark.parametrize(
    ("known", "ends"), [(b"User-agent: *\nDisallow: /b\n", ["page", "robots"]), (b"", ["page", "page"])]
)
def test_after_a_month_of_errors_the_last_rules_hold_again(known: bytes, ends: list[str]) -> None:
    """RFC 9309 section 2.3.1.4; without any rules ever the host counts as one that has none."""
    clock = Clock()
    answers = {"/robots.txt": Reply(status=503), "/a": Reply(body=PAGE), "/b": Reply(body=PAGE)}
    note = HostNote(
        site="http://news.example",
        robots_status=200 if known else 0,
        robots_body=known,
        robots_fetched=START - timedelta(days=2) if known else None,
    )
    with running(answers) as site:
        policy = site.policy(max_failures=99)
        first = Fetcher(clock, notes=(note,))
        assert end(first, "/a", policy) == "server_error"
        clock.advance(days=29)
        second = Fetcher(clock, notes=first.notes())
        assert end(second, "/a", policy) == "server_error"
        clock.advance(days=2)
        third = Fetcher(clock, notes=second.notes())
        assert [end(third, path, policy) for path in ("/a", "/b")] == ends


def test_a_robots_txt_that_is_too_long_is_read_as_far_as_due() -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    rules = b"User-agent: *\nDisallow: /a\n" + filler * 5000 + b"Disallow: /b\n" + filler * 200_000
    assert 400_000 < rules.index(b"/b") < 524_288
    late = b"User-agent: *\nDisallow: /a\n" + filler * 6000 + b"Disallow: /b\n"
    for text, ends in ((rules, ["robots", "robots"]), (late, ["robots", "page"])):
        answers = {"/robots.txt": Reply(body=text, content_type="text/plain"), "/b": Reply(body=PAGE)}
        with running(answers) as site:
            fetcher = Fetcher()
            assert [end(fetcher, path, site.policy()) for path in ("/a", "/b")] == ends
            assert len(note_of(fetcher).robots_body) <= 524_288


def test_half_a_rule_at_the_limit_is_no_rule() -> None:
    head = b"User-agent: *\nDisallow: /\n"
    rules = head + b"#" * (524_288 - len(head) - len(b"\nAllow: /")) + b"\nAllow: /only-this\n"
    assert rules[:524_288].endswith(b"\nAllow: /")
    with running({"/robots.txt": Reply(body=rules, content_type="text/plain"), "/a": Reply(body=PAGE)}) as site:
        assert end(Fetcher(), "/a", site.policy()) == "robots"


@pytest.mark.parametrize(("hops", "outcome"), [(5, "robots"), (6, "page")])
def test_robots_txt_is_followed_over_five_redirects(hops: int, outcome: str) -> None:
    """After more of them it counts as missing (RFC 9309 section 2.3.1.2)."""
    answers = {f"/r{n}": Reply(status=301, headers={"Location": f"/r{n - 1}"}) for n in range(1, hops + 1)}
    answers["/robots.txt"] = Reply(status=302, headers={"Location": f"http://other.example/r{hops - 1}"})
    answers["/r0"] = Reply(body=b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    with running(answers | {"/a": Reply(body=PAGE)}) as site:
        assert end(Fetcher(), "/a", site.policy("news.example", "other.example")) == outcome


def test_notes_are_in_order_and_hold_moments_with_their_zone() -> None:
    with running({"/robots.txt": Reply(status=404), "/a": Reply(body=PAGE)}) as site:
        fetcher = Fetcher()
        for host in ("b.example", "a.example", "c.example"):
            fetcher.fetch(
                f"http://{host}/a",
                site.policy("a.example", "b.example", "c.example", delay_s=5.0, patience_s=0, robots=False),
            )
    notes = fetcher.notes()
    assert [note.site for note in notes] == ["http://a.example", "http://b.example", "http://c.example"]
    # The pause that is due after the last request of a run is kept as well.
    assert all(note.rest_until is not None and note.rest_until.tzinfo is not None for note in notes)
    assert all(note.rest_until and note.rest_until > datetime.now(UTC) for note in notes)
