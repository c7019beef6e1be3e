"""Nothing in; pages of our own sentences in every encoding, labelled right, wrong or not, with their text, out."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

SIMPLIFIED = {
    "report": "上半年，全区规模以上工业总产值同比增长百分之六，新开工项目四十二个，完成投资三百一十八亿元。",
    "quoted": "他说：“这条路修了两年，‘断头路’终于通了——以后上班能省二十分钟……”记者在现场看到，灯都亮着。",
    "mixed": "发布会上，AI实验室展示了3款芯片（7nm工艺），售价US$2,500；有关方面称 Wi-Fi 7、5G-A 将在Q4商用。",
    "wide": "２０２５年１－９月，完成投资１．２亿元，占全年计划的７５％；其中Ａ区３项、Ｂ区４项。",
    "names": "参会的有潘玥、李喆、王镕基、陶禹翀和周昇，来自亳州、濮阳、婺源、鄱阳、泸州五地的代表也到了会场。",
    "short": "关于停水的通知",
    "place": "昌平区",
    "classical": "甪里堰畔，梼杌嶙峋，薜荔蔓延；渌水潺湲，鹡鸰翩跹，叆叇沉沉。",
}
SIMPLIFIED["long"] = "".join(list(SIMPLIFIED.values())[:5]) * 30
TRADITIONAL = {
    "report": "今年上半年，全區工業總產值較去年同期增加百分之六，新開工項目四十二個，經濟發展大致平穩。",
    "quoted": "她說：「這座圖書館等了三年，『終於』開門了——孩子們很高興。」館長補充，週一休館，請讀者留意。",
    "mixed": "記者會展示3款晶片（7nm製程），售價US$2,500；業者表示 Wi-Fi 7 將在Q4上市，網路速率提升40%。",
    "names": "出席者有游錫奎、張韶涵、林懷民與陳芊蕙，另有來自鹿港、鶯歌、埔里、烏來的耆老數十人列席旁聽。",
    "short": "停水公告",
    "library": "圖書館",
}
TRADITIONAL["long"] = "".join(list(TRADITIONAL.values())[:4]) * 30
HONG_KONG = {
    "talk": "佢哋喺深水埗嗰間茶餐廳食嘢，話啲魚蛋唔夠彈牙，咁就埋單走咗囉，你睇下個價錢先啦。",
    "streets": "鰂魚涌、鴨脷洲、䃟石灣及粉嶺的街坊昨日出席簡介會，聽取署方說明升降機及行人天橋工程的進展。",
}
FOUR_BYTES = {
    "birds": "湿地里来了小䴙䴘和黑翅长脚鹬，志愿者𠮷田先生拍下了它们，𬭎先生把照片送给了学校。",
    "emoji": "开园啦😀！今天的公园里人很多，孩子们放风筝🎏，老人们下棋，园方说入园人数比去年多了一成。",
}
JAPANESE = {
    "library": "これは日本語のページです。図書館は昨日から開いています。入場は無料で、誰でも利用できます。",
    "council": "市議会は三日、来年度の予算案を可決した。総額は約二百億円で、学校の改修に重点を置くという。",
    "wide": "２０２５年の来場者は１２万人。「カメラ・レンズ」の展示が人気で、ﾒｰﾙでも申し込めます。",
    "short": "休館日のお知らせ",
    "kanji": "東京都千代田区霞が関",
}

# What is written in it -> its texts, the right label, and labels that are not right for it.
TEXTS: tuple[tuple[str, dict[str, str], str, tuple[str, ...]], ...] = (
    ("utf-8", {**SIMPLIFIED, **FOUR_BYTES, **JAPANESE}, "utf-8", ("gbk", "big5", "iso-8859-1")),
    ("gbk", SIMPLIFIED, "gb2312", ("utf-8", "big5", "shift_jis")),
    ("gb18030", {**FOUR_BYTES, **TRADITIONAL}, "gb18030", ("utf-8", "big5", "gb2312")),
    ("big5", TRADITIONAL, "big5", ("utf-8", "gb2312", "euc-kr")),
    ("big5hkscs", HONG_KONG, "big5-hkscs", ("utf-8", "gbk", "shift_jis")),
    ("utf-16-le", {**SIMPLIFIED, **FOUR_BYTES}, "utf-16", ("utf-8", "gbk", "iso-8859-1")),
    ("utf-16-be", {**TRADITIONAL, **FOUR_BYTES}, "utf-16be", ("utf-8", "big5", "iso-8859-1")),
    ("shift_jis", JAPANESE, "shift_jis", ("utf-8", "gbk", "big5")),
)
_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """name: what it is. body and content_type as an answer brings them; text: what was written."""

    name: str
    body: bytes
    content_type: str
    text: str


def encoded_pages() -> Iterator[Encoded]:
    """Every text in each of its encodings, with every way to label it."""
    for encoding, texts, right, wrong in TEXTS:
        for key, text in texts.items():
            for number, label in enumerate(_labellings(right, wrong)):
                yield _page(f"{encoding}-{key}-{number}", text, encoding, label)
            if encoding in _BOMS:
                page = _page(f"{encoding}-{key}-bom", text, encoding, ("", wrong[0], ""))
                yield Encoded(page.name, _BOMS[encoding] + page.body, page.content_type, page.text)


def _labellings(right: str, wrong: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Labels in the header, in the meta and in the XML declaration, "" for none."""
    first, second, third = wrong
    return (
        ("", "", ""),
        (right, "", ""),
        ("", right, ""),
        ("", "", right),
        (first, "", ""),
        ("", first, ""),
        (second, right, ""),
        (right, second, ""),
        (third, second, right),
        ("", "", third),
        ("iso-8859-1", "", ""),
        ("no-such-label", second, ""),
    )


def _page(name: str, text: str, encoding: str, label: tuple[str, str, str]) -> Encoded:
    header, meta, declared = label
    source = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    source += "<!DOCTYPE html><html><head>"
    if meta:
        source += f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">'
    source += f"<title>{text[:20]}</title></head>\n<body><h1>{text[:20]}</h1><p>{text}</p></body></html>\n"
    content_type = f"text/html; charset={header}" if header else "text/html"
    return Encoded(name, source.encode(encoding), content_type, source)
