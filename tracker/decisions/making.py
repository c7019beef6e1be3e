"""What a person says of a row, of a target or of a decision comes in; the decision to keep goes out, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import TypeVar

from tracker.decisions.fields import fields_of, with_fields
from tracker.decisions.naming import evidence_id, named
from tracker.decisions.standing import in_order, rulings, standing, undone
from tracker.errors import ConfigError
from tracker.model import STATUSES, Candidate, Config, Decision, Evidence, Quoted, Target, Verb

NEAR = 0.75  # how like an id is that was mistyped
_AFTER = timedelta(microseconds=1)
T = TypeVar("T", Evidence, Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who decides, why, and when: `now` is aware and where the goals are followed."""

    author: str
    why: str
    now: datetime


def decide(
    verb: Verb, row: Evidence, said: Said, decisions: Sequence[Decision], changes: Mapping[str, str] | None = None
) -> Decision:
    """A decision about a row of evidence. ConfigError for a change that cannot be meant."""
    made = replace(_made(verb, said, decisions), evidence=row.id, changes=tuple(sorted((changes or {}).items())))
    return _checked(replace(made, quoted=_as_read(row, decisions)), row.published)


def add_quote(
    quoted: Quoted, published: date | None, said: Said, decisions: Sequence[Decision], changes: Mapping[str, str]
) -> Decision:
    """A row that a person makes of a sentence, with what was read from it, and what the person reads otherwise."""
    claim = quoted.claim
    made = replace(_made("add", said, decisions), changes=tuple(sorted(changes.items())))
    name = evidence_id(claim.target, quoted.url, claim.sentence)
    return _checked(replace(made, evidence=name, quoted=quoted), published)


def _checked(made: Decision, published: date | None) -> Decision:
    assert made.quoted is not None
    where, changes = f"evidence {made.evidence}", dict(made.changes)
    try:
        claim = with_fields(made.quoted.claim, changes)
    except ValueError as error:
        raise ConfigError(str(error), where=where, fix="see `tracker review correct --help`") from error
    if made.verb != "reject" and published is None and not changes.get("published"):
        fix = f"say it: tracker review correct {made.evidence[:8]} --published 2025-12-31 --why ..."
        raise ConfigError("its page gives no day, so nothing can be judged by it", where=where, fix=fix)
    if made.verb == "correct" and fields_of(claim) == fields_of(made.quoted.claim) and "published" not in changes:
        raise ConfigError("nothing is read otherwise", where=where, fix="accept it, or say what it says: --value ...")
    return named(replace(made, target=made.quoted.claim.target))


def give_status(target: str, given: tuple[str, date | None], said: Said, decisions: Sequence[Decision]) -> Decision:
    """A status for a target, from the day of the decision until a day or until it is taken back."""
    status, until = given
    if until is not None and until < said.now.date():
        raise ConfigError(f"--until {until} is over", fix="name a day to come, or leave it out")
    return named(replace(_made("status", said, decisions), target=target, status=status, until=until))


def take_back(one: Decision, said: Said, decisions: Sequence[Decision]) -> Decision:
    """The undoing of a decision, also of an undoing. ConfigError where it was taken back before."""
    gone = undone(decisions)
    again = [other for other in decisions if other.undoes == one.id and other.id not in gone]
    if again:
        fix = f"to have it stand again: tracker review undo {again[0].id}"
        raise ConfigError(f"taken back already by {again[0].author}", where=f"decision {one.id}", fix=fix)
    return named(replace(_made("undo", said, decisions), target=one.target, undoes=one.id))


def _made(verb: Verb, said: Said, decisions: Sequence[Decision]) -> Decision:
    """A decision that says nothing yet; it is made after all others, whatever the clock says."""
    made = max([said.now, *(one.made + _AFTER for one in decisions)])
    day = said.now.date()
    return Decision(id="", verb=verb, made=made, day=day, author=said.author, why=said.why)


def _as_read(row: Evidence, decisions: Sequence[Decision]) -> Quoted:
    """The row as it was read before anybody decided about it."""
    claim = Candidate(
        target=row.target,
        sentence=row.sentence,
        modality=row.modality,
        stage=row.stage,
        expected=row.expected,
        day=row.day,
        figure=row.figure,
        part=row.part,
        why_not=row.why_not if row.decided is None else None,
        page_number=row.page_number,
    )
    if row.decided is not None:
        for ruling in rulings(decisions).get(row.url, ()):
            if ruling.evidence == row.id or ruling.last.id == row.decided.fact("decision"):
                claim = replace(ruling.quoted.claim, sentence=row.sentence)
    return Quoted(url=row.url, page_sha256=row.page_sha256, seen=row.first_seen, claim=claim)


# ---- by name --------------------------------------------------------------------------------------------------------


def find_row(rows: Sequence[Evidence], name: str) -> Evidence:
    """The evidence whose id begins so. ConfigError for none and for several, with the nearest."""
    return _find(rows, name, "evidence", "`tracker review --list` and `tracker evidence` show the ids")


def find_decision(decisions: Sequence[Decision], name: str, about: Mapping[str, str]) -> Decision:
    """The decision whose id begins so, or the last that stands about the evidence whose id does.

    about: the deciding decision of every decided row by its id.
    """
    ordered, name = in_order(decisions), name.lower().strip()
    if not any(one.id.startswith(name) for one in ordered):
        rows = {row for row in about if name and row.startswith(name)}
        rows |= {one.evidence for one in standing(ordered) if name and one.evidence.startswith(name)}
        if len(rows) == 1:
            (row,) = rows
            last = [one for one in standing(ordered) if one.evidence == row or one.id == about.get(row)]
            return last[-1]
    return _find(ordered, name, "decision", "`tracker decisions` shows the ids")


def _find(found: Sequence[T], name: str, kind: str, where: str) -> T:
    name = name.lower().strip()
    meant = [one for one in found if name and one.id.startswith(name)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        ids = ", ".join(one.id for one in meant[:3]) + (", ..." if len(meant) > 3 else "")
        raise ConfigError(f"{len(meant)} ids of {kind} begin with {name!r}", fix=f"give more of it: {ids}")
    heads = {one.id[: max(4, len(name))]: one.id for one in found}
    near = get_close_matches(name, heads, 3, NEAR)
    hint = f"did you mean {', '.join(heads[one] for one in near)}? " if near else ""
    raise ConfigError(f"no {kind} has an id that begins with {name!r}", fix=f"{hint}{where}")


def find_target(config: Config, name: str) -> Target:
    """The target with an id; ConfigError with the nearest ones for an unknown id."""
    found = next((one for one in config.targets if one.id == name), None)
    if found is not None:
        return found
    near = get_close_matches(name, [one.id for one in config.targets], 3)
    fix = f"did you mean {', '.join(near)}?" if near else "`tracker check` lists the targets"
    raise ConfigError(f"no target has the id {name!r}", where=config.path, fix=fix)


def statuses() -> tuple[str, ...]:
    """The statuses that a person may give: that nobody watched is nothing to decide."""
    return tuple(one for one in STATUSES if one != "unobserved")
