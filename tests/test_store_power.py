"""Power cuts, replayed: what a process did to its files is written down, and every state a cut can leave is opened."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from crash_site import planted, prepared, small_site
from crashing import Doer, doing

SECTOR = 512
STATES, MANY_STATES = 150, 5000
COMMITS = 40

# What is done to one file or folder: (kind, path, offset or size, bytes or other path)
Step = tuple[str, str, int, bytes]


@dataclass(slots=True)
class Disk:
    """Files as they would be found after a cut: what was synced, and what came since and may or may not be there."""

    files: dict[str, bytearray] = field(default_factory=dict)  # by inode
    names: dict[str, str] = field(default_factory=dict)  # path -> inode, as on the disk
    seen: dict[str, str] = field(default_factory=dict)  # path -> inode, as the process sees it
    waiting: dict[str, list[Step]] = field(default_factory=dict)  # writes not synced, by inode
    moves: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # (path, former inode, new inode), folder not synced
    made: int = 0

    def do(self, step: Step) -> None:
        kind, path, _, more = step
        if kind == "C":
            self.made += 1
            self._name(path, f"{path}#{self.made}")
        elif kind == "U":
            self._name(path, "")
        elif kind == "R":
            inode = self.seen[path]
            self._name(more.decode(), inode)
            self._name(path, "")
        elif kind in "WT":
            self.waiting.setdefault(self.seen[path], []).append(step)
        elif self.seen.get(path):
            inode = self.seen[path]
            for one in self.waiting.pop(inode, []):
                apply(self.files.setdefault(inode, bytearray()), one)
        else:
            self._sync_folder(path)

    def _name(self, path: str, inode: str) -> None:
        self.moves.append((path, self.seen.get(path, ""), inode))
        self.seen[path] = inode

    def _sync_folder(self, folder: str) -> None:
        for path, _, inode in self.moves:
            if path.rpartition("/")[0] == folder:
                self.names[path] = inode
        self.moves = [one for one in self.moves if one[0].rpartition("/")[0] != folder]

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """What is found: of the changes of folders those up to some moment, of the writes any, some of them torn."""
        names = dict(self.names)
        for path, _, inode in self.moves[: chance.randint(0, len(self.moves))]:
            names[path] = inode
        found: dict[str, bytes] = {}
        for path, inode in names.items():
            if inode:
                content = bytearray(self.files.get(inode, b""))
                for step in survivors(self.waiting.get(inode, []), chance):
                    apply(content, step)
                found[path] = bytes(content)
        return found


def survivors(steps: Sequence[Step], chance: random.Random) -> Iterator[Step]:
    share = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    for kind, path, at, data in steps:
        if chance.random() >= share:
            continue
        if kind == "W" and chance.random() < 0.2:
            # Torn: some sectors of the write, in any order.
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    yield kind, path, at + start, data[start : start + SECTOR]
        else:
            yield kind, path, at, data


def apply(content: bytearray, step: Step) -> None:
    kind, _, at, data = step
    if kind == "T":
        del content[at:]
        content.extend(bytes(max(0, at - len(content))))
    else:
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data


def read_log(log: Path) -> Iterator[Step]:
    with log.open("rb") as file:
        while line := file.readline():
            kind, rest = line[:1].decode(), line[2:].rstrip(b"\n")
            path, _, more = rest.partition(b"\t")
            if kind == "W":
                at, _, length = more.partition(b" ")
                yield kind, path.decode(), int(at), file.read(int(length))
            elif kind == "T":
                yield kind, path.decode(), int(more), b""
            else:
                yield kind, path.decode(), 0, more


def build_recorder(folder: Path) -> Path:
    """The library that writes down what a process does to its files."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to build the recorder with")
    library = folder / "recording.so"
    source = Path(__file__).parent / "recording.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_recorder(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="module")
