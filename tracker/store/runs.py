"""The course of runs comes in: their links' outcomes and the answers of sources; what was recorded goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from tracker.model import Reason
from tracker.store.rows import LinkOutcome, SourceHealth, Validators, from_json, moment, to_json


def start(db: Database, kind: str, now: datetime) -> int:
    table = db.table("runs").insert({"kind": kind, "started": moment(now)})
    return int(str(table.last_pk))


def finish(db: Database, run: int, end: tuple[datetime, str, str]) -> None:
    now, outcome, note = end
    db.table("runs").update(run, {"finished": moment(now), "outcome": outcome, "note": note})


def record_links(db: Database, run: int, outcomes: Iterable[LinkOutcome]) -> None:
    rows = [
        {
            "run": run,
            "url": one.url,
            "source": one.source,
            "title": one.title,
            "published": one.published.isoformat() if one.published else None,
            "disposition": to_json(one.disposition),
        }
        for one in outcomes
    ]
    if rows:
        db.table("links").upsert_all(rows, pk=("run", "url"))


def _outcome(row: Mapping[str, Any]) -> LinkOutcome:
    return LinkOutcome(
        url=row["url"],
        source=row["source"],
        disposition=from_json(row["disposition"], Reason),
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
    )


def link_outcomes(db: Database, run: int) -> Iterator[LinkOutcome]:
    for row in db.table("links").rows_where("run = ?", [run], order_by="url"):
        yield _outcome(row)


def last_outcomes(db: Database) -> dict[str, LinkOutcome]:
    # What an archive holds of an address says nothing of how the site would answer now.
    met = "run IN (SELECT id FROM runs WHERE kind NOT IN ('ingest', 'add'))"
    return {row["url"]: _outcome(row) for row in db.table("links").rows_where(met, order_by="run, url")}


def record_health(db: Database, health: SourceHealth, validators: Validators | None) -> None:
    row = {
        "source": health.source,
        "url": health.url,
        "checked": moment(health.checked),
        "trouble": health.trouble,
    }
    if health.answered is not None:
        row["answered"] = moment(health.answered)
    if validators is not None:
        row |= {"etag": validators.etag, "last_modified": validators.last_modified}
    db.table("sources_health").upsert(row, pk=("source", "url"))


def validators(db: Database, url: str) -> Validators | None:
    where = "SELECT etag, last_modified FROM sources_health WHERE url = ? AND etag IS NOT NULL"
    row = db.execute(where, (url,)).fetchone()
    return Validators(etag=row[0], last_modified=row[1] or "") if row else None


def sources_health(db: Database) -> Iterator[SourceHealth]:
    for row in db.table("sources_health").rows_where(order_by="source, url"):
        yield SourceHealth(
            source=row["source"],
            url=row["url"],
            checked=datetime.fromisoformat(row["checked"]),
            answered=datetime.fromisoformat(row["answered"]) if row["answered"] else None,
            trouble=row["trouble"] or "",
        )
