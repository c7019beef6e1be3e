"""Chinese: what comes in is text as published; what goes out is what it says of figures, periods and stages."""

from tracker.language.zh.normalise import normalise, sentences
from tracker.language.zh.spun import restore, spun_words
from tracker.language.zh.understand import understand
from tracker.language.zh.units import convert, read_amount

__all__ = ["convert", "normalise", "read_amount", "restore", "sentences", "spun_words", "understand"]
