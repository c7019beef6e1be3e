"""A number of pages comes in; what reading again costs after one of the shipped targets was edited goes out, as JSON.

    python bench/replay.py [PAGES]

PAGES is 10,000 unless given. They are made of sentences of the corpus, which all mention something of the targets; one
page in twenty is about one. For each edit: the pages read, the seconds of a replay that only tells, and those of the
replay after it, which finds the pages read. full: after a change that concerns all pages. locked: for how long nobody
could write.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import CORPUS, ROOT, corpus_pages, made_pages
from tracker.archive import append_page
from tracker.config import load_config
from tracker.ingest import ingest
from tracker.model import Config
from tracker.replay import Replay, Terms, replay
from tracker.store import Store, open_store
from tracker.store.rereading import Rereading

PAGES = 10_000
ABOUT = 20
EDITS = ("health-revenue-growth", "huitian-round2", "wenyu-park-phase2", "cycling-race", "bnu-high-school")
NOW = datetime(2026, 4, 2, tzinfo=UTC)


def edited(config: Config, name: str) -> Config:
    """A target with one word more."""
    targets = (
        replace(one, about=((*one.about[0], "另一个名称"), *one.about[1:])) if one.id == name else one
        for one in config.targets
    )
    return replace(config, targets=tuple(targets))


def measured(config: Config, store: Store, archive: Path, sure: bool = True) -> tuple[Replay, float]:
    started = time.perf_counter()
    terms = Terms(archive=(archive,), day=date(2026, 4, 1), clock=lambda: NOW, sure=lambda found: sure)
    return replay(config, store, terms), round(time.perf_counter() - started, 1)


def locking(times: list[float]) -> None:
    """Have the seconds of every application noted."""
    apply: Callable[..., None] = Rereading.apply

    def timed(*words: object) -> None:
        started = time.perf_counter()
        apply(*words)
        times.append(round(time.perf_counter() - started, 2))

    Rereading.apply = timed  # type: ignore[method-assign]  # measured, and otherwise the same


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    config, locked = load_config(ROOT / "targets.yaml"), []
    locking(locked)
    with tempfile.TemporaryDirectory() as work, open_store(Path(work) / "tracker.db") as store:
        archive = Path(work) / "archive"
        made = made_pages(number, list(corpus_pages(CORPUS)), config, ABOUT)
        for count, page in enumerate(made):
            append_page(archive, replace(page, fetched=NOW - timedelta(days=count % 28)))
        ingest((archive,), config, store)
        for name in EDITS:
            config = edited(config, name)
            told, told_s = measured(config, store, archive, sure=False)
            done, done_s = measured(config, store, archive)
            row = {"edited": name, "pages": number, "read": told.read, "told_s": told_s, "applied_s": done_s}
            print(json.dumps(row | {"locked_s": locked[-1]}), flush=True)
        config = replace(config, place=replace(config.place, beside=(*config.place.beside, "滨江区")))
        done, done_s = measured(config, store, archive)
        row = {"edited": "place", "pages": number, "read": done.read, "told_and_applied_s": done_s}
        print(json.dumps(row | {"locked_s": locked[-1]}))


if __name__ == "__main__":
    main()
