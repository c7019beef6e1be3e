"""The shipped goals and the list of sample hosts in, the configuration of the demo out."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from tracker.model import TIERS

_KINDS = {"list_urls": "listing", "feed_url": "feed", "sitemap_url": "sitemap"}


def sample_site() -> Traversable:
    return files("tracker.demo") / "site"


def sample_targets(targets: Path) -> str:
    """The text of a targets file with the goals of `targets` and the sample hosts as sources and publishers.

    The unreliable host is no known publisher, as it would be in life: it is met through a list of links alone.
    """
    document: dict[str, Any] = yaml.safe_load(targets.read_text(encoding="utf-8"))
    hosts = json.loads((sample_site() / "site.json").read_text(encoding="utf-8"))
    document["title"] = f"{document['title']}（样例）"
    document["sources"] = [source for host in hosts for source in _sources(host)]
    document["publishers"] = [
        {"host": host["host"], "name": host["name"], "tier": _tier(host)} for host in hosts if host["kind"] != "spam"
    ]
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _sources(host: dict[str, Any]) -> list[dict[str, str]]:
    """One source for each list, feed and sitemap of a host; their ids follow from the host's name."""
    name: str = host["host"].split(".")[-2]
    found = []
    for key, kind in _KINDS.items():
        urls = host[key] if isinstance(host[key], list) else [host[key]]
        found += [{"id": f"{name}-{kind}", "name": host["name"], "tier": _tier(host), kind: url} for url in urls if url]
    return found


def _tier(host: dict[str, Any]) -> str:
    tier: int = host["tier"]
    return TIERS[tier - 1]
