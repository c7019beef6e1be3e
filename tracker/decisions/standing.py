"""Decisions come in, in whatever order; what stands of them for each sentence, page and target goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.decisions.fields import day_of, fields_of, with_fields
from tracker.model import Candidate, Decision, Quoted, Reason

_ABOUT_SENTENCES = ("accept", "reject", "correct", "pin", "add")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What stands of all decisions about one sentence.

    quoted: the sentence as it was read. claim: what it says by the people. code: rejected, pinned, amended, added or
    accepted. published: the day of publication, where a person gave another.
    """

    evidence: str
    quoted: Quoted
    claim: Candidate
    code: str
    last: Decision
    added: bool = False
    published: date | None = None

    @property
    def counts(self) -> bool:
        return self.code != "rejected"

    @property
    def changed(self) -> bool:
        """Whether people read something of it otherwise."""
        return self.published is not None or fields_of(self.claim) != fields_of(self.quoted.claim)

    @property
    def moved(self) -> bool:
        """Whether it bears on another target than it was read for."""
        return self.claim.target != self.quoted.claim.target


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Each decision once, in the order in which they were made."""
    return tuple(sorted({one.id: one for one in decisions}.values(), key=lambda one: (one.made, one.id)))


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody took back, in order, without those that take back. What an undone undo took stands."""
    ordered = in_order(decisions)
    gone = undone(ordered)
    return tuple(one for one in ordered if one.verb != "undo" and one.id not in gone)


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of the decisions that were taken back, also of those that took back."""
    ordered = in_order(decisions)
    gone: set[str] = set()
    for one in sorted(ordered, key=_depths(ordered).__getitem__, reverse=True):
        if one.undoes and one.id not in gone:
            gone.add(one.undoes)
    return frozenset(gone)


def _depths(decisions: Sequence[Decision]) -> dict[Decision, int]:
    """How many steps it is from a decision to the one that it takes back in the end: what takes back comes first."""
    by_id = {one.id: one for one in decisions}
    depths: dict[str, int] = {}
    for one in decisions:
        path: list[str] = []
        at = one
        while at.id not in depths and at.undoes in by_id and len(path) <= len(by_id):
            path.append(at.id)
            at = by_id[at.undoes]
        depth = depths.setdefault(at.id, 0)
        for number, name in enumerate(reversed(path), 1):
            depths[name] = depth + number
    return {one: depths[one.id] for one in decisions}


def rulings(decisions: Iterable[Decision]) -> dict[str, tuple[Ruling, ...]]:
    """What stands about sentences, by the address of their page, in order of their evidence ids."""
    about: dict[str, list[Decision]] = defaultdict(list)
    for one in standing(decisions):
        if one.verb in _ABOUT_SENTENCES and one.quoted is not None:
            about[one.evidence].append(one)
    by_page: dict[str, list[Ruling]] = defaultdict(list)
    for evidence in sorted(about):
        ruling = _ruling(about[evidence])
        by_page[ruling.quoted.url].append(ruling)
    return {url: tuple(found) for url, found in by_page.items()}


def _ruling(decisions: Sequence[Decision]) -> Ruling:
    """The last word says whether it counts; what was changed stays changed until it is changed again or undone.

    The sentence is taken as the last decision met it, so that a later reading changes nothing.
    """
    last, quoted = decisions[-1], decisions[-1].quoted
    assert quoted is not None  # so says the verb
    changes = {name: text for one in decisions for name, text in one.changes}
    try:
        claim = with_fields(quoted.claim, changes)
    except ValueError:  # what was left of several changes does not fit together; the last fits by itself
        changes = dict(last.changes)
        claim = with_fields(quoted.claim, changes)
    return Ruling(
        evidence=last.evidence,
        quoted=quoted,
        claim=claim,
        code=_code([one.verb for one in decisions]),
        last=last,
        added=any(one.verb == "add" for one in decisions),
        published=day_of("published", changes.get("published", "")),
    )


def _code(verbs: Sequence[str]) -> str:
    if verbs[-1] == "reject":
        return "rejected"
    since = max((number for number, verb in enumerate(verbs) if verb in ("accept", "reject")), default=0)
    if "pin" in verbs[since:]:
        return "pinned"
    return "amended" if "correct" in verbs else "added" if "add" in verbs else "accepted"


def told(ruling: Ruling) -> Reason:
    """Who decided what of a sentence, when and why, and how it was read before."""
    before, now = fields_of(ruling.quoted.claim), fields_of(ruling.claim)
    changed = [name for name in before if before[name] != now[name]]
    was = [(f"was_{name}", before[name]) for name in changed if name not in ("value", "unit", "comparator")]
    if {"value", "unit", "comparator"} & set(changed) and before["value"]:
        was.append(("was_value", before["value"] + before["unit"]))
    return Reason(code=ruling.code, facts=(*_who(ruling.last), *was))


def _who(decision: Decision) -> tuple[tuple[str, str], ...]:
    return (
        ("author", decision.author),
        ("day", decision.day.isoformat()),
        ("note", decision.why),
        ("decision", decision.id),
    )


def held_statuses(decisions: Iterable[Decision], day: date, known: date | None = None) -> dict[str, Decision]:
    """The status that people gave targets for a day, by target: the last that stands, from its day on until its end.

    With `known`, only what was decided by then.
    """
    given = [one for one in decisions if known is None or one.day <= known]
    return {
        one.target: one
        for one in standing(given)
        if one.verb == "status" and one.day <= day and (one.until is None or day <= one.until)
    }


def concerning(decisions: Iterable[Decision]) -> Mapping[str, tuple[str, ...]]:
    """The ids of the decisions that stand, by the target that they concern; of a moved sentence both."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in standing(decisions):
        for target in dict.fromkeys((one.target, dict(one.changes).get("target", ""))):
            if target:
                found[target].append(one.id)
    return {target: tuple(ids) for target, ids in sorted(found.items())}
