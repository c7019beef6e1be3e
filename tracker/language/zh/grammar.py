"""In comes a normalised text with its publication date; out come its quantities, periods and stages."""

from __future__ import annotations

import re
from datetime import date

from tracker.language.zh.figures import read_quantities
from tracker.language.zh.mentions import Mention, find_periods
from tracker.language.zh.modality import build_timeline, read_words, timeline_of
from tracker.language.zh.normalise import sentences
from tracker.language.zh.ordinals import read_ordinals
from tracker.language.zh.period_words import period_pattern
from tracker.language.zh.periods import Frame
from tracker.language.zh.stage_phrases import stage_pattern
from tracker.language.zh.stages import Scene, find_stages
from tracker.language.zh.tokens import read_tokens
from tracker.model import Period, Span, Understanding

_NOTHING = Understanding()
_CLAUSE = re.compile(r"[，。；！？：\n]|,(?!\d{3})|;")
_TITLE = re.compile(r"《[^《》]*》")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\d{1,2}(?:时|点)\d{1,2}分?(?:\d{1,2}秒)?")
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十百千万亿两翻持零]")
# Every wording of a period without a numeral has one of these letters.
_CALENDAR = re.compile(r"[年月日天昨今明周季节旦截至目近久前后期阶春夏秋冬庆元]")


def understand(text: str, published: date | None, context: Period | None = None) -> Understanding:
    """All that the grammar finds in one or more sentences.

    text: normalised; offsets are into it. published: the day that relative periods refer to; None leaves them out.
    context: the period that figures without one of their own inherit (of the headline or the paragraph before).
    """
    if not _says_anything(text):
        return _NOTHING
    scene = _lay_out(text, published, context)
    stages = find_stages(scene)
    masks = [m.period.span for m in scene.mentions] + list(scene.titles) + [m.span() for m in _CLOCK.finditer(text)]
    tokens = read_tokens(text, sorted(masks))
    quantities = read_quantities(scene, tokens, _inherited(scene, context)) if tokens else []
    if "首" in text or "第" in text:
        quantities = sorted(quantities + read_ordinals(scene, stages), key=lambda q: q.span)
    return Understanding(quantities=tuple(quantities), periods=tuple(m.period for m in scene.mentions), stages=stages)


def _says_anything(text: str) -> bool:
    """A quick look that spares most sentences of a page the grammar."""
    if _NUMERAL.search(text) or stage_pattern().search(text):
        return True
    return _CALENDAR.search(text) is not None and period_pattern().search(text) is not None


def _lay_out(text: str, published: date | None, context: Period | None) -> Scene:
    titles: tuple[Span, ...] = tuple(m.span() for m in _TITLE.finditer(text)) if "《" in text else ()
    words = read_words(text, titles)
    lexical = timeline_of(words)
    starts = tuple(span[0] for span in sentences(text))
    frame = Frame(published, context)
    mentions = find_periods(text, frame, lambda place: lexical.soon(place, text))
    future = [span for span in titles if any(_is_future(mention.period, span, published) for mention in mentions)]
    if future:
        plain = _blank(text, future)
        mentions = find_periods(plain, frame, lambda place: lexical.soon(place, plain))
    clauses = [0, *(m.end() for m in _CLAUSE.finditer(text))]
    return Scene(
        text=text,
        published=published,
        clauses=tuple(clauses),
        sentences=(0, *starts[1:]),
        titles=titles,
        mentions=tuple(mentions),
        timeline=build_timeline(words, mentions, published),
    )


def _is_future(period: Period, title: Span, published: date | None) -> bool:
    """《行动计划(2026-2030年)》 is issued, not planned for 2030; 《2025年1-5月指标》 does date its figures."""
    inside = title[0] <= period.span[0] < title[1]
    return inside and published is not None and period.end is not None and period.end > published


def _blank(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _inherited(scene: Scene, context: Period | None) -> tuple[Period | None, ...]:
    """For each sentence the period that it takes over from the one before."""
    carried, periods = context, []
    for index, start in enumerate(scene.sentences):
        periods.append(carried)
        end = scene.sentences[index + 1] if index + 1 < len(scene.sentences) else len(scene.text)
        carried = topic([m for m in scene.mentions if start <= m.period.span[0] < end], scene.text) or carried
    return tuple(periods)


def topic(mentions: list[Mention], text: str) -> Period | None:
    """The period that later sentences inherit: the first one set off by a comma (前三季度，…), else the last one."""
    lasting = [m for m in mentions if m.lasting and not (m.exact and m.period.role == "during")]
    lasting = [m for m in lasting if m.period.role in ("during", "asof") and not _is_adverb(m)]
    for mention in lasting:
        if text[mention.period.span[1] : mention.period.span[1] + 1] in ("，", ","):
            return mention.period
    return lasting[-1].period if lasting else None


def _is_adverb(mention: Mention) -> bool:
    """目前 dates its own sentence; 截至目前 sets a topic."""
    return mention.kind == "now" and not mention.period.raw.startswith("截")
