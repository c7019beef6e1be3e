"""What every page of the Markdown reports looks at, and the small texts that several of them say of a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model import Config, Evidence, Target
from tracker.render.changes import Change, moved_text
from tracker.render.escape import address, escape
from tracker.render.fragment import quoting
from tracker.render.look import flagged
from tracker.render.numbers import period_text, value_text
from tracker.render.phrases import Phrases, phrases
from tracker.render.standing import Standing
from tracker.render.words import goal_text, reason, status_name, theme_name, title_of

OVERVIEW = "README.md"
SHOWN = 50  # lines of a list; the overview of a thousand targets is still to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """up: the way from the page to the folder of the reports. exact: links lead to a sentence, not just to its page."""

    config: Config
    as_of: date
    words: Phrases
    up: str
    exact: bool

    @property
    def language(self) -> str:
        return self.config.language

    @property
    def labels(self) -> Mapping[str, str]:
        return self.words.labels


def overview_sheet(config: Config, as_of: date) -> Sheet:
    """Addresses with sentences in them would make the overview several times as long as a forge shows."""
    return Sheet(config=config, as_of=as_of, words=phrases(config.language), up="", exact=False)


def page_sheet(config: Config, as_of: date) -> Sheet:
    """For pages in a folder of their own."""
    return Sheet(config=config, as_of=as_of, words=phrases(config.language), up="../", exact=True)


def target_path(target: Target) -> str:
    return f"targets/{target.id}.md"


def titled(sheet: Sheet, target: Target) -> str:
    """The title in the language of the report, in the other where it has none."""
    return escape(title_of(target, sheet.language))


def linked(sheet: Sheet, target: Target) -> str:
    return f"[{titled(sheet, target)}]({sheet.up}{target_path(target)})"


def themed(sheet: Sheet, theme: str) -> str:
    return escape(theme_name(theme, sheet.language))


def to_quote(sheet: Sheet, text: str, row: Evidence) -> str:
    """A link with a text that leads to the sentence."""
    target = quoting(row.url, row.sentence, row.page_number) if sheet.exact else address(row.url)
    return f"[{escape(text)}](<{target}>)" if target else escape(text)


def cited(sheet: Sheet, row: Evidence | None) -> str:
    """Source and day, in brackets."""
    if row is None or row.published is None:
        return ""
    return f" ({to_quote(sheet, row.source or row.url, row)}, {row.published.isoformat()})"


def moved(sheet: Sheet, change: Change) -> str:
    return moved_text(change, sheet.language)


def why(sheet: Sheet, standing: Standing) -> str:
    return escape(reason(standing.now.why, sheet.language))


def told(sheet: Sheet, standing: Standing) -> str:
    """Status, how well it was watched, reason and source of a target, in a line of a list."""
    one, labels = standing.now, sheet.labels
    part = labels["part_seen"] if one.observed == "partial" and one.status != "no_news" else ""
    status = f"**{status_name(one, sheet.language)}**{part}"
    return (
        f"- {linked(sheet, standing.target)}{labels['colon']}{status}{labels['separator']}"
        f"{why(sheet, standing)}{cited(sheet, standing.deciding)}"
    )


def value_and_goal(sheet: Sheet, standing: Standing) -> str:
    """The figure, which is the link to its source, with its period, against the goal."""
    one, goal, row = standing.now, standing.target.goal, standing.deciding
    value, period = "—", ""
    if one.value is not None:
        value = escape(value_text(one.value, one.unit or "", sheet.language))
        figure = row.figure if row is not None and row.figure is not None and row.figure.value == one.value else None
        if row is not None and figure is not None:
            value = to_quote(sheet, value_text(one.value, one.unit or "", sheet.language), row)
            period = period_text(figure.start, figure.end, sheet.language)
    elif goal is None:
        return ""
    against = f" / {escape(goal_text(standing.target, sheet.language))}" if goal else ""
    return f"{value}{against}" + (f" ({escape(period)})" if period else "")


def attention(sheet: Sheet, standings: Sequence[Standing]) -> list[str]:
    """A line for each flag, the more urgent first, with the targets that carry it."""
    labels = sheet.labels
    lines = []
    for one in flagged(standings, sheet.words.flags):
        named = [linked(sheet, target) for target in one.named]
        named += [labels["more_targets"].format(count=one.left)] if one.left else []
        lines.append(f"- **{one.words}**{labels['colon']}{labels['semicolon'].join(named)}")
    return lines


def section(sheet: Sheet, heading: str, lines: Sequence[str], *, always: bool = False) -> list[str]:
    """A heading with its list, cut where it is long; nothing for an empty list unless that is to be said."""
    if not lines and not always:
        return []
    more = len(lines) - SHOWN
    cut = [*lines[:SHOWN], *([f"- {sheet.labels['more_targets'].format(count=more)}"] if more > 0 else [])]
    return [f"## {heading}", "\n".join(cut) or sheet.labels["nothing"]]


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    rule = "|" + " --- |" * (head.count("|") - 1)
    return "\n".join([head, rule, *("| " + " | ".join(row) + " |" for row in rows)])


def finished(sheet: Sheet, blocks: Iterable[str]) -> str:
    return "\n\n".join([*blocks, "---", sheet.labels["footer"]]) + "\n"
