"""Requests and policies in, pages out: the one gate to the network, with the memory of one run and of those before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from tracker.errors import FetchError
from tracker.fetch.address import Place, check_endpoints, check_url, private_allowed
from tracker.fetch.asking import encoded, headers_of, next_request
from tracker.fetch.blocked import obstacle
from tracker.fetch.network import Leash, Network, resolved
from tracker.fetch.pace import Pace, wished_rest_s
from tracker.fetch.policy import TRANSIENT, Fetched, Policy, Unchanged, Validators
from tracker.fetch.robots import MAX_BYTES, RobotsBook
from tracker.fetch.wire import Answer, Ask, exchange
from tracker.model import HostNote, Page, Request

_REFUSALS = frozenset({403, 412, 429, 521})  # how protection services answer; 412 and 521 are two of their own
# What a page with status 200 is that says otherwise.
_OBSTACLES = {
    **dict.fromkeys(("challenge", "script_shell", "login"), "blocked"),
    "parked": "moved",
    "maintenance": "server_error",
    "missing": "gone",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RESTING = frozenset({429, 503}) | _REDIRECTS  # the answers to which Retry-After belongs


def now_utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trip:
    """What holds for all hops of one page. first_bytes: see Ask."""

    policy: Policy
    leash: Leash
    conditions: Mapping[str, str] = field(default_factory=dict)
    first_bytes: int = 0


class Fetcher:
    """Fetches politely: remembers pauses, rests and robots.txt of every host met. Safe to share between threads.

    `notes` are those of the run before; `network` stands between the gate and the machine.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = now_utc,
        notes: tuple[HostNote, ...] = (),
        network: Network | None = None,
    ) -> None:
        self._clock = clock
        self._network = network or Network()
        self._pace = Pace(clock, self._network.chance)
        self._robots = RobotsBook(clock, notes)
        for note in notes:
            self._pace.remember(urlsplit(note.site).hostname or "", note.rest_until, note.failures)

    def notes(self) -> tuple[HostNote, ...]:
        """What the next run should know of the hosts met: robots.txt of less than a day, rests, failures in a row."""
        sites = self._robots.notes()
        hosts = {name: known for name, known in self._pace.known().items() if known != (None, 0)}
        met = {urlsplit(site).hostname for site in sites}
        for name in hosts.keys() - met:
            site = f"http://[{name}]" if ":" in name else f"http://{name}"
            sites[site] = HostNote(site=site)
        found = []
        for site, note in sites.items():
            rest_until, failures = hosts.get(urlsplit(site).hostname or "", (None, 0))
            found.append(replace(note, rest_until=rest_until, failures=failures))
        return tuple(sorted(found, key=lambda note: note.site))

    def fetch(self, asked: str | Request, policy: Policy, validators: Validators | None = None) -> Fetched | Unchanged:
        """The page at an address, or Unchanged when the server says so.

        FetchError codes: unsafe_address, unsafe_header, robots, resting, blocked, gone (404, 410), moved (a name for
        sale), refused (other 4xx), server_error, timeout, unreachable, too_large, not_text, redirects.
        """
        request = asked if isinstance(asked, Request) else Request(url=asked)
        trip = _Trip(policy=policy, leash=Leash(policy.timeout_s), conditions=_conditions(validators))
        final, answer = self._follow(request, trip)
        if answer.status == 304:
            return Unchanged(url=request.url)
        _refuse_status(final, answer)
        reason = obstacle(answer.body, answer.headers.get("content-type", ""))
        if reason:
            raise FetchError(f"no news but an obstacle: {reason}", code=_OBSTACLES[reason], where=final)
        return Fetched(page=self._page(request.url, final, answer), validators=_validators(answer))

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

    def _follow(self, asked: Request, trip: _Trip) -> tuple[str, Answer]:
        """The last address and its answer; each hop is checked as if it had been the first."""
        place = check_url(asked.url, trip.policy)
        for _ in range(trip.policy.max_redirects + 1):
            delay_s = self._check_robots(place, trip)
            answer = self._ask(asked, place, trip, delay_s)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return asked.url, answer
            asked, place = next_request(asked, place, answer, trip.policy)
            trip.leash.charge(trip.policy.delay_s)  # else a chain of hops would take far longer than one page may
        raise FetchError(f"more than {trip.policy.max_redirects} redirects", code="redirects", where=asked.url)

    def _ask(self, asked: Request, place: Place, trip: _Trip, delay_s: float) -> Answer:
        """One request in the host's turn; failures are remembered against the host."""
        policy = trip.policy
        ask = Ask(
            place=place,
            headers=headers_of(asked, policy, trip.conditions),
            form=encoded(asked.form),
            first_bytes=trip.first_bytes,
        )
        with self._pace.turn(place.host, delay_s, policy):
            try:
                answer = self._exchange(ask, trip)
            except FetchError as error:
                if error.code in TRANSIENT and (trip.leash.fair or error.code != "timeout"):
                    self._pace.failed(place.host, delay_s, policy)
                raise
            self._note(place.host, answer, delay_s, policy)
        return answer

    def _exchange(self, ask: Ask, trip: _Trip) -> Answer:
        """The name is resolved once; what was checked is what is connected to."""
        place, policy = ask.place, trip.policy
        with trip.leash as leash:
            mapped = policy.connect_to.get(place.host)
            found = (mapped,) if mapped else resolved(place.host, place.port, self._network, leash)
            check_endpoints(place, found, policy)
            return exchange(ask, found, policy, self._network, leash)

    def _note(self, host: str, answer: Answer, delay_s: float, policy: Policy) -> None:
        if answer.status in _REFUSALS or answer.status >= 500:
            self._pace.failed(host, delay_s, policy)
        else:
            self._pace.succeeded(host)
        wished_s = wished_rest_s(answer.headers.get("retry-after", ""), self._clock())
        if wished_s and answer.status in _RESTING:
            self._pace.rest(host, wished_s)

    def _check_robots(self, place: Place, trip: _Trip) -> float:
        """The pause in seconds that the host wants; FetchError `robots` where it forbids the address."""
        policy = trip.policy
        if not policy.robots:
            return policy.delay_s
        private = private_allowed(place, policy)
        rules = self._robots.rules(place.site, lambda: self._load_robots(place, trip), private=private)
        if not rules.allows(place.url):
            raise FetchError("robots.txt of the host forbids this address", code="robots", where=place.url)
        asked_s = min(rules.crawl_delay_s, policy.crawl_delay_max_s) if policy.honour_crawl_delay else 0.0
        return max(policy.delay_s, asked_s)

    def _load_robots(self, place: Place, trip: _Trip) -> tuple[int, bytes]:
        """Status and body of robots.txt; FetchError when it cannot be had, which forbids everything."""
        asked = Request(url=f"{place.site}/robots.txt")
        alone = _Trip(policy=replace(trip.policy, robots=False), leash=trip.leash, first_bytes=MAX_BYTES)
        try:
            _, answer = self._follow(asked, alone)
        except FetchError as error:
            if error.code == "redirects":  # RFC 9309 section 2.3.1.2: as if there were none
                return 404, b""
            if error.code == "timeout" and not trip.leash.fair:
                message = "too little time was left to ask for robots.txt"
                raise FetchError(message, code="resting", where=place.site) from error
            raise
        if answer.status == 429 or answer.status >= 500:
            message = f"robots.txt is not available ({answer.status}), so nothing may be fetched"
            raise FetchError(message, code="server_error", where=place.site)
        return answer.status, answer.body


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _validators(answer: Answer) -> Validators:
    return Validators(etag=answer.headers.get("etag", ""), last_modified=answer.headers.get("last-modified", ""))


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
