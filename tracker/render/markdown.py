"""Assessments with their evidence come in, the progress report as Markdown goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.model import STATUSES, Assessment, Config, Evidence, Reason, Target
from tracker.render.changes import Change, deciding, find_changes, moved_text, newest_first, seen_on
from tracker.render.escape import escape, link
from tracker.render.numbers import date_text, figure_text, share_text, value_text
from tracker.render.phrases import Phrases, phrases
from tracker.render.sources import gaps_text, sources_section
from tracker.render.words import (
    reason,
    short_reason,
    shown_status,
    status_name,
    status_word,
    theme_name,
    title_of,
)
from tracker.watch import SourceState, Watched

DUE_SOON = timedelta(days=30)
HASH_DIGITS = 12
_CLOSED = ("achieved", "missed", "cancelled")
_SHOWN_ASIDE = ("retracted", "contradicted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a report may tell besides: the assessments of the report before, the sources, and the sample mark.

    watched: how well each target was watched, by its id.
    """

    before: tuple[Assessment, ...] = ()
    sources: tuple[SourceState, ...] = ()
    watched: Mapping[str, Watched] = field(default_factory=dict)
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """What every section of one report looks at."""

    config: Config
    words: Phrases
    as_of: date
    judged: dict[str, Assessment]
    evidence: tuple[Evidence, ...]
    extras: Extras

    def pairs(self) -> list[tuple[Target, Assessment]]:
        return [(target, self.judged[target.id]) for target in self.config.targets if target.id in self.judged]

    def of(self, target: Target) -> list[Evidence]:
        return [row for row in self.evidence if row.target == target.id]


_NO_EXTRAS = Extras()


def report(
    config: Config,
    assessments: Sequence[Assessment],
    evidence: Iterable[Evidence],
    as_of: date,
    extras: Extras = _NO_EXTRAS,
) -> str:
    """The report as of a day, in the language of `config`; evidence published later is left out.

    The same input gives the same text. Whatever comes from the web is escaped.
    """
    seen = sorted(seen_on(evidence, as_of), key=newest_first)
    matter = _Matter(
        config=config,
        words=phrases(config.language),
        as_of=as_of,
        judged={one.target: one for one in assessments},
        evidence=tuple(seen),
        extras=extras,
    )
    labels = matter.words.labels
    head = labels["report"].format(title=escape(config.title), day=date_text(as_of, config.language))
    blocks = [*([labels["sample"]] if extras.sample else []), f"# {head}", _counts(matter), *_tables(matter)]
    changes = find_changes(extras.before, assessments, seen) if extras.before else ()
    for name, lines in (
        ("changes", [_change(matter, change) for change in changes]),
        ("attention", _attention(matter)),
        ("behind", _told(matter, ("behind", "overdue", "missed"))),
        ("due_soon", _due_soon(matter)),
    ):
        if lines or name == "attention":
            blocks += [f"## {labels[name]}", "\n".join(lines) or labels["nothing"]]
    blocks += _evidence_sections(matter)
    blocks += _silent(matter)
    blocks += sources_section(config, extras.sources, as_of)
    return "\n\n".join([*blocks, "---", labels["footer"]]) + "\n"


def status_counts(assessments: Iterable[Assessment], language: str) -> list[str]:
    """`status n` for every status that occurs, from good to bad."""
    counts = Counter(shown_status(one) for one in assessments)
    known = [status for status in STATUSES if counts[status]]
    others = sorted(set(counts) - set(STATUSES))
    return [f"{status_word(status, language)} {counts[status]}" for status in (*known, *others)]


def _counts(matter: _Matter) -> str:
    labels = matter.words.labels
    counts = labels["separator"].join(status_counts(tuple(matter.judged.values()), matter.config.language))
    return labels["counts"].format(total=len(matter.judged), counts=counts)


