"""What is logged, in which form, and that no secret is in it."""

from __future__ import annotations

import json
import logging
import threading
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from tracker.errors import ConfigError, StoreError, TrackerError
from tracker.logs import KEYS, Form, Wanted, logging_to
from tracker.redaction import Redaction

_LOG = logging.getLogger("tracker.test")
SECRETS = (
    "hunter2!", "p@ss w/ord?", 'quo"te\\back', "密码一二三四", "token-0123456789abcdef", "ends-with-newline\n",
    "https://hooks.example/abc?key=def", "%41%42", "two  blanks", "日本語とemoji🗝",
)  # fmt: skip


def logged(capsys: pytest.CaptureFixture[str], wanted: Wanted, *secrets: str) -> str:
    hidden = Redaction()
    hidden.hide(secrets)
    with logging_to(wanted, hidden):
        _LOG.info("good to know", extra={"event": "known", "run": 7, "source": "news"})
        _LOG.info("page", extra={"event": "page", "url": "http://news.example/a"})
        _LOG.warning("look at %s\nthis too", "that")
    return capsys.readouterr().err


def test_plain_lines_are_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert logged(capsys, Wanted()) == "look at that\nthis too\n"
    assert logged(capsys, Wanted(loud=True)) == "good to know\nlook at that\nthis too\n"


def test_text_lines_have_their_time_and_facts(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third, fourth = logged(capsys, Wanted(form="text")).splitlines()
    assert first.endswith("INFO good to know run=7 source=news") and first[:2] == "20" and first[10] == "T"
    assert second.endswith("INFO page url=http://news.example/a")
    assert third.endswith("WARNING look at that") and fourth == "    this too"


def test_json_lines_always_have_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in logged(capsys, Wanted(form="json")).splitlines()]
    assert [tuple(row) for row in rows] == [KEYS] * 3
    assert (rows[0]["event"], rows[0]["run"], rows[0]["url"]) == ("known", 7, None)
    assert (rows[2]["event"], rows[2]["level"], rows[2]["message"]) == (
        "tracker.test",
        "warning",
        "look at that\nthis too",
    )


@pytest.mark.parametrize("form", ["plain", "text", "json"])
def test_the_file_gets_every_line_and_is_rotated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.logs._FILE_BYTES", 2000)
    path = tmp_path / "tracker.log"
    logged(capsys, Wanted(form=form, file=path))
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 3 if form == "json" else 4 and "INFO good to know" in lines[0]
    for _ in range(100):
        logged(capsys, Wanted(form=form, file=path))
    files = sorted(one.name for one in tmp_path.iterdir())
    assert files == ["tracker.log", *(f"tracker.log.{n}" for n in range(1, 5))]
    assert all(one.stat().st_size <= 2000 for one in tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--log-file"), logging_to(Wanted(file=tmp_path), Redaction()):
        pytest.fail("nothing runs without its log")


def test_the_former_logging_is_put_back(tmp_path: Path) -> None:
    root = logging.getLogger()
    former = root.level, [*root.handlers], threading.excepthook
    with logging_to(Wanted(file=tmp_path / "log"), Redaction()):
        assert root.handlers != former[1]
    assert (root.level, root.handlers, threading.excepthook) == former


# ---- secrets --------------------------------------------------------------------------------------------------------


def spill(secret: str) -> None:
    """Let a secret out in all ways in which a program does so by mistake."""
    _LOG.warning("logging in with %s", secret)
    _LOG.warning("asking %s", f"https://x.example/{quote(secret)}?t={quote(secret, safe='')}")
    _LOG.warning("sent %r and %s", secret, json.dumps({"password": secret}))
    for user in ("", "a", "ab"):
        _LOG.warning("AUTH PLAIN %s", b64encode(f"\0{user}\0{secret.strip()}".encode()).decode())
    _LOG.warning("fact", extra={"url": f"https://u:{secret}@x.example/", "source": secret, "code": secret})
    try:
        raise ValueError(f"bad password {secret}", {"password": secret})
    except ValueError as error:
        try:
            raise RuntimeError(secret) from error
        except RuntimeError:
            _LOG.exception("failed with %s", secret)
    thread = threading.Thread(target=int, args=(secret,))  # a ValueError that quotes it
    thread.start()
    thread.join()


@pytest.mark.parametrize("form", ["plain", "text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_in_a_line_nor_in_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: Form, secret: str
) -> None:
    hidden = Redaction()
    hidden.hide(SECRETS)
    path = tmp_path / "log"
    with logging_to(Wanted(form=form, file=path), hidden):
        spill(secret)
    for said in (capsys.readouterr().err, path.read_text("utf-8")):
        assert said.count("[secret]") >= 10 and "Traceback" in said and "a thread failed" in said
        bare = secret.strip()
        encoded = b64encode(bare.encode()).decode().rstrip("=")
        for form_of_it in (bare, quote(bare), quote(bare, safe=""), repr(bare)[1:-1], json.dumps(bare)[1:-1], encoded):
            assert form_of_it not in said


def test_an_error_that_leaves_is_without_secrets() -> None:
    hidden = Redaction()
    hidden.hide([SECRETS[0]])
    with pytest.raises(StoreError) as told, logging_to(Wanted(), hidden):
        raise StoreError(f"no {SECRETS[0]}", where=f"at {SECRETS[0]}", fix=f"give {SECRETS[0]}")
    assert str(told.value) == "at [secret]: no [secret] (give [secret])"


def test_a_bug_leaves_as_one_line_and_is_logged_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    hidden = Redaction()
    hidden.hide([SECRETS[0]])
    with pytest.raises(TrackerError, match="a bug has ended the work"), logging_to(Wanted(), hidden):
        raise KeyError(SECRETS[0])
    said = capsys.readouterr().err
    assert "Traceback" in said and "KeyError: '[secret]'" in said
