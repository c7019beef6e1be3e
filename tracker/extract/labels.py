"""The content type and the first bytes of a page in, the codecs that they declare out."""

from __future__ import annotations

import codecs
import re

# The labels of the web mean supersets of what they say (WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "csgb2312": "gb18030",
    "chinese": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "windows-950": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "unicode": "utf-16-le",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf8": "utf-8",
}
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.I
)
_HEADER = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.I)
_WINDOW = 4096  # bytes in which a page may state its own encoding
_NO_TEXT = frozenset({"idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined"})


def labels(body: bytes, content_type: str) -> tuple[str, ...]:
    """Codec names that the HTTP header and then the page itself declare, unknown labels left out."""
    found = [match.group(1) for match in _HEADER.finditer(content_type)]
    found += [match.group(1).decode("ascii", "ignore") for match in _META.finditer(body[:_WINDOW])]
    names = (codec_of(label.strip().lower()) for label in found)
    return tuple(dict.fromkeys(name for name in names if name))


def codec_of(label: str) -> str:
    """The Python codec for a label of the web, "" for one that is unknown or no encoding of text."""
    name = _SUPERSETS.get(label, label)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Binary transforms such as `hex` are codecs for Python, but no encodings of text.
    return name if getattr(info, "_is_text_encoding", True) and info.name not in _NO_TEXT else ""
