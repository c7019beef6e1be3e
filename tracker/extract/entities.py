"""Markup text in, the same with its character references resolved out."""

from __future__ import annotations

import html
import re

# Python refuses to read numbers of thousands of digits; no character has so many.
_ENDLESS = re.compile(r"&#[0-9]{40,};?")


def unescape(text: str) -> str:
    """`html.unescape`, which would raise ValueError for a reference of thousands of digits."""
    return html.unescape(_ENDLESS.sub("\ufffd", text) if "&#" in text else text)
