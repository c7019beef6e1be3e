"""A row of evidence comes in; what was read from its sentence goes out as a line in the language of the report."""

from __future__ import annotations

from tracker.model import Evidence
from tracker.render.explaining import name_of
from tracker.render.numbers import date_text, figure_text, period_text
from tracker.render.phrases import phrases


def reading_text(row: Evidence, language: str) -> str:
    """Figure with its period, stage with its day, the announced day, and whether it is a deed or a plan."""
    words = phrases(language)
    parts = []
    if row.figure is not None:
        parts.append(figure_text(row.figure, language))
        if row.figure.start or row.figure.end:
            parts.append(period_text(row.figure.start, row.figure.end, language))
        parts += [name_of(row.figure.basis, language)] if row.figure.basis else []
    if row.stage:
        parts.append(words.stages.get(row.stage, row.stage))
    parts += [date_text(row.day, language)] if row.day else []
    parts += [words.labels["digest_expected"].format(day=date_text(row.expected, language))] if row.expected else []
    return words.labels["separator"].join([*parts, words.labels[row.modality]])
