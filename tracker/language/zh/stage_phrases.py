"""In comes nothing; out comes the pattern of the words and phrases that say how far a thing has come."""

from __future__ import annotations

import re
from functools import cache

from tracker.language.zh.words import begin_with, load, pattern_of

_PART = r"(?:第?[一二三四五六七八九十两\d]+(?:\.\d+)?(?:成|层|%|米|公里|楼)|一半|大半|尾声|最后)"
# Wordings with a gap in them, by stage; a word list cannot hold them.
PHRASES = {
    "delayed": (
        # 挪到6月8日, 从9月底调到了11月底: only with the new date behind it
        r"(?P<moved>(?:挪|移|改|调|推|拖|延|顺|缓|错|退|拉)后?了?(?:到|至)了?|改在)(?!底|场|位|一边)"
        r"|一拖再拖|一推再推|一延再延|[往向]后[推挪延移拖错顺缓]|晚于(?:原|预期|计划)|[推挪延错拖](?:后|迟)了?(?=半|一|两|三|[\d])"
    ),
    "held": (
        r"冲过[^，。；]{0,14}(?:终点|拱门)|冠军[^，。；]{0,6}(?:产生|出炉|诞生|揭晓|决出)"
        r"|(?:鸣|发|开)了(?:发令)?枪|枪声?一?响|[跑骑赛游]完(?:了?全程?|(?=最后一|，|。|！|$))|撞线|画上(?:圆满)?句号"
    ),
    "opened": (
        r"开了(?:门(?!见)|园|业|街|馆|诊|张|学)|敞开(?:了)?(?:大门|怀抱)|打开(?:了)?大门|大门[^，。；]{0,6}(?:打开|敞开)"
        r"|揭开(?:了)?[^，。；]{0,4}面纱|[与和同](?:广大|全体)?(?:市民|公众|游客|居民|读者|大家|街坊)[^，。；]{0,3}见面"
        r"|(?:正式|全部|全面|首次|双双|今晚|昨晚|昨夜|齐)亮灯|亮灯(?=营业|开业|迎)|上新(?=了|！|!|一|两|三|\d|：)|迎(?:来)?(?:首位|首名|第一批|第一位|首批)"
        r"|通了车|投了产|揭了牌|全(?:部|面)?开了(?!头|个)"
    ),
    "started": (
        r"第一铲土?|第一锹土?|首桩|第一根桩|首根桩|开了工|动了工|奠了基|破了土"
        r"|打下(?:了)?(?:第一|首)[^，。；]{0,3}桩"
    ),
    "completed": (
        r"[拿领]到了?[^，。；]{0,4}钥匙|完了工|交了房|竣了工|大功告成|(?:全部|整体)(?:完成|收工)(?=[，。；！]|$)"
    ),
    "topped_out": r"封了顶|合了龙",
    "ongoing": (
        r"跑[^，。；]{0,6}手续|办理?(?:用地|规划|施工|前期|立项|开工|审批|建设|报建|环评|土地|相关|竣工|验收|报批)[^，。；]{0,6}手续"
        rf"|(?:(?<!包)装|建|做|干|盖|铺|挖|浇|砌|修|施工|进度)到了?{_PART}|做到了?[^，。；]{{0,8}}(?:防水|屋面|封闭|面层)"
        r"|砌墙|绑扎|[还只就]差(?=最后|收|验|装|封|铺|扫尾|[一二三两几\d]+(?:层|道|段|公里|米|块))|外架[^，。；]{0,4}(?:落地|拆)|打完了?[^，。；]{0,8}桩"
        r"|铺(?:完|好|着|装|筑)|(?<![包组服着])装(?:着|完|好)|初稿|(?:送审|讨论|报批)稿|招标|联调|回填|做完"
        r"|(?<![真改公纠修校端反])正(?=给|为[^，。；]{0,8}[接装铺做验安]|忙|加紧|抓紧|逐|有序|全力|紧锣|按[^，。；]{0,6}推)"
        r"|完成了?(?:约|近|总|全部|整体|工程|形象|建设|施工|进度|量|的|比例|达|到|超|过|工作)*"
        r"(?:[1-9]?\d(?:\.\d+)?%|[一二三四五六七八九]成|过?[大近]?半(?!年))"
    ),
}
# The letters that the phrases begin with.
_FIRST = (
    "拿领一挪移改调推拖延顺缓错退拉往向晚冲冠鸣发枪跑骑赛游撞画开敞打大揭与和同正全首今昨双齐亮上迎通投第破动奠完交竣封合装建做干盖铺挖浇砌修"
    "施进绑还只就外初送讨报招联回办比"
)


@cache
def stage_of() -> dict[str, str]:
    """The stage of each word of the list."""
    words = load("stage_words.json")
    return {word: stage for stage, listed in words.items() if stage not in ("README", "nouns") for word in listed}


@cache
def stage_pattern() -> re.Pattern[str]:
    """Group `word` for a word of a stage, `noun` for a longer word that only contains one, else the phrase's stage."""
    nouns = load("stage_words.json")["nouns"]
    phrases = "|".join(f"(?P<{stage}>{wording})" for stage, wording in PHRASES.items())
    # 比赛日仍是10月18日, 赛事时间定为5月25日: the date of an event
    fixture = r"(?P<fixture>(?:比赛|赛事|大赛|正赛|办赛|开赛)(?=(?:举办|举行)?(?:时间|日期|日)))"
    letters = "".join({word[0]: None for word in (*nouns, *stage_of())}) + _FIRST
    pattern = rf"(?P<noun>{pattern_of(nouns)})|{phrases}|{fixture}|(?P<word>{pattern_of(stage_of())})"
    return re.compile(begin_with(letters, pattern))


def stage_named(found: re.Match[str]) -> str:
    """The stage of a match of the pattern; `noun` for none, `fixture` for the date of an event."""
    kind = found.lastgroup or ""
    if kind == "word":
        return stage_of()[found[0]]
    return kind
