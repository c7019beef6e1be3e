"""What a look at a source has shown comes in; the lines that a person reads, or one JSON object, go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tracker.commands.symptom_words import said
from tracker.commands.visiting import Seen
from tracker.language import language
from tracker.language.rows import parse_row
from tracker.model import Article, Link
from tracker.render.words import short_reason

SHOWN = 3
_FIGURES = 6
_SENTENCE_CHARS = 120


def lines(seen: Seen) -> Iterator[str]:
    """The look in words: answer, links, first article, and what looks wrong."""
    source = seen.visit.source
    yield f"{source.id}: {source.name} ({source.tier}), {source.kind}"
    yield from _answer(seen)
    if seen.visit.page is not None:
        yield from _links(seen)
        yield from _article(seen)
    yield ""
    if not seen.wrong:
        yield "Nothing looks wrong."
    for reason in seen.wrong:
        what, fix = said(reason)
        yield f"✗ {what}"
        yield f"  → {fix}"


def row(seen: Seen) -> dict[str, Any]:
    """The look as one JSON object, every key in it whatever happened."""
    page, found, article = seen.visit.page, seen.visit.found, seen.visit.article
    return {
        "source": seen.visit.source.id,
        "kind": seen.visit.source.kind,
        "asked": seen.asked,
        "final_url": page.final_url if page else None,
        "status": page.status if page else None,
        "content_type": page.content_type if page else None,
        "bytes": len(page.body) if page else None,
        "took_s": round(seen.took_s, 2),
        "encoding": seen.encoding or None,
        "links": len(found.links),
        "first_links": [_link_row(link) for link in found.links[:SHOWN]],
        "dropped": dict(Counter(one.reason.code for one in found.dropped)),
        "more": len(found.more),
        "article": _article_row(seen, article) if article else None,
        "wrong": [{"code": one.code, "what": said(one)[0], "fix": said(one)[1]} for one in seen.wrong],
        "ok": not seen.wrong,
    }


def link_line(link: Link) -> str:
    day = link.published.isoformat() if link.published else "no day    "
    return f"    {day}  {link.title or link.url}"


def _answer(seen: Seen) -> Iterator[str]:
    page = seen.visit.page
    yield f"  asked     {seen.asked}"
    if page is None:
        yield f"  answer    none, after {seen.took_s:.1f} s"
        return
    if page.final_url != seen.asked:
        yield f"  led to    {page.final_url}"
    size = f"{len(page.body) / 1024:.0f} KiB" if len(page.body) >= 10_240 else f"{len(page.body)} bytes"
    yield f"  answer    {page.status}, {page.content_type or 'no content type'}, {size}"
    yield f"  took      {seen.took_s:.1f} s, with robots.txt (which allows it) and pauses"
    yield f"  encoding  {seen.encoding}{', guessed' if seen.visit.guessed else ''}"


def _links(seen: Seen) -> Iterator[str]:
    found = seen.visit.found
    yield f"  links     {len(found.links)}" + (f", and {len(found.more)} further pages" if found.more else "")
    yield from map(link_line, found.links[:SHOWN])
    dropped = Counter(one.reason.code for one in found.dropped)
    for code, count in dropped.most_common():
        example = next(one for one in found.dropped if one.reason.code == code)
        yield f"    {count} not followed: {short_reason(example.reason, 'en')}, such as {example.title or example.url}"


def _article(seen: Seen) -> Iterator[str]:
    article, reading = seen.visit.article, seen.reading
    if article is None or reading is None:
        return
    yield "  first article, as read"
    yield f"    address     {reading.trace.url}"
    yield f"    title       {article.title}"
    yield f"    day         {article.published.isoformat() if article.published else 'none found'}"
    yield f"    publisher   {article.publisher or 'none named'}"
    yield f"    begins      {first_sentence(article)}"
    yield f"    figures     {', '.join(figures(article)) or 'none'}"
    yield f"    bears on    {', '.join(targets(seen)) or 'no target'} ({reading.trace.disposition.code})"


def _article_row(seen: Seen, article: Article) -> dict[str, Any]:
    return {
        "url": seen.reading.trace.url if seen.reading else None,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
        "first_sentence": first_sentence(article),
        "figures": figures(article),
        "targets": targets(seen),
        "disposition": seen.reading.trace.disposition.code if seen.reading else None,
    }


def _link_row(link: Link) -> dict[str, str | None]:
    day = link.published.isoformat() if link.published else None
    return {"title": link.title, "published": day, "url": link.url}


def first_sentence(article: Article) -> str:
    tongue = language("zh")
    text = article.text.lstrip()
    spans = tongue.sentences(tongue.normalise(text[:2000]))
    return text[slice(*spans[0])][:_SENTENCE_CHARS] if spans else ""


def figures(article: Article) -> list[str]:
    """The first figures of the text as they are written."""
    tongue = language("zh")
    text = tongue.normalise(article.text[:5000])
    found = (
        str(quantity["raw"])
        for start, end in tongue.sentences(text)
        for quantity in parse_row(text[start:end], article.published, tongue)["quantities"]
    )
    return list(islice(found, _FIGURES))


def targets(seen: Seen) -> list[str]:
    candidates = seen.reading.trace.candidates if seen.reading else ()
    return sorted({one.target for one in candidates})
