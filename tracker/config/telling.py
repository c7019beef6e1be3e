"""The checked values of `mail`, `digest` and `chat` come in; how and whom to tell goes out, contradictions noted."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from typing import Any

from tracker.config.nodes import Problem
from tracker.config.values import Record
from tracker.model import Chat, DigestPlan, Mail, Only, Recipient, Target

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    mail: Mail | None
    digest: DigestPlan
    chat: tuple[Chat, ...]


def build_telling(values: dict[str, Any], targets: tuple[Target, ...], problems: list[Problem]) -> Telling:
    """What the three keys say; problems are appended, the result is then of no use."""
    mail = _mail(values["mail"], values["title"], problems) if "mail" in values else None
    digest = _digest(values["digest"], targets, problems) if "digest" in values else DigestPlan()
    if mail is None and (digest.recipients or digest.admin):
        fix = "say by which server it leaves: mail: {host: ..., from: ...}"
        problems.append(Problem(values["digest"].mark, "a digest with readers but no `mail`", fix))
    chat = tuple(_chat(record, targets, problems) for record in values.get("chat", ()))
    names = [one.name for one in chat]
    for record, one in zip(values.get("chat", ()), chat, strict=True):
        if names.count(one.name) > 1:
            problems.append(Problem(record.mark, "one chat several times", "keep one of them"))
    return Telling(mail=mail, digest=digest, chat=chat)


def _mail(record: Record, title: str, problems: list[Problem]) -> Mail:
    values: dict[str, Any] = dict(record.values)
    sender: str = values.pop("from")
    security: str = values.setdefault("security", "starttls")
    values.setdefault("port", PORTS[security])
    values.setdefault("list_id", "tracker." + sender.partition("@")[2])
    if security == "none" and not is_loopback(values["host"]):
        fix = "use starttls or tls; mail without encryption is for a server on this machine"
        problems.append(Problem(record.place("security"), "mail would leave this machine in the clear", fix))
    kept = [key for key in ("password_env", "password_file") if key in values]
    if len(kept) > 1:
        problems.append(Problem(record.place(kept[1]), "the password in two places", "keep one of them"))
    if bool(kept) != ("user" in values):
        message, fix = ("a password without `user`", "add `user`") if kept else ("`user` without a password", _WHERE)
        problems.append(Problem(record.mark, message, fix))
    return Mail(sender=sender, sender_name=values.pop("name", title), **values)


_WHERE = "add `password_env` or `password_file`, which say where it is kept"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by its very name or number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _digest(record: Record, targets: tuple[Target, ...], problems: list[Problem]) -> DigestPlan:
    values: dict[str, Any] = dict(record.values)
    records: tuple[Record, ...] = values.pop("recipients", ())
    seen: dict[str, int] = {}
    for one in records:
        address = str(one.values["to"]).lower()
        if address in seen:
            fix = f"it is also on line {seen[address]}"
            problems.append(Problem(one.place("to"), f"`{address}` a second time", fix))
        seen.setdefault(address, one.place("to").line)
    return DigestPlan(recipients=tuple(_recipient(one, targets, problems) for one in records), **values)


def _recipient(record: Record, targets: tuple[Target, ...], problems: list[Problem]) -> Recipient:
    values: dict[str, Any] = dict(record.values)
    return Recipient(address=values.pop("to"), **values | _only(values, targets, problems))


def _chat(record: Record, targets: tuple[Target, ...], problems: list[Problem]) -> Chat:
    values: dict[str, Any] = dict(record.values)
    kept = [key for key in ("url_env", "url_file") if key in values]
    if len(kept) != 1:
        message = f"a chat needs one place of its address ({' and '.join(kept) or 'none'} given)"
        problems.append(Problem(record.mark, message, "one of: url_env, url_file"))
    return Chat(**values | _only(values, targets, problems))


def _only(values: dict[str, Any], targets: tuple[Target, ...], problems: list[Problem]) -> dict[str, Only]:
    """The choice of a reader, where there is one; themes and ids that no target has are problems."""
    record: Record | None = values.get("only")
    if record is None:
        return {}
    known = {"themes": {one.theme for one in targets}, "targets": {one.id for one in targets}}
    chosen: dict[str, Any] = record.values
    for key, names in known.items():
        for name in chosen.get(key, ()):
            if name not in names:
                near = get_close_matches(name, names, n=1)
                fix = f"did you mean `{near[0]}`?" if near else f"the {key} are those of the goals below `targets`"
                problems.append(Problem(record.place(key), f"no target has it: `{name}`", fix))
    return {"only": Only(**chosen)}
