"""Decoded text in, how much it reads like Chinese or Japanese out: low for a wrong decoding."""

from __future__ import annotations

from collections import Counter
from functools import cache

# The characters that make up about half of all running Chinese text, simplified and traditional.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
    "那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系情者最立代想已通"
    "并提直题党程展五果料员位入常文总次品式活设及管特件长求基资边流路级少图山统接知较将组见计别手期根论运农指几九区强放决西被"
    "做必先回则任取据处南给色门即保治北造百规领七海口东导器增争济思术极交受联认六共权收证改清美再采转更单风教速带安场身车真务"
    "万每目至达积示议报完类八华名确科信节话整空元况今集传土许步广记需段研界市京商院企项服务同比亿增长"
    "這個們時來說產種後學經過進電裡實現當點從業還為會對發動關樣與萬間義應開體機線數氣變條問無軍總設長資邊級圖統較將組見計別"
    "運農幾區強決據處給門領東導術極聯認權證轉單風帶場車務達積議報類華確節話況傳許廣記師員題應過縣億構內並兩於國於務項價"
)
_MARKS = frozenset("，。、；：？！“”‘’「」『』（）《》【】〈〉—…·～％　￥＋－／．")
_KANA = range(0x3041, 0x30FF)
_HALF_KANA = range(0xFF61, 0xFFA0)
_HANGUL = range(0xAC00, 0xD7A4)
_WIDE_FORMS = range(0xFF10, 0xFF5B)
_PRIVATE = range(0xE000, 0xF900)
_LATIN = range(0x80, 0x250)
_EMOJI = range(0x1F300, 0x1FB00)
_LOST = "\ufffd"

JAPANESE = frozenset({"cp932", "euc-jp"})
KOREAN = frozenset({"cp949"})


def plausibility(text: str, encoding: str = "") -> float:
    """Mean worth of the characters beyond ASCII, from 1 down to -2; 0 without any.

    Frequent characters say most for a decoding, common ones and marks something; rare ones, private ones and lost ones
    against it. Kana and hangul count for the encodings made for them: wrong decodings of Chinese abound with them.
    """
    counts = Counter(char for char in text if char > "\x7f")
    total = sum(counts.values())
    return sum(_worth(char, encoding) * count for char, count in counts.items()) / total if total else 0.0


def _worth(char: str, encoding: str) -> float:
    if char in _FREQUENT:
        return 1.0
    if char in _MARKS or char in _common():
        return 0.4
    code = ord(char)
    if code in _KANA:
        return 0.8 if encoding in JAPANESE else -0.3
    if code in _HANGUL:
        return 0.7 if encoding in KOREAN else -0.5
    if code in _WIDE_FORMS or code in _EMOJI:
        return 0.3
    if char == _LOST or code < 0xA0:
        return -2.0
    if code in _PRIVATE:
        return -1.5
    return -0.6 if code in _HALF_KANA or code in _LATIN else -0.3


@cache
def _common() -> frozenset[str]:
    """The first level of the simplified and of the traditional national standard: 3,755 and 5,401 characters."""
    simplified = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    traditional = (bytes((high, low)) for high in range(0xA4, 0xC7) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    found = [one.decode("gb2312", "ignore") for one in simplified]
    found += [one.decode("big5", "ignore") for one in traditional]
    return frozenset(char for char in found if char >= "\u4e00")
