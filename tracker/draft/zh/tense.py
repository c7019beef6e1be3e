"""The words and periods of a clause come in; whether it tells what was done or what is to be done goes out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.draft.stated import Setting
from tracker.model import Period

_PLAN = re.compile(
    r"力争|争取|确保|力求|计划(?=[在于今年新建开投实改安启培引供筹举组打])|(?<![虚模草比])拟(?![态人合声定])|预计"
    r"|有望|即将|下一步|下一阶段|接下来|今后|打算|年内|年底前"
    r"|(?<![名大干健老小主])将(?![近军士领来])|(?:预期|主要|工作|发展)目标[是为]|目标任务[是为]|继续"
    r"|未来[一二三四五六七八九十两几\d]|要(?=[加推全深抓做着力把在坚建实完]|继续|以"
    r"|进一步)|做好今年|谋划|今年重点|新的一年"
)
_PAST = re.compile(
    r"(?<![比较同跟与于])(?:去年|上年|前年)|过去[一二三四五六七八九十两几\d]*年"
    r"|[近多][一二三四五六七八九十两几\d]*年[来间]|以来|(?<![而不业早])已(?!成为)|截[至止]|目前"
    r"|曾(?!经济)|获评|荣获|入选|业已|(?<=[^为除受])了(?![解望如然]|$)|首次|先后|走在前列|居全[市省国]"
    r"|位居|连续[两三四五六七八九十\d]+年"
)
# These do not turn a plan of their sentence back: 力争累计投用200个.
_SOFT = re.compile(r"累计|年均|实现了|达到了|提高到|增至|共计")
_BASE = re.compile(r"[比较同跟与于]$")


def tense(text: str, periods: Sequence[Period], before: bool, setting: Setting) -> tuple[bool, bool]:
    """(whether the clause is planned, whether what follows it is).

    The last sign wins; without one it is as what stands `before`. periods: those of the clause, offsets into it.
    """
    # At the end of a year that is over but for its figures, 预计全年 tells what was reached.
    closing = setting.year > setting.day.year
    plans = (found for found in _PLAN.finditer(text) if not (closing and found[0] == "预计"))
    signs = [(found.start(), True) for found in plans]
    signs += [(found.start(), False) for found in _PAST.finditer(text)]
    for period in periods:
        sign = _sign_of(period, text, setting)
        if sign is not None:
            signs.append((period.span[0], sign))
    if not signs:
        told = not before and _SOFT.search(text) is not None
        return before and not told, before
    last = max(signs)[1]
    if last and re.search(r"(?:[^为除受]了|已)[^了]{0,30}$", text) and signs and max(signs)[0] < _last_past(text):
        last = False
    return last, last


def _last_past(text: str) -> int:
    return max((found.start() for found in _PAST.finditer(text)), default=-1)


def _sign_of(period: Period, text: str, setting: Setting) -> bool | None:
    start, end = period.span
    if period.role in ("base", "pub") or _BASE.search(text[:start]) or period.vague:
        return None
    if re.match(r"以来|前[一二三四五六七八九十\d]+个?月|[上下]?半年以来", text[end:]):
        return False
    if period.end is None:
        return None
    day = setting.day
    if period.end <= day or (period.end.year < setting.year and period.role != "deadline"):
        return False
    whole_year = period.start is None or period.start <= day
    return True if whole_year or period.end > day else None
