"""Commands about single pages and the archive: `add` takes pages by hand, `prune` lets go what no rule keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.deciding import by_option, perhaps_why, read_otherwise
from tracker.commands.options import Day, contact_option, files, load, named_source, opened, sentence, tell
from tracker.commands.place import archive_folder, run_settings
from tracker.commands.quoted import check_quoting, keep_quote
from tracker.errors import ConfigError
from tracker.lock import only_run

if TYPE_CHECKING:
    from tracker.add import Added, Wish
    from tracker.archive import Pruned, Survey
    from tracker.model import Config, Evidence, Keeping

_BYTES = 1024


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="URL|FILE...")
@click.option("--source", metavar="ID", help="The source of the targets file that the pages belong to.")
@click.option("--published", type=Day(), metavar="DAY", help="The day they were published (YYYY-MM-DD).")
@click.option("--publisher", default="", metavar="NAME", help="Who published them.")
@click.option("--url", default="", metavar="ADDRESS", help="The address of the page, where a saved file names none.")
@click.option("--target", default="", metavar="ID", help="The target that the quoted sentence bears on.")
@click.option("--quote", default="", metavar="TEXT", help="A sentence of the page that is evidence.")
@read_otherwise
@perhaps_why
@by_option
@archive_folder
@contact_option
@files
def add(names: tuple[str, ...], archive: Path, contact: str, targets: Path, db: Path, **said: Any) -> int:
    """Take pages by hand: addresses, or files saved from a browser (HTML, MHTML, PDF, DOCX, TXT, MD).

    They are archived, read and settled at once. What you say of a page goes before what is read from it, and stays
    when the archive is read again; adding the page again replaces it.

    With --target and --quote a sentence of the page counts for a target, though the reader passed it over. What it says
    is read from it; --value, --stage and the like say it otherwise.

    \b
    Examples: tracker add https://www.example.gov.cn/bulletin.pdf
              tracker add saved.mhtml --publisher 某区发布 --published 2025-08-19
              tracker add saved.mhtml --target aobei-park-phase3 --quote "三期今天迎来首批游客"
    """
    from tracker.add import add as add_pages

    config = load(targets)
    wish = _wish(config, said)
    _check(names, wish.url)
    check_quoting(config, names, said)
    with only_run(db), opened(db, create=True) as store:
        done = add_pages(names, wish, config, store, run_settings(archive, contact))
        evidence = store.evidence()
        for one in done:
            _tell_added(one, [row for row in evidence if row.url == one.url], config)
            if said["quote"] and not one.failed:
                keep_quote(store, config, one, said)
    return 1 if any(one.failed for one in done) else 0


def _wish(config: Config, said: Mapping[str, Any]) -> Wish:
    from tracker.add import Wish

    source = named_source(config, str(said["source"])) if said["source"] else None
    day = said["published"]
    return Wish(
        source=source,
        url=str(said["url"] or ""),
        published=day if isinstance(day, date) else None,
        publisher=str(said["publisher"] or "").strip(),
    )


def _check(names: tuple[str, ...], url: str) -> None:
    """Refuse what cannot be meant before anything is fetched or kept."""
    from tracker.add import is_address
    from tracker.archive import ADDED_NAMES

    if url and not is_address(url):
        raise ConfigError(f"--url {url} is no web address", fix="it starts with https:// or http://")
    if url and len(names) > 1:
        raise ConfigError("one --url cannot be that of several pages", fix="add them one by one")
    for name in names:
        path = Path(name)
        if is_address(name):
            continue
        if not path.is_file():
            raise ConfigError("there is no such file", where=name, fix="name a file, or an address with https://")
        if path.suffix.lower() not in ADDED_NAMES:
            raise ConfigError("no kind of page", where=name, fix="the name must end with " + ", ".join(ADDED_NAMES))


def _tell_added(one: Added, evidence: list[Evidence], config: Config) -> None:
    """Title, day and publisher over the sentences that bear on targets; or what kept the page from being read."""
    words = sentence(config)
    if one.trace is None or one.failed:
        tell(f"{one.name}: {words(one.disposition)}")
        return
    trace = one.trace
    click.echo(trace.title or one.url)
    day = trace.published.isoformat() if trace.published else "----------"
    click.echo(f"  {day}  {trace.source} ({trace.tier})  {one.url}")
    click.echo(f"  {one.disposition.code}: {words(one.disposition)}")
    for row in evidence:
        where = f" (p. {row.page_number})" if row.page_number else ""
        click.echo(f"  {row.target}: {row.sentence}{where}")
        if row.why_not:
            click.echo(f"    ✗ {words(row.why_not)}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and let nothing go.")
@archive_folder
@files
def prune(dry_run: bool, archive: Path, targets: Path, db: Path) -> int:
    """Let archived pages go by the rule of the targets file (archive: keep, days, limit), never what evidence needs.

    \b
    Example: tracker prune --dry-run
    """
    from tracker.edition import edition
    from tracker.ingest import settle_store
    from tracker.keep import prune as prune_archive

    config = load(targets)
    with only_run(db), opened(db) as store:
        settle_store(store, config)
        stale = store.stale_pages(edition(config))
        found, plan = prune_archive(archive, store, config, datetime.now(UTC), lambda plan: not dry_run)
    _tell_pruned(found, plan, config.archive, dry_run=dry_run)
    if stale:
        tell(f"{stale} pages were read with other targets or an older reader; they stay until `tracker replay`")
    for problem in found.problems:
        tell(f"{problem.where}: {sentence(config)(problem.reason)}; the file stays as it is")
    return 1 if found.problems or plan.over_bytes else 0


def _tell_pruned(found: Survey, plan: Pruned, rule: Keeping, *, dry_run: bool) -> None:
    standing = [one.standing for one in found.records]
    kept = (
        f"{standing.count('needed')} needed, {standing.count('unread')} not read yet, {standing.count('read')} others"
    )
    click.echo(f"{len(standing)} records, {_size(found.bytes)}: {kept}")
    verb = "would go" if dry_run else "let go"
    click.echo(f"{verb}: {len(plan.dropped)} pages, {_size(plan.freed_bytes)}; left: {_size(plan.left_bytes)}")
    if plan.over_bytes and rule.limit_bytes is not None:
        over = f"{_size(plan.over_bytes)} over the limit of {_size(rule.limit_bytes)}"
        tell(f"what must be kept is {over}; it is kept")


def _size(size: float) -> str:
    for unit in ("bytes", "KB", "MB"):
        if size < _BYTES:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= _BYTES
    return f"{size:.1f} GB"
