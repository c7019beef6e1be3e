"""The targets of a configuration come in and are listed in the store, so that it can be read without the file."""

from __future__ import annotations

from sqlite_utils import Database

from tracker.model import Config, Target
from tracker.store.rows import Row


def save_targets(db: Database, config: Config) -> None:
    """List the targets as they are named now; those that are no longer followed stay, but not as `listed`."""
    rows = [_row(target, number, config.language) for number, target in enumerate(config.targets, 1)]
    given = {row["id"]: row for row in rows}
    known = {row["id"]: row for row in db.table("targets").rows}
    for name, row in known.items():
        if name not in given and row["listed"]:
            db.table("targets").update(name, {"listed": 0, "position": None})
    changed = [row for name, row in given.items() if known.get(name) != row]
    if changed:
        db.table("targets").upsert_all(changed, pk="id")


def list_target(db: Database, target: str) -> None:
    """Make room for what refers to a target that nobody has listed."""
    values = (target, target)
    db.execute("INSERT INTO targets (id, title, listed) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", values)


def list_unknown(db: Database, rows: str) -> None:
    """The same for all targets that the rows of a table name."""
    unknown = f"SELECT DISTINCT target FROM {rows} WHERE target NOT IN (SELECT id FROM targets)"
    for (target,) in db.execute(unknown).fetchall():
        list_target(db, target)


def _row(target: Target, position: int, language: str) -> Row:
    goal = f"{target.goal.comparator} {target.goal.raw}" if target.goal else target.stage
    return {
        "id": target.id,
        "title": target.title_en if language == "en" else target.title_zh,
        "title_en": target.title_en,
        "kind": target.kind,
        "theme": target.theme,
        "owner": target.owner,
        "measure": target.measure,
        "goal": goal,
        "due": target.due.isoformat() if target.due else None,
        "quote": target.quote,
        "position": position,
        "listed": 1,
    }
