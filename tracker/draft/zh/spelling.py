"""Chinese words come in; their sound in Latin letters goes out, for ids that stay readable."""

from __future__ import annotations

import re


def spell(text: str) -> str:
    """`未来产业园` as `weilaichanyeyuan`; digits and Latin letters stay, all else is left out."""
    from pypinyin import Style, lazy_pinyin

    plain = re.sub(r"[^\w]", "", text)
    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(plain, style=Style.NORMAL)).lower())
