"""A store and its targets file come in; targets, pages, sentences and standings go out as values, or rows of tables.

For notebooks and programs of one's own: read-only, and what is here stays (docs/notebooks.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

from tracker.assess import judge_targets, kept_evidence
from tracker.config import load_config
from tracker.errors import ConfigError
from tracker.model import Assessment, Config, Decision, Evidence, Reason, Target
from tracker.render.standing import Dossier, Standing
from tracker.render.words import reason
from tracker.standings import standings
from tracker.store import Store, StoredArticle
from tracker.store import open_store as open_kept

Name = str | PathLike[str]


def open_store(db: Name = "tracker.db", targets: Name = "targets.yaml") -> Notebook:
    """Open a store to look at it, also while a run writes; TrackerError says what is wrong with it or with the file."""
    config = load_config(Path(targets))
    return Notebook(config, open_kept(Path(db), create=False, read_only=True))


class Notebook:
    """What is kept of the goals of one targets file. Use it in the thread that opened it, and close it in the end.

    Days: `as_of` judges by what was published by then (today unless given), `known` by what was known here by then.
    """

    def __init__(self, config: Config, store: Store) -> None:
        self.config = config
        self._store = store

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.config.targets

    def target(self, name: str) -> Target:
        """The target with an id; ConfigError where there is none."""
        found = next((one for one in self.targets if one.id == name), None)
        if found is None:
            fix = "one of: " + ", ".join(one.id for one in self.targets)
            raise ConfigError(f"no target has the id {name!r}", where=self.config.path, fix=fix)
        return found

    def articles(self, search: str = "", *, text: bool = False) -> Iterator[StoredArticle]:
        """The pages that hold all words of `search`, in order of publication; with their text where asked for."""
        return self._store.articles(text=text, search=search)

    def evidence(self, target: str | None = None) -> tuple[Evidence, ...]:
        """The sentences that bear on one target or on all, by target and publication; also those set aside."""
        return self._store.evidence(target)

    def decisions(self) -> tuple[Decision, ...]:
        """What people decided, in that order."""
        return self._store.decisions()

    def assessments(self, as_of: date | None = None, known: date | None = None) -> tuple[Assessment, ...]:
        """The status of every target."""
        evidence_of = kept_evidence(self._store, self.config, known, usable=True)
        return judge_targets(self._store, self.config, evidence_of, as_of or self._today(), known)

    def dossiers(self, as_of: date | None = None, known: date | None = None) -> Iterator[Dossier]:
        """How every target stands, with its turns, its forecast and all its sentences; one target at a time."""
        return standings(self._store, self.config, as_of or self._today(), known, whole=True).dossiers()

    def standings(self, as_of: date | None = None, known: date | None = None) -> tuple[Standing, ...]:
        """The same for all targets at once, without the sentences but for those that decide."""
        told = standings(self._store, self.config, as_of or self._today(), known)
        return tuple(one.standing for one in told.dossiers())

    def rows(self, values: Iterable[Any]) -> list[dict[str, Any]]:
        """`to_rows` in the language of the targets file."""
        return to_rows(values, self.config.language)

    def _today(self) -> date:
        return datetime.now(ZoneInfo(self.config.timezone)).date()


def to_rows(values: Iterable[Any], language: str = "en") -> list[dict[str, Any]]:
    """A flat dict for each value, all with the same keys, as tables of pandas or polars are made of.

    Numbers are floats, reasons sentences, days stay days. What lies within is named by both (`figure_value`), None
    where there is none. Lists of values, such as the turns of a standing, are left out; they make rows by themselves.
    """
    rows = [dict(_cells("", one, language)) for one in values]
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


def _cells(prefix: str, value: Any, language: str) -> Iterator[tuple[str, Any]]:
    kind: Any = type(value)
    hints = _hints(kind)
    for field in fields(value):
        name, inner = f"{prefix}{field.name}", getattr(value, field.name)
        if not _holds_values(hints[field.name]):
            yield name, _cell(inner, language)
        elif is_dataclass(inner):
            yield from _cells(f"{name}_", inner, language)


def _cell(value: Any, language: str) -> Any:
    if isinstance(value, Reason):
        return reason(value, language)
    return float(value) if isinstance(value, Decimal) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _holds_values(hint: Any) -> bool:
    """Whether a field is for a value with fields of its own, or for several."""
    return (is_dataclass(hint) and hint is not Reason) or any(map(_holds_values, get_args(hint)))
