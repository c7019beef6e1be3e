"""What a digest knows and who reads it come in; a letter in the reader's words, section by section, goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from tracker.model import ALL, Assessment, Config, Evidence, Only, Snapshot, Target
from tracker.render.causes import find_causes, fresh
from tracker.render.changes import Change, find_changes, moved_text, seen_on
from tracker.render.escape import address
from tracker.render.look import is_due_soon
from tracker.render.numbers import date_text
from tracker.render.phrases import Phrases, phrases
from tracker.render.sources import trouble_text
from tracker.render.words import counted, reason, shown_status, status_name, status_word, title_of
from tracker.watch import Alert

CHANGES_MAX = 60
ENTRIES_MAX = 30
NEWS_OF_TARGET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Everything that one digest may tell, of all targets; each reader gets what concerns them.

    alerts: the sources that a person should look at, for the administrator.
    """

    config: Config
    before: Snapshot
    now: Snapshot
    evidence: tuple[Evidence, ...]
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    language: Literal["zh", "en"]
    only: Only = ALL
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One matter: its title, and what there is to say. Texts are as they came, not escaped for anything.

    status: a code, for its colour. moved: how the status or value went. cause: why it did. quote, origin, url: a
    sentence and its page. done, due_share: shares of the way and of the time.
    """

    title: str
    status: str = ""
    moved: str = ""
    notes: tuple[str, ...] = ()
    cause: str = ""
    quote: str = ""
    origin: str = ""
    url: str = ""
    done: Decimal | None = None
    due_share: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """left: how many more entries there are than are told."""

    name: str
    heading: str
    entries: tuple[Entry, ...]
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """counts: (status, its word and number). quiet: nothing has changed and nothing new was seen."""

    title: str
    lead: str
    counts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    words: Phrases
    quiet: bool

    def section(self, name: str) -> Section | None:
        return next((one for one in self.sections if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """What concerns one reader."""

    reader: Reader
    words: Phrases
    day: date
    issue: Issue
    pairs: tuple[tuple[Target, Assessment], ...]
    rows: dict[str, list[Evidence]]
    changes: tuple[Change, ...]

    def of(self, *statuses: str) -> list[tuple[Target, Assessment]]:
        return [(target, one) for target, one in self.pairs if shown_status(one) in statuses]

    @property
    def language(self) -> str:
        return self.words.language


def write_letter(issue: Issue, reader: Reader) -> Letter:
    """The digest for one reader. The same input gives the same letter."""
    matter = _matter(issue, reader)
    new = _new_rows(matter)
    trouble = _trouble(matter) if reader.admin else []
    labels = matter.words.labels
    candidates = (
        ("changes", "digest_changes", [_changed(matter, change) for change in matter.changes]),
        *_standings(matter),
        ("announced", "digest_announced", [_new(matter, row) for row in _told_once(new, planned=True)]),
        ("due_soon", "due_soon", _due_soon(matter)),
        ("news", "digest_news", [_new(matter, row) for row in _told_once(new, planned=False)]),
        ("silent", "silent", _silent(matter)),
        ("trouble", "digest_trouble", trouble),
    )
    quiet = not (matter.changes or new or trouble)
    told_of = ("due_soon",) if quiet else tuple(name for name, _, _ in candidates)
    days = {"day": issue.now.day, "before": issue.before.day}
    return Letter(
        title=issue.config.title,
        lead=labels["digest_lead"].format(**{key: date_text(day, matter.language) for key, day in days.items()}),
        counts=_counts(matter),
        sections=tuple(
            _section(name, labels[label], entries) for name, label, entries in candidates if entries and name in told_of
        ),
        footer=labels["digest_footer"],
        words=matter.words,
        quiet=quiet,
    )


def _matter(issue: Issue, reader: Reader) -> _Matter:
    before = {one.target: one for one in issue.before.assessments}
    now = {one.target: one for one in issue.now.assessments}
    pairs = tuple(
        (target, now[target.id])
        for target in issue.config.targets
        if target.id in now and _concerns(reader.only, target, (before.get(target.id), now[target.id]))
    )
    seen = seen_on(issue.evidence, issue.now.day)
    rows: dict[str, list[Evidence]] = {target.id: [] for target in issue.config.targets}
    for row in seen:
        rows.setdefault(row.target, []).append(row)
    changes = find_changes(issue.before.assessments, [one for _, one in pairs], seen)
    return _Matter(
        reader=reader,
        words=phrases(reader.language),
        day=issue.now.day,
        issue=issue,
        pairs=pairs,
        rows=rows,
        changes=tuple(sorted(changes, key=_weight)),
    )


def _concerns(only: Only, target: Target, states: tuple[Assessment | None, ...]) -> bool:
    if only.statuses and not any(one and shown_status(one) in only.statuses for one in states):
        return False
    return (not only.themes or target.theme in only.themes) and (not only.targets or target.id in only.targets)


def _weight(change: Change) -> tuple[int, int]:
    """What is decided first, then what is wrong, then what goes on; a new figure of the same status last."""
    order = ("missed", "achieved", "cancelled", "overdue", "behind", "ahead", "awaiting_result", "on_track")
    moved = change.before is None or change.before.status != change.now.status
    status = shown_status(change.now)
    return (not moved, order.index(status) if status in order else len(order))


def _section(name: str, heading: str, entries: Sequence[Entry]) -> Section:
    most = CHANGES_MAX if name == "changes" else ENTRIES_MAX
    return Section(name=name, heading=heading, entries=tuple(entries[:most]), left=max(0, len(entries) - most))


def _changed(matter: _Matter, change: Change) -> Entry:
    target, one = next(pair for pair in matter.pairs if pair[0].id == change.now.target)
    row = change.evidence
    causes = find_causes(change, _related(matter, target), matter.issue.before, matter.issue.now)
    told = matter.words.labels["separator"].join(reason(cause, matter.language) for cause in causes)
    entry = replace(
        _standing(matter, target, one),
        moved=moved_text(change, matter.language),
        notes=(reason(one.why, matter.language),),
        cause=matter.words.labels["digest_why"].format(causes=told),
    )
    return _quoting(replace(entry, notes=(*entry.notes, *_decided(matter, row))), row) if row else entry


def _decided(matter: _Matter, row: Evidence) -> tuple[str, ...]:
    return (reason(row.decided, matter.language),) if row.decided else ()


def _related(matter: _Matter, target: Target) -> list[Evidence]:
    """The evidence of the target and of those that share its figures."""
    shared = [one.id for one in matter.issue.config.targets if target.measure and one.measure == target.measure]
    return [row for key in dict.fromkeys((target.id, *shared)) for row in matter.rows[key]]


def _quoting(entry: Entry, row: Evidence) -> Entry:
    day = row.published.isoformat() if row.published else ""
    return replace(entry, quote=row.sentence, origin=f"{row.source} {day}".strip(), url=address(row.url))


def _standing(matter: _Matter, target: Target, one: Assessment) -> Entry:
    return Entry(
        title=title_of(target, matter.language),
        status=shown_status(one),
        notes=(status_name(one, matter.language), reason(one.why, matter.language)),
        done=one.progress,
        due_share=one.expected_progress,
    )


def _standings(matter: _Matter) -> list[tuple[str, str, list[Entry]]]:
    groups = (("ahead", ("ahead",)), ("behind", ("behind",)), ("overdue", ("overdue", "missed")))
    return [
        (name, f"digest_{name}", [_below(name, _standing(matter, *pair)) for pair in matter.of(*statuses)])
        for name, statuses in groups
    ]


def _below(name: str, entry: Entry) -> Entry:
    """Without the status where the heading says it."""
    return replace(entry, notes=entry.notes[1:]) if entry.status == name and name != "overdue" else entry


def _new_rows(matter: _Matter) -> list[Evidence]:
    """What counts now and did not then, but for the pages behind the changes, which are told there."""
    told = {(row.target, row.url) for change in matter.changes if (row := change.evidence)}
    known = frozenset(matter.issue.before.known)
    rows = [row for target, _ in matter.pairs for row in fresh(matter.rows[target.id], known)]
    return [row for row in rows if (row.target, row.url) not in told]


def _told_once(rows: Iterable[Evidence], *, planned: bool) -> list[Evidence]:
    """Plans, or deeds and figures: one sentence of a page, the newest pages of each target, in the order of targets."""
    found: dict[str, dict[str, Evidence]] = {}
    for row in sorted(rows, key=_newest_first):
        if (row.modality == "planned") == planned:
            found.setdefault(row.target, {}).setdefault(row.url, row)
    targets = dict.fromkeys(row.target for row in rows)
    return [row for target in targets for row in list(found.get(target, {}).values())[:NEWS_OF_TARGET]]


def _newest_first(row: Evidence) -> tuple[int, bool, bool, str]:
    """Of one day, sentences with a figure or a date say more than others."""
    return (-(row.published or date.min).toordinal(), row.figure is None, row.expected is None, row.id)


def _new(matter: _Matter, row: Evidence) -> Entry:
    target = next(target for target, _ in matter.pairs if target.id == row.target)
    labels, stage = matter.words.labels, row.stage
    notes = [matter.words.stages.get(stage, stage)] if stage and stage != "announced" else []
    if row.expected:
        notes.append(labels["digest_expected"].format(day=date_text(row.expected, matter.language)))
    return _quoting(Entry(title=title_of(target, matter.language), notes=(*notes, *_decided(matter, row))), row)


def _due_soon(matter: _Matter) -> list[Entry]:
    return [
        replace(entry, notes=(f"{matter.words.labels['due']} {target.due.isoformat()}", *entry.notes))
        for target, one in matter.pairs
        if target.due and is_due_soon(target, one, matter.day)
        for entry in (_standing(matter, target, one),)
    ]


def _silent(matter: _Matter) -> list[Entry]:
    silent = [(target, one) for target, one in matter.pairs if one.status == "no_news" or "stale" in one.flags]
    return [replace(_standing(matter, target, one), notes=_silence(matter, target, one)) for target, one in silent]


def _silence(matter: _Matter, target: Target, one: Assessment) -> tuple[str, ...]:
    days = [row.published for row in matter.rows[target.id] if row.counts and row.published]
    if not days:
        return (status_name(one, matter.language), reason(one.why, matter.language))
    last = matter.words.labels["digest_last"].format(day=date_text(max(days), matter.language))
    return (status_name(one, matter.language), last)


def _trouble(matter: _Matter) -> list[Entry]:
    config = replace(matter.issue.config, language=matter.reader.language)
    names = {source.id: source.name for source in config.sources}
    return [
        Entry(title=names.get(alert.source, alert.source), notes=(trouble_text(config, alert, matter.day),))
        for alert in matter.issue.alerts
    ]


def _counts(matter: _Matter) -> tuple[tuple[str, str], ...]:
    found = counted(one for _, one in matter.pairs)
    return tuple((status, f"{status_word(status, matter.language)} {count}") for status, count in found)
