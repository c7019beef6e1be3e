"""The rows of a long overview come in; the script that brings them all to the page when a filter needs them goes out.

A page opened from disk may load a script beside it, but nothing else; and it is loaded only at the first filter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.render.site.paper import Paper, fragment

if TYPE_CHECKING:
    from tracker.render.site.overview import Row

# In a script these would end it, begin a comment, or break its line.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def rows_script(rows: Sequence[Row], paper: Paper) -> str:
    """`trackerRows = "<tr>...";`: the same HTML as in the pages, every value in it escaped."""
    text = json.dumps(fragment(paper, "rows.html", rows), ensure_ascii=False)
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return f"window.trackerRows = {text};\n"
