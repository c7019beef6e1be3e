"""A page that was added and a person's quote from it come in; the evidence that the person makes of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tracker.commands.deciding import completed, judge_now, said, tell_decision, tell_moved
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.add import Added
    from tracker.model import Config, Decision
    from tracker.store import Store


def check_quoting(config: Config, names: tuple[str, ...], words: Mapping[str, Any]) -> None:
    """Refuse what cannot be meant before anything is fetched or kept."""
    from tracker.decisions import find_target

    if not words["target"] and not words["quote"]:
        if words["changes"]:
            raise ConfigError("what a sentence says goes with --target and --quote", fix="name both")
        return
    if not words["target"] or not words["quote"]:
        raise ConfigError("--target and --quote go together", fix="name both: what the sentence is, and what it is on")
    if len(names) > 1:
        raise ConfigError("one quote cannot be that of several pages", fix="add them one by one")
    find_target(config, words["target"])


def keep_quote(store: Store, config: Config, one: Added, words: Mapping[str, Any]) -> None:
    """Keep the decision by which the quote bears on the target, settle by it and tell what it changed."""
    from tracker.ingest import settle_store

    before = judge_now(store, config)
    made = _decision(store, config, one, words)
    store.add_decisions([made])
    settle_store(store, config)
    tell_decision(made, store.evidence(made.target), config)
    tell_moved(before, judge_now(store, config), config)


def _decision(store: Store, config: Config, one: Added, words: Mapping[str, Any]) -> Decision:
    from tracker.decisions import add_quote, find_target
    from tracker.decisions.quoting import claim_of, find_quote
    from tracker.language import language
    from tracker.model import Quoted

    article, trace, zh = store.article(one.url), one.trace, language("zh")
    assert article is not None and trace is not None  # it was read
    target = find_target(config, words["target"])
    quote = find_quote(f"{article.title}\n{article.text}", words["quote"], zh)
    claim = claim_of(quote, target, article.published, trace.candidates, zh)
    changes = completed(words["changes"], target, claim.figure, article.published)
    quoted = Quoted(url=one.url, page_sha256=trace.page_sha256, seen=article.first_seen, claim=claim)
    return add_quote(quoted, article.published, said(config, words["by"], words["why"]), store.decisions(), changes)
