"""A target and a day come in; of what never counted goes out what a report shows, the rest as a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from tracker.model import TIERS, Evidence
from tracker.store.rows import EVIDENCE_COLUMNS, evidence_from, to_json
from tracker.store.settled import USABLE

_ASIDE = f"target = :target AND NOT {USABLE} AND published <= :day"
_RANK = " ".join(f"WHEN '{tier}' THEN {rank}" for rank, tier in enumerate(TIERS))
_NEWEST = f"published DESC, CASE tier {_RANK} END, url, id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """newest: so many of the newest. codes: those set aside for one of these reasons, however old.

    Those that a person decided on are always wanted.
    """

    newest: int
    codes: tuple[str, ...]


def set_aside(db: Database, target: str, day: date, wanted: Wanted) -> tuple[tuple[Evidence, ...], int]:
    """What is wanted of the evidence that never counted and was published by a day; and how much more there is."""
    asked = {"target": target, "day": day.isoformat(), "newest": wanted.newest, "codes": to_json(wanted.codes)}
    (total,) = db.execute(f"SELECT count(*) FROM evidence WHERE {_ASIDE}", asked).fetchone()
    newest = f"id IN (SELECT id FROM evidence WHERE {_ASIDE} ORDER BY {_NEWEST} LIMIT :newest)"
    coded = "json_extract(why_not, '$.code') IN (SELECT value FROM json_each(:codes))"
    where = f"{_ASIDE} AND (decided IS NOT NULL OR {coded} OR {newest})"
    rows = evidence_from(db.execute(f"SELECT {EVIDENCE_COLUMNS} FROM evidence WHERE {where}", asked))
    return tuple(rows), total - len(rows)
