"""In comes a figure with the periods of its text; out come the period it belongs to and how it is compared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.language.zh.mentions import Mention, is_saying
from tracker.language.zh.roles import Role, headline
from tracker.language.zh.stages import Scene
from tracker.language.zh.token import Token
from tracker.model import Period

_CUMULATIVE = re.compile(r"累计(?!浓度|增速|增长|平均|降幅|下降)|总计|合计(?=新增|投|建|完成)|一共已|先后")
# 竣工面积 and 开工面积 are what the statistics of a year count, not what adds up.
_ADDING = re.compile(
    r"新增|投用|投入使用|建成(?!区)|新建|改建|扩建|启用|(?:开工|竣工|完工|交付|落成)(?!面积|套数|率|量)|新开通"
    r"|新开业|建设完成|改造完成|完成改造"
)
# What was done by a day adds up as well: 截至10月底收回土地90万平方米.
_DOING = re.compile(
    r"完成(?!率)|改造|拆除|收回|腾退|整治|治理|修复|清退|清理|疏解|处置|整改|关停|淘汰|盘活|落地|引进|引入|培育|认定|入驻|发放"
    r"|受理|办理|办结|接待|服务(?!业)|签约(?!率)|签订|铺设|种植|栽植|植树|造林|更新|安装|投放|举办|开展|实施|惠及|回收|销售"
    r"|售出|成交|网签|下线|投入|吸引|发展|贯通|实现|立案|刑拘|逮捕|破案|破获|抓获|查处|检查|排查|派发|张贴|宣传|播出|走访"
    r"|调解|解决|核发|检测|救治|接种|捐赠|募集|融资|拨付|兑现|减免|征收|招聘|培训|演出|运送|发送|开行|采购|收购|安置|搬迁|出让"
)
# 其中45个已完工, 18.6公里绿道全部建成: the verb comes after the figure, and no other figure after it.
_DONE_AFTER = re.compile(
    r"[^，。；\d]{0,8}?(?:已|全部|均|都)[^，。；\d]{0,4}?(?:投用|投入|建成|启用|开工|竣工|完工|完成|交付|落成|开放|落地|改造)"
    r"[^，。；\d]*(?:[，。；]|$)"
)
_TOGETHER = re.compile(r"(?<!公)共(?![享和同建])|合计|总计|总共|一共")
_NUMBER_OF = re.compile(r"总数|总量|数量|总人数")
_ALREADY = re.compile(
    r"(?:已|现)(?:经|有|建成|投用|启用|开放|完成|累计|投入|布局|建|落地|竣工|交付|引进|集聚|培育|建立)"
)
# What is there on a day, whenever it came.
_STOCK = re.compile(
    r"余额|存款|贷款|保有量|在册|存量|人口|市值|总资产|里程|拥有|现有|在营|在校|在职|在园|在建|实有|持有|库存|总量"
)
# What a thing has by its nature, whenever it was built or opened.
_ATTRIBUTE = re.compile(
    r"建筑面积|占地(?![区方])|总投资|全长|总长|宽度|设计|可?容纳|工期|可提供|红线|总面积|用地面积"
    r"|达产|(?<!\d)年产(?![值业])|投产后|建成后|配建|高度"
)
_ITS_RATE = re.compile(
    r"的(?:同比)?(?:增速|增幅|涨幅|降幅|升幅|跌幅|增长|水平|规模|基数|总量|记录|纪录)|(?:有所|略|明显)?(?:加快|放缓|减慢|提速)"
)
_MONEY_AND_RATES = ("亿元", "%", "百分点")
_Found = tuple[Period | None, str | None, bool]


def governing_mention(scene: Scene, token: Token, role: Role) -> Mention | None:
    """The mention whose period a figure belongs to: the nearest before it in its sentence that may govern it."""
    start, end = token.span
    first, _ = scene.sentence(start)
    clause = scene.clause(start)[0]
    chosen: Mention | None = None
    attribute = _ATTRIBUTE.search(scene.text, clause, start) is not None
    for mention in reversed(scene.mentions):
        span = mention.period.span
        if span[1] > start or span[0] < first:
            continue
        if _owned(scene, mention, token):
            return mention
        if attribute and span[0] < clause:
            return None
        if not mention.governs or _closed(scene.text[span[1] : start]) or not _fits(scene, mention, role, clause):
            continue
        if chosen is None:
            chosen = mention
            # 截至9月底，今年累计新增: the day counts, the year only says since when.
            if mention.period.role != "during" or mention.exact:
                return chosen
        elif not scene.timeline.planned(start) and _within_year(mention.period, chosen.period):
            return mention
    return chosen or _bracketed(scene, end) or _announced(scene, token)


def _owned(scene: Scene, mention: Mention, token: Token) -> bool:
    """上半年5.5%的增速: a base period right before a figure that is called 的增速 owns it."""
    between = scene.text[mention.period.span[1] : token.span[0]]
    if mention.owns:
        return len(between) <= 6 and not re.search(r"[\d，。；]", between)
    if mention.period.role != "base" or between not in ("", "的") or token.unit == "倍" or token.multiple:
        return False  # 与上年同期持平 speaks of this year
    return mention.kind == "same" or _ITS_RATE.match(scene.text, token.span[1]) is not None


def _fits(scene: Scene, mention: Mention, role: Role, clause: int) -> bool:
    if not mention.exact or mention.period.role != "during":
        return True
    a, b = scene.clause(mention.period.span[0])
    if a != clause and is_saying(scene.text[a:b]):
        return False
    return role.name not in ("growth", "change", "gap", "share") or a == clause


def _within_year(day: Period, year: Period) -> bool:
    if day.role != "asof" or day.end is None or year.start is None or year.end is None:
        return False
    return year.start <= day.end and (year.end - year.start).days >= 180


def _bracketed(scene: Scene, end: int) -> Mention | None:
    """1040亿元(2024年): a period alone in brackets after the figure."""
    if scene.text[end : end + 1] != "(":
        return None
    inside = [m for m in scene.mentions if m.period.span[0] == end + 1 and m.governs]
    return next((m for m in inside if scene.text[m.period.span[1] : m.period.span[1] + 1] == ")"), None)


def _announced(scene: Scene, token: Token) -> Mention | None:
    """The period of the sentence that a headline's figure belongs to: 7.9%！上半年…."""
    ahead = headline(scene, token)
    inside = [m for m in scene.mentions if ahead and ahead[0] <= m.period.span[0] < ahead[1] and m.governs]
    return inside[0] if inside else None


