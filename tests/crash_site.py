"""What the tests of crashes work on: a small site on the loopback interface, folders with targets, jobs undisturbed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accuracy import corpus_pages
from crashing import Doer
from loopback import Reply, Site, running
from small_town import TARGETS
from test_cli_commands import CORPUS, ROOT
from test_run_once import FEED, LISTING, OTHER, article, listing

from tracker.archive import append_page
from tracker.folder import fill
from tracker.render.standing import Document

JOBS = ("run", "ingest", "report")
OLDER = "an older report"


@contextmanager
def small_site() -> Iterator[Site]:
    """Two hosts, three sources, eight articles, and links that lead nowhere."""
    names = [f"/{name}" for name in "abcdef"]
    feed = "".join(f"<item><title>t</title><link>http://news.example{name}</link></item>" for name in names[3:])
    answers = {
        "news.example/list": Reply(body=listing(*names[:4], "/gone", "/file.pdf")),
        "other.example/list": Reply(body=listing("/g", "/h")),
        "/feed": Reply(
            body=f"<rss version='2.0'><channel><title>t</title>{feed}</channel></rss>".encode(),
            content_type="application/rss+xml",
        ),
        **{name: Reply(body=article(f"滨江湿地公园二期开放{name[1:]}")) for name in (*names, "/g", "/h")},
    }
    with running(answers) as served:
        yield served


def planted(doer: Doer, site: Site, folder: Path) -> Path:
    """A folder with targets and an archive of some pages; `done` has a store after an undisturbed job of each kind."""
    (folder / "targets.yaml").write_text(TARGETS + LISTING + FEED + OTHER, encoding="utf-8")
    for page in list(corpus_pages(CORPUS))[:12]:
        append_page(folder / "pages", page)
    for job in JOBS:
        place = prepared(folder, job, folder / "done" / job)
        assert doer.do(job, place, port=site.port, archive=folder / "pages").code == 0
    return folder


def prepared(seed: Path, job: str, place: Path) -> Path:
    """A new folder for a job; a report needs a store."""
    place.mkdir(parents=True)
    text = (seed / "targets.yaml").read_text("utf-8")
    if job == "ingest":
        text = (ROOT / "targets.yaml").read_text("utf-8")
    (place / "targets.yaml").write_text(text, encoding="utf-8")
    if job == "report":
        shutil.copy(seed / "done" / "run" / "tracker.db", place / "tracker.db")
        older_report(place / "reports")
    return place


def older_report(reports: Path) -> None:
    """A report that this program has written, and the list of files that says so."""
    fill(reports, [Document(path="README.md", text=OLDER)])
