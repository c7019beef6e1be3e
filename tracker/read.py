"""Read one page alone: page and compiled targets in, all that it says of them out."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase

from tracker.address import host_of
from tracker.errors import ExtractError
from tracker.extract import Selectors
from tracker.extract import extract as extract_web
from tracker.extract.days import day_in_address
from tracker.language import Language
from tracker.match import Index, is_mentioned, match
from tracker.measure import Scene, measure
from tracker.model import Article, Candidate, Page, Period, Reading, Reason, Tier, Told, Trace, Understanding
from tracker.passage import Line, Passage, lines, squeeze
from tracker.spam import is_claim_list, spam

STATEMENT_DAYS = 14  # a page this soon after the statement may be its own report
STUFFED_GOALS = 5  # a sentence of an unknown site that makes claims on so many targets is a pile of keywords
STATEMENT_GOALS = 5  # and is, when it restates so many goals
SKETCH_CHARS = 6000
FIGURES = 64
_DAY = timedelta(days=1)  # where the list lives it may be tomorrow

_POST = re.compile(
    r"(?:第?[\d一二三四五六七八九十]+楼|楼主|沙发|板凳|地板)(?:[\s:：#]|$)|发表于\s*\d{4}"
)  # a thread's floors
Extract = Callable[[Page, Selectors | None], Article]
_Understand = Callable[[int], Understanding]
_PIECE = re.compile(r"(?=([的一是在了和有年月日中大区业产项目工开人，。].{5}))", re.DOTALL)
_FIGURE = re.compile(r"(?<!\d)\d++(?:\.\d++)?+(?:%|[万亿千]?[一-鿿])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A page taken apart, up to the passages that are then measured.

    refusal: why there is no article. headline, body: normalised and squeezed. source, tier, declared: its publisher,
    and whether the configuration names it. home: it speaks of the targets' own place where it names none. lines: none
    where the page mentions no target.
    """

    article: Article
    refusal: Reason | None
    headline: str
    body: str
    source: str
    tier: Tier
    declared: bool
    home: bool
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    spam: Reason | None


def read(page: Page, index: Index, extract: Extract = extract_web) -> Reading:
    """Read a page. It never raises for a bad page: the disposition of the trace says what is wrong with it.

    extract: takes the article out of the page, ExtractError where there is none; that of web pages unless given.
    """
    return _reading(page, index, study(page, index, extract))


def study(page: Page, index: Index, extract: Extract = extract_web) -> Study:
    """Take a page apart as `read` does."""
    source = next((source for source in index.config.sources if source.id == page.source), None)
    selectors = None
    if source is not None and (source.title or source.body or source.date):
        selectors = Selectors(title=source.title, body=source.body, date=source.date)
    try:
        article = extract(page, selectors)
    except ExtractError as error:
        article = Article(title="", published=None, publisher="", canonical_url=page.final_url, blocks=())
        return _studied(page, index, article, Reason(code=error.code, facts=(("why", error.message),)))
    return _studied(page, index, _as_told(_as_listed(article, page), page.told), None)


def _as_listed(article: Article, page: Page) -> Article:
    """The article, with the day that its list gives where the page itself, as many documents, gives none."""
    if article.published or page.listed is None or page.listed > page.fetched.date() + _DAY:
        return article
    return replace(article, published=page.listed, listed=True)


def _as_told(article: Article, told: Told | None) -> Article:
    """The article with what a person said of it."""
    if told is None:
        return article
    return replace(
        article, published=told.published or article.published, publisher=told.publisher or article.publisher
    )


def _as_spam(article: Article, page: Page) -> Article:
    """A spam page's own date is never true: only its address, or a person, may tell the day."""
    told = page.told.published if page.told else None
    return replace(article, published=told or day_in_address(page.url, page.fetched.date()))


