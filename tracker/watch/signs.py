"""The visits of one source come in; what each of them shows of its address, its list and its articles goes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf, log
from statistics import median

from tracker.watch.check import Check

_WORDS = {
    **dict.fromkeys(("blocked", "robots"), "blocked"),
    **dict.fromkeys(("moved", "gone"), "moved"),
    **dict.fromkeys(("unreachable", "timeout", "server_error", "resting"), "unreachable"),
    **dict.fromkeys(("not_a_feed", "not_a_sitemap", "not_json", "malformed", "not_html", "not_text"), "redesigned"),
    "reader_failed": "redesigned",
}
_NEVER_CHANCE = frozenset({"robots", "moved"})
# The address answered as it should: what else there is to say its number of items says.
_ANSWERED = frozenset({"", "no_links", "no_items", "list_limit"})

USUAL_VISITS = 30  # healthy visits that say what is usual
DROP = 0.2  # less than this share of the usual is a drop
_FEW = 5  # a list that usually offers fewer cannot drop, only end
_RARE = 3  # a list that usually offers no more may be empty now and then,
_RARE_GAP = 10  # and for so many visits
_TWICE = 2  # lows that passed by themselves and make another one ordinary
_LONGER = 3  # but not one that lasts so many times longer
NEW_NORMAL_VISITS = 10
_NEW_NORMAL_ARTICLES = 3

_CHANCE = 0.001  # that so many articles in a row lack what others have
_KNOWN = 0.5  # share of articles from which on the lack of something means something
_USUAL = 0.9
_LOST_MANY = 5  # articles in one visit, or of a source of which nothing is known yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one visit shows in one respect. word: that of an alert, '' for all well, None where nothing was learnt.

    sure: no second visit is needed to believe it. doubtful: too little to speak of, yet no sign that all is well.
    """

    word: str | None
    sure: bool = False
    doubtful: bool = False


_FINE = Sign(word="")
_NOTHING = Sign(word=None)
_DOUBTFUL = Sign(word=None, doubtful=True)


# ---- the address ----------------------------------------------------------------------------------------------------


def address_sign(check: Check) -> Sign:
    """Whether the source answered at its address as one of its kind."""
    if check.trouble in _ANSWERED:
        return _FINE
    return Sign(word=_WORDS.get(check.trouble, "refused"), sure=check.trouble in _NEVER_CHANCE)


# ---- the list -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Counts:
    """What is known of the number of items. lows: (smallest, visits) of every fall that passed by itself."""

    usual: deque[int] = field(default_factory=lambda: deque(maxlen=USUAL_VISITS))
    lows: list[tuple[int, int]] = field(default_factory=list)
    low: list[Check] = field(default_factory=list)  # the visits of a fall that lasts


def list_signs(history: Sequence[Check]) -> Iterator[Sign]:
    """Whether the list offers what it usually does: `empty` and `redesigned` are the words for what does not."""
    counts = _Counts()
    for check in history:
        if address_sign(check).word:
            yield _NOTHING
        elif check.items is None:
            yield _unchanged(check, counts)
        else:
            yield _counted(check, check.items, counts)


def _unchanged(check: Check, counts: _Counts) -> Sign:
    """The list is as it was the last time it came: it says the same once more."""
    if not counts.low:
        return _FINE
    items = next((one.items for one in reversed(counts.low) if one.items is not None), 0)
    counts.low.append(check)
    if _is_ordinary(items, counts):
        return _NOTHING
    return Sign(word="redesigned" if items else "empty")


def _counted(check: Check, items: int, counts: _Counts) -> Sign:
    word = _fallen(items, counts)
    if not word or _begins_anew(check, items, counts):
        if counts.low:
            counts.lows.append((min(one.items or 0 for one in counts.low if one.items is not None), len(counts.low)))
            counts.low.clear()
        counts.usual.append(items)
        return _FINE
    counts.low.append(check)
    if _is_ordinary(items, counts):
        return _NOTHING
    if items and reads_well(counts.low[-NEW_NORMAL_VISITS:]):
        counts.usual = deque([items], maxlen=USUAL_VISITS)
        counts.low.clear()
        return _FINE
    return Sign(word=word)


def _fallen(items: int, counts: _Counts) -> str:
    if not items:
        return "empty"
    usual = median(counts.usual) if counts.usual else 0
    return "redesigned" if usual >= _FEW and items < DROP * usual else ""


def _begins_anew(check: Check, items: int, counts: _Counts) -> bool:
    """A list of the year starts over in January: it is short, and all that it offers is new and reads well."""
    anew = bool(items) and check.checked.month == 1 and check.bodied >= items
    if anew:
        counts.usual.clear()
    return anew


