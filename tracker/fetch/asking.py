"""What a source wants asked in; the request that is sent to each address on the way out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote_from_bytes, urlencode, urljoin

from tracker.errors import FetchError
from tracker.fetch.address import Place, check_url
from tracker.fetch.policy import Policy
from tracker.fetch.wire import Answer
from tracker.model import Request

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# Headers that say who asks, how the message is framed or how it travels are the gate's own.
_OWN = frozenset(
    {
        *("host", "user-agent", "accept-encoding", "content-length", "content-type", "content-encoding"),
        *("transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect"),
    }
)
_REPEATED = frozenset({307, 308})  # the other redirects turn a posted form into a GET
_WEB_PORTS = frozenset({80, 443})


def headers_of(asked: Request, policy: Policy, conditions: Mapping[str, str]) -> dict[str, str]:
    """All headers of a request but Host and those of the body's length.

    FetchError `unsafe_header` for one that a source may not set.
    """
    own = {"User-Agent": policy.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **conditions}
    for name, value in asked.headers:
        if not _TOKEN.fullmatch(name) or name.lower() in _OWN or name.lower().startswith("proxy-"):
            raise FetchError(f"the header {name[:40]!r} cannot be set", code="unsafe_header", where=asked.url)
        if _CONTROLS.search(value):
            message = f"the header {name[:40]!r} holds control characters"
            raise FetchError(message, code="unsafe_header", where=asked.url)
    told = {name.lower() for name, _ in asked.headers}
    headers = {name: value for name, value in own.items() if name.lower() not in told}
    posted = {"Content-Type": "application/x-www-form-urlencoded"} if asked.form else {}
    return headers | dict(asked.headers) | posted


def encoded(form: tuple[tuple[str, str], ...]) -> bytes:
    return urlencode(form).encode("ascii")


def next_request(asked: Request, place: Place, answer: Answer, policy: Policy) -> tuple[Request, Place]:
    """What to ask after a redirect, checked like the first address; the fields and headers of a source stay at home.

    FetchError `unsafe_address` for a hop that is not allowed.
    """
    url = _target(asked.url, answer.headers["location"])
    there = check_url(url, policy)
    _refuse_downgrade(place, there)
    following = replace(asked, url=url)
    repeated = bool(asked.form) and answer.status in _REPEATED
    if not _same_host(place, there):
        if repeated:
            raise FetchError("a form is not sent on to another host", code="unsafe_address", where=place.url)
        following = replace(following, headers=())
    return (following if repeated else replace(following, form=())), there


def _refuse_downgrade(place: Place, there: Place) -> None:
    if place.scheme == "https" and there.scheme == "http":
        raise FetchError("a redirect leads from https to http", code="unsafe_address", where=place.url)


def _same_host(one: Place, other: Place) -> bool:
    """Whether two places are one web site; an unusual port is somebody else's."""
    ports = {one.port, other.port}
    return one.host == other.host and (len(ports) == 1 or ports == _WEB_PORTS)


def _target(url: str, location: str) -> str:
    """Where a redirect leads. Header bytes come as Latin-1, whatever the server wrote them in."""
    written = location.encode("latin-1", errors="replace")
    try:
        location = written.decode("utf-8")
    except UnicodeDecodeError:
        location = quote_from_bytes(written, safe=bytes(range(0x80)))
    with contextlib.suppress(ValueError):
        return urljoin(url, location).partition("#")[0]
    raise FetchError("the redirect leads to no address", code="unsafe_address", where=url)
