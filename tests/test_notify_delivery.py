"""A digest on its way meets servers that fail at every point of the protocol; each reader gets it once all the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from mail_server import POINTS, Fault, MailServer, mail_server
from mailing import (
    ADMIN,
    DAY,
    NOW,
    PERIOD,
    QUICK,
    READERS,
    certified,
    config_for,
    deliver_all,
    prepared,
    secrets,
    targets_text,
)

from tracker.errors import NotifyError
from tracker.lock import LockHeldError, only_run
from tracker.model import Parcel
from tracker.notify import Line, Terms, check_mail, deliver, prepare
from tracker.store import open_store

TESTS = Path(__file__).parent
EVERYBODY = (*READERS, ADMIN)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssl.SSLContext]:
    authority, server_side = certified(tmp_path_factory.mktemp("tls"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(authority))
        yield server_side


@pytest.fixture
def server(context: ssl.SSLContext) -> Iterator[MailServer]:
    with mail_server(context) as running:
        yield running


def headers(message: bytes) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in message_from_bytes(message, policy=default).items()}


def test_each_reader_gets_a_mail_of_their_own(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        done = deliver(store, config, secrets(), NOW, QUICK)
        assert (done.sent, done.failed, done.uncertain, done.waiting, done.trouble) == (4, 0, 0, 0, ())
        assert {one.state for one in store.parcels()} == {"sent"}
        assert deliver(store, config, secrets(), NOW, QUICK).sent == 0
    assert sorted(to for to, _ in server.accepted) == sorted(EVERYBODY)
    for to, message in server.accepted:
        told = headers(message)
        assert told["to"] == to and "bcc" not in told and "cc" not in told
        assert told["list-id"] == "<tracker.office.example>"
        assert told["list-unsubscribe"] == f"<mailto:{ADMIN}?subject=unsubscribe>"
        assert told["auto-submitted"] == "auto-generated" and told["date"] == "Mon, 06 Oct 2025 00:00:00 +0000"
    assert len({headers(message)["message-id"] for _, message in server.accepted}) == 4


def test_preparing_again_changes_nothing(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        before = store.parcels()
        assert prepare(store, config, PERIOD, DAY + timedelta(days=1), NOW + timedelta(days=1)) == 0
        assert store.parcels() == before


def test_a_reader_who_joins_gets_this_weeks_digest(server: MailServer, tmp_path: Path) -> None:
    with prepared(tmp_path / "t.db", config_for(server.port, readers=READERS[:1])) as store:
        assert prepare(store, config_for(server.port), PERIOD, DAY, NOW) == 2
        assert {one.recipient for one in store.parcels(PERIOD)} == set(EVERYBODY)


def test_a_reader_who_left_gets_nothing_more(server: MailServer, tmp_path: Path) -> None:
    with prepared(tmp_path / "t.db", config_for(server.port)) as store:
        deliver(store, config_for(server.port, readers=READERS[:1]), secrets(), NOW, QUICK)
        states = {one.recipient: one.state for one in store.parcels()}
    assert states == {READERS[0]: "sent", ADMIN: "sent", READERS[1]: "skipped", READERS[2]: "skipped"}


def test_only_the_one_who_is_named_gets_it(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        done = deliver(store, config, secrets(), NOW, Terms(to=READERS[1].upper()))
        assert (done.sent, done.waiting) == (1, 0)
    assert [to for to, _ in server.accepted] == [READERS[1]]


def test_of_two_senders_one_works(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store, only_run(tmp_path / "t.db.mail"), pytest.raises(LockHeldError):
        deliver(store, config, secrets(), NOW, QUICK)
    assert server.connections == 0


@pytest.mark.parametrize(
    ("point", "what"),
    [*((point, "hang_up") for point in POINTS[:-1]), *((point, "later") for point in POINTS[1:]), ("EHLO", "garbage")],
)
def test_what_fails_before_the_end_is_tried_again(server: MailServer, tmp_path: Path, point: str, what: str) -> None:
    server.script = [Fault(point, what)]
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        first = deliver(store, config, secrets(), NOW, QUICK)
        assert first.waiting and not first.failed and not first.uncertain and first.trouble
        assert deliver(store, config, secrets(), NOW + timedelta(minutes=1), QUICK).sent == 0, "it waits before that"
        assert {one.state for one in deliver_all(store, config)} == {"sent"}
    assert sorted(to for to, _ in server.accepted) == sorted(EVERYBODY)


def test_a_server_that_cannot_be_reached_is_asked_once_a_pass(tmp_path: Path) -> None:
    config = config_for(9)
    with prepared(tmp_path / "t.db", config) as store:
        done = deliver(store, config, secrets(), NOW, QUICK)
    assert done.waiting == 4 and len(done.trouble) == 1 and "127.0.0.1:9: connect" in done.trouble[0]


def test_one_reader_whose_mail_breaks_the_connection_does_not_hold_up_the_others(
    server: MailServer, tmp_path: Path
) -> None:
    server.script = [Fault("RCPT")]
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        done = deliver(store, config, secrets(), NOW, QUICK)
    assert (done.sent, done.waiting) == (3, 1)


@pytest.mark.parametrize("point", ["RCPT", "DATA", "END"])
def test_a_refusal_for_good_is_told_to_the_administrator(server: MailServer, tmp_path: Path, point: str) -> None:
    server.script = [Fault(point, "refuse", text="no such user")]
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        parcels = deliver_all(store, config)
    refused = [one for one in parcels if one.state == "failed"]
    assert [(one.recipient, one.topic) for one in refused] == [(READERS[0], "")] and "no such user" in refused[0].answer
    notices = [message for message in server.of(ADMIN) if READERS[0] in headers(message)["subject"]]
    assert len(notices) == 1 and len(server.of(ADMIN)) == 2 and server.of(READERS[0]) == []


def test_a_login_refused_for_days_is_given_up_and_told_once(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    wrong = secrets("another")
    with prepared(tmp_path / "t.db", config) as store:
        for hours in range(0, 24 * 5, 6):
            done = deliver(store, config, wrong, NOW + timedelta(hours=hours), QUICK)
            assert (done.waiting, done.failed, len(done.trouble)) == (4, 0, 1) and "535" in done.trouble[0]
        done = deliver(store, config, wrong, NOW + timedelta(days=5), QUICK)
        assert (
            (done.waiting, done.failed, done.given_up) == (0, 4, 4)
            and "535" in done.trouble[0]
            and "--retry" in done.trouble[1]
        )
        assert {(one.state, one.topic) for one in store.parcels()} == {("failed", "")}, "no notice that cannot leave"
        asked = server.connections
        assert deliver(store, config, wrong, NOW + timedelta(days=6), QUICK).trouble == ()
        assert server.connections == asked
        assert store.last_snapshot("2025-W42", READERS[0]) is None, "the next digest tells it again"
        again = replace(QUICK, retry=PERIOD, at_once=True)
        assert deliver(store, config, secrets(), NOW + timedelta(days=6), again).sent == 4
        assert store.last_snapshot("2025-W42", READERS[0]) is not None
    assert sorted(to for to, _ in server.accepted) == sorted(EVERYBODY)


@pytest.mark.parametrize("days", [5, 30])
def test_a_server_that_is_away_for_long_gets_its_mail_all_the_same(
    server: MailServer, tmp_path: Path, days: int
) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        away = config_for(9)
        for day in range(days + 1):
            assert deliver(store, away, secrets(), NOW + timedelta(days=day), QUICK).waiting == 4
        assert deliver(store, config, secrets(), NOW + timedelta(days=days + 1), QUICK).sent == 4


def test_what_was_refused_is_told_again_by_the_next_digest(server: MailServer, tmp_path: Path) -> None:
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        deliver_all(store, config)
        server.script = [Fault("RCPT", "refuse")]
        prepare(store, config, "2025-W42", DAY + timedelta(days=7), NOW + timedelta(days=7))
        deliver(store, config, secrets(), NOW + timedelta(days=7), QUICK)
        bases = {reader: store.last_snapshot("2025-W43", reader) for reader in READERS}
    days = {reader: base.day for reader, base in bases.items() if base}
    assert days == {READERS[0]: DAY, READERS[1]: DAY + timedelta(days=7), READERS[2]: DAY + timedelta(days=7)}


@pytest.mark.parametrize("filed", [True, False])
@pytest.mark.parametrize("what", ["hang_up", "garbage", "stall"])
def test_what_breaks_after_the_end_is_sent_once_more(
    server: MailServer, tmp_path: Path, what: str, filed: bool
) -> None:
    server.script = [Fault("END", what, filed=filed)]
    config = config_for(server.port)
    terms = Terms(command_s=2.0, answer_s=0.5)
    with prepared(tmp_path / "t.db", config) as store:
        first = deliver(store, config, secrets(), NOW, terms)
        assert (first.uncertain, first.sent, first.waiting) == (1, 3, 1)
        assert {one.state for one in deliver_all(store, config, terms)} == {"sent"}
    copies = server.of(READERS[0])
    assert len(copies) == 1 + filed and len(set(copies)) == 1, "byte for byte the same mail"


def test_a_second_doubt_is_the_last(server: MailServer, tmp_path: Path) -> None:
    server.script = [Fault("END"), None, None, None, Fault("END", filed=True)]
    config = config_for(server.port)
    with prepared(tmp_path / "t.db", config) as store:
        parcels = deliver_all(store, config)
    unsure = next(one for one in parcels if one.recipient == READERS[0])
    assert (unsure.state, unsure.doubts, unsure.next_try) == ("uncertain", 2, None)
    assert server.dots.count(READERS[0]) == 2 and any(READERS[0] in headers(one)["subject"] for one in server.of(ADMIN))


def trial(server: MailServer, path: Path, seed: int) -> tuple[int, int]:
    """One digest through a server with faults by chance; returns how many readers got it and how many doubts arose."""
    chance = random.Random(seed)
    known = [Fault(chance.choice(POINTS[:-1]), chance.choice(("hang_up", "later", "garbage"))) for _ in range(3)]
    known += [Fault("END", "later")]
    doubt = Fault("END", chance.choice(("hang_up", "garbage")), filed=chance.random() < 0.5)
    # The point goes round, so that each has its share whatever chance says.
    point = POINTS[seed % len(POINTS)]
    first = Fault(point, chance.choice(("hang_up", "later")))
    if point == "END":
        first = chance.choice((doubt, Fault("END", "later")))
    rest = [*known, None, None] if first is doubt else [*known, doubt, None, None]
    chance.shuffle(rest)
    server.script, server.accepted, server.dots = [first, *rest], [], []
    config = config_for(server.port, readers=READERS[:2])
    begun = path.with_name("begun.db")
    if not begun.exists():
        with prepared(begun, config):
            pass
    shutil.copy(begun, path)
    with open_store(path) as store:
        parcels = deliver_all(store, config, passes=30)
    check_trial(server, parcels, seed)
    return len({to for to, _ in server.accepted}), sum(one.doubts for one in parcels)


def check_trial(server: MailServer, parcels: list[Parcel], seed: int) -> None:
    digests = [one for one in parcels if not one.topic]
    assert {one.state for one in digests} == {"sent"}, (seed, [(one.recipient, one.doubts) for one in digests])
    for parcel in digests:
        copies = server.of(parcel.recipient)
        assert 1 <= len(copies) <= 1 + parcel.doubts <= 2, (seed, parcel.recipient, len(copies))
        assert {headers(copy)["message-id"] for copy in copies} == {parcel.message_id}, seed


def test_servers_that_fail_by_chance(server: MailServer, tmp_path: Path) -> None:
    outcomes = [trial(server, tmp_path / f"{seed}.db", seed) for seed in range(45)]
    assert {readers for readers, _ in outcomes} == {3} and sum(doubts for _, doubts in outcomes) > 10


@pytest.mark.long
def test_servers_that_fail_by_chance_500_times(server: MailServer, tmp_path: Path) -> None:
    outcomes = [trial(server, tmp_path / f"{seed}.db", seed) for seed in range(500)]
    print(f"500 trials: {sum(doubts for _, doubts in outcomes)} doubts, 0 lost, 0 known duplicates")
    assert {readers for readers, _ in outcomes} == {3}


_SENDER = """
import sys
from datetime import datetime
from pathlib import Path
from mailing import NOW, config_for, secrets
from tracker.notify import Terms, deliver
from tracker.store import open_store
with open_store(Path(sys.argv[1])) as store:
    deliver(store, config_for(int(sys.argv[2])), secrets(), NOW, Terms(command_s=60, answer_s=60))
