"""Addresses and policies in, pages out: the one gate to the network, with the memory of one run."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import SplitResult, urljoin

from tracker.errors import FetchError
from tracker.fetch.address import check_url, endpoints
from tracker.fetch.blocked import obstacle
from tracker.fetch.pace import Pace
from tracker.fetch.policy import TRANSIENT, Fetched, Policy, Unchanged, Validators
from tracker.fetch.robots import Rules, rules_of
from tracker.fetch.wire import Answer, exchange
from tracker.model import Page

_REFUSALS = frozenset({403, 412, 429, 521})  # how protection services answer; 412 and 521 are two of their own
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_RETRY_AFTER_MAX_S = 86_400.0


def now_utc() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches politely: remembers pauses, rests and robots.txt of every host met. Safe to share between threads."""

    def __init__(self, clock: Callable[[], datetime] = now_utc) -> None:
        self._clock = clock
        self._pace = Pace()
        self._guard = threading.Lock()
        self._rules: dict[str, Rules | FetchError] = {}
        self._rules_turns: dict[str, threading.Lock] = {}

    def fetch(self, url: str, policy: Policy, validators: Validators | None = None) -> Fetched | Unchanged:
        """The page at an address, or Unchanged when the server says so.

        FetchError codes: unsafe_address, robots, resting, blocked, gone (404, 410), refused (other 4xx), server_error,
        timeout, unreachable, too_large, not_text, redirects.
        """
        final, answer = self._follow(url, policy, _conditions(validators))
        if answer.status == 304:
            return Unchanged(url=url)
        _refuse_status(final, answer)
        reason = obstacle(answer.body, answer.headers.get("content-type", ""))
        if reason:
            raise FetchError(f"the page is an obstacle ({reason}), not news", code="blocked", where=final)
        return Fetched(page=self._page(url, final, answer), validators=_validators(answer))

    def _page(self, url: str, final: str, answer: Answer) -> Page:
        return Page(
            url=url,
            final_url=final,
            status=answer.status,
            content_type=answer.headers.get("content-type", ""),
            body=answer.body,
            fetched=self._clock(),
            sha256=sha256(answer.body).hexdigest(),
        )

    def _follow(self, url: str, policy: Policy, headers: Mapping[str, str]) -> tuple[str, Answer]:
        """The last address and its answer; each hop is checked as if it had been the first."""
        left_s = policy.timeout_s
        for _ in range(policy.max_redirects + 1):
            parts = check_url(url, policy)
            delay_s = self._check_robots(parts, policy)
            answer = self._ask(parts, headers, replace(policy, timeout_s=left_s), delay_s)
            left_s = max(0.1, left_s - answer.took_s)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return url, answer
            url = _next_hop(url, answer.headers["location"])
        raise FetchError(f"more than {policy.max_redirects} redirects", code="redirects", where=url)

    def _ask(self, parts: SplitResult, headers: Mapping[str, str], policy: Policy, delay_s: float) -> Answer:
        """One request in the host's turn; failures are remembered against the host."""
        host = parts.hostname or ""
        sent = {"User-Agent": policy.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **headers}
        with self._pace.turn(host, delay_s, policy):
            try:
                found = endpoints(parts, policy, policy.timeout_s)
                answer = exchange(parts.geturl(), sent, found, policy, policy.timeout_s)
            except FetchError as error:
                if error.code in TRANSIENT:
                    self._pace.failed(host, delay_s, policy)
                raise
        self._note(host, answer, delay_s, policy)
        return answer

    def _note(self, host: str, answer: Answer, delay_s: float, policy: Policy) -> None:
        if answer.status in _REFUSALS or answer.status >= 500:
            self._pace.failed(host, delay_s, policy)
        else:
            self._pace.succeeded(host)
        if answer.status in (429, 503):
            self._pace.rest(host, _retry_after_s(answer.headers.get("retry-after", ""), self._clock()))

    def _check_robots(self, parts: SplitResult, policy: Policy) -> float:
        """The pause in seconds that the host wants; FetchError `robots` where it forbids the address."""
        if not policy.robots:
            return policy.delay_s
        rules = self._rules_for(parts, policy)
        if not rules.allows(parts.geturl()):
            raise FetchError("robots.txt of the host forbids this address", code="robots", where=parts.geturl())
        asked_s = min(rules.crawl_delay_s, policy.crawl_delay_max_s) if policy.honour_crawl_delay else 0.0
        return max(policy.delay_s, asked_s)

    def _rules_for(self, parts: SplitResult, policy: Policy) -> Rules:
        """The rules of a host, asked for once; a host that could not be reached is not asked again."""
        site = f"{parts.scheme}://{parts.netloc}"
        with self._guard:
            turn = self._rules_turns.setdefault(site, threading.Lock())
        with turn:
            if site not in self._rules:
                self._rules[site] = self._load_rules(site, policy)
            known = self._rules[site]
        if isinstance(known, FetchError):
            raise FetchError(known.message, code=known.code, where=known.where, fix=known.fix)
        return known

    def _load_rules(self, site: str, policy: Policy) -> Rules | FetchError:
        try:
            _, answer = self._follow(f"{site}/robots.txt", replace(policy, robots=False), {})
        except FetchError as error:
            # A robots.txt that is no text or too large cannot be obeyed; everything else means: not reachable.
            return rules_of(404, b"") if error.code in ("not_text", "redirects") else error
        if answer.status == 429 or answer.status >= 500:
            message = f"robots.txt is not available ({answer.status}), so nothing may be fetched"
            return FetchError(message, code="server_error", where=site)
        return rules_of(answer.status, answer.body)


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _validators(answer: Answer) -> Validators:
    return Validators(etag=answer.headers.get("etag", ""), last_modified=answer.headers.get("last-modified", ""))


def _next_hop(url: str, location: str) -> str:
    """Where a redirect leads. Header bytes come as Latin-1 although servers write UTF-8."""
    with contextlib.suppress(UnicodeError):  # it was Latin-1 indeed
        location = location.encode("latin-1").decode("utf-8")
    target = urljoin(url, location).partition("#")[0]
    if url.startswith("https:") and target.startswith("http:"):
        raise FetchError("a redirect leads from https to http", code="unsafe_address", where=url)
    return target


def _refuse_status(url: str, answer: Answer) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    if status in _REFUSALS:
        code = "blocked"
    elif status in (404, 410):
        code = "gone"
    else:
        code = "server_error" if status >= 500 else "refused"
    raise FetchError(f"the server answered {status}", code=code, where=url)


def _retry_after_s(value: str, now: datetime) -> float:
    """Seconds from now of a Retry-After header: a number, a date, or nothing (RFC 9110 section 10.2.3)."""
    if value.strip().isdecimal():
        return min(float(value.strip()), _RETRY_AFTER_MAX_S)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - now).total_seconds()), _RETRY_AFTER_MAX_S)
