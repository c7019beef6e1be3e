"""Bytes of a page and the label they came with in, the text and the name of its encoding out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# The labels of the web mean supersets of what they say (WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf8": "utf-8",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LABEL_WINDOW = 4096  # bytes in which a page may state its own encoding
_SAMPLE = 60_000  # bytes on which candidates are compared
_PLAUSIBLE = 0.12  # share of frequent characters that no wrong decoding of Chinese text reaches
_LABEL_BONUS = 0.03

# The characters that make up about half of all running Chinese text, simplified and traditional.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系情者最立代想已通"
    "并提直题党程展五果料员位入常文总次品式活设及管特件长求基资边流路级少图山统接知较将组见计别手期根论运农指几九区强放决西被"
    "做必先回则任取据处南给色门即保治北造百规领七海口东导器增争济思术极交受联认六共权收证改清美再采转更单风教速带安场身车真务"
    "万每目至达积示议报完类八华名确科信节话整空元况今集传土许步广记需段研界市京商院企项服务同比亿增长城，。、“”：；（）《》"
    "這個們時來說產種後學經過進電裡實現當點從業還為會對發動關樣與萬間義應開體機線數氣變條問無軍總設長資邊級圖統較將組見計別"
    "運農幾區強決據處給門領東導術極聯認權證轉單風帶場車務達積議報類華確節話況傳許廣記師員題應過縣億構內並兩於國於務項價"
)
_KANA = range(0x3041, 0x30FB)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page. damaged: bytes were met that stand for no character, and are U+FFFD in the text."""

    text: str
    encoding: str
    damaged: bool


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode `body` by byte order mark, strict UTF-8, the declared labels, and then by what reads most like a language.

    A label is believed only when its text is plausible, so that GBK declared as UTF-8 or Big5 declared as GBK come out
    right. Encodings are named as Python codecs, a superset for each label of the web.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _lossy(body[len(mark) :], name)
    wide = _wide(body)
    if wide:
        return _lossy(body, wide)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(body) - error.start < 4:
            return _lossy(body, "utf-8")
    return _best(body, labels(body, content_type))


def labels(body: bytes, content_type: str) -> tuple[str, ...]:
    """Codec names that the HTTP header and then the page itself declare, unknown labels left out."""
    found = [match.group(1) for match in _HEADER.finditer(content_type)]
    found += [match.group(1).decode("ascii", "ignore") for match in _META.finditer(body[:_LABEL_WINDOW])]
    names = (_codec(label.strip().lower()) for label in found)
    return tuple(dict.fromkeys(name for name in names if name))


def _codec(label: str) -> str:
    name = _SUPERSETS.get(label, label)
    try:
        info = codecs.lookup(name)
    except LookupError:
        return ""
    # Binary transforms such as `hex` are codecs for Python, but no encodings of text.
    return name if getattr(info, "_is_text_encoding", True) and info.name not in {"idna", "punycode", "utf-7"} else ""


def _wide(body: bytes) -> str:
    """The UTF-16 form of bytes whose every second byte is often zero, as markup without a byte order mark has it."""
    head = body[:400]
    if head.count(0) < len(head) // 8 or len(head) < 16:
        return ""
    name = "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
    return name if plausibility(body[: _SAMPLE & ~1].decode(name, "replace")) > 0 or b"<\x00" in head else ""


def _best(body: bytes, declared: tuple[str, ...]) -> Decoded:
    names = list(dict.fromkeys((*declared, "gb18030", "big5hkscs", "utf-8")))
    score, name = max((_score(body, name, declared), -rank, name) for rank, name in enumerate(names))[::2]
    if score < _PLAUSIBLE:
        name = _other(body, declared) or name
    return _lossy(body, str(name))


def _other(body: bytes, declared: tuple[str, ...]) -> str:
    """A name for text that is not Chinese: a declared one that fits, Japanese, or what charset-normalizer finds."""
    for name in (*declared, "cp932", "euc_jp"):
        try:
            text = body[:_SAMPLE].decode(name)
        except UnicodeDecodeError:
            continue
        if name in declared or plausibility(text) > _PLAUSIBLE:
            return name
    from charset_normalizer import from_bytes

    guess = from_bytes(body[:_SAMPLE]).best()
    return guess.encoding if guess else ""


def _score(body: bytes, name: str, declared: tuple[str, ...]) -> float:
    text = _around_high_bytes(body).decode(name, "replace")
    return plausibility(text) + (_LABEL_BONUS if name in declared else 0.0)


def _around_high_bytes(body: bytes) -> bytes:
    """A sample that starts where text beyond ASCII begins, as heads of pages can be long."""
    start = next(iter(re.finditer(rb"[\x80-\xff]{2}", body)), None)
    return body[start.start() if start else 0 :][:_SAMPLE]


def plausibility(text: str) -> float:
    """How much of the text beyond ASCII is frequent Chinese or kana, from 1 down; lost characters count against it."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    good = sum(1 for char in beyond if char in _FREQUENT or ord(char) in _KANA)
    return (good - 2 * beyond.count("\ufffd")) / len(beyond)


def _lossy(body: bytes, name: str) -> Decoded:
    for codec in (name, "cp950") if name == "big5hkscs" else (name,):
        try:
            return Decoded(body.decode(codec), codec, False)
        except UnicodeDecodeError:
            continue
    # 0x80 is the euro sign of code page 936, which the national standard leaves out.
    text = body.decode(name, "replace")
    return Decoded(text, name, "\ufffd" in text)
