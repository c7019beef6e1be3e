"""The keys `mail`, `digest` and `chat` of targets.yaml come in; what they mean, and where they are wrong, goes out."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from mailing import TARGETS

from tracker.config import parse_config
from tracker.errors import ConfigError
from tracker.model import Chat, DigestPlan, Mail, Only, Recipient

MAIL = "mail: {host: smtp.example.org, user: bot, password_env: SMTP_PASSWORD, from: tracker@example.org}\n"


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_config(TARGETS + text, "t.yaml")
    return str(caught.value)


def test_nothing_said_is_a_digest_every_monday_for_nobody() -> None:
    config = parse_config(TARGETS, "t.yaml")
    assert (config.mail, config.digest, config.chat) == (None, DigestPlan(weekday="mon", hour=8), ())


@pytest.mark.parametrize("name", ["README.md", "docs/digest.md"])
def test_the_examples_of_the_documents_are_right(name: str) -> None:
    text = (Path(__file__).parent.parent / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    found = [dedent(block) for block in blocks if "version:" not in block]
    assert found and all(parse_config(TARGETS + block, name) for block in found)


def test_the_defaults_are_those_of_most_providers() -> None:
    assert parse_config(TARGETS + MAIL, "t.yaml").mail == Mail(
        host="smtp.example.org", port=587, security="starttls", sender="tracker@example.org",
        sender_name="某区重点任务", list_id="tracker.example.org", user="bot", password_env="SMTP_PASSWORD",
    )  # fmt: skip
    tls = parse_config(TARGETS + MAIL.replace("user:", "security: tls, user:"), "t.yaml").mail
    assert tls is not None and tls.port == 465


def test_everything_said() -> None:
    text = MAIL + (
        "digest:\n  weekday: fri\n  hour: 17\n  when_quiet: skip\n  language: en\n  admin: admin@example.org\n"
        "  recipients:\n    - {to: a@example.org, name: 甲, language: zh, only: {themes: [ecology]}}\n"
        "    - {to: b@example.org, only: {targets: [mall], statuses: [behind, overdue]}}\n"
        "chat:\n  - {url_env: WECOM, language: zh}\n  - {url_file: slack.secret, only: {statuses: [missed]}}\n"
    )
    config = parse_config(TARGETS + text, "t.yaml")
    assert config.digest == DigestPlan(
        weekday="fri", hour=17, when_quiet="skip", language="en", admin="admin@example.org",
        recipients=(
            Recipient(address="a@example.org", name="甲", language="zh", only=Only(themes=("ecology",))),
            Recipient(address="b@example.org", only=Only(targets=("mall",), statuses=("behind", "overdue"))),
        ),
    )  # fmt: skip
    assert config.chat == (
        Chat(url_env="WECOM", language="zh"),
        Chat(url_file="slack.secret", only=Only(statuses=("missed",))),
    )
    assert [chat.name for chat in config.chat] == ["chat:WECOM", "chat:slack.secret"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_mail_in_the_clear_stays_on_this_machine(host: str) -> None:
    near = parse_config(TARGETS + f"mail: {{host: '{host}', security: none, from: a@b.example}}", "t.yaml").mail
    assert near is not None and near.port == 25
    message = refused("mail: {host: smtp.example.org, security: none, from: a@b.example}\n")
    assert message.startswith("t.yaml:9:42: mail would leave this machine in the clear")


@pytest.mark.parametrize(
    "address",
    [
        *("nobody", "@example.org", "a@", "a b@example.org", "a@b@example.org", "<a@example.org>", "Anna <a@x.org>"),
        *(
            '"a\\r\\nBcc: b@example.org"',
            '"a@example.org\\nBcc: b@x.org"',
            "=?utf-8?q?a=0Ab?=@example.org",
            "名@example.org",
        ),
        *(
            "a@例え.example",
            "a@-x.example",
            ".a@example.org",
            "a..b@example.org",
            '"\\0a@example.org"',
            "a" * 250 + "@x.org",
        ),
        *("a@example.org,b@example.org", "a@example.org;b@example.org", "a(b)@example.org", "a@[127.0.0.1]"),
    ],
)
def test_an_address_that_is_none(address: str) -> None:
    quoted = address if address.startswith('"') else f"'{address}'"
    assert "is not a mail address" in refused(MAIL + f"digest: {{recipients: [{{to: {quoted}}}]}}\n")


@pytest.mark.parametrize("address", ["a@example.org", "a.b+news@mail.x.org", "o'neil@x.example", "root@localhost"])
def test_an_address_that_is_one(address: str) -> None:
    text = MAIL + f'digest: {{recipients: [{{to: "{address}"}}]}}\n'
    assert parse_config(TARGETS + text, "t.yaml").digest.recipients[0].address == address


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("digest: {recipients: [{to: a@b.example}]}\n", "a digest with readers but no `mail`"),
        (MAIL + "digest: {recipients: [{to: a@b.example}, {to: A@b.example}]}\n", "`a@b.example` a second time"),
        (MAIL + "digest: {hour: 24}\n", "a number from 0 to 23"),
        (MAIL + "digest: {weekday: monday}\n", "did you mean `mon`"),
        (MAIL + "digest: {when_quite: skip}\n", "did you mean `when_quiet`"),
        (MAIL + "digest: {recipients: [{to: a@b.example, only: {themes: [ecologie]}}]}\n", "did you mean `ecology`"),
        (MAIL + "digest: {recipients: [{to: a@b.example, only: {targets: [parc]}}]}\n", "did you mean `park`"),
        (MAIL + "digest: {recipients: [{to: a@b.example, only: {statuses: [late]}}]}\n", "is not allowed here"),
        (MAIL.replace("password_env: SMTP_PASSWORD, ", ""), "`user` without a password"),
        (MAIL.replace("user: bot, ", ""), "a password without `user`"),
        (MAIL.replace("user:", "password_file: x, user:"), "the password in two places"),
        (MAIL.replace("user:", "port: 99999, user:"), "a number from 1 to 65535"),
        (MAIL.replace("user:", "list_id: nodots, user:"), "is not of the right form"),
        (MAIL.replace("smtp.example.org", '"smtp.example.org\\nx"'), "is not of the right form"),
        (MAIL.replace("from: tracker@example.org", "name: x"), "the key `from` is missing"),
        ("chat: [{language: zh}]\n", "a chat needs one place of its address"),
        ("chat: [{url_env: A, url_file: b}]\n", "a chat needs one place of its address"),
        ("chat: [{url_env: A}, {url_env: A}]\n", "one chat several times"),
        ("chat: [{url: 'slack://a/b/c'}]\n", "a secret has no place in this file"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str) -> None:
    assert message in refused(text) and refused(text).startswith("t.yaml:")