def _studied(page: Page, index: Index, article: Article, refusal: Reason | None) -> Study:
    whole = index.language.normalise(_whole(article))
    headline, body = squeeze(whole[: len(article.title)]), squeeze(whole[len(article.title) + 1 :])
    name, tier, declared = _publisher(page, index, article)
    own = any(word in f"{name} {article.publisher}" for word in index.places.own)
    mentioned = is_mentioned(index, f"{headline}\n{body}")
    text = lines(article, index.language) if mentioned else ()
    passages = match(index, text, home=own or declared) if text else ()
    foul = None if refusal else spam(article.title, whole, index.language)
    if foul is None and tier == "community" and (_is_stuffed(passages) or is_claim_list(article.title)):
        foul = Reason(code="stuffed", facts=(("words", article.title[:60]),))
    return Study(
        article=article if foul is None else _as_spam(article, page),
        refusal=refusal,
        headline=headline,
        body=body,
        source=name,
        tier=tier,
        declared=declared,
        home=own or declared,
        lines=text,
        passages=passages,
        spam=foul,
    )


def _reading(page: Page, index: Index, seen: Study) -> Reading:
    article = seen.article
    trace = Trace(
        url=page.url,
        canonical_url=article.canonical_url,
        page_sha256=page.sha256,
        title=article.title,
        source=seen.source,
        tier=seen.tier,
        published=article.published,
        first_seen=page.fetched,
        sketch=_sketch(seen.body),
        text_sha256=hashlib.sha256(seen.body.encode("utf-8", "replace")).hexdigest()[:32] if article.blocks else "",
        figures=_figures(seen.body),
        spam=seen.spam,
        disposition=disposition(seen, index),
        candidates=_candidates(seen, index),
    )
    return Reading(article=article, trace=trace, added=page.told is not None)


def _whole(article: Article) -> str:
    """All that may mention a target, a line each: headline, body, and the captions of tables."""
    captions = (block.table.caption for block in article.blocks if block.table is not None)
    return "\n".join((article.title, article.text, *captions))


def _candidates(seen: Study, index: Index) -> tuple[Candidate, ...]:
    scene = scene_of(seen, index)
    return tuple(measure(scene, passage) for passage in seen.passages)


def scene_of(seen: Study, index: Index) -> Scene:
    """What measuring is given of a page."""
    text, article = seen.lines, seen.article
    return Scene(
        page=text,
        published=article.published,
        since=min(statement.date for statement in index.config.statements),
        forum=article.forum or sum(_POST.match(line.text) is not None for line in text) >= 2,
        language=index.language,
        understood=_understanding(text, article.published, index.language),
    )


def _understanding(text: Sequence[Line], published: date | None, language: Language) -> _Understand:
    """What is understood of a line, found out when it is asked for, once, and after the lines that it goes on from.

    A line inherits the last period named before it in its paragraph, else in a heading or the headline.
    """
    understood: dict[int, Understanding] = {}
    inherited: dict[int, Period | None] = {}
    before = _goes_on_from(text)

    def understand(number: int) -> Understanding:
        chain = [number]
        while chain[-1] not in understood and chain[-1] > 0:
            chain.append(before[chain[-1]])
        for one in reversed(chain):
            if one not in understood:
                inherited[one] = (
                    _lasting(understood[before[one]], published) or inherited[before[one]] if one > 0 else None
                )
                understood[one] = language.understand(text[one].text, published, inherited[one])
        return understood[number]

    return understand


def _goes_on_from(text: Sequence[Line]) -> list[int]:
    """For each line the one whose period it takes over: the sentence before it, a heading, the headline."""
    found: list[int] = []
    over = 0
    for number, line in enumerate(text):
        last = text[number - 1] if number else line
        found.append(number - 1 if number and last.block == line.block and last.kind == "sentence" else over)
        if line.kind == "heading":
            over = number
    return found


def _lasting(understood: Understanding, published: date | None) -> Period | None:
    """The last closed period of a month or longer that has begun: what is told next is told of it, not of a plan's."""
    spans = [
        period
        for period in understood.periods
        if period.role == "during" and period.start and period.end and (period.end - period.start).days >= 27
        if published is None or period.start <= published
    ]
    return spans[-1] if spans else None


