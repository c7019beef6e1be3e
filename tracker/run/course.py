"""What all steps of one run share, and the address policy of each source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.fetch import Fetcher, Policy
from tracker.match import Index
from tracker.model import Config, Source
from tracker.run.settings import RunSettings
from tracker.store import Edition, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One run under way. since: the day back to which sources are walked."""

    config: Config
    store: Store
    settings: RunSettings
    fetcher: Fetcher
    index: Index
    edition: Edition
    number: int
    now: datetime

    @property
    def since(self) -> date | None:
        stated = min((statement.date for statement in self.config.statements), default=None)
        return self.settings.since or stated

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.config.timezone)).date()


def policy_of(source: Source, policy: Policy) -> Policy:
    """The policy for a source's lists and articles: what its entry in targets.yaml allows or asks for besides.

    What is allowed is allowed for the source's own host: no page of it can lead to other machines of a network.
    """
    parts = urlsplit(source.address)
    host = parts.hostname or ""
    return replace(
        policy,
        private_hosts=policy.private_hosts | ({host} if source.allow_private else set()),
        delay_s=max(policy.delay_s, float(source.delay_s)),
        open_ports=policy.open_ports | ({(host, parts.port)} if parts.port else set()),
    )
