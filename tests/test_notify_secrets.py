"""Seeded secrets go in by the environment and by files; nothing that the program writes anywhere may hold one."""

from __future__ import annotations

import logging
import os
import pickle
import random
import subprocess
import sys
import traceback
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from loopback import Reply, running
from mail_server import Fault, mail_server
from mailing import NOW, QUICK, TARGETS, certified, config_for, prepared, targets_text

from tracker.config import parse_config
from tracker.errors import ConfigError, NotifyError
from tracker.logs import Wanted, logging_to
from tracker.model import Chat
from tracker.notify import Line, check_mail, deliver
from tracker.notify import chat as chats
from tracker.notify.chat import send_chat
from tracker.redaction import Redaction
from tracker.secret import Secret, Secrets, load_secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
SIGNS = "+!$%~;=' "


def seeded(number: int, signs: str = "") -> str:
    chance = random.Random(f"secret {number}")
    return "s" + "".join(chance.choice(LETTERS + signs * 4) for _ in range(22)) + "e"


# ---- where they come from -------------------------------------------------------------------------------------------


def test_a_password_from_the_environment(tmp_path: Path) -> None:
    found = load_secrets(config_for(25), {"SMTP_PASSWORD": "geheim\n"}, Redaction())
    assert found.password is not None and found.password.reveal() == "geheim"
    with pytest.raises(ConfigError, match="SMTP_PASSWORD: holds no secret"):
        load_secrets(config_for(25), {}, Redaction())


def test_a_password_from_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    config = parse_config(
        targets_text(25).replace("password_env: SMTP_PASSWORD", "password_file: smtp.secret"), str(tmp_path / "t.yaml")
    )
    path = tmp_path / "smtp.secret"
    with pytest.raises(ConfigError, match="cannot be read"):
        load_secrets(config, {}, Redaction())
    path.write_text("geheim\n", encoding="utf-8")
    for mode in (0o644, 0o640, 0o604):
        path.chmod(mode)
        with pytest.raises(ConfigError, match=r"others can read this secret \(chmod 600 "):
            load_secrets(config, {}, Redaction())
    for mode in (0o600, 0o400):
        path.chmod(mode)
        found = load_secrets(config, {}, Redaction())
        assert found.password is not None and found.password.reveal() == "geheim"


@pytest.mark.parametrize("content", [b"", b"\n", b"eins\nzwei\n", b"\xff\xfe", "größe".encode()])
def test_a_file_that_holds_no_secret(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "smtp.secret"
    path.write_bytes(content)
    path.chmod(0o600)
    text = targets_text(25).replace("password_env: SMTP_PASSWORD", "password_file: smtp.secret")
    with pytest.raises(ConfigError) as caught:
        load_secrets(parse_config(text, str(tmp_path / "t.yaml")), {}, Redaction())
    assert not any(word in told(caught.value) for word in ("eins", "zwei", "größe"))


def told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("key", ["password: {}", "password_env: '{}'", "passwort: {}"])
def test_a_secret_in_the_targets_file_is_refused_and_not_repeated(key: str) -> None:
    secret = seeded(0) + "!"
    text = targets_text(25).replace("password_env: SMTP_PASSWORD", key.format(secret))
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "t.yaml")
    assert "t.yaml:9:" in str(caught.value) and secret not in told(caught.value)


# ---- what shows them ------------------------------------------------------------------------------------------------


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("geheim")
    held = Secrets(user="bot", password=secret, chats=(("chat:X", secret),))
    shown = f"{secret} {secret!r} {secret:>20} {held} {[secret]} {Chat(url_env='X')}"
    assert "geheim" not in shown and "<secret>" in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


@pytest.mark.parametrize("number", range(10))
def test_every_coding_of_a_secret_is_masked(number: int) -> None:
    word = seeded(number, SIGNS + '"<&\\/')
    held = Secrets(user="bot", password=Secret(word), chats=(("chat:X", Secret(f"slack://{word}/more")),))
    plain = b64encode(f"\0bot\0{word}".encode()).decode()
    codings = (word, b64encode(word.encode()).decode(), plain, quote(word), quote(word, safe=""), repr(word)[1:-1])
    for coding in codings:
        hidden = held.hide(f"535 wrong: {coding} ({coding})")
        assert coding not in hidden and hidden.startswith("535 wrong: "), coding