def doer(recorder: Path) -> Iterator[Doer]:
    with doing(recorder) as one:
        yield one


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Of how many states: those that SQLite could not use, and those where a commit was missing."""

    states: int
    corrupt: int
    lost: int


def cut(steps: Sequence[Step], states: int, place: Path, db: Path) -> Damage:
    """Cut the power at so many moments, most of them where much is under way, and open what is left."""
    chance = random.Random(states)
    moments = sorted(chance.choices(range(1, len(steps)), k=states))
    disk, corrupt, lost, done = Disk(), 0, 0, 0
    acked: set[tuple[str, str]] = set()
    for moment in moments:
        while done < moment:
            kind, path, _, data = step = steps[done]
            done += 1
            if path.endswith("/acks"):
                acked |= {tuple(json.loads(line)) for line in data.decode().splitlines()} if kind == "W" else set()
            else:
                disk.do(step)
        sound, there = opened(disk.after_cut(chance), place, db)
        corrupt += not sound
        lost += not acked <= there
    return Damage(states=states, corrupt=corrupt, lost=lost)


def opened(found: dict[str, bytes], place: Path, db: Path) -> tuple[bool, set[tuple[str, str]]]:
    """Whether the store can be used, and what it holds of the rows that a process tells when they are committed."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path, content in found.items():
        if path.startswith(str(db)):
            (place / Path(path).name).write_bytes(content)
    if not (place / db.name).exists():
        return True, set()
    try:
        with closing(sqlite3.connect(place / db.name)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sound &= connection.execute("PRAGMA foreign_key_check").fetchall() == []
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
                return sound, set()
            keys = (("articles", "url"), ("links", "url"), ("assessments", "target"))
            return sound, {
                (name, key) for name, column in keys for (key,) in connection.execute(f"SELECT {column} FROM {name}")
            }
    except sqlite3.DatabaseError:
        return False, set()


def recorded_commits(doer: Doer, folder: Path, *pragmas: str) -> tuple[list[Step], Path]:
    """What single commits do to the disk. `acks` in the folder says which of them were told to be done."""
    place = folder / "commits"
    place.mkdir()
    log = folder / "commits.log"
    death = doer.do("commits", place, record=log, commits=COMMITS, pragmas=pragmas)
    assert death.code == 0, death.said
    return list(read_log(log)), place / "tracker.db"


def test_commits_outlast_a_power_cut(doer: Doer, tmp_path: Path) -> None:
    steps, db = recorded_commits(doer, tmp_path)
    assert cut(steps, STATES, tmp_path / "cut", db) == Damage(states=STATES, corrupt=0, lost=0)


@pytest.mark.parametrize(
    "pragmas",
    [("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"), ("PRAGMA synchronous = FULL",)],
    ids=["wal and normal", "delete and full"],
)
def test_the_usual_settings_lose_commits(doer: Doer, tmp_path: Path, pragmas: tuple[str, ...]) -> None:
    """The measure measures: settings known to be weaker are found out."""
    steps, db = recorded_commits(doer, tmp_path, *pragmas)
    damage = cut(steps, STATES, tmp_path / "cut", db)
    assert damage.lost > 0 and damage.corrupt == 0


def recorded_run(doer: Doer, folder: Path) -> tuple[list[Step], Path]:
    with small_site() as site:
        place = prepared(planted(doer, site, folder), "run", folder / "run")
        death = doer.do("run", place, port=site.port, record=folder / "run.log")
    assert death.code == 0, death.said
    return list(read_log(folder / "run.log")), place / "tracker.db"


def test_a_run_outlasts_a_power_cut(doer: Doer, tmp_path: Path) -> None:
    steps, db = recorded_run(doer, tmp_path)
    assert cut(steps, STATES, tmp_path / "cut", db) == Damage(states=STATES, corrupt=0, lost=0)


@pytest.mark.long
def test_five_thousand_states_after_a_power_cut_are_sound(doer: Doer, tmp_path: Path) -> None:
    steps, db = recorded_run(doer, tmp_path)
    assert cut(steps, MANY_STATES, tmp_path / "cut", db) == Damage(states=MANY_STATES, corrupt=0, lost=0)
