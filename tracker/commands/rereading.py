"""The command that reads the archive again: what it changes is told before it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.journal import journalled
from tracker.commands.options import as_json, files, load, opened, print_json, sentence, tell, today
from tracker.commands.place import archive_folder
from tracker.commands.progress import bar
from tracker.lock import only_run

if TYPE_CHECKING:
    from tracker.model import Config, Evidence
    from tracker.replay import EvidenceChange, Replay

SHOWN = 20


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal whether it may stand.")
@click.option("--all", "everything", is_flag=True, help="Read every page again, also what is not stale.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")
@as_json
@archive_folder
@journalled(loud=True)
@files
def replay(paths: tuple[Path, ...], archive: Path, targets: Path, db: Path, **how: Any) -> int:
    """Read pages again from the archive, without the network, after the targets or the reader have changed.

    Only stale pages are read, and of them only those that a changed target can concern. What that changes is told
    first. Interrupted, it leaves the store as it was, and goes on the next time. PATH: where pages lie besides the
    archive (WARC files, saved pages, or folders of them).

    \b
    Examples: tracker replay --dry-run
              tracker replay --yes --workers 2
    """
    from tracker.replay import Terms
    from tracker.replay import replay as read_again

    config = load(targets)
    places = (*((archive,) if archive.exists() or not paths else ()), *paths)
    with only_run(db), opened(db) as store, bar() as progress:
        terms = Terms(
            archive=places,
            day=today(config),
            clock=lambda: datetime.now(UTC),
            sure=lambda found: _sure(found, config, how),
            workers=how["workers"],
            everything=how["everything"],
            progress=progress,
        )
        found = read_again(config, store, terms)
    _tell_end(found, how, db)
    return 1 if found.failed else 0


def _sure(found: Replay, config: Config, how: dict[str, Any]) -> bool:
    """Tell what would change; whether it may."""
    if how["as_json"]:
        print_json(_rows(found, config))
    else:
        for line in _summary(found, config):
            click.echo(line)
    if how["dry_run"]:
        return False
    changes = found.effect.evidence or found.effect.statuses
    if how["yes"] or how["as_json"] or not changes or not sys.stdin.isatty():
        return True
    return click.confirm("Shall this stand?", err=True)


def _tell_end(found: Replay, how: dict[str, Any], db: Path) -> None:
    if not found.stale and not how["everything"]:
        tell("nothing to read again: every page was read with these targets and this reader")
    elif not found.applied:
        tell(f"nothing was changed; what was read waits in {db}.replay for the next `tracker replay`")


# ---- in words -------------------------------------------------------------------------------------------------------


def _summary(found: Replay, config: Config) -> Iterator[str]:
    yield from _pages_told(found, config)
    yield from _evidence_told(found, config)
    yield from _statuses_told(found, config)


def _pages_told(found: Replay, config: Config) -> Iterator[str]:
    if found.stale:
        yield f"{found.stale} stale pages: {_reason(found)}"
    before = f", {found.taken_up} of them by an earlier replay" if found.taken_up else ""
    aside = found.stale - found.wanted
    beside = f"; no changed target can concern the other {aside}" if aside > 0 else ""
    yield f"{found.taken_up + found.read} pages read again{before}{beside}"
    if found.missing:
        yield f"{len(found.missing)} pages are not in the archive and stay as they were; `tracker add URL` fetches one:"
        yield from _some(f"  {url}" for url in found.missing)
    words = sentence(config)
    yield from _some(f"  {url}: {words(why)}; it stays as it was" for url, why in found.unread)
    yield from _some(f"  {one.where}: {words(one.reason)}" for one in found.problems)
    for crash in found.crashes[:SHOWN]:
        yield f"  {crash.url}: the reader failed, please report this:\n{crash.trace}"


def _reason(found: Replay) -> str:
    reader = found.cause.code == "reader_upgraded"
    edited = [value for name, value in found.cause.facts if name == "target"]
    if found.cause.fact("shared"):
        edited.append("the place, the statements or the publishers")
    about = f" ({', '.join(edited)})" if edited else ""
    return (
        f"the reader{' and the targets have' if edited else ' has'} changed{about}"
        if reader
        else (f"the targets have changed{about}")
    )


def _evidence_told(found: Replay, config: Config) -> Iterator[str]:
    effect = found.effect
    begin = sum(one.counts for one in effect.flipped)
    flips = f" ({begin} begin to count, {len(effect.flipped) - begin} cease to)" if effect.flipped else ""
    counts = f"{len(effect.came)} come, {len(effect.went)} go, {len(effect.altered)} change{flips}"
    yield f"evidence: {counts if effect.evidence else 'none changes'}"
    yield from _some("\n".join(_change_told(one, config)) for one in effect.evidence)


def _change_told(one: EvidenceChange, config: Config) -> Iterator[str]:
    sign = "+" if one.before is None else "-" if one.now is None else "~"
    day = one.row.published.isoformat() if one.row.published else "----------"
    yield f"  {sign} {day}  {one.row.target}: {one.row.sentence}"
    yield f"    {one.row.url}"
    if one.before and one.now:
        sides = [_said(row, config) for row in (one.before, one.now)]
        if sides[0] == sides[1]:
            sides = [f"{row.source} ({row.tier}) {row.published} {row.title}" for row in (one.before, one.now)]
        yield f"    {sides[0]} → {sides[1]}"
    elif one.row.why_not:
        yield f"    ✗ {sentence(config)(one.row.why_not)}"


def _said(row: Evidence, config: Config) -> str:
    """What was read from a sentence, in short."""
    from tracker.render.numbers import value_text
    from tracker.render.phrases import phrases

    words = phrases(config.language)
    parts = [words.stages.get(row.stage, row.stage)] if row.stage else []
    parts += [value_text(row.figure.value, row.figure.unit, config.language)] if row.figure else []
    parts += [words.labels["planned"]] if row.modality == "planned" else []
    parts += [f"✗ {sentence(config)(row.why_not)}"] if row.why_not else []
    return " ".join(parts) or "–"


def _statuses_told(found: Replay, config: Config) -> Iterator[str]:
    from tracker.render.numbers import value_text
    from tracker.render.words import status_name

    changes = found.effect.statuses
    yield f"statuses: {len(changes) if changes else 'none'} {'change' if len(changes) != 1 else 'changes'}"
    for one in changes:
        told = [
            status_name(side, config.language)
            + (f" {value_text(side.value, side.unit or '', config.language)}" if side.value is not None else "")
            for side in (one.before, one.now)
        ]
        yield f"  {one.now.target}: {told[0]} → {told[1]}"


def _some(lines: Iterable[str]) -> Iterator[str]:
    left = 0
    for number, line in enumerate(lines):
        if number < SHOWN:
            yield line
        else:
            left += 1
    if left:
        yield f"  ... and {left} more (--json shows all)"


# ---- in JSON --------------------------------------------------------------------------------------------------------


def _rows(found: Replay, config: Config) -> Iterator[dict[str, object]]:
    from tracker.commands.rows import assessment, evidence

    words = sentence(config)
    for one in found.effect.evidence:
        before, now = (evidence(row, words) if row else None for row in (one.before, one.now))
        yield {"kind": "evidence", "target": one.row.target, "url": one.row.url, "before": before, "now": now}
    for change in found.effect.statuses:
        yield {
            "kind": "status",
            "target": change.now.target,
            "before": assessment(change.before, words),
            "now": assessment(change.now, words),
        }
    for url in found.missing:
        yield {"kind": "missing", "url": url}
    for url, why in found.unread:
        yield {"kind": "unread", "url": url, "why": words(why)}
    yield _summary_row(found)


def _summary_row(found: Replay) -> dict[str, object]:
    effect = found.effect
    return {
        "kind": "summary",
        "cause": found.cause.code,
        "targets": [value for name, value in found.cause.facts if name == "target"],
        "stale": found.stale,
        "wanted": found.wanted,
        "read": found.read,
        "read_before": found.taken_up,
        "missing": len(found.missing),
        "failed": len(found.crashes) + len(found.unread),
        "came": len(effect.came),
        "went": len(effect.went),
        "changed": len(effect.altered),
        "flipped": len(effect.flipped),
        "statuses": len(effect.statuses),
    }
