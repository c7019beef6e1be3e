"""In comes a language code; out comes the set of pure functions that read texts of that language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.errors import ConfigError
from tracker.model import Mended, Period, Span, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the steps need of a language; all functions are pure.

    normalise: text -> text of the same length. sentences: normalised paragraph -> spans.
    understand: (normalised text, published, inherited period) -> quantities, periods, stages.
    spun_words: normalised text -> the non-words met (empty for honest text). mend: spun text -> plain text.
    read_amount: `1800亿元` -> (value, unit as written) or None. convert: (value, unit, unit) -> value or None.
    """

    code: str
    normalise: Callable[[str], str]
    sentences: Callable[[str], tuple[Span, ...]]
    understand: Callable[[str, date | None, Period | None], Understanding]
    spun_words: Callable[[str], tuple[str, ...]]
    mend: Callable[[str], Mended]
    read_amount: Callable[[str], tuple[Decimal, str] | None]
    convert: Callable[[Decimal, str, str], Decimal | None]


def _chinese() -> Language:
    from tracker.language import zh

    return Language(
        code="zh",
        normalise=zh.normalise,
        sentences=zh.sentences,
        understand=zh.understand,
        spun_words=zh.spun_words,
        mend=zh.mend,
        read_amount=zh.read_amount,
        convert=zh.convert,
    )


def language(code: str) -> Language:
    """The functions of a language. Raises ConfigError for a language that is not there."""
    known: dict[str, Callable[[], Language]] = {"zh": _chinese}
    if code not in known:
        raise ConfigError(f"no reader for the language {code!r}", fix=f"use one of: {', '.join(known)}")
    return known[code]()
