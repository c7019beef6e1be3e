"""In come the numbers of a text; out comes what each of them says: a level, a growth, a change, a gap, a share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.language.zh.stages import Scene
from tracker.language.zh.token import Token
from tracker.model import Span

_GROW = (
    r"增长率?|增产|增加(?!值)|上升|上涨|提高|提升|攀升|跃升|增幅|增速|涨幅|升幅|扩大|回升"
    r"|反弹|激增|大增|劲增|猛增|增收|净增|递增|(?<![年月新])增(?!值税?|资|收|设|至)|(?<![提攀跃回直晋])升(?!级"
    r"|至)|(?<!上)涨"
)
_FALL = (
    r"下降|减产|减收|(?:浓度[^，。；]*，[^，。；]{0,6})?改善|下滑|降低|减少|下跌|回落|降幅"
    r"|跌幅|缩减|萎缩|收缩|负增长|缩小|锐减|压减|(?<!下)降(?!低|雨|水)|(?<!下)跌|(?<![缩锐压])减(?!税"
    r"|排|免|负|灾|贫)"
)
# What may stand between the verb and its number.
_GAP = (
    r"(?:了|预期目标|目标|预期|为|是|达到?|约为?|近|超过?|逾|过|突破|分别|各|均|只|仅|高达|保持|稳定|维持"
    r"|控制|在|于|介乎|介于|界乎|处于|不低于|不少于|不超过|至少|大约|接近|首次|实现"
    r"|预计|幅度|比例|速度|超|将|至|到|由|从|也|又|再|就|可|上|有|一|个|大|小|为负|率|："
    r"|:|\s|“|\(|[~<>]|均为|均达|依次|双双)*"
)
_VERB = re.compile(rf"(?:(?P<fall>{_FALL})|(?P<grow>{_GROW}))(?P<to>{_GAP}(?:至|到|为(?=[^负])))?{_GAP}$")
_TO = re.compile(
    r"(?:提高|提升|增加|增长|上升|上涨|下降|降低|减少|扩大|扩展|扩|缩短|缩减|压缩|压减"
    r"|攀升|跃升|增|升|降|减|回落|回升|发展|调整|收窄|变|涨|跌|晋升|由|从|加快|放缓|提速|减缓|走低|走高|反弹"
    r"|改善|恢复|下滑|上调|下调|修订|抬升|拉升|缩小|转)(?:了)?(?:至"
    r"|到|为|成)(?:了)?"
    r"(?:约|近|超过?|逾|不低于|不少于|至少|目前的|今年的|现在的|如今的|的|现在|如今|目前"
    r"|接近|大约|左右|\d{4}年的?|[^，。；]{0,8}(?:年|月|底|末|季度|上旬|中旬|下旬|日)的?)*$"
)
_FROM = re.compile(r"(?:由|从)[^，。；、]{0,16}$")
_FROM_RIGHT = re.compile(
    r"(?:[、和及][^，。；%]{0,10}?-?\d+(?:\.\d+)?%){0,4}[^，。；]{0,4}(?:加快|放缓|提速|反弹|改善|恢复|下滑|收窄|走低|走高|提高|提升|增|上升|下降|降|扩大|扩|减少|缩短|缩减|压缩|发展|攀升"
    r"|跃升|升|涨|跌|回落|回升|减|变|调整|拓展|延伸|翻)[^，。；]{0,3}(?:至|到|为|成)|^(?:至"
    r"|到)\d"
)
_RATE_NOUN = re.compile(r"增速|增幅|涨幅|升幅|增长率|增长速度|增长(?=由|从)")
_DROP_NOUN = re.compile(r"降幅|跌幅|降速")
_RATE_RIGHT = re.compile(
    r"(?:左右|以上|以内|以下)?的?(?:同比|年均|平均|较高|中高速|快速|稳定|正)?(?:增速|增长(?!点"
    r"|极|目标的)|增幅|涨幅|升幅)"
)
_DROP_RIGHT = re.compile(r"的?(?:同比)?(?:降幅|跌幅|下降|负增长)")
_GROWN = re.compile(r"(?:同比|按年)[^，。；\d%]{0,6}(?:增|升|涨|降|跌)(?![^，。；]{0,8}\d)")
_AVERAGE = re.compile(
    r"(?:年|月)均(?:复合)?(?=增|下降|降|递增|提高|提升|上升|减)|(?:年|月)(?:平均)?复合"
    r"|平均(?=每年|增|年增|递增|下降)|每年平?均?(?=增|下降|降|递增)|年平均"
)
_MOM = re.compile(r"环比|(?:比|较)(?:上个?月|上一?个?季度?|前一?月)|按月|按季")
_YOY = re.compile(r"同比|按年|(?:比|较|与)(?:上一?年|去年)(?!年?(?:底|末))|年增(?=长|\d)")
_GAP_LEFT = re.compile(
    r"(?P<up>高于|高出|快于|领先于?|优于|好于|跑赢|(?:比|较)[^，。；]{1,14}?(?:高出?|快"
    r"|多|领先))|(?P<down>低于|慢于|落后于?|低|慢|(?:比|较)[^，。；]{1,14}?(?:低|慢|少))"
)
_GAP_TO_AREA = re.compile(r"(?:[高低优多少快慢]于|高出)[^，。；]{0,4}(?:全[市国省区]|平均)[^，。；\d]{0,6}$")
_SHARE_LEFT = re.compile(
    r"占(?!地(?![区方])|用|据|领)[^，。；]*$|比重[^，。；]{0,6}$|占比[^，。；]*$|份额[^，。；]{0,4}$"
)
_CONTRIBUTION = re.compile(r"贡献|拉动")
_DELTA = re.compile(
    r"(?:(?<!新)(?:增加(?!值)|减少|多出|增长|下降|上升|降低)(?:了)?[^，。；\d、]{0,8}|(?<![新累年月至最不])(?:净增"
    r"|减|增|多|少)(?:了)?)(?:约|近|超过?|逾)?$"
)
_DELTA_DOWN = re.compile(r"(?:(?:减少|下降|降低)(?:了)?[^，。；\d、增]{0,8}|少了?|减)(?:约|近|超过?|逾)?$")
_YEARS_TOGETHER = re.compile(
    r"(?<![\d第近过])(?:[两三四五六七八九十]|\d)年(?:来|间)?(?:累计)?(?:增|翻|提高|下降)(?!均)"
)
_ELLIPSIS = re.compile(
    r"(?:则|仅|只|也|均|已|(?:经(?:核实|核对|复核|核查))?(?:应|实际|实|更正|改|修正)(?=[为是]))?(?:为|是|达到?|[升降增落涨回加放收]{0,2}[至到])(?:约|近|超)?$"
)
_ARRIVES = re.compile(r"^(?:，)?(?:至|到|为)$")
_REACH = 30
_MORE = re.compile(r"(?P<more>[多高])|[少低]")


@dataclass(frozen=True, slots=True)
class Role:
    """What a number says: its role, its signed value and unit, and whether it is of a growth rate."""

    name: str
    value: Decimal
    unit: str
    basis: str | None = None


def read_role(scene: Scene, tokens: list[Token], index: int, roles: list[Role]) -> Role:
    """What the figure at `index` says, from the words around it; `roles` are those of the figures before it."""
    token = tokens[index]
    text = scene.text
    first, last = scene.clause(token.span[0])
    if first and (text[first - 1] == "：" or text[first] in "由从"):  # 增速：6.8%; 增速转正，由-2.1%回升至1.5%
        first = scene.clause(first - 1)[0]
    own = max(first, tokens[index - 1].span[1]) if index and not token.range_end else first
    if index and _lists_periods(scene, tokens[index - 1], token):
        return _same_role(roles[index - 1], token, signed=tokens[index - 1].signed)
    if token.range_end or (token.head != index and not _says_more(text[own : token.span[0]])):
        return _same_role(roles[token.head if not token.range_end else index - 1], token)
    # Words far from the number do not govern it, and a hostile page must not make the patterns slow.
    stop = token.span[0] - token.label
    left, right = text[max(own, stop - _REACH) : stop], text[token.span[1] : last]
    if token.multiple:
        return _fold(token, text[first : token.span[0]])
    if token.unit == "倍":
        return _times(token, text[first : token.span[0]], right)
    if token.unit == "百分点":
        return _points(token, text[first : token.span[0]], left, _has_base(scene, first, token.span[0]))
    if token.unit == "%":
        if index and own == first and _continues(scene, token, left):
            continued = _continued(scene, tokens[index - 1], roles[index - 1], token)
            if continued is not None:
                return continued
        if sign := _against_past(scene, token, left):
            return Role("growth", token.value * sign, "%", _basis_of_growth(text[first : token.span[0]]))
        if not left.strip("“‘+ ") and (cried := _cried(scene, token)):
            return cried
        return _percent(token, text[first : token.span[0]], left, right)
    return _plain_role(token, text[first : token.span[0]], left, right)


def _says_more(between: str) -> bool:
    """Whether a listed figure has words of its own: 增长5%和下降3%."""
    return re.search(r"[增降升跌涨减提回占高低快慢]", between) is not None


def headline(scene: Scene, token: Token) -> Span | None:
    """The sentence after a headline's figure before an exclamation mark: 7.9%！上半年规上工业增速亮眼."""
    start, end = scene.sentence(token.span[0])
    cried = start == 0 and end < len(scene.text) and scene.text[token.span[1] : end] in ("！", "!", "”！")
    return scene.sentence(end) if cried else None


