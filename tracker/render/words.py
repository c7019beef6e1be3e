"""A code with its facts comes in, a sentence in the language of the report goes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from tracker.model import STATUSES, Assessment, Reason, Target
from tracker.render.numbers import date_text, period_text, share_text, value_text
from tracker.render.phrases import Phrases, phrases

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")
_AMOUNT = re.compile(r"([+-]?[\d,]+(?:\.\d+)?)\s*(\S+)", re.ASCII)
_DAYS = ("day", "expected", "published", "seen", "until")


def reason(why: Reason, language: str) -> str:
    """The sentence of a reason; a code without words is shown as it is, with its facts."""
    words = phrases(language)
    template = words.reasons.get(why.code)
    if template is None:
        facts = "; ".join(f"{name}={value}" for name, value in why.facts if value)
        return f"{why.code} ({facts})" if facts else why.code
    facts_by_name = _presented(why, words)
    kept = _OPTIONAL.sub(lambda part: part.group(1) if _known(part.group(1), facts_by_name) else "", template)
    text = _FACT.sub(lambda part: facts_by_name.get(part.group(1)) or "?", kept)
    return text.strip(" :，：").replace("增长-", "下降")


def short_reason(why: Reason, language: str) -> str:
    """A reason without the facts that may be left out, to count reasons by."""
    template = phrases(language).reasons.get(why.code, why.code)
    return _OPTIONAL.sub("", template) if not _FACT.search(_OPTIONAL.sub("", template)) else reason(why, language)


def shown_status(one: Assessment) -> str:
    """The status as reports show it. Where nobody watched, silence is 未观测 and never 逾期."""
    unwatched = one.observed == "none" and one.why.code != "decided" and one.status in ("overdue", "no_news")
    return "unobserved" if unwatched else one.status


def status_name(one: Assessment, language: str) -> str:
    """The shown status in words."""
    name = status_word(shown_status(one), language)
    return phrases(language).labels["late"].format(status=name) if one.late else name


def status_word(status: str, language: str) -> str:
    return phrases(language).statuses.get(status, status)


def counted(assessments: Iterable[Assessment]) -> list[tuple[str, int]]:
    """How many have each shown status that occurs, from good to bad."""
    counts = Counter(shown_status(one) for one in assessments)
    known = [status for status in STATUSES if counts[status]]
    return [(status, counts[status]) for status in (*known, *sorted(set(counts) - set(STATUSES)))]


def status_counts(assessments: Iterable[Assessment], language: str) -> list[str]:
    """`status n` for every status that occurs, from good to bad."""
    return [f"{status_word(status, language)} {count}" for status, count in counted(assessments)]


def title_of(target: Target, language: str) -> str:
    """The title in the language of the report; in the other one where it has none."""
    return (target.title_en if language == "en" else target.title_zh) or target.title_zh or target.title_en or target.id


def goal_text(target: Target, language: str) -> str:
    """`200个`, or the stage that a milestone is to reach, or ''."""
    if target.goal is not None:
        return value_text(target.goal.value, target.goal.unit, language)
    return phrases(language).stages.get(target.stage, target.stage) if target.stage else ""


def value_of_goal(target: Target, one: Assessment, language: str) -> str:
    """`193个 / 200个`; what is not known of a quantity is a dash."""
    value = value_text(one.value, one.unit or "", language) if one.value is not None else ""
    return value if target.goal is None else f"{value or '—'} / {goal_text(target, language)}"


def pace_text(one: Assessment) -> str:
    """Share of the way and, where that is known, of the time."""
    if one.progress is None:
        return ""
    done = share_text(one.progress)
    return done if one.expected_progress is None else f"{done} / {share_text(one.expected_progress)}"


def theme_name(theme: str, language: str) -> str:
    return phrases(language).themes.get(theme, theme)


def _known(part: str, facts: dict[str, str]) -> bool:
    return all(facts.get(name) for name in _FACT.findall(part))


def _presented(why: Reason, words: Phrases) -> dict[str, str]:
    facts = dict(why.facts)
    shown = {name: _fact(name, value, words) for name, value in facts.items()}
    if facts.get("unit") and "value" in facts:
        shown["value"] = _amount(facts["value"], facts["unit"], words.language)
    return shown


def _fact(name: str, value: str, words: Phrases) -> str:
    if name == "was_value" and (amount := _AMOUNT.fullmatch(value)):
        return _amount(amount[1].replace(",", ""), amount[2], words.language)
    name = name.removeprefix("was_")
    if name == "stage":
        return words.stages.get(value, value)
    if name in ("judged", "before", "after", "status"):
        return words.statuses.get(value, value)
    if name == "tier":
        return words.tiers.get(value, value)
    if name == "modality":
        return words.labels[value]
    if name == "goal" and (amount := _AMOUNT.fullmatch(value)):
        return _amount(amount[1].replace(",", ""), amount[2], words.language)
    if name in _DAYS:
        return _day(value, words.language)
    if name == "period":
        return _period(value, words.language)
    return value


def _amount(value: str, unit: str, language: str) -> str:
    try:
        return value_text(Decimal(value), unit, language)
    except InvalidOperation:
        return f"{value}{unit}"


def _day(value: str, language: str) -> str:
    try:
        return date_text(date.fromisoformat(value), language)
    except ValueError:
        return value


def _period(value: str, language: str) -> str:
    start, slash, end = value.partition("/")
    try:
        first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    except ValueError:
        return value
    return period_text(first, last, language) if slash else value