def _tables(matter: _Matter) -> list[str]:
    themes = list(dict.fromkeys(target.theme for target, _ in matter.pairs()))
    blocks = []
    for theme in themes:
        head = matter.words.labels["table"]
        rows = [_row(matter, target, one) for target, one in matter.pairs() if target.theme == theme]
        rule = "|" + " --- |" * (head.count("|") - 1)
        blocks += [f"## {escape(theme_name(theme, matter.config.language))}", "\n".join([head, rule, *rows])]
    return blocks


def _row(matter: _Matter, target: Target, one: Assessment) -> str:
    language = matter.config.language
    title = escape(title_of(target, language))
    newest = next((row for row in matter.of(target) if row.counts), None) or deciding(one, matter.evidence)
    cells = [
        f"[{title}](#{target.id})" if newest else title,
        status_name(one, language),
        _value_and_goal(target, one, language),
        _pace(one),
        target.due.isoformat() if target.due else "",
        link(newest.published.isoformat(), newest.url) if newest and newest.published else "",
    ]
    return "| " + " | ".join(cells) + " |"


def _value_and_goal(target: Target, one: Assessment, language: str) -> str:
    value = value_text(one.value, one.unit or "", language) if one.value is not None else ""
    if target.goal is None:
        return escape(value)
    return escape(f"{value or '—'} / {value_text(target.goal.value, target.goal.unit, language)}")


def _pace(one: Assessment) -> str:
    if one.progress is None:
        return ""
    done = share_text(one.progress)
    return f"{done} / {share_text(one.expected_progress)}" if one.expected_progress is not None else done


def _change(matter: _Matter, change: Change) -> str:
    target = next(target for target in matter.config.targets if target.id == change.now.target)
    language, labels = matter.config.language, matter.words.labels
    moved = moved_text(change, language) + labels["stop"]
    why = escape(reason(change.now.why, language))
    return f"- **{_named(matter, target)}**{labels['colon']}{moved} {why}{_cited(matter, change.evidence)}"


def _cited(matter: _Matter, row: Evidence | None) -> str:
    if row is None or row.published is None:
        return ""
    return f" ({link(row.source, row.url)}, {row.published.isoformat()})"


def _attention(matter: _Matter) -> list[str]:
    """A line for each flag, the more urgent first, with the targets that carry it."""
    lines = []
    for flag, words in matter.words.flags.items():
        named = [_named(matter, target) for target, one in matter.pairs() if flag in one.flags]
        if named:
            lines.append(f"- **{words}**{matter.words.labels['colon']}{matter.words.labels['semicolon'].join(named)}")
    return lines


def _told(matter: _Matter, statuses: tuple[str, ...]) -> list[str]:
    return [_standing(matter, target, one) for target, one in matter.pairs() if shown_status(one) in statuses]


def _standing(matter: _Matter, target: Target, one: Assessment) -> str:
    language, labels = matter.config.language, matter.words.labels
    status = status_name(one, language)
    why = escape(reason(one.why, language))
    cited = _cited(matter, deciding(one, matter.evidence))
    part = labels["part_seen"] if one.observed == "partial" and one.status != "no_news" else ""
    return f"- {_named(matter, target)}{labels['colon']}**{status}**{part}{labels['separator']}{why}{cited}"


def _due_soon(matter: _Matter) -> list[str]:
    return [
        f"{_standing(matter, target, one)} — {target.due.isoformat()}"
        for target, one in matter.pairs()
        if target.due and matter.as_of <= target.due <= matter.as_of + DUE_SOON and one.status not in _CLOSED
    ]


def _named(matter: _Matter, target: Target) -> str:
    return escape(title_of(target, matter.config.language))


def _evidence_sections(matter: _Matter) -> list[str]:
    blocks = [f"## {matter.words.labels['evidence']}"]
    for target, one in matter.pairs():
        if matter.of(target) or one.evidence:
            blocks += _section(matter, target, one)
    return blocks if len(blocks) > 1 else [*blocks, matter.words.labels["nothing"]]


