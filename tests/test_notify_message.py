"""Hostile titles, sentences and names come in; the mail they end up in has the headers and recipients it should."""

from __future__ import annotations

import random
import re
import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Literal

import html5lib
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage
from mailing import NOW
from test_render_digest import ALERT, CONFIG, EVIDENCE, issue

from tracker.model import Config, Mail, Parcel, Recipient
from tracker.notify import Terms
from tracker.notify.message import Content, mail_parcel
from tracker.notify.smtp import Line, send
from tracker.render.digest import Digest, Reader, digest
from tracker.secret import Secrets

HEADERS = [
    *("From", "To", "Subject", "List-Id", "List-Unsubscribe", "Auto-Submitted", "Date", "Message-ID"),
    *("MIME-Version", "Content-Type", "Content-Language"),
]
SENDER, READER = "tracker@office.example", "reader@home.example"
MAIL = Mail(host="127.0.0.1", port=25, security="none", sender=SENDER, list_id="list.office.example")

NASTY = (
    *("=?utf-8?q?hello=0ABcc:_evil@x.example?=", "=?utf-8?b?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=", "==??utf-8?q?=0A?="),
    *("\r\nBcc: evil@x.example", "\nBcc: evil@x.example\n\nbody", "\rTo: evil@x.example", "%0d%0aBcc:%20e@x.example"),
    *(
        "\x00",
        "\x1b[31m",
        "\u202eneve",
        "\u2066x\u2069",
        "\u200b\u200d\ufeff",
        "\u2028Bcc: evil@x.example",
        "\x85To: b",
    ),
    *(
        "\ud800",
        "e\u0301\u0327" * 40,
        "\U0001f469\u200d\U0001f467",
        "长" * 3000,
        "a" * 3000,
        "\t\t\v\f",
        "。，；：" * 20,
    ),
    *('"><script>a()</script>', "</style><img src=x onerror=a()>", "<!--", "]]>", "&lt;b&gt;", "</td></tr></table>"),
    *(
        '", evil@x.example, "',
        "<evil@x.example>",
        "a@b, c@d;",
        "(comment",
        'x" <evil@x.example>',
        "\\",
        "undisclosed:;",
    ),
    *("\r\n.\r\nMAIL FROM:<evil@x.example>", "\n.\n", "--=_boundary--", "From the beginning", "{0}{title}%s%(x)s"),
    *("javascript:a()", "https://x.example/?q=\"'><b>", "{told}", "[x](y)", "@all", "<!channel>", "增长6%", "-- \n"),
    *("'", "  ", "", "\\", "\x85To: b"),
)


def payload(chance: random.Random) -> str:
    """A few nasty pieces, some ordinary words and some random signs of all planes, in any order."""
    pieces = [chance.choice(NASTY) for _ in range(chance.randint(1, 4))]
    pieces += [chance.choice(("滨河公园", "progress", "已完成", "=?", "?=", "utf-8?q?", ","))]
    pieces += ["".join(chr(chance.randrange(0x3000)) for _ in range(chance.randint(0, 12)))]
    chance.shuffle(pieces)
    return chance.choice(("", " ", "\r\n ")).join(pieces)


def made_of(say: Callable[[], str], language: Literal["zh", "en"]) -> tuple[Config, Digest]:
    """A digest all of whose words from outside come from `say`, always of the same shape."""
    targets = tuple(replace(one, title_zh=say(), title_en=say()) for one in CONFIG.targets)
    config = replace(CONFIG, title=say(), mail=replace(MAIL, sender_name=say()), targets=targets)
    urls = {row.url: f"https://a.example/{number}{say()}" for number, row in enumerate(EVIDENCE)}
    rows = tuple(replace(row, sentence=say(), source=say(), url=urls[row.url]) for row in EVIDENCE)
    calm = issue(rows=rows, alerts=(replace(ALERT, detail=say()),))
    judged = tuple(replace(one, evidence=tuple(urls[url] for url in one.evidence)) for one in calm.now.assessments)
    told = replace(calm, config=config, now=replace(calm.now, assessments=judged))
    return config, digest(told, Reader(language=language, admin=True))


def written(seed: int) -> tuple[Parcel, Digest]:
    chance = random.Random(seed)
    language: Literal["zh", "en"] = chance.choice(("zh", "en"))
    config, made = made_of(lambda: payload(chance), language)
    content = Content(subject=made.subject, text=made.text, html=made.html, language=language)
    recipient = Recipient(address=READER, name=payload(chance))
    return mail_parcel(config, recipient, content, ("2025-W51", ""), NOW), made


