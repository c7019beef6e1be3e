"""An empty or older database comes in; the tables of the store go out. Migrations are only ever appended."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from tracker.store.friendly import make_friendly


def _first_tables(db: Database) -> None:
    _page_tables(db)
    _settled_tables(db)
    _run_tables(db)


def _page_tables(db: Database) -> None:
    db.table("stories").create({"id": str, "spokesman": str}, pk="id", not_null={"spokesman"})
    columns: dict[str, type] = dict.fromkeys(
        (
            *("url", "canonical_url", "title", "published", "publisher", "source", "tier", "encoding"),
            *("sha256", "first_seen", "fetched", "spam", "disposition", "story", "targets_hash", "reader_version"),
            *("etag", "last_modified", "text_sha256"),
        ),
        str,
    )
    db.table("articles").create(
        # The text comes last, so that a scan for traces does not read its overflow pages.
        {**columns, "sketch": bytes, "figures": bytes, "candidates": str, "text": str},
        pk="url",
        not_null={"sha256", "first_seen", "fetched", "disposition", "candidates"},
        foreign_keys=[("story", "stories", "id")],
    )
    db.table("articles").create_index(["published"])
    db.table("articles").create_index(["story"])
    db.table("versions").create(
        {"url": str, "sha256": str, "first_seen": str}, pk=("url", "sha256"), not_null={"first_seen"}
    )


def _settled_tables(db: Database) -> None:
    texts = (
        *("id", "target", "url", "title", "source", "tier", "published", "first_seen", "page_sha256", "story"),
        *("sentence", "modality", "stage", "expected", "day"),
        *("value", "unit", "comparator", "period_start", "period_end", "basis"),
    )
    db.table("evidence").create(
        {**dict.fromkeys(texts, str), "part": int, "counts": int, "why_not": str, "set_aside_from": str},
        pk="id",
        not_null={"target", "url", "sentence", "counts"},
        foreign_keys=[("url", "articles", "url"), ("story", "stories", "id")],
    )
    db.table("evidence").create_index(["target", "published"])
    db.table("evidence").create_index(["story"])
    db.table("assessments").create(
        {
            **dict.fromkeys(("target", "as_of", "status"), str),
            "late": int,
            **dict.fromkeys(("value", "unit", "progress", "expected_progress", "observed"), str),
            **dict.fromkeys(("flags", "why", "evidence"), str),
        },
        pk=("target", "as_of"),
        not_null={"status"},
    )


def _run_tables(db: Database) -> None:
    db.table("runs").create(
        {"id": int, "kind": str, "started": str, "finished": str, "outcome": str, "note": str},
        pk="id",
        not_null={"kind", "started"},
    )
    db.table("links").create(
        {"run": int, "url": str, "source": str, "title": str, "published": str, "disposition": str},
        pk=("run", "url"),
        not_null={"disposition"},
        foreign_keys=[("run", "runs", "id")],
    )
    db.table("links").create_index(["url"])
    db.table("sources_health").create(
        dict.fromkeys(("source", "url", "checked", "answered", "trouble", "etag", "last_modified"), str),
        pk=("source", "url"),
    )


def _marks(db: Database) -> None:
    db.table("marks").create({"name": str, "value": str}, pk="name", not_null={"value"})


def _watching(db: Database) -> None:
    """Every visit of a source, what was wrong with it, the days looked at, and lists not walked to their end."""
    db.table("source_checks").create(
        {
            **{"source": str, "run": int, "checked": str, "trouble": str, "detail": str},
            **dict.fromkeys(("items", "fetched", "blocked", "failed", "titled", "dated", "bodied"), int),
        },
        pk=("source", "run"),
        foreign_keys=[("run", "runs", "id")],
    )
    db.table("alerts").create(
        {
            **{"id": int, "source": str, "word": str, "since": str, "last_good": str, "detail": str},
            **{"told": str, "ended": str},
        },
        pk="id",
        not_null={"source", "word", "since"},
    )
    db.table("looked").create(
        {"source": str, "start": str, "first_day": str, "last_day": str, "seen": str},
        pk=("source", "start", "first_day", "last_day"),
        not_null={"seen"},
    )
    db.table("walks").create(
        {"source": str, "start": str, "since": str, "pending": str}, pk=("source", "start"), not_null={"pending"}
    )


def _hosts(db: Database) -> None:
    """What is known of hosts between two runs: robots.txt, rests, failures in a row."""
    db.table("hosts").create(
        {
            **{"site": str, "robots_status": int, "robots_body": bytes},
            **{"robots_fetched": str, "robots_failing": str, "rest_until": str, "failures": int},
        },
        pk="site",
    )


def _documents(db: Database) -> None:
    """Evidence on a page of a document, and articles that a person added by hand (when, else empty)."""
    db.table("evidence").add_column("page_number", int)
    db.table("articles").add_column("added", str)


def _digests(db: Database) -> None:
    """Each digest with the snapshot that the next one is compared with, and what is on its way to whom."""
    db.table("digests").create(
        dict.fromkeys(("period", "day", "made", "subject", "snapshot"), str),
        pk="period",
        not_null={"day", "made", "snapshot"},
    )
    db.table("outbox").create(
        {
            **dict.fromkeys(("period", "recipient", "topic", "state", "subject", "message_id", "message"), str),
            **{"attempts": int, "doubts": int, "next_try": str, "changed": str, "answer": str},
        },
        pk=("period", "recipient", "topic"),
        not_null={"state", "message"},
        foreign_keys=[("period", "digests", "period")],
    )
    db.table("outbox").create_index(["state"])


def _periods(db: Database) -> None:
    """Which weeks had their digest, which nights their backup."""
    db.table("periods").create(
        dict.fromkeys(("kind", "period", "day", "done", "covered_by"), str),
        pk=("kind", "period"),
        not_null={"day", "done", "covered_by"},
    )


def _usable_evidence(db: Database) -> None:
    """What judging asks for, found without looking at what was set aside: of a crawl that is nine tenths."""
    db.execute(
        "CREATE INDEX usable_evidence ON evidence (target, published) WHERE counts OR set_aside_from IS NOT NULL"
    )


def _decisions(db: Database) -> None:
    """What people decide, only ever added to; and on each evidence what they made of it."""
    texts = (
        *("made", "day", "verb", "author", "note", "target", "evidence_id", "url", "quote", "changes"),
        *("status", "until", "undoes", "claim", "page_sha256", "seen"),
    )
    db.table("decisions").create(
        {"number": int, "id": str, **dict.fromkeys(texts, str)},
        pk="number",
        not_null={"id", "made", "day", "verb", "author"},
        foreign_keys=[("target", "targets", "id")],
    )
    db.table("decisions").create_index(["id"], unique=True)
    db.table("decisions").create_index(["evidence_id"])
    for change in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER decisions_no_{change.lower()} BEFORE {change} ON decisions BEGIN"
            " SELECT RAISE(ABORT, 'decisions are only added to; taking one back is another decision'); END"
        )
    db.table("evidence").add_column("decided", str)


def _rereading(db: Database) -> None:
    """What the targets were that pages were read with, and what stands over tables: which pages a change concerns."""
    db.table("editions").create({"targets_hash": str, "definitions": str}, pk="targets_hash", not_null={"definitions"})
    db.table("articles").add_column("captions", str)


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    *(_first_tables, _marks, _watching, _hosts, _documents, _digests, _periods),
    *(make_friendly, _usable_evidence, _decisions, _rereading),
)
