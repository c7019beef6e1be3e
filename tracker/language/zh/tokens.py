"""In comes a normalised text with masked spans; out come its numbers with units, ranges and lists joined."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from tracker.language.zh.joins import JOIN, join
from tracker.language.zh.numerals import ARABIC, CHINESE, MAGNITUDES, magnitude, parse_number
from tracker.language.zh.token import Token
from tracker.language.zh.units import MAG, canonical, read_share, to_canonical, unit_pattern
from tracker.language.zh.words import begin_with
from tracker.model import Comparator, Span

# What follows a sum of money that a headline writes without 元: 总量1040亿, 破千亿大关.
_ALONE = r"\s*(?:[，。；、！？()”\s]|$|大关|关口|目标|门槛|元?人民币|规模|以上|左右|投资|产值|收入)"
_LARGEST = 10**17  # no figure of a newspaper is larger; longer runs of digits are numbers of papers and accounts
_ALONE_AT = re.compile(_ALONE)
# A unit in the label before a number, as rows of tables have it: 增速(%) 4.2, 总产值(亿元)：526.1
_COLUMN = re.compile(r"\s*-?\d")
_LABEL = re.compile(r"\(±?(?P<unit>[^()\s\d]{1,6})\)\s?[:：]?\s*$")
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    (r"不低于|不少于|不小于|至少|不下于|不得低于|不得少于|最少|起码|上(?=[百千万])", ">="),
    (r"不超过|不高于|不多于|不大于|至多|最多|不得超过|不得高于|控制在", "<="),
    (r"超过|超出|超|逾|突破|冲破|破|大于|多于|高于|高达?于|(?<=[值入额量模元])过|远超|迈过|跨过|站上|迈上|越过", ">"),
    (r"不足|低于|少于|不到|未达到?|小于|不及|未满|未超过", "<"),
    (r"(?<![附最靠邻远])近|将近|接近|约为|大约|约达|约占|约有|约|大概|差不多|逼近|左右为|大致|预计约", "~"),
)
_BEFORE_FIRST = "不至最起上超逾突冲破大多高过远迈跨站越低少小未近将接约差逼左预控"
_BETWEEN = r"(?:了|为|达到?|至|到|在|有|占)?\s*"
_AFTER = re.compile(
    r"\s*(?:(?P<above>(?:\(含\))?[及或]?(?:以上|之上)|\+)|(?P<within>(?:\(含\))?元?(?:以内|之内|以下|之下|内(?![部陆])|封顶))"
    r"|(?P<about>左右|上下|前后|的?样子)|(?P<more>(?<=[倍番成年月里时吨])多(?![个名家种元项次样年方少数])))"
)


@cache
def _before_pattern() -> re.Pattern[str]:
    groups = "|".join(f"(?P<c{i}>{words})" for i, (words, _) in enumerate(_BEFORE))
    return re.compile(begin_with(_BEFORE_FIRST, groups) + rf"{_BETWEEN}$")


@cache
def _number_pattern() -> re.Pattern[str]:
    unit = unit_pattern()
    return re.compile(
        r"(?=[-+0-9〇零一二三四五六七八九十百千万亿两翻持正负倍占比])(?:"
        r"(?P<fan>翻(?:了|上)?(?P<fann>近|约)?(?P<fanc>[一二两三四]|\d)?番|翻(?:了)?(?:一)?倍|倍增(?!器))"
        r"|(?P<flat>持平|零增长|正负零)"
        r"|(?P<half>(?:占|比重|比例)[^，。；\d]{0,12}?(?P<halves>过半|近半|半数|一半))"
        r"|(?P<share>百分之(?:百分之)?(?:"
        + ARABIC
        + "|"
        + CHINESE
        + r")|[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3}"
        r"|(?<![一二三四五六七八九十百])(?:[一二三四五六七八九两]|(?<![\d.])\d)成(?:半"
        r"|[一二三四五六七八九](?!成))?(?!(?<![中约近超有占达过]..)(?<![中约近超有占达过].)为"
        r"|[功立员就都品人果长本绩熟型套效分交])(?<!一成(?=不变)))"
        rf"|(?P<arabic>(?<![A-Za-z0-9#第])(?<!\d[.,:/])[-+]?{ARABIC})\s?(?P<a1>[余多]?)(?P<mag>{MAG}?)(?P<a2>[余多]?)(?P<magb>(?<=[余多])[万亿])?\s?(?P<unit>{unit})?"
        rf"|(?P<chinese>(?<![第数几初〇零一二三四五六七八九十百千万亿两]){CHINESE})(?P<a3>[余多]?)(?P<mag2>[百千万亿]{{0,4}})(?P<a4>[余多]?)(?:(?P<unit2>{unit})"
        rf"|(?={JOIN}(?:{ARABIC}|{CHINESE}))|(?<=亿)(?={_ALONE}))"
        r")"
    )


_COUNTED_BEFORE = re.compile(
    r"(?:新增|增加|减少|投用|建成|新建|启用|开放|完成|开工|竣工|交付|仅|只有|共有?|累计"
    r"|达到?|余下|剩余?|还有|另有|少|多|至少|超过|突破|不到|近)了?$"
)


def read_tokens(text: str, masks: list[Span]) -> list[Token]:
    """The figures of a text in order; numbers inside the masks (dates, titles) are left out."""
    tokens: list[Token] = []
    place = 0
    for found in _number_pattern().finditer(text):
        start, end = found.span()
        while place < len(masks) and masks[place][1] <= start:
            place += 1
        if place < len(masks) and masks[place][0] < end:
            continue
        token = _read(text, found)
        if token is not None:
            tokens.append(token)
    return join(text, tokens) if tokens else tokens


def _read(text: str, found: re.Match[str]) -> Token | None:
    if found["fan"]:
        return _read_fold(text, found)
    if found["flat"]:
        about: Comparator = "~" if text[: found.start()].endswith(("基本", "大致", "总体")) else "="
        return Token(found.span(), Decimal(0), "%", Decimal(0), "%", about, multiple="flat")
    if found["half"]:
        compared = _compare(text, found.span("halves"), "余" if found["halves"] == "过半" else "")
        near: Comparator = "~" if found["halves"] == "近半" else compared
        return Token(found.span("halves"), Decimal(50), "%", Decimal(50), "%", near, share=True)
    if found["share"]:
        value = read_share(found["share"])
        if value is None:
            return None
        return Token(
            found.span(), value, "%", value, "%", _compare(text, found.span(), ""), share="百分" not in found[0]
        )
    return _read_number(text, found)


def _read_fold(text: str, found: re.Match[str]) -> Token:
    """翻一番 is a growth of 100 %, 翻两番 of 300 %."""
    folds = int(parse_number(found["fanc"]) or 1) if found["fanc"] else 1
    value = Decimal(2**folds - 1) * 100
    near: Comparator = "~" if found["fann"] else _compare(text, found.span(), "")
    return Token(found.span(), value, "%", value, "%", near, multiple="番")


def _read_number(text: str, found: re.Match[str]) -> Token | None:
    span = found.span()
    numeral = found["arabic"] or found["chinese"]
    mag = (found["mag"] or found["mag2"] or "") + (found["magb"] or "")
    approx = found["a1"] or found["a2"] or found["a3"] or found["a4"] or ""
    unit, label = _unit_of(text, found, mag)
    number = parse_number(numeral.lstrip("+-"))
    if number is None or number * magnitude(mag) > _LARGEST:
        return None
    if not found["arabic"] and not _is_counted(text, found, unit, mag + approx):
        return None
    if numeral[0] == "-":
        if re.match(r"[0-9A-Za-z%元米个人次月日年万亿]", text[span[0] - 1 : span[0]]):
            return None
        number = -number
    if not unit and _runs_on(text, span[1], mag):
        return None
    if unit == "年" and not mag and 1900 <= number <= 2100:  # a year whose period could not be told
        return None
    value, name = to_canonical(number * magnitude(mag), unit)
    span = (span[0], span[0] + len(found[0].rstrip()))
    near = _compare(text, span, approx)
    return Token(
        span, number, mag + unit, value, name, near, bare=not unit, signed=numeral[0] in "+-", label=label
    )  # fmt: skip


def _unit_of(text: str, found: re.Match[str], mag: str) -> tuple[str, int]:
    """The unit of a number and the length of the label right before it that gives it, 0 where it stands behind."""
    unit = found["unit"] or found["unit2"] or ""
    if unit:
        return unit, 0
    start = found.start()
    if found["arabic"] and not mag and (label := _LABEL.search(text, max(0, start - 12), start)):
        if _COLUMN.match(text, found.end()):
            return "", 0  # a row of several columns, whose heads say what each number is
        return (label["unit"], len(label[0])) if canonical(label["unit"]) else ("", 0)
    return _implied(text, found, mag), 0


def _runs_on(text: str, end: int, mag: str) -> bool:
    """Whether a bare number is part of a code (5G, 3D); the digits after 1亿 are the rest of 1亿2千万元."""
    following = text[end : end + 1]
    return following.isascii() and following.isalnum() and not (mag and following.isdecimal())


def _implied(text: str, found: re.Match[str], mag: str) -> str:
    """1040亿 of a headline is money; 14亿人 is not."""
    numeral = found["arabic"] or found["chinese"]
    money = mag.endswith("亿") or (not found["arabic"] and numeral.endswith("亿"))
    return "元" if money and _ALONE_AT.match(text, found.start() + len(found[0].rstrip())) else ""


def _is_counted(text: str, found: re.Match[str], unit: str, rest: str) -> bool:
    """Whether a Chinese numeral is a figure: 一处 is an article, 百家 and 万人 are figures of speech."""
    numeral, before = found["chinese"], text[max(0, found.start() - 3) : found.start()]
    if before.endswith("铁人"):
        return False
    if unit == "倍":
        return True
    if numeral == "一" and unit and unit not in ("%", "百分点") and not rest:
        return unit != "次" and _COUNTED_BEFORE.search(before) is not None
    if numeral in ("一", "二") and unit in ("次", "年", "层", "道", "分"):
        return False
    if set(numeral) <= set(MAGNITUDES) and numeral != "十" and not rest.strip("百千万亿"):
        money = unit.endswith("元") and numeral not in ("万", "亿", "百", "千")
        return money or _before_pattern().search(before) is not None
    return True


def _compare(text: str, span: Span, approx: str) -> Comparator:
    """The comparator from the words before, inside (余, 多) and after a number."""
    start, end = span
    after = _AFTER.match(text, end)
    word = after.lastgroup if after else None
    if word in ("above", "within"):
        return ">=" if word == "above" else "<="
    before = _before_pattern().search(text, max(0, start - 7), start)
    if before is not None and before.lastgroup:
        return _BEFORE[int(before.lastgroup[1:])][1]
    if approx or word == "more":
        return ">"
    return "~" if word == "about" else "="
