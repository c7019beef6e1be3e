"""Documents come in; the files of a folder become what they say, and nothing that is not ours is touched.

All that differs is first written beside the old files, so a full disk changes nothing; then a list of what is ours is
left, and each file is replaced at once. Whenever this is killed, every file is whole, and the next time completes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tracker.errors import StoreError
from tracker.files import READABLE_BY_ALL, sync
from tracker.render.standing import Document

LIST = ".tracker-files"
_STAGE = ".tracker-part-"
_LEFT_AFTER_S = 3600  # what is being written is younger than this
_LAST = "README.md"  # who sees the new overview sees all new pages
# Written before there was a list of files, beside a report that ends with one of these.
_OLDER_FILES = ("README.md", "digest.txt", "digest.html")
_OLDER = ("前12位）。没有消息不等于没有进展。\n", "No news does not mean no progress.\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What was done in a folder. theirs: files in the way that a person made or changed, and that were left alone."""

    path: Path
    written: int
    removed: int
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """force: replace also what is not ours. keeps: beginnings of paths whose files stay when no document is for them.

    whole: the documents are all there are, so that what is not among them goes.
    """

    force: bool = False
    keeps: tuple[str, ...] = ()
    whole: bool = True


_PLAIN = Rules()


@dataclass(slots=True)
class _Work:
    """What is under way. ours: hashes of what we have written, by path. staged: path to the file that waits for it.

    older: the folder is from a time without a list.
    """

    out: Path
    stage: Path
    ours: Mapping[str, set[str]]
    older: bool
    staged: dict[str, Path] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    theirs: list[str] = field(default_factory=list)


def fill(out: Path, documents: Iterable[Document], rules: Rules = _PLAIN) -> Folder:
    """Bring the folder to what the documents say; StoreError when it cannot be written, and then each file is whole."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out) as alone, _staging(out, alone) as stage:
            ours = _listed(out)
            work = _Work(out=out, stage=stage, ours=ours, older=not ours and _is_older(out / _LAST))
            for document in documents:
                _stage(work, document, rules)
            return _replace(work, rules)
    except OSError as error:
        fix = "check the folder's permissions and the space on its disk"
        where = str(error.filename or out)
        raise StoreError(f"cannot be written: {error.strerror}", where=where, fix=fix) from error


def _stage(work: _Work, document: Document, rules: Rules) -> None:
    """Write a document that differs beside the others; one that would replace a person's file is left."""
    path, content = work.out / document.path, document.text.encode()
    digest = hashlib.sha256(content).hexdigest()
    present = path.read_bytes() if path.is_file() else None
    if present is not None and present != content and not rules.force and not _is_ours(work, document.path, present):
        work.theirs.append(document.path)
        return
    work.hashes[document.path] = digest
    if present != content:
        fresh = work.stage / str(len(work.staged))
        fresh.write_bytes(content)
        work.staged[document.path] = fresh


def _is_ours(work: _Work, name: str, present: bytes) -> bool:
    """Written by us and not changed since. An empty file is what a power cut leaves of one."""
    if not present or hashlib.sha256(present).hexdigest() in work.ours.get(name, ()):
        return True
    return work.older and name in _OLDER_FILES


def _is_older(path: Path) -> bool:
    return path.is_file() and path.read_bytes().decode("utf-8", "replace").endswith(_OLDER)


def _replace(work: _Work, rules: Rules) -> Folder:
    """Let the staged files take their places; the list names old and new content before, and only the new after."""
    stale = [name for name in work.ours if name not in work.hashes and name not in work.theirs] if rules.whole else []
    stale = [name for name in stale if not name.startswith(rules.keeps)] if rules.keeps else stale
    gone = [name for name in stale if _unchanged(work, name)]
    kept = {name: some for name, some in work.ours.items() if name not in work.hashes and name not in stale}
    after = {**kept, **{name: {digest} for name, digest in work.hashes.items()}}
    both = {name: work.ours.get(name, set()) | after.get(name, set()) for name in {*work.ours, *after}}
    before_file, after_file = work.stage / "before", work.stage / "after"
    for path, listed in ((before_file, both), (after_file, after)):
        path.write_text(_lines(listed), encoding="utf-8")
    changed = bool(work.staged or gone or after != work.ours)
    if changed:
        _settle([*work.staged.values(), before_file, after_file])
        before_file.replace(work.out / LIST)
        _sync_folders({work.out})
        for name, fresh in sorted(work.staged.items(), key=lambda pair: (pair[0] == _LAST, pair[0])):
            _put(fresh, work.out / name)
        for name in gone:
            _remove(work.out, name)
        after_file.replace(work.out / LIST)
        _sync_folders({(work.out / name).parent for name in work.staged} | {work.out})
    edited = [name for name in stale if name not in gone and (work.out / name).exists()]
    return Folder(
        path=work.out, written=len(work.staged), removed=len(gone), theirs=tuple(sorted([*work.theirs, *edited]))
    )


def _unchanged(work: _Work, name: str) -> bool:
    path = work.out / name
    return path.is_file() and _is_ours(work, name, path.read_bytes())


def _put(fresh: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.chmod(READABLE_BY_ALL)
    fresh.replace(path)


def _remove(out: Path, name: str) -> None:
    """The file, and its folder where it was the last."""
    path = out / name
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def _settle(files: Iterable[Path]) -> None:
    """Make all files outlast a power cut before the first takes its place."""
    for path in files:
        sync(path)


def _sync_folders(folders: set[Path]) -> None:
    for path in sorted(folders):
        sync(path)


def _listed(out: Path) -> dict[str, set[str]]:
    """The list of what is ours: a hash and a path a line, several lines where a replacement was under way."""
    found: dict[str, set[str]] = defaultdict(set)
    path = out / LIST
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            digest, blank, name = line.partition("  ")
            if blank and len(digest) == hashlib.sha256().digest_size * 2 and _is_inside(name):
                found[name].add(digest)
    return dict(found)


def _is_inside(name: str) -> bool:
    """A list may come with a folder from elsewhere, and what it names may be removed."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _lines(listed: Mapping[str, set[str]]) -> str:
    """As `sha256sum` writes it, so that `sha256sum --check .tracker-files` tells what was changed since."""
    return "".join(f"{digest}  {name}\n" for name in sorted(listed) for digest in sorted(listed[name]))


@contextmanager
def _alone(out: Path) -> Iterator[bool]:
    """Wait until nobody else fills this folder; False where the file system has no locks."""
    handle = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # two at once leave whole files, and maybe an older list
            yield False
        else:
            yield True
    finally:
        os.close(handle)


@contextmanager
def _staging(out: Path, alone: bool) -> Iterator[Path]:
    """A folder within the folder, gone at the end; those of writers that were killed go too."""
    for left in out.glob(f"{_STAGE}*"):
        if alone or time.time() - left.stat().st_mtime > _LEFT_AFTER_S:
            shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=out))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