def test_what_was_loaded_once_is_hidden_from_then_on(capsys: pytest.CaptureFixture[str]) -> None:
    hidden = Redaction()
    with logging_to(Wanted(form="text"), hidden):
        load_secrets(config_for(25), {"SMTP_PASSWORD": "geheim"}, hidden)
        log = logging.getLogger("somebody.else")
        log.error("a geheim b %s", "geheim")
        try:
            raise RuntimeError("c geheim")
        except RuntimeError:
            log.exception("d")
    said = capsys.readouterr().err
    assert "a [secret] b [secret]" in said and "RuntimeError: c [secret]" in said and "geheim" not in said


def test_of_a_web_address_neither_host_nor_plain_words_are_hidden() -> None:
    hidden = Redaction()
    hidden.hide_address("https://me:pa55word@ping.example.org:8443/heartbeat/0a1b2c3d-4e5f?key=Token77")
    said = hidden("the heartbeat at ping.example.org: GET /heartbeat/0a1b2c3d-4e5f, pa55word, key=Token77")
    assert said == "the heartbeat at ping.example.org: GET /heartbeat/[secret], [secret], key=[secret]"
    hidden.hide_address("slack://tokena/tokenb")
    assert hidden("tokena tokenb slack") == "[secret] [secret] slack"


def test_a_server_that_repeats_the_password_is_not_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, context = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    password = seeded(1, SIGNS)
    with mail_server(context, "another") as server:
        config = config_for(server.port)
        assert config.mail is not None
        with pytest.raises(NotifyError) as caught:
            check_mail(Line(mail=config.mail, secrets=Secrets(user="bot", password=Secret(password)), terms=QUICK))
    assert "log in: 535 wrong: bot [secret]" in " ".join(str(caught.value).split())
    assert password not in told(caught.value) and caught.value.__cause__ is None


# ---- the whole program ----------------------------------------------------------------------------------------------

