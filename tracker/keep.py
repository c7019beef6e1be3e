"""Pages and a store come in; the archive keeps each page once, and lets go what the rule of the targets file says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tracker.archive import Pruned, Survey, append_page, choose, drop, find_page, survey
from tracker.edition import edition
from tracker.model import Config, Page
from tracker.store import Store


def keep_page(folder: Path, store: Store, page: Page) -> None:
    """Archive a page, unless the same bytes of the same address lie there already.

    What a person added is always written: the last record says what was told of the page last.
    """
    seen = store.first_seen(page.url, page.sha256)
    if page.told is None and seen is not None and find_page(folder, page.url, page.sha256, seen):
        return
    append_page(folder, page)


def prune(
    folder: Path, store: Store, config: Config, now: datetime, sure: Callable[[Pruned], bool]
) -> tuple[Survey, Pruned]:
    """Let go what the rule of the file does not keep, where `sure` agrees; what was found and what went is returned.

    A page whose reading is stale stays: what it holds for the targets as they are is not known yet.
    """
    found = survey(folder, _standings(store, config))
    plan = choose(found, config.archive, now)
    if plan.dropped and sure(plan):
        drop(plan.dropped, found)
    return found, plan


def _standings(store: Store, config: Config) -> Callable[[Page], str]:
    needed, stale = store.pointed_at(), store.rereading(edition(config)).stale_versions()

    def standing(page: Page) -> str:
        if page.told is not None or (page.url, page.sha256) in needed:
            return "needed"
        if (page.url, page.sha256) in stale:
            return "unread"
        return "read" if store.first_seen(page.url, page.sha256) else "unread"

    return standing
