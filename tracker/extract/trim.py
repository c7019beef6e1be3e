"""Lines of a body in; the same without by-lines, buttons and what a site sets below its last sentence, out."""

from __future__ import annotations

from tracker.extract import wording
from tracker.extract.flow import Flow, Line

_TAIL_SHARE = 0.12  # of the text at most stands below the line that ends an article


def trim(page: Flow, kept: list[int], title: str, forum: bool) -> list[int]:
    """Drop buttons and signs anywhere, title and by-lines at the top, sign-offs at the bottom. Indices in and out."""
    kept = [at for at in kept if _is_text(page.lines[at], forum)]
    return _ends(page, _before_sign_off(page, kept), title)


def _before_sign_off(page: Flow, kept: list[int]) -> list[int]:
    """Cut at the first line such as 责任编辑：… that has but little text below it."""
    below = 0
    total = sum(len(page.lines[at].text) for at in kept)
    cut = len(kept)
    for place in range(len(kept) - 1, 0, -1):
        line = page.lines[kept[place]]
        below += len(line.text)
        if line.table is not None or below > total * _TAIL_SHARE:
            break
        if len(line.text) < 60 and wording.SIGN_OFF.match(line.text):
            cut = place
    return kept[:cut]


def _is_text(line: Line, forum: bool) -> bool:
    if line.table is not None:
        return True
    if line.items > 1 or wording.NOISE_LINE.match(line.text):
        return False
    if forum and len(line.text) < 60 and _is_post_frame(line.text):
        return False
    return line.link <= len(line.text) * 0.8 or bool(len(line.text) > 30 and wording.SENTENCE.search(line.text))


def _is_post_frame(text: str) -> bool:
    """Floor, time and standing of a post's author."""
    if wording.FLOOR.match(text) or wording.POSTED.search(text):
        return True
    return bool(wording.PROFILE.search(text)) and not wording.SENTENCE.search(text)


def _ends(page: Flow, kept: list[int], title: str) -> list[int]:
    """Without the title and by-lines at the top, and what a site sets below the last sentence."""
    start, end = 0, len(kept)
    while start < end and _is_top(page.lines[kept[start]], title):
        start += 1
    while end > start and _is_bottom(page.lines[kept[end - 1]]):
        end -= 1
    return kept[start:end]


def _is_top(line: Line, title: str) -> bool:
    text = line.text
    if line.table is not None:
        return False
    squeezed, headline = "".join(text.split()), "".join(title.split())
    return (
        squeezed == headline
        or (line.name in ("h1", "h2") and squeezed in headline)
        or bool(wording.META_LINE.match(text))
        or (len(text) < 70 and bool(wording.DATE_LINE.match(text)))
    )


def _is_bottom(line: Line) -> bool:
    if line.table is not None:
        return False
    text = line.text
    return bool(wording.TAIL_LINE.match(text) or wording.META_LINE.match(text)) or line.link > len(text) * 0.5
