"""Pages as they were read come into an open store; pages, their versions and their texts go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.model import Reading, Trace
from tracker.store import exporting, pages, runs, searching, settled
from tracker.store.connecting import told
from tracker.store.rereading import Rereading
from tracker.store.rows import Edition, StoredArticle, Validators

if TYPE_CHECKING:
    from tracker.store import Store


def save_reading(store: Store, reading: Reading, edition: Edition, validators: Validators | None = None) -> None:
    """Keep one reading in a transaction of its own; see save_readings."""
    with store.transaction():
        pages.save(store._database, [reading], edition, validators or Validators())
        settled.drop_mark(store._database)


def save_readings(store: Store, readings: Sequence[Reading], edition: Edition) -> None:
    """Keep readings in one transaction. Of two versions of an address the one fetched later is kept."""
    with store.transaction():
        pages.save(store._database, readings, edition, Validators())
        if readings:
            settled.drop_mark(store._database)


def has_page(store: Store, url: str, sha256: str, fetched: datetime, edition: Edition) -> bool:
    """Whether reading this page again could change nothing."""
    with told(store.path):
        return pages.has(store._database, url, (sha256, fetched), edition)


def first_seen(store: Store, url: str, sha256: str) -> datetime | None:
    """When this version of an address was first fetched, None for one never read."""
    with told(store.path):
        return pages.first_seen(store._database, url, sha256)


def pointed_at(store: Store) -> frozenset[tuple[str, str]]:
    """Address and hash of the versions that must be kept: evidence, set aside or not, quotes them or its stories
    are told by them, or a person added them."""
    with told(store.path):
        return frozenset(pages.pointed_at(store._database))


def knows(store: Store, url: str) -> bool:
    """Whether any version of the address has been read."""
    with told(store.path):
        return pages.knows(store._database, url)


def addresses(store: Store) -> Iterator[tuple[str, str]]:
    """The address of every stored page, and the one by which it names itself."""
    with told(store.path):
        yield from pages.addresses(store._database)


def validators(store: Store, url: str) -> Validators | None:
    """The validators of an article or of a source's address, None for an address never fetched."""
    with told(store.path):
        return pages.validators(store._database, url) or runs.validators(store._database, url)


def traces(store: Store) -> Iterator[Trace]:
    """The traces of all pages in order of address, one at a time."""
    with told(store.path):
        yield from pages.traces(store._database)


def article(store: Store, url: str) -> StoredArticle | None:
    """The page of an address with its text."""
    with told(store.path):
        return pages.article(store._database, url)


def articles(store: Store, *, text: bool = False, search: str = "") -> Iterator[StoredArticle]:
    """The pages that hold all words of `search`, in order of publication and address; with text where asked for."""
    with told(store.path):
        yield from pages.articles(store._database, text=text, search=search)


def index_texts(store: Store) -> None:
    """Bring the full-text index up to the stored pages; a search finds the others too, only slower."""
    with told(store.path):
        indexed = searching.is_indexed(store._database)
    while not indexed:
        with store.transaction():
            indexed = not searching.add_to_index(store._database)


def stale_pages(store: Store, edition: Edition) -> int:
    """How many pages were read with other targets or by another reader."""
    with told(store.path):
        return pages.count_stale(store._database, edition)


def rereading(store: Store, edition: Edition) -> Rereading:
    """The readings of the store, which those of an edition may take the place of."""
    return Rereading(store.path, store._database, edition)


def columns(store: Store, table: str, *, text: bool = False) -> list[str]:
    """The columns of a table that `export` gives."""
    with told(store.path):
        return exporting.columns(store._database, table, text=text)


def export(store: Store, table: str, *, text: bool = False) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, as they came."""
    with told(store.path):
        yield from exporting.rows(store._database, table, text=text)