def _publisher(page: Page, index: Index, article: Article) -> tuple[str, Tier, bool]:
    """Name and tier of the page's publisher, and whether the configuration names it; unknown ones are community."""
    for source in index.config.sources:
        if source.id == page.source and source.kind != "search":
            return source.name, source.tier, True
    if page.told is not None and page.told.publisher:
        return _told_publisher(page.told.publisher, index)
    host = host_of(page.url)
    for publisher in index.config.publishers:
        if _host_fits(host, publisher.host):
            return publisher.name, publisher.tier, True
    for source in index.config.sources:
        if source.kind != "search" and host_of(source.address) == host:
            return source.name, source.tier, True
    return article.publisher or host, "community", False


def _told_publisher(name: str, index: Index) -> tuple[str, Tier, bool]:
    """The tier of a publisher that a person named, where the configuration knows the name."""
    known = {one.name: one.tier for one in index.config.sources} | {
        one.name: one.tier for one in index.config.publishers
    }
    tier = known.get(name)
    return name, tier or "community", tier is not None


def _host_fits(host: str, pattern: str) -> bool:
    """Whether a host fits a pattern; *.gov.cn, as nearly all are written, without the machinery of patterns."""
    if pattern[:2] == "*." and "*" not in pattern[1:] and "?" not in pattern and "[" not in pattern:
        return host.endswith(pattern[1:])
    return fnmatchcase(host, pattern)


def disposition(seen: Study, index: Index) -> Reason:
    """The one disposition of a page."""
    if seen.refusal is not None:
        return seen.refusal
    if seen.spam is not None:
        return Reason(code="spam", facts=seen.spam.facts)
    published = seen.article.published
    if published is not None and published < min(statement.date for statement in index.config.statements):
        return Reason(code="before_statement", facts=(("published", published.isoformat()),))
    if _is_statement(seen.article, seen.passages, index):
        return Reason(code="statement")
    return Reason(code="read" if seen.passages else "no_target")


def _is_stuffed(passages: Sequence[Passage]) -> bool:
    named: dict[int, set[str]] = defaultdict(set)
    for passage in passages:
        if passage.subject is not None and not passage.known.measured:
            named[passage.line].add(passage.known.target.id)
    return any(len(targets) >= STUFFED_GOALS for targets in named.values())


def _is_statement(article: Article, passages: Sequence[Passage], index: Index) -> bool:
    """The statement's own report: soon after it, and it names the event or restates many goals."""
    if article.published is None:
        return False
    text = squeeze(index.language.normalise(article.text))
    for statement in index.config.statements:
        if statement.date <= article.published <= statement.date + timedelta(days=STATEMENT_DAYS):
            if squeeze(index.language.normalise(statement.title)) in text:
                return True
            if len({passage.known.target.id for passage in passages}) >= STATEMENT_GOALS:
                return True
    return False


def _sketch(body: str) -> bytes:
    """MinHash of pieces of the body: the low 2 bytes of each of 64 minima.

    A piece begins at each very frequent character, so that pieces fall alike in copies that begin elsewhere; that is a
    quarter of all pieces. Two bytes are enough: unlike pages share one by chance once in 65,536.
    """
    pieces = _PIECE.findall(body[:SKETCH_CHARS])
    if not pieces:
        return b""
    from rensa import RMinHash

    minima = RMinHash(num_perm=64, seed=20250117)
    minima.update(pieces)
    return struct.pack(">64H", *(value & 0xFFFF for value in minima.digest()))


def _figures(body: str) -> bytes:
    """CRC-32 of the body's first different figures with what follows them, 4 bytes each, sorted."""
    seen = dict.fromkeys(_FIGURE.findall(body))
    return b"".join(sorted(struct.pack(">I", zlib.crc32(figure.encode())) for figure in list(seen)[:FIGURES]))
