"""Bytes of a page and the label they came with in, the text and the name of its encoding out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tracker.extract.labels import labels
from tracker.extract.plausible import plausibility

# UTF-32 first, since its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 400  # bytes in which markup shows whether every second byte is zero
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")  # in UTF-8, or four
_SAMPLE = 60_000  # bytes on which candidates are compared
_PLAUSIBLE = 0.12  # what no wrong decoding of running Chinese text reaches
_SURE = 0.5  # what the wrong decoding of a few characters hardly reaches
_FEW = 8  # bytes beyond ASCII from which nothing can be told for certain
_NARROW = 0.15  # a lead this small, without a label that agrees, is no certainty
_LABEL_WORTH = 0.05  # what a label adds, and
_LABEL_CHARS = 1.5  # how many good characters it weighs besides, so that it decides where there are but a few
# What is tried without a label; the more a decoding tends to look good by chance, the less it starts with.
_CANDIDATES = {"gb18030": 0.0, "big5hkscs": -0.02, "cp932": -0.05, "euc-jp": -0.35}
_SEVEN_BIT = {"hz": b"~{", "iso2022_jp": b"\x1b$", "iso-2022-jp": b"\x1b$"}
_ASCII = bytes(range(128))
_STRAY = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page.

    damaged: bytes were met that stand for no character and are U+FFFD in the text, or two encodings read about as well
    and no label tells which is right. guessed: neither a mark, nor UTF-8, nor a label told the encoding.
    """

    text: str
    encoding: str
    damaged: bool
    guessed: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode `body` by byte order mark, strict UTF-8, the declared labels, and then by what reads most like a language.

    A mark or a label is believed only when its text is plausible, so that GBK declared as UTF-8 or Big5 declared as GBK
    come out right. Encodings are named as Python codecs, a superset for each label of the web.
    """
    mark, name = next((pair for pair in _MARKS if body.startswith(pair[0])), (b"", ""))
    body = body[len(mark) :]
    if name.startswith(("utf-16", "utf-32")) and _is_wide(body, name):
        return _lossy(body, name)
    if wide := _wide(body):
        return _lossy(body, wide)
    declared = labels(body, content_type)
    return _utf8(body, declared) or _best(body, declared)


def _is_wide(body: bytes, name: str) -> bool:
    """Whether the mark of a wide encoding tells the truth: markup has zero bytes, Chinese alone reads like it."""
    return b"\x00" in body[:_SAMPLE] or plausibility(body[: _SAMPLE & ~3].decode(name, "replace")) > _SURE


def _wide(body: bytes) -> str:
    """The UTF-16 form of bytes whose every second byte is often zero, as markup without a byte order mark has it."""
    head = body[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 8 or len(head) < 16 or min(even, odd) * 10 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if "<" in head.decode(name, "replace") or plausibility(_sample(body, name)) > 0 else ""


def _utf8(body: bytes, declared: tuple[str, ...]) -> Decoded | None:
    """The page as UTF-8, when it is that throughout or but for a few bytes; None when it is not."""
    text = body.decode("utf-8", "replace")
    if text.isascii():
        seven_bit = next((one for one in declared if _SEVEN_BIT.get(one, b"\xff") in body), "")
        return _lossy(body, seven_bit) if seven_bit else Decoded(text, "utf-8", False)
    lost = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if lost and len(text) - len(text.encode("ascii", "ignore")) <= 3 * lost:
        return None
    if _is_chinese_by_chance(body, text, declared):
        return None
    return Decoded(text.removeprefix("\ufeff"), "utf-8", lost > 0)


def _is_chinese_by_chance(body: bytes, text: str, declared: tuple[str, ...]) -> bool:
    """Whether the few characters, Latin or Greek, are pairs of another encoding that happen to be UTF-8."""
    if _THREE_BYTES.search(text, 0, _SAMPLE):  # two pairs do not look like one such character by chance
        return False
    return any(name != "utf-8" and plausibility(_sample(body, name), name) > _SURE for name in (*declared, "gb18030"))


def _best(body: bytes, declared: tuple[str, ...]) -> Decoded:
    """The candidate that reads best, or what else the bytes may be when none reads like Chinese or Japanese."""
    names = dict.fromkeys((*declared, *_CANDIDATES, "utf-8"))
    ranked = sorted(((_score(body, name, declared), -rank, name) for rank, name in enumerate(names)), reverse=True)
    score, _, name = ranked[0]
    if score < _PLAUSIBLE and (other := _other(body, declared)):
        return _lossy(body, other, guessed=other not in declared, doubtful=other not in declared)
    guessed = name not in declared
    doubtful = score < _PLAUSIBLE or (guessed and len(body.translate(None, _ASCII)) <= _FEW)
    doubtful = doubtful or any(_is_rival(body, name, other) for *_, other in ranked[1:])
    return _lossy(body, name, guessed=guessed, doubtful=doubtful)


def _is_rival(body: bytes, name: str, other: str) -> bool:
    """Whether another encoding reads about as well, label aside, and gives another text."""
    mine, theirs = (_sample(body, one) for one in (name, other))
    lead = plausibility(mine, name) - plausibility(theirs, other)
    return lead - _CANDIDATES.get(other, 0.0) < _NARROW and mine != theirs


def _other(body: bytes, declared: tuple[str, ...]) -> str:
    """A name for text in other scripts: a declared one that fits, or what charset-normalizer finds."""
    for name in declared:
        if name not in _CANDIDATES and "\ufffd" not in _sample(body, name):
            return name
    from charset_normalizer import from_bytes

    guess = from_bytes(body[:_SAMPLE]).best()
    return guess.encoding if guess else ""


def _score(body: bytes, name: str, declared: tuple[str, ...]) -> float:
    text = _sample(body, name)
    if name not in declared:
        return plausibility(text, name) + _CANDIDATES.get(name, 0.0)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return plausibility(text, name) + _LABEL_WORTH + _LABEL_CHARS / (beyond + 1)


def _sample(body: bytes, name: str) -> str:
    """The text from where it goes beyond ASCII on, as heads of pages can be long."""
    start = 0
    if not name.startswith("utf-16"):
        found = re.search(rb"[\x80-\xff]{2}", body)
        start = found.start() if found else 0
    return body[start : start + _SAMPLE].decode(name, "replace")


def _lossy(body: bytes, name: str, *, guessed: bool = False, doubtful: bool = False) -> Decoded:
    for codec in (name, "cp950") if name == "big5hkscs" else (name,):
        try:
            return Decoded(body.decode(codec).removeprefix("\ufeff"), codec, doubtful, guessed)
        except UnicodeDecodeError:
            continue
    if name == "gb18030":
        # 0x80 is the euro sign of code page 936, which the national standard leaves out.
        text = _STRAY.sub("\ufffd", body.decode(name, "surrogateescape").replace("\udc80", "€"))
    else:
        text = body.decode(name, "replace")
    return Decoded(text, name, doubtful or "\ufffd" in text, guessed)
