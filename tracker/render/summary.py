"""Assessments come in, a short table for the terminal goes out; no text in it moves the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.model import Assessment, Config
from tracker.render.escape import one_line
from tracker.render.layout import cut, pad, width
from tracker.render.numbers import date_text
from tracker.render.phrases import phrases
from tracker.render.words import reason, status_counts, status_name, title_of, value_of_goal

TITLE_COLUMNS = 46
WHY_COLUMNS = 78


def summary(config: Config, assessments: Sequence[Assessment], as_of: date) -> str:
    """A line of counts, then one line a target: status, title, value against goal, reason."""
    language = config.language
    judged = {one.target: one for one in assessments}
    pairs = [(target, judged[target.id]) for target in config.targets if target.id in judged]
    rows = [
        tuple(
            map(
                one_line, (status_name(one, language), title_of(target, language), value_of_goal(target, one, language))
            )
        )
        for target, one in pairs
    ]
    columns = [max((width(cut(row[at], TITLE_COLUMNS)) for row in rows), default=0) for at in range(3)]
    words = phrases(language).labels
    head = words["summary"].format(title=one_line(config.title), day=date_text(as_of, language))
    counts = words["separator"].join(status_counts(assessments, language))
    lines = [
        "  ".join(pad(cut(cell, TITLE_COLUMNS), size) for cell, size in zip(row, columns, strict=True))
        + "  "
        + cut(one_line(reason(one.why, language)), WHY_COLUMNS)
        for row, (_, one) in zip(rows, pairs, strict=True)
    ]
    return "\n".join([head, counts, "", *(line.rstrip() for line in lines)])
