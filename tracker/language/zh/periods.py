"""In comes the wording of a period and what it is relative to; out come its first and its last day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.language.zh.calendar import (
    Days,
    holiday,
    month_days,
    next_month,
    plan_years,
    season_days,
    week_day,
    year_before,
    year_days,
)
from tracker.language.zh.numerals import parse_number
from tracker.model import Period


@dataclass(frozen=True, slots=True)
class Frame:
    """What a relative wording is relative to: the publication, the period of the sentence, its last exact day."""

    published: date | None
    topic: Period | None = None
    day: date | None = None
    planned: bool = False


Found = re.Match[str]
Resolver = Callable[[Found, Frame], Days | None]
_RELATIVE = {"今": 0, "本": 0, "去": -1, "明": 1, "来": 1, "前": -2, "后": 2}
_PART = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
}
_STEP = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_NAMES = {"“五一”": "五一", "劳动节": "五一", "“十一”": "国庆", "十一": "国庆", "新春": "春节"}


def _int(text: str | None) -> int:
    value = parse_number(text) if text else None
    return int(value) if value is not None else 0


def _year(found: Found, frame: Frame) -> int | None:
    if found["ya"]:
        return _int(found["ya"])
    word = found["rya"]
    base = frame.topic.end or frame.topic.start if frame.topic else None
    if word[0] in "上当同次翌":
        anchor = base or frame.published
        return anchor.year + {"上": -1, "次": 1, "翌": 1}.get(word[0], 0) if anchor else None
    return frame.published.year + _RELATIVE[word[0]] if frame.published else None


def _guess_year(first: int, last: int, frame: Frame) -> int | None:
    """The year of months without one: that of the sentence's period if they lie in it, else the nearest by sense."""
    topic = frame.topic
    if topic and topic.start and topic.end and (topic.end - topic.start).days > 31:
        for year in range(topic.start.year, topic.end.year + 1):
            start, end = month_days(year, first, last)
            if topic.start <= start and end <= topic.end:
                return year
    published = frame.published
    if published is None:
        return None
    if frame.planned:
        past = month_days(published.year, first, last)[1] < published
        return published.year + (past and last <= 6 and published.month >= 9)
    # 12月 and 1—11月 in a paper of January are last year's; so is 四季度.
    ahead = month_days(published.year, first, last)[1] > published + timedelta(days=45)
    return published.year - (ahead and published.month <= 3 and last >= 7)


def _whole_year(frame: Frame) -> int | None:
    """The year of 全年: that of the period it is told with (1—11月增长6.2%，全年…), else by the day of the paper."""
    topic = frame.topic
    if topic and topic.start and topic.end and topic.start.year == topic.end.year:
        from_new_year = (topic.start.month, topic.start.day) == (1, 1)
        if from_new_year and (topic.end - topic.start).days >= 58:
            return topic.start.year
    if frame.published is None:
        return None
    return frame.published.year - (frame.published.month <= 3 and not frame.planned)


def _part_of_month(days: tuple[date, date], part: str | None) -> Days:
    word = (part or "").removeprefix("月")
    if word in ("底", "末"):
        return None, days[1]
    if word not in _PART:
        return days
    first, last = _PART[word]
    return days[0].replace(day=first), min(days[1], days[0].replace(day=min(last, days[1].day)))


def _months_of(found: Found, k: str) -> tuple[int, int] | None:
    """First and last month of a quarter, half year, `前N个月`, `1—N月` or month."""
    if found["fm" + k]:
        return _int(found["fm" + k]), _int(found["tm" + k])
    if found["m" + k]:
        return _int(found["m" + k]), _int(found["m" + k])
    if found["first" + k]:
        return 1, _int(found["first" + k])
    if found["fq" + k]:
        return _int(found["fq" + k]) * 3 - 2, _int(found["tq" + k]) * 3
    if found["half" + k]:
        return (1, 6) if found["half" + k][0] == "上" else (7, 12)
    if found["firstq" + k]:
        return 1, 3
    number = _int(found["q" + k] or found["q2" + k])
    if number:
        kind = found["qkind" + k] or found["qkind2" + k] or ""
        until = kind in ("前", "首")
        return (1 if until else number * 3 - 2), number * 3
    return None