def _cried(scene: Scene, token: Token) -> Role | None:
    """The growth of a headline that begins with its figure alone, named by the sentence after it."""
    ahead = headline(scene, token)
    rate = next((m for p in (_RATE_NOUN, _DROP_NOUN, _GROWN) if ahead and (m := p.search(scene.text, *ahead))), None)
    if rate is None:
        return None
    return Role("growth", token.value * (-1 if "降" in rate[0] or "跌" in rate[0] else 1), "%", "yoy")


def _lists_periods(scene: Scene, before: Token, token: Token) -> bool:
    """Whether nothing but the next period parts a figure from the one before: 一季度的1.2%、上半年的0.8%."""
    between = scene.text[before.span[1] : token.span[0]]
    if len(between) > 16 or between[:1] not in ("、", "和", "及", "与") or before.unit != token.unit:
        return False
    inside = [m.period.span for m in scene.mentions if before.span[1] < m.period.span[0] < token.span[0]]
    if len(inside) != 1 or inside[0][0] != before.span[1] + 1:
        return False
    return scene.text[inside[0][1] : token.span[0]] in ("", "的", "为")


def _same_role(head: Role, token: Token, signed: bool = False) -> Role:
    """The role, sign and basis of the first figure of the list or range; one written with its sign keeps it."""
    if signed or token.signed:
        return Role(head.name, token.value, token.unit, head.basis)
    sign = -1 if head.name in ("growth", "change", "gap", "delta") and head.value < 0 else 1
    if token.unit == "倍" and head.unit == "%":
        return Role(head.name, token.value * 100, "%", head.basis)
    return Role(head.name, abs(token.value) * sign, token.unit, head.basis)


