"""What a digest may tell and one reader come in; a subject, a mail as text and as HTML, and a short text go out."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.render.layout import cut, width
from tracker.render.letter import Entry, Issue, Letter, Reader, write_letter
from tracker.render.letter_html import html_of
from tracker.render.letter_text import text_of
from tracker.render.plain import chat_line, header_line

__all__ = ["Digest", "Issue", "Reader", "digest"]

SUBJECT_COLUMNS = 78
TITLE_COLUMNS_MIN = 20
CHAT_CHANGES = 10
CHAT_COLUMNS = 160
CHAT_BYTES = 1900  # the strictest chat takes 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """text: at most 76 columns wide, addresses excepted. chat: at most 1,900 bytes. quiet: there is nothing to tell."""

    subject: str
    text: str
    html: str
    chat: str
    quiet: bool


def digest(issue: Issue, reader: Reader) -> Digest:
    """The digest for a reader; whatever comes from the web is escaped for where it stands."""
    letter = write_letter(issue, reader)
    subject = _subject(letter)
    return Digest(
        subject=subject,
        text=text_of(letter),
        html=html_of(letter, subject),
        chat=_chat(letter, subject),
        quiet=letter.quiet,
    )


def _subject(letter: Letter) -> str:
    """The news in one line of at most 78 columns: the first change, cut where it must be, and those that fit beside."""
    labels = letter.words.labels
    changes, news, trouble = (letter.section(name) for name in ("changes", "news", "trouble"))
    title = header_line(letter.title)
    if changes is None:
        others = [one for one in (news, letter.section("announced")) if one]
        count = sum(len(one.entries) + one.left for one in others)
        key = "subject_news" if count else "subject_trouble" if trouble else "subject_quiet"
        if not count and trouble:
            count = len(trouble.entries) + trouble.left
        return cut(labels[key].format(count=count, title=title), SUBJECT_COLUMNS)
    count = len(changes.entries) + changes.left
    head = labels["subject_change" if count == 1 else "subject_changes"].format(count=count, told="")
    told = ""
    for entry in changes.entries:
        lead = head + told + (labels["semicolon"] if told else "")
        room = SUBJECT_COLUMNS - width(lead + entry.moved) - 1
        if told and width(entry.title) > room:
            break
        # The first title gives way to what has become of it.
        told = lead[len(head) :] + f"{cut(header_line(entry.title), max(room, TITLE_COLUMNS_MIN))} {entry.moved}"
    return header_line(cut(head + told, SUBJECT_COLUMNS))


def _chat(letter: Letter, subject: str) -> str:
    changes = letter.section("changes")
    lines = [chat_line(f"{letter.title}: {subject}"), letter.lead]
    for entry in changes.entries[:CHAT_CHANGES] if changes else ():
        lines += _chat_lines(entry)
    counts = letter.words.labels["separator"].join(text for _, text in letter.counts)
    lines.append(f"\n{counts}" if changes else counts)
    while len("\n".join(lines).encode("utf-8")) > CHAT_BYTES and len(lines) > 2:
        del lines[-2]
    return "\n".join(lines)


def _chat_lines(entry: Entry) -> list[str]:
    told = cut(chat_line(f"{entry.title} {entry.moved}"), CHAT_COLUMNS)
    why = cut(chat_line(entry.notes[0]), CHAT_COLUMNS)
    return ["", f"• {told}", why, *([entry.url] if entry.url else [])]
