"""A letter comes in, the plain text of a mail goes out."""

from __future__ import annotations

from tracker.render.escape import one_line
from tracker.render.layout import cut, width, wrap, wrap_items
from tracker.render.letter import Entry, Letter, Section
from tracker.render.phrases import Phrases

COLUMNS = 76
QUOTE_COLUMNS = 800  # a sentence is shorter; what is longer is no sentence
LINE_COLUMNS = 400


def text_of(letter: Letter) -> str:
    """Lines of at most 76 columns, addresses excepted; a blank line between any two entries."""
    labels = letter.words.labels
    blocks = [_wrapped(one_line(letter.title)) + "\n" + _wrapped(letter.lead)]
    if letter.section("changes") is None:
        blocks.append(_wrapped(labels["digest_none"]))
    changes = [section for section in letter.sections if section.name == "changes"]
    blocks += [block for section in changes for block in _section(section, letter.words)]
    blocks += [_headed(labels["digest_counts"])]
    counts = wrap_items((text for _, text in letter.counts), labels["separator"], COLUMNS)
    blocks += ["\n".join(counts) or labels["nothing"]]
    others = [section for section in letter.sections if section.name != "changes"]
    blocks += [block for section in others for block in _section(section, letter.words)]
    # Mail programs know "-- " as the line above a signature, and fold it away.
    return "\n\n".join([*blocks, "-- \n" + _wrapped(letter.footer)]) + "\n"


def _section(section: Section, words: Phrases) -> list[str]:
    blocks = [_headed(section.heading), *("\n".join(_entry(entry, words)) for entry in section.entries)]
    return [*blocks, _wrapped(words.labels["digest_more"].format(count=section.left))] if section.left else blocks


def _entry(entry: Entry, words: Phrases) -> list[str]:
    """A line or two; with the sentence behind it, a block of several."""
    title = cut(one_line(entry.title), LINE_COLUMNS)
    notes = [cut(one_line(note), LINE_COLUMNS) for note in entry.notes if note]
    if not entry.quote and not entry.moved:
        told = words.labels["separator"].join(notes)
        return wrap(f"* {title}{words.labels['colon']}{told}" if told else f"* {title}", COLUMNS, "  ")
    lines = wrap(f"* {title}", COLUMNS, "  ")
    for text in (one_line(entry.moved), *notes, one_line(entry.cause)):
        lines += _under(text)
    if entry.quote:
        lines += _under(f"“{cut(one_line(entry.quote), QUOTE_COLUMNS)}”") + _under(one_line(entry.origin))
        lines += [f"  {entry.url}"] if entry.url else []
    return lines


def _under(text: str) -> list[str]:
    return ["  " + line for line in wrap(text, COLUMNS - 2)] if text else []


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, COLUMNS))


def _headed(text: str) -> str:
    lines = wrap(text, COLUMNS)
    return "\n".join([*lines, "=" * max(width(line) for line in lines)])
