"""Evidence comes in; the sentence, verbatim, over where it was said, when, and what it can be checked by, goes out."""

from __future__ import annotations

from tracker.model import Evidence, Reason
from tracker.render.escape import escape, link
from tracker.render.markdown.sheet import Sheet, to_quote
from tracker.render.saying import marks, set_aside
from tracker.render.words import reason


def quoted(sheet: Sheet, row: Evidence, *, decides: bool = False) -> str:
    """A block quote: the sentence; then day, source, tier and title; then what was read; then the page's hash."""
    labels = sheet.labels
    day = row.published.isoformat() if row.published else labels["no_date"]
    tier = sheet.words.tiers.get(row.tier, row.tier)
    leaf = f", {labels['page_number'].format(number=row.page_number)}" if row.page_number else ""
    title = f" {escape(row.title)}" if row.title else ""
    found = labels["found"].format(day=row.first_seen.date().isoformat())
    lines = [
        escape(row.sentence),
        f"**{day}** {to_quote(sheet, row.source or row.url, row)} ({tier}{leaf}){title}",
        *([labels["separator"].join(told)] if (told := _marks(sheet, row, decides)) else []),
        *([_aside(sheet, row.why_not)] if row.why_not and not row.counts else []),
        *([escape(reason(row.decided, sheet.language))] if row.decided else []),
        f"{labels['print']} `{''.join(filter(str.isalnum, row.page_sha256))}`{labels['separator']}{found}",
    ]
    return "\n>\n".join(f"> {line}" for line in lines)


def _marks(sheet: Sheet, row: Evidence, decides: bool) -> list[str]:
    """What was read from the sentence."""
    first = [f"**{sheet.labels['deciding']}**"] if decides else []
    return first + [escape(mark) for mark in marks(row, sheet.language)]


def _aside(sheet: Sheet, why: Reason) -> str:
    """Why it was set aside; the page that the reason points to becomes a link."""
    labels, (told, other) = sheet.labels, set_aside(why, sheet.language)
    text = f"{labels['set_aside']}{labels['colon']}{escape(told)}"
    return f"{text} ({link(labels['page'], other)})" if other else text
