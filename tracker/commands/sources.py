"""Commands about single sources: a look at one of the targets file, and an entry for an address not yet in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.commands.options import contact_option, files, load, named_source, print_json, tell
from tracker.errors import ConfigError, FetchError

if TYPE_CHECKING:
    from tracker.discover.propose import Proposal
    from tracker.fetch import Fetcher, Policy
    from tracker.model import Config, Page

ZONE = "Asia/Shanghai"


# ---- one source of the targets file ---------------------------------------------------------------------------------


def examine(config: Config, source_id: str, policy: Policy, *, confirm: bool = False, as_json: bool = False) -> int:
    """Show what a source answers and what looks wrong; 0 fine, 1 something wrong. ConfigError for an unknown id."""
    from tracker.commands.seen import lines, row
    from tracker.commands.visiting import look_at

    seen = look_at(named_source(config, source_id), config, policy)
    if as_json:
        print_json([row(seen)])
    else:
        for line in lines(seen):
            click.echo(line)
    if not seen.wrong:
        tell_confirmed(Path(config.path), source_id, confirm=confirm)
    elif confirm:
        tell("not confirmed, for something looks wrong")
    return 1 if seen.wrong else 0


def tell_confirmed(path: Path, source_id: str, *, confirm: bool) -> None:
    """Say which line of the targets file may now be changed, or change exactly that word of it."""
    from tracker.config.confirming import confirm as confirmed
    from tracker.config.confirming import find_unconfirmed
    from tracker.files import write_whole

    path = path.resolve()  # a link stays one
    text = path.read_bytes().decode("utf-8")
    place = find_unconfirmed(text, source_id)
    if place is None:
        return
    if confirm:
        mode = path.stat().st_mode
        write_whole(path, confirmed(text, place))
        path.chmod(mode)
        tell(f"{path}:{place.line}: now says `confirmed: true`")
    else:
        tell(f"{path}:{place.line}: `confirmed: false` may now be `true`; --confirm changes it")


# ---- an address that is in no file yet ------------------------------------------------------------------------------


@click.group()
def source() -> None:
    """Find out how an address can be followed.

    \b
    Example: tracker source try https://www.example.gov.cn/news/
    """


@source.command("try")
@click.argument("url", metavar="URL")
@click.option("--allow-private", is_flag=True, help="Admit an address in your own network.")
@contact_option
@files
def try_address(url: str, allow_private: bool, contact: str, targets: Path, db: Path) -> int:
    """Fetch an address politely and propose an entry for `sources:`, with what it would find today.

    \b
    Example: tracker source try https://www.example.gov.cn/news/
    """
    from tracker.fetch import Policy
    from tracker.run import user_agent

    config = load(targets) if targets.exists() else None
    return propose_entry(url, config, Policy(user_agent=user_agent(contact)), allow_private=allow_private)


def propose_entry(url: str, config: Config | None, policy: Policy, *, allow_private: bool = False) -> int:
    """Print the entry; 0 when it finds links, 1 when not. ConfigError for what is no address."""
    from tracker.fetch import Fetcher

    url = _address(url)
    fetcher = Fetcher()
    proposal, alternatives = _best(url, config, fetcher, _opened(url, policy, allow_private))
    for line in entry_lines(proposal, config, alternatives, allow_private):
        click.echo(line)
    if not proposal.found.links and not proposal.found.more:
        tell("nothing was found there: open the address in a browser, and try the page that lists the articles")
        return 1
    return 0


def _address(url: str) -> str:
    from tracker.discover.addresses import is_web

    whole = url if "://" in url else f"https://{url}"
    if not is_web(whole):
        raise ConfigError(f"{url!r} is no web address", fix="write it like https://www.example.gov.cn/news/")
    return whole


def _opened(url: str, policy: Policy, allow_private: bool) -> Policy:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        own = {(parts.hostname or "", parts.port)} if parts.port else set()
    except ValueError as error:
        raise ConfigError(f"{url!r} is no web address: {error}") from error
    return replace(policy, allow_private=policy.allow_private or allow_private, open_ports=policy.open_ports | own)


def _best(
    url: str, config: Config | None, fetcher: Fetcher, policy: Policy
) -> tuple[Proposal, tuple[tuple[str, str], ...]]:
    """The page's own proposal, or that of a feed it names; and the addresses that would do as well, with their kind."""
    from zoneinfo import ZoneInfo

    from tracker.commands.visiting import fetched
    from tracker.discover.propose import propose

    zone = ZoneInfo(config.timezone if config else ZONE)
    try:
        page = fetched(fetcher, url, policy)
    except FetchError as error:
        raise _told(error) from error
    proposal = propose(page, zone)
    others = [("sitemap", one) for one in _sitemaps(page, fetcher, policy) if one != page.final_url]
    for feed in proposal.feeds:
        try:
            better = propose(fetched(fetcher, feed, policy), zone)
        except FetchError as error:
            tell(f"{feed}: the page names this feed, but {error.message}")
            continue
        if better.source.kind == "feed" and better.found.links:
            named = replace(better.source, id=proposal.source.id, address=feed)
            keys = tuple((key, named.id if key == "id" else value) for key, value in better.keys)
            return replace(better, source=named, keys=keys), (("listing", page.final_url), *others)
    return proposal, tuple(others)


def _sitemaps(page: Page, fetcher: Fetcher, policy: Policy) -> tuple[str, ...]:
    """The sitemaps that the site's robots.txt names; most sites have none."""
    from tracker.commands.visiting import fetched, site_of
    from tracker.discover.propose import sitemaps_named
    from tracker.extract import decode

    try:
        robots = fetched(fetcher, f"{site_of(page.final_url)}/robots.txt", policy)
    except FetchError:
        return ()
    return sitemaps_named(decode(robots.body, robots.content_type).text)


def _told(error: FetchError) -> FetchError:
    """The error with what a person can do about it."""
    from tracker.commands.symptom_words import said
    from tracker.model import Reason

    what, fix = said(Reason(code=error.code, facts=(("message", error.message),)))
    if error.code == "unsafe_address":
        fix = "for an address in your own network add --allow-private"
    return FetchError(what.rstrip("."), code=error.code, where=error.where, fix=fix.rstrip("."))


def entry_lines(
    proposal: Proposal, config: Config | None, alternatives: tuple[tuple[str, str], ...], private: bool = False
) -> Iterator[str]:
    """The entry in YAML, ready to paste, under remarks that say what it would find."""
    import yaml

    from tracker.commands.seen import SHOWN, link_line
    from tracker.discover.propose import tier_of

    found = proposal.found
    what = f"{len(found.links)} links" + (f" and {len(found.more)} further pages" if found.more else "")
    yield f"# finds {what}" + (":" if found.links else "")
    for link in found.links[:SHOWN]:
        yield f"# {link_line(link)[2:]}"
    for kind, address in alternatives:
        yield f"# instead of the address below, this may do as well: {kind}: {address}"
    keys: dict[str, object] = {**dict(proposal.keys), "id": _free_id(proposal.source.id, config)}
    keys |= {"every": "6h"} | ({"allow_private": True} if private else {}) | {"confirmed": False}
    sure = tier_of(proposal.source.address)[1]
    for line in yaml.safe_dump([keys], allow_unicode=True, sort_keys=False, width=1000).splitlines():
        remark = "  # check: official, press, portal or community?" if line.startswith("  tier:") and not sure else ""
        yield f"  {line}{remark}"


def _free_id(wanted: str, config: Config | None) -> str:
    taken = {source.id for source in config.sources} if config else set()
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
