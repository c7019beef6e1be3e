"""Chinese: what comes in is text as published; what goes out is what it says of figures, periods and stages."""

from __future__ import annotations

from datetime import date

from tracker.language.zh.mending import mend
from tracker.language.zh.normalise import normalise, sentences
from tracker.language.zh.spun import spun_words
from tracker.language.zh.units import convert, read_amount
from tracker.model import Period, Understanding

__all__ = ["convert", "mend", "normalise", "read_amount", "sentences", "spun_words", "understand"]


def understand(text: str, published: date | None, context: Period | None = None) -> Understanding:
    """All that the grammar finds in one or more sentences; its many patterns are compiled when it is first asked.

    text: normalised; offsets are into it. published: the day that relative periods refer to; None leaves them out.
    context: the period that figures without one of their own inherit (of the headline or the paragraph before).
    """
    from tracker.language.zh.grammar import understand as read

    return read(text, published, context)
