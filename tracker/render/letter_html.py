"""A letter comes in, the HTML of a mail goes out: no images, no scripts, nothing to load, every text escaped.

Mail programs drop what they like: the colours stand inline, dark mode and the phone in one style element, and whoever
sees neither still reads every figure.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import escape

from tracker.render.colours import colour_of
from tracker.render.escape import one_line
from tracker.render.layout import cut
from tracker.render.letter import Entry, Letter, Section
from tracker.render.letter_text import LINE_COLUMNS, QUOTE_COLUMNS
from tracker.render.numbers import share_text
from tracker.render.phrases import Phrases

_FONTS = "-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_STYLE = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:#0a58ca}
@media (prefers-color-scheme:dark){
.page{background:#16191d !important}.sheet{background:#1f2429 !important}
.ink{color:#e6e9ec !important}.faint{color:#a4adb6 !important}
.quote{background:#2a3037 !important;border-color:#56606b !important}
.rule{border-color:#3a424a !important}.rail{background:#3f4852 !important}
a{color:#8ab8ff !important}}
@media (max-width:480px){.sheet{padding:16px 14px !important}.page{padding:0 !important}}
"""


def html_of(letter: Letter, subject: str) -> str:
    """The whole document; its one style element is ours, and no text of the letter gets near it."""
    labels = letter.words.labels
    inner = [
        _block("h1", letter.title, "margin:0 0 4px;font-size:20px;line-height:1.35;color:#1c2126", "ink"),
        _block("p", letter.lead, "margin:0 0 14px;font-size:13px;color:#5f6b76", "faint"),
        f'<p style="margin:0 0 6px;line-height:2">{" ".join(_pill(*one) for one in letter.counts)}</p>',
    ]
    if letter.section("changes") is None:
        inner.append(_block("p", labels["digest_none"], "margin:14px 0 0;font-size:15px;color:#1c2126", "ink"))
    inner += [_section(section, letter.words) for section in letter.sections]
    foot = "margin:26px 0 0;padding-top:12px;border-top:1px solid #d9dee3;font-size:12px;line-height:1.6;color:#5f6b76"
    inner.append(_block("p", letter.footer, foot, "faint rule"))
    sheet = "max-width:640px;margin:0 auto;padding:24px;background:#ffffff;border-radius:6px"
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if letter.words.language == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{_text(subject)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body class="page" style="margin:0;padding:16px;background:#eef1f4;font-family:{_FONTS}">\n'
        f'<div class="sheet ink" style="{sheet};color:#1c2126">\n' + "\n".join(inner) + "\n</div>\n</body>\n</html>\n"
    )


def _text(text: str, columns: int = LINE_COLUMNS) -> str:
    """One line, escaped for an element or an attribute in double quotes."""
    return escape(cut(one_line(text), columns), quote=True)


def _block(tag: str, text: str, style: str, name: str) -> str:
    return f'<{tag} class="{name}" style="{style}">{_text(text)}</{tag}>'


def _pill(status: str, text: str) -> str:
    colour = colour_of(status)
    style = f"padding:2px 8px;border-radius:10px;background:{colour};color:#ffffff;font-size:13px;white-space:nowrap"
    return f'<span style="{style}">{_text(text)}</span>'


def _section(section: Section, words: Phrases) -> str:
    head = "margin:26px 0 8px;padding-bottom:5px;border-bottom:2px solid #d9dee3;font-size:16px;color:#1c2126"
    parts = [_block("h2", section.heading, head, "ink rule"), *(_entry(entry, words) for entry in section.entries)]
    if section.left:
        left = words.labels["digest_more"].format(count=section.left)
        parts.append(_block("p", left, "margin:8px 0 0;font-size:13px;color:#5f6b76", "faint"))
    return "\n".join(parts)


def _entry(entry: Entry, words: Phrases) -> str:
    title = "margin:0;font-size:15px;font-weight:600;line-height:1.45;color:#1c2126"
    parts = [_block("p", entry.title, title, "ink")]
    if entry.moved:
        parts.append(f'<p style="margin:5px 0 0;line-height:1.7">{_pill(entry.status, entry.moved)}</p>')
    notes = words.labels["separator"].join(note for note in entry.notes if note)
    if notes:
        parts.append(_block("p", notes, "margin:4px 0 0;font-size:14px;line-height:1.6;color:#414b55", "ink"))
    if entry.cause:
        parts.append(_block("p", entry.cause, "margin:3px 0 0;font-size:12px;color:#5f6b76", "faint"))
    parts += _bar(entry, words)
    if entry.quote:
        parts.append(_quote(entry))
    return '<div style="margin:0 0 16px">\n' + "\n".join(parts) + "\n</div>"


def _quote(entry: Entry) -> str:
    style = "margin:7px 0 0;padding:8px 12px;border-left:3px solid #b9c2cb;background:#f4f6f8;font-size:14px"
    origin = _text(entry.origin)
    if entry.url:
        origin = f'<a href="{escape(entry.url, quote=True)}" style="text-decoration:underline">{origin}</a>'
    said = f'<span class="ink" style="color:#1c2126">“{_text(entry.quote, QUOTE_COLUMNS)}”</span>'
    where = f'<span class="faint" style="font-size:12px;color:#5f6b76">{origin}</span>'
    return f'<blockquote class="quote" style="{style};line-height:1.6">{said}<br>{where}</blockquote>'


def _bar(entry: Entry, words: Phrases) -> list[str]:
    """The share done as a bar of two table cells, over the same in figures."""
    if entry.done is None:
        return []
    colour = colour_of(entry.status)
    share = int((min(max(entry.done, Decimal(0)), Decimal(1)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    cells = [(share, colour, ""), (100 - share, "#d9dee3", ' class="rail"')]
    row = "".join(
        f'<td width="{size}%" height="8" bgcolor="{fill}"{name} style="height:8px;font-size:0;line-height:0"></td>'
        for size, fill, name in cells
        if size
    )
    table = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
    figures = _block("p", share_line(entry, words), "margin:3px 0 0;font-size:12px;color:#5f6b76", "faint")
    return [f'{table} style="margin:6px 0 0;max-width:320px"><tr>{row}</tr></table>', figures]


def share_line(entry: Entry, words: Phrases) -> str:
    """How much is done, beside the share of the time where that is known; empty where nothing is measured."""
    if entry.done is None:
        return ""
    done = share_text(entry.done)
    if entry.due_share is None:
        return words.labels["done"].format(done=done)
    return words.labels["done_of"].format(done=done, expected=share_text(entry.due_share))
