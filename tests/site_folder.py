"""The labelled pages, or a made-up world, come in; the web site of a day goes out, in a folder or as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from accuracy import corpus_pages
from hostile_world import World

from tracker.config import load_config
from tracker.demo.sample import sample_targets
from tracker.edition import edition
from tracker.folder import fill
from tracker.ingest import settle_store
from tracker.model import Config
from tracker.publish import Family, documents
from tracker.reading import read_all
from tracker.render import feeds, site
from tracker.render.standing import Document
from tracker.standings import standings
from tracker.store import Store, open_store

HERE = Path(__file__).parent
SITE = Family(of_target=site.of_target, of_all=site.of_all)
FEEDS = Family(of_target=feeds.of_target, of_all=feeds.of_all)


def sample_store(folder: Path) -> tuple[Config, Path]:
    """The sample's targets file, and a store with the readings of the labelled pages that it was made from."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "targets.yaml").write_text(sample_targets(HERE.parent / "targets.yaml"), encoding="utf-8")
    config = load_config(folder / "targets.yaml")
    with open_store(folder / "tracker.db") as store:
        store.save_readings(list(read_all(corpus_pages(HERE / "corpus" / "changping-dev"), config, 1)), edition(config))
        settle_store(store, config)
    return config, folder / "tracker.db"


def site_texts(store: Store, config: Config, day: date) -> Iterator[Document]:
    return documents(standings(store, config, day), (SITE, FEEDS))


def write_site(out: Path, texts: Iterable[Document]) -> int:
    """How many files were written; the others said the same already."""
    return fill(out, texts).written


def texts_of(world: World) -> Iterator[Document]:
    for dossier in world.dossiers:
        yield from site.of_target(world.config, world.overview.as_of, dossier)
    yield from site.of_all(world.overview)