def _within(found: Found, k: str, year: int | None, frame: Frame) -> Days | None:
    if found["year" + k]:
        return _year_word(found["year" + k], year, frame)
    if found["dm" + k]:
        return _dates(found, k, year, frame)
    months = _months_of(found, k)
    if months is None or not 1 <= months[0] <= months[1] <= 12:
        return None
    resolved = year if year is not None else _guess_year(*months, frame)
    if resolved is None:
        return None
    part = found["part" + k] if found["m" + k] else found["qend" + k] or found["qend2" + k]
    return _part_of_month(month_days(resolved, *months), part)


def _year_word(word: str, year: int | None, frame: Frame) -> Days | None:
    resolved = year if year is not None else _whole_year(frame)
    if year is None and frame.published and word not in ("全年", "年末"):
        resolved = frame.published.year
    if resolved is None:
        return None
    start, end = year_days(resolved)
    if word == "全年":
        return start, end
    if word == "年初":
        return start, None
    return None, date(resolved, 6, 30) if word == "年中" else end


def _dates(found: Found, k: str, year: int | None, frame: Frame) -> Days | None:
    month, day = _int(found["dm" + k]), _int(found["d" + k])
    resolved = year if year is not None else _guess_year(month, month, frame)
    if resolved is None:
        return None
    start = _date(resolved, month, day)
    if start is None or not found["d2" + k]:
        return (start, start) if start else None
    last = _int(found["dm2" + k]) or month
    return start, _date(resolved + (last < month), last, _int(found["d2" + k]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 2月30日 is a slip of the writer
        return None


def _stamp(found: Found, frame: Frame) -> Days | None:
    year, month, day = (int(part) for part in re.findall(r"\d+", found["stamp"])[:3])
    exact = _date(year, month, day)
    return (exact, exact) if exact else None


def _years(found: Found, frame: Frame) -> Days | None:
    first, last = int(found["from"]), int(found["till"])
    return year_days(first, last) if first <= last else None


def _cal(found: Found, frame: Frame) -> Days | None:
    year = _year(found, frame)
    if year is None:
        return None
    if found["yend"]:
        word = {"初": "年初", "中": "年中"}.get(found["yend"], "年底")
        return _year_word(word, year, frame)
    within = _within(found, "a", year, frame)
    return within or year_days(year)


def _calb(found: Found, frame: Frame) -> Days | None:
    return _within(found, "b", None, frame)


def _plan(found: Found, frame: Frame) -> Days | None:
    first, last = plan_years()[found["pname"]]
    start, end = year_days(first, last)
    return (None, end) if found["pend"] in ("末", "期末", "收官") else (start, end)


def _same(found: Found, frame: Frame) -> Days | None:
    topic = frame.topic
    if topic is None or topic.end is None:
        named = found["sy"] or ""
        return year_days(int(named[:4])) if named[:1].isdecimal() else None
    years = 2 if (found["sy"] or "").startswith("前") else 1
    if found["sy"] and found["sy"][0].isdecimal():
        years = topic.end.year - int(found["sy"][:4])
    return year_before(topic.start, years), year_before(topic.end, years)


def _month(found: Found, frame: Frame) -> Days | None:
    anchor = frame.published
    topic = frame.topic
    relative = found["mrel"] or ""
    # 比上月: the month before the one the sentence speaks of.
    if relative[:1] in ("上", "当") and topic and topic.end and not topic.vague:
        anchor = topic.end
    if anchor is None:
        return None
    step = {"上": -1, "下": 1, "次": 1}.get(relative[:1], 0)
    if found["mday"]:
        day = _date(*next_month(anchor.year, anchor.month, step), _int(found["mday"]))
        return (day, day) if day else None
    return _part_of_month(month_days(*next_month(anchor.year, anchor.month, step)), found["mpart"] or found["mend"])


def _quarter(found: Found, frame: Frame) -> Days | None:
    anchor = frame.topic.end if frame.topic and frame.topic.end and found["qr"][0] in "上当" else frame.published
    if anchor is None:
        return None
    step = {"上": -3, "下": 3}.get(found["qr"][0], 0)
    year, month = next_month(anchor.year, (anchor.month - 1) // 3 * 3 + 1, step)
    return month_days(year, month, month + 2)


def _week(found: Found, frame: Frame) -> Days | None:
    if frame.published is None:
        return None
    weeks = {"上": -1, "下": 1}.get(found["wr"] or found["wr2"] or "", 0)
    monday = week_day(frame.published, 0, weeks)
    if not found["wd"]:
        return monday, monday + timedelta(days=6)
    if found["wd"] == "末":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    day = monday + timedelta(days="一二三四五六日".index(found["wd"].replace("天", "日")))
    return day, day


def _near(found: Found, frame: Frame) -> Days | None:
    return (frame.published - timedelta(days=7), frame.published) if frame.published else None


def _exact(found: Found, frame: Frame) -> Days | None:
    if frame.published is None:
        return None
    day = frame.published + timedelta(days=_STEP[found["exact"][0]])
    return day, day


def _now(found: Found, frame: Frame) -> Days | None:
    if frame.published is None:
        return None
    day = frame.day if found["now"] == "至此" and frame.day else frame.published
    return None, day


def _today(found: Found, frame: Frame) -> Days | None:
    day = frame.day or frame.published
    return (day, day) if day else None


def _ahead(found: Found, frame: Frame) -> Days | None:
    number = _int(found["an2"] or found["an"])
    if frame.published is None or not number:
        return None
    if found["au"] == "年":
        return frame.published, date(frame.published.year + number, 12, 31)
    step = {"月": 30, "天": 1, "周": 7, "季度": 91}[found["au"]]
    return frame.published, frame.published + timedelta(days=step * number)


def _behind(found: Found, frame: Frame) -> Days | None:
    number = _int(found["bn"] or found["bn3"])
    if frame.published is None or not number or number > 100:
        return None
    if found["behind"].startswith("过去") and number == 1 and frame.published.month <= 3 and found["bu"] == "年":
        return year_days(frame.published.year - 1)
    if found["bu"] == "月":
        return frame.published - timedelta(days=30 * number), frame.published
    return year_before(frame.published, number), frame.published


def _holiday_days(word: str, year_word: str | None, frame: Frame) -> tuple[date, date] | None:
    name = _NAMES.get(word) or (word if word == "春节" else word.removesuffix("节"))
    if frame.published is None:
        return None
    year = frame.published.year
    if year_word:
        return holiday(name, int(year_word[:4]) if year_word[0].isdecimal() else year + _RELATIVE[year_word[0]])
    spans = [s for y in (year - 1, year, year + 1) if (s := holiday(name, y)) is not None]
    if frame.planned:
        return next((s for s in spans if s[1] >= frame.published), None)
    # Unplanned, it is the one that lies nearer, and rather a past one.
    past = [s for s in spans if s[0] <= frame.published]
    ahead = [s for s in spans if s[0] > frame.published]
    if not ahead:
        return past[-1] if past else None
    if not past:
        return ahead[0]
    since, until = (frame.published - past[-1][1]).days, (ahead[0][0] - frame.published).days
    return ahead[0] if until * 3 < since * 2 or until <= 45 else past[-1]


def _holiday(found: Found, frame: Frame) -> Days | None:
    spans = [s for word in (found["h1"], found["h2"]) if word and (s := _holiday_days(word, found["hy"], frame))]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def _lone(found: Found, frame: Frame) -> Days | None:
    anchor = frame.day or frame.published
    number = _int(found["lone"][:-1])
    if anchor is None or not number:
        return None
    day = _date(anchor.year, anchor.month, number)
    if day is None or frame.published is None or frame.day:
        return (day, day) if day else None
    # 29日 in a paper of the 3rd is last month's, unless it is announced.
    step = -1 if day > frame.published and not frame.planned else int(day < frame.published and frame.planned)
    moved = _date(*next_month(day.year, day.month, step), number) if step else day
    return (moved, moved) if moved else None


def _season(found: Found, frame: Frame) -> Days | None:
    word = found["sword"]
    if word is None or frame.published is None:
        return None  # 春季学期 begins and ends as each school has it
    year = int(word[:4]) if word[0].isdecimal() else frame.published.year + _RELATIVE[word[0]]
    return season_days(year, found["sname"])


_RESOLVERS: dict[str, Resolver] = {
    "stamp": _stamp, "years": _years, "cal": _cal, "calb": _calb, "plan": _plan, "same": _same, "month": _month,
    "qrel": _quarter, "week": _week, "near": _near, "exact": _exact, "now": _now, "today": _today, "ahead": _ahead,
    "behind": _behind, "holiday": _holiday, "lone": _lone, "season": _season,
}  # fmt: skip


def days_of(found: Found, kind: str, frame: Frame) -> Days | None:
    """First and last day of a wording, either of them open; None where they cannot be known."""
    return _RESOLVERS[kind](found, frame)
