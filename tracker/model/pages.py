"""From a link to a reading: what is fetched, what a page says, and what of it bears on targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from tracker.model.words import Comparator, Modality, Reason, Tier

_READ = Reason(code="read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a source is asked: an address, the fields posted to it (a GET without any), and headers of its own."""

    url: str
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The address with the posted fields behind `#`, which tells two requests to one address apart."""
        return self.url + ("#" + "&".join(f"{name}={value}" for name, value in self.form) if self.form else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a source offers, not fetched yet."""

    url: str
    source: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person who added a page by hand said of it; it goes before what the page says."""

    published: date | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as fetched. url is the requested address, final_url the one after redirects.

    listed: the day that the list gives on which its source offered it. told: for a page that a person added by hand,
    what was said of it, perhaps nothing; None for all other pages.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched: datetime
    sha256: str
    source: str = ""
    listed: date | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A data table: `header` rows (column labels, spans repeated into every column) over `rows` of plain text."""

    caption: str
    unit: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def over(self) -> str:
        """What stands over its rows, in one line: the caption and the labels of the columns."""
        return " ".join((self.caption, *(cell for row in self.header for cell in dict.fromkeys(row))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the body in reading order: paragraph, heading, caption (not body text) or table.

    page_number: the page of a document on which it begins, None for web pages. turns: offsets in the text at which the
    next pages begin.
    """

    kind: Literal["paragraph", "heading", "caption", "table"]
    text: str = ""
    table: Table | None = None
    page_number: int | None = None
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says. canonical_url is the address the page gives for itself, or the cleaned final one."""

    title: str
    published: date | None
    publisher: str
    canonical_url: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    forum: bool = False  # a thread of posts by readers
    listed: bool = False  # the page gives no day, `published` is that of its list
    damaged: bool = False  # characters were lost in decoding, or may be wrong

    @property
    def text(self) -> str:
        """The body's paragraphs, headings and table rows (cells joined by one blank), a line each."""
        lines: list[str] = []
        for block in self.blocks:
            if block.table is not None:
                lines += [" ".join(row) for row in (*block.table.header, *block.table.rows)]
            elif block.kind != "caption":
                lines.append(block.text)
        return "\n".join(lines)

    @property
    def captions(self) -> str:
        """What stands over its tables, a line each: all that is read of a page besides its title and `text`."""
        return "\n".join(block.table.over for block in self.blocks if block.table is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The quantity of an evidence, in the unit that its target writes; `period` is a closed interval of days."""

    value: Decimal
    unit: str
    comparator: Comparator
    start: date | None
    end: date | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that mentions one target, with what was read from it; why_not tells why it cannot count."""

    target: str
    sentence: str
    modality: Modality
    stage: str | None = None
    expected: date | None = None
    day: date | None = None
    figure: Figure | None = None
    part: bool = False  # speaks of a part (one phase, one of two streets) of the target
    retracts: Decimal | None = None  # a figure of this target that the sentence declares wrong
    why_not: Reason | None = None
    page_number: int | None = None  # in a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The part of a reading that settling needs; small, so that many fit into memory."""

    url: str
    canonical_url: str
    page_sha256: str
    title: str
    source: str
    tier: Tier
    published: date | None
    first_seen: datetime
    sketch: bytes  # MinHash of the normalised body, 64 values of 2 bytes; empty for no text
    text_sha256: str  # of the normalised body
    figures: bytes  # CRC-32 of each of the body's first 64 different figures, 4 bytes each
    spam: Reason | None = None
    disposition: Reason = _READ
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one page says. It depends on the page and the targets alone."""

    article: Article
    trace: Trace
    added: bool = False  # by hand, which goes before what a run found under the same address
