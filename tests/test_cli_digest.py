"""The commands `digest` and `doctor --mail` are given words; what they print, write and send is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
import pytest
from mail_server import Fault, MailServer, mail_server
from mailing import ADMIN, DAY, PERIOD, READERS, TARGETS, certified, targets_text

from tracker.cli import cli
from tracker.commands.serving import deliver_mail
from tracker.config import load_config
from tracker.errors import ConfigError, NotifyError, StoreError, TrackerError
from tracker.notify import period_of, prepare
from tracker.redaction import Redaction
from tracker.store import DonePeriod, open_store

Say = Callable[..., int]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    authority, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("SMTP_PASSWORD", "geheim")
    with mail_server(context) as running:
        yield running


@pytest.fixture
def tracker(tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs a command in a folder with an empty store; returns its exit code."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets.yaml").write_text(targets_text(server.port), encoding="utf-8")
    with open_store(tmp_path / "tracker.db"):
        pass

    def say(*words: str) -> int:
        code = cli.main(list(words), standalone_mode=False)
        return code if isinstance(code, int) else 0

    return say


def test_it_prints_what_would_be_sent(tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert tracker("digest") == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "没有变化：某区重点任务" and printed.err == ""
    assert server.connections == 0


def test_a_preview_is_a_web_page(tracker: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tracker("digest", "--preview", "new/p.html", "--to", READERS[0]) == 0
    assert capsys.readouterr().out.strip() == "new/p.html"
    assert (tmp_path / "new" / "p.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_sending_is_silent_and_happens_once_a_week(
    tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tracker("digest", "--send", "--to", READERS[1]) == 0
    assert [to for to, _ in server.accepted] == [READERS[1]]
    for _ in range(3):
        assert tracker("digest", "--send") == 0
    assert sorted(to for to, _ in server.accepted) == sorted([*READERS, ADMIN])
    assert capsys.readouterr() == ("", "")


def test_a_failure_is_told_and_the_next_call_mends_it(
    tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = [Fault("AUTH", "refuse", text="not today")]
    assert tracker("digest", "--send") == 1
    told = capsys.readouterr()
    assert told.out == "" and "0 sent, 0 failed, 0 uncertain, 4 waiting" in told.err and "not today" in told.err
    assert tracker("digest", "--send") == 0 and len(server.accepted) == 4


def test_what_has_failed_is_shown_by_the_doctor_and_sent_when_asked_for(
    tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = [Fault("RCPT", "refuse", text="no such user"), None, None, None]
    assert tracker("digest", "--send") == 1
    capsys.readouterr()
    assert tracker("doctor") == 1
    shown = capsys.readouterr().out
    assert f"failed, {READERS[0]}: 554 no such user; tracker digest --send --retry sends it again" in shown
    assert tracker("digest", "--send") == 0 and READERS[0] not in [to for to, _ in server.accepted], "not unasked"
    assert tracker("digest", "--send", "--retry") == 0
    assert [to for to, _ in server.accepted].count(READERS[0]) == 1
    capsys.readouterr()
    assert tracker("doctor") == 0 and "failed" not in capsys.readouterr().out


def test_the_daemon_fails_once_where_mail_is_given_up(
    tracker: Say, server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "another")
    config = load_config(tmp_path / "targets.yaml")
    with open_store(tmp_path / "tracker.db") as store:
        prepare(store, config, PERIOD, DAY, datetime.now(UTC) - timedelta(days=6))
        with pytest.raises(NotifyError, match=r"535.*given up after 5 days.*--retry"):
            deliver_mail(store, config, Redaction())
        assert not deliver_mail(store, config, Redaction()) and server.connections == 1


def test_what_waits_after_a_failure_is_shown_by_the_doctor(
    tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = [Fault("AUTH", "refuse", text="not today")]
    tracker("digest", "--send")
    assert tracker("doctor") == 1
    shown = capsys.readouterr().out
    assert f": waiting, {', '.join(sorted([*READERS, ADMIN]))}: 127.0.0.1:" in shown
    assert shown.count("not today") == 1


def test_what_makes_no_sense_is_refused(tracker: Say, tmp_path: Path, server: MailServer) -> None:
    with pytest.raises(ConfigError, match=r"gets no digest \(did you mean a@readers.example"):
        tracker("digest", "--send", "--to", "a@readers.exampl")
    with pytest.raises(click.UsageError):
        tracker("digest", "--send", "--as-of", "2025-12-31")
    (tmp_path / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    with pytest.raises(ConfigError, match="nobody is to get a digest"):
        tracker("digest", "--send")
    with pytest.raises(ConfigError, match="no mail server is named"):
        tracker("doctor", "--mail")
    assert server.connections == 0


def test_a_folder_without_a_store_says_so(tracker: Say, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store yet"):
        tracker("digest", "--send", "--db", str(tmp_path / "none.db"))


def test_the_doctor_tries_the_mail_server(tracker: Say, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert tracker("doctor", "--mail") == 0
    assert "logged in as bot" in capsys.readouterr().out and server.accepted == []
    server.script = [Fault("AUTH", "refuse")]
    assert tracker("doctor", "--mail") == 1
    assert "log in: 554" in capsys.readouterr().out


def test_a_missing_password_is_told_before_anything_is_done(
    tracker: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SMTP_PASSWORD")
    with pytest.raises(TrackerError, match="SMTP_PASSWORD: holds no secret"):
        tracker("digest", "--send")
    with open_store(tmp_path / "tracker.db") as store:
        assert store.parcels() == ()


def test_a_period_is_the_iso_week() -> None:
    assert [period_of(date(2025, 12, 28) + timedelta(days=days)) for days in (0, 1, 4, 8)] == [
        *("2025-W52", "2026-W01", "2026-W01", "2026-W02"),
    ]


def test_the_daemon_mails_the_digest_once_and_keeps_a_backup(tracker: Say, server: MailServer, tmp_path: Path) -> None:
    long_ago = date.today() - timedelta(days=21)
    moment = datetime(long_ago.year, long_ago.month, long_ago.day, tzinfo=UTC)
    with open_store(tmp_path / "tracker.db") as store:
        for kind in ("digest", "backup"):  # a first start begins with the week and the night to come
            store.save_periods(kind, [DonePeriod(period=period_of(long_ago), day=long_ago, done=moment)])
    for _ in range(3):
        assert tracker("serve", "--once") == 0
    assert sorted(to for to, _ in server.accepted) == sorted([*READERS, ADMIN])
    assert len(list((tmp_path / "backups").glob("tracker-*.db"))) == 1
    with open_store(tmp_path / "tracker.db") as store:
        assert not store.open_parcels()
