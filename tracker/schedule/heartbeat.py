"""Whether work went well comes in; the address of a person's dead man's switch is asked, as healthchecks has it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from tracker.errors import FetchError
from tracker.fetch import Fetcher, Policy
from tracker.model import Request

_TIMEOUT_S = 10.0
_TEXT_MAX = 2000  # characters of the last errors


def beat(address: str, policy: Policy, ok: bool, text: str = "") -> None:
    """GET the address for work that went well, else post the last errors to ADDRESS/fail; FetchError if not taken.

    The address is a person's own, so it may lie in a private network and on any port, and no robots.txt is asked.
    """
    parts = urlsplit(address)
    own = frozenset({(parts.hostname or "", parts.port)}) if parts.port else frozenset()
    policy = replace(policy, robots=False, delay_s=0.0, timeout_s=_TIMEOUT_S, allow_private=True, open_ports=own)
    failed = parts._replace(path=parts.path.rstrip("/") + "/fail")
    request = Request(url=address) if ok else Request(url=failed.geturl(), form=(("text", text[-_TEXT_MAX:]),))
    try:
        Fetcher().fetch(request, policy)
    except FetchError as error:
        raise FetchError(f"the heartbeat was not taken: {error.message}", code=error.code) from error
