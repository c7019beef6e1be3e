"""Words come in; the numbers of the articles that hold them all go out, found with a full-text index."""

from __future__ import annotations

from sqlite_utils import Database

# The index knows every three characters in a row; shorter words are looked for in the texts themselves.
INDEXED_CHARACTERS = 3
ARTICLES_A_STEP = 2000

_HAS_WORD = "(a.title LIKE ? ESCAPE '\\' OR a.text LIKE ? ESCAPE '\\')"
_IN_INDEX = "a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
_IN_QUEUE = "a.id IN (SELECT article FROM search_queue)"


def add_to_index(db: Database) -> bool:
    """Put some articles that wait for it into the index; whether there were any."""
    last = "SELECT max(article) FROM (SELECT article FROM search_queue ORDER BY article LIMIT ?)"
    number = db.execute(last, (ARTICLES_A_STEP,)).fetchone()[0]
    if number is None:
        return False
    waiting = "SELECT article FROM search_queue WHERE article <= ?"
    add = f"INSERT INTO articles_fts (rowid, title, text) SELECT id, title, text FROM articles WHERE id IN ({waiting})"
    db.execute(add, (number,))
    db.execute("DELETE FROM search_queue WHERE article <= ?", (number,))
    return True


def is_indexed(db: Database) -> bool:
    return db.execute("SELECT 1 FROM search_queue LIMIT 1").fetchone() is None


def found(db: Database, search: str) -> list[int]:
    """The articles whose title or text holds every word (separated by blanks), or all, in order of day and address."""
    words = search.split()
    long = [word for word in words if len(word) >= INDEXED_CHARACTERS]
    short = [word for word in words if len(word) < INDEXED_CHARACTERS]
    conditions, values = _held(short)
    if long:
        queued, looked_for = _held(long)
        conditions.append(f"({_IN_INDEX} OR {_IN_QUEUE} AND {' AND '.join(queued)})")
        values += [" ".join(_quoted(word) for word in long), *looked_for]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return [row[0] for row in db.execute(f"SELECT a.id FROM articles a {where} ORDER BY published, url", values)]


def _held(words: list[str]) -> tuple[list[str], list[str]]:
    return [_HAS_WORD] * len(words), [pattern for word in words for pattern in [_pattern(word)] * 2]


def _pattern(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return f"%{word}%"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
