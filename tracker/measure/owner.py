"""Whose figure is it: a line's text, a quantity and the passage in, own, or why it belongs to something else, out.

A Chinese figure belongs to the last subject and metric named before it: clauses without a subject of their own go on
with the one before (产业收入1040亿元，…，今年上半年增长9.7%), a new noun takes over (；先进能源产业收入2648亿元), and
分别 deals figures out to a list of subjects or metrics in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Quantity, Span, Understanding
from tracker.passage import Passage, clauses, list_members

# metric -> the class of metrics that may stand for one another
_CLASSES = {
    "收入": "收入",
    "营收": "收入",
    "产值": "产值",
    "增加值": "增加值",
    "利润": "利润",
    "税收": "税收",
    "税金": "税收",
    "投资": "投资",
    "销售额": "销售",
    "销售": "销售",
    "零售额": "零售",
    "出口": "出口",
    "进出口": "出口",
    "订单": "订单",
    "占比": "比重",
    "比重": "比重",
    "贡献率": "贡献",
    "研发投入": "研发",
    "研发费用": "研发",
    "规模": "规模",
    "产量": "产量",
    "价格": "价格",
    "用电量": "用电",
    "就业": "就业",
    "融资": "融资",
    "合同额": "合同",
    "成交额": "成交",
}
METRIC = re.compile(
    r"(进出口|研发投入|研发费用|增加值|销售额|零售额|成交额|合同额|用电量|贡献率|收入|营收|产值|利润|税收|税金|投资|销售|出口"
    r"|订单|占比|比重|规模|产量|价格|就业|融资)(?:总量|总额|总值|规模|额)?"
)
# Words of a clause that name no new subject.
_FILLER = re.compile(
    r"经核[实对]|应|更正|误[写报]?|产业|行业|企业|领域|集群|板块|方面|实现|完成|达到|达|突破|超过|超|约|近|累计|总计|合计|共计|共|其中|主导|全区|全市|我区|本区"
    r"|同比|环比|分别|增速|增幅|增长|增|降|上升|上涨|提高|下降|回落|加快|速度|为|是|在|了|的|将|由|已|也|均|都|各|又|再|还|比|较|上年"
    r"|去年|今年|同期|当年|全年|年|月|日|期|末|底|初|一季度|二季度|三季度|四季度|上半年|下半年|季度|半年|以来|截至|目前|预计|有望"
    r"|力争|保持|继续|稳步|持续|快速|平稳|总体|整体|左右|以上|以下|水平|数据|显示|统计|初步|核算|按|口径|现价|不变|可比|名义|实际|规模"
    r"|总量|总额|总|额|亿|万|元|个|百分点|据|记者|获悉|了解|介绍|公布|发布|表示|和|与|及|、|至|到|前|后|从|对|中|内|这一|该|其|此|首次|大关"
)
_INDUSTRY = re.compile(
    r"[^产行企]业(?!务|绩|态|主)|产业(?!收入|产值|规模|总|增|营|实现|用|空间|链)|领域|集群|板块|行业"
)
_WALK = 24  # clauses back to the subject of a figure
_HAN = re.compile(r"[一-鿿A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """code: own, other_metric or other_subject; `name` is the noun that took the figure."""

    code: str
    name: str = ""


def metric_class(text: str) -> str | None:
    """The class of the last metric a text names, None without one."""
    found = METRIC.findall(text)
    return _CLASSES[found[-1]] if found else None


def owner_of(text: str, quantity: Quantity, passage: Passage, understood: Understanding) -> Owner:
    """Walk back from a figure, clause by clause, until its subject is met."""
    wanted = wanted_metric(passage)
    metric: str | None = None
    bare = _without_figures(text, understood)
    for start, end in reversed([span for span in clauses(text) if span[0] < quantity.span[0]][-_WALK:]):
        stop = min(end, quantity.span[0])
        named = METRIC.search(text[start:stop]) is not None
        subject = _last_within(passage.ideas[passage.known.subject], (start, stop))
        if subject is not None:
            return _own_clause(text, (start, stop), quantity, passage, metric)
        residue = _nouns(bare[start:stop])
        # a count told on the way (获批新药11个) does not take over a metric that is named behind it
        if len(residue) >= 2 and (named or metric is None or _INDUSTRY.search(text[start:stop])):
            return Owner(code="other_subject", name=residue)
        if named and metric is None:
            metric = metric_class(text[start:stop])
        if named and wanted and metric != wanted:
            return Owner(code="other_metric", name=metric or "")
    if passage.subject is None and (metric is None or metric == wanted):
        return Owner(code="own")
    return Owner(code="other_subject")


def wanted_metric(passage: Passage) -> str | None:
    """The class of metric that the target measures, from its measure or the words of its ideas."""
    target = passage.known.target
    return metric_class(target.measure) or metric_class(" ".join(word for idea in target.about for word in idea))


def _own_clause(text: str, span: Span, quantity: Quantity, passage: Passage, metric: str | None) -> Owner:
    """The clause that names the subject: deal out 分别 lists, then compare the metric."""
    wanted = wanted_metric(passage)
    subjects = passage.ideas[passage.known.subject]
    if quantity.item is not None and quantity.item[1] > 1:
        dealt = _dealt(text, span, quantity.item, subjects, wanted)
        if dealt is not None:
            return dealt
    subject = _last_within(subjects, span)
    assert subject is not None
    after = text[subject[1] : max(subject[1], min(span[1], quantity.span[0]))]
    last = after.rpartition("、")[2] if "、" in after else ""
    if METRIC.search(last) and len(_nouns(last)) >= 2:
        return Owner(code="other_subject", name=last)  # 甲产业收入增长6%、乙产业收入增长5%
    named = metric or metric_class(after) or metric_class(text[span[0] : span[1]])
    if wanted and named and named != wanted:
        return Owner(code="other_metric", name=named)
    new = _new_subject(after)
    if new:
        return Owner(code="other_subject", name=new)
    return Owner(code="own")


def _new_subject(after: str) -> str:
    """A noun that takes over behind the subject in its own clause: 医药健康产业前三家企业对…, 医药健康的…制造业."""
    taken = re.search(
        r"前[一二三四五六七八九十\d]+[家强名]|对[^，]{0,12}(?:贡献|拉动)|(?:龙头|重点|个别|部分)企业|占", after
    )
    return taken.group() if taken else ""


def _dealt(
    text: str, span: Span, item: tuple[int, int], subjects: tuple[Span, ...], wanted: str | None
) -> Owner | None:
    """Which member of the list a 分别 figure belongs to; None where the list does not fit the figures."""
    index, size = item
    head = re.split(r"同比|环比|按年|比上年|较上年|分别|各自|依次", text[span[0] : span[1]])[0]
    members = list_members(text, (span[0], span[0] + len(head)))
    if len(members) < size:
        return None
    members = members[-size:]
    mine = [number for number, member in enumerate(members) if _last_within(subjects, member) is not None]
    if index in mine:
        # 医药健康、先进能源产业收入和先进制造产业产值: a member without a metric shares that of the next one
        metric = _first_metric(text[members[index][0] : span[0] + len(head)])
        return (
            Owner(code="own")
            if not wanted or metric in (wanted, None)
            else Owner(code="other_metric", name=metric or "")
        )
    member = text[members[index][0] : members[index][1]]
    if len(_nouns(member)) >= 2:
        return Owner(code="other_subject", name=member)
    if METRIC.search(member) and wanted and metric_class(member) != wanted:
        return Owner(code="other_metric", name=metric_class(member) or "")
    return Owner(code="own")


def _first_metric(text: str) -> str | None:
    found = METRIC.search(text)
    return _CLASSES[found.group(1)] if found else None


def _last_within(spans: tuple[Span, ...], around: Span) -> Span | None:
    inside = [span for span in spans if around[0] <= span[0] and span[1] <= around[1]]
    return inside[-1] if inside else None


def _without_figures(text: str, understood: Understanding) -> str:
    """The text with blanks for its times and figures."""
    chars = list(text)
    for span in (*(one.span for one in understood.periods), *(one.span for one in understood.quantities)):
        chars[slice(*span)] = " " * (span[1] - span[0])
    return "".join(chars)


def _nouns(text: str) -> str:
    """What is left of a text without metrics and filling words."""
    return "".join(_HAN.findall(_FILLER.sub("", METRIC.sub("", text))))
