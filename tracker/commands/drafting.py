"""The command that drafts targets from a statement, or tells what a new statement changes in a file of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import Day, as_json, contact_option, files, load, print_json, tell
from tracker.errors import ConfigError, ExtractError

if TYPE_CHECKING:
    from tracker.draft import Draft, Drafted
    from tracker.draft.comparing import Change

_UNSURE = 0.7


@click.command("extract")
@click.argument("name", metavar="FILE|URL|-")
@click.option("--published", type=Day(), metavar="DAY", help="The day of the statement, where its text does not say.")
@click.option("--place", default="", metavar="NAME", help="Whose statement it is, where its text does not say: 某某区.")
@click.option("--title", default="", help="The occasion or document.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the draft here.")
@click.option("--force", is_flag=True, help="Replace FILE if there is one.")
@click.option(
    "--diff", type=click.Path(dir_okay=False, path_type=Path), metavar="TARGETS", help="Tell what differs from it."
)
@click.option(
    "--remarks", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the remarks."
)
@contact_option
@as_json
@files
def extract(name: str, published: date | None, targets: Path, db: Path, **said: Any) -> int:
    """Draft targets from a government's statement (text, HTML, PDF, DOCX; in Chinese), each with what to check.

    Nothing is stored; the draft is a targets file for a person to correct. docs/drafting.md tells how it is made.

    \b
    Examples: tracker extract report.html --out mytown.yaml
              tracker extract statement.txt --published 2025-01-17 --place 昌平区
              tracker extract https://www.example.gov.cn/report-2026.html --diff targets.yaml
    """
    from tracker.commands.papers import paper_of
    from tracker.draft import draft
    from tracker.fetch import Policy
    from tracker.run import user_agent

    out: Path | None = said["out"]
    if out is not None and said["diff"] is not None:
        raise click.UsageError("--out is for the draft; with --diff there is none")
    if out is not None and out.exists() and not said["force"]:
        raise ConfigError("there is such a file already", where=str(out), fix="name another, or add --force")
    paper = paper_of(name, Policy(user_agent=user_agent(said["contact"]), documents=True))
    try:
        made = draft(paper, (published, said["place"].strip(), said["title"].strip()))
    except (ConfigError, ExtractError) as error:
        raise type(error)(error.message, where=error.where or name, fix=error.fix) from error
    if said["diff"] is not None:
        _tell_changes(made, said["diff"], said["remarks"], as_json=said["as_json"])
        return 0
    _give(made, name, out, (said["remarks"], said["as_json"]))
    _tell_draft(made, name)
    return 0


def _give(made: Draft, name: str, out: Path | None, form: tuple[str, bool]) -> None:
    from tracker.files import write_whole
    from tracker.render.draft_file import draft_file

    language, as_json = form
    if as_json:
        text = ""
        print_json(_row(one, language) for one in made.targets)
    else:
        text = draft_file(made, name if name != "-" else "stdin", language)
    if out is not None:
        write_whole(out, text or draft_file(made, name, language))
    elif text:
        click.echo(text, nl=False)


def _tell_draft(made: Draft, name: str) -> None:
    """What a person should know at once; the rest stands beside each target."""
    kinds = [one.goal.kind for one in made.targets]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("quantity", "milestone", "commitment"))
    unsure = sum(one.confidence < _UNSURE for one in made.targets)
    tell(f"{name}: {len(kinds)} targets ({counts}); {unsure} with a confidence below {_UNSURE}")
    if made.changes:
        tell(f"the source is a damaged copy; {len(made.changes)} words were restored, listed at the top of the draft")
    told = made.statement
    tell(f"place {made.place.name}, statement of {told.date.isoformat()}" + (" (gathered)" if made.remarks else ""))


def _tell_changes(made: Draft, path: Path, language: str, *, as_json: bool) -> None:
    from tracker.draft.comparing import Units, compare
    from tracker.language import language as tongue
    from tracker.render.draft_changes import changes_text

    zh = tongue("zh")
    changes = compare(made, load(path).targets, Units(read=zh.read_amount, convert=zh.convert))
    if as_json:
        print_json(_changed(changes, language))
    else:
        click.echo(changes_text(changes, language))


def _changed(changes: tuple[Change, ...], language: str) -> Iterator[Mapping[str, object]]:
    for one in changes:
        yield {
            "state": one.state,
            "target": one.target.id if one.target else None,
            "differences": [{"key": key, "before": old, "after": new} for key, old, new in one.differences],
            "draft": _row(one.drafted, language) if one.drafted else None,
        }


def _row(one: Drafted, language: str) -> Mapping[str, object]:
    from tracker.render.draft_file import title_of
    from tracker.render.draft_words import remark

    goal = one.goal
    return {
        "id": one.id,
        "title": title_of(one),
        "kind": goal.kind,
        "theme": goal.theme,
        "owner": goal.owner,
        "measure": goal.measure if goal.kind == "quantity" else "",
        "at_least": goal.amount if goal.bound == "at_least" else None,
        "at_most": goal.amount if goal.bound == "at_most" else None,
        "baseline": goal.baseline or None,
        "over": goal.over,
        "stage": goal.stage or None,
        "due": goal.due.isoformat() if goal.due else None,
        "about": [list(idea) for idea in one.about],
        "not_about": list(one.not_about),
        "quote": one.quote,
        "line": one.line,
        "start": one.start,
        "end": one.end,
        "confidence": one.confidence,
        "checks": [check.code for check in one.checks],
        "remarks": [remark(check, language) for check in one.checks],
    }