CALM = made_of(lambda: "平常的话", "zh")[1]


class _Counting(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[f"{tag} {' '.join(sorted(name for name, _ in attrs))}"] += 1

    def handle_comment(self, data: str) -> None:
        self.tags["comment"] += 1


CALM_TAGS = _Counting(CALM.html).tags


def expected_tags(made: Digest) -> Counter[str]:
    """The elements of a calm digest of the same shape; an address that is none is no link."""
    tags = CALM_TAGS.copy()
    tags["a href style"] = made.html.count("<a href=")
    return tags


def check(seed: int) -> None:
    parcel, made = written(seed)
    raw = parcel.message.encode("ascii")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b""), seed
    for rules in (policy.default, policy.compat32):
        assert list(message_from_bytes(raw, policy=rules).keys()) == HEADERS, seed
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [one.addr_spec for one in message["To"].addresses] == [READER], seed
    assert [one.addr_spec for one in message["From"].addresses] == [SENDER], seed
    assert str(message["Subject"]) == made.subject == parcel.subject, (seed, str(message["Subject"]))
    assert not message.defects and not message["To"].defects and not message["Subject"].defects, seed
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None and page is not None
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [part.get_content().replace("\r\n", "\n") for part in (text, page)] == [made.text, made.html], seed
    assert _Counting(made.html).tags == expected_tags(made), seed
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made.text), seed


def test_hostile_texts_change_neither_headers_nor_recipients() -> None:
    """Each mail holds more than twenty of them."""
    for seed in range(300):
        check(seed)


@pytest.mark.long
def test_20000_hostile_texts() -> None:
    for seed in range(1000, 21000):
        check(seed)
    print("20,000 hostile mails: the headers, recipients, bodies and elements that were meant")


def test_a_browser_finds_no_element_more_either() -> None:
    for seed in range(20):
        _, made = written(seed)
        found, wanted = (
            Counter(str(one.tag) for one in html5lib.parse(text, namespaceHTMLElements=False).iter())
            for text in (made.html, CALM.html)
        )
        wanted["a"] = made.html.count("<a href=")
        assert found == wanted, seed


@pytest.mark.parametrize(
    "name", ["市发改委，二处", 'Anna "Q" O\'Neil, Jr.', "=?utf-8?q?x?=", "名" * 200, "x@y.example", ""]
)
def test_names_stay_beside_the_address(name: str) -> None:
    content = Content(subject="题", text="文\n")
    config = replace(CONFIG, mail=MAIL)
    parcel = mail_parcel(config, Recipient(address=READER, name=name), content, ("2025-W51", ""), NOW)
    to = message_from_bytes(parcel.message.encode(), policy=policy.default)["To"]
    assert [one.addr_spec for one in to.addresses] == [READER]
    assert "@" not in to.addresses[0].display_name


def test_the_message_id_follows_from_period_list_and_recipient() -> None:
    def name(address: str = READER, period: str = "2025-W51", list_id: str = "l.example", topic: str = "") -> str:
        config = replace(CONFIG, mail=replace(MAIL, list_id=list_id))
        content = Content(subject=f"{datetime.now(UTC)}", text="文\n")
        return mail_parcel(config, Recipient(address=address), content, (period, topic), NOW).message_id

    assert name() == name() and name().endswith("@office.example>")
    others = {name("b@home.example"), name(period="2025-W52"), name(list_id="m.example"), name(topic="failed:x")}
    assert len({name(), *others}) == 5


def test_the_same_digest_is_the_same_mail() -> None:
    assert written(7)[0] == written(7)[0]


class _Keeping(AsyncMessage):
    def __init__(self) -> None:
        super().__init__()
        self.envelopes: list[tuple[str, list[str], list[str]]] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        raw = envelope.content  # type: ignore[attr-defined]  # aiosmtpd has no types
        names = list(message_from_bytes(raw, policy=policy.default).keys())
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos, names))  # type: ignore[attr-defined]
        return "250 kept"

    async def handle_message(self, message: object) -> None:
        raise AssertionError("handle_DATA is asked instead")


def test_a_mail_server_of_others_sees_one_recipient_and_our_headers() -> None:
    keeping = _Keeping()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(keeping, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        line = Line(mail=replace(MAIL, port=port), secrets=Secrets(), terms=Terms(command_s=5, answer_s=5))
        for seed in range(25):
            assert send(line, written(seed)[0], lambda: None).state == "sent"
    finally:
        controller.stop()
    assert keeping.envelopes == [(SENDER, [READER], HEADERS)] * 25