def _is_ordinary(items: int, counts: _Counts) -> bool:
    """A list of the day is short every morning and may be empty every night: it has been so before, and as long."""
    alike = [visits for smallest, visits in counts.lows if smallest <= 2 * items]
    if counts.usual and median(counts.usual) <= _RARE:
        return bool(alike) and len(counts.low) <= max(_RARE_GAP, _LONGER * max(alike))
    return len(alike) >= _TWICE and len(counts.low) <= _LONGER * max(alike)


def reads_well(checks: Sequence[Check]) -> bool:
    """Whether articles have come and been read over so many visits that what was odd is usual now."""
    came = sum(_came(check) for check in checks)
    bodied = sum(check.bodied for check in checks)
    return len(checks) >= NEW_NORMAL_VISITS and came >= _NEW_NORMAL_ARTICLES and bodied >= (1 - DROP) * came


# ---- the articles ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Share:
    """How many of the articles had something: so far, and since they lack it. unknown: see `enough`."""

    unknown: float
    had: int = 0
    of: int = 0
    lacking: list[tuple[int, int]] = field(default_factory=list)  # (had, of) of visits since

    def takes(self, had: int, of: int) -> bool:
        """Take one visit in; whether articles still have it, the odd one aside."""
        self.lacking.append((min(had, of), of))
        if sum(had for had, _ in self.lacking) < DROP * self.missed:
            return False
        if self.missed >= self.enough():  # it had been gone, and says nothing of what is usual
            self.lacking = self.lacking[-1:]
        self.had, self.of = self.had + sum(had for had, _ in self.lacking), self.of + self.missed
        self.lacking.clear()
        return True

    @property
    def missed(self) -> int:
        return sum(of for _, of in self.lacking)

    @property
    def is_usual(self) -> bool:
        """Whether nearly all articles had it, so that one without it is odd."""
        return self.had >= _USUAL * self.of

    def enough(self) -> float:
        """Articles without it that chance does not explain, as often as they had it; `unknown` where none was seen."""
        if not self.of:
            return self.unknown
        share = self.had / (self.of + 0.1)  # less than one, however few were seen
        return max(_TWICE, log(_CHANCE) / log(1 - share)) if share >= _KNOWN else inf


def loss_signs(history: Sequence[Check]) -> Iterator[Sign]:
    """Whether the articles come: `blocked` where most of the new ones are walled off, `unreachable` where they fail.

    Articles that did not come are asked for again by every run: only what is lost besides is news.
    """
    coming = _Share(unknown=_TWICE)
    before = (0, 0)
    walled = 0
    for check in history:
        if not check.fetched:
            yield _NOTHING
            continue
        blocked, failed = max(0, check.blocked - before[0]), max(0, check.failed - before[1])
        before = (check.blocked, check.failed)
        if coming.takes(_came(check), _came(check) + blocked + failed):
            walled = 0
            yield _FINE
        else:
            walled += blocked
            yield _lost(coming, walled)


def _lost(coming: _Share, walled: int) -> Sign:
    lost = coming.missed
    if lost < coming.enough():
        return _DOUBTFUL if walled else _NOTHING
    word = "blocked" if 2 * walled >= lost else "unreachable"
    return Sign(word=word, sure=lost >= _LOST_MANY or len(coming.lacking) > 1)


def reading_signs(history: Sequence[Check]) -> Iterator[Sign]:
    """Whether the articles that come have titles, days and texts as they used to."""
    titles, days, texts = (_Share(unknown=unknown) for unknown in (_LOST_MANY, inf, _LOST_MANY))
    for at, check in enumerate(history):
        came = _came(check)
        if not came:
            yield _NOTHING
            continue
        pairs = ((titles, check.titled), (days, check.dated), (texts, check.bodied))
        lacking = [share for share, had in pairs if not share.takes(had, came)]
        if texts not in lacking and reads_well(history[max(0, at + 1 - NEW_NORMAL_VISITS) : at + 1]):
            lacking = [share for share in lacking if not _is_given_up(share)]
        if any(share.missed >= share.enough() for share in lacking):
            yield Sign(word="redesigned", sure=True)
        elif texts in lacking and texts.is_usual:
            yield _DOUBTFUL
        else:
            yield _NOTHING if lacking else _FINE


def _is_given_up(share: _Share) -> bool:
    """Whether a title or day has been lacking for so long, beside texts that come, that it is not given any more."""
    given_up = len(share.lacking) >= NEW_NORMAL_VISITS
    if given_up:
        share.had, share.of = 0, share.missed
        share.lacking.clear()
    return given_up


def _came(check: Check) -> int:
    return max(0, check.fetched - check.blocked - check.failed)
