"""A store of schema 3 comes in; goals, references, a full-text index and views for other tools are added to it."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

_SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content="articles", content_rowid="id", tokenize="trigram");
-- Articles whose present words are not in the index yet; a run puts them there when it ends.
CREATE TABLE search_queue (article INTEGER PRIMARY KEY REFERENCES articles (id));
CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    INSERT INTO search_queue (article) VALUES (new.id);
END;
CREATE TRIGGER article_changed AFTER UPDATE OF title, text ON articles
WHEN (old.title IS NOT new.title OR old.text IS NOT new.text)
    AND old.id NOT IN (SELECT article FROM search_queue)
BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO search_queue (article) VALUES (old.id);
END;
CREATE TRIGGER article_removed BEFORE DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
        SELECT 'delete', old.id, old.title, old.text WHERE old.id NOT IN (SELECT article FROM search_queue);
    DELETE FROM search_queue WHERE article = old.id;
END;
INSERT INTO search_queue SELECT id FROM articles;
"""

_VIEWS = """
-- How each goal stands: what was said of it last.
CREATE VIEW progress AS
SELECT target, title, theme, owner, goal, due, status, late, value, unit, progress, expected_progress, observed, as_of
FROM assessments AS one JOIN targets ON targets.id = target
WHERE listed
    AND as_of = (SELECT max(as_of) FROM assessments WHERE target = one.target AND as_of <= date('now', '+1 day'))
ORDER BY position;
-- What counts, the youngest first; `rank` 1 is the latest of its goal.
-- days_late: how long it was out before it was seen here.
CREATE VIEW latest_evidence AS
SELECT e.target, t.title AS goal, e.published, e.sentence, e.value, e.unit, e.stage, e.modality, e.title, e.source,
    e.tier, e.url, e.first_seen,
    max(0, CAST(julianday(date(e.first_seen)) - julianday(e.published) AS INTEGER)) AS days_late,
    row_number() OVER (PARTITION BY e.target ORDER BY e.published DESC, e.url, e.id) AS rank
FROM evidence AS e JOIN targets AS t ON t.id = e.target
WHERE e.counts
ORDER BY e.published DESC, e.url, e.id;
"""


def make_friendly(db: Database) -> None:
    """For people who open the store with other tools: no name or reference that only this program understands."""
    _list_targets(db)
    _remake(db, "articles", "id INTEGER PRIMARY KEY", ("FOREIGN KEY (story) REFERENCES stories (id)",))
    own_page = "FOREIGN KEY ({}) REFERENCES articles (url) DEFERRABLE INITIALLY DEFERRED"
    _remake(db, "stories", "", (own_page.format("spokesman"),))
    _remake(db, "versions", "", (own_page.format("url"),))
    goal = "FOREIGN KEY (target) REFERENCES targets (id)"
    shared = ("FOREIGN KEY (url) REFERENCES articles (url)", "FOREIGN KEY (story) REFERENCES stories (id)", goal)
    _remake(db, "evidence", "", shared)
    _remake(db, "assessments", "", (goal,))
    _name_codes(db)
    for script in (_SEARCH, _VIEWS):
        _execute(db, script)


def _list_targets(db: Database) -> None:
    """The goals as the targets file names them, so that the store can be read alone."""
    texts = dict.fromkeys(("title", "title_en", "kind", "theme", "owner", "measure", "goal", "due", "quote"), str)
    db.table("targets").create(
        {"id": str, **texts, "position": int, "listed": int},
        pk="id",
        not_null={"title", "listed"},
    )
    for name in ("evidence", "assessments"):
        db.execute(
            f"INSERT INTO targets (id, title, listed) SELECT DISTINCT target, target, 0 FROM {name}"
            " WHERE target NOT IN (SELECT id FROM targets)"
        )


def _remake(db: Database, name: str, number: str, references: tuple[str, ...]) -> None:
    """Make a table anew with all its columns and rows; with a `number` of its own, its former key becomes unique."""
    # Texts come last: what stands behind them can only be read through their overflow pages.
    columns = sorted(db.table(name).columns, key=lambda column: column.name == "text")
    keys = ", ".join(column.name for column in columns if column.is_pk)
    parts = [
        f"{column.name} {column.type}{' NOT NULL' if column.notnull or column.is_pk else ''}" for column in columns
    ]
    parts = [number, *parts, f"UNIQUE ({keys})"] if number else [*parts, f"PRIMARY KEY ({keys})"]
    made_by = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = [sql for (sql,) in db.execute(made_by, (name,))]
    listed = ", ".join(column.name for column in columns)
    db.execute(f"CREATE TABLE {name}_new ({', '.join((*parts, *references))})")
    db.execute(f"INSERT INTO {name}_new ({listed}) SELECT {listed} FROM {name} ORDER BY {keys}")
    db.execute(f"DROP TABLE {name}")
    db.execute(f"ALTER TABLE {name}_new RENAME TO {name}")
    for index in indexes:
        db.execute(index)


def _name_codes(db: Database) -> None:
    """A disposition as one word, and the few links that wait found at once."""
    for name in ("articles", "links"):
        db.execute(f"ALTER TABLE {name} ADD COLUMN code TEXT AS (json_extract(disposition, '$.code'))")
    db.execute("CREATE INDEX links_code ON links (code)")


def _execute(db: Database, script: str) -> None:
    """Each statement by itself: executescript would commit what the migration has done so far."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            db.execute(waiting)
            waiting = ""
