"""The text of a targets file and the id of a source in; where it says `confirmed: false`, or the changed text, out."""

from __future__ import annotations

from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """The place of the word `false`: its line, counted from 1, and its offsets in the text."""

    line: int
    start: int
    end: int


def find_unconfirmed(text: str, source: str) -> Unconfirmed | None:
    """Where the entry of a source, in a text that was checked before, says that it is not confirmed yet."""
    shift = 1 if text.startswith("\ufeff") else 0  # PyYAML does not count the mark
    for entry in _entries(yaml.compose(text[shift:], Loader=yaml.SafeLoader)):
        keys = {key.value: value for key, value in entry.value}
        value = keys.get("confirmed")
        if "id" in keys and keys["id"].value == source and value is not None and value.value.lower() == "false":
            start, end = value.start_mark.index + shift, value.end_mark.index + shift
            return Unconfirmed(line=value.start_mark.line + 1, start=start, end=end)
    return None


def confirm(text: str, place: Unconfirmed) -> str:
    """The text with `true` at the place, all else as it was."""
    return text[: place.start] + "true" + text[place.end :]


def _entries(root: yaml.Node | None) -> list[yaml.MappingNode]:
    if not isinstance(root, yaml.MappingNode):
        return []
    lists = [value for key, value in root.value if key.value == "sources" and isinstance(value, yaml.SequenceNode)]
    return [entry for one in lists for entry in one.value if isinstance(entry, yaml.MappingNode)]
