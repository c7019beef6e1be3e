"""A store and a configuration come in; the assessments of a day go out, with how well the sources were watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.commands.options import tell

if TYPE_CHECKING:
    from tracker.judge import Observed
    from tracker.model import Assessment, Config, Evidence
    from tracker.store import Store


def judge(
    store: Store, config: Config, found: Sequence[Evidence], day: date, known: date | None = None
) -> tuple[Assessment, ...]:
    """The assessments of all targets as of a day."""
    from tracker.judge import judge_all

    watched = _observed(store, config)
    observed = {target.id: watched for target in config.targets} if watched else None
    return judge_all(config, found, day, known, observed)


def _observed(store: Store, config: Config) -> Observed | None:
    """How many of the sources answered when they were last asked; None where no run has asked any yet."""
    ids = {source.id for source in config.sources}
    health = [one for one in store.sources_health() if one.source in ids]
    if not health:
        return None
    answering = {one.source for one in health if not one.trouble}
    if answering == ids:
        return "full"
    return "partial" if answering else "none"


def warn_if_stale(store: Store, config: Config) -> None:
    """Say on stderr how many pages were read with other targets or by another version of the reader."""
    from tracker.edition import edition

    if stale := store.stale_pages(edition(config)):
        tell(f"{stale} pages were read before the targets or the reader changed; ingest them again to have them count")
