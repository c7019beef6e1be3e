"""A configuration comes in; the hash of its targets and the version of the reader go out, which date every reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from tracker.model import Config, Decision
from tracker.store import Edition
from tracker.store.editions import Definition

# What a reading does not depend on; a new part of the package counts as the reader's until it is named here.
_NOT_THE_READER = (
    *(
        "archive",
        "browsing",
        "commands",
        "config",
        "decisions",
        "dedupe",
        "demo",
        "discover",
        "draft",
        "explain",
        "fetch",
        "judge",
    ),
    *("notify", "pace", "reading", "render", "replay", "run", "schedule", "store", "watch"),
    *("__init__.py", "__pycache__", "add.py", "assess.py", "cli.py", "edition.py", "errors.py", "files.py"),
    *("folder.py", "hosting.py", "ingest.py", "keep.py", "lock.py", "logs.py", "notebook.py", "placeholder.py"),
    *("publish.py", "py.typed", "redaction.py", "secret.py", "settle.py", "standings.py"),
)

# What turns readings into evidence.
_SETTLING = (
    *("decisions/applying.py", "decisions/fields.py", "decisions/naming.py", "decisions/standing.py"),
    *("dedupe", "language", "settle.py"),
)


def edition(config: Config) -> Edition:
    """The edition that readings made now belong to; a reading of another edition is stale."""
    return Edition(targets_hash=_targets_hash(config), reader_version=reader_version())


def settling_rules(config: Config, decisions: Sequence[Decision]) -> str:
    """A hash of all but the readings that evidence depends on: the source that settles them, and what people decided.

    What other rules settled is settled again, also where a decision came while it was at work.
    """
    made = (sorted(one.id for one in decisions), sorted(target.id for target in config.targets)) if decisions else ()
    return _hash((_settler_version(), made))


def _settler_version() -> str:
    digest = hashlib.sha256()
    for name in _SETTLING:
        _add(digest, files("tracker") / name, name)
    return digest.hexdigest()[:16]


def program_version() -> str:
    """A hash of all that reads, settles and judges: with another one, the same pages may say something else."""
    digest = hashlib.sha256((reader_version() + _settler_version()).encode())
    for name in ("judge", "pace"):
        _add(digest, files("tracker") / name, name)
    return digest.hexdigest()[:16]


def definitions(config: Config) -> tuple[tuple[str, str], ...]:
    """(id, hash of its definition) of every target, and under '' the hash of what all of them share."""
    shared = ("", _hash((config.place, config.statements, config.publishers)))
    return (shared, *((target.id, _hash(target)) for target in config.targets))


def defined(config: Config) -> tuple[Definition, ...]:
    """What the targets are now, as the store keeps it beside the readings that are made with them."""
    about = {target.id: target.about for target in config.targets}
    return tuple(
        Definition(target=target, hash=digest, about=about.get(target, ())) for target, digest in definitions(config)
    )


def _hash(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]


def _targets_hash(config: Config) -> str:
    told = (config.place, config.statements, config.publishers, config.targets)
    return _hash(told)


def reader_version() -> str:
    """A hash of the reader's own source, because a number kept by hand is forgotten."""
    digest = hashlib.sha256()
    for node in sorted(files("tracker").iterdir(), key=lambda one: one.name):
        if node.name not in _NOT_THE_READER:
            _add(digest, node, node.name)
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, node: Traversable, name: str) -> None:
    if node.is_file():
        digest.update(name.encode() + b"\0" + node.read_bytes())
    elif node.name != "__pycache__":
        for child in sorted(node.iterdir(), key=lambda one: one.name):
            _add(digest, child, f"{name}/{child.name}")