def _section(matter: _Matter, target: Target, one: Assessment) -> list[str]:
    language, labels = matter.config.language, matter.words.labels
    status, colon = status_name(one, language), labels["colon"]
    facts = [f"**{status}**{colon}{escape(reason(one.why, language))}", *_unseen(matter, one)]
    for label, value in (("quote", target.quote), ("owner", target.owner)):
        facts += [f"{labels[label]}{colon}{escape(value)}"] if value else []
    if target.due:
        facts.append(f"{labels['due']}{colon}{target.due.isoformat()}")
    main = deciding(one, matter.evidence)
    shown = [row for row in matter.of(target) if row.counts or _shown_aside(row)]
    shown += [main] if main and main not in shown else []
    told = {row.id for row in shown}
    aside = _aside(matter, [row for row in matter.of(target) if row.id not in told])
    heading = f'<a id="{target.id}"></a>\n\n### {_named(matter, target)}'
    return [heading, "  \n".join(facts), *(_quoted(matter, row, row == main) for row in shown), *aside]


def _unseen(matter: _Matter, one: Assessment) -> list[str]:
    """A line on what was not looked at, so that silence is not taken for standstill."""
    extras = matter.extras
    text = gaps_text(matter.config, one, extras.watched.get(one.target), extras.sources)
    return [escape(text)] if text else []


def _quoted(matter: _Matter, row: Evidence, decides: bool) -> str:
    """One sentence, verbatim, over where it was said, when, and the page it can be checked against."""
    words, language = matter.words, matter.config.language
    day = row.published.isoformat() if row.published else ""
    marks = [words.labels["deciding"]] if decides else []
    marks += [words.labels["planned"]] if row.modality == "planned" else []
    marks += [words.stages.get(row.stage, row.stage)] if row.stage else []
    marks += [figure_text(row.figure, language)] if row.figure else []
    texts = [escape(mark) for mark in marks]
    if not row.counts and row.why_not:
        texts.append(f"{words.labels['set_aside']}{words.labels['colon']}{_why_not(matter, row.why_not)}")
    elif row.decided:
        texts.append(escape(reason(row.decided, language)))
    tier = words.tiers.get(row.tier, row.tier)
    origin = f"{link(row.source or row.url, row.url)} ({tier}), {_leaf(row, words)}{day}, {words.labels['page']}"
    tail = f" — {'; '.join(texts)}" if texts else ""
    return f"> {escape(row.sentence)}\n>\n> {origin} `{_hash(row)}`{tail}"


def _leaf(row: Evidence, words: Phrases) -> str:
    """The page of a document on which the sentence stands."""
    return words.labels["page_number"].format(number=row.page_number) + ", " if row.page_number else ""


def _why_not(matter: _Matter, why: Reason) -> str:
    """The reason; the page that it points to becomes a link."""
    other = why.fact("by") or why.fact("of")
    plain = replace(why, facts=tuple(fact for fact in why.facts if fact[0] not in ("by", "of")))
    text = escape(reason(plain, matter.config.language))
    return f"{text} ({link(matter.words.labels['page'], other)})" if other else text


def _hash(row: Evidence) -> str:
    return "".join(sign for sign in row.page_sha256[:HASH_DIGITS] if sign.isalnum())


def _shown_aside(row: Evidence) -> bool:
    """Corrections, contradictions and what people decided are shown, not hidden."""
    return row.decided is not None or (row.why_not is not None and row.why_not.code in _SHOWN_ASIDE)


def _aside(matter: _Matter, rows: list[Evidence]) -> list[str]:
    labels, language = matter.words.labels, matter.config.language
    why = Counter(short_reason(row.why_not, language) for row in rows if row.why_not)
    if not why:
        return []
    ordered = sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))
    reasons = labels["separator"].join(f"{text} {count}" for text, count in ordered)
    return [escape(labels["not_counted"].format(count=why.total(), reasons=reasons)) + labels["stop"]]


def _silent(matter: _Matter) -> list[str]:
    silent = [(target, one) for target, one in matter.pairs() if one.status == "no_news"]
    if not silent:
        return []
    lines = ["  \n  ".join([_standing(matter, target, one), *_unseen(matter, one)]) for target, one in silent]
    return [f"## {matter.words.labels['silent']}", "\n".join(lines)]
