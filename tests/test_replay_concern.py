"""Which pages a changed target can concern: those that are turned away say the same whatever it was and is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from accuracy import corpus_pages
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.config import load_config
from tracker.extract import extract
from tracker.match import Index, compile_targets, is_mentioned
from tracker.model import Article, Block, Config, Page, Reading, Table, Target
from tracker.passage import squeeze
from tracker.read import read
from tracker.replay.concern import SHARED, changed, ideas_of, sieve
from tracker.store.editions import Definition

ROOT = Path(__file__).parent.parent
CORPORA = sorted(path for path in (ROOT / "tests" / "corpus").iterdir() if (path / "pages.jsonl").exists())
CONFIG = load_config(ROOT / "targets.yaml")
# Few words, one a part of another, so that goals meet by chance, in pieces, and across cells and lines.
WORDS = ("公园", "湿地公园", "二期", "园二", "开放", "昌平", "回天项目", "投用")
BETWEEN = ("", " ", "\u3000", "（", "”", "，", "。", "；", "\n", "\u200b", "今年", "园", "項目", "二")
PAGE = Page(
    url="https://a.example/1",
    final_url="https://a.example/1",
    status=200,
    content_type="text/html",
    body=b"",
    fetched=datetime(2025, 9, 1, tzinfo=UTC),
    sha256="0" * 64,
)


def all_text(article: Article) -> str:
    """What the store keeps of a page to tell it by."""
    return "\n".join((article.title, article.text, article.captions))


def again(article: Article, page: Page, index: Index) -> Reading:
    return read(page, index, lambda page, selectors: article)


# ---- made pages -----------------------------------------------------------------------------------------------------

texts = st.lists(st.sampled_from(WORDS + BETWEEN), min_size=1, max_size=10).map("".join)
cells = st.sampled_from((*WORDS, "湿地", "", "期", "193个", "6.5"))
ideas = st.lists(
    st.lists(st.sampled_from((*WORDS, "園")), min_size=1, max_size=2).map(tuple), min_size=1, max_size=3
).map(tuple)
rows = st.lists(st.lists(cells, min_size=2, max_size=3).map(tuple), min_size=1, max_size=2).map(tuple)
tables = st.builds(
    lambda caption, header, body: Block(kind="table", table=Table(caption=caption, unit="", header=header, rows=body)),
    texts,
    rows,
    rows,
)
plain = st.builds(lambda kind, text: Block(kind=kind, text=text), st.sampled_from(("paragraph", "heading")), texts)
articles = st.builds(
    lambda title, blocks: Article(
        title=title, published=date(2025, 8, 1), publisher="", canonical_url=PAGE.url, blocks=tuple(blocks)
    ),
    texts,
    st.lists(plain | tables, max_size=4),
)
goals = st.lists(ideas, min_size=1, max_size=4)


def targets_of(abouts: Sequence[tuple[tuple[str, ...], ...]]) -> Config:
    made = (
        Target(id=f"t{number}", kind="milestone", title_zh="开放", title_en="", about=about, stage="opened")
        for number, about in enumerate(abouts)
    )
    return replace(CONFIG, targets=tuple(made))


@settings(max_examples=400, deadline=None)
@given(articles, goals, ideas, ideas)
def test_a_page_that_is_turned_away_says_the_same(
    article: Article,
    others: list[tuple[tuple[str, ...], ...]],
    was: tuple[tuple[str, ...], ...],
    become: tuple[tuple[str, ...], ...],
) -> None:
    before, now = targets_of([*others, was]), targets_of([*others, become])
    if not sieve(now, (was, become))(all_text(article)):
        assert again(article, PAGE, compile_targets(before)) == again(article, PAGE, compile_targets(now))


@settings(max_examples=300, deadline=None)
@given(articles, goals)
def test_what_is_met_on_a_page_is_met_in_what_is_kept_of_it(
    article: Article, abouts: list[tuple[tuple[str, ...], ...]]
) -> None:
    index = compile_targets(targets_of(abouts))
    if again(article, PAGE, index).trace.candidates:
        assert is_mentioned(index, squeeze(index.language.normalise(all_text(article))))


def test_a_word_that_is_put_together_from_caption_and_head_is_seen() -> None:
    table = Table(caption="湿地", unit="", header=(("公园", "数"),), rows=(("二期开放", "1"),))
    article = Article(
        title="表",
        published=date(2025, 8, 1),
        publisher="",
        canonical_url=PAGE.url,
        blocks=(Block(kind="table", table=table),),
    )
    assert sieve(CONFIG, ((("湿地公园",), ("开放",)),))(all_text(article))


@pytest.mark.parametrize("about", [(), ((),), (("公园", ""),), (("公园\n开放",),)])
def test_what_cannot_be_told_apart_concerns_every_page(about: tuple[tuple[str, ...], ...]) -> None:
    assert sieve(CONFIG, (about,))("别的")


# ---- the pages of the corpora ---------------------------------------------------------------------------------------


@cache
def corpus_articles(folder: Path) -> list[tuple[Page, Article]]:
    return [(page, extract(page)) for page in corpus_pages(folder)]


def edit(config: Config, chance: random.Random) -> Config:
    """One goal changed as people change them: a word or an idea more or less, another goal, gone, or new."""
    number = chance.randrange(len(config.targets))
    one = config.targets[number]
    donor = chance.choice(config.targets)
    edited = {
        "word": replace(one, about=((*one.about[0], chance.choice(donor.about)[0]), *one.about[1:])),
        "idea less": replace(one, about=one.about[:-1] or one.about),
        "idea more": replace(one, about=(*one.about, chance.choice(donor.about))),
        "guard": replace(one, not_about=(*one.not_about, chance.choice(donor.about)[0])),
        "goal": replace(one, goal=donor.goal, stage=donor.stage, kind=donor.kind, due=donor.due),
        "other": replace(donor, id=one.id),
    }
    how = chance.choice((*edited, "gone", "new"))
    targets = list(config.targets)
    if how == "gone":
        del targets[number]
    elif how == "new":
        targets.insert(number, replace(donor, id="new", about=donor.about[:1]))
    else:
        targets[number] = edited[how]
    return replace(config, targets=tuple(targets))


def check_edit(folder: Path, seed: int) -> tuple[int, int]:
    """Every page that an edit is said not to concern reads the same; how many are concerned, and how many are not."""
    other = edit(CONFIG, random.Random(seed))
    definitions = [
        [Definition(target=one.id, hash=str(hash(one)), about=one.about) for one in config.targets]
        for config in (CONFIG, other)
    ]
    names = changed(*definitions)
    admits = sieve(other, ideas_of(names, *definitions))
    before, now = compile_targets(CONFIG), compile_targets(other)
    turned_away = [(page, article) for page, article in corpus_articles(folder) if not admits(all_text(article))]
    for page, article in turned_away:
        assert again(article, page, before) == again(article, page, now), (page.url, names)
    return len(corpus_articles(folder)) - len(turned_away), len(turned_away)


def test_edits_of_one_goal_concern_few_pages_of_a_corpus() -> None:
    counts = [check_edit(CORPORA[seed % len(CORPORA)], seed) for seed in range(3)]
    assert sum(concerned for concerned, _ in counts) < sum(beside for _, beside in counts)


@pytest.mark.long
@pytest.mark.parametrize("folder", CORPORA, ids=lambda path: path.name)
def test_a_hundred_edits_on_every_corpus(folder: Path) -> None:
    for seed in range(100):
        check_edit(folder, seed)


def test_what_changed_between_two_editions() -> None:
    def defined(**hashes: str) -> list[Definition]:
        return [Definition(target=name, hash=value, about=((name + value,),)) for name, value in hashes.items()]

    before, now = defined(a="1", b="1", c="1"), defined(a="1", b="2", d="1")
    assert changed(before, now) == ("b", "c", "d")
    assert set(ideas_of(("b", "c", "d"), before, now)) == {(("b1",),), (("b2",),), (("c1",),), (("d1",),)}
    assert changed([Definition(target=SHARED, hash="1")], [Definition(target=SHARED, hash="2")]) == (SHARED,)
