"""The walks of a run and the ends of its articles come in; a check of every source and the days looked at go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tracker.model import Reading, Reason
from tracker.run.looked import looked_days
from tracker.run.sources import SourceWalk
from tracker.run.walk import Step
from tracker.watch import Check, Looked

_BLOCKED = frozenset({"blocked", "robots"})
_FAILED = frozenset(
    {"unreachable", "timeout", "server_error", "gone", "moved", "refused", "redirects", "unsafe_address"}
)
_MANY = 3  # one or two dead links among few say nothing of a source
_BODY = 40  # characters; less is a caption or an error message


class Harvests:
    """The check of every source as far as its articles go, while they come in."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._of: dict[str, Check] = {}

    def __getitem__(self, source: str) -> Check:
        return self._of.get(source) or Check(source=source, checked=self._now)

    def add(self, source: str, disposition: Reason, reading: Reading | None) -> None:
        """Count one article; an address that was not asked, as its host rests, counts for nothing."""
        if disposition.code == "resting":
            return
        so_far = self[source]
        article = reading.article if reading else None
        self._of[source] = replace(
            so_far,
            fetched=so_far.fetched + 1,
            blocked=so_far.blocked + (disposition.code in _BLOCKED),
            failed=so_far.failed + (disposition.code in _FAILED),
            titled=so_far.titled + bool(article and article.title),
            dated=so_far.dated + bool(article and article.published and not article.listed),
            bodied=so_far.bodied + bool(article and len(article.text) >= _BODY),
        )


def check_of(walked: SourceWalk, harvest: Check) -> Check:
    """What a run has seen of a source: the harvest of its articles, and how its lists answered."""
    trouble = _trouble(walked)
    return replace(
        harvest,
        trouble=trouble.code if trouble else "",
        detail=" ".join(value for _, value in trouble.facts)[:300] if trouble else "",
        items=_items(walked),
    )


def _trouble(walked: SourceWalk) -> Reason | None:
    """What was wrong with the start addresses, where it was wrong with half of them."""
    heads = [one.steps[0] for one in walked.starts if one.steps]
    wrong = [step.trouble.reason for step in heads if step.trouble]
    return wrong[0] if wrong and 2 * len(wrong) >= len(heads) else None


def _items(walked: SourceWalk) -> int | None:
    """What the start addresses offered, known articles included: that hardly changes from one visit to the next."""
    heads = [one.steps[0] for one in walked.starts if one.steps]
    counts = [_offered(step, walked) for step in heads if step.ended not in ("failed", "unchanged")]
    return sum(counts) if counts else None


def _offered(step: Step, walked: SourceWalk) -> int:
    """The articles of a list; of a sitemap, which leaves out what is known, its entries or the sitemaps it names."""
    return max(step.entries, len(set(step.offered))) if walked.source.kind == "sitemap" else len(set(step.offered))


def looked_of(walked: SourceWalk, check: Check, since: date | None, today: date) -> tuple[Looked, ...]:
    """The days whose news a run has looked at; none where most of the articles did not come."""
    lost = check.blocked + check.failed
    if lost >= _MANY and 2 * lost >= check.fetched:
        return ()
    return tuple(
        Looked(source=walked.source.id, start=one.start.key, first=first, last=last, seen=check.checked)
        for one in walked.starts
        if not (one.steps and one.steps[0].trouble)
        for first, last in looked_days(one.steps, one.past, since, today)
    )
