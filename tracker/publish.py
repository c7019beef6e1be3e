"""How the targets stand comes in; the reports of the day are written into their folder, only what differs anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.folder import Folder, Rules, fill
from tracker.render import feeds, markdown, site
from tracker.render.standing import Document, Dossier, Overview, Standing
from tracker.standings import Standings

if TYPE_CHECKING:
    from tracker.model import Assessment, Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done in the folder, and what was said of every target."""

    folder: Folder
    judged: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of output: what it says of each target, and what it says of all of them."""

    of_target: Callable[[Config, date, Dossier], Iterator[Document]]
    of_all: Callable[[Overview], Iterator[Document]]


FAMILIES = (
    Family(of_target=markdown.of_target, of_all=markdown.of_all),
    Family(of_target=feeds.of_target, of_all=feeds.of_all),
    Family(of_target=site.of_target, of_all=site.of_all),
)


def documents(found: Standings, families: tuple[Family, ...], told: list[Standing] | None = None) -> Iterator[Document]:
    """Every file of the reports of a day, those of the targets first; a target's evidence is held one at a time.

    told: a list that the standings are added to as they come.
    """
    told = [] if told is None else told
    for dossier in found.dossiers():
        told.append(dossier.standing)
        for family in families:
            yield from family.of_target(found.config, found.as_of, dossier)
    overview = Overview(
        config=found.config,
        as_of=found.as_of,
        since=max((one.as_of for one in found.before.values()), default=None),
        standings=tuple(told),
        sources=found.sources,
        sample=found.sample,
    )
    for family in families:
        yield from family.of_all(overview)


def publish(found: Standings, out: Path, *, force: bool = False, also: Iterable[Document] = ()) -> Published:
    """Write all reports of a day into their folder, `also` with them; those of past weeks stay.

    force: replace files there that were not written by this program, or were changed since.
    """
    from tqdm import tqdm

    told: list[Standing] = []
    files = chain(documents(found, FAMILIES, told), also)
    bar = tqdm(files, desc="reports", unit=" files", file=sys.stderr, disable=None, leave=False, delay=1)
    folder = fill(out, bar, Rules(force=force, keeps=(markdown.WEEKLY,)))
    return Published(folder=folder, judged=tuple(one.now for one in told))