"""


def kill_at(server: MailServer, path: Path, point: str, *, filed: bool = False) -> list[Parcel]:
    """Kill the sender where the server keeps it waiting; the parcels after others have gone on."""
    server.script = [Fault(point, "stall", filed=filed)]
    server.accepted, server.dots = [], []
    server.stalled.clear()
    config = config_for(server.port)
    with prepared(path, config):
        pass
    paths = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    arguments = [sys.executable, "-c", _SENDER, str(path), str(server.port)]
    sender = subprocess.Popen(arguments, env=os.environ | {"PYTHONPATH": paths})
    try:
        assert server.stalled.wait(30), "the sender never came that far"
    finally:
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    with open_store(path) as store:
        return deliver_all(store, config)


def check_killed(server: MailServer, parcels: list[Parcel], point: str, filed: bool) -> None:
    assert {one.state for one in parcels} == {"sent"}
    copies = {reader: server.of(reader) for reader in EVERYBODY}
    doubtful = point == "END"
    assert [len(copies[reader]) for reader in EVERYBODY] == [1 + (doubtful and filed), 1, 1, 1], point
    assert all(len(set(mails)) == 1 for mails in copies.values())
    assert server.dots.count(READERS[0]) == 1 + doubtful


@pytest.mark.parametrize(("point", "filed"), [("AUTH", False), ("DATA", False), ("END", True)])
def test_a_sender_that_is_killed(server: MailServer, tmp_path: Path, point: str, filed: bool) -> None:
    check_killed(server, kill_at(server, tmp_path / "t.db", point, filed=filed), point, filed)


@pytest.mark.long
def test_a_sender_that_is_killed_at_every_point(server: MailServer, tmp_path: Path) -> None:
    for number in range(20):
        for point, filed in [*((point, False) for point in POINTS), ("END", True)]:
            path = tmp_path / f"{number}-{point}-{filed}.db"
            check_killed(server, kill_at(server, path, point, filed=filed), point, filed)
    print("200 senders killed at 10 points: 0 lost, a second copy only in doubt")


# ---- encryption -----------------------------------------------------------------------------------------------------


def test_the_check_connects_encrypts_and_logs_in(server: MailServer) -> None:
    config = config_for(server.port)
    assert config.mail is not None
    said = check_mail(Line(mail=config.mail, secrets=secrets(), terms=QUICK))
    assert said.startswith(f"127.0.0.1:{server.port}: TLSv1") and said.endswith("logged in as bot")
    assert server.accepted == [] and server.dots == []


def test_tls_from_the_start(context: ssl.SSLContext, tmp_path: Path) -> None:
    with mail_server(context, tls=True) as server:
        config = config_for(server.port, security="tls")
        with prepared(tmp_path / "t.db", config) as store:
            assert deliver(store, config, secrets(), NOW, QUICK).sent == 4


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path, security: str) -> None:
    _, unknown = certified(tmp_path)
    with mail_server(unknown, tls=security == "tls") as server:
        config = config_for(server.port, security=security)
        assert config.mail is not None
        with pytest.raises(NotifyError, match="CERTIFICATE_VERIFY_FAILED"):
            check_mail(Line(mail=config.mail, secrets=secrets(), terms=QUICK))


def test_a_server_without_starttls_hears_neither_password_nor_mail(tmp_path: Path) -> None:
    with mail_server(None) as server:
        config = config_for(server.port)
        with prepared(tmp_path / "t.db", config) as store:
            done = deliver(store, config, secrets(), NOW, QUICK)
        assert done.sent == 0 and "STARTTLS" in done.trouble[0] and server.dots == []


def test_the_targets_file_of_these_tests_is_one_a_person_could_write() -> None:
    assert "password_env" in targets_text(25) and "geheim" not in targets_text(25)
