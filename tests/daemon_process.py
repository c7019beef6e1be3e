"""A daemon as a process of its own, for tests: it asks a server on loopback without pauses, and its clock can be set.

    python tests/daemon_process.py FOLDER PORT [--once]

FOLDER holds targets.yaml, and may hold clock.txt with the seconds that the clock runs ahead. A digest is kept in the
store as an outbox would do, with a pause before and behind in which the process can be killed.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker.commands.place import Place
from tracker.commands.serving import chores
from tracker.fetch import Policy
from tracker.logs import Wanted, logging_to
from tracker.model import Config
from tracker.redaction import Redaction
from tracker.run import RunSettings
from tracker.schedule import serve, serve_once
from tracker.store import DonePeriod, Store

HOSTS = ("news.example", "other.example")
PAUSE_S = 0.1


def main(folder: Path, port: int, once: bool) -> None:
    def clock() -> datetime:
        path = folder / "clock.txt"
        ahead_s = float(path.read_text("utf-8")) if path.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead_s)

    def digest(store: Store, config: Config, period: str, day: date) -> None:
        time.sleep(PAUSE_S)
        count = len(store.periods("outbox"))
        store.save_periods("outbox", [DonePeriod(period=f"{period} {count}", day=day, done=clock())])
        time.sleep(PAUSE_S)

    where = dict.fromkeys(HOSTS, ("127.0.0.1", port))
    policy = Policy(delay_s=0.0, allow_private=True, connect_to=where)
    settings = RunSettings(policy=policy, clock=clock, archive=folder / "archive")
    hidden = Redaction()
    place = Place(archive=folder / "archive", out=folder / "reports", contact="", heartbeat="")
    work = folder / "targets.yaml", folder / "tracker.db", settings, replace(chores(place, hidden), digest=digest)
    with logging_to(Wanted(form="text"), hidden):
        if once:
            serve_once(*work)
        else:
            serve(*work)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), "--once" in sys.argv)
