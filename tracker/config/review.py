"""A Config comes in; a text that shows what it says and what was derived, for `tracker check`, goes out."""

from __future__ import annotations

from collections import Counter

from tracker.model import Config, Source, Target


def check_text(config: Config) -> str:
    """What the file says, in a few lines, and every key that was derived with the value it got."""
    kinds = Counter(target.kind for target in config.targets)
    lines = [
        f"{config.path}: {config.title}",
        f"place: {config.place.name}   timezone: {config.timezone}   language of the reports: {config.language}",
        *(f"statement {one.id}: {one.title} ({one.date.isoformat()})" for one in config.statements),
        f"sources: {len(config.sources)}   publishers: {len(config.publishers)}",
        f"targets: {len(config.targets)} ("
        + ", ".join(f"{kinds[kind]} {kind}" for kind in ("quantity", "milestone", "commitment"))
        + ")",
        *_unconfirmed(config.sources),
        *(line for target in config.targets for line in _derived(target)),
    ]
    return "\n".join(lines) + "\n"


def _unconfirmed(sources: tuple[Source, ...]) -> list[str]:
    ids = [source.id for source in sources if not source.confirmed]
    return [f"not yet seen to answer: {', '.join(ids)}"] if ids else []


def _derived(target: Target) -> list[str]:
    if not target.derived:
        return []
    values = {
        "about": "[" + ", ".join("|".join(idea) for idea in target.about) + "]",
        "due": target.due.isoformat() if target.due else "",
    }
    return [f"{target.id}: derived"] + [f"  {key}: {values[key]}" for key in target.derived]
