"""Changes come in, an Atom feed (RFC 4287) goes out; the same changes give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from xml.etree.ElementTree import Element, tostring
from zoneinfo import ZoneInfo

from tracker.model import Config, Evidence
from tracker.render.changes import moved_text
from tracker.render.escape import address, one_line
from tracker.render.feeds.markup import add, document
from tracker.render.feeds.naming import linked, name_of, page_of
from tracker.render.feeds.turned import Turned
from tracker.render.phrases import phrases
from tracker.render.words import reason, theme_name, title_of

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def atom(config: Config, path: str, title: str, told: Sequence[Turned], *, sample: bool) -> str:
    """The feed that lies at `path` of the site, with an entry for each change, in their order; a sample says so."""
    attributes = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": _LANGUAGES[config.language]}
    feed = Element("feed", attributes)
    add(feed, "id", name_of(config, path).urn)
    add(feed, "title", title)
    if sample:
        add(feed, "subtitle", phrases(config.language).labels["sample"].strip("*"))
    add(feed, "updated", _moment(max((one.seen for one in told), default=_stated(config))))
    add(add(feed, "author"), "name", config.title)
    add(feed, "generator", "tracker")
    add(feed, "link", rel="alternate", type="text/html", href=linked(config, "index.html", path))
    if config.site_url:
        add(feed, "link", rel="self", type="application/atom+xml", href=linked(config, path))
    for one in told:
        _add_entry(feed, config, path, one)
    return document(feed)


def _add_entry(feed: Element, config: Config, path: str, one: Turned) -> None:
    language, target = config.language, one.target
    moved = moved_text(one.change, language)
    entry = add(feed, "entry")
    add(entry, "id", name_of(config, "targets", target.id, one.day.date().isoformat()).urn)
    add(entry, "title", f"{title_of(target, language)} {moved}")
    add(entry, "published", _moment(one.day))
    add(entry, "updated", _moment(one.seen))
    page = linked(config, page_of(target.id), path)
    add(entry, "link", rel="alternate", type="text/html", href=page)
    row = one.change.evidence
    if row and (url := address(row.url)):
        add(entry, "link", rel="related", type="text/html", href=url, title=row.source)
    if target.theme:
        add(entry, "category", term=target.theme, label=theme_name(target.theme, language))
    add(entry, "content", _content(config, one, page), type="html")


def _content(config: Config, one: Turned, page: str) -> str:
    """What the entry says, as HTML of a few elements."""
    language, labels = config.language, phrases(config.language).labels
    body = Element("div")
    add(body, "p", f"{moved_text(one.change, language)}{labels['stop']} {reason(one.change.now.why, language)}")
    if one.change.evidence:
        _add_quote(body, one.change.evidence, language)
    add(add(body, "p"), "a", labels["open_page"], href=page)
    return tostring(body, encoding="unicode", method="html")


def _add_quote(body: Element, row: Evidence, language: str) -> None:
    """The sentence, over who said it and when, with a link to where."""
    add(body, "blockquote", row.sentence)
    words, url = phrases(language), address(row.url)
    origin = add(body, "p")
    if url:
        add(origin, "a", row.source or url, href=url).tail = " "
    else:
        origin.text = one_line(row.source) + " "
    day = row.published.isoformat() if row.published else ""
    add(origin, "span", f"({words.tiers.get(row.tier, row.tier)}) {day}")


def _stated(config: Config) -> datetime:
    """A feed without entries has last changed on the day of the statement."""
    first = min(statement.date for statement in config.statements)
    return datetime.combine(first, time(), ZoneInfo(config.timezone))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
