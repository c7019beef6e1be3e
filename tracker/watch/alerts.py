"""The visits of a source come in; the alert that a person should see, if any, goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.watch.check import Alert, Check
from tracker.watch.signs import (
    NEW_NORMAL_VISITS,
    Sign,
    address_sign,
    list_signs,
    loss_signs,
    reading_signs,
    reads_well,
)

_CONFIRMING = 2  # visits in a row, where a single one may be chance
_FOR_THE_WORD = 3  # visits that say what the trouble is called, so that it does not change from visit to visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An alert that is new or has another word (`now`), or has ended (`now` is None)."""

    source: str
    before: Alert | None
    now: Alert | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Streak:
    """The latest visits that show something wrong in one respect: the first and last, what it is, whether for sure."""

    first: int
    last: int
    word: str
    sure: bool


def alert_of(history: Sequence[Check], standing: Alert | None = None) -> Alert | None:
    """What is wrong with a source by its visits, oldest first, or None.

    What one visit alone may show by chance is believed at the second. standing: the alert so far; the same alert keeps
    its beginning and last success, also when these are older than the visits given.
    """
    if not history:
        return standing
    respects = _respects(history)
    streaks = [streak for streak in map(_streak, respects) if streak and streak.sure]
    if not streaks:
        return standing if standing and _goes_on(history, standing) else None
    worst = streaks[0]
    alert = Alert(
        source=history[-1].source,
        word=worst.word,
        since=history[worst.first].checked,
        last_good=next((history[at].checked for at in range(worst.first - 1, -1, -1) if _was_good(respects, at)), None),
        detail=history[worst.last].detail,
    )
    if standing and standing.word == alert.word and standing.since <= alert.since:
        return replace(alert, since=standing.since, last_good=standing.last_good)
    return alert


def suspicious(history: Sequence[Check]) -> bool:
    """Whether the newest visit must not be read as `looked, and there is nothing new`."""
    return any(_streak(signs) is not None or _is_doubtful(signs) for signs in _respects(history))


def news(before: Mapping[str, Alert], now: Mapping[str, Alert]) -> tuple[Change, ...]:
    """What to tell of the alerts, in order of source: each once, again when its word changes, and when it has ended."""
    return tuple(
        Change(source=source, before=before.get(source), now=now.get(source))
        for source in sorted({*before, *now})
        if _word(before.get(source)) != _word(now.get(source))
    )


def _respects(history: Sequence[Check]) -> tuple[tuple[Sign, ...], ...]:
    """A sign of every visit in each respect, the more telling respect first."""
    address = (address_sign(check) for check in history)
    return tuple(tuple(signs) for signs in (address, loss_signs(history), list_signs(history), reading_signs(history)))


def _streak(signs: Sequence[Sign]) -> _Streak | None:
    """The latest visits with something wrong; those that show nothing neither end nor lengthen it."""
    wrong: list[int] = []
    for at in range(len(signs) - 1, -1, -1):
        if signs[at].word == "":
            break
        if signs[at].word:
            wrong.append(at)
    if not wrong:
        return None
    sure = len(wrong) >= _CONFIRMING or signs[wrong[0]].sure
    return _Streak(first=wrong[-1], last=wrong[0], word=_name(signs, wrong), sure=sure)


def _is_doubtful(signs: Sequence[Sign]) -> bool:
    """Whether the latest visit that says anything leaves a doubt."""
    telling = (sign for sign in reversed(signs) if sign.word is not None or sign.doubtful)
    return next(telling, None) == Sign(word=None, doubtful=True)


def _name(signs: Sequence[Sign], wrong: Sequence[int]) -> str:
    """The word of most of the latest wrong visits, of the newest where none leads."""
    words = [signs[at].word or "" for at in wrong[:_FOR_THE_WORD]]
    return words[0] if signs[wrong[0]].sure else max(words, key=words.count)


def _was_good(respects: Iterable[Sequence[Sign]], at: int) -> bool:
    return not any(signs[at].word for signs in respects)


def _goes_on(history: Sequence[Check], standing: Alert) -> bool:
    """Whether an alert older than the visits at hand stands, as there is nothing left to compare them with."""
    if standing.since >= history[0].checked or standing.word not in ("redesigned", "empty"):
        return False
    if standing.word == "empty":
        return not history[-1].items
    return not reads_well(history[-NEW_NORMAL_VISITS:])


def _word(alert: Alert | None) -> str:
    return alert.word if alert else ""
