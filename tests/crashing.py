"""Jobs come in and are done by processes that die of what the test wants: at a moment, at a point, or of a full disk.

A helper process (this file run as a program) imports everything once and forks for each job, so that a job costs little
more than its work. What a job had committed when it died is told as `acked`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).parent
NOW = datetime(2025, 9, 1, tzinfo=UTC)
DAY = date(2025, 9, 1)
HOSTS = ("news.example", "other.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """How a job ended: the exit code, negative for a signal; what was committed; what it said on stderr."""

    code: int
    acked: tuple[tuple[str, ...], ...]
    said: str


class Doer:
    """The helper process; `do` has one job done and tells how that ended."""

    def __init__(self, preload: Path | None = None) -> None:
        # With an arena of memory for every thread the C library keeps more of it than is in use.
        environment = os.environ | {"PYTHONPATH": f"{HERE.parent}:{HERE}", "MALLOC_ARENA_MAX": "2"}
        if preload:
            environment["LD_PRELOAD"] = str(preload)
        command = [sys.executable, str(Path(__file__)), *([str(preload)] if preload else [])]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def start(self, job: str, folder: Path, **how: Any) -> None:
        """Begin a job: `run`, `ingest`, `report`, `open`, ... in a folder with targets.yaml and, perhaps, tracker.db.

        kill_s: after so many seconds, killed. point: (file, function, event, number), killed there. record: file for
        what is done to the folder's files; limit: bytes by which the folder may grow. port: of the site that a run
        asks. A job may write what the modes of files let their owner write, even where it is done by root.
        """
        assert self._process.stdin
        told = {"job": job, "folder": str(folder), **how}
        self._process.stdin.write(json.dumps(told, default=str) + "\n")
        self._process.stdin.flush()

    def end(self) -> Death:
        assert self._process.stdout
        told = json.loads(self._process.stdout.readline())
        return Death(code=told["code"], acked=tuple(map(tuple, told["acked"])), said=told["said"])

    def do(self, job: str, folder: Path, **how: Any) -> Death:
        self.start(job, folder, **how)
        return self.end()

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def doing(preload: Path | None = None) -> Iterator[Doer]:
    doer = Doer(preload)
    try:
        yield doer
    finally:
        doer.close()


# ---- the helper process ---------------------------------------------------------------------------------------------


def run_job(folder: Path, how: Mapping[str, Any]) -> None:
    """One pass and its report, as `tracker run` does them, of a site on the loopback interface."""
    from loopback import Site

    from tracker.commands.tell import write_report
    from tracker.config import load_config
    from tracker.lock import only_run
    from tracker.run import RunSettings, run_once
    from tracker.store import open_store

    config = load_config(folder / "targets.yaml")
    policy = Site(port=how["port"]).policy(*HOSTS)
    settings = RunSettings(policy=policy, archive=folder / "archive", clock=lambda: NOW)
    with only_run(folder / "tracker.db"), open_store(folder / "tracker.db") as store:
        run_once(config, store, settings, NOW)
        write_report(store, config, folder / "reports", DAY)


def runs_job(folder: Path, how: Mapping[str, Any]) -> None:
    """Many runs in one process, as a daemon does them; memory in KiB and open files after every tenth of them."""
    import gc

    for count in range(how["runs"]):
        run_job(folder, how)
        if (count + 1) % (how["runs"] // 10) == 0:
            gc.collect()
            status = Path("/proc/self/status").read_text().splitlines()
            memory_kib = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
            print(memory_kib, len(os.listdir("/proc/self/fd")), flush=True)


def ingest_job(folder: Path, how: Mapping[str, Any]) -> None:
    from tracker.config import load_config
    from tracker.ingest import ingest
    from tracker.lock import only_run
    from tracker.store import open_store

    config = load_config(folder / "targets.yaml")
    with only_run(folder / "tracker.db"), open_store(folder / "tracker.db") as store:
        ingest((Path(how.get("archive") or folder / "archive"),), config, store)


def report_job(folder: Path, how: Mapping[str, Any]) -> None:
    from tracker.commands.tell import write_report
    from tracker.config import load_config
    from tracker.store import open_store

    with open_store(folder / "tracker.db", create=False) as store:
        day = date.fromisoformat(how["day"]) if "day" in how else DAY
        write_report(store, load_config(folder / "targets.yaml"), folder / "reports", day)


def open_job(folder: Path, how: Mapping[str, Any]) -> None:
    from tracker.store import open_store

    open_store(folder / "tracker.db").close()


def commits_job(folder: Path, how: Mapping[str, Any]) -> None:
    """Readings, each in a transaction of its own, with the journal of the store that was opened."""
    from test_store_pages import EDITION, reading

    from tracker.store import open_store

    with open_store(folder / "tracker.db") as store:
        for pragma in how.get("pragmas", ()):
            store._database.execute(pragma)
        for number in range(how["commits"]):
            store.save_reading(reading(f"https://a.example/{number}", text="长文" * 900), EDITION)


def words_job(folder: Path, how: Mapping[str, Any]) -> None:
    """Any command of the command line."""
    from tracker import cli

    sys.argv = ["tracker", *how["words"]]
    sys.exit(cli.run())


JOBS: dict[str, Callable[[Path, Mapping[str, Any]], None]] = {
    "run": run_job,
    "runs": runs_job,
    "ingest": ingest_job,
    "report": report_job,
    "open": open_job,
    "commits": commits_job,
    "words": words_job,
}


def acknowledge(handle: int) -> None:
    """Have the store say what it has committed: rows are told when the transaction that holds them has ended."""
    from tracker.store import Store

    waiting: list[tuple[str, ...]] = []
    depth = 0
    whole, reading, readings, links = Store.transaction, Store.save_reading, Store.save_readings, Store.record_links
    assessments = Store.save_assessments

    @contextmanager
    def transaction(self: Store) -> Iterator[None]:
        nonlocal depth
        depth += 1
        try:
            with whole(self):
                yield
            if depth == 1:
                os.write(handle, "".join(json.dumps(row) + "\n" for row in waiting).encode())
        finally:
            depth -= 1
            if depth == 0:
                waiting.clear()

    def save_reading(self: Store, one: Any, *more: Any) -> None:
        waiting.append(("articles", one.trace.url))
        reading(self, one, *more)

    def save_readings(self: Store, some: Any, *more: Any) -> None:
        waiting.extend(("articles", one.trace.url) for one in some)
        readings(self, some, *more)

    def record_links(self: Store, run: int, outcomes: Any) -> None:
        kept = list(outcomes)
        waiting.extend(("links", one.url) for one in kept)
        links(self, run, kept)

    def save_assessments(self: Store, some: Any) -> None:
        kept = list(some)
        waiting.extend(("assessments", one.target) for one in kept)
        assessments(self, kept)

    for method in (transaction, save_reading, save_readings, record_links, save_assessments):
        setattr(Store, method.__name__, method)


def die_at(file: str, function: str, event: str, number: int) -> None:
    """Kill this process when a function begins (call) or ends (return) for the so-manieth time."""
    left = number

    def watch(frame: FrameType, happened: str, _: object) -> None:
        nonlocal left
        code = frame.f_code
        if happened == event and code.co_name == function and code.co_filename.endswith(file):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)


def obey_modes() -> None:
    """Root writes what nobody may write; without its capabilities it is a user like others."""
    if os.geteuid() == 0:
        header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
            raise OSError(ctypes.get_errno(), "capset")


def child(told: Mapping[str, Any], acks: Path, said: Path, preloaded: str) -> None:
    """Do the job in this process, which ends here."""
    code = 1
    try:
        errors = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 2)
        os.dup2(errors, 1)
        os.chdir(told["folder"])
        obey_modes()
        if told.get("record"):
            folder = os.path.realpath(told["folder"]).encode()
            limit = ctypes.c_longlong(told.get("limit", -1))
            ctypes.CDLL(preloaded).recording_start(str(told["record"]).encode(), folder, limit)
        acknowledge(os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
        if told.get("point"):
            die_at(*told["point"])
        JOBS[told["job"]](Path(told["folder"]), told)
        code = 0
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException as error:
        from tracker.errors import TrackerError

        if isinstance(error, TrackerError):
            print(f"error: {error}", file=sys.stderr)
        else:
            traceback.print_exc()
    finally:
        sys.setprofile(None)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def attend(told: Mapping[str, Any], acks: Path, said: Path, preloaded: str) -> int:
    """Fork for the job, kill it where that is wanted, and wait for its end; the exit code, or minus the signal."""
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        child(told, acks, said, preloaded)
    if told.get("kill_s") is not None:
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            left = told["kill_s"] - (time.monotonic() - started)
            if left <= 0:
                os.kill(pid, signal.SIGKILL)
                break
            time.sleep(min(left, 0.002))
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    import tempfile

    import tracker.cli
    import tracker.commands.tell
    import tracker.ingest
    import tracker.judge
    import tracker.render.markdown
    import tracker.run
    import tracker.store.backup  # noqa: F401

    with contextlib.suppress(ImportError):
        import test_store_pages  # noqa: F401

    preloaded = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory() as place:
        said = Path(place) / "said"
        Path(place).chmod(0o777)
        for line in sys.stdin:
            told = json.loads(line)
            # What is recorded says also when a row was told to be committed.
            acks = Path(told["folder"] if told.get("record") else place) / "acks"
            acks.unlink(missing_ok=True)
            said.write_text("")
            code = attend(told, acks, said, preloaded)
            lines = acks.read_text("utf-8").splitlines() if acks.exists() else []
            ended = {"code": code, "acked": list(map(json.loads, lines)), "said": said.read_text("utf-8")}
            print(json.dumps(ended), flush=True)


if __name__ == "__main__":
    main()