def _fold(token: Token, clause: str) -> Role:
    if token.multiple == "flat" and not re.search(
        r"同比|环比|与|同|和|较|比|按年|总体|基本|零增长|去年|上年",
        clause + "零增长" * (token.span[1] - token.span[0] == 3),
    ):
        return Role("level", token.value, "", None)
    return Role("growth", token.value, "%", _basis_of_growth(clause))


def _times(token: Token, clause: str, right: str) -> Role:
    """增长1.2倍 is a growth of 120 %, 增长到1.2倍 and 是上年的1.2倍 one of 20 %."""
    verb = _VERB.search(clause[-_REACH:])
    if verb is not None and not verb["to"]:
        sign = -1 if verb["fall"] else 1
        return Role("growth", token.value * 100 * sign, "%", _basis_of_growth(clause))
    past = re.search(
        r"(?:上一?年|去年|同期|\d{4}年|年初|当初|原来|[“”]?十[一二三四]五[”“]?(?:末|初)?"
        r"|过去|此前)[^，。；]{0,6}的?(?:约|近|逾|超过?|大约)?$",
        clause,
    )
    if verb is None and re.search(r"(?:比|较)[^，。；]{1,12}(?:多|高|大)(?:出|了)?(?:约|近|超过?|逾)?$", clause):
        return Role("growth", token.value * 100, "%", _basis_of_growth(clause))
    if verb is not None or past is not None:
        return Role("growth", (token.value - 1) * 100, "%", _basis_of_growth(clause))
    return Role("gap", token.value, "倍", None)


