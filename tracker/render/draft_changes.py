"""The changes between a file of goals and a new statement come in; a text that tells them goes out."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.draft.comparing import Change
from tracker.render.draft_words import LABELS

_STATES = ("changed", "new", "dropped", "kept")


def changes_text(changes: Sequence[Change], language: str) -> str:
    """The changed goals first, each with what changed; those that stayed last, in a line each."""
    words = LABELS[language]
    lines: list[str] = []
    for state in _STATES:
        found = [one for one in changes if one.state == state]
        lines.append(f"{words[state]}: {len(found)}")
        for one in found:
            lines += [
                f"  {_name(one)}",
                *(
                    f"      {key}: {old or words['none']} -> {new or words['none']}"
                    for key, old, new in one.differences
                ),
            ]
            if one.drafted and state in ("changed", "new"):
                lines.append(f"      “{one.drafted.quote}”")
    return "\n".join(lines)


def _name(one: Change) -> str:
    if one.target is not None:
        return f"{one.target.id}: {one.target.title_zh}"
    return f"{one.drafted.id}: {one.drafted.goal.title}" if one.drafted else ""
