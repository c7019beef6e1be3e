"""Commands about what was decided so far: the list, its file for git, and how often the reading was right."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import as_json, files, load, looking, opened, print_json, tell
from tracker.errors import ConfigError
from tracker.files import write_whole
from tracker.lock import only_run

if TYPE_CHECKING:
    from tracker.decisions.accuracy import Score
    from tracker.model import Config, Decision

FILE = Path("decisions.yaml")
BYTES_MAX = 64 << 20

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default=FILE)


@click.group(invoke_without_command=True)
@as_json
@files
@click.pass_context
def decisions(ctx: click.Context, /, as_json: bool, **where: Any) -> int:
    """List what people decided; write it to a file that can live in git, and take it in again.

    \b
    Examples: tracker decisions
              tracker decisions export
              tracker decisions import decisions.yaml
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from tracker.decisions import undone

    with looking(where["db"]) as store:
        made = store.decisions()
    gone = undone(made)
    if as_json:
        print_json(_row(one, one.id in gone) for one in made)
        return 0
    for one in made:
        click.echo(_line(one, " (taken back)" if one.id in gone else ""))
    return 0


def _line(one: Decision, mark: str) -> str:
    from tracker.render.escape import one_line

    changes = ", ".join(f"{name}={text or 'none'}" for name, text in one.changes)
    told = (one.target, one.status, one.undoes[:8], one.evidence[:8], changes)
    quote = f"\n          {one_line(one.quoted.claim.sentence)}" if one.quoted else ""
    about = " ".join(text for text in told if text)
    return one_line(f"{one.id[:8]}  {one.day}  {one.author}: {one.verb} {about}{mark}  {one.why}") + quote


def _row(one: Decision, taken_back: bool) -> dict[str, object]:
    quoted = one.quoted
    return {
        "id": one.id,
        "verb": one.verb,
        "made": one.made.isoformat(),
        "day": one.day.isoformat(),
        "author": one.author,
        "why": one.why,
        "target": one.target or None,
        "evidence": one.evidence or None,
        "url": quoted.url if quoted else None,
        "sentence": quoted.claim.sentence if quoted else None,
        "changes": dict(one.changes),
        "status": one.status or None,
        "until": one.until.isoformat() if one.until else None,
        "undoes": one.undoes or None,
        "taken_back": taken_back,
    }


@decisions.command("export")
@_file
@files
def export_decisions(file: Path, targets: Path, db: Path) -> int:
    """Write all decisions to FILE (decisions.yaml; - prints them), a block each, the same decisions in the same bytes.

    \b
    Example: tracker decisions export && git add decisions.yaml
    """
    from tracker.decisions.writing import write_decisions

    with looking(db) as store:
        text = write_decisions(store.decisions())
    if file == Path("-"):
        sys.stdout.write(text)
    else:
        write_whole(file, text)
        click.echo(file)
    return 0


@decisions.command("import")
@_file
@files
def import_decisions(file: Path, targets: Path, db: Path) -> int:
    """Take in the decisions of FILE (decisions.yaml) that are not known yet. A file with a mistake changes nothing.

    \b
    Example: git pull && tracker decisions import
    """
    from tracker.decisions.parsing import parse_decisions
    from tracker.ingest import settle_store

    config, text = load(targets), _text(file)
    with only_run(db), opened(db, create=True) as store:
        made = parse_decisions(text, str(file), {one.id for one in store.decisions()})
        added = store.add_decisions(made)
        settle_store(store, config)
        waiting = [one for one in made if one.quoted and not store.knows(one.quoted.url)]
    click.echo(f"{len(made)} decisions, {added} of them new")
    _tell_waiting(made, len(waiting), config)
    return 0


def _tell_waiting(made: Sequence[Decision], pages: int, config: Config) -> None:
    if pages:
        tell(f"{pages} wait for their page, which is not in the store: `tracker ingest` the archive that has it")
    followed = {one.id for one in config.targets}
    if gone := sorted({one.target for one in made if one.target and one.target not in followed}):
        tell(f"{config.path} does not follow {', '.join(gone)}; decisions about them wait until it does")


def _text(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read(BYTES_MAX + 1) if file == Path("-") else _bytes(file)
        if len(raw) > BYTES_MAX:
            raise ConfigError("larger than 64 MiB", where=str(file), fix="this is no file of decisions")
        return raw.decode("utf-8-sig")
    except FileNotFoundError as error:
        fix = "name it, or make one with `tracker decisions export`"
        raise ConfigError("there is no such file", where=str(file), fix=fix) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(file), fix="check its rights") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", where=f"{file}:{line}:1", fix="take it from git as it was before") from error


def _bytes(file: Path) -> bytes:
    with file.open("rb") as handle:
        return handle.read(BYTES_MAX + 1)


@click.command()
@as_json
@files
def accuracy(as_json: bool, targets: Path, db: Path) -> int:
    """Say how often the reading was right, by target and by source, from the decisions so far.

    \b
    Example: tracker accuracy --json
    """
    from tracker.decisions.accuracy import scores

    with looking(db) as store:
        sources = {row.url: row.source for row in store.evidence()}
        found = scores(store.decisions(), sources)
    if as_json:
        print_json(_score_row(one) for one in found)
        return 0
    if not found:
        click.echo("nobody decided about any evidence yet; `tracker review` begins with what deserves a look")
    for one in found:
        click.echo(_score_line(one))
    return 0


def _score_row(one: Score) -> dict[str, object]:
    from tracker.decisions.accuracy import wilson

    low, high = wilson(one.accepted, one.decided)
    return {
        **{"by": one.kind, "name": one.name, "precision": None if one.precision is None else round(one.precision, 4)},
        **{"low": round(low, 4), "high": round(high, 4), "decided": one.decided, "few": one.few},
        **{"accepted": one.accepted, "rejected": one.rejected, "corrected": one.corrected},
        **{"missed": one.missed, "spared": one.spared},
    }


def _score_line(one: Score) -> str:
    from tracker.decisions.accuracy import wilson
    from tracker.render.escape import one_line

    low, high = wilson(one.accepted, one.decided)
    head = "all" if one.kind == "all" else f"{one.kind} {one_line(one.name)}"
    share = "no precision" if one.precision is None else f"precision {one.precision:.0%} ({low:.0%} to {high:.0%})"
    told = f"{one.accepted} accepted, {one.rejected} rejected, {one.corrected} corrected"
    more = f"; {one.missed} missed, {one.spared} rightly set aside" if one.missed or one.spared else ""
    few = "; few decisions" if one.few else ""
    return f"{head}: {share}, {told}{more}{few}"
