"""A digest and its recipient come in; the mail goes out as it will be sent, whenever that will be."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from tracker.model import Config, Mail, Parcel, Recipient
from tracker.render.layout import cut
from tracker.render.plain import header_line

NAME_COLUMNS = 60
# Signs with a meaning in an address header. Quoting them is not enough: when a name also has letters beyond ASCII,
# Python's own folding can lose the quotes.
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."=?]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a mail says. html may be empty."""

    subject: str
    text: str
    html: str = ""
    language: str = "zh"


def mail_parcel(config: Config, recipient: Recipient, content: Content, key: tuple[str, str], now: datetime) -> Parcel:
    """A parcel with the whole mail; key: period and topic. The same input gives the same bytes."""
    mail = config.mail
    assert mail is not None, "recipients are refused in a file without `mail`"
    period, topic = key
    name = _message_id(mail, (period, recipient.address, topic))
    message = _headed(config, mail, recipient, content)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = name
    _fill(message, content, name)
    message["Content-Language"] = "zh-CN" if content.language == "zh" else "en"
    return Parcel(
        period=period,
        recipient=recipient.address,
        topic=topic,
        subject=content.subject,
        message_id=name,
        message=message.as_bytes().decode("ascii"),
        next_try=now,
    )


def _headed(config: Config, mail: Mail, recipient: Recipient, content: Content) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.sender_name, mail.sender)
    message["To"] = _address(recipient.name, recipient.address)
    # As encoded words throughout: folded by EmailMessage itself, a subject can lose or win a blank at a fold.
    subject = Header(header_line(content.subject), "utf-8", header_name="Subject")
    message.set_raw("Subject", subject.encode(linesep="\r\n"))
    leave = quote(config.digest.admin or mail.sender, safe="@")
    message["List-Id"] = f"<{mail.list_id}>"
    message["List-Unsubscribe"] = f"<mailto:{leave}?subject=unsubscribe>"
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence notice answers
    return message


def _address(name: str, spec: str) -> Address:
    plain = cut(" ".join(_SPECIALS.sub(" ", header_line(name)).split()), NAME_COLUMNS)
    return Address(display_name=plain, addr_spec=spec)


def _fill(message: EmailMessage, content: Content, name: str) -> None:
    # Base64 keeps every line short and every server from touching the text.
    message.set_content(content.text, cte="base64")
    if content.html:
        message.add_alternative(content.html, subtype="html", cte="base64")
        message.set_boundary("=_" + hashlib.sha256(name.encode()).hexdigest()[:24])


def _message_id(mail: Mail, key: tuple[str, str, str]) -> str:
    told = "\n".join((mail.list_id, *key))
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{mail.sender.partition('@')[2]}>"
