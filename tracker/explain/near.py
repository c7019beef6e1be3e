"""Stored texts and a target come in; the sentences that hold all its ideas but one go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.explain.page import miss_step
from tracker.match import Index, Miss, compile_targets, is_mentioned, misses
from tracker.model import Article, Block, Config
from tracker.passage import Known, lines, squeeze
from tracker.store.details import StoredText


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A sentence that lacks one idea. met: the words it has, by idea. missing: the words of which one was wanted.

    code: `idea_missing`, or `not_named` for one that has the others but neither names nor means the thing.
    """

    url: str
    title: str
    published: date | None
    sentence: str
    met: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    code: str


def near_misses(texts: Iterable[StoredText], config: Config, target: str) -> Iterator[NearMiss]:
    """The near misses of a target in the order of the texts; those with all ideas are passages and none of them.

    Headings are not told from paragraphs in a stored text, so that a page may have a few more or less than when read.
    """
    # The target alone: whether a sentence lacks an idea of it does not hang on the others.
    index = compile_targets(replace(config, targets=tuple(one for one in config.targets if one.id == target)))
    (known,) = index.known
    promising = _sieve(config, known)
    for page in texts:
        whole = squeeze(index.language.normalise(f"{page.title}\n{page.text}"))
        if promising(whole):
            yield from _in_page(page, index, known)


def _sieve(config: Config, known: Known) -> Callable[[str], bool]:
    """Whether a text holds all ideas but one."""
    about = known.target.about
    if len(about) < 2:
        return lambda text: False
    made = tuple(
        replace(known.target, id=str(number), about=(*about[:number], *about[number + 1 :]))
        for number in range(len(about))
    )
    index = compile_targets(replace(config, targets=made))
    return lambda text: is_mentioned(index, text)


def _in_page(page: StoredText, index: Index, known: Known) -> Iterator[NearMiss]:
    blocks = tuple(Block(kind="paragraph", text=line) for line in page.text.split("\n"))
    article = Article(title=page.title, published=page.published, publisher="", canonical_url=page.url, blocks=blocks)
    text = lines(article, index.language)
    for miss in misses(index, text, known):
        lacking = _lacking(miss, known)
        if lacking is not None:
            step = miss_step(text, miss)
            yield NearMiss(
                url=page.url,
                title=page.title,
                published=page.published,
                sentence=step.sentence,
                met=step.met,
                missing=known.target.about[lacking],
                code=miss.code,
            )


def _lacking(miss: Miss, known: Known) -> int | None:
    """The one idea that a line lacks, None for more; where that is the name of the thing, it has all others itself."""
    if miss.code == "not_named":
        others = (spans for idea, spans in enumerate(miss.ideas) if idea != known.subject)
        return known.subject if set(miss.missing) <= {known.subject} and all(others) else None
    return miss.missing[0] if len(miss.missing) == 1 else None
