"""Headlines and openings come in; whether they head what was or will be, and whose statement it is, goes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十]+[、章节部分，．.]|[（(][一二三四五六七八九十]+[）)])")
_ITEM = re.compile(r"^[（(]?\d{1,3}[）)、.．]")
_SENTENCE_END = re.compile(r"[。；;！？!?：:…，,、]$")
_HEADING_CHARS = 40
_HALF_YEAR, _LATE_MONTH, _OFTEN = 6, 11, 3
_SHORT_CHARS = 24
_AHEAD = re.compile(r"安排|打算|计划|任务|清单|目标|要点|举措|部署|方案|实事|展望|思路|下一步|重点工作|工作建议")
_BEHIND = re.compile(r"回顾|总结|成就|成绩|成效|完成情况|执行情况|进展情况|落实情况|工作情况|过去")
_PLAN_TITLE = re.compile(r"清单|要点|(?:行动|工作|实施)(?:计划|方案)|任务分解|工作安排|实事|重点任务")
_YEAR = re.compile(r"(20\d\d)年")
_PLACE = re.compile(
    r"(?:(?<![一-龥])|(?<=[、，。在从到由为和与及对向是省市州于：“]))[一-龥]{2,6}?(?:自治区|自治州|自治县|新区"
    r"|开发区|高新区|[省市县区州旗盟])"
)
_NO_PLACE = re.compile(
    r"全[市区县省州]|[我本该各某]|城[市区]|社区|园区|地区|街区|片区|小区|核心|示范|功能|先行|友好|承载|集聚|城乡"
    r"|都市|辖区|郊区|库区|景区|老区|院区|校区|山区|超市|上市|门市|试点|人大"
    r"|次会|政协|届|委|局|第|和|与|在|的|将|对|以|为|向|到|近日|今年|全国|启动|完成|开工|开展|举办|推|建|加|促|提|实施|打造|进|产业|工业"
    r"|重点|综合|保税|住宅|老旧|棚户|片|学区|灾区|禁区|行政|管理|直辖|先进"
    r"|上[市]|入市|夜市|菜市|股市|楼市|都市|集市|贫困|跨[市县省]|外[市县省]|邻|[一二三四五六七八九十两几数]+[市县区省]$"
)
_PUBLISHER = re.compile(
    r"(?:来源|稿源|文|据)[：:/]\s*(?P<named>[一-龥]{2,12}(?:报|网|日报|晚报|发布|台|社|客户端|政府))"
    r"|(?P<by>[一-龥]{2,8}(?:日报|晚报|青年报|早报|都市报"
    r"|商报|晨报|时报|新闻网|报))(?:记者|讯|客户端)"
)
_NAMED = re.compile(r"[、，。和与及]|人民|政府|十[一二三四五六七八九]届|第[一二三]|举行|召开")
_OPENING_CHARS = 4_000
_FULL_DAY = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*[月./-]\s*(3[01]|[12]\d|0?[1-9])(?!\d)")
_MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_PLANNED_YEAR = re.compile(r"(20\d\d)年[^。；]{0,12}?(?:将|要|计划|目标|重点|工作)")
_EVENT = re.compile(r"[^，。；：]{4,50}(?:会议|发布会|大会|座谈会|报告|全会)(?=[，。；]|$)")
_LONGEST_TITLE = 60


def is_heading(text: str) -> bool:
    """Whether a line of plain text heads what follows: short, without the end of a sentence, and no numbered item."""
    line = text.strip()
    if not line or len(line) > _HEADING_CHARS or _SENTENCE_END.search(line) or _ITEM.match(line):
        return False
    return bool(_NUMBERED.match(line)) or (len(line) <= _SHORT_CHARS and not re.search(r"\d", line))


def heading_says(heading: str, year: int) -> bool | None:
    """Whether what a heading heads is planned (True) or has happened (False); None where it does not say."""
    years = [int(found) for found in _YEAR.findall(heading)]
    behind = _BEHIND.search(heading) is not None
    if behind and not (years and max(years) >= year and _AHEAD.search(heading)):
        return False
    if _AHEAD.search(heading):
        return not years or max(years) >= year
    return None


_FIVE_YEARS = re.compile(
    r"(?P<plan>十[二三四五六七八九]五)”?(?:时期|期间|规划|发展规划|《?纲要|主要目标|发展目标|目标)|(?:未来|今后)五年|第(?P<nth>十[一二三四五六七八九])个五年规划"
)
_PLAN_YEARS, _BEFORE_PLANS = 5, 1955  # the fifteenth plan ends in 1955 + 15 * 5


def until_in(heading: str, day: date) -> date | None:
    """The last day of the five years that a heading says all below it is about; None where it names none."""
    found = _FIVE_YEARS.search(heading)
    if found is None or _BEHIND.search(heading):
        return None
    if found["plan"] is None and found["nth"] is None:
        return date(day.year + (4 if day.month <= _HALF_YEAR else 5), 12, 31)
    number = 10 + "零一二三四五六七八九".index((found["plan"] or found["nth"])[1])
    end = date(_BEFORE_PLANS + _PLAN_YEARS * number, 12, 31)
    return end if end >= day else None


def headline_plans(title: str) -> bool:
    """Whether a headline says that all below it is planned (a list of tasks), not told (a press conference)."""
    return bool(_PLAN_TITLE.search(title)) and not re.search(r"发布会|完成情况|执行情况|进展|记者", title)


def theme_of(heading: str) -> str:
    """The heading without its number, up to its first comma."""
    words = re.split(r"[，,。：:；;]", _NUMBERED.sub("", heading.strip()))[0]
    return re.sub(r"\s+", " ", words).strip('“”" \u2009')[:20]


def planned_year(title: str, lines: Sequence[str], day: date) -> int:
    """The year that a headline names when it is that of the statement or the next, else that of the statement.

    In the last two months of a year the next is planned where the text speaks of it.
    """
    years = [int(found) for found in _YEAR.findall(title)]
    told = max((year for year in years if day.year <= year <= day.year + 1), default=day.year)
    if told == day.year and day.month >= _LATE_MONTH:
        following = re.compile(f"明年|来年|{day.year + 1}年")
        told += sum(len(following.findall(line)) for line in lines) >= _OFTEN
    return told


def place_in(title: str, lines: Sequence[str]) -> str:
    """The place whose statement it is: that of the headline, else the one most often named, the nearer one on a tie."""
    if len(title) <= _LONGEST_TITLE and (named := _places(title)):
        return named[-1]
    counted = Counter(place for line in _opening(lines) for place in _places(line))
    best = counted.most_common(1)
    return best[0][0] if best else ""


def _places(text: str) -> list[str]:
    found = [match[0] for match in _PLACE.finditer(text)]
    return [place for place in found if not _NO_PLACE.search(place)]


def _opening(lines: Sequence[str]) -> list[str]:
    kept, size = [], 0
    for line in lines:
        kept.append(line[: _OPENING_CHARS - size])
        size += len(kept[-1])
        if size >= _OPENING_CHARS:
            break
    return kept


def publisher_in(lines: Sequence[str]) -> str:
    """The paper or office that the first or last lines name as their source."""
    for line in (*lines[:4], *lines[-3:]):
        if found := _PUBLISHER.search(line[:200]):
            return found["named"] or found["by"]
    return ""


def places_named(lines: Sequence[str]) -> tuple[str, ...]:
    """Places that a statement names beside its own: those in a list or before a mark, so that no verb is taken in."""
    counted = Counter(
        found[0]
        for line in lines
        for found in _PLACE.finditer(line)
        if _NAMED.match(line, found.end()) and not _NO_PLACE.search(found[0])
    )
    return tuple(place for place, _ in counted.most_common())


def day_in(lines: Sequence[str]) -> date | None:
    """The first whole day that the opening tells; else its first day of a month, in the first year that it plans."""
    text = "\n".join(_opening(lines))
    for found in _FULL_DAY.finditer(text):
        if day := _date(*map(int, found.groups())):
            return day
    year, near = _PLANNED_YEAR.search(text), _MONTH_DAY.search(text)
    return _date(int(year[1]), int(near[1]), int(near[2])) if year and near else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def event_in(head: str, lines: Sequence[str]) -> str:
    """The headline, or where the text begins without one, the meeting that its first sentence tells of."""
    if 0 < len(head) <= _LONGEST_TITLE:
        return head
    found = _EVENT.search(lines[0][:200]) if lines else None
    return found[0].strip() if found else ""
