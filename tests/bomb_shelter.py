"""Port of a server of bombs in; one line for each bomb out: how it ended, the time and the memory it took.

A process of its own, so that the memory of tests and server is not counted.
"""

from __future__ import annotations

import json
import sys
import time

from bombs import BOMBS
from memory import peak_mib

from tracker.errors import FetchError
from tracker.fetch import Fetched, Fetcher, Policy


def ended(url: str, policy: Policy) -> str:
    try:
        answer = Fetcher().fetch(url, policy)
    except FetchError as error:
        return error.code
    if not isinstance(answer, Fetched):
        return "unchanged"
    return "page" if answer.page.body == b"harmless" else f"{len(answer.page.body)} bytes"


def main() -> None:
    place = ("127.0.0.1", int(sys.argv[1]))
    policy = Policy(delay_s=0.0, allow_private=True, robots=False, connect_to={"bombs.example": place})
    for number, name in enumerate(BOMBS):
        began, worked = time.monotonic(), time.process_time()
        end = ended(f"http://bombs.example/{number}", policy)
        took_s, cpu_s = time.monotonic() - began, time.process_time() - worked
        costs = {"took_s": round(took_s, 2), "cpu_s": round(cpu_s, 2), "peak_mb": peak_mib()}
        print(json.dumps({"bomb": name, "end": end, **costs}))


if __name__ == "__main__":
    main()