def _points(token: Token, clause: str, left: str, past: bool) -> Role:
    """Percentage points: a contribution, a gap against another area, or a change of a rate."""
    if _CONTRIBUTION.search(clause):
        return Role("share", token.value, token.unit)
    gap = next(reversed(list(_GAP_LEFT.finditer(clause))), None)
    moved = re.search(
        r"回落|收窄|扩大|下降|降低|减少|放缓|减慢|提高|提升|上升|加快|回升|增加|提速|反弹"
        r"|改善|下滑|上涨|走低|走高|缩小|增长|加大",
        left,
    )
    if gap is not None and moved is None:
        # 较去年同期高1.6个百分点 compares with a time, 比全市高… with a place.
        name = "change" if past and not re.search(r"全[国市省区]|平均", gap[0]) else "gap"
        basis = _basis_of_change(clause) if name == "change" else None
        return Role(name, token.value * (-1 if gap["down"] else 1), token.unit, basis)
    down = re.search(r"回落|收窄|下降|降低|减少|放缓|减慢|下滑|走低|缩小|(?<![提下])降(?!幅)|减(?!幅)", left)
    drop = _DROP_NOUN.search(clause) is not None
    widened = re.search(r"扩大|收窄|缩小|加深|加大", left) is not None
    sign = (-1 if down else 1) * (-1 if drop and widened else 1)
    return Role("change", token.value * sign, token.unit, _basis_of_change(clause))


def _basis_of_change(clause: str) -> str | None:
    if re.search(r"(?:比|较)(?:上一?年|去年)(?:同期|同月)|(?:比|较)上一?年(?!底|末|四|第|全)", clause):
        return "yoy"
    if _MOM.search(clause):
        return "mom"
    return "yoy" if re.search(r"(?:同比|按年)(?!增速|增幅|涨幅|降幅)", clause) else None


def _continued(scene: Scene, before: Token, role: Role, token: Token) -> Role | None:
    """The growth that continues the clause before: 增长5.1%，去年同期为4%; 增速加快1.5个百分点，达到6%."""
    if role.name == "growth":
        return replace(role, value=token.value)
    first = scene.clause(before.span[0])[0]
    if role.name != "change":
        return None
    if _DROP_NOUN.search(scene.text, first, before.span[0]):  # 降幅收窄2.4个百分点，至3.1%
        return Role("growth", -abs(token.value), "%", "yoy")
    return Role("growth", token.value, "%", "yoy") if _RATE_NOUN.search(scene.text, first, before.span[0]) else None


def _continues(scene: Scene, token: Token, left: str) -> bool:
    """今年上半年为5.1%: nothing but a period and 为, so that the clause continues the rate of the one before."""
    found = _ELLIPSIS.search(left)
    if found is None:
        return False
    start = token.span[0] - len(left)
    bare = left[: found.start()].strip()
    return not bare or any(start <= m.period.span[0] and m.period.raw == bare for m in scene.mentions)


