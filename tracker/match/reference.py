"""Whether a sentence that does not name a target speaks of it all the same (该绿道…, 公园将于…, 三期投用时间由…)."""

from __future__ import annotations

import re

from tracker.match.look import NEAR_LINES, Look
from tracker.passage import Known, phases

_BEGIN = (
    r"(?:^|[，。；：“])(?:而|但|但是|不过|其中|目前|眼下|现在|同时|随后|届时|此外|如今|据悉|据介绍|据了解"
    r"|按计划|按照计划)?，?"
)
_POINTS = re.compile(
    r"该(?!怎|如何)|这(?:[一两]?[个座条项处所家片段届场]|里|片区|道)|此[项次]|其(?!他|它|余|实|次|间)|它(?!们|国)|本[次项届]|上述|整[个座片条]|全园|全线"
    r"|(?:剩下|剩余|余下|另外?)的?[一二两三四五六七八九十\d]*[个座条期处所]|前者|[园校院馆项]方|组委会|主办方|建设方|施工方|运营方|项目部"
)
_GOES_ON = re.compile(r"^(?:目前|眼下|现在|截至目前|如今|预计|计划|力争|争取|按计划|按照计划|下一步|将于|已于|已经)")
_SETS_APART = re.compile(
    r"不是(?:一回事|同一)|并非(?:一回事|同一)|(?:是|属)另[一外]|无关|混为一谈|[别勿]算|混淆|只差一字|不同于|有别于"
)
TOPIC_BLOCKS = 3  # paragraphs for which a topic lasts without being named again
_KINDS = ("项目", "工程", "园区", "院区", "校区", "赛事", "比赛", "基地", "片区", "新园")


def is_referred(look: Look, known: Known, number: int, before: int | None) -> bool:
    """Whether a line without the name speaks of the target.

    The target must be the topic there: named before in the paragraph or in one of the TOPIC_BLOCKS before it, in the
    heading above, or in a headline that names it in full, with no other target named between. The line must point
    back at it (该, 它, 剩下的, 园方), begin a clause with its kind (公园将于…), name its phase or another of its
    ideas, or go on from the sentence `before` without a subject of its own (预计10月底前竣工。). A line that sets
    something apart from it (不是一回事) is not about it.
    """
    line = look.page[number]
    if line.kind == "row":
        return _is_own_row(look, known, number)
    topic = _topic(look, known, number)
    if topic is None:
        return False
    if _SETS_APART.search(line.text):
        return False
    near = look.page[topic].block == line.block
    first = topic + 1 if look.page[topic].kind == "sentence" else look.firsts[number]
    if any(look.rivals(known, other, ()) for other in range(max(first, number - NEAR_LINES), number + 1)):
        return False
    if known.measured:
        return near  # whose figure it is, is told by its own words
    if points_back(look, known, number):
        return True
    if before == number - 1 and _goes_on(look, known, number):
        return True
    if all(look.spans(known, 0)) and _holds_idea(look, known, number, last=True):
        return True  # its kind again (行动方案计划三季度印发) on a page that is about it
    far = not near and look.page[topic].kind == "sentence"
    if far and known.target.kind == "quantity":
        return False  # the same noun may be counted elsewhere
    return _holds_idea(look, known, number, least=4 if far else 1)


def _is_own_row(look: Look, known: Known, number: int) -> bool:
    """The row of the target's own place in a table about its subject (各区某产业产值: 甲区 120.0 3.5)."""
    label = look.page[number].text.split(" ")[0]
    over = (look.firsts[number], 0)
    return label in look.index.places.own and any(look.spans(known, line)[known.subject] for line in over)


def _topic(look: Look, known: Known, number: int) -> int | None:
    """The line that makes the target the topic of a line: in its paragraph, its heading, or the headline."""
    block, heading = look.page[number].block, look.heading(number)
    for other in range(number - 1, max(heading or 0, number - NEAR_LINES), -1):
        if look.page[other].block < block - TOPIC_BLOCKS:
            break
        if look.page[other].kind == "sentence" and look.spans(known, other)[known.subject]:
            return other
    if heading is not None:
        if look.spans(known, heading)[known.subject]:
            return heading
        if look.names_another(known, heading):
            return None
    return 0 if all(look.spans(known, 0)) else None


def points_back(look: Look, known: Known, number: int) -> bool:
    """Whether a line refers to something named before, by a pointing word, by its kind or by its phase."""
    text = look.page[number].text
    if _POINTS.search(text) or re.search(f"(?:{_BEGIN}|[将对把就])(?:{'|'.join(_kinds(known))})", text):
        return True
    families = {family for _, family in known.phases} or {"期"}
    return any(family in families for _, family in phases(text))


def _holds_idea(look: Look, known: Known, number: int, last: bool = False, least: int = 1) -> bool:
    """Whether a line holds another idea of the target (its last one), of `least` letters, that is no mere place."""
    spans = look.spans(known, number)
    own = look.index.places.own
    ideas = [idea for idea in range(len(spans)) if not own & set(known.ideas[idea])]
    return any(end - start >= least for idea in (ideas[-1:] if last else ideas) for start, end in spans[idea])


def _kinds(known: Known) -> tuple[str, ...]:
    """What the thing is by the end of its names: 公园, 绿道, 核心区."""
    words = {word for number in (known.subject, -1) for word in known.ideas[number] if len(word) >= 4}
    tails = {word[-2:] for word in words} | {word[-3:] for word in words}
    return tuple(sorted(map(re.escape, tails))) + _KINDS


def _goes_on(look: Look, known: Known, number: int) -> bool:
    """A sentence without a subject of its own goes on with the paragraph, or with the page if that is all about it."""
    near = look.page[number - 1].block == look.page[number].block or all(look.spans(known, 0))
    return near and _GOES_ON.match(look.page[number].text) is not None