# The program with everything that it and its libraries can tell in tracker.log, and a bug where BUG says so.
_LOUD = """
import logging, os
from functools import partial
from pathlib import Path
import tracker.cli, tracker.logs
from tracker.commands.place import Place
from tracker.notify import delivering

def broken_mail(post):
    raise RuntimeError(post._secrets.password.reveal(), [one.reveal() for _, one in post._secrets.chats])

def broken_beat(self, ok, text=""):
    raise KeyError(self.heartbeat)

tracker.logs._LOUD = {"": logging.DEBUG}
tracker.cli.Wanted = partial(tracker.logs.Wanted, form="json", loud=True, file=Path("tracker.log"))
if os.environ.get("BUG") == "mail":
    delivering._Post.recover = broken_mail
if os.environ.get("BUG") == "beat":
    Place.beat = broken_beat
tracker.cli.main()
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "place"
    folder.mkdir()
    yield folder


def run(folder: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[bytes]:
    paths = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-c", _LOUD, *words], cwd=folder, env=os.environ | environment | {"PYTHONPATH": paths},
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip


def targets_with_chats(port: int, count: int) -> str:
    chat = "".join(f"  - url_env: CHAT_{number}\n" for number in range(count))
    return f"{targets_text(port)}chat:\n{chat}"


# (bug, command)
COMMANDS = (
    *(("", "digest --send"), ("", "doctor --mail"), ("", "digest --send"), ("", "digest --send")),
    *(("", "digest --preview p.html"), ("", "digest"), ("", "report"), ("", "check")),
    *(("", "run --log json --log-file run.log"), ("beat", "run"), ("beat", "serve --once --log-file serve.log")),
    *(("mail", "digest --send --to a@readers.example"), ("mail", "serve --once")),
)


def test_eleven_secrets_of_a_failing_program_are_nowhere(place: Path, tmp_path: Path) -> None:
    authority, context = certified(tmp_path)
    tokens = [seeded(number) for number in range(1, 11)]
    password = seeded(0, SIGNS)
    angry = Fault("AUTH", "refuse", text="go away {told} {line}")
    with running({}) as site, mail_server(context, password) as server:
        server.script = [angry, angry, Fault("END"), angry]
        (place / "targets.yaml").write_text(targets_with_chats(server.port, len(tokens) - 1), encoding="utf-8")
        address = f"//127.0.0.1:{site.port}/"
        environment = {"SMTP_PASSWORD": password, "SSL_CERT_FILE": str(authority)} | {
            f"CHAT_{number}": f"json:{address}{token}" for number, token in enumerate(tokens[:-1])
        }
        environment["TRACKER_HEARTBEAT"] = f"http:{address}beat/{tokens[-1]}"
        assert run(place, environment, "ingest", str(empty_page(place))).returncode == 0
        outputs = [run(place, environment | {"BUG": bug}, *words.split()) for bug, words in COMMANDS]
        mails = [message for _, message in server.accepted]
        asked, posted = " ".join(site.paths), [body for _, body in site.posted]
    assert outputs[0].returncode == 1 and b"535" not in outputs[0].stdout and mails
    assert b"go away" in outputs[0].stderr and b"[secret]" in outputs[0].stderr
    assert b"heartbeat was not taken" in outputs[8].stderr and f"/beat/{tokens[-1]}" in asked
    for number, (bug, words) in enumerate(COMMANDS):
        assert (b"Traceback" in outputs[number].stderr) == bool(bug), words
    texts = [one.stdout + one.stderr for one in outputs] + mails
    assert any(b"RuntimeError" in body and b"secret" in body for body in posted), "the heartbeat heard of the bug"
    texts += posted + [path.read_bytes() for path in place.rglob("*") if path.is_file()]
    assert any(b"POST /[secret]" in text for text in texts), "libraries did log what they ask for"
    for secret in (password, *tokens):
        raw = secret.encode()
        for coding in (raw, quote(secret).encode(), b64encode(raw), b64encode(b"\0bot\0" + raw)):
            assert not [text for text in texts if coding in text], secret


def empty_page(folder: Path) -> Path:
    page = folder / "page.html"
    page.write_text("<html><head><title>别的文章</title></head><body><p>一句话。</p></body></html>", encoding="utf-8")
    return page


# ---- chats ----------------------------------------------------------------------------------------------------------


def chat_config(*names: str) -> str:
    return f"{TARGETS}chat:\n" + "".join(f"  - url_env: {name}\n" for name in names)


def test_a_chat_gets_the_digest_as_a_short_text(tmp_path: Path) -> None:
    config = parse_config(chat_config("GOOD", "BAD"), "t.yaml")
    asked: list[dict[str, str]] = []

    def keep(headers: dict[str, str]) -> Reply:
        asked.append(headers)
        return Reply(body=b"{}")

    with running({"/good": keep, "/good/": keep}) as site, prepared(tmp_path / "t.db", config) as store:
        address = f"json://127.0.0.1:{site.port}/{{}}?method=GET"
        held = Secrets(chats=tuple((f"chat:{name.upper()}", Secret(address.format(name))) for name in ("good", "bad")))
        done = deliver(store, config, held, NOW, QUICK)
        assert (done.sent, done.waiting, done.failed) == (1, 1, 0)
        assert {one.recipient: one.state for one in store.parcels()} == {"chat:GOOD": "sent", "chat:BAD": "pending"}
        assert "没有变化" in store.parcels()[0].message
    assert len(asked) == 1


def test_without_apprise_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    outcome = send_chat(Secrets(), "chat:X", "text")
    assert outcome.state == "later" and outcome.answer == chats.MISSING and "pip install" in chats.MISSING


def test_a_chat_without_an_address_that_is_understood_waits() -> None:
    held = Secrets(chats=(("chat:X", Secret("nothing at all")),))
    assert send_chat(held, "chat:X", "text").state == "later"
