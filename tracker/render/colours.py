"""A status comes in, the colour that stands for it goes out, dark enough for white letters on it (WCAG AA)."""

from __future__ import annotations

from collections.abc import Mapping

_COLOURS: Mapping[str, str] = {
    **dict.fromkeys(("achieved", "ahead"), "#1a7f37"),
    **dict.fromkeys(("on_track", "in_progress", "awaiting_result"), "#0a66c2"),
    "behind": "#a85400",
    **dict.fromkeys(("overdue", "missed"), "#c62828"),
}
_OTHER = "#5f6b76"


def colour_of(status: str) -> str:
    """#rrggbb of a shown status; grey where nothing can be said."""
    return _COLOURS.get(status, _OTHER)
