"""In comes nothing; out comes the pattern of every wording of a period, a named group for each kind."""

from __future__ import annotations

import re
from functools import cache

DASH = r"(?:至|到|[-—–~]{1,2})"
_M = r"(?<![\d.])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九两])"
_NUM = r"(?:\d{1,3}|[一二三四五六七八九十两几]+)"
_YEAR = (
    r"(?:(?P<y{k}>(?:19|20)\d\d(?=年|[上下]半年|全年|第?[一二三四]季度|前三季度)|[一二][〇○零一二三四五六七八九]{{3}}(?=年))(?:年度?)?"
    r"|(?P<ry{k}>今年"
    r"|本年度?|去年|上一?年度?|明年|(?<![产成投用工满])后年|前年|(?<!以)来年|次年|当年(?!的)"
    r"|同年|翌年))"
)
# Within a year: months, days, quarters, halves. Named groups carry the suffix {k} so that the pattern can stand twice.
_WITHIN = (
    r"(?:(?P<fm{k}>{M})月?份?{DASH}(?P<tm{k}>{M})月份?(?!{D}[日号])"
    r"|(?P<dm{k}>{M})月(?P<d{k}>{D})(?:[日号](?!线|楼|院|馆|地块|井|门|桥|站)|(?={DASH}(?:{M}月)?{D}日))"
    r"(?:{DASH}(?:(?P<dm2{k}>{M})月)?(?P<d2{k}>{D})[日号])?"
    r"|(?P<m{k}>{M})月(?:份|(?=[^份]|$))(?P<part{k}>上中旬|中下旬|[上中下]旬|月?[初底末中](?!心"
    r"|国|央|旬|期|关|小|学|医|建|铁))?"
    r"|(?:(?<![提以之目此日])前|首)(?P<first{k}>{N})个?月份?"
    r"|(?P<fq{k}>[一二三四1-4]){DASH}(?P<tq{k}>[一二三四1-4])季度"
    r"|(?P<qkind{k}>(?<!提)前|首)(?P<q{k}>[一二三四1-4两])个?季(?!节)度?(?P<qend{k}>[末底])?"
    r"|(?P<qkind2{k}>第)?(?P<q2{k}>[一二三四1-4])季(?:度|(?<=第.季)(?!节))(?P<qend2{k}>[末底])?"
    r"|(?P<half{k}>[上下]半年)"
    r"|(?P<year{k}>全年|(?<![\d一二三四五六七八九十两几半多])(?:年内|年底|年末|岁末|年初|年中(?!心)))"
    r"|(?P<firstq{k}>首季度?))"
)


def _within(suffix: str) -> str:
    return (
        _WITHIN.replace("{k}", suffix).replace("{M}", _M).replace("{D}", _D).replace("{N}", _N).replace("{DASH}", DASH)
    )


_HOLIDAY = r"(?:国庆节?|中秋节?|春节|元旦|清明节?|五一|劳动节|端午节?|“五一”|“十一”|十一(?=假期|黄金周|长假)|新春)"

