"""How the targets stand comes in; the reports of the day are written into their folder, only what differs anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.files import write_whole
from tracker.render.standing import Document, Dossier, Overview, Standing
from tracker.standings import Standings

if TYPE_CHECKING:
    from tracker.model import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of output: what it says of each target, and what it says of all of them."""

    of_target: Callable[[Config, date, Dossier], Iterator[Document]]
    of_all: Callable[[Overview], Iterator[Document]]


def documents(found: Standings, families: tuple[Family, ...]) -> Iterator[Document]:
    """Every file of the reports of a day, those of the targets first; a target's evidence is held one at a time."""
    told: list[Standing] = []
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


def write_changed(out: Path, document: Document) -> bool:
    """Write a file unless it says the same already; whether it was written."""
    path = out / document.path
    if path.is_file() and path.read_bytes() == document.text.encode():
        return False
    write_whole(path, document.text)
    return True
