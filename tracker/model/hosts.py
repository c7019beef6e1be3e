"""What is known of a site between two runs, as a value to be kept and given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNote:
    """One site (scheme, host and port) as it was last met; all moments are aware.

    robots_status, robots_body: the last answer for robots.txt that was one (0: none yet), got at robots_fetched.
    robots_failing: since when robots.txt could not be got at all. rest_until: not to be asked before. failures: in a
    row; both belong to the host and are the same in all of its notes.
    """

    site: str
    robots_status: int = 0
    robots_body: bytes = b""
    robots_fetched: datetime | None = None
    robots_failing: datetime | None = None
    rest_until: datetime | None = None
    failures: int = 0
