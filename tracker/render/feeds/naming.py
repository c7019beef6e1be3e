"""A configuration and a target come in; the lasting names of feeds, entries and events, and their addresses, go out."""

from __future__ import annotations

import re
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from tracker.model import Config

FEED = "feed.xml"
CALENDAR = "calendar.ics"
STATUS = "status.json"
SCHEMA = "status.schema.json"
BADGE = "badge.svg"
_PLAIN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_DIGITS = 12


def name_of(config: Config, *parts: str) -> UUID:
    """The same for the same site (or place, where no site is given) and parts, on every machine and for ever."""
    site = config.site_url or f"tracker:{config.place.name}/"
    return uuid5(NAMESPACE_URL, site + "/".join(parts))


def feed_of_target(target: str) -> str:
    return f"feeds/targets/{target}.xml"


def feed_of_theme(theme: str) -> str:
    """A theme may be any words; those that make no plain file name are named by their hash."""
    plain = _PLAIN.fullmatch(theme)
    return f"feeds/themes/{theme if plain else sha256(theme.encode()).hexdigest()[:_DIGITS]}.xml"


def badge_of(target: str) -> str:
    return f"badges/{target}.svg"


def page_of(target: str) -> str:
    """The page that the web site has of a target."""
    return f"targets/{target}.html"


def linked(config: Config, path: str, start: str = "") -> str:
    """The address of a file of the site; without an address of the site, the way to it from the file `start`."""
    return (config.site_url or "../" * start.count("/")) + path
