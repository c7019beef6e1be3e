"""What every page of the site shares comes in with a view; the page as HTML goes out, with every value escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from tracker.model import Config
from tracker.render.feeds.naming import CALENDAR, FEED, STATUS
from tracker.render.numbers import date_text
from tracker.render.phrases import Phrases, phrases
from tracker.render.standing import Document

if TYPE_CHECKING:
    from jinja2 import Environment

T = TypeVar("T")
FOLDER = "site"
# For pages from a web server and from disk alike: only the site's own style and script, and nothing else at all.
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
)
_FEEDS = {"all": FEED, "calendar": CALENDAR, "status": STATUS}  # of the feeds, beside the pages
_LANGUAGES = ("zh", "en")
_TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One language of the site. main: the language of the file, which lies at the root; the other in its own folder."""

    config: Config
    main: str
    as_of: date
    sample: bool = False

    @property
    def language(self) -> str:
        return self.config.language

    @property
    def words(self) -> Phrases:
        return phrases(self.language)

    @property
    def folder(self) -> str:
        """Where the pages of this language lie in the site: '' or `en/`."""
        return "" if self.language == self.main else f"{self.language}/"

    @property
    def file_tag(self) -> str:
        """The language of what people wrote into the file."""
        return _TAGS[self.main]

    def day(self, day: date) -> str:
        return date_text(day, self.language)


def papers(config: Config, as_of: date, sample: bool = False) -> tuple[Paper, ...]:
    """The site in the language of the file and in the other one."""
    languages = sorted(_LANGUAGES, key=lambda one: one != config.language)
    return tuple(
        Paper(config=replace(config, language=one), main=config.language, as_of=as_of, sample=sample)  # type: ignore[arg-type]  # one of two
        for one in languages
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a page lies, for its links: root leads to the site's folder, home to that of its language."""

    title: str
    root: str
    home: str
    other: str
    other_tag: str
    other_name: str
    tag: str


def page(paper: Paper, name: str, title: str, view: object) -> Document:
    """A page at `name` below the folder of its language. The template is that of the view's class."""
    depth = name.count("/")
    home = "../" * depth
    other = "en" if paper.language == "zh" else "zh"
    frame = Frame(
        title=title,
        home=home,
        root=home + ("../" if paper.folder else ""),
        other=home + (f"../{name}" if paper.folder else f"{other}/{name}"),
        other_tag=_TAGS[other],
        other_name={"zh": "中文", "en": "English"}[other],
        tag=_TAGS[paper.language],
    )
    words = paper.words
    text = (
        _environment()
        .get_template(f"{type(view).__name__.lower()}.html")
        .render(paper=paper, frame=frame, view=view, w=words.site, words=words, policy=POLICY, feeds=_FEEDS)
    )
    return Document(path=f"{FOLDER}/{paper.folder}{name}", text=text)


def fragment(paper: Paper, template: str, rows: object) -> str:
    """A part of a page, by a template of rows."""
    return _environment().get_template(template).render(rows=rows, w=paper.words.site, words=paper.words)


@cache
def _environment() -> Environment:
    """Templates of the package, compiled once; a name that a template does not know is an error, not a gap."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("tracker.render.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[T]):
    """One of the pages that a long list is dealt out to. links: (number, address, whether it is this one)."""

    rows: tuple[T, ...]
    number: int
    name: str
    links: tuple[tuple[int, str, bool], ...]


def leaves(rows: Sequence[T], size: int, stem: str) -> list[Leaf[T]]:
    """The list dealt out: `stem.html`, `stem-2.html`, ...; one page, perhaps empty, at least."""
    count = max(1, -(-len(rows) // size))
    names = [f"{stem}.html" if number == 1 else f"{stem}-{number}.html" for number in range(1, count + 1)]
    return [
        Leaf(
            rows=tuple(rows[place * size : (place + 1) * size]),
            number=place + 1,
            name=name,
            links=tuple((other + 1, link, other == place) for other, link in enumerate(names)) if count > 1 else (),
        )
        for place, name in enumerate(names)
    ]
