"""One visit of a source in, what looks wrong with it out: codes with facts, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from tracker.discover.addresses import same_site
from tracker.discover.found import Discovery
from tracker.discover.headlines import width
from tracker.discover.propose import feeds_named
from tracker.model import Article, Page, Reason, Source

_SHORT_TITLE = 6.0  # width in Chinese characters below which it is the name of a column
_THIN_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a source answered: its list, what was found in it, and its first article, as far as things went well.

    trouble: why there is no page. guessed: nothing told the encoding of the list. article_trouble: why there is no
    article although there are links.
    """

    source: Source
    page: Page | None = None
    trouble: Reason | None = None
    guessed: bool = False
    found: Discovery = field(default_factory=Discovery)
    article: Article | None = None
    article_trouble: Reason | None = None


def symptoms(visit: Visit) -> tuple[Reason, ...]:
    """What looks wrong: `code` names the words to say, the facts fill them. Empty when all is well."""
    if visit.page is None:
        return (visit.trouble,) if visit.trouble else ()
    return (*_of_the_answer(visit, visit.page), *_of_the_links(visit), *_of_the_article(visit))


def _of_the_answer(visit: Visit, page: Page) -> Iterator[Reason]:
    if not same_site(page.final_url, visit.source.address):
        yield Reason(code="moved", facts=(("to", page.final_url),))
    trouble = visit.found.trouble
    if trouble is not None and trouble.code == "not_a_feed" and (named := feeds_named(page)):
        yield Reason(code="html_with_feed", facts=(("feed", named[0]),))
    elif trouble is not None:
        yield trouble
    if visit.guessed:
        yield Reason(code="encoding_guessed")


def _of_the_links(visit: Visit) -> Iterator[Reason]:
    links, dropped = visit.found.links, visit.found.dropped
    reasons = Counter(one.reason.code for one in dropped)
    if not links and reasons and visit.found.trouble is None:
        code, count = reasons.most_common(1)[0]
        yield Reason(
            code=f"all_{code}" if code in ("before_statement", "off_site", "document") else "only_navigation",
            facts=(("count", str(count)),),
        )
    if not links:
        return
    undated = sum(link.published is None for link in links)
    if undated > len(links) / 2:
        yield Reason(code="no_days", facts=(("count", str(undated)), ("all", str(len(links)))))
    titles = [width(link.title) for link in links if link.title]
    if visit.source.kind != "sitemap" and (not titles or median(titles) < _SHORT_TITLE):
        example = next((link.title for link in links if link.title), "")
        yield Reason(code="short_titles", facts=(("example", example),))


def _of_the_article(visit: Visit) -> Iterator[Reason]:
    if visit.article_trouble is not None:
        yield Reason(code="article_failed", facts=(("code", visit.article_trouble.code), *visit.article_trouble.facts))
    article = visit.article
    if article is None:
        return
    if len("".join(article.text.split())) < _THIN_CHARS:
        yield Reason(code="thin_body")
    if article.published is None:
        yield Reason(code="article_without_day")
    if article.damaged:
        yield Reason(code="article_damaged", facts=(("encoding", article.encoding),))
