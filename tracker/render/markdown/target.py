"""A target with its evidence comes in; its page goes out: flags, forecast, history, disputes and every sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.model import Evidence
from tracker.render.changes import Change
from tracker.render.escape import escape, link
from tracker.render.markdown.quotes import quoted
from tracker.render.markdown.sheet import OVERVIEW, Sheet, cited, finished, moved, table, titled, to_quote, why
from tracker.render.numbers import period_text, value_text
from tracker.render.sources import gaps_text
from tracker.render.standing import Dossier, Standing, stated_in
from tracker.render.way import way_facts
from tracker.render.words import goal_text, reason, status_name

SHOWN, SHOWN_ASIDE, TURNS, DISPUTED = 200, 50, 100, 50
_CONTESTED = ("retracted", "contradicted")


def target_text(sheet: Sheet, dossier: Dossier) -> str:
    """Bounded: the newest evidence is quoted, the rest is counted, with the command that lists it."""
    standing, labels = dossier.standing, sheet.labels
    blocks = [*([labels["sample"]] if dossier.sample else []), f"[{labels['back']}]({sheet.up}{OVERVIEW})"]
    blocks += [f"# {titled(sheet, standing.target)}", "  \n".join(_facts(sheet, standing))]
    flags = [f"- **{words}**" for flag, words in sheet.words.flags.items() if flag in standing.now.flags]
    blocks += [f"## {labels['attention']}", "\n".join(flags)] if flags else []
    blocks += _forecast(sheet, standing)
    blocks += _history(sheet, standing)
    blocks += _disputed(sheet, dossier.evidence)
    decided = [quoted(sheet, row) for row in dossier.evidence if row.decided][:SHOWN_ASIDE]
    blocks += [f"## {labels['decisions']}", *decided] if decided else []
    blocks += _evidence(sheet, dossier)
    return finished(sheet, blocks)


def _facts(sheet: Sheet, standing: Standing) -> Iterator[str]:
    """Status and reason, what was not looked at, and the goal as it was stated."""
    target, one, labels = standing.target, standing.now, sheet.labels
    status = status_name(one, sheet.language)
    yield f"**{status}**{labels['colon']}{why(sheet, standing)}{cited(sheet, standing.deciding)}"
    unseen = gaps_text(sheet.config, one, standing.watched, ())
    if unseen:
        yield escape(unseen)
    wording = target.quote or (target.title_zh if sheet.language == "en" else "")
    base = target.goal.baseline if target.goal else None
    for name, value in (
        ("quote", wording),
        ("goal", goal_text(target, sheet.language)),
        ("measure", target.measure),
        ("baseline", value_text(base, target.goal.unit, sheet.language) if target.goal and base is not None else ""),
        ("period", period_text(*target.goal.over, sheet.language) if target.goal and target.goal.over else ""),
        ("due", target.due.isoformat() if target.due else ""),
        ("owner", target.owner),
    ):
        if value:
            yield f"{labels[name]}{labels['colon']}{escape(value)}"
    statement = stated_in(sheet.config, target)
    yield f"{labels['statement']}{labels['colon']}{link(statement.title, statement.url)}, {statement.date.isoformat()}"


def _forecast(sheet: Sheet, standing: Standing) -> list[str]:
    """The way that is left, and of a milestone the days that were announced.

    Without the days that are left, else every page would be another one every day; the web page counts them.
    """
    facts = way_facts(standing, sheet.language, days_left=False)
    told = [f"- {escape(name + sheet.labels['colon'] + text)}" for name, text in facts]
    return [f"## {sheet.labels['forecast']}", "\n".join(told)] if told else []


def _history(sheet: Sheet, standing: Standing) -> list[str]:
    """Every turn with its sentence, the newest first."""
    rows = []
    for before, now, row in zip((None, *standing.turns), standing.turns, standing.behind, strict=False):
        change = Change(before=before, now=now, evidence=row)
        text = escape(reason(now.why, sheet.language)) + cited(sheet, row)
        shown = moved(sheet, change) if before else status_name(now, sheet.language)
        rows.append((now.as_of.isoformat(), shown, text))
    more = len(rows) - TURNS
    blocks = [f"## {sheet.labels['history']}", table(sheet.labels["history_table"], rows[::-1][:TURNS])]
    return [*blocks, *([sheet.labels["history_more"].format(count=more)] if more > 0 else [])] if rows else []


def _disputed(sheet: Sheet, evidence: Sequence[Evidence]) -> list[str]:
    """Different figures of one period side by side, also those that were set aside for each other."""
    groups: dict[tuple[date | None, date | None, str | None], dict[tuple[str, str], Evidence]] = defaultdict(dict)
    for row in evidence:
        contested = row.counts or (row.why_not is not None and row.why_not.code in _CONTESTED)
        if row.figure and row.modality == "actual" and row.figure.comparator == "=" and contested:
            key = (row.figure.start, row.figure.end, row.figure.basis)
            groups[key].setdefault((str(row.figure.value.normalize()), row.source), row)
    rows = []
    for rivals in groups.values():
        if len({value for value, _ in rivals}) > 1:
            rows += [_rival(sheet, row) for row in rivals.values()]
    labels = sheet.labels
    return [f"## {labels['disputed']}", table(labels["disputed_table"], rows[:DISPUTED])] if rows else []


def _rival(sheet: Sheet, row: Evidence) -> tuple[str, ...]:
    figure, labels = row.figure, sheet.labels
    assert figure is not None  # only figures are compared
    return (
        escape(period_text(figure.start, figure.end, sheet.language)),
        escape(value_text(figure.value, figure.unit, sheet.language)),
        to_quote(sheet, row.source or row.url, row),
        row.published.isoformat() if row.published else "",
        labels["counted_yes" if row.counts else "counted_no"],
    )


def _evidence(sheet: Sheet, dossier: Dossier) -> list[str]:
    """The sentence that decides first, then the newest, then what was set aside and why."""
    labels, main = sheet.labels, dossier.standing.deciding
    counting = [row for row in dossier.evidence if row.counts]
    rest = [row for row in counting if main is None or row.id != main.id]
    first = [quoted(sheet, main, decides=True)] if main else []
    shown = [*first, *(quoted(sheet, row) for row in rest[: SHOWN - len(first)])]
    total = len(rest) + len(first)
    blocks = [f"## {labels['evidence_of'].format(count=total)}", *_cut(sheet, dossier, len(shown), total)]
    blocks += shown or [labels["nothing"]]
    aside, total = [row for row in dossier.evidence if not row.counts][:SHOWN_ASIDE], dossier.standing.aside
    if aside:
        blocks += [f"## {labels['aside_of'].format(count=total)}", *_cut(sheet, dossier, len(aside), total)]
        blocks += [quoted(sheet, row) for row in aside]
    return blocks


def _cut(sheet: Sheet, dossier: Dossier, shown: int, total: int) -> list[str]:
    if shown == total:
        return []
    text = sheet.labels["shown_of"].format(shown=shown, more=total - shown, id=dossier.standing.target.id)
    return [text]
