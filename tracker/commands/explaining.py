"""The command that explains: a target, a page or a span of days comes in; each step to a verdict goes out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.commands.options import (
    Day,
    as_json,
    as_of,
    files,
    load,
    looking,
    print_json,
    sentence,
    today,
    warn_if_stale,
)
from tracker.commands.place import archive_folder
from tracker.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from tracker.explain import NearMiss, PageTold, TargetTold
    from tracker.model import Config, Page
    from tracker.store import Store
    from tracker.store.details import Kept

NEAR = 50
NEAR_DAYS = 90


@click.command()
@click.argument("target")
@click.argument("url", required=False)
@click.option("--near", is_flag=True, help="The sentences that hold all ideas of the target but one.")
@click.option("--since", type=Day(), metavar="DAY", help=f"With --near: from this day; default {NEAR_DAYS} days back.")
@click.option("--until", type=Day(), metavar="DAY", help="With --near: up to this day; default today.")
@click.option("--limit", type=click.IntRange(1), default=NEAR, show_default=True, help="With --near: so many at most.")
@as_of
@as_json
@archive_folder
@files
def explain(target: str, url: str | None, as_json: bool, targets: Path, db: Path, **how: Any) -> int:
    """Say how a target is understood and why it stands as it does; with a URL why that page counts, or does not.

    \b
    Examples: tracker explain huitian-round2
              tracker explain huitian-round2 https://www.example.gov.cn/news/1.html
              tracker explain huitian-round2 --near --since 2025-09-01
    """
    from tracker.decisions import find_target

    config = load(targets)
    find_target(config, target)
    if how["near"] and url:
        raise click.UsageError("--near looks at all pages of a span of days; leave the URL out")
    with looking(db) as store:
        if how["near"]:
            return _near(store, config, target, as_json, how)
        if url:
            return _page(store, config, (target, url), as_json, how["archive"])
        warn_if_stale(store, config)
        told = _target(store, config, target, how["as_of"] or today(config))
    if as_json:
        print_json([_row(told, config)])
    else:
        from tracker.commands.explained import target_lines

        click.echo("\n".join(target_lines(told, config)))
    return 0


def _target(store: Store, config: Config, target: str, day: date) -> TargetTold:
    from tracker.assess import judge_stored, source_states, watched_targets
    from tracker.edition import edition
    from tracker.explain import explain_target
    from tracker.explain.target import Watch
    from tracker.store.details import Details

    found = store.evidence()
    assessment = next(one for one in judge_stored(store, config, found, day) if one.target == target)
    measure = next(one.measure for one in config.targets if one.id == target)
    shared = {one.id for one in config.targets if one.id == target or (measure and one.measure == measure)}
    watch = Watch(
        states=source_states(store, config),
        observed=watched_targets(store, config, day).get(target),
        pages=Details(store).dispositions(),
        stale=store.stale_pages(edition(config)),
    )
    return explain_target(config, assessment, [row for row in found if row.target in shared], watch)


# ---- a page ---------------------------------------------------------------------------------------------------------


def _page(store: Store, config: Config, asked: tuple[str, str], as_json: bool, archive: Path) -> int:
    from tracker.commands.explained import page_lines, plain
    from tracker.edition import edition
    from tracker.explain import explain_page
    from tracker.match import compile_targets
    from tracker.store.details import Details

    target, url = asked
    kept = _kept(store, url)
    page = _archived(kept, archive)
    told = explain_page(page, compile_targets(config), target, store.evidence(target))
    story = Details(store).story(kept.story)
    stale = kept.edition != edition(config)
    if as_json:
        more = {"target": target, "story": plain(story, sentence(config)) if story else None, "stale": stale}
        print_json([_row(told, config) | more])
    else:
        click.echo("\n".join(page_lines(told, config, story, stale=stale)))
    return 0


def _row(told: TargetTold | PageTold | NearMiss, config: Config) -> dict[str, object]:
    from tracker.commands.explained import plain

    row = plain(told, sentence(config))
    assert isinstance(row, dict), "a dataclass becomes a dict"
    return row


def _kept(store: Store, url: str) -> Kept:
    from tracker.store.details import Details

    kept = Details(store).kept(url)
    if kept is None:
        near = Details(store).like(url)
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        raise ConfigError(f"no page of this address is stored: {url}", fix=f"{meant}`tracker add URL` takes a page")
    return kept


def _archived(kept: Kept, archive: Path) -> Page:
    from tracker.archive import Problem, pages_of_days
    from tracker.replay import is_wanted

    there = (archive,) if archive.exists() else ()
    for one in pages_of_days(there, frozenset({kept.wanted.day})):
        if not isinstance(one, Problem) and is_wanted(one, kept.wanted):
            return one
    fix = "name the archive with --archive, or fetch it again with `tracker add URL`"
    raise StoreError(f"the archive does not hold the page: {kept.wanted.url}", where=str(archive), fix=fix)


# ---- near misses ----------------------------------------------------------------------------------------------------


def _near(store: Store, config: Config, target: str, as_json: bool, how: dict[str, Any]) -> int:
    from tracker.commands.explained import near_lines
    from tracker.explain import near_misses
    from tracker.store.details import Details

    until = how["until"] or today(config)
    since = how["since"] or until - timedelta(days=NEAR_DAYS)
    if since > until:
        raise click.UsageError(f"--since {since} is later than --until {until}")
    found = near_misses(Details(store).texts(since, until), config, target)
    if as_json:
        print_json(_row(one, config) for one in islice(found, how["limit"]))
        return 0
    some = list(islice(found, how["limit"] + 1))
    shown, more = some[: how["limit"]], len(some) > how["limit"]
    click.echo("\n".join(near_lines(shown, config, (since, until), more=more)))
    return 0
