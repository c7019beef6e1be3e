"""The bundled sample site in, a folder with reports of the whole job done over HTTP out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from tracker.config import load_config
from tracker.demo.sample import sample_site, sample_targets
from tracker.demo.server import Served, saved_pages, serving
from tracker.errors import ConfigError
from tracker.fetch import Policy
from tracker.folder import Folder
from tracker.model import Assessment, Config
from tracker.notify import days_before, present, reader_of
from tracker.publish import Published, publish
from tracker.render.standing import Document
from tracker.run import RunSettings, RunSummary, run_once, user_agent
from tracker.standings import standings
from tracker.store import Store, open_store

__all__ = ["Demo", "demo_settings", "run_demo", "sample_running"]

# The sample was written to be looked at on this day; with the day of today every report would differ.
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
AS_OF = date(2026, 3, 31)
BEFORE = date(2025, 12, 31)  # the digest tells what has changed since


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo has done: the run, the assessments as of AS_OF, where everything is, and how it was written."""

    config: Config
    run: RunSummary
    assessments: tuple[Assessment, ...]
    folder: Path
    reports: Folder


@contextmanager
def sample_running() -> Iterator[Served]:
    """The sample site on a port of the loopback interface."""
    with serving(saved_pages(sample_site())) as served:
        yield served


def demo_settings(served: Served, archive: Path | None, *, progress: bool = False) -> RunSettings:
    """Settings that reach the sample's hosts at the loopback interface, without the pauses due to hosts of others."""
    policy = Policy(
        user_agent=user_agent(),
        delay_s=0.0,
        honour_crawl_delay=False,
        allow_private=True,
        connect_to=dict.fromkeys(served.hosts, ("127.0.0.1", served.port)),
    )
    return RunSettings(policy=policy, archive=archive, progress=progress, clock=lambda: NOW)


def run_demo(targets: Path, out: Path, *, progress: bool = False) -> Demo:
    """Do the whole job on the sample site with the goals of `targets`, and write everything under `out`.

    Files: targets.yaml, tracker.db, archive/, the reports, digest.txt and digest.html. A database left there by an
    earlier demo is replaced, so that the outcome is the same each time. ConfigError when `out` cannot be written.
    """
    config = _prepare(targets, out)
    with sample_running() as served, open_store(out / "tracker.db") as store:
        settings = demo_settings(served, out / "archive", progress=progress)
        summary = run_once(config, store, settings, NOW)
        published = _report(config, store, out)
    return Demo(config=config, run=summary, assessments=published.judged, folder=out, reports=published.folder)


def _prepare(targets: Path, out: Path) -> Config:
    if not targets.is_file():
        fix = "run the demo beside the shipped targets.yaml, or name it with --targets"
        raise ConfigError("there is no such file", where=str(targets), fix=fix)
    text = sample_targets(targets)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (out / "tracker.db", *(out / "archive").glob("*.warc.gz")):
            old.unlink(missing_ok=True)
        (out / "targets.yaml").write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(str(error.strerror), where=str(out), fix="name another folder with --out") from error
    return load_config(out / "targets.yaml")


def _report(config: Config, store: Store, out: Path) -> Published:
    """Write the reports as of AS_OF and the digest of what has changed since BEFORE."""
    from tracker.render.digest import digest

    issue = present(store, config, AS_OF, NOW)
    issue = replace(issue, before=days_before(store, issue, AS_OF - BEFORE))
    store.save_assessments(issue.before.assessments)
    message = digest(issue, reader_of(config))
    letters = (
        Document(path="digest.txt", text=f"{message.subject}\n\n{message.text}"),
        Document(path="digest.html", text=message.html),
    )
    found = replace(standings(store, config, AS_OF), sample=True)
    done = publish(found, out, also=letters)
    store.save_assessments(done.judged)
    return done
