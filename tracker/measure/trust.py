"""Whether a sentence can be believed by its own words: hearsay, questions, and figures taken back."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.model import Span, Understanding

_HEARSAY = re.compile(
    r"听说|内部消息|小道消息|匿名|听[^，。]{1,6}[讲说]|瞎说|我(?:昨天|今天|前天|上周|刚)|据说|传闻|网传|有人说|据传|坊间|小道消息|貌似|好像|估计是|我记得|我怎么记得|不会是|够呛|我(?:[^，。]{0,3})(?:舅|叔|姨|姑|哥|姐|朋友|同事|邻居|同学)"
    r"|八成是|应该是[^，。]*吧|吧[？。！…]|悬[。，！]|疑似"
)
_QUESTION = re.compile(r"[?？]|[吗呢](?:[。！”]|$)|什么时候|啥时候|到底|是否|能否|会不会|有没有|何时")
_ATTRIBUTED = re.compile(
    r"原话|报道|报纸|[早晨晚日]报|登的|登了|转自|转发|官网|官方|公告|公示|通报|通知|公布|发布会|据[^，。]{2,12}(?:介绍|消息|报|称)|显示|获悉|记者|新闻|答复|回复|文件|数据|回应|辟谣|澄清|不实"
)
_RETRACTED = re.compile(r"有误|错误|误为|误写|误植|系笔误|不实|更正|勘误|应为|现更正")
_WRITTEN_AS = re.compile(r"误(?:写|植|报|登|作|排)?(?:为|成)|错(?:写|报|登|误)?(?:为|成)")
_RIGHT = re.compile(
    r"应为|实际(?:为|是)?|更正为|改为|现更正为|(?:正确|准确)(?:的)?(?:数据|数字|数|表述|说法)?(?:为|是|应为)"
)


def hearsay(text: str, forum: bool) -> str:
    """Why a sentence is no testimony, empty if it is: rumour and guess anywhere; in a forum all but named sources."""
    if _HEARSAY.search(text) and not _ATTRIBUTED.search(text):
        return "hearsay"
    if _QUESTION.search(text) and re.search(r"[?？吗]", text) and not re.search(r"。", text):
        return "question"
    if forum and not _ATTRIBUTED.search(text):
        return "hearsay"
    return ""


def denied_until(text: str) -> int:
    """The offset up to which a sentence only tells a rumour that it then answers (网传…，组委会回应称…); 0 without."""
    rumour = re.search(r"网传|传闻|传言|谣传|有消息称|据传", text)
    answer = re.search(r"回应|辟谣|澄清|不实|谣言|否认", text)
    return answer.end() if rumour and answer and rumour.start() < answer.start() else 0


def retracted(text: str, understood: Understanding) -> tuple[tuple[Decimal, ...], Span]:
    """The figures a correction takes back, and the stretch of the sentence that does not count.

    “…增长6.8%”有误，…实际增长4.2%: the figures before 有误 are wrong, those behind 实际 or 应为 are right.
    …增长4.7%，文中误写为7.4%: the figure right behind 误写为 is wrong.
    Returns ((), (0, 0)) for a sentence that corrects nothing.
    """
    wrong = _RETRACTED.search(text)
    right = _RIGHT.search(text)
    if wrong is None or not understood.quantities:
        return (), (0, 0)
    written = _WRITTEN_AS.search(text)
    if written is not None:
        behind = [row for row in understood.quantities if 0 <= row.span[0] - written.end() <= 2]
        if behind and (right is None or right.start() < behind[0].span[0]):
            return (behind[0].value,), (written.start(), behind[0].span[1])
    limit = right.end() if right and right.start() >= wrong.start() else wrong.end()
    values = tuple(row.value for row in understood.quantities if row.span[1] <= wrong.start() + 1)
    if not values and right:
        values = tuple(row.value for row in understood.quantities if row.span[1] <= right.start() + 1)
    return values, (0, limit)