def _percent(token: Token, clause: str, left: str, right: str) -> Role:
    verb = _VERB.search(left)
    rate = _RATE_NOUN.search(left) or _DROP_NOUN.search(left)
    if token.signed and re.search(r"(?:同比|环比|按年|增速|增幅|涨幅|增长|\()[^，。；]{0,4}$", left):
        return Role("growth", token.value, "%", _basis_of_growth(clause))
    if rate is None and _ARRIVES.search(left) and clause.removesuffix(left).endswith("百分点"):
        rate = _RATE_NOUN.search(clause) or _DROP_NOUN.search(clause)
    pair = _from_or_to(clause, left, right)
    if pair and rate is None:
        rate = _RATE_NOUN.search(clause) or _DROP_NOUN.search(clause)
    sign = -1 if _DROP_NOUN.search(left) or token.value < 0 else 1
    if rate is not None and (verb is not None or pair or _gap_only(clause[rate.end() :])):
        return Role("growth", abs(token.value) * sign, "%", _basis_of_growth(clause))
    if _DROP_RIGHT.match(right):
        return Role("growth", -abs(token.value), "%", _basis_of_growth(clause))
    if _RATE_RIGHT.match(right):
        return Role("growth", token.value, "%", _basis_of_growth(clause))
    if pair and not (pair == "from" and verb is not None):  # 由下降3.2%转为增长1.8% has verbs of its own
        return Role(pair, token.value, "%")
    if verb is not None and not verb["to"]:
        return Role("growth", token.value * (-1 if verb["fall"] else 1), "%", _basis_of_growth(clause))
    if token.share or _SHARE_LEFT.search(left) or _CONTRIBUTION.search(left):
        done = re.search(r"完成|达|进度", left) is not None and not _SHARE_LEFT.search(left)
        return Role("level" if done else "share", token.value, "%")
    return Role("level", token.value, "%")


def _against_past(scene: Scene, token: Token, left: str) -> int:
    """+1 or -1 for 较2019年同期少一成: more or less than another period; 0 elsewhere."""
    found = _MORE.search(left[-4:])
    if found is None or not _has_base(scene, scene.clause(token.span[0])[0], token.span[0]):
        return 0
    return 1 if found["more"] else -1


def _has_base(scene: Scene, first: int, last: int) -> bool:
    """Whether a period to compare with (较去年同期) stands between two places."""
    return any(first <= m.period.span[0] < last and m.period.role == "base" for m in scene.mentions)


def _gap_only(between: str) -> bool:
    """Whether nothing but comparison words parts 增速 from its number: 增速(将)保持在8%."""
    return re.fullmatch(r"[^，。；、占]{0,14}", between) is not None


def _from_or_to(clause: str, left: str, right: str) -> str:
    if _FROM.search(left) and _FROM_RIGHT.match(right):
        return "from"
    return "to" if _TO.search(left) else ""


def _plain_role(token: Token, clause: str, left: str, right: str) -> Role:
    pair = _from_or_to(clause, left, right)
    if pair:
        return Role(pair, token.value, token.unit)
    if _GAP_TO_AREA.search(left):
        return Role("gap", token.value, token.unit)
    delta = _DELTA.search(left)
    if delta is not None and token.unit != "年" and not re.search(r"至少|最少|不少|不多|最多|至多", left[-4:]):
        down = _DELTA_DOWN.search(left) is not None
        return Role("delta", token.value * (-1 if down else 1), token.unit, "yoy" if _YOY.search(clause) else None)
    return Role("level", token.value, token.unit)


def _basis_of_growth(clause: str) -> str:
    if _AVERAGE.search(clause):
        return "average"
    if _MOM.search(clause):
        return "mom"
    return "cumulative" if _YEARS_TOGETHER.search(clause) else "yoy"
