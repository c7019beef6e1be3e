"""A row of evidence comes in; what was read from its sentence, and why it was set aside, goes out as plain text."""

from __future__ import annotations

from dataclasses import replace

from tracker.model import Evidence, Reason
from tracker.render.numbers import date_text, figure_text, period_text
from tracker.render.phrases import phrases
from tracker.render.words import reason


def marks(row: Evidence, language: str) -> tuple[str, ...]:
    """That it is a plan, the stage, the figure with its period, and the announced day."""
    words = phrases(language)
    told = [words.labels["planned"]] if row.modality == "planned" else []
    told += [words.stages.get(row.stage, row.stage)] if row.stage else []
    if row.figure:
        period = period_text(row.figure.start, row.figure.end, language)
        told.append(figure_text(row.figure, language) + (f" ({period})" if period else ""))
    if row.expected:
        told.append(words.labels["digest_expected"].format(day=date_text(row.expected, language)))
    return tuple(told)


def set_aside(why: Reason, language: str) -> tuple[str, str]:
    """Why it was set aside, and the address of the page that this rests on, or '', which is to be a link."""
    plain = replace(why, facts=tuple(fact for fact in why.facts if fact[0] not in ("by", "of")))
    return reason(plain, language), why.fact("by") or why.fact("of")
