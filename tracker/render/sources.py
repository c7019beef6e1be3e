"""The states of the sources come in; what is wrong with them and what was looked at goes out, as Markdown or text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.model import Assessment, Config, Reason, Source
from tracker.render.escape import escape, link, one_line
from tracker.render.layout import cut
from tracker.render.numbers import date_text, share_text
from tracker.render.phrases import phrases
from tracker.render.words import reason
from tracker.watch import Alert, Change, SourceState, Watched
from tracker.watch.days import Stretch

_DETAIL_COLUMNS = 160
_STRETCHES = 3  # the latest ones are shown


def sources_section(config: Config, states: Sequence[SourceState], as_of: date) -> list[str]:
    """Blocks: a heading, a line for each source in trouble, and a table of all; nothing without states."""
    if not states:
        return []
    labels = phrases(config.language).labels
    named = {source.id: source for source in config.sources}
    known = [state for state in states if state.source in named]
    alerts = [f"- {_alerted(config, state, as_of)}" for state in known if state.alert]
    head = labels["sources_table"]
    rule = "|" + " --- |" * (head.count("|") - 1)
    rows = [_row(config, named[state.source], state) for state in known]
    return [f"## {labels['sources']}", *(["\n".join(alerts)] if alerts else []), "\n".join([head, rule, *rows])]


def gaps_text(config: Config, one: Assessment, watched: Watched | None, states: Sequence[SourceState]) -> str:
    """What of a target's news was not looked at, as one line of plain text; empty where all was."""
    if one.observed == "full":
        return ""
    words = phrases(config.language)
    told = [_gap(config, name, share, states) for name, share in watched.gaps] if watched else []
    told = told or [_named_alert(config, state) for state in states if state.alert]
    since = date_text(watched.since, config.language) if watched else ""
    facts = (("since", since), ("gaps", words.labels["semicolon"].join(told)))
    return reason(Reason(code=f"observed_{one.observed}", facts=facts), config.language)


def trouble_note(config: Config, changes: Iterable[Change], now: datetime) -> str:
    """What to tell the administrator of alerts that are new, are called otherwise now, or have ended: a line each."""
    return "\n".join(_note(config, change, _day(config, now)) for change in changes)


def _alerted(config: Config, state: SourceState, as_of: date) -> str:
    """A source in trouble: the word, since when, when it was last well, and what it said."""
    alert = state.alert
    if alert is None:
        raise ValueError("only a source with an alert is told of")
    today = max(as_of, _day(config, state.last_visit)) if state.last_visit else as_of
    colon = phrases(config.language).labels["colon"]
    text = trouble_text(config, alert, today)
    return f"**{escape(name_of_source(config, state.source))}**{colon}{escape(text)}"


def trouble_text(config: Config, alert: Alert, today: date) -> str:
    """An alert in words: since when, when the source was last well, and what it said."""
    facts = [("word", _word(config, alert)), ("since", date_text(_day(config, alert.since), config.language))]
    if alert.last_good:
        good = _day(config, alert.last_good)
        facts += [("ago", _ago(config, (today - good).days)), ("good", date_text(good, config.language))]
    else:
        facts += [("never", phrases(config.language).labels["never_well"])]
    facts += [("detail", cut(one_line(alert.detail), _DETAIL_COLUMNS))]
    return reason(Reason(code="source_alert", facts=tuple(facts)), config.language)


def _ago(config: Config, days: int) -> str:
    labels = phrases(config.language).labels
    return labels["today"] if days <= 0 else labels["day_ago" if days == 1 else "days_ago"].format(days=days)


def _row(config: Config, source: Source, state: SourceState) -> str:
    labels = phrases(config.language).labels
    cells = [
        link(name_of_source(config, source.id), source.address.partition("{")[0]),
        _day(config, state.last_visit).isoformat() if state.last_visit else "",
        escape(state_in_words(config, state)[1]),
        "" if state.items is None else str(state.items),
        str(state.read),
        _stretches(state.looked, config.language) or labels["nothing_looked"],
    ]
    return "| " + " | ".join(cells) + " |"


def state_in_words(config: Config, state: SourceState) -> tuple[str, str]:
    """The alert; else what was wrong at the last visit, which may have been chance; else that all is well.

    With a code for each: alert, once, well, unseen.
    """
    labels = phrases(config.language).labels
    if state.alert:
        return "alert", _word(config, state.alert)
    if state.trouble:
        return "once", labels["once"].format(trouble=reason(Reason(code=state.trouble), config.language))
    return ("well", labels["well"]) if state.last_visit else ("unseen", labels["not_visited"])


def _stretches(looked: Sequence[Stretch], language: str) -> str:
    labels = phrases(language).labels
    shown = labels["separator"].join(
        labels["from_to"].format(first=first.isoformat(), last=last.isoformat()) for first, last in looked[-_STRETCHES:]
    )
    return ("… " if len(looked) > _STRETCHES else "") + shown


def _gap(config: Config, outlet: str, share: float, states: Sequence[SourceState]) -> str:
    """How much of an outlet was seen, and since when something is wrong with one of its sources."""
    of_outlet = _alerts_by_outlet(config, states).get(outlet)
    name = next((source.name for source in config.sources if outlet in _outlets(source)), outlet)
    facts = [("name", name), ("share", share_text(Decimal(str(share))))]
    if of_outlet:
        since = date_text(_day(config, of_outlet.since), config.language)
        facts += [("word", _word(config, of_outlet)), ("since", since)]
    return reason(Reason(code="gap", facts=tuple(facts)), config.language)


def _alerts_by_outlet(config: Config, states: Sequence[SourceState]) -> Mapping[str, Alert]:
    alerts = {state.source: state.alert for state in states if state.alert}
    found = [source for source in config.sources if source.id in alerts]
    return {name: alerts[source.id] for source in found for name in _outlets(source)}


def _outlets(source: Source) -> tuple[str, ...]:
    """What gaps may call a source: its host or, for a search, its id."""
    return (source.id, urlsplit(source.address).hostname or source.id)


def _named_alert(config: Config, state: SourceState) -> str:
    alert = state.alert
    if alert is None:
        return ""
    since = date_text(_day(config, alert.since), config.language)
    facts = (("name", name_of_source(config, state.source)), ("word", _word(config, alert)), ("since", since))
    return reason(Reason(code="gap", facts=facts), config.language)


def _note(config: Config, change: Change, today: date) -> str:
    named = name_of_source(config, change.source)
    if change.now is None:
        before = _word(config, change.before) if change.before else ""
        facts: tuple[tuple[str, str], ...] = (("name", named), ("word", before))
        return reason(Reason(code="source_well_again", facts=facts), config.language)
    was = (("before", _word(config, change.before)),) if change.before else ()
    text = trouble_text(config, change.now, today)
    return reason(Reason(code="source_note", facts=(("name", named), ("text", text), *was)), config.language)


def name_of_source(config: Config, source: str) -> str:
    """What people call a source; its id besides where another one is called so too."""
    name = next((one.name for one in config.sources if one.id == source), source)
    return f"{name} ({source})" if sum(one.name == name for one in config.sources) > 1 else name


def _word(config: Config, alert: Alert) -> str:
    return phrases(config.language).alerts.get(alert.word, alert.word)


def _day(config: Config, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(config.timezone)).date()