def _closed(between: str) -> bool:
    """Whether brackets that hold a period close before the figure: (2024年为1040亿元)，增长8.8%."""
    return between.count(")") > between.count("(")


def growth_basis(scene: Scene, token: Token, period: Period | None) -> str:
    """yoy, unless the clause compares with a period other than the year before or sums up several years."""
    start = token.span[0]
    first, _ = scene.clause(start)
    if re.search(r"同比|按年", scene.text[first:start]):
        return "yoy"
    for mention in scene.mentions:
        base = mention.period
        if first <= base.span[0] < start and base.role == "base" and not _owned(scene, mention, token):
            return _base_basis(base, mention.kind, period, scene.published)
    spanning = period is not None and period.start and period.end and (period.end - period.start).days > 400
    return "cumulative" if spanning else "yoy"


def _base_basis(base: Period, kind: str, period: Period | None, published: date | None) -> str:
    if kind == "month" or (kind == "qrel"):
        return "mom"
    if base.start is None or base.end is None:
        return "level"
    day = period.end if period and period.end else published
    year = day.year if day else None
    whole = (base.end - base.start).days >= 364
    return (
        "yoy"
        if year is None or (base.end.year == year - 1 and (whole or not period or _alike(base, period)))
        else "level"
    )


def _alike(base: Period, period: Period) -> bool:
    if base.end is None or period.end is None or base.start is None:
        return False
    return base.end.month == period.end.month


def resolve_period(scene: Scene, token: Token, role: Role, found: _Found) -> tuple[Period | None, str | None]:
    """The closed interval of a figure and its basis, from the period that governs it.

    A count so far is dated at its own day; a growth or a flow of money lasts from the start of the year.
    """
    period, basis, planned = found
    place = token.span[0]
    clause = scene.text[scene.clause(place)[0] : place]
    so_far = _adds_up(clause, role)
    if period is None:
        summed = _CUMULATIVE.search(clause) or _ALREADY.search(clause)
        return None, basis or ("cumulative" if role.name == "level" and so_far and summed else None)
    if period.end is None:
        return _day_period(period, period.start), basis
    if role.name == "growth" or _is_aim_of_year(period, role, planned):
        return _flow(period, basis, _STOCK.search(scene.text, scene.sentence(place)[0], place) is not None), basis
    if period.start is None:
        done = so_far or (role.name == "level" and _done_by(scene, token, clause))
        return _day_period(period, period.end), basis or ("cumulative" if done else None)
    if role.name == "level" and role.unit not in _MONEY_AND_RATES and _NUMBER_OF.search(clause):
        return _day_period(period, period.end), basis
    if so_far and not basis and not period.vague:
        return _so_far(scene, period, planned, _CUMULATIVE.search(clause) is not None)
    return period, basis


def _adds_up(clause: str, role: Role) -> bool:
    """Whether a figure adds up from some start: 累计…, or things newly built; a stock (余额, 保有量) does not."""
    if role.name not in ("level", "to"):
        return False
    if _CUMULATIVE.search(clause):
        return True
    if role.unit in _MONEY_AND_RATES or _STOCK.search(clause):
        return False
    return _ADDING.search(clause) is not None or _ALREADY.search(clause) is not None


def _done_by(scene: Scene, token: Token, clause: str) -> bool:
    """Whether the clause of a figure dated at a day tells what was done by then, and not what is there."""
    if token.unit == "%" or _STOCK.search(clause):
        return False
    if _TOGETHER.search(clause) or _DOING.search(clause):
        return True
    return _DONE_AFTER.match(scene.text, token.span[1], scene.clause(token.span[0])[1]) is not None


def _is_aim_of_year(period: Period, role: Role, planned: bool) -> bool:
    """到2030年收入达到4500亿元 speaks of the whole year 2030; a count is one of its last day."""
    if role.unit not in ("亿元", "%") or period.end is None or (period.end.month, period.end.day) != (12, 31):
        return False
    return period.role == "deadline" or (planned and period.start is None)


def _day_period(period: Period, day: date | None) -> Period:
    return replace(period, start=day, end=day)


def _flow(period: Period, basis: str | None, stock: bool) -> Period:
    if period.start is not None or period.end is None:
        return period
    return _day_period(period, period.end) if stock else replace(period, start=date(period.end.year, 1, 1))


def _so_far(scene: Scene, period: Period, planned: bool, summed: bool) -> tuple[Period, str | None]:
    """Counts that add up from the start of a year are dated at the last day of the period, or at the paper's own."""
    start, end = period.start, period.end
    if start is None or end is None or start == end:
        return period, "cumulative" if summed else None
    from_new_year = (start.month, start.day) == (1, 1)
    if not summed and not from_new_year:
        return period, None
    published = scene.published
    if published is not None and end > published and not planned:
        end = published
    return _day_period(period, end), "cumulative"
