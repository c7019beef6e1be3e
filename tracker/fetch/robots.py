"""The answers of sites for robots.txt in, their rules out, by RFC 9309."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.errors import FetchError
from tracker.model import HostNote

AGENT = "tracker"
MAX_BYTES = 512 * 1024  # RFC 9309 section 2.5: at least 500 KiB must be read
_FRESH = timedelta(hours=23)  # section 2.4 allows 24; a request may wait for its turn after the look at the rules
_LONG_AWAY = timedelta(days=30)  # section 2.3.1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a host allows: whether an address may be fetched, and the pause it asks for in seconds."""

    allows: Callable[[str], bool]
    crawl_delay_s: float = 0.0


@dataclass(slots=True)
class _Site:
    turn: threading.Lock = field(default_factory=threading.Lock)
    status: int = 0
    body: bytes = b""
    fetched: datetime | None = None
    failing: datetime | None = None
    rules: Rules | None = None  # of status and body
    errors: dict[bool, FetchError] = field(default_factory=dict)  # of this run, by whether private hosts were allowed


Load = Callable[[], tuple[int, bytes]]


class RobotsBook:
    """The rules of every site met; each is asked for once a day, and when that fails, once a run."""

    def __init__(self, clock: Callable[[], datetime], notes: tuple[HostNote, ...]) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._sites = {
            one.site: _Site(
                status=one.robots_status,
                body=one.robots_body,
                fetched=one.robots_fetched,
                failing=one.robots_failing,
            )
            for one in notes
        }

    def rules(self, site: str, load: Load, *, private: bool) -> Rules:
        """What a site allows; `load` asks for status and body, and its FetchError forbids everything.

        After 30 days of errors the last answer holds again, or everything is allowed when there never was one.
        """
        with self._guard:
            known = self._sites.setdefault(site, _Site())
        with known.turn:
            now = self._clock()
            if not self._fresh(known, now) and private not in known.errors:
                self._ask(known, load, now, private)
            error = known.errors.get(private)
            long_away = known.failing is not None and now - known.failing >= _LONG_AWAY
            if error is not None and not self._fresh(known, now) and not long_away:
                raise FetchError(error.message, code=error.code, where=error.where, fix=error.fix, asked=False)
            if known.rules is None:
                known.rules = rules_of(known.status, known.body)
            return known.rules

    def notes(self) -> dict[str, HostNote]:
        """What is worth remembering of each site."""
        with self._guard:
            sites = list(self._sites.items())
        return {
            site: HostNote(
                site=site,
                robots_status=one.status,
                robots_body=one.body,
                robots_fetched=one.fetched,
                robots_failing=one.failing,
            )
            for site, one in sites
            if self._fresh(one, self._clock()) or one.failing is not None
        }

    def _ask(self, known: _Site, load: Load, now: datetime, private: bool) -> None:
        try:
            known.status, known.body = load()
        except FetchError as error:
            if error.code == "resting":  # nothing was asked
                raise
            known.errors[private] = error
            known.failing = known.failing or now
            return
        known.fetched, known.failing, known.rules = now, None, None
        known.errors.clear()

    def _fresh(self, known: _Site, now: datetime) -> bool:
        return known.fetched is not None and timedelta() <= now - known.fetched < _FRESH


def rules_of(status: int, body: bytes) -> Rules:
    """Rules from an answer below 500: 2xx is parsed, anything else allows everything (RFC 9309 section 2.3.1.3)."""
    return _parse(body) if 200 <= status < 300 else Rules(allows=lambda url: True)


def _parse(body: bytes) -> Rules:
    from protego import Protego

    if len(body) >= MAX_BYTES:  # the rest was left, and half a rule may mean its opposite
        body = body[: body.rfind(b"\n") + 1]
    text = body.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] == "<":  # a front page given for every address is no robots.txt
        return Rules(allows=lambda url: True)
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(AGENT)
    return Rules(allows=lambda url: bool(parsed.can_fetch(url, AGENT)), crawl_delay_s=float(delay or 0.0))
