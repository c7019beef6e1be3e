"""The evidence of one page and what people decided of it come in; the evidence as they left it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.decisions.standing import Ruling, told
from tracker.model import Evidence, Reason

Alike = Callable[[str, str], bool]


def ruled(
    rows: Mapping[str, Evidence], rulings: Sequence[Ruling], anew: Callable[[Ruling], Evidence], alike: Alike
) -> dict[str, Evidence]:
    """The rows by id, with those that people decided of as they said.

    A sentence that is no longer found word for word is looked for among those that say the same in like words, since a
    page may be revised; where it is gone, `anew` makes its row from what the decision keeps.
    """
    found = dict(rows)
    free = {one.id: one for one in rows.values() if one.id not in {ruling.evidence for ruling in rulings}}
    for ruling in rulings:
        row = rows.get(ruling.evidence) or _reworded(ruling, free.values(), alike)
        if row is not None:
            free.pop(row.id, None)
        row = row or anew(ruling)
        found[row.id] = _as_decided(row, ruling)
    return _once(found)


def _reworded(ruling: Ruling, rows: Iterable[Evidence], alike: Alike) -> Evidence | None:
    claim = ruling.quoted.claim
    said = (claim.target, claim.stage, claim.expected, claim.modality, claim.figure)
    same = (row for row in rows if (row.target, row.stage, row.expected, row.modality, row.figure) == said)
    return min((row for row in same if alike(row.sentence, claim.sentence)), key=lambda row: row.id, default=None)


def _as_decided(row: Evidence, ruling: Ruling) -> Evidence:
    """Whatever set the row aside, people outrank it; only without a day nothing can be judged from it."""
    reason = told(ruling)
    if not ruling.counts:
        return replace(row, counts=False, why_not=reason, set_aside_from=None, decided=reason)
    claim, published = ruling.claim, ruling.published or row.published
    return replace(
        row,
        target=claim.target,
        published=published,
        modality=claim.modality,
        stage=claim.stage,
        expected=claim.expected,
        day=claim.day,
        figure=claim.figure,
        part=claim.part,
        counts=published is not None,
        why_not=None if published else Reason(code="no_date"),
        set_aside_from=None,
        decided=reason,
    )


def _once(rows: dict[str, Evidence]) -> dict[str, Evidence]:
    """A sentence that people gave to a target bears on it once, also where it was read for it as well."""
    moved = {(row.target, row.sentence): row.id for row in rows.values() if row.decided and row.counts}
    aside = Reason(code="said_by_person")
    return {
        name: replace(row, counts=False, why_not=aside, set_aside_from=None)
        if row.counts and not row.decided and (row.target, row.sentence) in moved
        else row
        for name, row in rows.items()
    }