_PARTS = (
    r"(?P<stamp>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?!\d"
    r"|[-/.]\d)(?:[日 ]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?)",
    rf"(?P<years>(?P<from>(?:19|20)\d\d)年?{DASH}(?P<till>(?:19|20)\d\d)年)",
    r"(?P<same>(?P<sy>去年|上一?年|前年|(?:19|20)\d\d年)?同期(?!声|新高|最|新低|历史)|(?:去年|上一?年)同月)",
    r"(?P<season>今?年?(?:春|夏|秋|冬)季学期|(?:今|明|去)(?:春|夏|秋|冬)(?!季?奥))",
    rf"(?P<holiday>(?:(?P<hy>今年|明年|去年|(?:19|20)\d\d年)的?)?(?P<h1>{_HOLIDAY})(?:、?(?P<h2>{_HOLIDAY}))?(?:“?(?:小长假"
    rf"|黄金周|假期|长假|假日)”?)?)",
    rf"(?P<cal>{_YEAR.replace('{k}', 'a').replace('{{3}}', '{3}')}(?:(?P<yend>[底末初内]"
    rf"|中(?!国|心|央|关|小|学|医|建|铁|共|华|期|旬|标|高|考))|[的,，]?(?:{_within('a')}))?)",
    rf"(?P<calb>{_within('b')})",
    r"(?P<plan>[“‘]?(?P<pname>十[一二三四五六]五|九五|十五(?=[”’]|期间|时期|规划|计划))[”’]?(?P<pend>末"
    r"|期末|收官|初|中期)?)",
    rf"(?P<month>(?P<mrel>本|上个?|下个?|当|这个|次)月份?(?:(?P<mpart>上旬|中旬|下旬|[初底末中]"
    rf"|内)|(?P<mday>{_D})[日号])?(?!球|亮|台)|(?<![0-9一二三四五六七八九十个])月(?P<mend>[底末初]))",
    r"(?P<qrel>(?P<qr>本|上一?个?|下一?个?|当)季度?(?!节))",
    r"(?P<week>(?:(?P<wr>本|上|下|这)(?:周|个?星期)|(?<![0-9一二三四五六七八九十每两])(?:周"
    r"|星期))(?P<wd>[一二三四五六日天末])|(?P<wr2>本|上|下)周(?!边|年|期|到))",
    r"(?P<near>近日|日前|近期|近来|最近|不久前|前不久|连日来|近一段时间|新近)",
    r"(?P<exact>前日|前天|昨日|昨天|昨晚|昨夜|昨(?=[^日天晚夜])|今日|今天|今晨|今早|今晚"
    r"|明日|明天|后天)(?P<clock>上午|下午|中午|清晨|凌晨|早上|早晨|晚上|晚间|傍晚|夜间"
    r"|一早)?",
    r"(?P<now>截至目前|截止目前|截至今日|迄今|至今(?!年)|目前|当前|眼下|现阶段|如今|至此|到目前为止)",
    r"(?P<today>当天|当日|同日|即日)",
    rf"(?P<ahead>(?:未来|今后|接下来)(?:的)?(?P<an>{_NUM})(?:(?:至|到|[-—~])(?P<an2>{_NUM}))?个?(?P<au>年"
    rf"|月|天|周|季度)(?:内|里|时间)?)",
    rf"(?P<behind>(?:过去|(?<![附靠邻接])近|最近|此前|(?<![提以之目此日])前)(?:的)?(?P<bn>{_NUM})个?(?P<bu>年"
    rf"|月)(?:来|间|里|以来|多来)?(?!级|以上|期)|(?<![\d.第])(?P<bn3>{_NUM})年(?:来|间))",
    rf"(?P<lone>(?<![\d月.年第0-9一二三四五六七八九十几每])(?:{_D})[日](?!均|常|益|子|用"
    rf"|化|报|间|照|元|韩|本|处|产|语|历|新|活|游))",
)
_LEAD = (
    r"(?=[0-9一二三四五六七八九十〇两今本去上明后前来次当同翌首第"
    r"下全年岁“‘昨近日不连新至截迄目眼现如这即未接过最此国中春元清劳端星周月到])"
)


@cache
def period_pattern() -> re.Pattern[str]:
    """One pattern for all wordings; `lastgroup` is of no use with nested groups, `kind_of` tells the kind."""
    return re.compile(_LEAD + "(?:" + "|".join(_PARTS) + ")")


KINDS = (
    "stamp", "years", "cal", "calb", "plan", "same", "month", "qrel", "week", "near", "exact", "now", "today", "ahead",
    "behind", "holiday", "lone", "season",
)  # fmt: skip


def kind_of(found: re.Match[str]) -> str:
    """The kind of wording that a match is."""
    return next(kind for kind in KINDS if found[kind] is not None)
