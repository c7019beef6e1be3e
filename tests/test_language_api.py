"""The functions of a language: amounts, units, normalising, sentences, spun text, rows."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from tracker.errors import ConfigError
from tracker.language import language
from tracker.language.rows import parse_row
from tracker.language.zh.words import load

ZH = language("zh")


def test_an_unknown_language_says_which_are_known() -> None:
    with pytest.raises(ConfigError, match="zh"):
        language("fr")


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("6%", "6", "%"),
        ("1800亿元", "1800", "亿元"),
        ("500万平方米", "500", "万平方米"),
        ("200个", "200", "个"),
        ("3家", "3", "家"),
        ("150万人", "150", "万人"),
        ("12微克/立方米", "12", "微克/立方米"),
        ("三个", "3", "个"),
        ("三万人", "3", "万人"),
        ("2,000家", "2000", "家"),
        ("百分之三", "3", "%"),
        ("６％", "6", "%"),
        ("200余个", "200", "个"),
        ("1.5 million homes", "1500000", "homes"),
        ("1.2万亿元", "1.2", "万亿元"),
    ],
)
def test_read_amount(raw: str, value: str, unit: str) -> None:
    assert ZH.read_amount(raw) == (Decimal(value), unit)


@pytest.mark.parametrize("raw", ["", "个", "很多", "6", "亿"])
def test_no_amount(raw: str) -> None:
    assert ZH.read_amount(raw) is None


@pytest.mark.parametrize(
    ("value", "unit_from", "unit_to", "expected"),
    [
        ("2", "亿元", "万元", "20000"),
        ("1.2", "万亿元", "亿元", "12000"),
        ("230", "万平方米", "平方公里", "2.3"),
        ("30", "亩", "公顷", "2"),
        ("2600", "米", "公里", "2.6"),
        ("150", "万人", "人", "1500000"),
        ("40", "台", "个", "40"),
        ("40", "个", "家", "40"),
        ("5", "%", "%", "5"),
        ("5", "岁", "岁", "5"),
    ],
)
def test_convert(value: str, unit_from: str, unit_to: str, expected: str) -> None:
    assert ZH.convert(Decimal(value), unit_from, unit_to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit_from", "unit_to"), [("亿元", "个"), ("%", "百分点"), ("人", "人次"), ("亿元", "亿美元")]
)
def test_units_of_different_kinds_do_not_convert(unit_from: str, unit_to: str) -> None:
    assert ZH.convert(Decimal(1), unit_from, unit_to) is None


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("１２．５％（試行）", "12.5%(试行)"),
        ("億元、醫藥、後、裏、臺", "亿元、医药、后、里、台"),
        ("「十四五」，规划。", "“十四五”，规划。"),
        ("a\u00a0b\u200bc", "a b\u2009c"),
        ("６﹒１％", "6.1%"),
    ],
)
def test_normalise(raw: str, plain: str) -> None:
    assert ZH.normalise(raw) == plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("开工了。完工了！", ["开工了。", "完工了！"]),
        ("他说：“开工了。”记者走了。", ["他说：“开工了。”", "记者走了。"]),
        ("增长5.2%；下降3.1%。", ["增长5.2%；下降3.1%。"]),
        ("看《北京，你好！》一片。好。", ["看《北京，你好！》一片。", "好。"]),
        ("真的……是吗？", ["真的……", "是吗？"]),
        ("  没有句号", ["没有句号"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in ZH.sentences(text)] == parts


@pytest.mark.parametrize(
    "text",
    [
        "科研东谈主员4.8万余名", "新增空间约500万往常米", "骑行友好区竖立项目加速竖立", "重心技俩",
        "好意思丽乡村", "景不雅提升", "一又友们",
        "饱读励创新", "念念路清晰", "作念强作念大", "坚抓以人民为中心", "抓续推进", "第二轮行动策画",
        "齐门功能核心区", "新说念路通车，知说念的人不多",
        "国度级实验室60个", "公园什么时候洞开", "进入展望7月1日重新开园阶段", "人命科学园", "财产链",
        "科技立异", "黉舍开工", "设置装备摆设",
    ],
)  # fmt: skip
def test_spun_text_is_recognised(text: str) -> None:
    assert ZH.spun_words(ZH.normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "作為東道主，北京市民熱情好客。", "我很激动，改日再来拜访。", "不好意思，国庆不营业。",
        "不好意思满座了。", "广场竖立着一座丰碑。",
        "他饱读诗书，念念不忘故乡。", "心心念念想去的地方", "居民心情激动", "乘客不雅行为被制止",
        "提升科学素养", "工作重心下移", "他谈路上的见闻",
        "比赛谈不上精彩", "国际赛道", "骗子的技俩", "这个国度的人们热爱和平。", "合作念好发展经", "人命关天",
        "展望2026年，前景广阔", "机器人命名仪式",
        "齐心协力，都齐了", "不过玩笑罢了。", "形成齐抓共管格局", "标新立异", "宇宙飞船",
        "坚持、支持、持续、主持", "握手言和",
    ],
)  # fmt: skip
def test_honest_text_is_not_called_spun(text: str) -> None:
    assert ZH.spun_words(ZH.normalise(text)) == ()


def test_mend_translates_spun_text_only() -> None:
    spun = "昌平将加速竖立重心技俩，新增空间50万往常米，本年罢了产值增长6%。"
    assert ZH.mend(spun).text == "昌平将加速建设重点项目，新增空间50万平方米，今年实现产值增长6%。"
    assert ZH.mend("广场竖立着丰碑，本年完工。").text == "广场竖立着丰碑，本年完工。"


@pytest.mark.parametrize("name", ["units.json", "calendar.json", "spun.json", "mending.json", "stage_words.json"])
def test_each_word_list_says_how_it_came_about(name: str) -> None:
    assert len(load(name)["README"]) > 80


def test_a_row_is_plain_json_with_the_words_verbatim() -> None:
    row = parse_row("上半年收入５６０．２億元，将新增3家。", date(2025, 7, 28), ZH)
    assert json.loads(json.dumps(row)) == row
    assert list(row) == ["text", "published", "quantities", "periods", "stages"]
    first, second = row["quantities"]
    assert first == {
        "raw": "５６０．２億元", "value": 560.2, "unit": "亿元", "comparator": "=", "role": "level",
        "period": "2025-01-01/2025-06-30", "basis": "level", "modality": "actual",
    }  # fmt: skip
    assert isinstance(second["value"], int)
    assert parse_row("", None, ZH) == {"text": "", "published": None, "quantities": [], "periods": [], "stages": []}


def test_the_grammar_is_compiled_when_it_is_first_asked() -> None:
    code = "import sys, tracker.language as t; t.language('zh'); print('tracker.language.zh.grammar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("他连夜写稿，心里很激动。", ()),
        ("正在激动，激动人心。", ("正在激动",)),
        ("不好意思，动作念错了。", ()),
        ("东谈主说，东谈主多。", ("东谈主",)),
        ("认真听讲，认真移交。", ("认真",)),
    ],
)
def test_each_sign_of_spun_text_is_named_once(text: str, signs: tuple[str, ...]) -> None:
    assert ZH.spun_words(text) == signs
